"""Clusters of profiles become entities with keys and names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.entities.clusters import Clusters
from kg.entities.judgement_targets import Targets
from kg.entities.judgements import Decisions
from kg.entities.keys import best_name, member_key, name_key, pinned_key, place_key
from kg.entities.known_list import Entry
from kg.entities.organization_names import organization_name
from kg.entities.profiles import Member, Profile
from kg.lexicon import Place, fold, places
from kg.lexicon.small_places import linked_place
from kg.records import Entity, EntityType


@dataclass(frozen=True, slots=True)
class Built:
    """The entities and who answers to which key."""

    entities: tuple[Entity, ...]
    owners: dict[str, int]  # key, present or former → cluster
    key_of: dict[Member, str]
    split: frozenset[tuple[str, str]]  # pairs of keys, sorted, that a decision keeps apart
    refused: tuple[str, ...]  # merges that a split forbids


@dataclass(slots=True)
class _Keys:
    own: dict[int, str]
    former: dict[int, tuple[str, ...]]

    def owners(self) -> dict[str, int]:
        found = {key: root for root, keys in self.former.items() for key in keys}
        return found | {key: root for root, key in self.own.items()}


def build(clusters: Clusters, entries: dict[int, Entry], decisions: Decisions, targets: Targets) -> Built:
    """The entities, after the merges that a person decided."""
    before = _keys(clusters, entries)
    refused = _merge(clusters, before.owners(), decisions, targets)
    keys = _keys(clusters, entries, before)
    owners = keys.owners()
    renamed = _texts(clusters, owners, decisions, targets, "rename")
    notes = _texts(clusters, owners, decisions, targets, "note")
    entities = tuple(
        _entity(clusters, root, keys, _entry(clusters, root, entries), renamed.get(root), notes.get(root))
        for root in sorted(keys.own, key=lambda root: keys.own[root])
    )
    key_of = {member: entity.key for entity in entities for member in entity.members}
    split = _split(clusters, owners, keys, decisions, targets)
    return Built(entities, owners, key_of, split, refused)


def _entry(clusters: Clusters, root: int, entries: dict[int, Entry]) -> Entry | None:
    if not entries:
        return None
    found = sorted(n for n in clusters.indices(root) if n in entries)
    return entries[found[0]] if found else None


def _place(found: list[Profile]) -> Place | None:
    linked = sorted({profile.place for profile in found if profile.place})
    return linked_place(linked[0]) if len(linked) == 1 else None


def _counts(found: list[Profile]) -> Counter[str]:
    """How many articles call the entity so first, and, far behind, so at all."""
    counts = Counter({name: 0 for profile in found for name in profile.names})
    counts.update(profile.names[0] for profile in found)
    return counts


def _keys(clusters: Clusters, entries: dict[int, Entry], before: _Keys | None = None) -> _Keys:
    """A key for each cluster; those that it had before a merge still answer for it."""
    wanted: dict[str, list[int]] = defaultdict(list)
    known: dict[str, list[int]] = defaultdict(list)  # keys of places of the lexicon
    names: dict[int, tuple[EntityType, str]] = {}
    bearers: dict[str, set[int]] = defaultdict(set)
    own: dict[int, str] = {}
    for root in clusters.roots():
        found = clusters.members(root)
        kind, name = found[0].type, best_name(found[0].type, _counts(found))
        names[root] = kind, name
        for other in {name for profile in found for name in profile.names}:
            bearers[name_key(kind, other)].add(root)
        entry, place = _entry(clusters, root, entries), _place(found)
        if entry:
            own[root] = pinned_key(kind, entry.id)
        elif place:
            known[place_key(place)].append(root)
        else:
            wanted[name_key(kind, name)].append(root)
    for given in (known, wanted):
        taken = set(own.values())
        for key in sorted(given):
            own |= _share_out(clusters, key, given[key], names, taken)
    taken = set(own.values())
    past = _past(clusters, before)
    for key in sorted(wanted):
        for root in wanted[key] if len(wanted[key]) > 1 else ():
            past[root] |= {member_key(*names[root], profile.member) for profile in clusters.members(root)}
    former = {root: _former(clusters, root, bearers, past[root]) - taken for root in own}
    return _Keys(own, {root: tuple(sorted(keys)) for root, keys in former.items()})


def _share_out(
    clusters: Clusters, key: str, roots: list[int], names: dict[int, tuple[EntityType, str]], taken: set[str]
) -> dict[int, str]:
    """The plain key for the one with most members, a key with a hash for its namesakes."""
    ranked = sorted(roots, key=lambda root: (-len(clusters.members(root)), clusters.first(root)))
    plain = {} if key in taken else {ranked[0]: key}
    return plain | {
        root: member_key(*names[root], clusters.first(root)) for root in ranked if root not in plain
    }


def _former(clusters: Clusters, root: int, bearers: dict[str, set[int]], past: set[str]) -> set[str]:
    kinds = {(p.type, name) for p in clusters.members(root) for name in p.names}
    return past | {key for kind, name in kinds if bearers[key := name_key(kind, name)] == {root}}


def _past(clusters: Clusters, before: _Keys | None) -> dict[int, set[str]]:
    """The keys that each cluster's parts had before a person merged them."""
    found: dict[int, set[str]] = defaultdict(set)
    for root, own in before.own.items() if before else ():
        found[clusters.root(root)] |= {own, *(before.former[root] if before else ())}
    return found


