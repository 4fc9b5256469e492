"""Keeping what a collection comes to: as a whole, or what has changed. Call inside a transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from kg.records import Collection, Entity, Fact, Reading
from kg.store.codec import encode
from kg.store.database import Store
from kg.store.resolved import GENERATION, STAMP, WHOLE, Admitted, generation

ENTITY, ARTICLE = "entity", "article"  # kinds of what is touched
TABLES = (
    "touched",
    "admitted",
    "entities",
    "names",
    "facts",
    "fact_sources",
    "duplicates",
    "evidence",
    "doubts",
)


class Undecided(Protocol):
    """A pair that may be one entity."""

    @property
    def left(self) -> str:
        """The key of one."""

    @property
    def right(self) -> str:
        """The key of the other."""

    @property
    def score(self) -> float:
        """How likely they are one."""


def save(
    store: Store,
    stamp: str,
    admitted: Sequence[Admitted],
    collection: Collection,
    fold: Callable[[str], str],
) -> None:
    """Put ``collection`` in place of the last one; files that are gone are forgotten.

    Call inside a transaction.
    """
    for table in TABLES:
        store.execute(f"DELETE FROM {table}")
    texts = {article.id: article.text for article in collection.articles}
    readings = {reading.article: reading for reading in collection.readings}
    for row in admitted:
        put_article(store, row, texts[row.id], readings[row.id])
    put_entities(store, collection.entities, fold)
    put_facts(store, collection.facts)
    put_duplicates(store, collection.duplicates)
    store.put(WHOLE, str(generation(store) + 1))
    finish(store, stamp)


def touch(store: Store, kind: str, keys: Iterable[str]) -> None:
    """Note what will be other than before in the next generation; an entity, if its facts are too."""
    now = generation(store) + 1
    rows = ([kind, key, now] for key in sorted(set(keys)))
    store.executemany("INSERT OR REPLACE INTO touched VALUES (?, ?, ?)", rows)


def finish(store: Store, stamp: str) -> None:
    """Note that the collection is now that of ``stamp``; files that are gone are forgotten."""
    store.execute("DELETE FROM sources WHERE gone")
    store.put(STAMP, stamp)
    store.put(GENERATION, str(generation(store) + 1))


def put_article(store: Store, row: Admitted, text: str, reading: Reading) -> None:
    """Keep an article of the collection, and the sentences that its claims rest on."""
    spans = sorted({claim.evidence for claim in reading.claims})
    rows = [
        store.execute("INSERT INTO evidence VALUES (?, ?, ?, ?)", [text[a:b], row.id, a, b]).lastrowid
        for a, b in spans
    ]
    ends = (rows[0], rows[-1]) if rows else (None, None)
    store.execute("INSERT INTO admitted VALUES (?, ?, ?, ?, ?)", [row.id, row.row, row.reading, *ends])


def drop_article(store: Store, article: str) -> None:
    """Forget an article of the collection, and its sentences."""
    query = "SELECT first, last FROM admitted WHERE id = ?"
    for first, last in store.execute(query, [article]).fetchall():
        if first is not None:
            store.execute("DELETE FROM evidence WHERE rowid BETWEEN ? AND ?", [first, last])
    store.execute("DELETE FROM admitted WHERE id = ?", [article])


def put_entities(store: Store, entities: Iterable[Entity], fold: Callable[[str], str]) -> None:
    """Keep entities that are new."""
    for entity in entities:
        store.execute("INSERT INTO entities VALUES (?, ?)", [entity.key, encode(entity)])
        names = {fold(name) for name in (entity.name, *entity.aliases, entity.key, *entity.former_keys)}
        store.executemany("INSERT INTO names VALUES (?, ?)", ((name, entity.key) for name in sorted(names)))


def drop_entities(store: Store, keys: Iterable[str]) -> None:
    """Forget entities."""
    for key in keys:
        store.execute("DELETE FROM entities WHERE key = ?", [key])
        store.execute("DELETE FROM names WHERE key = ?", [key])


def put_facts(store: Store, facts: Iterable[Fact]) -> None:
    """Keep facts, those of one id in place of each other."""
    for fact in facts:
        row = [fact.id, fact.subject, fact.predicate, fact.object, fact.value, fact.status, encode(fact)]
        store.execute("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        sources = ((article, fact.id) for article in {article for article, _ in fact.claims})
        store.executemany("INSERT OR IGNORE INTO fact_sources VALUES (?, ?)", sources)


def drop_facts(store: Store, ids: Iterable[str], articles: Iterable[str]) -> None:
    """Forget facts, and which facts the articles have claims for."""
    store.executemany("DELETE FROM facts WHERE id = ?", ([id] for id in ids))
    store.executemany("DELETE FROM fact_sources WHERE article = ?", ([article] for article in articles))


def put_duplicates(store: Store, groups: Iterable[Sequence[str]]) -> None:
    """Keep the groups of near-duplicates in place of the last ones."""
    store.execute("DELETE FROM duplicates")
    rows = enumerate(json.dumps(group) for group in groups)
    store.executemany("INSERT INTO duplicates VALUES (?, ?)", rows)


def put_undecided(store: Store, pairs: Iterable[Undecided]) -> None:
    """Keep pairs that may be one entity."""
    rows = ((pair.left, pair.right, pair.score, encode(pair)) for pair in pairs)
    store.executemany(
        "INSERT INTO doubts (kind, one, other, score, record) VALUES ('undecided', ?, ?, ?, ?)", rows
    )


def drop_undecided(store: Store, keys: Iterable[str]) -> None:
    """Forget the pairs of entities."""
    for key in keys:
        store.execute("DELETE FROM doubts WHERE one = ?", [key])
        store.execute("DELETE FROM doubts WHERE other = ?", [key])


def put_unmatched(store: Store, messages: Iterable[str]) -> None:
    """Keep the decisions that name nothing that is there, in place of the last ones."""
    store.execute("DELETE FROM doubts WHERE kind = 'unmatched'")
    rows = ([json.dumps(message)] for message in messages)
    store.executemany("INSERT INTO doubts (kind, record) VALUES ('unmatched', ?)", rows)


def save_doubts(store: Store, undecided: Iterable[Undecided], unmatched: Iterable[str]) -> None:
    """Keep what a person should look at, in place of the last."""
    store.execute("DELETE FROM doubts")
    put_undecided(store, undecided)
    put_unmatched(store, unmatched)
