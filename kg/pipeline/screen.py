"""The known lists put to a collection: links, and what waits for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.entities import Decisions
from kg.entities.listed import load
from kg.entities.screening import Candidate, Lists, evidence, matched
from kg.ontology import Ontology
from kg.records import Collection, Entity, KnownMatch

LIKELY = 0.5
BY_HAND = "by hand"
KEY = "listed"  # what waits for a person, in the store


@dataclass(frozen=True, slots=True)
class Screened:
    """The collection with its links, and the candidates that are likely: key, name, id, score, reasons."""

    collection: Collection
    likely: tuple[dict[str, object], ...]


def screen(
    collection: Collection, files: Iterable[str], decisions: Decisions, ontology: Ontology
) -> Screened:
    """Link whoever is sure to be an entry, as the decisions say or by name and birth date."""
    entries = {entry.id: entry for file in files for entry in load(file)}
    lists = Lists(entries.values())
    found = {one.key: list(lists.candidates(one)) for one in evidence(collection, ontology)}
    by_hand = _by_hand(collection.entities, decisions)
    known: dict[str, dict[str, KnownMatch]] = {}
    likely = []
    for key, candidates in found.items():
        for candidate in candidates:
            said = by_hand.get((key, candidate.entry.id))
            if said or (said is None and candidate.sure):
                known.setdefault(key, {})[candidate.entry.id] = matched(candidate, BY_HAND if said else None)
            elif said is None and candidate.score >= LIKELY:
                likely.append(_waiting(candidate))
    for (key, id), said in by_hand.items():
        if said and id in entries and id not in known.get(key, {}):
            made = Candidate(key, entries[id], 1.0, True, ())
            known.setdefault(key, {})[id] = matched(made, BY_HAND)
    linked = (
        replace(entity, known=tuple(match for _, match in sorted(known[entity.key].items())))
        if entity.key in known
        else entity
        for entity in collection.entities
    )
    ordered = sorted(likely, key=lambda one: (-float(str(one["score"])), str(one["left"]), str(one["right"])))
    return Screened(replace(collection, entities=tuple(linked)), tuple(ordered))


def _by_hand(entities: Iterable[Entity], decisions: Decisions) -> Mapping[tuple[str, str], bool]:
    """What a person has said, by present key and entry."""
    keys = {name: entity.key for entity in entities for name in (entity.key, *entity.former_keys)}
    keys |= {f"{article}#{local}": e.key for e in entities for article, local in e.members}
    return {(keys[key], id): said for (key, id), said in decisions.links.items() if key in keys}


def _waiting(candidate: Candidate) -> dict[str, object]:
    entry = candidate.entry
    named = {"left": candidate.key, "right": entry.id, "name": entry.names[0], "topics": list(entry.topics)}
    return {**named, "score": candidate.score, "reasons": list(candidate.reasons)}
