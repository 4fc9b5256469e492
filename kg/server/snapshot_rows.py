"""Articles and facts as the snapshot keeps them: without texts and claims, which the store has."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.page.text import opening
from kg.records import Heading, Status
from kg.store.database import Store

COLUMNS = ("title", "source", "author", "url", "published", "format")
READ = 6000  # characters of an article in which its first sentence is looked for
BEGINNING = (
    "SELECT substr(json_extract(record, '$.text'), 1, ?), json_extract(record, '$.skip')"
    " FROM admitted JOIN articles ON articles.id = article WHERE admitted.id = ?"
)
_HEADINGS = ", ".join(f"json_extract(record, '$.{name}')" for name in COLUMNS)


@dataclass(frozen=True, slots=True)
class Link:
    """A fact without its claims; times and role are those of its most certain claim that has any."""

    id: str
    subject: str
    predicate: str
    object: str | None
    value: str | None
    status: Status
    support: int
    confidence: float
    claims: int
    articles: tuple[str, ...]  # sorted
    role: str | None
    since: str | None
    until: str | None
    on: str | None
    where: tuple[tuple[str, str], ...] = ()  # articles with their own entities: places where it happened


def headings(store: Store) -> Iterator[Heading]:
    """The articles of the collection, sorted by id."""
    sql = f"SELECT admitted.id, {_HEADINGS} FROM admitted JOIN articles ON articles.id = article ORDER BY 1"
    for id, title, *others in store.execute(sql):
        yield Heading(id, title or _opening(store, id), *others)


def _opening(store: Store, id: str) -> str | None:
    """The first sentence of an article that has no title."""
    found = store.execute(BEGINNING, [READ, id]).fetchone()
    text, skips = (found[0] or "", json.loads(found[1] or "[]")) if found else ("", [])
    return opening(text, ((skip["start"], skip["end"]) for skip in skips)) or None


def links(store: Store) -> tuple[Link, ...]:
    """The facts, in the collection's order."""
    made = [_link(json.loads(record)) for (record,) in store.execute("SELECT record FROM facts")]
    made.sort(key=lambda f: (f.subject, f.predicate, f.object or "", f.value or "", f.status))
    return tuple(made)


def _link(fact: Mapping[str, Any]) -> Link:
    claims = [claim for _, claim in fact["claims"]]
    if len(claims) > 1:
        claims.sort(key=lambda claim: -claim.get("confidence", 0.5))
    timed: Mapping[str, Any] = next((c for c in claims if "since" in c or "until" in c or "on" in c), {})
    return Link(
        id=fact["id"],
        subject=fact["subject"],
        predicate=fact["predicate"],
        object=fact["object"],
        value=fact["value"],
        status=Status(fact["status"]),
        support=fact["support"],
        confidence=fact["confidence"],
        claims=len(claims),
        articles=tuple(sorted({article for article, _ in fact["claims"]})),
        role=next((claim["role"] for claim in claims if claim["role"]), None),
        since=timed.get("since"),
        until=timed.get("until"),
        on=timed.get("on"),
        where=tuple(sorted({(id, claim["where"]) for id, claim in fact["claims"] if claim.get("where")})),
    )
