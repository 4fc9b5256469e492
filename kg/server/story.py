"""What a collection is about: who is in the news, which groups hang together, what to look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest, nsmallest

from kg.graph.groups import OPENED, Groups
from kg.layout.bubbles import Circle, sized
from kg.records import EntityType, Status
from kg.server import describing, serializers
from kg.server.counts import days, month, published
from kg.server.serializers import Data
from kg.server.snapshot import Snapshot
from kg.server.snapshot_rows import Link

RANKED = 24  # entities of a type
FIRST = 6  # facts of each kind to look at first
EXAMPLES = 3
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
        return {
            "articles": len(self._articles),
            "months": self._months(),
            "ranking": {kind: self._ranking(kind) for kind in EntityType},
            "communities": self._bubbles(),
            "small": self._small(self._groups.small),
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

    @cached_property
    def _groups(self) -> Groups[Link]:
        placed = self._shot.overview.positions
        communities = zip(placed.keys, placed.communities, strict=True)
        return Groups(communities, self._links, self._of, self._shot.places)

    def _bubbles(self) -> Data:
        """Circles with what they hold, and the facts that go from one to another."""
        groups = self._groups
        counts = [len(groups.named_in(members)) for members in groups.drawn]
        circles = sized(counts, {pair: float(len(links)) for pair, links in groups.crossing.items()})
        return {
            "bubbles": [
                self._bubble(members, counts[i], circles[i]) for i, members in enumerate(groups.drawn)
            ],
            "edges": [self._edge(pair, links) for pair, links in groups.strongest],
        }

    def _bubble(self, members: list[str], articles: int, circle: Circle) -> Data:
        entities = self._shot.entities
        kinds = Counter(entities[key].type for key in members)
        return {
            "names": [serializers.ref(entities[key]) for key in members[:3]],
            "size": len(members),
            "articles": articles,
            "kinds": {str(kind): kinds[kind] for kind in EntityType if kind in kinds},
            "circle": circle,
            "opens": self._groups.opened(members),
        }

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
