"""The answer of a named query as the page shows it: cells that lead to what they name, and what is near."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from kg.queries.linking import Linked, linked
from kg.queries.named import NamedQuery
from kg.queries.results import Cell, Result, Row
from kg.rdf.iris import CLAIM, ENTITY, FACT, Iris
from kg.records import EntityType, Status
from kg.server import serializers
from kg.server.containment import around, within
from kg.server.serializers import Data
from kg.server.snapshot import Snapshot

NEAR = 12  # places that are offered in place of one that has no answer


class LinkedTable:
    """Rows of one answer; columns that were added to find what others name are not shown."""

    def __init__(self, shot: Snapshot, query: NamedQuery, result: Result, base: str) -> None:
        self._shot = shot
        self._iris = Iris(base)
        self._linked: Linked = linked(query.text)
        self._result = result
        hidden = self._linked.extra | query.asking
        self._shown = [i for i, name in enumerate(result.variables) if name not in hidden]
        self._places = {name: i for i, name in enumerate(result.variables)}
        self._by_name = shot.kept("by name", lambda: _by_name(shot))

    def data(self, inside: Mapping[str, str]) -> Data:
        """Variables and rows; ``inside`` keeps those of places within the ones given by parameter."""
        allowed = {name: within(self._shot, key) | {key} for name, key in inside.items()}
        rows: dict[str, list[Data | None]] = {}
        for row in self._result.rows:
            if all(self._key(row, name) in keys for name, keys in allowed.items()):
                shown = str([row[i] for i in self._shown])
                rows.setdefault(shown, [self._cell(row, i) for i in self._shown])
        return {
            "variables": [self._result.variables[i] for i in self._shown],
            "rows": list(rows.values()),
        }

    def _cell(self, row: Row, place: int) -> Data | None:
        cell, column = row[place], self._result.variables[place]
        if cell is None:
            return None
        data: Data = {
            "value": cell.value,
            "kind": cell.kind,
            "datatype": cell.datatype,
            "language": cell.language,
        }
        return {**data, **self._target(row, cell, column)}

    def _target(self, row: Row, cell: Cell, column: str) -> Data:
        """What a cell leads to."""
        if key := self._entity(row, cell, column):
            return {"key": key, "name": self._shot.entities[key].name}
        if column == "article" and cell.value in self._shot.articles:
            return {
                "article": cell.value,
                "name": serializers.article(self._shot.article(cell.value))["title"],
            }
        if column == "relation" and (fact := self._fact(row)):
            return {"fact": fact, "subject": self._shot.by_id[fact].subject}
        claim = self._iri(row, self._linked.of.get(column, ""), CLAIM)
        if column == "sentence" and claim:
            return {"claim": claim, "article": self._text(row, "article")}
        return {}

    def _entity(self, row: Row, cell: Cell, column: str) -> str | None:
        if cell.kind == "uri":
            return self._known(cell)
        if column not in self._linked.names:
            return None
        own = self._key(row, self._linked.of.get(column, ""))
        if own:
            return own
        named = self._by_name.get(cell.value, ())
        fact = self._fact(row)
        link = self._shot.by_id[fact] if fact else None
        ends = () if link is None else (link.subject, link.object)
        fitting = [key for key in named if key in ends] or named
        return fitting[0] if len(fitting) == 1 else None

    def _key(self, row: Row, column: str) -> str | None:
        place = self._places.get(column)
        cell = None if place is None else row[place]
        return None if cell is None else self._known(cell)

    def _known(self, cell: Cell) -> str | None:
        key = self._iris.named(cell.value, ENTITY) or ""
        return key if key in self._shot.entities else None

    def _fact(self, row: Row) -> str | None:
        found = self._iri(row, "fact", FACT)
        return found if found in self._shot.by_id else None

    def _iri(self, row: Row, column: str, kind: str) -> str | None:
        place = self._places.get(column)
        cell = None if place is None else row[place]
        return self._iris.named(cell.value, kind) if cell else None

    def _text(self, row: Row, column: str) -> str | None:
        place = self._places.get(column)
        cell = None if place is None else row[place]
        return None if cell is None else cell.value


def near(shot: Snapshot, query: NamedQuery, given: Mapping[str, str]) -> list[Data]:
    """For each entity that was asked for: places around it and in it, and facts of other statuses."""
    found = []
    for parameter in query.parameters:
        key = given.get(parameter.name, "") if parameter.type == "entity" else ""
        if key not in shot.entities:
            continue
        is_place = shot.entities[key].type == EntityType.PLACE
        statuses = Counter(link.status for link in shot.of_entity.get(key, ()))
        found.append(
            {
                "parameter": parameter.name,
                "entity": serializers.key_ref(shot, key),
                "wider": _refs(shot, around(shot, key)) if is_place else [],
                "narrower": _refs(shot, sorted(within(shot, key))) if is_place else [],
                "statuses": {name: n for name, n in sorted(statuses.items()) if name != Status.ASSERTED},
            }
        )
    return found


def _refs(shot: Snapshot, keys: list[str]) -> list[Any]:
    ranked = sorted(keys, key=lambda key: (-len(shot.of_entity.get(key, ())), key))
    return [serializers.key_ref(shot, key) for key in ranked[:NEAR]]


def _by_name(shot: Snapshot) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entity in shot.entities.values():
        found[entity.name].append(entity.key)
    return {name: tuple(keys) for name, keys in found.items()}
