"""Where everybody is drawn stays as it was, whoever comes or goes."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from pipeline_fakes import REAL_FILES

from kg.layout.kept_places import MOST, kept
from kg.layout.stable import GAP, Box
from kg.page.kept_positions import Places, read
from kg.pipeline.build import add, build
from kg.pipeline.repair import examine
from kg.pipeline.tools import DRAWN, EXPLORER, PAGE, PLACES, TURTLE

NAMES = ("Ann", "Bob", "Carl", "Dora", "Eve", "Fred", "Gus")


def apart(boxes: list[Box], points: list[tuple[int, int]], one: int, other: int) -> bool:
    (ax, ay), (bx, by) = points[one], points[other]
    a, b = boxes[one], boxes[other]
    return (
        abs(ax - bx) >= (a.width + b.width) / 2 + GAP - 1
        or abs(ay - by) >= (a.height + b.height) / 2 + GAP - 1
    )


@pytest.mark.parametrize("seed", range(5))
def test_old_nodes_stay_and_new_ones_take_free_places_by_their_neighbours(seed: int) -> None:
    chance = random.Random(seed)
    boxes = [Box(chance.randint(20, 120), 40) for _ in range(60)]
    old = {node: (150 * (node % 8), 70 * (node // 8)) for node in range(50)}
    edges = [(node, chance.randrange(50)) for node in range(50, 58)]
    points = kept(boxes, edges, old)
    assert points is not None and points[:50] == [old[node] for node in range(50)]
    for node in range(50, 60):
        assert all(apart(boxes, points, node, other) for other in range(60) if other != node)
    far = max(x * x + y * y for x, y in points[:58])
    assert all(x * x + y * y > far for x, y in points[58:])  # nobody's neighbours
    for node, other in edges:
        away = ((points[node][0] - old[other][0]) ** 2 + (points[node][1] - old[other][1]) ** 2) ** 0.5
        assert away < 900


def test_where_most_are_new_all_is_laid_out_anew() -> None:
    boxes = [Box(20, 20)] * 10
    most = int(10 * MOST)
    assert kept(boxes, [], {node: (100 * node, 0) for node in range(10 - most)}) is not None
    assert kept(boxes, [], {node: (100 * node, 0) for node in range(9 - most)}) is None
    assert kept([], [], {}) == []


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    news = tmp_path / "news"
    news.mkdir()
    for name in NAMES[:5]:
        (news / f"{name}.txt").write_text(f"{name} leads Acme. {name} leads {name}corp.")
    build(news, tmp_path / "g", tools=REAL_FILES)
    return tmp_path / "g"


def came(graph: Path) -> Path:
    path = graph.parent / "news" / "new.txt"
    path.write_text("Fred leads Acme.")
    return path


def test_nobody_jumps_because_somebody_came(graph: Path) -> None:
    before = read(graph / PLACES)
    came(graph)
    build((), graph, tools=REAL_FILES)
    after = read(graph / PLACES)
    assert before.page.keys() < after.page.keys() and before.whole.keys() < after.whole.keys()
    assert {key: after.page[key] for key in before.page} == before.page
    assert {key: after.whole[key] for key in before.whole} == before.whole
    overview = json.loads((graph / EXPLORER).read_text())["positions"]
    assert (
        dict(zip(overview["keys"], zip(overview["x"], overview["y"], strict=True), strict=True))
        == after.whole
    )
    page = (graph / PAGE).read_text()
    (new,) = (after.page[key] for key in after.page.keys() - before.page.keys())
    assert f'"x": {new[0]}' in page or f'"x":{new[0]}' in page


def test_relayout_is_as_from_scratch(graph: Path) -> None:
    came(graph)
    build((), graph, tools=REAL_FILES)
    fresh = graph.parent / "fresh"
    build(graph.parent / "news", fresh, tools=REAL_FILES)
    assert (graph / PLACES).read_bytes() != (fresh / PLACES).read_bytes()
    build((), graph, relayout=True, tools=REAL_FILES)
    for name in DRAWN:
        assert (graph / name).read_bytes() == (fresh / name).read_bytes(), name


@pytest.mark.parametrize("content", [None, "{", '{"page": {"a": 3}}'])
def test_places_that_are_lost_are_made_as_from_scratch(graph: Path, content: str | None) -> None:
    before = {name: (graph / name).read_bytes() for name in DRAWN}
    (graph / PLACES).unlink() if content is None else (graph / PLACES).write_text(content)
    assert read(graph / PLACES) == Places()
    build((), graph, tools=REAL_FILES)
    assert {name: (graph / name).read_bytes() for name in DRAWN} == before
    assert examine(graph, REAL_FILES) == ()


def test_an_added_article_may_be_drawn_later(graph: Path) -> None:
    before = {name: (graph / name).read_bytes() for name in DRAWN}
    assert not {*add([came(graph)], graph, tools=REAL_FILES, drawn=False).written} & {*DRAWN}
    assert {name: (graph / name).read_bytes() for name in DRAWN} == before
    assert {(finding.part, finding.state) for finding in examine(graph, REAL_FILES)} == {
        (name, "stale") for name in DRAWN
    }
    assert "Fred" in (graph / TURTLE).read_text()
    assert {*build((), graph, tools=REAL_FILES).written} == {*DRAWN}


def test_a_page_that_is_not_there_is_drawn_at_once(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Ann leads Acme.")
    add([tmp_path / "one.txt"], tmp_path / "g", tools=REAL_FILES, drawn=False)
    assert examine(tmp_path / "g", REAL_FILES) == ()
