"""The collection as it was last resolved, in the store: saved as a whole, read as a whole or by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.errors import StoreError
from kg.graph.codec import decode, encode
from kg.graph.store import Store
from kg.records import Article, Collection, Entity, Fact, Reading, Span

STAMP = "stamp"
GENERATION = "generation"
TABLES = ("admitted", "entities", "names", "facts", "duplicates", "evidence", "outputs")


@dataclass(frozen=True, slots=True)
class Admitted:
    """An article of the collection: its id there, the row that holds it and the key of its reading."""

    id: str
    row: int
    reading: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of an article that matches a search; ``text`` marks the words with ``[`` and ``]``."""

    article: str
    text: str
    span: Span | None = None  # of the evidence sentence


def stamp(store: Store) -> str:
    """What the collection was made from, as a hash; empty before the first build."""
    return store.get(STAMP)


def generation(store: Store) -> int:
    """How often the collection has changed."""
    return int(store.get(GENERATION, "0"))


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
    store.executemany("INSERT INTO admitted VALUES (?, ?, ?)", ((a.id, a.row, a.reading) for a in admitted))
    store.executemany("INSERT INTO entities VALUES (?, ?)", ((e.key, encode(e)) for e in collection.entities))
    store.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", _names(collection.entities, fold))
    store.executemany(
        "INSERT INTO facts (subject, object, record) VALUES (?, ?, ?)",
        ((fact.subject, fact.object, encode(fact)) for fact in collection.facts),
    )
    groups = enumerate(json.dumps(group) for group in collection.duplicates)
    store.executemany("INSERT INTO duplicates VALUES (?, ?)", groups)
    store.executemany("INSERT INTO evidence VALUES (?, ?, ?, ?)", _evidence(collection))
    store.execute("DELETE FROM sources WHERE gone")
    store.put(STAMP, stamp)
    store.put(GENERATION, str(generation(store) + 1))


def save_doubts(store: Store, undecided: Iterable[object], unmatched: Iterable[str]) -> None:
    """Keep what a person should look at: pairs that may be one entity, decisions that name nothing."""
    store.execute("DELETE FROM doubts")
    rows = (("undecided", encode(pair)) for pair in undecided)
    store.executemany("INSERT INTO doubts (kind, record) VALUES (?, ?)", rows)
    rows = (("unmatched", json.dumps(message)) for message in unmatched)
    store.executemany("INSERT INTO doubts (kind, record) VALUES (?, ?)", rows)


def doubts(store: Store, kind: str) -> list[Any]:
    """What ``save_doubts`` kept, as plain data: ``undecided`` best first, or ``unmatched``."""
    rows = store.execute("SELECT record FROM doubts WHERE kind = ? ORDER BY position", [kind])
    return [json.loads(record) for (record,) in rows]


