"""/api/paths: how two entities are joined, over a few others."""

from __future__ import annotations

from itertools import pairwise

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError
from kg.graph.shortest_paths import Neighbours, Path, shortest
from kg.ontology import Trait
from kg.records import Status
from kg.server import serializers
from kg.server.responses import number, text
from kg.server.serializers import Data
from kg.server.snapshot import Snapshot
from kg.server.snapshot_rows import Link
from kg.server.state import State, View
from kg.server.views import reading

LIMIT, MOST = 5, 50
LONGEST, MOST_STEPS = 6, 12
SPARE = 4  # times as many paths are looked for, since trivial ones come last
LONGEST_TOGETHER = 4  # steps, where sentences that name two count as well


def routes(state: State) -> list[BaseRoute]:
    """The address of this module."""
    return [Route("/api/paths", reading(state, paths), methods=["GET"])]


def paths(view: View, request: Request) -> Data:
    """The shortest paths between two entities over facts of some statuses."""
    shot = view.snapshot
    a, b = (shot.entity(text(request, name)).key for name in ("a", "b"))
    if a == b:
        raise QueryError("a path needs two different entities")
    statuses = _statuses(shot, text(request, "statuses", ""))
    limit = number(request, "limit", LIMIT, most=MOST)
    longest = number(request, "longest", LONGEST, most=MOST_STEPS)
    graph: Neighbours = shot.kept(("neighbours", statuses), lambda: neighbours(shot, statuses))
    ends = shot.places[a], shot.places[b]
    described = [_described(shot, path, statuses) for path in shortest(graph, *ends, SPARE * limit, longest)]
    found = sorted(described, key=lambda path: _order(shot, path))[:limit]
    return {"paths": found or _together(shot, graph, ends, statuses, limit), "statuses": sorted(statuses)}


def _order(shot: Snapshot, path: Data) -> tuple[bool, int, int]:
    """Short paths first, of those of one length the ones that say most, trivial ones last."""
    little = sum(
        bool(step) and all(_says_little(shot, shot.by_id[id]) for id in step) for step in path["steps"]
    )
    return bool(path["trivial"]), len(path["nodes"]), little


def _together(
    shot: Snapshot, graph: Neighbours, ends: tuple[int, int], statuses: frozenset[Status], limit: int
) -> list[Data]:
    """The shortest paths that also go from one entity to another named in the same sentence."""
    wider: Neighbours = shot.kept(("wider", statuses), lambda: _wider(shot, graph))
    found = shortest(wider, *ends, limit, LONGEST_TOGETHER)
    return [_described(shot, path, statuses) for path in found]


def _wider(shot: Snapshot, graph: Neighbours) -> Neighbours:
    found = [set(others) for others in graph]
    for a, b, _ in shot.overview.together:
        found[a].add(b)
        found[b].add(a)
    return [sorted(others) for others in found]


def _statuses(shot: Snapshot, given: str) -> frozenset[Status]:
    if not given:
        return frozenset(map(Status, shot.tallies.statuses)) - {Status.NEGATED, Status.DOUBTFUL}
    if unknown := frozenset(given.split(",")) - {*Status}:
        raise QueryError(f"no fact has the status {min(unknown)[:40]!r}")
    return frozenset(map(Status, given.split(",")))


def neighbours(shot: Snapshot, statuses: frozenset[Status]) -> Neighbours:
    """By number, the entities that each entity has a fact with, the most important first."""
    found: list[set[int]] = [set() for _ in shot.places]
    for link in shot.links:
        if link.object is not None and link.status in statuses:
            a, b = shot.places[link.subject], shot.places[link.object]
            found[a].add(b)
            found[b].add(a)
    return [sorted(others) for others in found]


def _described(shot: Snapshot, path: Path, statuses: frozenset[Status]) -> Data:
    keys = [shot.overview.positions.keys[number] for number in path]
    steps = [_facts(shot, a, b, statuses) for a, b in pairwise(keys)]
    return {
        "nodes": [serializers.key_ref(shot, key) for key in keys],
        "steps": [[link.id for link in step] for step in steps],
        "sentences": [shot.cooccurring(a).get(b, 0) for a, b in pairwise(keys)],
        "trivial": all(step and all(_says_little(shot, link) for link in step) for step in steps),
    }


def _says_little(shot: Snapshot, link: Link) -> bool:
    """Whether a fact holds of so many that two that share it need not have to do with each other."""
    return any(shot.ontology.has(link.predicate, trait) for trait in (Trait.CONTAINMENT, Trait.NATIONALITY))


def _facts(shot: Snapshot, a: str, b: str, statuses: frozenset[Status]) -> list[Link]:
    """The facts between two entities."""
    of_fewer = min((a, b), key=lambda key: len(shot.of_entity.get(key, ())))
    return [
        link
        for link in shot.of_entity.get(of_fewer, ())
        if link.status in statuses and {link.subject, link.object} == {a, b}
    ]
