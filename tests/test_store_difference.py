"""The store after a difference holds what one that is made from scratch holds."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from test_pipeline_growth import TOOLS as GROWING
from test_pipeline_growth import decided, made, reading, write

from kg.pipeline import store_difference, tools
from kg.pipeline.build import build
from kg.pipeline.decide import catch_up, decide, undo
from kg.pipeline.outputs import state
from kg.rdf.files import open_store
from kg.records import Article, Parse, Reading
from kg.store.codec import decode
from kg.store.database import Store


def relate(article: Article, parse: Parse, options: tools.Options) -> Reading:
    """As there, with claims that name their article, as those of the rules do."""
    found = reading(article, parse, options)
    return replace(found, claims=tuple(replace(c, id=f"{article.id}-{c.id}") for c in found.claims))


TOOLS = replace(GROWING, relate=relate)
FILES = (tools.TURTLE, tools.INFERRED, tools.STORE)
WITH_FILES = replace(TOOLS, outputs=tuple(item for item in tools.OUTPUTS if item[0] in FILES))


@pytest.fixture(autouse=True)
def always(monkeypatch):
    """However much has changed."""
    monkeypatch.setattr(store_difference, "MOST", 2)


def held(graph: Path) -> set[str]:
    return {str(quad) for quad in open_store(graph / tools.STORE)}


def from_scratch(place: Path, texts: dict[str, str], decisions: Path) -> set[str]:
    write(place / "news", texts)
    build(place / "news", place / "g", tools=WITH_FILES, decisions=decisions)
    return held(place / "g")


def bring(graph: Path) -> None:
    """By difference alone: where the store is made anew, the files that it is made of are too."""
    assert catch_up(graph, WITH_FILES, names=(tools.STORE,)) == [tools.STORE]


@pytest.mark.parametrize("seed", range(5))
def test_step_by_step_is_as_at_once(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    texts = {f"a{n:02}.txt": made(chance) for n in range(12)}
    write(tmp_path / "news", texts)
    graph, decisions, lines = tmp_path / "g", tmp_path / "decisions.txt", list[str]()
    decisions.write_text("")
    build(tmp_path / "news", graph, tools=WITH_FILES, decisions=decisions)
    with Store(graph) as store:
        keys = [key for (key,) in store.execute("SELECT key FROM entities ORDER BY key")]
    claims = [f"{name}-{c.id}" for name, text in texts.items() for c in decode(Reading, text).claims]
    for step in range(6):
        if step % 2:
            texts.pop(chance.choice(sorted(texts)))
            texts[f"b{step}.txt"] = made(chance)
            texts[chance.choice(sorted(texts))] = made(chance)
            texts["copy.txt"] = texts[chance.choice(sorted(texts))]
            write(tmp_path / "news", texts)
        lines.append(decided(chance, keys, claims, [f"{name}#e1" for name in sorted(texts)]))
        decisions.write_text("\n".join(lines) + "\n")
        build((), graph, tools=TOOLS)
        if step != 2:  # two steps at once too
            bring(graph)
            assert held(graph) == from_scratch(tmp_path / f"fresh{step}", texts, decisions)


def test_a_decision_and_its_undoing_leave_the_store_as_it_was(tmp_path: Path) -> None:
    chance = random.Random(3)
    write(tmp_path / "news", {f"a{n:02}.txt": made(chance) for n in range(8)})
    graph = tmp_path / "g"
    build(tmp_path / "news", graph, tools=WITH_FILES)
    before = held(graph)
    with Store(graph) as store:
        keys = [key for (key,) in store.execute("SELECT key FROM entities ORDER BY key")]
    people = [key for key in keys if key.startswith("person/")]
    decide("merge", people[:2], graph, tools=TOOLS)
    bring(graph)
    assert held(graph) != before
    with Store(graph) as store:
        assert state(store, tools.STORE) == "sound"
        assert state(store, tools.TURTLE) == "stale"
    undo(1, graph, tools=TOOLS)
    bring(graph)
    assert held(graph) == before


def test_where_it_is_not_known_what_has_changed_the_store_is_made_anew(tmp_path: Path) -> None:
    chance = random.Random(3)
    write(tmp_path / "news", {f"a{n:02}.txt": made(chance) for n in range(8)})
    graph = tmp_path / "g"
    build(tmp_path / "news", graph, tools=WITH_FILES)
    write(tmp_path / "news", {f"b{n:02}.txt": made(chance) for n in range(8)})
    build((), graph, tools=TOOLS, allow_empty=True)
    assert catch_up(graph, WITH_FILES, names=(tools.STORE,)) == list(FILES)
    found = held(graph)
    build((), graph, tools=WITH_FILES)
    assert held(graph) == found
