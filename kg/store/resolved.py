"""The collection as it was last resolved, read from the store as a whole or by name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg.errors import StoreError
from kg.records import Article, Collection, Entity, Fact, Reading, Span, Status
from kg.store.codec import decode
from kg.store.database import Store

STAMP = "stamp"
GENERATION = "generation"
WHOLE = "whole"  # the setting that holds the generation at which all was last resolved anew
FACT_ORDER = "ORDER BY subject, predicate, ifnull(object, ''), ifnull(value, ''), status"


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


def touched(store: Store, kind: str, since: int) -> list[str] | None:
    """The keys of what is other than in that generation, sorted; None where that is not known."""
    if not store.get(WHOLE) or since < int(store.get(WHOLE)):
        return None
    query = "SELECT key FROM touched WHERE kind = ? AND generation > ? ORDER BY key"
    return [key for (key,) in store.execute(query, [kind, since])]


def doubts(store: Store, kind: str) -> list[Any]:
    """What a person should look at, as plain data: ``undecided`` best first, or ``unmatched``."""
    order = "score DESC, one, other, position"
    rows = store.execute(f"SELECT record FROM doubts WHERE kind = ? ORDER BY {order}", [kind])
    return [json.loads(record) for (record,) in rows]


def collection(store: Store) -> Collection:
    """The whole collection."""
    rows = admitted(store)
    return Collection(
        articles=tuple(admitted_article(store, row) for row in rows),
        readings=tuple(admitted_reading(store, row) for row in rows),
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
    return None if row is None else admitted_article(store, row)


def reading(store: Store, article: str) -> Reading | None:
    """The reading of one article of the collection."""
    row = find_admitted(store, article)
    return None if row is None else admitted_reading(store, row)


def admitted_article(store: Store, row: Admitted) -> Article:
    """The article that stands in a row of the collection, by its id there."""
    return replace(store.article(row.row), id=row.id)


def admitted_reading(store: Store, row: Admitted) -> Reading:
    """The reading that stands in a row of the collection; StoreError where it is lost."""
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


def entity_of(store: Store, article: str, local: str) -> Entity | None:
    """The entity that an article's own entity was resolved to, as far as the store has kept it."""
    row = store.execute(
        "SELECT entity FROM profiles WHERE article = ? AND local = ?", [article, local]
    ).fetchone()
    return None if row is None else entity(store, row[0])


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
    for (record,) in store.execute(f"SELECT record FROM facts {FACT_ORDER}"):
        yield decode(Fact, record)


def facts_of(store: Store, key: str) -> list[Fact]:
    """The facts in which an entity is subject or object, in the collection's order."""
    query = f"SELECT record FROM facts WHERE subject = ?1 OR object = ?1 {FACT_ORDER}"
    rows = store.execute(query, [key])
    return [decode(Fact, record) for (record,) in rows]


def facts_from(store: Store, key: str) -> list[Fact]:
    """The facts whose subject an entity is, in the collection's order."""
    rows = store.execute(f"SELECT record FROM facts WHERE subject = ? {FACT_ORDER}", [key])
    return [decode(Fact, record) for (record,) in rows]


def statements(store: Store) -> set[tuple[str, str, str]]:
    """Subject, predicate and object of all asserted facts between entities."""
    query = "SELECT subject, predicate, object FROM facts WHERE status = ? AND object IS NOT NULL"
    return set(store.execute(query, [Status.ASSERTED]).fetchall())


def places(store: Store) -> dict[str, str]:
    """The keys of the entities that are places of the lexicon, by the place's id."""
    place = "json_extract(record, '$.place')"
    query = f"SELECT {place}, key FROM entities WHERE {place} IS NOT NULL ORDER BY key"
    return dict(store.execute(query).fetchall())


def keys_of_article(store: Store, article: str) -> list[str]:
    """The entities that an article's own were resolved to, as far as the store has kept them."""
    rows = store.execute("SELECT DISTINCT entity FROM profiles WHERE article = ? ORDER BY entity", [article])
    return [key for (key,) in rows]


def fact(store: Store, id: str) -> Fact | None:
    """The fact with that id."""
    row = store.execute("SELECT record FROM facts WHERE id = ?", [id]).fetchone()
    return None if row is None else decode(Fact, row[0])


def facts_of_article(store: Store, article: str) -> list[str]:
    """The ids of the facts that an article has a claim for."""
    rows = store.execute("SELECT fact FROM fact_sources WHERE article = ? ORDER BY fact", [article])
    return [id for (id,) in rows]


def duplicates(store: Store) -> tuple[tuple[str, ...], ...]:
    """The groups of near-duplicate articles."""
    rows = store.execute("SELECT record FROM duplicates ORDER BY position")
    return tuple(tuple(json.loads(record)) for (record,) in rows)


def tally(store: Store) -> list[tuple[str, str, int]]:
    """How many facts there are of each status and relation."""
    query = (
        "SELECT status, predicate, count(*) FROM facts GROUP BY status, predicate ORDER BY status, predicate"
    )
    return store.execute(query).fetchall()


def asserted(store: Store) -> int:
    """How many asserted facts there are."""
    query = "SELECT count(*) FROM facts WHERE status = ?"
    return int(store.execute(query, [Status.ASSERTED]).fetchone()[0])


def types(store: Store) -> dict[str, int]:
    """How many entities there are of each type."""
    query = (
        "SELECT json_extract(record, '$.type') AS type, count(*) FROM entities GROUP BY type ORDER BY type"
    )
    return dict(store.execute(query).fetchall())


def busiest(store: Store) -> str | None:
    """The key of the entity that most asserted facts are about."""
    query = (
        "SELECT subject FROM facts WHERE status = 'asserted'"
        " GROUP BY subject ORDER BY count(*) DESC, subject LIMIT 1"
    )
    row = store.execute(query).fetchone()
    return row[0] if row else None


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
