"""What can still be read of a damaged SQLite file, in a new one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

from kg.atomic import sync_file, sync_folder
from kg.store import schema

SIDES = ("-wal", "-shm")  # what SQLite keeps beside its file
KEYS = {
    "meta": "key",
    "roots": "path",
    "removed": "name",
    "parses": "key",
    "readings": "key",
}  # of tables that have no numbers
GAP = 100_000  # numbers between two readable rows that are tried one by one


def salvage(path: Path) -> Path:
    """Put a new file with all that can be read in place of ``path``; where the old one now is.

    Call while nothing has it open.
    """
    old = _set_aside(path)
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(fresh, isolation_level=None)) as made:
        schema.create(made)
        with closing(sqlite3.connect(old, isolation_level=None)) as source:
            source.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
            _carry_over(source, made)
    sync_file(fresh)
    for side in SIDES:  # of the old file: the new one must not be read with them
        path.with_name(f"{path.name}{side}").unlink(missing_ok=True)
    fresh.replace(path)
    sync_folder(path.parent)
    return old


def _set_aside(path: Path) -> Path:
    """A copy of the damaged file under a name of its own, with what belongs to it."""
    names = (f"{path.name}.damaged{number or ''}" for number in count())
    old = next(place for name in names if not (place := path.with_name(name)).exists())
    for side in ("", *SIDES[:1]):
        if (part := path.with_name(f"{path.name}{side}")).exists():
            shutil.copyfile(part, old.with_name(f"{old.name}{side}"))
    sync_file(old)
    sync_folder(path.parent)
    return old


def _carry_over(source: sqlite3.Connection, made: sqlite3.Connection) -> None:
    made.execute("BEGIN")
    for table in schema.kept_tables():
        columns = [name for _, name, *_ in made.execute(f"PRAGMA table_info({table})")]
        marks = ", ".join("?" * len(columns))
        query = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        for row in _rows(source, table, columns):
            with suppress(sqlite3.IntegrityError, UnicodeEncodeError):  # a value that is none
                made.execute(query, row)
    marks = ", ".join("?" * len(schema.DERIVED_SETTINGS))
    made.execute(f"DELETE FROM meta WHERE key IN ({marks})", schema.DERIVED_SETTINGS)
    made.execute("DELETE FROM articles WHERE source NOT IN (SELECT id FROM sources)")
    made.execute("DELETE FROM problems WHERE source NOT IN (SELECT id FROM sources)")
    made.execute("COMMIT")


def _rows(source: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[tuple[object, ...]]:
    """The rows of a table from both ends, as far as they can be read, and numbered ones between."""
    key = KEYS.get(table, "rowid")
    query = f"SELECT {key}, {', '.join(columns)} FROM {table}"
    first = list(_readable(source, f"{query} ORDER BY {key}"))
    yield from (row for _, *row in first)  # type: ignore[misc]
    last = list(_readable(source, f"{query} ORDER BY {key} DESC"))
    seen = {row[0] for row in first} if key != "name" else set()
    yield from (row for mark, *row in reversed(last) if mark not in seen)  # type: ignore[misc]
    if key == "rowid" and first and last:
        for number in range(first[-1][0] + 1, min(last[-1][0], first[-1][0] + GAP)):
            yield from (row for _, *row in _readable(source, f"{query} WHERE rowid = {number}"))  # type: ignore[misc]


def _readable(source: sqlite3.Connection, query: str) -> Iterator[tuple[int, *tuple[object, ...]]]:
    with suppress(sqlite3.DatabaseError, UnicodeDecodeError):
        yield from source.execute(query)
