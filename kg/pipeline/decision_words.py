"""What a decision did, in one line."""

from __future__ import annotations

from collections.abc import Mapping

from kg.pipeline.judgement_changes import article_of
from kg.store import resolved
from kg.store.database import Store

Numbers = Mapping[str, int]
ONE = {"entities": "entity", "facts": "fact"}


def numbers(store: Store) -> Numbers:
    """How many entities and asserted facts there are."""
    return {"entities": resolved.counts(store)["entities"], "facts": resolved.asserted(store)}


def difference(before: Numbers, after: Numbers) -> str:
    """What has become more or fewer: "1 entity fewer, 2 facts more"."""
    parts = [_part(name, after[name] - count) for name, count in before.items()]
    return ", ".join(filter(None, parts)) or "no entity and no fact more or fewer"


def _part(name: str, more: int) -> str:
    if not more:
        return ""
    count = abs(more)
    return f"{count} {ONE[name] if count == 1 else name} {'more' if more > 0 else 'fewer'}"


def claimed(store: Store, id: str) -> str:
    """What a claim says, in names; the id where it is not there."""
    article = article_of(store, id)
    reading = resolved.reading(store, article) if article else None
    if reading is None:
        return id
    names = {local.id: local.name for local in reading.entities}
    claim = next(one for one in reading.claims if one.id == id)
    other = names.get(claim.object or "", claim.value or "")
    return f"{names.get(claim.subject, claim.subject)} {claim.predicate} {other}"
