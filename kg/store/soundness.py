"""Whether the SQLite file holds what was written to it: its pages, and every record in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DamageError
from kg.fingerprints import digest
from kg.records import Article, Entity, Fact, Parse, Reading
from kg.store import schema
from kg.store.codec import decode, decode_blob
from kg.store.connection import connect, plain_errors
from kg.store.database import Store
from kg.store.schema import DERIVED_SETTINGS, derived_tables, kept_tables

MOST = 5  # lines of SQLite's own check that are told
JSON = {  # derived records that nothing else looks into as a whole
    "entities": "record",
    "facts": "record",
    "duplicates": "record",
    "doubts": "record",
    "namings": "record",
    "companies": "record",
}
SETTINGS = {  # that are more than a text, with what they are at first
    "rules": "[]",
    "generation": "0",
    "limits": "[]",
    "failed": "{}",
    "gone": "{}",
    "mended": "{}",
    "unmended": "[]",
}
SEARCH = ("article_text", "evidence")
NOTED = tuple(sorted({*DERIVED_SETTINGS} - {"stamp", "basis", "settled", "whole"}))


@dataclass(frozen=True, slots=True)
class LostArticle:
    """An article whose record is damaged."""

    row: int
    source: int
    name: str
    path: str  # of its file


@dataclass(frozen=True, slots=True)
class Damage:
    """What is damaged in a file that SQLite can read."""

    articles: tuple[LostArticle, ...] = ()
    parses: tuple[str, ...] = ()  # keys
    readings: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()  # tables
    settings: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.articles, self.parses, self.readings, self.derived, self.settings))


def damaged_pages(path: Path) -> tuple[str, ...]:
    """What SQLite finds wrong with its file; nothing where it is sound."""
    try:
        with plain_errors(path), closing(connect(path, create=False)) as connection:
            rows = connection.execute(f"PRAGMA integrity_check({MOST})").fetchall()
            found = [line for (text,) in rows for line in text.splitlines() if line != "ok"]
            found += (
                []
                if schema.shape(connection) == schema.expected()
                else ["its tables are not as kg made them"]
            )
            found += [f"text of {table} is none" for table in _illegible(connection, kept_tables())]
            return tuple(found[:MOST])
    except DamageError as error:
        return (str(error.__cause__ or error),)


def damaged_records(store: Store) -> Damage:
    """Every record that is not what was written; reads them all."""
    return Damage(
        tuple(_articles(store)),
        tuple(_undecodable(store, "parses", "key", lambda blob: decode_blob(Parse, blob))),
        tuple(_undecodable(store, "readings", "key", lambda blob: decode_blob(Reading, blob))),
        damaged_derived(store, thorough=True),
        tuple(
            name for name, default in SETTINGS.items() if not _is_setting(store.get(name, default), default)
        ),
    )


def damaged_derived(store: Store, *, thorough: bool = False) -> tuple[str, ...]:
    """The tables of what is derived that hold a damaged record; ``thorough`` looks into the records."""
    found = {table for table, column in JSON.items() if _invalid(store, table, column)}
    marks = ", ".join("?" * len(NOTED))
    noted = f"SELECT EXISTS (SELECT 1 FROM meta WHERE key IN ({marks}) AND NOT json_valid(value))"
    if store.execute(noted, NOTED).fetchone()[0]:
        found.add("meta")
    if thorough:
        found |= set(_illegible(store.connection, derived_tables()))
    if thorough and not found:
        for table, key, kind in (("entities", "key", Entity), ("facts", "id", Fact)):
            if any(_undecodable(store, table, key, lambda text, kind=kind: decode(kind, text))):
                found.add(table)
        found |= {table for table in SEARCH if _unsearchable(store, table)}
    return tuple(sorted(found))


def _illegible(connection: sqlite3.Connection, tables: Iterable[str]) -> Iterator[str]:
    """The tables with a text that is no UTF-8."""
    for table in tables:
        described = connection.execute(f"PRAGMA table_info({table})").fetchall()
        texts = [name for _, name, kind, *_ in described if kind in ("TEXT", "")]
        try:
            for _ in connection.execute(f"SELECT {', '.join(texts)} FROM {table}") if texts else ():
                pass
        except sqlite3.OperationalError:
            yield table


def _articles(store: Store) -> Iterator[LostArticle]:
    query = (
        "SELECT articles.id, source, articles.name, path, articles.digest, CAST(record AS BLOB) FROM articles"
        " JOIN sources ON source = sources.id ORDER BY articles.id"
    )
    for row, source, name, path, mark, record in store.execute(query):
        if digest([record]) != mark or not _decodes(record):
            yield LostArticle(row, source, name, path)


def _decodes(record: bytes) -> bool:
    try:
        decode(Article, record.decode("utf-8"))
    except (DamageError, UnicodeDecodeError):
        return False
    return True


def _undecodable(store: Store, table: str, key: str, decode: Callable[..., object]) -> Iterator[str]:
    for name, record in store.execute(f"SELECT {key}, record FROM {table} ORDER BY {key}"):
        try:
            decode(record)
        except DamageError:
            yield name


def _is_setting(value: str, default: str) -> bool:
    try:
        return type(json.loads(value)) is type(json.loads(default))
    except ValueError:
        return False


def _invalid(store: Store, table: str, column: str) -> bool:
    query = f"SELECT EXISTS (SELECT 1 FROM {table} WHERE NOT json_valid({column}))"
    return bool(store.execute(query).fetchone()[0])


def _unsearchable(store: Store, table: str) -> bool:
    """Whether a full-text index is not that of its texts; not looked at where nothing can be written."""
    try:
        store.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True
    return False