def _merge(
    clusters: Clusters, owners: dict[str, int], decisions: Decisions, targets: Targets
) -> tuple[str, ...]:
    """Carries out the merges; those that a split forbids are returned as messages."""
    refused = []
    taken_back = {frozenset(split.words): split.line for split in decisions.of("split")}
    for decision in decisions.of("merge"):
        if taken_back.get(frozenset(decision.words), -1) > decision.line:
            continue
        found = [_owner(owners, targets, word) for word in decision.words]
        if found[0] is None or found[1] is None:
            continue
        clash = clusters.clash(found[0], found[1])
        if clash == "split by decision":
            refused.append(f"line {decision.line}: {decision}: a split keeps them apart")
        else:
            clusters.join(found[0], found[1], 1.0, ("merged by decision",), force=True)
    return tuple(refused)


def _owner(owners: dict[str, int], targets: Targets, word: str) -> int | None:
    if word in owners:
        return owners[word]
    found = targets.profiles_of(word)
    return found[0] if found else None


def _texts(
    clusters: Clusters, owners: dict[str, int], decisions: Decisions, targets: Targets, kind: str
) -> dict[int, str]:
    found = ((_owner(owners, targets, d.words[0]), d.words[1]) for d in decisions.of(kind))
    return {clusters.root(root): text for root, text in found if root is not None}


def _split(
    clusters: Clusters, owners: dict[str, int], keys: _Keys, decisions: Decisions, targets: Targets
) -> frozenset[tuple[str, str]]:
    pairs = set()
    for left, right in decisions.splits:
        found = [_owner(owners, targets, word) for word in (left, right)]
        if found[0] is not None and found[1] is not None:
            a, b = sorted(keys.own[clusters.root(n)] for n in found if n is not None)
            pairs.add((a, b))
    return frozenset(pairs)


def _only_short(place: Place, names: Iterable[str]) -> bool:
    """Whether a place is named as in datelines only, in capitals or by an abbreviation: "NAIROBI", "Pa."."""
    return all((name.isupper() and fold(name) == fold(place.name)) or name.endswith(".") for name in names)


def _owned(found: list[Profile], name: str) -> str:
    """The name of a body that every state has, with the one state that it is of: "Supreme Court (Kenya)"."""
    if found[0].type != EntityType.ORGANIZATION:
        return name
    own = organization_name(name)
    if own.acronym or own.countries or not own.generic:
        return name
    states = {state for profile in found for state in profile.owners}
    country = places().get(next(iter(states))) if len(states) == 1 else None
    return f"{name} ({country.name})" if country is not None and country.name not in name else name


def _entity(
    clusters: Clusters, root: int, keys: _Keys, entry: Entry | None, renamed: str | None, note: str | None
) -> Entity:
    found = clusters.members(root)
    place = _place(found)
    known = place.name if place and (place.kind == "country" or _only_short(place, _counts(found))) else None
    name = renamed or (entry.name if entry else None) or known or best_name(found[0].type, _counts(found))
    aliases = {name for profile in found for name in profile.names} | set(entry.aliases if entry else ())
    if not (renamed or entry):
        name = _owned(found, name)
    return Entity(
        key=keys.own[root],
        type=found[0].type,
        name=name,
        aliases=tuple(sorted(aliases - {name})),
        members=tuple(sorted(profile.member for profile in found)),
        former_keys=keys.former[root],
        place=place.id if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        note=note,
    )
