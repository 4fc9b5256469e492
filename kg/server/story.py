"""What a collection is about: who is in the news, which groups hang together, what to look at first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest, nsmallest
from math import sqrt

from kg.layout.bubbles import arranged
from kg.records import EntityType, Status
from kg.server import describing, serializers
from kg.server.counts import days, month, published
from kg.server.serializers import Data
from kg.server.snapshot import Snapshot
from kg.server.snapshot_rows import Link

RANKED = 24  # entities of a type
BUBBLES, FEW = 18, 12  # groups that are drawn; so many at least, if there are pairs enough
LARGE = 3  # members of a group worth a bubble of its own
OPENED, NAMED = 30, 60  # entities that a bubble opens, and facts between them, so that all can be named
FIRST = 6  # facts of each kind to look at first
EXAMPLES = 3
LINES = 2  # for each bubble, the strongest ones
RADII = 52.0, 86.0
ASPECT = 1.5
SHOWN_SMALL = 60


@dataclass(frozen=True, slots=True)
class Span:
    """The months that articles are of; None where that end is open."""

    first: str | None = None
    last: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether everything is in it, the undated too."""
        return self.first is None and self.last is None

    def holds(self, date: str | None) -> bool:
        """Whether an article of a date is in it."""
        if self.is_open:
            return True
        first, last = days(date)
        if first is None or last is None:
            return False
        return (self.first is None or last[:7] >= self.first) and (
            self.last is None or first[:7] <= self.last
        )


def story(shot: Snapshot, span: Span) -> Data:
    """The first screen of a snapshot, made once for each span that is asked for."""
    made: Data = shot.kept(("story", span), lambda: Story(shot, span).data())
    return made