def _names(entities: Iterable[Entity], fold: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for entity in entities:
        for name in {entity.name, *entity.aliases, entity.key, *entity.former_keys}:
            yield fold(name), entity.key


def _evidence(collection: Collection) -> Iterator[tuple[str, str, int, int]]:
    texts = {article.id: article.text for article in collection.articles}
    for reading in collection.readings:
        for start, end in sorted({claim.evidence for claim in reading.claims}):
            yield texts[reading.article][start:end], reading.article, start, end


def collection(store: Store) -> Collection:
    """The whole collection."""
    rows = admitted(store)
    return Collection(
        articles=tuple(_renamed(store, row) for row in rows),
        readings=tuple(_reading(store, row) for row in rows),
        entities=tuple(entities(store)),
        facts=tuple(facts(store)),
        duplicates=duplicates(store),
    )


def admitted(store: Store) -> list[Admitted]:
    """The articles of the collection, sorted by id."""
    return [Admitted(*row) for row in store.execute("SELECT id, article, reading FROM admitted ORDER BY id")]


def find_admitted(store: Store, article: str) -> Admitted | None:
    """The article with that id in the collection."""
    row = store.execute("SELECT id, article, reading FROM admitted WHERE id = ?", [article]).fetchone()
    return Admitted(*row) if row else None


def article(store: Store, article: str) -> Article | None:
    """One article of the collection, by its id there."""
    row = find_admitted(store, article)
    return None if row is None else _renamed(store, row)


def reading(store: Store, article: str) -> Reading | None:
    """The reading of one article of the collection."""
    row = find_admitted(store, article)
    return None if row is None else _reading(store, row)


def _renamed(store: Store, row: Admitted) -> Article:
    return replace(store.article(row.row), id=row.id)


def _reading(store: Store, row: Admitted) -> Reading:
    found = store.reading(row.reading)
    if found is None:
        raise StoreError(f"{store.path} has lost the reading of {row.id}: run 'kg build' again")
    return found


def entities(store: Store) -> Iterator[Entity]:
    """All entities, sorted by key."""
    for (record,) in store.execute("SELECT record FROM entities ORDER BY key"):
        yield decode(Entity, record)


def entity(store: Store, key: str) -> Entity | None:
    """The entity with that key."""
    row = store.execute("SELECT record FROM entities WHERE key = ?", [key]).fetchone()
    return None if row is None else decode(Entity, row[0])


def named(store: Store, fold: str) -> list[Entity]:
    """The entities that answer to a folded name, sorted by key."""
    rows = store.execute(
        "SELECT record FROM names JOIN entities USING (key) WHERE fold = ? ORDER BY key", [fold]
    )
    return [decode(Entity, record) for (record,) in rows]


def names(store: Store) -> dict[str, tuple[str, ...]]:
    """Every folded name with the keys of the entities that answer to it."""
    rows: dict[str, tuple[str, ...]] = {}
    for fold, key in store.execute("SELECT fold, key FROM names ORDER BY fold, key"):
        rows[fold] = (*rows.get(fold, ()), key)
    return rows


def facts(store: Store) -> Iterator[Fact]:
    """All facts, in the collection's order."""
    for (record,) in store.execute("SELECT record FROM facts ORDER BY id"):
        yield decode(Fact, record)


def facts_of(store: Store, key: str) -> list[Fact]:
    """The facts in which an entity is subject or object, in the collection's order."""
    rows = store.execute("SELECT record FROM facts WHERE subject = ?1 OR object = ?1 ORDER BY id", [key])
    return [decode(Fact, record) for (record,) in rows]


def duplicates(store: Store) -> tuple[tuple[str, ...], ...]:
    """The groups of near-duplicate articles."""
    rows = store.execute("SELECT record FROM duplicates ORDER BY position")
    return tuple(tuple(json.loads(record)) for (record,) in rows)


def counts(store: Store) -> Mapping[str, int]:
    """How many articles, entities and facts there are."""
    tables = {"articles": "admitted", "entities": "entities", "facts": "facts"}
    return {
        name: store.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for name, table in tables.items()
    }


def search_evidence(store: Store, query: str, limit: int) -> list[Hit]:
    """Evidence sentences that match an FTS5 query, best first."""
    rows = store.execute(
        "SELECT article, highlight(evidence, 0, '[', ']'), start, stop FROM evidence"
        " WHERE evidence MATCH ? ORDER BY bm25(evidence), article, start, stop LIMIT ?",
        [query, limit],
    )
    return [Hit(article, text, (start, stop)) for article, text, start, stop in rows]


def search_articles(store: Store, query: str, limit: int) -> list[Hit]:
    """Articles whose title or text matches an FTS5 query, best first, with the best stretch of each."""
    rows = store.execute(
        "SELECT admitted.id, snippet(article_text, -1, '[', ']', '…', 24) FROM article_text"
        " JOIN admitted ON admitted.article = article_text.rowid"
        " WHERE article_text MATCH ? ORDER BY bm25(article_text, 4.0, 1.0), admitted.id LIMIT ?",
        [query, limit],
    )
    return [Hit(article, text) for article, text in rows]
