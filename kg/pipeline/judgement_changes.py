"""Which decisions of a person have come or gone since the collection was last resolved."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from kg.records import Fact
from kg.store import resolved
from kg.store.codec import decode
from kg.store.database import Store

if TYPE_CHECKING:
    from kg.entities import Decision, Decisions

KEY = "decided"
MOST = 100  # where more have changed, everything is resolved anew
ANEW = ("entity", "assert", "link", "unlink")  # kinds that reach beyond what they name
JUDGMENTS = ("confirm", "reject")


@dataclass(frozen=True, slots=True)
class Turn:
    """What decisions that came or went are about."""

    words: frozenset[str]  # that name entities
    claims: frozenset[str]
    lines: Mapping[int, int]  # of decisions that stay: where they stood, and where they stand
    only_notes: bool = False


def remember(store: Store, decisions: Decisions) -> None:
    """Keep the decisions that the collection is resolved with. Call inside a transaction."""
    store.put(KEY, json.dumps([[d.kind, d.words, d.line] for d in decisions.all]))


def turn(store: Store, decisions: Decisions) -> Turn | None:
    """What has changed; None where all has to be resolved anew."""
    from kg.entities import Decision, pointers

    kept = store.get(KEY)
    old = [Decision(kind, tuple(words), line) for kind, words, line in json.loads(kept or "[]")]
    new = decisions.all
    if not kept or any(decision.kind in ANEW for decision in (*old, *new)):
        return None
    first = _same(old, new)
    last = _same(old[first:][::-1], new[first:][::-1])
    changed = (*old[first : len(old) - last], *new[first : len(new) - last])
    stay = [*zip(old[:first], new, strict=False), *zip(old[::-1][:last], new[::-1], strict=False)]
    if len(changed) > MOST:
        return None
    return Turn(
        words=frozenset(w for d in changed if d.kind not in JUDGMENTS for w in pointers(d)),
        claims=frozenset(d.words[0] for d in changed if d.kind in JUDGMENTS),
        lines={before.line: now.line for before, now in stay},
        only_notes=all(decision.kind == "note" for decision in changed),
    )


def _same(old: Sequence[Decision], new: Sequence[Decision]) -> int:
    """How many decisions both begin with."""
    pairs = zip(old, new, strict=False)
    return sum(1 for _ in takewhile(lambda pair: _said(pair[0]) == _said(pair[1]), pairs))


def _said(decision: Decision) -> tuple[str, tuple[str, ...]]:
    return decision.kind, decision.words


def article_of(store: Store, claim: str) -> str | None:
    """The article that makes a claim; where it was last, and those of facts that may hold it, come first."""
    known = store.claims.get(claim)
    if known is None or not _makes(store, known, claim):
        known = _found(store, claim)
    if known is not None:
        store.claims[claim] = known
    return known


def _found(store: Store, claim: str) -> str | None:
    sign = f'"id":{json.dumps(claim, ensure_ascii=False)}'
    rows = store.execute("SELECT record FROM facts WHERE instr(record, ?) ORDER BY id", [sign]).fetchall()
    likely = [article for (record,) in rows for article, _ in decode(Fact, record).claims]
    every = (row.id for row in resolved.admitted(store))
    return next((article for article in chain(likely, every) if _makes(store, article, claim)), None)


def _makes(store: Store, article: str, claim: str) -> bool:
    reading = resolved.reading(store, article)
    return reading is not None and any(one.id == claim for one in reading.claims)
