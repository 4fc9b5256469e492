"""All readings together: which local entities are one entity, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.entities import namelist
from kg.entities.bodies import resolve_organizations, resolve_places
from kg.entities.build import Built, build
from kg.entities.clusters import Clusters
from kg.entities.decisions import Decisions
from kg.entities.namelist import Entry, NameList
from kg.entities.names import person_name, strictly_alike
from kg.entities.people import resolve_people
from kg.entities.profiles import Profile, profiles
from kg.entities.targets import Targets
from kg.lexicon import fold
from kg.records import Entity, Reading

NONE = Decisions()


@dataclass(frozen=True, slots=True)
class Undecided:
    """Two entities that may be one, for a person to decide."""

    left: str  # Entity key
    right: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an entity's names or members were taken together."""

    entity: str  # Entity key
    left: tuple[str, str]  # (article id, LocalEntity id)
    right: tuple[str, str]
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities of a collection, with what led to them."""

    entities: tuple[Entity, ...]  # sorted by key
    explanations: tuple[Explanation, ...]
    undecided: tuple[Undecided, ...]  # best first
    unmatched: tuple[str, ...]  # decisions that name nothing that is there, as messages


def resolve(
    readings: Iterable[Reading],
    decisions: Decisions = NONE,
    names: NameList | str | Path | None = None,
) -> tuple[Entity, ...]:
    """The entities of all readings, sorted by key; the order of the readings doesn't matter."""
    return explain(readings, decisions, names).entities


def explain(
    readings: Iterable[Reading],
    decisions: Decisions = NONE,
    names: NameList | str | Path | None = None,
) -> Resolution:
    """The entities with the reasons of merges, doubtful pairs and decisions without effect."""
    given = list(readings)
    listed = names if isinstance(names, NameList) else namelist.load(names) if names else NameList()
    found = sorted(profiles(given), key=lambda profile: profile.member)
    targets = Targets(found)
    entries = _entries(found, listed)
    clusters = Clusters(found, {n: entry.id for n, entry in entries.items()}, targets.sides(decisions))
    _pin(clusters, entries)
    _by_type(clusters)
    built = build(clusters, entries, decisions, targets)
    claims = {claim.id for reading in given for claim in reading.claims}
    unmatched = (*targets.unmatched(built.owners, decisions, claims), *built.refused)
    return Resolution(built.entities, _explanations(clusters, built), _undecided(clusters, built), unmatched)


def _by_type(clusters: Clusters) -> None:
    of_type: dict[str, list[int]] = defaultdict(list)
    for n, profile in enumerate(clusters.profiles):
        of_type[profile.type].append(n)
    resolve_people(clusters, of_type.pop("Person", []))
    resolve_places(clusters, of_type.pop("Place", []))
    for kind in sorted(of_type):
        resolve_organizations(clusters, of_type[kind])


def _entries(found: list[Profile], listed: NameList) -> dict[int, Entry]:
    """The entry of the name list that a profile is, where its names point at one only."""
    by_name = listed.by_name()
    if not by_name:
        return {}
    matched: dict[int, Entry] = {}
    for n, profile in enumerate(found):
        entries = {e.id: e for name in profile.names if (e := by_name.get((profile.type, fold(name))))}
        entries = entries or _alike(profile, listed)
        if len(entries) == 1:
            matched[n] = next(iter(entries.values()))
    return matched


def _alike(profile: Profile, listed: NameList) -> dict[str, Entry]:
    """Entries whose full name is the person's, romanised otherwise."""
    if profile.type != "Person":
        return {}
    name = person_name(profile.names[0])
    return {
        entry.id: entry
        for entry in listed.entries
        if entry.type == "Person" and name.full and _same_words(name.words, person_name(entry.name).words)
    }


def _same_words(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    pairs = list(zip(a, b, strict=False))
    last = len(pairs) - 1
    return len(a) == len(b) and all(strictly_alike(x, y, given=n < last) for n, (x, y) in enumerate(pairs))


def _pin(clusters: Clusters, entries: dict[int, Entry]) -> None:
    first: dict[tuple[str, str], int] = {}
    for n in sorted(entries):
        key = (entries[n].type, entries[n].id)
        clusters.join(first.setdefault(key, n), n, 1.0, ("the name list",), force=True)


def _explanations(clusters: Clusters, built: Built) -> tuple[Explanation, ...]:
    return tuple(
        Explanation(built.key_of[merge.left], merge.left, merge.right, merge.score, merge.reasons)
        for merge in sorted(clusters.merges, key=lambda m: (m.left, m.right, m.reasons))
    )


def _undecided(clusters: Clusters, built: Built) -> tuple[Undecided, ...]:
    best: dict[tuple[str, str], Undecided] = {}
    for doubt in clusters.doubts:
        left, right = sorted((built.key_of[doubt.left], built.key_of[doubt.right]))
        if left == right or (left, right) in built.split:
            continue
        new = Undecided(left, right, doubt.score, doubt.reasons)
        old = best.get((left, right))
        best[left, right] = min((new, old or new), key=lambda u: (-u.score, u.reasons))
    return tuple(sorted(best.values(), key=lambda u: (-u.score, u.left, u.right)))
