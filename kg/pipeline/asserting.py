"""From a fact that a person adds to lines of the decisions file: who is meant, who is new, what fits."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.errors import DataError, NotFoundError
from kg.graph import edtf
from kg.ontology import Ontology, Relation
from kg.pipeline import lookup
from kg.pipeline.build import options
from kg.pipeline.tools import Tools, vocabulary
from kg.records import Entity, EntityType, Status
from kg.store import resolved
from kg.store.database import Store
from kg.suggestions import near

MEMBER = re.compile(r"#e\d+$")
Line = tuple[str, tuple[str, ...]]  # kind and words of a decision


@dataclass(frozen=True, slots=True)
class Said:
    """A fact as a person gives it. Types name somebody new where nobody of that name is there."""

    subject: str
    relation: str
    object: str
    source: str
    subject_type: str | None = None
    object_type: str | None = None
    since: str | None = None
    until: str | None = None
    on: str | None = None
    status: str | None = None


@dataclass(slots=True)
class Desk:
    """Turns what is said into decisions; who was named anew once is known after it."""

    store: Store
    tools: Tools
    exact: bool = False  # whether only whole names count, and types that the relation tells
    ontology: Ontology = field(init=False)
    _new: dict[tuple[EntityType, str], str] = field(default_factory=dict)  # type and folded name → key

    def __post_init__(self) -> None:
        self.ontology = vocabulary(options(self.store))

    def lines(self, said: Said) -> list[Line]:
        """The decisions that say it: those that name somebody new, then the fact.

        Raises NotFoundError or DataError where somebody is not found or the relation does not fit.
        """
        relation = self.ontology.named(said.relation)
        more = qualifiers(said)
        made: list[Line] = []
        subject = self._end(said.subject, said.subject_type, self._kinds(relation, 0), said, made)
        if relation.literal:
            other, value = None, _literal(relation, said.object)
        else:
            other = self._end(said.object, said.object_type, self._kinds(relation, 1), said, made)
            value = other[0]
        if not (MEMBER.search(subject[0]) or MEMBER.search(value)):
            _check(relation, subject, other)
        for _, words in made:
            self._new[type_of(words[0]), self.tools.fold(words[1])] = words[0]
        return [*made, ("assert", (subject[0], relation.name, value, "source", said.source, *more))]

    def _kinds(self, relation: Relation, side: int) -> tuple[str, ...]:
        ends = (relation.domain, relation.range)
        return (*ends[side], *ends[1 - side]) if relation.symmetric else ends[side]

    def _end(
        self, name: str, kind: str | None, kinds: Sequence[str], said: Said, made: list[Line]
    ) -> tuple[str, str, str]:
        """Key, type and name of an end; of somebody new, whose line joins ``made``."""
        if MEMBER.search(name):
            return name, "", name
        wanted = _type(kind) if kind else None
        found = self._answering(name, wanted, kinds)
        if len(found) == 1:
            return found[0].key, found[0].type, found[0].name
        if found:
            listed = ", ".join(entity.key for entity in found[:5])
            raise NotFoundError(f"several answer to {name!r}, say which: {listed}")
        if wanted is None and not self.exact:
            entity = lookup.entity_named(self.store, name, self.tools.fold)
            return entity.key, entity.type, entity.name
        wanted = wanted or self._only(name, kinds)
        key = self._new.get((wanted, self.tools.fold(name)))
        if key is None:
            key = _new_key(name, wanted)
            made.append(("entity", (key, name, "source", said.source)))
        return key, wanted, name

    def _answering(self, name: str, kind: str | None, kinds: Sequence[str]) -> list[Entity]:
        exact = resolved.entity(self.store, name) if "/" in name else None
        if exact is not None:
            return [exact]
        if kind is None and not self.exact:
            found = lookup.answering(self.store, name, self.tools.fold)
            return found if len(found) == 1 else [e for e in found if e.type in kinds]
        found = resolved.named(self.store, self.tools.fold(name))
        return [entity for entity in found if entity.type in ([kind] if kind else kinds)]

    def _only(self, name: str, kinds: Sequence[str]) -> EntityType:
        if len(set(kinds)) > 1:
            raise NotFoundError(
                f"nothing is known of {name!r}, and nothing says whether it is {_either(kinds)}"
            )
        return EntityType(kinds[0])


def qualifiers(said: Said) -> tuple[str, ...]:
    """Dates and status as they follow an assertion; what ended before today is former."""
    status = said.status
    dates = {"since": said.since, "until": said.until, "on": said.on}
    for name, value in dates.items():
        if value and edtf.bounds(value) is None:
            raise DataError(f"{name}: {value!r} is no date: 2024, 2024-05 or 2024-05-04")
    if status is None and said.until:
        last = (edtf.bounds(said.until) or (None, None))[1]
        status = Status.FORMER if last and last < datetime.date.today().isoformat() else None
    if status is not None and status not in [one.value for one in Status if one != Status.DOUBTFUL]:
        raise DataError(f"status: {status!r} is none")
    pairs: Mapping[str, str | None] = {**dates, "status": None if status == Status.ASSERTED else status}
    return tuple(word for name, value in pairs.items() if value for word in (name, str(value)))


def type_of(key: str) -> EntityType:
    """The type that a key begins with."""
    from kg.entities.judgements import type_of

    return type_of(key)


def _type(given: str) -> EntityType:
    for kind in EntityType:
        if kind.casefold() == given.strip().casefold():
            return kind
    kinds = ", ".join(EntityType)
    raise DataError(
        f"there is no type {given!r}{near(given, list(EntityType), otherwise=f' (known: {kinds})')}"
    )


def _new_key(name: str, kind: EntityType) -> str:
    from kg.entities.keys import name_key

    if not any(map(str.isalpha, name)):
        raise DataError(f"{name!r} is no name")
    return name_key(kind, name)


def _literal(relation: Relation, value: str) -> str:
    if relation.dated and edtf.bounds(value) is None:
        raise DataError(
            f"{relation.name} is said of a date, which {value!r} is not: 2024, 2024-05 or 2024-05-04"
        )
    return value


def _check(relation: Relation, subject: tuple[str, str, str], other: tuple[str, str, str] | None) -> None:
    """DataError where a relation does not join what it is said of."""
    if subject[1] not in relation.domain and not relation.symmetric:
        raise DataError(f"{relation.name} is said of {_either(relation.domain)}, not of {_named(subject)}")
    if other is None:
        return
    if subject[0] == other[0]:
        raise DataError(f"both are {other[2]}: {relation.name} joins two")
    if not relation.fits(subject[1], other[1]):
        joined = f"{_either(relation.domain)} with {_either(relation.range)}"
        raise DataError(f"{relation.name} joins {joined}, not {_named(subject)} with {_named(other)}")


def _named(end: tuple[str, str, str]) -> str:
    return f"{end[2]} ({end[1]})"


def _either(types: Sequence[str]) -> str:
    return " or ".join(dict.fromkeys(types))
