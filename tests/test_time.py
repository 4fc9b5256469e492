"""Time: graphs as of a day, in both engines, and the order of what is known of somebody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_up import cases

from kg import queries
from kg.errors import QueryError
from kg.graph import edtf
from kg.graph.facts import facts, id_of
from kg.graph.timeline import moments, when
from kg.ontology import load
from kg.queries import Limits, Result, run
from kg.queries.answering import Question, answer
from kg.queries.engines import open_engine
from kg.rdf.files import write_inferred, write_store, write_turtle
from kg.records import Article, Claim, Collection, Entity, LocalEntity, Mention, Reading


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Free queries are answered in this process: tests/test_queries.py has those in one of their own."""

    def answered(question: Question, source: Path, limits: Limits) -> Result:
        return answer(question, lambda more: open_engine(source, inferred=more), limits.rows)

    monkeypatch.setattr(queries, "run_apart", answered)


PREFIXES = "PREFIX kg: <https://newskg.example/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
PEOPLE = ("Ada Moor", "Ben Tarn", "Cleo Vane", "Dora Wick", "Emil Yore")
TEXT = "One sentence of an article that says who held an office, and when."

Said = tuple[str, str, str, dict[str, str]]
SAID: tuple[Said, ...] = (
    ("Ada Moor", "governs", "Westmark", {"since": "2018", "until": "2022-03", "status": "former"}),
    ("Ben Tarn", "governs", "Westmark", {"since": "2022-03-07"}),
    ("Cleo Vane", "headOfStateOf", "Norland", {}),
    ("Dora Wick", "headOfStateOf", "Norland", {"until": "199X", "status": "former"}),
    ("Emil Yore", "metWith", "Ada Moor", {"on": "2020-06"}),
    ("Emil Yore", "ministerOf", "Norland", {"on": "2020-06"}),
    ("Westmark", "locatedIn", "Norland", {"since": "1990"}),
    ("Cleo Vane", "governs", "Westmark", {"since": "2030"}),
    ("Cleo Vane", "governs", "Westmark", {}),
)


def entity(name: str) -> LocalEntity:
    kind = "Person" if name in PEOPLE else "Place"
    return LocalEntity(name.split()[0].lower(), kind, name)


def claim(number: int, said: Said) -> Claim:
    subject, predicate, other, more = said
    span = (0, len(TEXT))
    return Claim(
        id_of(str(number)), entity(subject).id, predicate, entity(other).id, None, None, span, span, span,
        more.get("status", "asserted"), None, more.get("since"), more.get("until"), more.get("on"), 0.8, "x",
    )  # fmt: skip


def collection() -> Collection:
    locals_ = tuple(entity(name) for name in (*PEOPLE, "Westmark", "Norland"))
    claims = tuple(claim(number, said) for number, said in enumerate(SAID))
    mentions = tuple(Mention(0, 3, "PERSON", one.name, one.id, "name") for one in locals_)
    reading = Reading("a.txt", mentions, locals_, claims, sentences=((0, len(TEXT)),))
    entities = tuple(
        sorted(
            (
                Entity(f"{one.type.lower()}/{one.id}", one.type, one.name, (), (("a.txt", one.id),))
                for one in locals_
            ),
            key=lambda one: one.key,
        )
    )
    article = Article("a.txt", TEXT, published="2022-03-09")
    return Collection((article,), (reading,), entities, facts([reading], entities))


def followed_up() -> Collection:
    """The same, and a later article that calls one office former, and that another is still held."""
    first = collection()
    said = (
        ("Ben Tarn", "governs", "Westmark", {"status": "former"}),
        ("Cleo Vane", "governs", "Westmark", {}),
    )
    claims = tuple(claim(100 + number, one) for number, one in enumerate(said))
    later = Reading("b.txt", (), first.readings[0].entities, claims, sentences=((0, len(TEXT)),))
    entities = tuple(
        replace(one, members=(*one.members, ("b.txt", one.members[0][1]))) for one in first.entities
    )
    articles = (*first.articles, Article("b.txt", TEXT, published="2025-06"))
    readings = (*first.readings, later)
    return Collection(articles, readings, entities, facts(readings, entities))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("time")
    write_turtle(collection(), folder / "graph.ttl")
    write_inferred(collection(), folder / "inferred.ttl")
    write_store(folder / "store", folder / "graph.ttl", folder / "inferred.ttl", "1")
    return folder


