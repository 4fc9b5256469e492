"""Names that one article takes for another type than the others do."""

import random
from dataclasses import replace

from test_entities import article, organization, person, place, said

from kg.entities import NameList, explain
from kg.entities.known_list import Entry
from kg.graph.contradictions import contradictions
from kg.graph.facts import facts
from kg.records import Article, Claim, Collection, Entity, Reading


def kinds(found: tuple[Entity, ...], name: str) -> list[str]:
    return [entity.type for entity in found if name in (entity.name, *entity.aliases)]


def named(*readings: Reading) -> tuple[Entity, ...]:
    return explain(readings).entities


MOSTLY = [article(key, organization("Vestovkom")) for key in "abc"]


def test_a_name_of_another_type_everywhere_else_is_of_that_type() -> None:
    found = explain([*MOSTLY, article("d", person("Vestovkom"))])
    assert kinds(found.entities, "Vestovkom") == ["Organization"]
    why = [one for one in found.explanations if one.left == one.right]
    assert [(one.left, one.reasons) for one in why] == [
        (("d", "e1"), ("Person in this article, Organization in 3 others",))
    ]


def test_one_article_against_one_decides_nothing() -> None:
    found = named(article("a", organization("Vestovkom")), article("b", person("Vestovkom")))
    assert sorted(kinds(found, "Vestovkom")) == ["Organization", "Person"]


def test_one_article_that_shows_the_type_is_enough() -> None:
    shown = article("a", organization("Vestovkom"), place("Oslo"), claims=(said(1, "headquarteredIn", 2),))
    found = named(shown, article("b", person("Vestovkom")))
    assert kinds(found, "Vestovkom") == ["Organization"]


def test_whoever_is_shown_to_be_a_person_stays_one() -> None:
    people = (
        person("Vestovkom", titles=("minister",)),
        person("Vestovkom", gender="female"),
        person("Oleg Vestovkom"),
        person("Smith"),
    )
    for one in people:
        bodies = [article(key, organization(one.name)) for key in "abc"]
        assert sorted(set(kinds(named(*bodies, article("d", one)), one.name))) == ["Organization", "Person"]
    said_of = article("d", person("Vestovkom"), place("Oslo"), claims=(said(1, "bornIn", 2),))
    assert sorted(kinds(named(*MOSTLY, said_of), "Vestovkom")) == ["Organization", "Person"]


def test_a_region_of_the_lexicon_is_a_place() -> None:
    found = named(article("a", organization("Kuzbass")), article("b", place("Kemerovo region")))
    assert [(entity.type, entity.place) for entity in found] == [("Place", "region/RU.29")]


def test_a_team_may_have_the_name_of_its_city_or_country() -> None:
    readings = [article(key, place("Hamburg")) for key in "abcd"]
    found = named(*readings, article("e", organization("Hamburg")), article("f", organization("Peru")))
    assert sorted(kinds(found, "Hamburg")) == ["Organization", "Place"]
    assert kinds(found, "Peru") == ["Organization"]


def test_the_name_list_says_what_a_name_is() -> None:
    listed = NameList((Entry("vk", "Organization", "Vestovkom"),))
    found = explain([article("a", person("Vestovkom", titles=("minister",)))], names=listed)
    assert [(entity.key, entity.type) for entity in found.entities] == [("organization/vk", "Organization")]


def test_types_do_not_depend_on_the_order_and_come_back() -> None:
    readings = [*MOSTLY, article("d", person("Vestovkom")), article("e", place("Vestovkom"))]
    whole = explain(readings)
    for seed in range(4):
        mixed = readings.copy()
        random.Random(seed).shuffle(mixed)
        assert explain(mixed) == whole
    assert kinds(explain(readings[2:]).entities, "Vestovkom").count("Person") == 1


def test_what_cannot_be_said_of_the_other_type_is_no_fact_but_a_problem() -> None:
    claims = (said(1, "spouseOf", 2), said(1, "supports", 2))
    odd = article("d", person("Vestovkom"), person("Ada Lovelace"), claims=claims)
    listed = NameList((Entry("vk", "Organization", "Vestovkom"),))
    entities = explain([odd], names=listed).entities
    assert [fact.predicate for fact in facts([odd], entities)] == ["supports"]
    found = contradictions(Collection((Article("d", "They met."),), (odd,), entities, ()))
    assert [(one.kind, one.sentences) for one in found] == [("types", (("d", "T"),))]
    assert "Vestovkom (Organization) and Ada Lovelace (Person)" in found[0].message
    assert [fact.predicate for fact in facts([odd], explain([odd]).entities)] == ["spouseOf", "supports"]


def held(who: int, status: str = "asserted") -> Claim:
    return replace(said(who, "governs", 3), id=f"{who}{status}", status=status)


def test_holders_of_one_office_contradict_each_other_unless_one_has_left() -> None:
    people = (person("Ada Lovelace"), person("Zoltan Kosminskay"), place("Oslo"))

    def problems(*claims: Claim) -> list[str]:
        reading = article("a", *people, claims=claims)
        entities = named(reading)
        made = facts([reading], entities)
        found = contradictions(Collection((Article("a", "They."),), (reading,), entities, made))
        return [one.kind for one in found]

    assert problems(held(1), held(2)) == ["holders"]
    assert problems(held(1), held(2), held(1, "former")) == []
    assert problems(held(1), held(2), said(2, "succeeds", 1)) == []
    assert problems(replace(held(1), until="2018"), replace(held(2), since="2019")) == []
