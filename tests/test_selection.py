"""A part of a collection is a collection of its own."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from folder_helpers import make_folder
from graph_helpers import HOSTILE, make_collection

from kg.errors import NotFoundError
from kg.exports.formats import FORMATS, export
from kg.graph.happenings import happenings
from kg.graph.selection import around, cut, gather
from kg.ontology import load
from kg.page import page
from kg.rdf.triples import triples
from kg.store.database import Store

MIRA, JONAS, ALDA = "person/mira-okafor", "person/jonas-lind", "place/port-alda"
NORTHWIND, COUNCIL = "organization/northwind", "organization/harbour-council"


@pytest.fixture(scope="module")
def whole():
    return make_collection()


def exported(collection, format_, **more):
    file = io.BytesIO()
    export(collection, format_, file, **more)
    return file.getvalue()


def pairs(collection):
    return {(fact.subject, fact.predicate, fact.object, fact.status) for fact in collection.facts}


def test_all_of_it_is_the_whole(whole):
    assert cut(whole, {entity.key for entity in whole.entities}) == whole


def test_entities_come_with_the_facts_among_them_and_their_values(whole):
    part = cut(whole, {MIRA, COUNCIL})
    assert pairs(part) == {
        (MIRA, "heads", COUNCIL, "asserted"),
        (COUNCIL, "foundedOn", None, "asserted"),
        (COUNCIL, "alsoKnownAs", None, "asserted"),
    } & pairs(whole)
    assert {entity.key for entity in part.entities} == {MIRA, COUNCIL}


def test_chosen_facts_bring_their_ends(whole):
    fact = next(fact for fact in whole.facts if fact.predicate == "chiefExecutiveOf")
    part = cut(whole, {ALDA}, {fact.id})
    assert [f.id for f in part.facts] == [fact.id]
    assert {entity.key for entity in part.entities} == {ALDA, JONAS, NORTHWIND}
    assert cut(whole, {ALDA}, ()).facts == ()


def test_articles_that_name_nobody_chosen_stay_behind(whole):
    part = cut(whole, {NORTHWIND})
    assert [article.id for article in part.articles] == ["rivals.txt"]
    assert part.duplicates == ()
    assert cut(whole, {ALDA}).duplicates == whole.duplicates


def test_readings_hold_what_is_about_the_chosen(whole):
    part = cut(whole, {JONAS, NORTHWIND})
    (reading,) = (reading for reading in part.readings if reading.article == "rivals.txt")
    assert {local.id for local in reading.entities} == {"jonas", "northwind"}
    assert {mention.entity for mention in reading.mentions} == {"jonas", "northwind"}
    assert {claim.predicate for claim in reading.claims} == {"chiefExecutiveOf"}
    assert [quote.about for quote in reading.quotes] == [("northwind",)]


def test_a_speaker_who_stays_behind_is_named(whole):
    part = cut(whole, {MIRA, NORTHWIND})
    rows = list(csv.DictReader(io.StringIO(exported(part, "csv").decode(), newline="")))
    assert {row["speaker"] for row in rows if row["predicate"] == "ownerOf"} == {"Jonas Lind"}
    assert all(claim.speaker != "jonas" for reading in part.readings for claim in reading.claims)


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_every_part_can_be_exported(format_, whole):
    for keys in ({MIRA}, {JONAS, NORTHWIND}, {MIRA, COUNCIL, ALDA}):
        part = cut(whole, keys)
        made = exported(part, format_, statuses=("asserted", "former", "attributed"))
        assert made or (format_ == "plover" and not any(happenings(part, load())))  # lines alone, no head


def test_a_part_says_nothing_that_the_whole_does_not(whole):
    all_ = {str(triple) for triple in triples(whole)}
    keys = {MIRA, COUNCIL, NORTHWIND}
    part = {str(triple) for triple in triples(cut(whole, keys))}
    extra = {line for line in part - all_ if "speakerText" not in line}  # jonas is named, not linked
    assert part and not extra


def test_edges_of_the_statuses_that_are_wanted(whole):
    asserted, all_ = (exported(whole, "graphml", **more) for more in ({}, {"statuses": ("negated",)}))
    assert b">governs<" in asserted and b">visited<" in asserted
    assert b">governs<" not in all_ and b">visited<" in all_


def test_the_page_of_a_part_names_nobody_else(whole):
    made = page(cut(whole, {MIRA, JONAS}), title="Two <people>")
    assert "Jonas Lind" in made and "Two &lt;people&gt;" in made
    assert "Tidewater" not in made and "Tomas Reyes" not in made


def test_neighbours(whole):
    assert around(whole.facts, {NORTHWIND}) == {NORTHWIND, JONAS, MIRA, "organization/tidewater"}
    assert around((), {NORTHWIND}) == {NORTHWIND}


def test_what_is_gathered_from_a_store_gives_the_same_part(whole, tmp_path):
    with Store(make_folder(tmp_path / "graph", whole)) as store:
        for keys in ((), {MIRA}, {JONAS, NORTHWIND}, {MIRA, COUNCIL, ALDA}):
            assert cut(gather(store, keys), keys) == cut(whole, keys)
        with pytest.raises(NotFoundError, match="'person/nobody'"):
            gather(store, ["person/nobody"])


def test_nothing_of_a_part_depends_on_the_order_of_what_is_asked(whole):
    assert cut(whole, [JONAS, MIRA]) == cut(whole, (MIRA, JONAS))
    hostile = next(entity for entity in whole.entities if entity.name == HOSTILE)
    assert cut(replace(whole, facts=()), {hostile.key}).entities == (hostile,)
