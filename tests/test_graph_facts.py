from __future__ import annotations

from dataclasses import replace

import pytest
from graph_helpers import make_articles, make_claim, make_collection, make_entities, make_readings

from kg.errors import DataError
from kg.graph import edtf
from kg.graph.facts import fact_id, facts, plain_value
from kg.ontology import Relation, load
from kg.records import Claim, Entity, LocalEntity, Reading


def triples(found):
    return {(f.subject, f.predicate, f.object or f.value, f.status) for f in found}


def one_claim(predicate, value=None, object_=None, **more):
    claim = Claim(
        id="c", subject="a", predicate=predicate, object=object_, value=value, role=None,
        subject_span=(0, 1), object_span=(2, 3), evidence=(0, 9), status="asserted", confidence=0.5,
    )  # fmt: skip
    return replace(claim, **more)


def collect(claims_by_article, types=("Person", "Person"), **options):
    """Facts of claims about entities ``a`` and ``b``, which are the same in every article."""
    locals_ = tuple(LocalEntity(id_, type_, id_) for id_, type_ in zip("ab", types, strict=True))
    readings = [Reading(article, (), locals_, tuple(claims)) for article, claims in claims_by_article.items()]
    entities = [
        Entity(
            f"{type_.lower()}/{id_}", type_, id_, (), tuple((article, id_) for article in claims_by_article)
        )
        for id_, type_ in zip("ab", types, strict=True)
    ]
    return facts(readings, entities, **options)


def test_near_duplicates_count_once_and_independent_articles_add_up():
    governs = next(f for f in make_collection().facts if f.predicate == "governs")
    assert (governs.support, governs.confidence, len(governs.claims)) == (2, 0.98, 3)
    assert [article for article, _ in governs.claims] == sorted(article for article, _ in governs.claims)


def test_one_article_counts_with_its_best_claim_only():
    claims = [one_claim("supports", object_="b", id=str(i), confidence=c) for i, c in enumerate((0.5, 0.7))]
    (fact,) = collect({"x": claims})
    assert (fact.support, fact.confidence) == (1, 0.7)


def test_confidence_is_capped_unless_a_person_confirmed():
    articles = {name: [one_claim("supports", object_="b", id=name, confidence=0.9)] for name in "wxyz"}
    assert collect(articles)[0].confidence == 0.99
    assert collect(articles, confirmed={"y"})[0].confidence == 1.0


def test_rejected_claims_are_left_out():
    assert collect({"x": [one_claim("supports", object_="b")]}, rejected={"c"}) == ()


def test_symmetric_relations_stand_in_one_direction():
    there = collect({"x": [one_claim("metWith", object_="b")]})
    back = collect({"x": [one_claim("metWith", subject="b", object_="a")]})
    assert triples(there) == triples(back) == {("person/a", "metWith", "person/b", "asserted")}


def test_a_symmetric_relation_keeps_to_its_types():
    hosts = Relation("hosts", domain=("Person",), range=("Organization",), symmetric=True)
    claim = one_claim("hosts", subject="b", object_="a")
    ontology = load().with_relations([hosts])
    found = collect({"x": [claim]}, types=("Organization", "Person"), ontology=ontology)
    assert triples(found) == {("person/b", "hosts", "organization/a", "asserted")}


def test_one_of_an_inverse_pair_stands_for_both():
    found = triples(make_collection().facts)
    assert ("person/ada-okafor", "childOf", "person/mira-okafor", "asserted") in found
    assert not any(predicate == "parentOf" for _, predicate, _, _ in found)


def test_nothing_is_said_of_a_thing_and_itself():
    assert collect({"x": [one_claim("supports", object_="a")]}) == ()
    assert collect({"x": [one_claim("alsoKnownAs", value="A.")]}) == ()


def test_statuses_are_kept_apart_with_ids_of_their_own():
    claims = [
        one_claim("supports", object_="b"),
        one_claim("supports", object_="b", id="d", status="negated"),
    ]
    found = collect({"x": claims})
    assert [f.status for f in found] == ["asserted", "negated"]
    assert len({f.id for f in found}) == 2
    assert found[0].id == fact_id("person/a", "supports", "person/b", None)


def test_spellings_of_one_literal_meet_and_the_commonest_is_shown():
    values = ["the  Chair", "The Chair", "The Chair,"]
    claims = [one_claim("holdsPosition", value=v, id=str(i)) for i, v in enumerate([*values, "The Chair"])]
    (fact,) = collect({"x": claims})
    assert fact.value == "The Chair"


@pytest.mark.parametrize(
    ("written", "shown"),
    [("1987-XX-XX", "1987"), ("1987?", "1987"), ("long ago", "long ago"), ("199X", "199X")],
)
def test_dates_are_normalised_where_they_are_dates(written, shown):
    assert collect({"x": [one_claim("bornOn", value=written)]})[0].value == shown


def test_order_of_articles_does_not_matter():
    readings, entities = make_readings(), make_entities()
    assert facts(readings, entities) == facts(reversed(readings), reversed(entities))


def test_a_claim_about_an_entity_that_is_nowhere_is_an_error():
    article = make_articles()[3]
    claim = make_claim(article, "mira", "visited", "norland", ("Governor", "Okafor", "Norland"))
    with pytest.raises(DataError, match=r"rivals\.txt.*mira"):
        facts([Reading(article.id, (), (), (claim,))], [])


def test_fold_ignores_case_width_spaces_and_quotes():
    assert plain_value("  \u201cThe  Board\u2019s \uff23hair\u201d. ") == plain_value("the board's chair")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-03-07", "2022-03-07", "2022-03-07"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("2022-22", "2022-06-01", "2022-08-31"),
        ("2019/..", "2019-01-01", None),
        ("../2018", None, "2018-12-31"),
        ("2019-05/2020~", "2019-05-01", "2020-12-31"),
    ],
)
def test_bounds_of_dates(text, first, last):
    assert edtf.bounds(text) == (first, last)


@pytest.mark.parametrize("text", ["", "2022-13", "2023-02-29", "0000", "2020/2019", "March 2022", "2022-3"])
def test_what_is_no_date_has_no_bounds(text):
    assert edtf.bounds(text) is None
