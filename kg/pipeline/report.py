"""What a build tells of itself and of the graph that it made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.pipeline.assertions import ID as ASSERTIONS
from kg.pipeline.mended import unmended
from kg.pipeline.sync import Scan
from kg.records import Status
from kg.store import resolved
from kg.store.database import Store

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a run did and what the graph now holds."""

    folder: Path
    articles: int
    read: int  # articles read now
    dropped: int  # files that are gone
    removed: tuple[str, ...]  # articles that were taken out by hand
    entities: tuple[tuple[str, int], ...]  # by type
    facts: tuple[tuple[str, int], ...]  # asserted, by relation, most frequent first
    claims: tuple[tuple[str, int], ...]  # facts of other statuses
    duplicates: tuple[tuple[str, ...], ...]
    skipped: Pairs  # (file, why): no articles
    problems: Pairs  # (file or article, why): articles that could not be read
    failed: Pairs  # those of the problems that this run met; the others are known from earlier ones
    changed: bool
    written: tuple[str, ...]  # derived files
    unmatched: tuple[str, ...]  # decisions that name nothing that is there
    best: str | None = None  # key of the entity with most facts
    base: str | None = None  # of the IRIs, where this run has changed it


def report(
    store: Store,
    scan: Scan,
    problems: Pairs,
    failed: Pairs,
    read: int,
    changed: bool,
    written: Sequence[str],
) -> BuildReport:
    """The report of a run: what the store holds after it, and what the run met."""
    facts, claims = Counter[str](), Counter[str]()
    for status, predicate, count in resolved.tally(store):
        if status == Status.ASSERTED:
            facts[predicate] += count
        else:
            claims[status] += count
    return BuildReport(
        folder=store.folder,
        articles=resolved.counts(store)["articles"] - (resolved.find_admitted(store, ASSERTIONS) is not None),
        read=read,
        dropped=scan.dropped,
        removed=tuple(sorted(name for name, _ in store.removed())),
        entities=_ranked(resolved.types(store)),
        facts=_ranked(facts),
        claims=_ranked(claims),
        duplicates=resolved.duplicates(store),
        skipped=scan.skipped,
        problems=problems,
        failed=failed,
        changed=changed,
        written=tuple(written),
        unmatched=(*resolved.doubts(store, "unmatched"), *unmended(store)),
        best=resolved.busiest(store),
    )


def _ranked(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The most frequent first."""
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