class Story:
    """The first screen of one snapshot, over the articles of a span."""

    def __init__(self, shot: Snapshot, span: Span) -> None:
        self._shot = shot
        self._articles = frozenset(id for id, one in shot.articles.items() if span.holds(one.published))
        self._of = {
            key: frozenset(article for article, _ in entity.members) & self._articles
            for key, entity in shot.entities.items()
        }
        self._links = [
            link
            for link in shot.links
            if link.status == Status.ASSERTED and not self._articles.isdisjoint(link.articles)
        ]

    def data(self) -> Data:
        """All of it, but what only the store knows."""
        groups = self._groups()
        drawn = self._drawn(groups)
        return {
            "articles": len(self._articles),
            "months": self._months(),
            "ranking": {kind: self._ranking(kind) for kind in EntityType},
            "communities": self._bubbles([groups[id] for id in drawn]),
            "small": self._small([groups[id] for id in groups if id not in drawn]),
            "first": self._first(),
        }

    def _months(self) -> list[Data]:
        counts = Counter(month(one.published) for one in self._shot.articles.values())
        return [{"month": name, "count": counts[name]} for name in sorted(counts)]

    def _ranking(self, kind: EntityType) -> list[Data]:
        """The entities of a type that most articles name."""
        entities = self._shot.entities
        found = [key for key, articles in self._of.items() if entities[key].type == kind and articles]
        found.sort(key=lambda key: (-len(self._of[key]), self._shot.places[key]))
        return [
            {
                **serializers.ref(entities[key]),
                "articles": len(self._of[key]),
                "line": describing.line(self._shot, entities[key]),
            }
            for key in found[:RANKED]
        ]

    def _groups(self) -> dict[int, list[str]]:
        """The members of each community that a fact of the span joins to another, the best known first."""
        joined = {key for link in self._links if link.object for key in (link.subject, link.object)}
        placed = self._shot.overview.positions
        found: dict[int, list[str]] = defaultdict(list)
        for key, community in zip(placed.keys, placed.communities, strict=True):
            if key in joined:
                found[community].append(key)
        for members in found.values():
            members.sort(key=lambda key: (-len(self._of[key]), self._shot.places[key]))
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))

    @staticmethod
    def _drawn(groups: dict[int, list[str]]) -> list[int]:
        large = [id for id, members in groups.items() if len(members) >= LARGE][:BUBBLES]
        return large if len(large) >= FEW else list(groups)[: min(FEW, len(groups))]

    def _bubbles(self, groups: list[list[str]]) -> Data:
        """Circles with what they hold, and the facts that go from one to another."""
        owner = {key: number for number, members in enumerate(groups) for key in members}
        crossing: dict[tuple[int, int], list[Link]] = defaultdict(list)
        for link in self._links:
            a, b = owner.get(link.subject), owner.get(link.object or "")
            if a is not None and b is not None and a != b:
                crossing[min(a, b), max(a, b)].append(link)
        named = [frozenset[str]().union(*(self._of[key] for key in members)) for members in groups]
        most = max(map(len, named), default=1) or 1
        radii = [RADII[0] + (RADII[1] - RADII[0]) * sqrt(len(articles) / most) for articles in named]
        at = arranged(radii, {pair: float(len(links)) for pair, links in crossing.items()}, ASPECT)
        return {
            "bubbles": [
                self._bubble(members, len(named[i]), (*at[i], round(radii[i], 1)))
                for i, members in enumerate(groups)
            ],
            "edges": [self._edge(pair, links) for pair, links in _strongest(crossing)],
        }

    def _bubble(self, members: list[str], articles: int, circle: tuple[float, float, float]) -> Data:
        entities = self._shot.entities
        kinds = Counter(entities[key].type for key in members)
        return {
            "names": [serializers.ref(entities[key]) for key in members[:3]],
            "size": len(members),
            "articles": articles,
            "kinds": {str(kind): kinds[kind] for kind in EntityType if kind in kinds},
            "circle": circle,
            "opens": self.opened(members),
        }

    def opened(self, members: list[str]) -> list[str]:
        """The best known members that hang together, as many as can be drawn with every fact named."""
        return hanging_together(members, self._around)

    @cached_property
    def _around(self) -> dict[str, set[str]]:
        """By entity, those that a fact of the span joins to it."""
        found: dict[str, set[str]] = defaultdict(set)
        for link in self._links:
            if link.object and link.subject != link.object:
                found[link.subject].add(link.object)
                found[link.object].add(link.subject)
        return found

    def _edge(self, pair: tuple[int, int], links: list[Link]) -> Data:
        ranked = sorted(links, key=lambda link: (-link.support, -link.confidence, link.id))
        return {
            "ends": pair,
            "count": len(links),
            "facts": [serializers.fact(self._shot, link) for link in ranked[:EXAMPLES]],
        }

    def _small(self, groups: list[list[str]]) -> Data:
        """What is too small for a bubble, counted, with the best known ones."""
        entities = self._shot.entities
        alone = [key for key, articles in self._of.items() if articles and not self._shot.of_entity.get(key)]
        listed = [
            {"names": [serializers.ref(entities[key]) for key in members[:3]], "size": len(members)}
            for members in groups[:SHOWN_SMALL]
        ]
        return {
            "groups": len(groups),
            "entities": sum(map(len, groups)),
            "listed": [{**one, "opens": groups[i][:OPENED]} for i, one in enumerate(listed)],
            "alone": len(alone),
        }

    def _first(self) -> Data:
        """Facts to look at first, by why."""
        between = [link for link in self._links if link.object]
        single = [link for link in between if link.support == 1]
        several = [link for link in between if link.support > 1]
        denied = self._denied()
        newest = nlargest(FIRST, between, key=self._newest)
        return {
            "newest": self._facts(newest, len(between)),
            "several": self._facts(nsmallest(FIRST, several, key=lambda f: (-f.support, f.id)), len(several)),
            "disagreements": self._facts(denied[:FIRST], len(denied)),
            "single": self._facts(nsmallest(FIRST, single, key=lambda f: (f.confidence, f.id)), len(single)),
        }

    def _newest(self, link: Link) -> tuple[str, int, str]:
        first = min((self._days[id] for id in link.articles), default="")
        return first, -self._shot.places[link.subject], link.id

    @cached_property
    def _days(self) -> dict[str, str]:
        """The first day that each article may be of."""
        return {id: days(one.published)[0] or "" for id, one in self._shot.articles.items()}

    def _denied(self) -> list[Link]:
        """Facts that one sentence states and another denies."""
        denied = {
            (link.subject, link.predicate, link.object or link.value)
            for link in self._shot.links
            if link.status == Status.NEGATED
        }
        return [f for f in self._links if (f.subject, f.predicate, f.object or f.value) in denied]

    def _facts(self, links: Iterable[Link], count: int) -> Data:
        shown = [
            {**serializers.fact(self._shot, link), "published": published(link, self._shot.articles)[0]}
            for link in links
        ]
        return {"count": count, "facts": shown}


def _strongest(crossing: Mapping[tuple[int, int], list[Link]]) -> list[tuple[tuple[int, int], list[Link]]]:
    """The pairs of groups that most facts join: more lines than that cannot be told apart."""
    groups = {number for pair in crossing for number in pair}
    ranked = sorted(crossing.items(), key=lambda item: (-len(item[1]), item[0]))
    return sorted(ranked[: LINES * len(groups)])


def hanging_together(members: Sequence[str], around: Mapping[str, set[str]]) -> list[str]:
    """The first of ``members`` that hang together, joined by so few that every line can have its name."""
    rank = {key: number for number, key in enumerate(members)}
    chosen: dict[str, None] = {}
    border: dict[str, int] = {}  # who is joined to how many of the chosen
    lines = 0
    while len(chosen) < OPENED:
        fitting = [key for key, joined in border.items() if lines + joined <= NAMED]
        best = min(fitting, key=rank.__getitem__, default=None) or next(
            (k for k in rank if k not in chosen), None
        )
        if best is None or (not fitting and chosen):
            break
        lines += border.pop(best, 0)
        chosen[best] = None
        for other in around[best]:
            if other in rank and other not in chosen:
                border[other] = border.get(other, 0) + 1
    return list(chosen)
