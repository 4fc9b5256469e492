"""Towns and villages: linked where the article singles one out, never a reason to call something a place."""

import pytest
from test_entities import article, person, place, said

from kg import fingerprints
from kg.entities import of_reading, resolve
from kg.lexicon import places
from kg.lexicon.small_places import linked_place, small_places

SOLDEU = "town/3038999/soldeu"


def linked(*entities, claims=()):
    return [profile.place for profile in of_reading(article("a", *entities, claims=claims))]


def test_a_small_place_is_found_by_name_and_by_id() -> None:
    (found,) = small_places().lookup("Soldeu")
    assert found.id == SOLDEU
    assert linked_place(SOLDEU) == found
    assert [above.name for above in places().ancestors(found)][:1] == ["Andorra"]
    assert linked_place("town/1/soldeu") is None
    assert small_places().lookup("Saint Ives") == small_places().lookup("St. Ives") != ()


def test_the_gazetteer_proper_knows_no_villages() -> None:
    assert places().lookup("Soldeu") == ()
    assert places().get(SOLDEU) is None


def test_the_country_of_the_article_places_a_village() -> None:
    assert linked(place("Soldeu"), place("Andorra")) == [SOLDEU, "country/AD"]


@pytest.mark.parametrize("others", [(), (place("Japan"),), (place("Andorra"), place("Japan"))])
def test_without_one_country_a_village_is_not_placed(others) -> None:
    assert linked(place("Soldeu"), *others)[0] is None


def test_what_the_article_says_of_a_village_counts_more() -> None:
    inside = said(1, "locatedIn", 2)
    assert linked(place("Soldeu"), place("Andorra"), place("Japan"), claims=(inside,))[0] == SOLDEU
    outside = said(1, "locatedIn", 3)
    assert linked(place("Soldeu"), place("Andorra"), place("Japan"), claims=(outside,))[0] is None


def test_of_several_namesakes_a_region_singles_one_out() -> None:
    assert linked(place("Marksville"), place("Louisiana"))[0] == "town/4332604/marksville"
    assert len(small_places().lookup("Broadway")) > 1
    assert linked(place("Broadway"), place("United States"))[0] is None


def test_a_person_called_like_a_village_stays_a_person() -> None:
    found = resolve([article("a", person("Soldeu"), place("Andorra"))])
    assert [(e.type, e.place) for e in found if e.name == "Soldeu"] == [("Person", None)]


def test_a_village_of_two_articles_is_one_and_keeps_its_key() -> None:
    found = resolve([article("a", place("Soldeu"), place("Andorra")), article("b", place("Soldeu"))])
    towns = [e for e in found if e.name == "Soldeu"]
    assert [(e.key, e.place, len(e.members)) for e in towns] == [("place/soldeu", SOLDEU, 2)]
    assert towns[0].latitude == pytest.approx(42.58)


def test_villages_are_no_matter_of_the_language_stage() -> None:
    assert not any("small_places" in path.name for path in fingerprints.files("language"))
    assert any(path.name == "small_places.tsv.gz" for path in fingerprints.files("resolution"))
