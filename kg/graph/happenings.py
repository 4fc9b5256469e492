"""One event of several articles: claims that say the same of the same, on days that agree.

A claim without a day is of the days up to that of its article, or of any day where that has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kg.graph import edtf
from kg.graph.edtf import Bounds
from kg.graph.facts import id_of, leaders
from kg.ontology import Ontology, Relation, Trait
from kg.records import Claim, Collection, Fact, Status

SILENT = timedelta(days=7)  # before an article, what it tells without a day
UNSAID = frozenset({Status.NEGATED, Status.DOUBTFUL})  # told as no event, or too unsure
Sourced = tuple[str, Claim]  # article id and claim


@dataclass(frozen=True, slots=True)
class Happening:
    """An event: its fact, the claims of it whose days agree, and the days between which it was."""

    id: str
    fact: Fact
    relation: Relation
    claims: tuple[Sourced, ...]
    days: Bounds
    support: int  # independent articles

    @property
    def day(self) -> str | None:
        """When it was as the articles have it, the most exact first."""
        told = [day for _, claim in self.claims for day in (claim.on or claim.since,) if day is not None]
        return max(told, key=len, default=None)

    @property
    def ends(self) -> tuple[str, str | None]:
        """The keys of who acted and of who was acted on."""
        reversed_ = self.relation.has(Trait.OBJECT_ACTS) and self.fact.object is not None
        return (
            (self.fact.object or "", self.fact.subject)
            if reversed_
            else (self.fact.subject, self.fact.object)
        )


def happenings(collection: Collection, ontology: Ontology) -> Iterator[Happening]:
    """All events whose relation has a class, in the order of the facts, then by day."""
    published = {article.id: article.published for article in collection.articles}
    leader = leaders(collection.duplicates)
    for fact in collection.facts:
        relation = ontology.relations.get(fact.predicate)
        if relation is None or relation.plover is None or fact.status in UNSAID:
            continue
        for group, days in _by_day(fact.claims, published):
            articles = {leader.get(article, article) for article, _ in group}
            yield Happening(
                id_of(fact.id, *days_told(days)), fact, relation, tuple(group), days, len(articles)
            )


def days_told(days: Bounds) -> tuple[str, str]:
    """The first and the last day, empty where it is open."""
    return days[0] or "", days[1] or ""


def _by_day(
    claims: Iterable[Sourced], published: Mapping[str, str | None]
) -> Iterator[tuple[list[Sourced], Bounds]]:
    """Groups of claims whose days have one in common; what is open joins the first."""
    dated = [(days_of(claim, published.get(article)), (article, claim)) for article, claim in claims]
    group: list[Sourced] = []
    common: Bounds = (None, None)
    for days, one in sorted(dated, key=lambda pair: (*days_told(pair[0]), pair[1][0], pair[1][1].id)):
        if group and not _meet(common, days):
            yield group, common
            group, common = [], (None, None)
        common = _both(common, days)
        group.append(one)
    if group:
        yield group, common


def days_of(claim: Claim, published: str | None) -> Bounds:
    """The days between which a claim puts an event."""
    if claim.on or claim.since or claim.until:
        return edtf.outer(claim.since, claim.until, claim.on)
    told = edtf.bounds(published) if published else None
    if told is None or told[0] is None or told[0] < "1000":
        return None, None
    return str(date.fromisoformat(told[0]) - SILENT), told[1]


def _meet(a: Bounds, b: Bounds) -> bool:
    return not (a[1] and b[0] and a[1] < b[0]) and not (b[1] and a[0] and b[1] < a[0])


def _both(a: Bounds, b: Bounds) -> Bounds:
    first = max(filter(None, (a[0], b[0])), default=None)
    last = min(filter(None, (a[1], b[1])), default=None)
    return first, last
