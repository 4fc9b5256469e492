"""The tables of the SQLite file: made, brought up to date from older formats, made anew where derived."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.atomic import sync_file, sync_folder
from kg.errors import StoreError

VERSION = 4
DERIVED_SETTINGS = ("stamp", "basis", "settled", "whole", "decided", "judged", "there", "refused")
_TABLE = re.compile(r"^CREATE (?:VIRTUAL )?TABLE (\w+)", re.MULTILINE)


def create(connection: sqlite3.Connection) -> None:
    """All tables, in an empty file."""
    _run(connection, f"{_text('kept.sql')}\n{_text('derived.sql')}\nPRAGMA user_version = {VERSION};")


def refuse(path: Path, version: int) -> StoreError:
    """What to say of a file of another format that is not to be changed now."""
    if version > VERSION:
        what = f"{path} was written by a newer kg (format {version}, this kg knows {VERSION})"
        return StoreError(f"{what}: nothing was changed; update kg")
    what = f"{path} was written by an older kg (format {version}, this kg writes {VERSION})"
    return StoreError(f"{what}: 'kg build -g {path.parent}' brings it up to date and keeps a copy of it")


def upgrade(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Bring an older file to this format, step by step, with a copy of it beside.

    What was read and chosen stays; what is derived is to be made anew.
    """
    copy(connection, path.with_name(f"{path.name}.format-{version}"))
    steps = "\n".join(_step(number) for number in range(version + 1, VERSION + 1))
    _run(connection, f"{steps}\n{_renewal(connection)}\nPRAGMA user_version = {VERSION};")


def renew_derived(connection: sqlite3.Connection) -> None:
    """Make the tables of what is derived anew, empty; the store fills the full-text index of articles."""
    _run(connection, _renewal(connection))


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """A copy of an open database that appears whole or not at all, also while others write to it."""
    temporary = target.with_name(f".{target.name}.new")
    temporary.unlink(missing_ok=True)
    try:
        made = sqlite3.connect(temporary)
        try:
            connection.backup(made)
        finally:
            made.close()
        sync_file(temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)


@cache
def kept_tables() -> tuple[str, ...]:
    """The tables that hold what nothing else has."""
    return tuple(_TABLE.findall(_text("kept.sql")))


Shape = tuple[frozenset[str], tuple[tuple[object, ...], ...]]


def shape(connection: sqlite3.Connection) -> Shape:
    """The names of all tables, indexes and triggers, and the columns of kg's own tables."""
    names = frozenset(name for (name,) in connection.execute("SELECT name FROM sqlite_master"))
    tables = sorted((*kept_tables(), *derived_tables()))
    columns = (row for table in tables for row in connection.execute(f"PRAGMA table_info({table})"))
    return names, tuple((name, kind, key) for _, name, kind, _, _, key in columns)


@cache
def expected() -> Shape:
    """The shape of a file that was made by this version."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        create(connection)
        return shape(connection)


@cache
def derived_tables() -> tuple[str, ...]:
    """The tables that are made from the others."""
    return tuple(_TABLE.findall(_text("derived.sql")))


def _renewal(connection: sqlite3.Connection) -> str:
    """What drops all derived tables and makes them again."""
    query = "SELECT name, sql LIKE 'CREATE VIRTUAL%' FROM sqlite_master WHERE type = 'table' ORDER BY name"
    tables = dict(connection.execute(query).fetchall())
    virtual = tuple(f"{name}_" for name, is_virtual in tables.items() if is_virtual)
    own = [name for name in tables if not name.startswith(("sqlite_", *virtual))]
    drops = [f"DROP TABLE {name};" for name in own if name not in kept_tables()]
    settings = ", ".join(f"'{name}'" for name in DERIVED_SETTINGS)
    drops.append("DROP TRIGGER IF EXISTS article_gone;")
    return "\n".join((*drops, f"DELETE FROM meta WHERE key IN ({settings});", _text("derived.sql")))


def _run(connection: sqlite3.Connection, script: str) -> None:
    """All of a script, or none of it."""
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nCOMMIT;")
    except BaseException:
        if connection.in_transaction:
            connection.rollback()
        raise


def _step(number: int) -> str:
    step = files("kg.store").joinpath(f"steps/{number}.sql")
    return step.read_text(encoding="utf-8") if step.is_file() else ""


def _text(name: str) -> str:
    return files("kg.store").joinpath(name).read_text(encoding="utf-8")
