"""Which profiles can have a say in each other's fate: the rest of a collection need not be looked at.

Every way in which two profiles can be compared, or compete for a key, is a word that both have. Profiles
that are linked by such words, directly or through others, form a component, and components are resolved
one by one. A word is strong, and links all who have it, or weak, and links them only where somebody has
it strongly: initials mean something only where there is an acronym.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.disjoint_sets import DisjointSets
from kg.entities.group_matching import told_form
from kg.entities.judgement_targets import pointers, spelt
from kg.entities.judgements import Decisions
from kg.entities.keys import base_key, name_key, pinned_key, place_key
from kg.entities.known_list import Entry
from kg.entities.organization_names import initials, organization_name
from kg.entities.person_matching import blocks, other_blocks
from kg.entities.person_names import person_name
from kg.entities.phonetics import skeleton
from kg.entities.profiles import Profile
from kg.entities.type_votes import TOLD_TYPES, certain_place
from kg.lexicon import fold
from kg.lexicon.small_places import linked_place
from kg.records import EntityType


@dataclass(frozen=True, slots=True)
class Words:
    """What a name can be found by."""

    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()


@lru_cache(maxsize=16384)
def blocking_words(kind: EntityType, name: str) -> Words:
    """The words of a name of an entity of that type; the first it shares with any type."""
    key = named(name_key(kind, name))
    if kind == EntityType.PERSON:
        return _of_person(key, name)
    if kind in TOLD_TYPES:
        form = told_form(kind, name)
        return Words((key, f"told {kind} {form}") if form else (key,))
    found = Words((key,)) if kind == EntityType.PLACE else _of_organization(key, kind, name)
    place = certain_place(name)
    return Words((*found.strong, f"place {place}"), found.weak) if place else found


def _of_person(key: str, name: str) -> Words:
    parts = person_name(name)
    if not parts.family:
        return Words((key,))
    place = None if parts.given else certain_place(name)
    found = [key, "family " + skeleton(parts.family)]
    found += ["block " + block for block in other_blocks(parts)]
    if place:
        found.append(f"place {place}")
    return Words(tuple(found), tuple("block " + block for block in sorted(blocks(parts))))


def _of_organization(key: str, kind: EntityType, name: str) -> Words:
    parts = organization_name(name)
    if parts.acronym:
        letters = fold(name)
        joined = letters.replace(" ", "")
        later = [f"initials {kind} {joined[1:]}"] if len(joined) > len("fp") else []
        return Words((key, f"acronym {kind} {letters}", f"initials {kind} {joined}", *later))
    form, joined = f"form {kind} {parts.key}", f"joined {kind} {parts.joined}"
    short = [f"form {kind} {parts.short}"] if parts.short else []
    weak = tuple(f"initials {kind} {letters}" for letters in sorted(initials(name)))
    return Words((key, form, joined, *short), weak)


def of_profile(profile: Profile, entry: Entry | None) -> tuple[str, ...]:
    """The words of a profile that do not come from its names, all strong."""
    found = []
    place = linked_place(profile.place) if profile.place else None
    if place is not None:
        found += [f"place {place.id}", named(place_key(place))]
    if entry is not None:
        found.append(named(pinned_key(entry.type, entry.id)))
        if entry.type != profile.type:
            found += [word for name in profile.names for word in blocking_words(entry.type, name).strong]
    return tuple(found)


def words_of(profile: Profile, entry: Entry | None) -> Words:
    """All words of a profile."""
    found = [blocking_words(profile.type, name) for name in profile.names]
    strong = [word for one in found for word in one.strong] + list(of_profile(profile, entry))
    weak = dict.fromkeys(word for one in found for word in one.weak)
    return Words(tuple(dict.fromkeys(strong)), tuple(weak))


def named(key: str) -> str:
    """The word of all that could have a key, or the same name as another type."""
    return "named " + key.split("/", 1)[-1]


def of_target(target: str) -> tuple[str, ...]:
    """The words by which what a decision names can be found; the last is that of a member."""
    return tuple(dict.fromkeys((named(target), named(base_key(target)), target)))


class Components:
    """Disjoint sets of profiles by their words."""

    def __init__(self, count: int) -> None:
        self._sets = DisjointSets(count)
        self._first: dict[str, int] = {}
        self._weak: dict[str, list[int]] = defaultdict(list)
        self._seen: dict[tuple[str, str], int] = {}

    def add(self, index: int, profile: Profile, entry: Entry | None) -> None:
        """Takes in a profile."""
        for name in profile.names:
            known = self._seen.setdefault((profile.type, name), index)
            if known != index:
                self._sets.unite(known, index)
                continue
            found = blocking_words(profile.type, name)
            self._link(index, found.strong)
            for word in found.weak:
                self._weak[word].append(index)
        self._link(index, of_profile(profile, entry))

    def _link(self, index: int, found: Iterable[str]) -> None:
        for word in found:
            self._sets.unite(self._first.setdefault(word, index), index)

    def pointed(self, target: str, members: dict[str, int]) -> list[int]:
        """A profile of each component that a decision's word may point into."""
        found = (members.get(word, self._first.get(word)) for word in of_target(target))
        return [n for n in found if n is not None]

    def merge(self, decisions: Decisions, members: dict[str, int]) -> None:
        """Joins what a person's decisions join."""
        for pair in decisions.merges:
            found = [n for target in pair for n in self.pointed(target, members)]
            for n in found[1:]:
                self._sets.unite(found[0], n)

    def groups(self) -> list[list[int]]:
        """The components, each in order, by their first profile."""
        for word, found in self._weak.items():
            if word in self._first:
                for index in found:
                    self._sets.unite(self._first[word], index)
        self._weak.clear()
        return self._sets.groups()

    def root(self, index: int) -> int:
        """The profile that stands for the component."""
        return self._sets.root(index)


@dataclass(frozen=True, slots=True)
class Component:
    """The indices of profiles that belong together, and whether a decision points at any of them."""

    profiles: list[int]
    decided: bool


def components(
    found: Sequence[Profile], entries: dict[int, Entry], decisions: Decisions
) -> Iterator[Component]:
    """The components of a collection, each in order, by their first profile."""
    made = Components(len(found))
    for index, profile in enumerate(found):
        made.add(index, profile, entries.get(index))
    targets = {word for decision in decisions.all for word in pointers(decision)}
    members = _members(found, {word for word in targets if "#" in word})
    made.merge(decisions, members)
    groups = made.groups()
    decided = {made.root(n) for target in targets for n in made.pointed(target, members)}
    for group in groups:
        yield Component(group, made.root(group[0]) in decided)


def _members(found: Iterable[Profile], wanted: set[str]) -> dict[str, int]:
    if not wanted:
        return {}
    named = ((n, spelt(profile.member)) for n, profile in enumerate(found))
    return {name: n for n, name in named if name in wanted}
