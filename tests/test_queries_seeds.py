"""The named queries on the sample corpus: the same rows from both engines, and what its articles say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from kg.pipeline.built_graph import Graph
from kg.queries import Cell, Result, named, run

EXPECTED = Path(__file__).parent / "data" / "queries_expected.yaml"
MINISTER = "https://example.org/harbour-courier/tsivilyov"
Row = tuple[str | None, ...]

pytestmark = pytest.mark.model


@dataclass(frozen=True)
class Check:
    """Rows, by some columns, that must and must not be among the answers."""

    query: str
    columns: list[str]
    has: list[list[str | None]] = field(default_factory=list)
    lacks: list[list[str | None]] = field(default_factory=list)
    given: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join((self.query, *self.given.values()))


CHECKS = [Check(**entry) for entry in yaml.safe_load(EXPECTED.read_text("utf-8"))]


@pytest.fixture(scope="module")
def store(sample_folder: Path) -> Path:
    return sample_folder / "store"


@pytest.fixture(scope="module")
def turtle(sample_folder: Path) -> Path:
    return sample_folder / "graph.ttl"


def test_every_named_query_is_checked() -> None:
    assert {check.query for check in CHECKS} == set(named())


@pytest.mark.parametrize("check", CHECKS, ids=str)
def test_both_engines_give_the_same_rows(check: Check, store: Path, turtle: Path) -> None:
    found, other = (run(check.query, source, check.given) for source in (store, turtle))
    assert found.variables == other.variables
    assert Counter(comparable(found)) == Counter(comparable(other))
    if "ORDER BY" in named()[check.query].text:
        assert comparable(found) == comparable(other)


def comparable(result: Result) -> list[tuple[object, ...]]:
    return [tuple(value(cell) for cell in row) for row in result.triples or result.rows]


def value(cell: Cell | None) -> object:
    """A term; numbers of one value are the same."""
    if cell is not None and cell.datatype.endswith(("#integer", "#decimal", "#double")):
        return float(cell.value)
    return cell


@pytest.mark.parametrize("check", CHECKS, ids=str)
def test_the_answers_are_what_the_articles_say(check: Check, store: Path) -> None:
    found = set(rows(run(check.query, store, check.given), *check.columns))
    assert {tuple(row) for row in check.has} <= found
    assert found.isdisjoint(tuple(row) for row in check.lacks)
    assert all(len(row) == len(check.columns) for row in check.has + check.lacks)


def rows(result: Result, *columns: str) -> Iterator[Row]:
    """The rows by some of their columns, IRIs by their ends."""
    if result.triples is not None:
        result = Result(("subject", "predicate", "object"), result.triples)
    for row in result.dicts():
        yield tuple(short(row[name]) for name in columns)


def short(text: str | None) -> str | None:
    if text is None or not text.startswith("https://newskg.example/"):
        return text
    return text.rpartition("/id/")[2].rpartition("#")[2]


def test_no_articles_of_the_sample_disagree(store: Path) -> None:
    assert run("disagreements", store).rows == ()


def test_articles_about_come_newest_first(store: Path) -> None:
    found = run("articles-about", store, {"entity": "Sergei Tsivilev"})
    assert list(rows(found, "article")) == [(MINISTER,), ("kemerovo-governor-heckled.txt",)]


def test_positions_come_in_their_order(store: Path) -> None:
    found = run("positions-over-time", store, {"person": "Mark Rutte"})
    assert list(dict.fromkeys(rows(found, "of"))) == [("Netherlands",), ("NATO",)]


def test_all_articles_are_listed_once(store: Path, sample_graph: Graph) -> None:
    found = [article for (article,) in rows(run("articles", store), "article")]
    assert found == sorted(article.id for article in sample_graph.articles)


def test_the_most_connected_are_in_the_most_facts(store: Path, sample_graph: Graph) -> None:
    facts = [fact for fact in sample_graph.facts if fact.status == "asserted"]
    of_each = Counter(key for fact in facts for key in {fact.subject, fact.object} if key)
    most = [count for _, count in of_each.most_common(50)]
    names = {entity.key: entity.name for entity in sample_graph.entities}
    found = list(rows(run("most-connected", store), "name", "facts"))
    assert [int(count or 0) for _, count in found] == most
    assert set(found) <= {(names[key], str(count)) for key, count in of_each.items()}


def test_single_and_corroborated_facts_are_all_facts(store: Path, sample_graph: Graph) -> None:
    single, several = (
        set(rows(run(name, store), "subject", "relation", "object"))
        for name in ("single-source-facts", "corroborated-facts")
    )
    names = {entity.key: entity.name for entity in sample_graph.entities}
    facts = {
        (names[fact.subject], fact.predicate, names[fact.object] if fact.object else fact.value)
        for fact in sample_graph.facts
        if fact.status == "asserted"
    }
    assert single | several == facts
