"""The tables as files of databases: SQLite with views for people, Parquet, data frames."""

from __future__ import annotations

import io
from typing import Any

from kg.errors import QueryError
from kg.exports.relational import Table, tables
from kg.records import Collection

LACKING = "needs {0}, which is not installed: pip install 'newskg[{1}]'"
_TYPES = {"text": "TEXT", "integer": "INTEGER", "real": "REAL", "boolean": "INTEGER"}
VIEWS = {
    "who_what": """SELECT s.name AS subject, f.predicate, coalesce(o.name, f.value) AS object,
  f.status, f.confidence, f.support, f.fact FROM facts f
  JOIN entities s ON s.key = f.subject LEFT JOIN entities o ON o.key = f.object
  ORDER BY s.name, f.predicate, 3""",
    "evidence": """SELECT s.name AS subject, c.predicate, coalesce(o.name, c.value) AS object, c.status,
  c.since, c.until, c."on", c.sentence, a.headline, a.publisher, a.published, c.fact, c.claim FROM claims c
  JOIN articles a ON a.id = c.article LEFT JOIN entities s ON s.key = c.subject
  LEFT JOIN entities o ON o.key = c.object ORDER BY a.published, a.id, c.start""",
    "appearances": """SELECT e.name, e.type, a.headline, a.publisher, a.published, count(*) AS mentions,
  a.id AS article, e.key FROM mentions m JOIN entities e ON e.key = m.entity
  JOIN articles a ON a.id = m.article GROUP BY e.key, a.id ORDER BY e.name, a.published, a.id""",
}


def sqlite(collection: Collection) -> bytes:
    """A SQLite database: a table for each kind of record, and views that say names in place of keys."""
    import sqlite3

    database = sqlite3.connect(":memory:")
    try:
        for table in tables(collection):
            names = ", ".join(f'"{name}" {_TYPES[kind]}' for name, kind in table.columns)
            marks = ", ".join("?" * len(table.columns))
            database.execute(f"CREATE TABLE {table.name} ({names})")
            database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", map(_storable, table.rows))
        for name, query in VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS {query}")
        database.commit()
        return database.serialize()
    finally:
        database.close()


def _storable(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Halves of characters, which SQLite does not take, are replaced."""
    return tuple(cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell for cell in row)


def parquet(collection: Collection) -> dict[str, bytes]:
    """A Parquet file for each table, by its name."""
    return {f"{table.name}.parquet": _parquet(table) for table in tables(collection)}


def _parquet(table: Table) -> bytes:
    try:
        import pyarrow  # type: ignore[import-untyped, import-not-found, unused-ignore]
        from pyarrow import parquet as files
    except ImportError as error:
        raise QueryError(f"parquet {LACKING.format('pyarrow', 'parquet')}") from error
    kinds = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "real": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in table.columns])
    cells = zip(*map(_storable, table.rows), strict=True) if table.rows else ([] for _ in table.columns)
    arrays = [
        pyarrow.array(list(column), type=field.type) for column, field in zip(cells, schema, strict=True)
    ]
    stream = io.BytesIO()
    files.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), stream)
    return stream.getvalue()


def frames(collection: Collection) -> dict[str, Any]:
    """A pandas DataFrame for each table, by its name."""
    try:
        import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except ImportError as error:
        raise QueryError(f"a data frame {LACKING.format('pandas', 'pandas')}") from error
    return {
        table.name: pandas.DataFrame.from_records(table.rows, columns=[name for name, _ in table.columns])
        for table in tables(collection)
    }
