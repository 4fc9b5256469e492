"""Excel workbooks (.xlsx) with a row for each article, through openpyxl."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from kg.articles import fields
from kg.articles.drafts import Draft
from kg.articles.fields import USUAL, Chosen
from kg.articles.foreign import each, reading
from kg.articles.packed import parts
from kg.articles.rows import drafted, no_text
from kg.errors import InputError
from kg.limits import Limits

BROKEN = "no Excel workbook, or a broken one"
MOST_COLUMNS = 400


def read_xlsx(data: bytes, limits: Limits, columns: Chosen = USUAL) -> Iterator[Draft | InputError]:
    """An article for each row of each sheet whose first row names a column for the text."""
    sheets = [(name, rows) for name, rows in tables(data, limits) if rows]
    fitting = [(name, rows) for name, rows in sheets if fields.has_text(rows[0], columns)]
    if not fitting:
        raise no_text([row for _, rows in sheets for row in rows])
    before = len(fitting) > 1
    for name, rows in fitting:
        for item in drafted(enumerate(rows, start=1), columns):
            yield _of_sheet(item, name) if before else item


def _of_sheet(item: Draft | InputError, sheet: str) -> Draft | InputError:
    if isinstance(item, InputError):
        return InputError(f"sheet {sheet}: {item}")
    return replace(item, key=f"{sheet}.{item.key}")


def tables(data: bytes, limits: Limits) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The sheets with their rows by the names in the first one."""
    parts(data, limits, BROKEN, (".xml", ".rels"))  # small enough, and without entities
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    with reading(BROKEN):
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        rows = each(BROKEN, lambda sheet=sheet: sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True))  # type: ignore[misc]
        yield sheet.title, list(_named(rows))


def _named(rows: Iterator[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    names: list[str] = []
    for row in rows:
        cells = [_cell(value) for value in row]
        if not names:
            names = [str(value or "").strip() for value in cells]
        elif any(cell not in ("", None) for cell in cells):
            yield {name: cell for name, cell in zip(names, cells, strict=False) if name}


def _cell(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
