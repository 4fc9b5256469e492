"""How many facts there are of each kind, publisher and month; orders that meta and network share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.graph.edtf import bounds
from kg.records import Entity, EntityType, Heading, Status
from kg.server.snapshot_rows import Link

Counts = Mapping[str, int]  # in the order in which they are shown
Days = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Tallies:
    """Counts by name; publishers and months are "" where unknown."""

    types: Counts  # of entities; all others count facts
    statuses: Counts
    relations: Counts  # most frequent first
    sources: Counts  # most frequent first
    months: Counts  # in order of time, the undated first


def tally(entities: Iterable[Entity], links: Iterable[Link], articles: Mapping[str, Heading]) -> Tallies:
    """Counts everything."""
    relations, statuses, sources, months = (Counter[str]() for _ in range(4))
    for link in links:
        relations[link.predicate] += 1
        statuses[link.status] += 1
        sources.update({articles[id].source or "" for id in link.articles})
        months.update({month(articles[id].published) for id in link.articles})
    return Tallies(
        types=_listed(Counter(entity.type for entity in entities), EntityType),
        statuses=_listed(statuses, Status),
        relations=_ranked(relations),
        sources=_ranked(sources),
        months=dict(sorted(months.items())),
    )


def month(published: str | None) -> str:
    """The month of a date, "2022-03"; "" where the date is unknown or less exact."""
    first, last = days(published)
    return first[:7] if first and last and first[:7] == last[:7] else ""


@lru_cache(maxsize=4096)
def days(published: str | None) -> Days:
    """The first and the last day that a date may mean."""
    found = bounds(published) if published else None
    return found or (None, None)


def published(link: Link, articles: Mapping[str, Heading]) -> Days:
    """The first and the last day on which an article said a fact, as far as known."""
    found = [days(articles[id].published) for id in link.articles]
    firsts, lasts = ([day for day in side if day] for side in zip(*found, strict=True))
    return min(firsts, default=None), max(lasts, default=None)


def _listed(counts: Counts, order: Iterable[str]) -> Counts:
    known = [str(name) for name in order if name in counts]
    names = [*known, *sorted(set(counts) - set(known))]
    return {name: counts[name] for name in names}


def _ranked(counts: Counts) -> Counts:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
