"""Which entry of the analyst's list of names a profile is."""

from __future__ import annotations

from collections import defaultdict

from kg.entities.known_list import TYPES, Entry, NameList
from kg.entities.name_comparison import strictly_alike
from kg.entities.person_names import person_name
from kg.entities.phonetics import skeleton
from kg.entities.profiles import Profile
from kg.lexicon import fold
from kg.records import EntityType


class Listing:
    """A list of names, to look profiles up in."""

    def __init__(self, listed: NameList) -> None:
        self._by_name = listed.by_name()
        self._people: dict[str, list[Entry]] = defaultdict(list)
        self._known: dict[tuple[str, tuple[str, ...]], Entry | None] = {}
        for entry in listed.entries:
            if entry.type == EntityType.PERSON:
                self._people[skeleton(person_name(entry.name).family)].append(entry)

    def entry(self, profile: Profile) -> Entry | None:
        """The entry that a profile is, where its names point at one only."""
        if not self._by_name:
            return None
        key = (profile.type, profile.names)
        if key not in self._known:
            self._known[key] = self._find(profile)
        return self._known[key]

    def _find(self, profile: Profile) -> Entry | None:
        named = (self._by_name.get((profile.type, fold(name))) for name in profile.names)
        found = {entry.id: entry for entry in named if entry} or self._alike(profile) or self._typed(profile)
        return next(iter(found.values())) if len(found) == 1 else None

    def _alike(self, profile: Profile) -> dict[str, Entry]:
        """Entries whose full name is the person's, romanised otherwise."""
        name = person_name(profile.names[0])
        if profile.type != EntityType.PERSON or not name.full:
            return {}
        near = self._people.get(skeleton(name.family), ())
        return {entry.id: entry for entry in near if _same_words(name.words, person_name(entry.name).words)}

    def _typed(self, profile: Profile) -> dict[str, Entry]:
        """Entries of another type that have the name."""
        name = fold(profile.names[0])
        others = (self._by_name.get((kind, name)) for kind in TYPES)
        return {f"{entry.type} {entry.id}": entry for entry in others if entry}


def _same_words(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    pairs = list(zip(a, b, strict=False))
    last = len(pairs) - 1
    return len(a) == len(b) and all(strictly_alike(x, y, given=n < last) for n, (x, y) in enumerate(pairs))
