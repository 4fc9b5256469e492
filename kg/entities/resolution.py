"""All readings together: which local entities are one entity, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.entities import known_list
from kg.entities.component_resolution import Explanation, Part, Undecided, resolve_part
from kg.entities.components import components
from kg.entities.judgement_targets import unmatched
from kg.entities.judgements import Decisions
from kg.entities.known_entities import Listing
from kg.entities.known_list import NameList
from kg.entities.profiles import Profile, of_reading
from kg.ontology import Ontology
from kg.records import Entity, Reading

NONE = Decisions()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities of a collection, with what led to them."""

    entities: tuple[Entity, ...]  # sorted by key
    explanations: tuple[Explanation, ...]
    undecided: tuple[Undecided, ...]  # best first
    unmatched: tuple[str, ...]  # decisions that name nothing that is there, as messages
    there: frozenset[str] = frozenset()  # words of decisions that name something
    refused: tuple[str, ...] = ()  # merges that a split forbids, as messages


def resolve(
    readings: Iterable[Reading],
    decisions: Decisions = NONE,
    names: NameList | str | Path | None = None,
    ontology: Ontology | None = None,
) -> tuple[Entity, ...]:
    """The entities of all readings, sorted by key; the order of the readings doesn't matter."""
    return explain(readings, decisions, names, ontology).entities


def explain(
    readings: Iterable[Reading],
    decisions: Decisions = NONE,
    names: NameList | str | Path | None = None,
    ontology: Ontology | None = None,
) -> Resolution:
    """The entities with the reasons of merges, doubtful pairs and decisions without effect.

    Of each reading only what entities are compared by is kept, so readings may come from a generator.
    """
    if not isinstance(names, NameList):
        names = known_list.load(names) if names else NameList()
    listing = Listing(names)
    found: list[Profile] = []
    claims: set[str] = set()
    judged = decisions.confirmed | decisions.rejected
    for reading in readings:
        found += of_reading(reading, ontology)
        if judged:
            claims.update(claim.id for claim in reading.claims if claim.id in judged)
    found.sort(key=lambda profile: profile.member)
    return join_parts(list(resolve_profiles(found, listing, decisions)), decisions, claims)


def resolve_profiles(found: Sequence[Profile], listing: Listing, decisions: Decisions) -> Iterator[Part]:
    """What profiles, sorted by member, come to, part by part; none may touch any that is missing."""
    entries = {n: entry for n, profile in enumerate(found) if (entry := listing.entry(profile))}
    for one in components(found, entries, decisions):
        listed = {at: entries[n] for at, n in enumerate(one.profiles) if n in entries}
        own = [found[n] for n in one.profiles]
        yield resolve_part(own, listed, decisions if one.decided else NONE)


def join_parts(parts: Sequence[Part], decisions: Decisions, claims: set[str]) -> Resolution:
    """What the parts of a collection come to; ``claims`` are the ids of those that are there."""
    explanations = (one for part in parts for one in part.explanations)
    undecided = (one for part in parts for one in part.undecided)
    there = frozenset[str]().union(*(part.there for part in parts))
    refused = tuple(sorted({message for part in parts for message in part.refused}, key=line_of))
    return Resolution(
        entities=tuple(sorted((e for part in parts for e in part.entities), key=lambda e: e.key)),
        explanations=tuple(sorted(explanations, key=lambda e: (e.left, e.right, e.reasons))),
        undecided=tuple(sorted(undecided, key=lambda u: (-u.score, u.left, u.right))),
        unmatched=(*unmatched(decisions, there, claims), *refused),
        there=there,
        refused=refused,
    )


def line_of(message: str) -> tuple[int, str]:
    """The number of the line that a message is about."""
    return int(message.split(":")[0].removeprefix("line ")), message
