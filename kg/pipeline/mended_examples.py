"""What a person has mended and judged, as examples to learn from: texts with spans, beside what was read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.pipeline.build import options
from kg.pipeline.extract import interchange
from kg.pipeline.judgement_changes import article_of
from kg.pipeline.mended import origin
from kg.records import Reading
from kg.store import resolved
from kg.store.database import Store

PARTS = ("mentions", "entities", "claims")
Example = dict[str, Any]


def examples(graph: str | Path) -> Iterator[Example]:
    """The articles whose reading was mended or judged, by id, each in the interchange format.

    ``read`` holds mentions, entities and claims as they were read, ``confirmed`` and ``rejected`` the places
    in ``claims`` of those that were so judged. Offsets count code points.
    """
    from kg.entities.judgements import load

    with Store(Path(graph)) as store:
        decided = load(options(store).decisions)
        judged = {article_of(store, claim) for claim in decided.confirmed | decided.rejected}
        for row in resolved.admitted(store):
            now = resolved.reading(store, row.id)
            if now is None or (row.id not in judged and origin(store, row.id, row.reading) == row.reading):
                continue
            read = store.reading(origin(store, row.id, row.reading)) or now
            yield _example(store, row.row, now, read, decided.confirmed, decided.rejected)


def _example(
    store: Store, row: int, now: Reading, read: Reading, confirmed: frozenset[str], rejected: frozenset[str]
) -> Example:
    article = store.article(row)
    before = interchange(article, read, doubtful=True)
    return {
        **interchange(article, now, doubtful=True),
        "confirmed": [place for place, claim in enumerate(now.claims) if claim.id in confirmed],
        "rejected": [place for place, claim in enumerate(now.claims) if claim.id in rejected],
        "read": {part: before[part] for part in PARTS},
    }
