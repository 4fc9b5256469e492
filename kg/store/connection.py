"""SQLite as the store needs it: opened with its schema, its errors in one line, one writer at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from kg.errors import BusyError, StoreError

LOCK_NAME = "kg.lock"
VERSION = 2
WAIT_SECONDS = 20.0


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the folder for writing; raises BusyError where another process holds it.

    The lock is SQLite's own on an empty file, so it ends with the process, however that ends.
    """
    with plain_errors(folder / LOCK_NAME):
        folder.mkdir(parents=True, exist_ok=True)
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
        raise BusyError(f"{folder} is in use by another kg process ({error})") from None


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """The file, made with ``create``, else only opened where it holds a graph."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        _prepare(connection, path, create=create)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version not in (0, VERSION):
        raise StoreError(f"{path} has format {version}, this kg reads {VERSION}: delete it and build again")
    if version == 0 and not create:
        raise StoreError(f"{path} holds no graph yet: run 'kg build'")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if version == 0:
        schema = files("kg.store").joinpath("schema.sql").read_text(encoding="utf-8")
        connection.executescript(f"BEGIN IMMEDIATE;\n{schema}\nPRAGMA user_version = {VERSION};\nCOMMIT;")


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Errors of SQLite and of the system inside become StoreError, with the path."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}") from None
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from None
