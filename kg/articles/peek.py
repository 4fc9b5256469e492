"""The columns of a file of rows, looked at before it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.articles.columns import Column, described
from kg.articles.rows import rows_of
from kg.articles.sources import Source
from kg.errors import InputError

MOST_ROWS = 1000  # that are looked at
KINDS = ("json", "jsonl", "csv", "xlsx")


def columns(source: Source) -> tuple[Column, ...]:
    """The columns of a file of rows, in their order; InputError for another kind of file."""
    if source.format not in KINDS:
        raise InputError(f"{source.name}: has no columns; files of {', '.join(KINDS)} have")
    return described(_rows(source), source.columns)


def _rows(source: Source) -> Sequence[Mapping[str, Any]]:
    if source.format != "xlsx":
        return rows_of(source.data(), source.format)[:MOST_ROWS]
    from kg.articles.xlsx import tables

    return [row for _, table in tables(source.data(), source.limits) for row in table][:MOST_ROWS]
