"""The places of all entities, for graphs of any size, and what else the explorer keeps of the whole."""

import subprocess
import sys
from math import hypot, inf
from pathlib import Path

import pytest
import view_helpers
from graph_helpers import make_collection

from kg.graph.communities import communities
from kg.layout.large import scatter
from kg.page import overview
from kg.page.positions import WHOLE, positions
from kg.records import Collection

EMPTY = Collection((), (), (), ())


def clusters(count, size, lonely=0):
    """Rings of nodes with a hub each, the hubs joined in a row; then nodes without any edge."""
    edges = []
    for cluster in range(count):
        hub = cluster * size
        edges += [(hub, hub + i) for i in range(1, size)]
        edges += [(hub + i, hub + i + 1) for i in range(1, size - 1)]
        edges += [(hub, hub + size)] if cluster < count - 1 else []
    return count * size + lonely, edges


@pytest.fixture(scope="module")
def large():
    count, edges = clusters(40, 50, lonely=60)
    groups = communities(count, edges)
    return count, edges, groups, scatter([20.0] * count, edges, groups)


def nearest(points):
    """The least distance of two points, by cells."""
    cells = {}
    for x, y in points:
        cells.setdefault((int(x // 30), int(y // 30)), []).append((x, y))
    least = inf
    for (column, row), inside in cells.items():
        around = [p for dx in (0, 1) for dy in (-1, 0, 1) for p in cells.get((column + dx, row + dy), ())]
        for x, y in inside:
            least = min([least, *(hypot(x - a, y - b) for a, b in around if (a, b) != (x, y))])
    return least


def test_communities_are_found(large):
    _, _, groups, _ = large
    assert sum(len(group) > 1 for group in groups) == 40
    assert [len(group) for group in groups] == sorted((len(group) for group in groups), reverse=True)


def test_nodes_do_not_hide_each_other(large):
    *_, points = large
    assert len({(round(x), round(y)) for x, y in points}) == len(points)
    assert nearest([(float(x), float(y)) for x, y in points]) > 12


def test_communities_lie_apart(large):
    _, _, groups, points = large
    discs = []
    for group in groups[:40]:
        x, y = points[group].mean(axis=0)
        discs.append((x, y, max(hypot(*(points[node] - (x, y))) for node in group)))
    for number, (x, y, radius) in enumerate(discs):
        for a, b, other in discs[:number]:
            assert hypot(x - a, y - b) > 0.8 * (radius + other)


def test_the_lonely_lie_around_the_others(large):
    count, _, groups, points = large
    reach = max(hypot(*points[node]) for group in groups[:40] for node in group)
    assert min(hypot(*points[node]) for node in range(count - 60, count)) > reach


def test_neighbours_lie_closer_than_others(large):
    count, edges, _, points = large
    joined = sorted(hypot(*(points[a] - points[b])) for a, b in edges)
    others = sorted(hypot(*(points[a] - points[(7 * a + 501) % count])) for a in range(0, count, 3))
    assert joined[len(joined) // 2] * 5 < others[len(others) // 2]


def test_what_is_new_in_one_community_moves_nobody_within_another(large):
    count, edges, groups, points = large
    more = [(a + (a >= count - 60), b + (b >= count - 60)) for a, b in edges]
    new = count - 60
    more.append((new - 1, new))
    other = scatter([20.0] * (count + 1), more, communities(count + 1, more))
    untouched = groups[5]
    assert new - 1 not in untouched
    before, after = (
        sorted(hypot(*(where[a] - where[b])) for a in untouched[:10] for b in untouched[10:20])
        for where in (points, other)
    )
    assert all(abs(a - b) < 1e-6 for a, b in zip(before, after, strict=True))


@pytest.mark.parametrize(
    ("count", "edges"),
    [(1, []), (2, []), (2, [(0, 1)]), (3, [(0, 1)]), (300, [(0, i) for i in range(1, 300)]),
     (200, [(i, i + 1) for i in range(199)]), (60, [(a, b) for a in range(60) for b in range(a)])],
)  # fmt: skip
def test_odd_graphs_are_laid_out(count, edges):
    points = scatter([16.0] * count, edges, communities(count, edges))
    assert points.shape == (count, 2)
    assert len({(round(x), round(y)) for x, y in points.tolist()}) == count


@pytest.mark.slow
def test_large_collections_are_laid_out_the_same_in_any_process():
    code = (
        "import hashlib, view_helpers; from kg.page.positions import positions;"
        "made = positions(view_helpers.generated(1700, 2600, lonely=20));"
        "print(len(made.keys), hashlib.sha256(repr(made).encode()).hexdigest())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": f"{Path(__file__).parent}:{Path(__file__).parent.parent}",
            },
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "7")
    }
    assert len(outputs) == 1
    assert int(outputs.pop().split()[0]) == 1720 > WHOLE


def test_positions_are_by_importance():
    made = positions(make_collection())
    assert made.keys[0] == "person/mira-okafor"
    assert made.weights[0] == 1.0
    assert list(made.weights) == sorted(made.weights, reverse=True)
    assert {len(column) for column in (made.keys, made.x, made.y, made.weights, made.communities)} == {11}


def test_those_without_a_fact_have_the_last_community():
    collection = view_helpers.collect(
        {"person/a": "A", "person/b": "B", "person/c": "C", "person/d": "D"},
        [("person/a", "metWith", "person/b")],
    )
    made = positions(collection)
    numbers = dict(zip(made.keys, made.communities, strict=True))
    assert numbers == {"person/a": 0, "person/b": 0, "person/c": 1, "person/d": 1}


def test_an_empty_collection_has_no_places(tmp_path):
    assert positions(EMPTY).keys == ()
    overview.write(EMPTY, tmp_path / "explorer.json", "x")
    assert overview.read(tmp_path / "explorer.json") == overview.overview(EMPTY, "x")


def test_an_overview_is_read_as_it_was_written(tmp_path):
    made = overview.overview(make_collection(), "stamp")
    overview.write(make_collection(), tmp_path / "explorer.json", "stamp")
    assert overview.read(tmp_path / "explorer.json") == made
    assert overview.read(tmp_path / "nothing.json") is None


def test_an_overview_counts_mentions():
    made = overview.overview(make_collection())
    numbers = {key: number for number, key in enumerate(made.positions.keys)}
    named = made.mentions["harbour.txt"]
    counts = dict(zip(named[::2], named[1::2], strict=True))
    assert counts[numbers["person/mira-okafor"]] == 1
    assert counts[numbers["place/port-alda"]] == 2


@pytest.mark.parametrize(
    ("edges", "wanted"),
    [
        ([], [[0], [1], [2], [3], [4], [5], [6]]),
        ([(0, 1)], [[0, 1], [2], [3], [4], [5], [6]]),
        ([(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)], [[0, 1, 2], [3, 4, 5], [6]]),
        ([(1, 0), (0, 1), (2, 2), (6, 5)], [[0, 1], [5, 6], [2], [3], [4]]),
    ],
)
def test_communities_of_small_graphs(edges, wanted):
    assert communities(7, edges) == wanted
    assert communities(7, edges[::-1]) == wanted


def test_no_nodes_have_no_communities():
    assert communities(0, []) == []