@pytest.fixture(params=["store", "graph.ttl"])
def source(folder: Path, request: pytest.FixtureRequest) -> Path:
    return folder / str(request.param)


def test_what_is_undated_is_marked(source):
    result = run("who-governs", source, as_of="2020-02-02")
    assert result.variables[-1] == "time"
    held = {row["person"] for row in result.dicts() if row["time"] is None}
    undated = {row["person"] for row in result.dicts() if row["time"] == "undated"}
    assert held and undated and not held & undated


def governors(found: Result) -> list[tuple[str | None, str | None]]:
    return sorted((row["person"], row["where"]) for row in found.dicts())


@pytest.mark.parametrize(
    ("day", "holders"),
    cases(
        [
            ("1989", []),
            ("2017-12-31", []),
            ("2018-01-01", ["Ada Moor"]),
            ("2018", ["Ada Moor"]),
            ("2022-03-06", ["Ada Moor"]),
            ("2022-03-07", ["Ada Moor", "Ben Tarn"]),
            ("2022-03", ["Ada Moor", "Ben Tarn"]),
            ("2022-03-31", ["Ada Moor", "Ben Tarn"]),
            ("2022-04-01", ["Ben Tarn"]),
            ("202X", ["Ada Moor", "Ben Tarn"]),
        ],
        3,
    ),
)
def test_offices_of_a_day_are_those_that_are_not_known_to_lie_elsewhere(
    source: Path, day: str, holders: list[str]
) -> None:
    found = governors(run("who-governs", source, as_of=day))
    undated = [("Cleo Vane", "Norland"), ("Cleo Vane", "Westmark")]
    assert found == sorted([*undated, *((name, "Westmark") for name in holders)])


@pytest.mark.parametrize(("day", "over"), [("2025-05", False), ("2025-06-30", False), ("2025-07-01", True)])
def test_what_a_later_article_calls_former_is_over_by_then(tmp_path: Path, day: str, over: bool) -> None:
    write_turtle(followed_up(), tmp_path / "graph.ttl")
    write_inferred(followed_up(), tmp_path / "inferred.ttl")
    write_store(tmp_path / "store", tmp_path / "graph.ttl", tmp_path / "inferred.ttl", "1")
    for name in ("store", "graph.ttl"):
        found = governors(run("who-governs", tmp_path / name, as_of=day))
        assert (("Ben Tarn", "Westmark") not in found) is over
        assert ("Cleo Vane", "Westmark") in found


def test_without_a_day_nothing_is_left_out(source: Path) -> None:
    assert ("Ben Tarn", "Westmark") in governors(run("who-governs", source))
    assert ("Ada Moor", "Westmark") not in governors(run("who-governs", source))


@pytest.mark.parametrize(("day", "met"), [("2020-05-31", 0), ("2020-06", 1), ("2020", 1), ("2024", 1)])
def test_what_happened_has_not_happened_before(source: Path, day: str, met: int) -> None:
    assert len(run("who-met-whom", source, as_of=day).rows) == met


@pytest.mark.parametrize("day", ["2019", "2020-06-15", "2024"])
def test_an_office_that_was_held_on_a_day_may_have_been_held_on_others(source: Path, day: str) -> None:
    rows = run("facts-by-relation", source, {"does": "ministerOf"}, as_of=day).dicts()
    assert [row["subject"] for row in rows] == ["Emil Yore"]


def test_a_former_office_without_a_beginning_stays_out(source: Path) -> None:
    names = [name for name, _ in governors(run("who-governs", source, as_of="1995"))]
    assert "Dora Wick" not in names


@pytest.mark.parametrize(("day", "inside"), [("1989-12-31", False), ("1990", True)])
def test_what_follows_follows_from_what_held(source: Path, day: str, inside: bool) -> None:
    query = PREFIXES + "ASK { ?one kg:locatedIn ?other }"
    assert run(query, source, inferred=True, as_of=day).boolean is inside
    leads = PREFIXES + 'ASK { ?one kg:leads ?other . ?one skos:prefLabel "Ada Moor" }'
    assert not run(leads, source, inferred=True, as_of=day).boolean
    assert run(leads, source, inferred=True, as_of="2020-02-02").boolean


