"""SQLite as the store needs it: opened with its schema, its errors in one line, one writer at a time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.atomic import sync_folder
from kg.errors import BusyError, DamageError, StoreError
from kg.store import schema

LOCK_NAME = "kg.lock"
WAIT_SECONDS = 20.0
SAVE = "'kg check --repair' saves what can be read"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the folder for writing; raises BusyError where another process holds it.

    The lock is SQLite's own on an empty file, so it ends with the process, however that ends.
    """
    with plain_errors(folder / LOCK_NAME):
        make_folder(folder)
        connection = sqlite3.connect(folder / LOCK_NAME, timeout=0, isolation_level=None)
    try:
        _take(connection, folder)
        yield
    finally:
        connection.close()


def _take(connection: sqlite3.Connection, folder: Path) -> None:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        if _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BusyError(f"{folder} is in use by another kg process ({error})") from None
        if _code(error) == sqlite3.SQLITE_NOTADB:
            raise StoreError(f"{folder / LOCK_NAME} is no lock of kg: delete it") from None
        raise told(folder / LOCK_NAME, error) from None


def make_folder(folder: Path) -> None:
    """Make a folder that lasts, if it is not there yet."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """The file, made or brought up to date with ``create``, else only opened where it holds a graph.

    A file that cannot be written is opened for reading only.
    """
    if create:
        make_folder(path.parent)
    how = "" if create else _how(path)
    address = f"{path.absolute().as_uri()}{how}"
    connection = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        _prepare(connection, path, create=create, frozen=bool(how))
    except BaseException:
        connection.close()
        raise
    return connection


def _how(path: Path) -> str:
    """How to open a file: as one that nobody changes where it cannot be written and nobody is writing it."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return ""
    return "?mode=ro" if path.with_name(f"{path.name}-wal").exists() else "?immutable=1"


def _prepare(connection: sqlite3.Connection, path: Path, *, create: bool, frozen: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > schema.VERSION or (0 < version < schema.VERSION and not create):
        raise schema.refuse(path, version)
    if version == 0 and not create:
        raise StoreError(f"{path} holds no graph yet: run 'kg build'")
    if frozen:
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if version == 0:
        schema.create(connection)
    elif version < schema.VERSION:
        schema.upgrade(connection, path, version)


class Cursor(sqlite3.Cursor):
    """Rows whose errors become StoreError."""

    path: Path

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.Error as error:
            raise told(self.path, error) from None

    def fetchone(self) -> Any:
        """The next row, None behind the last."""
        with plain_errors(self.path):
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        with plain_errors(self.path):
            return super().fetchall()


def cursor(connection: sqlite3.Connection, path: Path) -> Cursor:
    """A cursor that names ``path`` in errors."""
    made = connection.cursor(Cursor)
    made.path = path
    return made


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Errors of SQLite and of the system inside become StoreError, with the path."""
    try:
        yield
    except sqlite3.Error as error:
        raise told(path, error) from None
    except UnicodeDecodeError as error:  # of SQLite's own words, which repeat what is damaged
        raise DamageError(f"{path} is damaged ({error}): {SAVE}") from None
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from None


def told(path: Path, error: sqlite3.Error) -> StoreError:
    """What to say of an error of SQLite: what is wrong, and what to do."""
    code = _code(error)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or (not code and "UTF-8" in str(error)):
        return DamageError(f"{path} is damaged ({error}): {SAVE}")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyError(f"{path} is in use by another kg process ({error})")
    if code == sqlite3.SQLITE_FULL:
        return StoreError(f"{path}: no space left on the disk; make some and run it again")
    return StoreError(f"{path}: {error}")


def _code(error: sqlite3.Error) -> int:
    """SQLite's number for an error, without what it adds to it; 0 where Python raised it."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
