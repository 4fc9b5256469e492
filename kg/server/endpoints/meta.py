"""/api/meta: what the graph holds, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

import kg
from kg.graph.facts import id_of
from kg.page import appearance
from kg.page.text import in_words
from kg.server.relation_kinds import kind
from kg.server.snapshot import Snapshot
from kg.server.state import State, View
from kg.server.views import reading


def routes(state: State) -> list[BaseRoute]:
    """The address of this module."""

    def meta(view: View, request: Request) -> Any:
        settings = state.settings
        return {
            "generation": view.snapshot.generation,
            "title": settings.title,
            "version": kg.__version__,
            "base": view.snapshot.base,
            "instance": instance(state.folder),
            **numbers(view.snapshot),
        }

    return [Route("/api/meta", reading(state, meta), methods=["GET"])]


def instance(folder: Path) -> str:
    """A sign for a graph folder that does not tell where it is."""
    return id_of(str(folder.absolute()))


def numbers(shot: Snapshot) -> dict[str, Any]:
    """How much there is of everything."""
    tallies, looks = shot.tallies, appearance.statuses()
    return {
        "counts": {
            "articles": len(shot.articles),
            "entities": len(shot.entities),
            "facts": len(shot.links),
            "claims": sum(link.claims for link in shot.links),
        },
        "types": [{"id": name, "label": name, "count": n} for name, n in tallies.types.items()],
        "relations": _relations(shot, tallies.relations),
        "vocabulary": [
            {
                "id": name,
                "label": in_words(name),
                "help": known.label,
                "domain": known.domain,
                "range": known.range,
                "symmetric": known.symmetric,
                "literal": known.literal,
                "dated": known.dated,
            }
            for name, known in sorted(shot.ontology.relations.items())
        ],
        "statuses": [
            {"id": name, "label": looks[name].label if name in looks else name, "count": n}
            for name, n in tallies.statuses.items()
        ],
        "sources": [{"id": name, "count": n} for name, n in tallies.sources.items()],
        "months": [{"month": name, "count": n} for name, n in tallies.months.items()],
        "communities": _communities(shot),
    }


def _relations(shot: Snapshot, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    known = shot.ontology.relations
    return [
        {
            "id": name,
            "label": in_words(name),
            "help": known[name].label if name in known else "",
            "inverse": known[name].inverse if name in known else None,
            "symmetric": name in known and known[name].symmetric,
            "kind": kind(shot.ontology, name),
            "count": count,
        }
        for name, count in counts.items()
    ]


def _communities(shot: Snapshot) -> list[dict[str, Any]]:
    """Named after their most important member; the last one holds whoever has no fact."""
    placed = shot.overview.positions
    members: dict[int, list[int]] = {}
    for number, community in enumerate(placed.communities):
        members.setdefault(community, []).append(number)
    return [
        {"id": community, "label": _label(shot, members[community]), "size": len(members[community])}
        for community in sorted(members)
    ]


def _label(shot: Snapshot, numbers: list[int]) -> str:
    joined = any(shot.degrees[number] for number in numbers)
    return shot.entities[shot.overview.positions.keys[numbers[0]]].name if joined else ""