def test_free_queries_see_facts_with_all_their_parts(source: Path) -> None:
    query = PREFIXES + (
        "SELECT ?name ?support ?confidence { ?fact rdf:predicate kg:governs ;"
        " rdf:subject/skos:prefLabel ?name ; kg:support ?support ;"
        " kg:confidence ?confidence ; kg:claim ?claim } ORDER BY ?name"
    )
    query = "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> " + query
    rows = run(query, source, as_of="2021").dicts()
    assert (rows[0]["name"], rows[0]["support"]) == ("Ada Moor", "1")
    assert rows[0]["confidence"] == "0.8"


def test_both_engines_agree_on_every_statement(folder: Path) -> None:
    everything = "SELECT ?s ?p ?o { ?s ?p ?o }"
    for day in ("1989", "2020-06-10", "2022-03-07", "2031"):
        found = [
            sorted(str(row) for row in run(everything, folder / name, inferred=True, as_of=day).rows)
            for name in ("store", "graph.ttl")
        ]
        assert found[0] == found[1]


def test_the_graph_itself_is_not_changed(folder: Path, source: Path) -> None:
    before = {path: path.read_bytes() for path in folder.glob("*.ttl")}
    run("who-governs", source, as_of="1900")
    assert {path: path.read_bytes() for path in folder.glob("*.ttl")} == before
    assert len(run("who-governs", source).rows) == 3
    assert not list(folder.glob(".as-of-*"))


@pytest.mark.parametrize("day", ["yesterday", "2022-13", "", ".."])
def test_what_is_no_date_is_refused(source: Path, day: str) -> None:
    with pytest.raises(QueryError, match="is no date"):
        run("who-governs", source, as_of=day)


@pytest.mark.parametrize(
    ("asked", "since", "until", "begun", "out"),
    [
        ("2022-03-07", None, None, None, False),
        ("2022-03-07", "2022", None, None, False),
        ("2022-03-07", "2022-03-08", None, None, True),
        ("2022-03-07", None, "2022-03", None, False),
        ("2022-03-07", None, "2022-02", None, True),
        ("2022-03-07", "199X", "201X", None, True),
        ("2022-03-07", "199X", "202X", None, False),
        ("2022-03-07", None, None, "2023", True),
        ("2022-03-07", None, None, "2021", False),
        ("2022-03-07", "2022-21", None, None, False),
        ("2022-02-28", "2022-21", None, None, True),
        ("2022-03-07", "unknown", "..", None, False),
    ],
)
def test_a_date_is_as_wide_as_it_is(
    asked: str, since: str | None, until: str | None, begun: str | None, out: bool
) -> None:
    assert edtf.excludes(edtf.bounds(asked) or (None, None), since, until, begun) is out


def timeline(key: str) -> list[tuple[str, str, str, str]]:
    made = collection()
    names = {one.key: one.name for one in made.entities}
    about = [fact for fact in made.facts if key in (fact.subject, fact.object)]
    found = moments(about, names, {"a.txt": "2022-03-09"}, load())
    return [(when(one), one.subject, one.predicate, one.status) for one in found]


def test_a_timeline_is_in_order_of_time_with_undated_offices_last() -> None:
    assert timeline("place/westmark") == [
        ("since 1990", "Westmark", "locatedIn", "asserted"),
        ("2018 to 2022-03", "Ada Moor", "governs", "former"),
        ("since 2022-03-07", "Ben Tarn", "governs", "asserted"),
        ("since 2030", "Cleo Vane", "governs", "asserted"),
    ]
    assert timeline("place/norland")[-1] == ("reported 2022-03-09", "Cleo Vane", "headOfStateOf", "asserted")


def test_a_moment_keeps_publication_apart_from_its_time() -> None:
    made = collection()
    names = {one.key: one.name for one in made.entities}
    found = moments(made.facts, names, {"a.txt": "2022-03-09"}, load())
    undated = next(one for one in found if one.predicate == "headOfStateOf" and one.status == "asserted")
    assert (undated.earliest, undated.latest, undated.reported) == (None, None, ("2022-03-09",))
    dated = next(one for one in found if one.until == "2022-03")
    assert (dated.earliest, dated.latest) == ("2018-01-01", "2022-03-31")
