"""What a person mends in a sentence: claims added and corrected, types, what is no entity."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from pipeline_fakes import REAL_FILES, relate
from server_helpers import HOST, Client
from typer.testing import CliRunner

from kg.cli.app import app
from kg.entities.judgements import parse
from kg.errors import DataError, NotFoundError
from kg.pipeline import by_hand, decide
from kg.pipeline.build import build
from kg.pipeline.extents import extended
from kg.pipeline.mended_examples import examples
from kg.pipeline.wording import words_at, words_span
from kg.records import Article
from kg.server.app import guarded
from kg.server.settings import Settings
from kg.server.state import State
from kg.store import resolved
from kg.store.database import Store

NEWS = {
    "a.txt": "Anna leads Acme. Bo leads Beta. Bo said that Bo\nadvises Acme.",
    "b.txt": "Cy leads Delta. Anna leads Acme.",
    "c.txt": "Dee leads Acme.",
}


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in NEWS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def folder(news, tmp_path):
    build(news, tmp_path / "graph", tools=REAL_FILES)
    return tmp_path / "graph"


def decided(folder, kind, *words):
    return decide.record(kind, words, folder, tools=REAL_FILES).decision


def facts(folder):
    with Store(folder) as store:
        return {(f.subject, f.predicate, f.object, f.status) for f in resolved.collection(store).facts}


def claim(folder, article, subject):
    with Store(folder) as store:
        reading = resolved.reading(store, article)
    local = next(entity.id for entity in reading.entities if entity.name == subject)
    return next(one for one in reading.claims if one.subject == local)


def lines(folder):
    return (folder / "decisions.txt").read_text("utf-8").splitlines()


def anew(folder):
    """What a whole build comes to, of the same articles and decisions."""
    with Store(folder) as store, store.transaction():
        store.put("stamp", "")
        store.put("basis", "")
    build((), folder, tools=REAL_FILES)
    return facts(folder)


BO_ADVISES = ("person/bo", "memberOf", "organization/acme", "asserted")


def test_a_claim_by_hand_has_its_sentence_and_can_be_undone(folder):
    before = facts(folder)
    made = decided(folder, "claim", "a.txt", "Bo advises Acme", "Bo", "memberOf", "Acme")
    assert lines(folder) == ['claim a.txt "Bo advises Acme" Bo memberOf Acme']
    assert facts(folder) == before | {BO_ADVISES} == anew(folder)
    found = claim_of(folder, "a.txt", "memberOf")
    assert NEWS["a.txt"][slice(*found.subject_span)] == "Bo"
    assert NEWS["a.txt"][slice(*found.evidence)] == "Bo\nadvises Acme"
    decide.undo(made.line, folder, tools=REAL_FILES)
    assert facts(folder) == before == anew(folder)


def claim_of(folder, article, predicate):
    with Store(folder) as store:
        return next(c for c in resolved.reading(store, article).claims if c.predicate == predicate)


def test_a_name_that_nobody_read_becomes_an_entity(folder):
    decided(folder, "claim", "a.txt", "said that Bo advises", "Bo", "memberOf", "advises")
    assert ("person/bo", "memberOf", "organization/advises", "asserted") in facts(folder)


@pytest.mark.parametrize(
    ("words", "error", "complaint"),
    [
        (("no.txt", "Bo advises Acme", "Bo", "memberOf", "Acme"), NotFoundError, "no article 'no.txt'"),
        (("a.txt", "Bo advises Delta", "Bo", "memberOf", "Delta"), NotFoundError, "does not say"),
        (("a.txt", "Bo advises Acme", "Anna", "memberOf", "Acme"), NotFoundError, "'Anna' does not stand"),
        (("a.txt", "Bo advises Acme", "Bo", "membrOf", "Acme"), NotFoundError, "did you mean memberOf"),
        (("a.txt", "Bo advises Acme", "Bo", "bornIn", "Acme"), DataError, "not Person with Organization"),
        (("a.txt", "Bo advises Acme", "Bo", "memberOf", "Bo"), DataError, "a claim needs two"),
    ],
)
def test_a_claim_that_cannot_be_is_refused(folder, words, error, complaint):
    with pytest.raises(error, match=complaint):
        decided(folder, "claim", *words)
    assert not (folder / "decisions.txt").exists() or lines(folder) == []


def test_a_claim_is_corrected_field_by_field(folder):
    id = claim(folder, "b.txt", "Cy").id
    decided(folder, "correct", id, "relation", "worksFor")
    assert lines(folder) == ['correct b.txt "Cy leads Delta." Cy leads Delta relation worksFor']
    decided(folder, "correct", id, "status", "planned")
    decided(folder, "correct", id, "until", "2024-05")
    found = claim_of(folder, "b.txt", "worksFor")
    assert (found.id, found.status, found.until, found.confidence) == (id, "planned", "2024-05", 0.99)
    assert ("person/cy", "worksFor", "organization/delta", "planned") in facts(folder) == anew(folder)
    decide.undo(1, folder, tools=REAL_FILES)  # the others stay
    assert ("person/cy", "leads", "organization/delta", "planned") in facts(folder)


def test_an_end_of_a_claim_is_another(folder):
    id = claim(folder, "a.txt", "Bo").id
    made = decided(folder, "claim", "a.txt", "Bo advises Acme", "Bo", "worksFor", "Acme")
    by_hand_id = claim_of(folder, "a.txt", "worksFor").id
    with pytest.raises(DataError, match="does not join Organization with Person"):
        decided(folder, "correct", by_hand_id, "direction", "swapped")
    with pytest.raises(DataError, match="says nothing there"):
        decided(folder, "correct", id, "object", "Acme")  # not in that sentence
    assert [decision.line for decision in decide.decisions(folder)] == [made.line]


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("colour", "red", "'colour' is not one of relation, subject"),
        ("status", "doubtful", "'doubtful' is not one of asserted"),
        ("since", "yesterday", "'yesterday' is no date"),
        ("direction", "up", "'up' is not one of swapped"),
    ],
)
def test_a_correction_that_says_nothing_is_refused(folder, field, value, complaint):
    with pytest.raises(DataError, match=complaint):
        decided(folder, "correct", claim(folder, "b.txt", "Cy").id, field, value)


def test_a_correction_holds_where_the_rules_read_the_claim_no_more(folder, news):
    decided(folder, "correct", claim(folder, "b.txt", "Cy").id, "relation", "worksFor")

    def blind(article, parse, options):
        reading = relate(article, parse, options)
        return replace(reading, claims=(), entities=reading.entities, mentions=reading.mentions)

    other = replace(REAL_FILES, relate=blind, relations=lambda options: "2", model=lambda options: "2")
    build((), folder, tools=other)
    assert facts(folder) == {("person/cy", "worksFor", "organization/delta", "asserted")}


def test_lines_hold_when_the_article_moves_and_are_told_when_it_goes(folder, news):
    decided(folder, "claim", "a.txt", "Bo advises Acme", "Bo", "memberOf", "Acme")
    (news / "a.txt").write_text("At noon. " + NEWS["a.txt"], "utf-8")
    build((), folder, tools=REAL_FILES)
    assert BO_ADVISES in facts(folder)
    (news / "a.txt").write_text("Bo leads Beta.", "utf-8")
    told = build((), folder, tools=REAL_FILES).unmatched
    assert len(told) == 1 and told[0].startswith("line 1: claim a.txt")
    assert BO_ADVISES not in facts(folder)
    decide.undo(1, folder, tools=REAL_FILES)
    assert build((), folder, tools=REAL_FILES).unmatched == ()


def test_a_type_is_mended_in_every_article(folder):
    before = facts(folder)
    decided(folder, "type", "Acme", "Person")
    assert lines(folder) == ["type organization/acme Person"]
    now = facts(folder)
    assert not {fact for fact in now if "acme" in str(fact[2])}  # nobody leads a person
    assert now < before
    with Store(folder) as store:
        assert resolved.entity(store, "person/acme").type == "Person"
        assert resolved.entity(store, "organization/acme") is None
    assert now == anew(folder)
    decide.undo(1, folder, tools=REAL_FILES)
    assert facts(folder) == before == anew(folder)


def test_a_name_that_is_no_entity_goes_with_what_is_said_of_it(folder):
    before = facts(folder)
    decided(folder, "none", "organization/acme")
    assert decided(folder, "type", "Delta", "Place").line == 2
    decided(folder, "none", "place/delta")
    with Store(folder) as store:
        assert resolved.entity(store, "place/delta") is None
    for line in (3, 2):
        decide.undo(line, folder, tools=REAL_FILES)
    assert facts(folder) == {fact for fact in before if fact[2] != "organization/acme"} == anew(folder)
    with Store(folder) as store:
        assert resolved.entity(store, "organization/acme") is None
    decide.undo(1, folder, tools=REAL_FILES)
    assert facts(folder) == before


def test_a_name_ends_elsewhere(folder, news):
    before = facts(folder)
    (news / "d.txt").write_text("Anna leads Acme. Anna leads Delta. Bo Anna leads Acme.", "utf-8")
    build((), folder, tools=REAL_FILES)
    made = decided(folder, "extent", "d.txt", "Bo Anna leads", "Anna", "Bo Anna")
    assert lines(folder) == ['extent d.txt "Bo Anna leads" Anna "Bo Anna"']
    with Store(folder) as store:
        assert "Anna" in resolved.entity(store, "person/bo-anna").aliases
    decide.undo(made.line, folder, tools=REAL_FILES)
    assert before < facts(folder) == anew(folder)


def test_a_name_takes_its_places_and_those_of_whom_it_names(folder):
    made = decided(folder, "extent", "b.txt", "Anna leads Acme", "Acme", "leads Acme")
    assert lines(folder) == ['extent b.txt "Anna leads Acme" Acme "leads Acme"']
    with Store(folder) as store:
        assert resolved.entity(store, "organization/leads-acme").name == "leads Acme"
    assert facts(folder) == anew(folder)
    decided(folder, "extent", "b.txt", "Anna leads Acme", "leads Acme", "Acme")
    with Store(folder) as store:
        assert resolved.entity(store, "organization/leads-acme") is None
    with pytest.raises(DataError, match="already"):
        decided(folder, "extent", "b.txt", "Anna leads Acme", "Acme", "Acme")
    with pytest.raises(NotFoundError, match="is no name there"):
        decided(folder, "extent", "a.txt", "Bo said that", "said", "said that")
    decide.undo(made.line, folder, tools=REAL_FILES)


def test_an_extent_swallows_the_names_in_it():
    article = Article("x", "Anna leads Acme. Bo leads Acme. Acme Bo leads Beta.")
    reading = relate(article, None, None)
    one = extended(article.text, reading, ("Acme Bo leads Beta", "Bo", "Acme Bo"))
    assert [(e.name, e.aliases) for e in one.entities if e.type == "Person"] == [
        ("Anna", ()),
        ("Acme Bo", ("Bo",)),
    ]
    assert {m.text for m in one.mentions} == {"Anna", "Acme", "Bo", "Acme Bo", "Beta"}
    two = extended(article.text, reading, ("Anna leads Acme", "Acme", "leads Acme"))
    assert [m.text for m in two.mentions] == ["Anna", "leads Acme", "Bo", "leads Acme", "Bo", "Beta"]
    assert {article.text[slice(*c.object_span)] for c in two.claims} == {"leads Acme", "Beta"}
    three = extended(article.text, reading, ("Anna leads Acme", "Acme", "Anna leads Acme"))
    assert "Anna" not in {e.name for e in three.entities}
    assert len(three.claims) == 2, "what was said of Anna goes with her"


def test_a_fact_without_a_sentence_is_not_corrected(folder):
    decided(folder, "assert", "person/bo", "heads", "organization/acme", "source", "Minutes")
    with pytest.raises(DataError, match="is taken back"):
        decided(folder, "correct", claim_of(folder, "decisions", "heads").id, "status", "planned")


def test_what_was_mended_is_given_as_examples(folder):
    assert list(examples(folder)) == []
    decided(folder, "claim", "a.txt", "Bo advises Acme", "Bo", "memberOf", "Acme")
    decided(folder, "reject", claim(folder, "c.txt", "Dee").id)
    one, other = examples(folder)
    assert (one["id"], one["text"], other["id"]) == ("a.txt", NEWS["a.txt"], "c.txt")
    added = [made for made in one["claims"] if made not in one["read"]["claims"]]
    assert [(made["predicate"], made["rule"]) for made in added] == [("memberOf", "by-hand")]
    assert one["text"][slice(*added[0]["object_span"])] == "Acme"
    assert (one["rejected"], other["rejected"], other["confirmed"]) == ([], [0], [])
    assert other["claims"] == other["read"]["claims"]
    printed = CliRunner().invoke(app, ["decisions", "--examples", "-g", str(folder)])
    assert [json.loads(line)["id"] for line in printed.stdout.splitlines()] == ["a.txt", "c.txt"]


def test_words_are_found_by_their_number():
    text = "Bo said that Bo  Oberg likes Boston and Bo."
    whole = (0, len(text))
    assert words_span(text, whole, "Bo@2") == (13, 15)
    assert words_at(text, whole, (40, 42)) == "Bo@3"
    assert words_span(text, whole, "Bo Oberg") == (13, 22)
    assert words_span(text, whole, "Bos") is None


def test_the_last_of_two_decisions_on_a_name_holds():
    reading = relate(Article("x", "Anna leads Acme."), None, None)
    from kg.ontology import load

    decisions = parse("none organization/acme\ntype organization/acme Place").all
    made = by_hand.mended("", reading, decisions, load())
    assert [entity.type for entity in made.reading.entities] == ["Person", "Place"]


def test_mending_over_http(folder, monkeypatch):
    monkeypatch.setattr("kg.pipeline.decide.Tools", lambda: REAL_FILES)
    state = State(folder, Settings(hosts=frozenset({HOST})))
    client = Client(guarded(state))

    def post(kind, *words):
        return client.post("/api/decisions", {"kind": kind, "words": list(words)})

    assert post("claim", "a.txt", "Bo advises Acme", "Bo", "memberOf", "Acme").status == 200
    id = claim(folder, "b.txt", "Cy").id
    assert post("correct", id, "relation", "worksFor").status == 200
    assert post("correct", id, "relation", "bornIn").status == 400
    assert post("type", "organization/beta", "Place").status == 200
    assert post("none", "person/nobody").status == 404
    marked = client.get("/api/article", id="b.txt").json()
    assert "worksFor" in {one["relation"] for one in marked["claims"]}
    assert post("claim", "b.txt", None, [16, 20], "bornIn", [0, 2]).status == 400, "two people"
    assert post("claim", "b.txt", None, [16, 20], "worksFor", [9, 14]).status == 200
    assert post("correct", id, "subject", [16, 20]).status == 400, "not in the claim's sentence"
    assert post("extent", "b.txt", None, [27, 31], [21, 31]).status == 200
    assert post("extent", "b.txt", None, [27, 310], [21, 31]).status == 400
    assert post("none", [0, 2]).status == 400
    assert lines(folder)[-2:] == [
        'claim b.txt "Delta. Anna" Anna worksFor Delta',
        'extent b.txt "leads Acme" Acme "leads Acme"',
    ]
    assert client.delete("/api/decisions/1").status == 200
    state.follower.stop()
    state.workers.close()
