"""Files that are brought up to date are those that are made from scratch, byte for byte."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from made_up import cases
from test_pipeline_growth import TOOLS as GROWING
from test_pipeline_growth import decided, made, reading, write

from kg.pipeline import bringing_forward, tools
from kg.pipeline.build import build
from kg.pipeline.decide import catch_up, decide, undo
from kg.pipeline.outputs import state
from kg.pipeline.repair import examine
from kg.rdf import sections
from kg.rdf.files import open_store
from kg.records import Article, Claim, Parse, Reading
from kg.store.codec import decode
from kg.store.database import Store


def relate(article: Article, parse: Parse, options: tools.Options) -> Reading:
    """As there, with claims that name their article, as those of the rules do and vary."""
    found = reading(article, parse, options)
    return replace(found, claims=tuple(claim(article, one) for one in found.claims))


def claim(article: Article, one: Claim) -> Claim:
    digit = int(one.id[-1])
    return replace(one, id=f"{article.id}-{one.id}", doubtful=digit < 2, role="keeper" if digit > 5 else None)


TOOLS = replace(GROWING, relate=relate)
FILES = (tools.TURTLE, tools.INFERRED, tools.TRIG, tools.STORE)
TEXTS = FILES[:3]
WITH_FILES = replace(TOOLS, outputs=tuple(item for item in tools.OUTPUTS if item[0] in FILES))


@pytest.fixture(autouse=True)
def always(monkeypatch):
    """However much has changed."""
    monkeypatch.setattr(bringing_forward, "MOST", 2)


def held(graph: Path) -> set[str]:
    return {str(quad) for quad in open_store(graph / tools.STORE)}


def files(graph: Path) -> dict[str, object]:
    return {name: (graph / name).read_bytes() for name in TEXTS} | {tools.STORE: held(graph)}


def from_scratch(place: Path, texts: dict[str, str], decisions: Path) -> dict[str, object]:
    write(place / "news", texts)
    build(place / "news", place / "g", tools=WITH_FILES, decisions=decisions)
    return files(place / "g")


def never(*_: object) -> None:
    raise AssertionError("made anew")


def bring(graph: Path) -> None:
    """By difference alone."""
    as_it_is = replace(WITH_FILES, outputs=tuple((name, never) for name in FILES))
    assert catch_up(graph, as_it_is) == list(FILES)


@pytest.mark.parametrize("seed", cases(range(5)))
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
            found, whole = files(graph), from_scratch(tmp_path / f"fresh{step}", texts, decisions)
            for name in FILES:
                assert found[name] == whole[name], name
            assert examine(graph, WITH_FILES) == ()


def test_a_decision_and_its_undoing_leave_the_store_as_it_was(tmp_path: Path) -> None:
    chance = random.Random(3)
    write(tmp_path / "news", {f"a{n:02}.txt": made(chance) for n in range(8)})
    graph = tmp_path / "g"
    build(tmp_path / "news", graph, tools=WITH_FILES)
    before = files(graph)
    with Store(graph) as store:
        keys = [key for (key,) in store.execute("SELECT key FROM entities ORDER BY key")]
    people = [key for key in keys if key.startswith("person/")]
    decide("merge", people[:2], graph, tools=TOOLS)
    assert {finding.part for finding in examine(graph, WITH_FILES)} == {*FILES}
    assert catch_up(graph, WITH_FILES, names=(tools.STORE,)) == [tools.STORE]
    assert held(graph) != before[tools.STORE]
    with Store(graph) as store:
        assert state(store, tools.STORE) == "sound"
        assert state(store, tools.TURTLE) == "stale"
    undo(1, graph, tools=TOOLS)
    bring(graph)
    assert files(graph) == before


def test_where_it_is_not_known_what_has_changed_the_store_is_made_anew(tmp_path: Path) -> None:
    chance = random.Random(3)
    write(tmp_path / "news", {f"a{n:02}.txt": made(chance) for n in range(8)})
    graph = tmp_path / "g"
    build(tmp_path / "news", graph, tools=WITH_FILES)
    write(tmp_path / "news", {f"b{n:02}.txt": made(chance) for n in range(8)})
    build((), graph, tools=TOOLS, allow_empty=True)
    assert catch_up(graph, WITH_FILES, names=(tools.STORE,)) == [tools.TURTLE, tools.INFERRED, tools.STORE]
    found = held(graph)
    build((), graph, tools=WITH_FILES)
    assert held(graph) == found


def changed(tmp_path: Path) -> Path:
    """A graph whose files are of the state before."""
    chance = random.Random(5)
    write(tmp_path / "news", {f"a{n:02}.txt": made(chance) for n in range(8)})
    graph = tmp_path / "g"
    build(tmp_path / "news", graph, tools=WITH_FILES)
    (tmp_path / "news/b.txt").write_text(made(chance))
    build((), graph, tools=TOOLS)
    return graph


@pytest.mark.parametrize("spoilt", ["{", "[]", '["of another state", []]'])
def test_where_units_are_not_known_files_are_made_anew(tmp_path: Path, spoilt: str) -> None:
    graph = changed(tmp_path)
    for part in (graph / sections.FOLDER).iterdir():
        part.write_text(spoilt)
    build((), graph, tools=WITH_FILES)
    assert examine(graph, WITH_FILES) == ()
    fresh = tmp_path / "fresh"
    build(tmp_path / "news", fresh, tools=WITH_FILES)
    assert files(graph) == files(fresh)


def test_what_is_damaged_before_is_known_to_be_damaged_after(tmp_path: Path) -> None:
    graph = changed(tmp_path)
    turtle = graph / tools.TURTLE
    text, status = turtle.read_bytes(), turtle.stat()
    place = text.index(b"skos:prefLabel") + 1
    turtle.write_bytes(text[:place] + b"K" + text[place + 1 :])  # by a disk that rots
    os.utime(turtle, ns=(status.st_atime_ns, status.st_mtime_ns))
    catch_up(graph, WITH_FILES)
    (found,) = examine(graph, WITH_FILES)
    assert (found.part, found.state) == (tools.TURTLE, "damaged")
    build((), graph, tools=WITH_FILES)
    assert examine(graph, WITH_FILES) == ()


@pytest.mark.parametrize("name", TEXTS[:1] + TEXTS[2:])
def test_a_file_that_could_not_be_finished_is_made_anew(tmp_path: Path, name: str, monkeypatch) -> None:
    graph = changed(tmp_path)
    before = (graph / name).read_bytes()
    with monkeypatch.context() as broken, pytest.raises(OSError, match="no space"):
        broken.setattr(sections, "write_text", no_space)
        catch_up(graph, WITH_FILES, names=(name,))
    assert (graph / name).read_bytes() != before  # in place, but not known where its units lie
    build((), graph, tools=WITH_FILES)
    assert examine(graph, WITH_FILES) == ()
    build(tmp_path / "news", tmp_path / "fresh", tools=WITH_FILES)
    assert files(graph) == files(tmp_path / "fresh")


def no_space(*_: object) -> None:
    raise OSError("no space")
