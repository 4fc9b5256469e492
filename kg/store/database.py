"""The SQLite file of a graph folder: what was read, cached by content, committed one article at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.atomic import sync_file, sync_folder
from kg.errors import DamageError, NotFoundError, StoreError
from kg.records import Article, Parse, Reading
from kg.store import schema
from kg.store.codec import MEND, decode, decode_blob, decode_parse, encode
from kg.store.connection import connect, cursor, plain_errors

FILE_NAME = "kg.sqlite"


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A file as it was last read."""

    path: str
    name: str
    digest: str
    reader: str


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as its file gave it, with the row that holds it."""

    row: int
    source: str  # path of the file
    name: str  # the id it came with
    content: str  # hash of its text and skips
    digest: str  # hash of the whole record


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article that was read just now, with its hashes as in StoredArticle and what copies of it share."""

    article: Article
    content: str
    digest: str
    signature: bytes


class Store:
    """An open graph folder. Every method that writes commits on its own, unless inside ``transaction``."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        self.claims: dict[str, str] = {}  # the articles in which claims were last found
        if not create and not self.path.is_file():
            raise NotFoundError(f"{folder} holds no graph: make one with 'kg build FOLDER -g {folder}'")
        with plain_errors(self.path):
            self.connection = connect(self.path, create=create)
        if create:
            self.fill_search()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def sync(self) -> None:
        """Have the disk hold all that was committed, so that a power cut takes nothing back."""
        with plain_errors(self.path):
            log = self.path.with_name(f"{FILE_NAME}-wal")
            if log.exists():
                sync_file(log)
            sync_folder(self.folder)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def execute(self, sql: str, values: Iterable[Any] = ()) -> sqlite3.Cursor:
        """Run one statement; SQLite's errors, then and while rows are fetched, become StoreError."""
        with plain_errors(self.path):
            return cursor(self.connection, self.path).execute(sql, tuple(values))

    def executemany(self, sql: str, rows: Iterable[Iterable[Any]]) -> None:
        """Run one statement for each row."""
        with plain_errors(self.path):
            self.connection.executemany(sql, map(tuple, rows))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside are committed together, or none is."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.execute("COMMIT")

    # Settings

    def get(self, key: str, default: str = "") -> str:
        """The setting ``key``."""
        row = self.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
        return row[0] if row else default

    def get_json(self, key: str, default: str) -> Any:
        """The setting ``key`` that holds JSON."""
        try:
            return json.loads(self.get(key, default))
        except ValueError:
            raise DamageError(f"{self.path}: the setting {key!r} is damaged: {MEND}") from None

    def put(self, key: str, value: str) -> None:
        """Keep a setting."""
        self.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, value])

    # Roots

    def roots(self) -> list[str]:
        """The folders and files that the graph keeps in step with, sorted."""
        return [path for (path,) in self.execute("SELECT path FROM roots ORDER BY path")]

    def set_roots(self, paths: Iterable[str]) -> None:
        """Replace the roots."""
        with self.transaction():
            self.execute("DELETE FROM roots")
            self.executemany("INSERT INTO roots VALUES (?)", ([path] for path in sorted(paths)))

    # Sources and articles

    def sources(self) -> dict[str, StoredSource]:
        """The files that were read, by path."""
        rows = self.execute("SELECT path, name, digest, reader FROM sources WHERE NOT gone ORDER BY path")
        return {row[0]: StoredSource(*row) for row in rows}

    def put_source(
        self, source: StoredSource, articles: Iterable[ReadArticle], problems: Iterable[str]
    ) -> None:
        """Keep what a file holds in place of what it held before."""
        with self.transaction():
            self.replace_source(source, articles, problems)

    def replace_source(
        self, source: StoredSource, articles: Iterable[ReadArticle], problems: Iterable[str]
    ) -> None:
        """As ``put_source``, inside a transaction."""
        self.retire(source.path)
        row = self.execute(
            "INSERT INTO sources (path, name, digest, reader) VALUES (?, ?, ?, ?)",
            [source.path, source.name, source.digest, source.reader],
        ).lastrowid
        self.executemany("INSERT INTO problems VALUES (?, ?)", ((row, reason) for reason in problems))
        for item in articles:
            self._put_article(row, item)

    def drop_sources(self, paths: Iterable[str]) -> None:
        """Forget files that are gone; the resolved collection keeps them until it is resolved anew."""
        with self.transaction():
            for path in paths:
                self.retire(path)

    def retire(self, path: str) -> None:
        """As ``drop_sources`` for one file, inside a transaction."""
        self.execute("UPDATE sources SET gone = 1 WHERE path = ? AND NOT gone", [path])

    def _put_article(self, source: int | None, item: ReadArticle) -> None:
        article = item.article
        row = self.execute(
            "INSERT INTO articles (source, name, content, digest, signature, record)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [source, article.id, item.content, item.digest, item.signature, encode(article)],
        ).lastrowid
        self._put_search(row or 0, article)

    def _put_search(self, row: int, article: Article) -> None:
        query = "INSERT INTO article_text (rowid, title, body) VALUES (?, ?, ?)"
        self.execute(query, [row, article.headline or "", _body(article)])

    def renew_derived(self) -> None:
        """Forget all that is made from what was read, except for the full-text index, which is made anew."""
        with plain_errors(self.path):
            schema.renew_derived(self.connection)
        self.fill_search()

    def fill_search(self) -> None:
        """Make the full-text index of the articles where it is empty."""
        query = "SELECT id FROM articles WHERE NOT EXISTS (SELECT 1 FROM article_text) ORDER BY id"
        if rows := self.execute(query).fetchall():
            with self.transaction():
                for (row,) in rows:
                    with suppress(DamageError):  # who reads the article is told
                        self._put_search(row, self.article(row))

    def problems(self) -> list[tuple[str, str]]:
        """What could not be read: (path, reason), sorted."""
        query = (
            "SELECT path, reason FROM problems JOIN sources ON source = sources.id"
            " WHERE NOT gone ORDER BY path, problems.rowid"
        )
        return self.execute(query).fetchall()

    def articles(self) -> list[StoredArticle]:
        """Every article of every present file, without its text, sorted by name, digest and file."""
        query = (
            "SELECT articles.id, path, articles.name, content, articles.digest FROM articles"
            " JOIN sources ON source = sources.id WHERE NOT gone ORDER BY 3, 5, 2, 1"
        )
        return [StoredArticle(*row) for row in self.execute(query)]

    def dropped_contents(self) -> list[str]:
        """The hashes of the articles whose files are gone since the collection was last resolved."""
        query = "SELECT DISTINCT content FROM articles JOIN sources ON source = sources.id WHERE gone"
        return [content for (content,) in self.execute(query)]

    def article(self, row: int) -> Article:
        """The article in row ``row`` of the table, under the id it came with."""
        found = self.execute("SELECT record FROM articles WHERE id = ?", [row]).fetchone()
        if found is None:
            raise StoreError(f"{self.path} has lost article row {row}: run 'kg build' again")
        return decode(Article, found[0])

    # Removals

    def removed(self) -> list[tuple[str, str]]:
        """Articles taken out by hand: (name, path of the file or "" for any), sorted."""
        return self.execute("SELECT name, source FROM removed ORDER BY 1, 2").fetchall()

    def remove(self, name: str, source: str) -> None:
        """Take an article out until it is taken back."""
        self.execute("INSERT OR REPLACE INTO removed VALUES (?, ?)", [name, source])

    def take_back(self, name: str, source: str) -> None:
        """Undo a removal."""
        self.execute("DELETE FROM removed WHERE name = ? AND source = ?", [name, source])

    # Caches

    def parse(self, key: str, text: str) -> Parse | None:
        """The cached parse of ``text``, if there is one."""
        blob = self.parse_blob(key)
        return None if blob is None else decode_parse(blob, text)

    def parse_blob(self, key: str) -> bytes | None:
        """The cached parse as it is stored."""
        blob: bytes | None = self._blob("SELECT record FROM parses WHERE key = ?", key)
        return blob

    def reading(self, key: str) -> Reading | None:
        """The cached reading, if there is one."""
        blob = self._blob("SELECT record FROM readings WHERE key = ?", key)
        return None if blob is None else decode_blob(Reading, blob)

    def has_reading(self, key: str) -> bool:
        """Whether an article was read in this form."""
        return self._blob("SELECT 1 FROM readings WHERE key = ?", key) is not None

    def reading_keys(self) -> set[str]:
        """The keys of all cached readings."""
        return {key for (key,) in self.execute("SELECT key FROM readings")}

    def put_reading(self, key: str, reading: bytes, parse_key: str, parse: bytes | None) -> None:
        """Keep the reading of one article, and its parse where it is new."""
        with self.transaction():
            if parse is not None:
                self.execute("INSERT OR REPLACE INTO parses VALUES (?, ?)", [parse_key, parse])
            self.replace_reading(key, reading)

    def replace_reading(self, key: str, reading: bytes) -> None:
        """Keep a reading that has no parse of its own."""
        self.execute("INSERT OR REPLACE INTO readings VALUES (?, ?)", [key, reading])

    def prune(self, parses: set[str], readings: set[str]) -> None:
        """Drop cached parses and readings but for those named. Call inside a transaction."""
        for table, keep in (("parses", parses), ("readings", readings)):
            keys = [key for (key,) in self.execute(f"SELECT key FROM {table}")]
            self.executemany(f"DELETE FROM {table} WHERE key = ?", ([k] for k in keys if k not in keep))

    def _blob(self, sql: str, key: str) -> Any:
        row = self.execute(sql, [key]).fetchone()
        return row[0] if row else None


def _body(article: Article) -> str:
    """The text without what is skipped."""
    starts = [0, *(skip.end for skip in article.skip)]
    ends = [*(skip.start for skip in article.skip), len(article.text)]
    return "\n".join(article.text[start:end] for start, end in zip(starts, ends, strict=True))
