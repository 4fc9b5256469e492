"""What the decisions of a person point at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from kg.entities.judgements import MENDING, Decision, Decisions
from kg.entities.keys import key_digest, name_key
from kg.entities.profiles import Member, Profile

_SUFFIX = re.compile(r"^(?P<base>.+)-(?P<hash>[0-9a-f]{8})$")


class Targets:
    """Profiles by the names and members that a decision can point at."""

    def __init__(self, found: list[Profile]) -> None:
        self._profiles = found
        self._by_name: dict[str, list[int]] | None = None
        self._by_member: dict[str, int] | None = None

    def profiles_of(self, target: str) -> list[int]:
        """The profiles that bear the name of a key, or the member."""
        member = self._members().get(target) if "#" in target else None
        if member is not None:
            return [member]
        return self._named().get(target) or self._namesake(target)

    def _members(self) -> dict[str, int]:
        if self._by_member is None:
            self._by_member = {spelt(profile.member): n for n, profile in enumerate(self._profiles)}
        return self._by_member

    def _named(self) -> dict[str, list[int]]:
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for n, profile in enumerate(self._profiles):
                for key in sorted({name_key(profile.type, name) for name in profile.names}):
                    self._by_name[key].append(n)
        return self._by_name

    def _namesake(self, target: str) -> list[int]:
        match = _SUFFIX.match(target)
        named = self._named().get(match["base"], []) if match else []
        return [
            n for n in named if match and key_digest(chr(31).join(self._profiles[n].member)) == match["hash"]
        ]

    def sides(self, decisions: Decisions) -> dict[int, set[tuple[int, int]]]:
        """For each profile the splits that it stands in, by number, and on which side."""
        result: dict[int, set[tuple[int, int]]] = defaultdict(set)
        merged = {frozenset(d.words): d.line for d in decisions.of("merge")}
        for number, decision in enumerate(decisions.of("split")):
            if merged.get(frozenset(decision.words), -1) > decision.line:
                continue
            for side, found in enumerate(self._two_sides(*decision.words)):
                for n in found:
                    result[n].add((number, side))
        return result

    def _two_sides(self, left: str, right: str) -> tuple[list[int], list[int]]:
        a, b = self.profiles_of(left), self.profiles_of(right)
        both = set(a) & set(b)
        if not both:
            return a, b
        if len(a) == 1 or len(b) == 1:  # a namesake and the one without a suffix
            only, many = (a, b) if len(a) == 1 else (b, a)
            first = [n for n in many if n not in only][:1]
            return (only, first) if only is a else (first, only)
        main = [
            [n for n in side if name_key(self._profiles[n].type, self._profiles[n].names[0]) == key]
            for side, key in ((a, left), (b, right))
        ]
        return main[0], main[1]

    def there(self, owners: dict[str, int], decisions: Decisions) -> Iterator[str]:
        """Of the words of all decisions those that name something here."""
        for decision in decisions.all:
            for word in pointers(decision):
                if word in owners or self.profiles_of(word):
                    yield word


def spelt(member: Member) -> str:
    """A member as decisions write it."""
    return f"{member[0]}#{member[1]}"


def unmatched(decisions: Decisions, there: Collection[str], claims: Collection[str]) -> tuple[str, ...]:
    """A message for each decision that names an entity or claim that is not there."""
    found = []
    introduced = {one.key for one in decisions.introduced}
    for decision in decisions.all:
        known = claims if decision.kind in ("confirm", "reject") else there
        known = {*known, *introduced} if introduced and decision.kind == "assert" else known
        missing = [word for word in pointers(decision) if word not in known]
        if missing:
            found.append(f"line {decision.line}: {decision}: there is no {' and no '.join(missing)}")
    return tuple(found)


def pointers(decision: Decision) -> tuple[str, ...]:
    """The words of a decision that name entities or claims."""
    if decision.kind in MENDING or decision.kind == "entity":
        return ()
    if decision.kind in ("rename", "note", "link", "unlink"):
        return decision.words[:1]
    if decision.kind == "assert":
        looks_like_key = re.match(r"^(person|organization|place|group|event)/|.+#e\d+$", decision.words[2])
        return (decision.words[0], *((decision.words[2],) if looks_like_key else ()))
    return decision.words
