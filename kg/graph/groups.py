"""What a collection is about at a glance: the groups that hang together, and what opens of each.

The page to mail and the explorer's first screen both begin with these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar

BUBBLES, FEW = 18, 12  # groups that are drawn; so many at least, if there are pairs enough
LARGE = 3  # members of a group worth a bubble of its own
OPENED, NAMED = 30, 60  # entities that a bubble opens, and facts between them, so that all can be named
PACE, SPARE = 2, 10  # lines that each further entity may bring, and some at first
BESIDE = 3  # facts between the same two that have a line of their own
LINES = 2  # for each bubble, the strongest ones

Around = Mapping[str, Mapping[str, int]]
Pair = tuple[int, int]  # numbers of two groups, the smaller one first


class Link(Protocol):
    """A fact, as far as groups are asked for."""

    @property
    def subject(self) -> str:
        """The key of whom it is about."""

    @property
    def object(self) -> str | None:
        """The key of the other end, if that is an entity."""


L = TypeVar("L", bound=Link)


@dataclass(frozen=True)
class Groups(Generic[L]):
    """The communities of a collection that its facts join.

    ``articles`` holds those that name each entity; ``order`` ranks entities that as many articles name.
    """

    communities: Iterable[tuple[str, int]]  # each entity with the number of its community
    links: Sequence[L]
    articles: Mapping[str, frozenset[str]]
    order: Mapping[str, int]

    @cached_property
    def members(self) -> Mapping[int, list[str]]:
        """By community, the largest first, who is joined to another, the best known first."""
        joined = {key for link in self.links if link.object for key in (link.subject, link.object)}
        found: dict[int, list[str]] = defaultdict(list)
        for key, community in self.communities:
            if key in joined:
                found[community].append(key)
        for members in found.values():
            members.sort(key=lambda key: (-len(self.articles[key]), self.order[key]))
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))

    @cached_property
    def drawn(self) -> list[list[str]]:
        """The groups that have a bubble, the largest first."""
        large = [members for members in self.members.values() if len(members) >= LARGE][:BUBBLES]
        return large if len(large) >= FEW else list(self.members.values())[:FEW]

    @cached_property
    def small(self) -> list[list[str]]:
        """The groups that are too small for one."""
        return list(self.members.values())[len(self.drawn) :]

    def named_in(self, members: Iterable[str]) -> frozenset[str]:
        """The articles that name a member."""
        return frozenset[str]().union(*(self.articles[key] for key in members))

    @cached_property
    def crossing(self) -> Mapping[Pair, list[L]]:
        """The facts that go from one bubble to another."""
        owner = {key: number for number, members in enumerate(self.drawn) for key in members}
        found: dict[Pair, list[L]] = defaultdict(list)
        for link in self.links:
            a, b = owner.get(link.subject), owner.get(link.object or "")
            if a is not None and b is not None and a != b:
                found[min(a, b), max(a, b)].append(link)
        return found

    @property
    def strongest(self) -> list[tuple[Pair, list[L]]]:
        """The pairs of groups that most facts join: more lines than that cannot be told apart."""
        groups = {number for pair in self.crossing for number in pair}
        ranked = sorted(self.crossing.items(), key=lambda item: (-len(item[1]), item[0]))
        return sorted(ranked[: LINES * len(groups)], key=lambda item: item[0])

    def opened(self, members: Sequence[str]) -> list[str]:
        """The best known members that hang together, as many as can be drawn with every fact named."""
        return hanging_together(members, self._around)

    @cached_property
    def _around(self) -> Around:
        """By entity, those that facts join to it, with the lines that these have."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for link in self.links:
            if link.object and link.subject != link.object:
                found[link.subject][link.object] += 1
                found[link.object][link.subject] += 1
        return found


def hanging_together(members: Sequence[str], around: Around) -> list[str]:
    """The first of ``members`` with those around them, joined by so few that every line can have its name.

    What hangs together comes first; then the next part, if there is room.
    """
    own = set(members)
    inner = {key: {o: min(n, BESIDE) for o, n in around.get(key, {}).items() if o in own} for key in members}
    chosen: dict[str, None] = {}
    border: Counter[str] = Counter()  # who is joined to the chosen, by how many facts
    rank = {key: number for number, key in enumerate(members)}
    begins = iter([key for key in members if inner[key]])
    lines = 0
    while len(chosen) < OPENED:
        most = min(NAMED, PACE * (len(chosen) + 1) + SPARE)  # a few who are all joined do not take all
        fitting = [key for key, known in border.items() if lines + known <= most]
        if border and not fitting:
            break
        best = min(fitting, key=rank.__getitem__) if fitting else _next(begins, chosen)
        if best is None:
            break
        lines += border.pop(best, 0)
        chosen[best] = None
        border.update({other: count for other, count in inner[best].items() if other not in chosen})
    return list(chosen) or list(members[:1])


def _next(keys: Iterator[str], chosen: Container[str]) -> str | None:
    return next((key for key in keys if key not in chosen), None)
