"""Profiles joined into entities, never across what must stay apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.disjoint_sets import DisjointSets
from kg.entities.name_comparison import conflict
from kg.entities.person_names import PersonName, person_name
from kg.entities.profiles import Member, Profile
from kg.entities.support import Features, features
from kg.records import EntityType


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two local entities came to be one entity."""

    left: Member
    right: Member
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two local entities that may be one, and were not merged."""

    left: Member
    right: Member
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class _State:
    """What is known of a cluster as a whole."""

    profiles: list[int]
    names: frozenset[PersonName] = frozenset()
    genders: frozenset[str] = frozenset()
    facts: frozenset[tuple[str, str]] = frozenset()
    places: frozenset[str] = frozenset()
    pins: frozenset[str] = frozenset()
    sides: frozenset[tuple[int, int]] = frozenset()
    kin: frozenset[int] = frozenset()

    def absorb(self, other: _State) -> None:
        """Takes in what is known of another cluster."""
        self.profiles += other.profiles
        self.names |= other.names
        self.genders |= other.genders
        self.facts |= other.facts
        self.places |= other.places
        self.pins |= other.pins
        self.sides |= other.sides
        self.kin |= other.kin


@lru_cache(maxsize=65536)
def _full_names(names: tuple[str, ...]) -> frozenset[PersonName]:
    return frozenset(name for name in map(person_name, names) if name.full)


@lru_cache(maxsize=65536)
def _one(value: str | None) -> frozenset[str]:
    return frozenset({value}) if value else frozenset()


class Clusters:
    """Disjoint sets of profiles. Profiles are named by their index."""

    def __init__(
        self, profiles: list[Profile], pins: dict[int, str], sides: dict[int, set[tuple[int, int]]]
    ) -> None:
        self.profiles = profiles
        self.merges: list[Merge] = []
        self.doubts: list[Doubt] = []
        self._sets = DisjointSets(len(profiles))
        self._features: dict[int, tuple[int, Features]] = {}
        self._by_article: dict[str, list[int]] = {}
        for n, profile in enumerate(profiles):
            self._by_article.setdefault(profile.member[0], []).append(n)
        self._index = {profile.member: n for n, profile in enumerate(profiles)}
        self._state = [self._first(n, pins.get(n), sides.get(n, set())) for n in range(len(profiles))]

    def _first(self, index: int, pin: str | None, sides: set[tuple[int, int]]) -> _State:
        profile = self.profiles[index]
        return _State(
            [index],
            names=_full_names(profile.names) if profile.type == EntityType.PERSON else frozenset(),
            genders=_one(profile.gender),
            facts=frozenset(profile.facts),
            places=_one(profile.place),
            pins=_one(pin),
            sides=frozenset(sides),
            kin=frozenset(self._index[member] for member in profile.kin if member in self._index),
        )

    def features(self, index: int) -> Features:
        """The evidence of the cluster; made anew only when the cluster has doubled."""
        root = self.root(index)
        size = len(self._state[root].profiles)
        known = self._features.get(root)
        if known is None or known[0] * 2 <= size:
            known = size, features(self.members(root))
            self._features[root] = known
        return known[1]

    def neighbours(self, index: int) -> set[int]:
        """The clusters of all that the profile's article names."""
        return {self.root(n) for n in self._by_article[self.profiles[index].member[0]]}

    def root(self, index: int) -> int:
        """The profile that stands for the cluster."""
        return self._sets.root(index)

    def members(self, index: int) -> list[Profile]:
        """The profiles of the cluster."""
        return [self.profiles[n] for n in self._state[self.root(index)].profiles]

    def indices(self, index: int) -> list[int]:
        """The indices of the cluster's profiles."""
        return self._state[self.root(index)].profiles

    def first(self, index: int) -> Member:
        """The first member of the cluster."""
        return min(profile.member for profile in self.members(index))

    def roots(self) -> list[int]:
        """One index for each cluster, in order of the first profile."""
        return [n for n in range(len(self.profiles)) if self.root(n) == n]

    def names(self, index: int) -> frozenset[PersonName]:
        """The full names of the person."""
        return self._state[self.root(index)].names

    def clash(self, a: int, b: int) -> str | None:
        """Why the clusters of two profiles cannot be one, if they cannot."""
        left, right = self._state[self.root(a)], self._state[self.root(b)]
        if left is right:
            return None
        if left.pins and right.pins and left.pins != right.pins:
            return "two entries of the name list"
        if any((number, 1 - side) in right.sides for number, side in left.sides):
            return "split by decision"
        if self._related(left, b) or self._related(right, a):
            return "relatives"
        if left.places and right.places and not left.places & right.places:
            return "two places of the lexicon"
        return _gender_clash(left, right) or _fact_clash(left, right) or _name_clash(left.names, right.names)

    def _related(self, state: _State, other: int) -> bool:
        """Whether an article says that they are relatives, be their names ever so alike."""
        return any(self.root(n) == self.root(other) for n in state.kin)

    def join(
        self, a: int, b: int, score: float = 1.0, reasons: Iterable[str] = (), *, force: bool = False
    ) -> bool:
        """Makes two clusters one, unless they clash; with reasons, the merge is remembered."""
        left, right = self.root(a), self.root(b)
        if left == right:
            return True
        if not force and self.clash(left, right):
            return False
        if reasons:
            self.explain(a, b, score, reasons)
        self._absorb(left, right)
        return True

    def explain(self, a: int, b: int, score: float, reasons: Iterable[str]) -> None:
        """Remembers why two profiles are one."""
        pair = sorted((self.profiles[a].member, self.profiles[b].member))
        self.merges.append(Merge(pair[0], pair[1], round(score, 3), tuple(reasons)))

    def doubt(self, a: int, b: int, score: float, reasons: Iterable[str]) -> None:
        """Remembers a pair for a person to look at."""
        pair = sorted((self.profiles[a].member, self.profiles[b].member))
        self.doubts.append(Doubt(pair[0], pair[1], round(score, 3), tuple(reasons)))

    def _absorb(self, left: int, right: int) -> None:
        big, small = (left, right) if self._rank(left) >= self._rank(right) else (right, left)
        into, out = self._state[big], self._state[small]
        into.absorb(out)
        self._sets.attach(big, small)
        self._state[small] = into

    def _rank(self, root: int) -> tuple[int, int]:
        return (len(self._state[root].profiles), -root)


def _gender_clash(left: _State, right: _State) -> str | None:
    if len(left.genders) == 1 == len(right.genders) and left.genders != right.genders:
        return "a man and a woman"
    return None


def _fact_clash(left: _State, right: _State) -> str | None:
    for predicate in sorted({p for p, _ in left.facts} & {p for p, _ in right.facts}):
        dates = [[v for p, v in state.facts if p == predicate] for state in (left, right)]
        if not any(_agree(a, b) for a in dates[0] for b in dates[1]):
            return f"{predicate}: {min(dates[0])} and {min(dates[1])}"
    return None


def _agree(a: str, b: str) -> bool:
    """Whether two EDTF dates can be one: "1964" and "1964-05-01", "196X" and "1964"."""
    return all(x == y or "X" in (x, y) for x, y in zip(a, b, strict=False))


def _name_clash(left: frozenset[PersonName], right: frozenset[PersonName]) -> str | None:
    if left == right:
        return None
    found = (conflict(a, b) for a in left - right for b in right - left)
    return next((why for why in found if why), None)
