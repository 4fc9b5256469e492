"""JSON, JSON lines and CSV: a row for each article, under the usual names of columns (data/fields.yaml)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from kg.articles import fields
from kg.articles.columns import suggestion
from kg.articles.dates import edtf, order_of
from kg.articles.decode import decode
from kg.articles.drafts import Draft
from kg.articles.fields import USUAL, Chosen, flat, has_text, read_from
from kg.articles.foreign import reading
from kg.articles.html import looks_like_html, paragraphs
from kg.errors import InputError
from kg.limits import Limits

LOOKED_AT = 100  # rows for a suggestion
DELIMITERS = ",;\t|"


def read_jsonl(data: bytes, limits: Limits, columns: Chosen = USUAL) -> Iterator[Draft | InputError]:
    """An object on each line."""
    lines = enumerate(decode(data).split("\n"), start=1)
    yield from drafted(((number, _attempt(line, number)) for number, line in lines if line.strip()), columns)


def rows_of(data: bytes, format: str) -> list[Mapping[str, Any]]:
    """The rows of a JSON or CSV file, whatever their columns are."""
    text = decode(data)
    if format == "csv":
        return list(_table(text))
    if format == "jsonl":
        lines = (line for line in text.split("\n") if line.strip())
        return [row for n, line in enumerate(lines, 1) if isinstance(row := _attempt(line, n), Mapping)]
    with reading("broken JSON"):
        value = json.loads(text)
    return [row for row in _rows(value, USUAL) if isinstance(row, Mapping)]


def read_json(data: bytes, limits: Limits, columns: Chosen = USUAL) -> Iterator[Draft | InputError]:
    """One object, a list of objects, or an object that holds such a list, however deep."""
    text = decode(data)
    with reading("broken JSON"):
        value = json.loads(text)
    rows = _rows(value, columns)
    objects = [row for row in rows if isinstance(row, Mapping)]
    if objects and not any(has_text(row, columns) for row in objects):
        raise no_text(objects)
    yield from drafted(enumerate(rows, start=1), columns)


def no_text(rows: Sequence[Mapping[str, Any]]) -> InputError:
    """What to say of rows none of whose columns is known to hold the text."""
    names = list(dict.fromkeys(name for row in rows[:LOOKED_AT] for name in flat(row)))
    hint = suggestion(rows[:LOOKED_AT])
    option = f"; {hint} would read it, 'kg columns FILE' shows what there is" if hint else ""
    shown = ",".join(names)[:100]
    return InputError(f"no column for the text (such as text, body or content) among: {shown}{option}")


def read_csv(data: bytes, limits: Limits, columns: Chosen = USUAL) -> Iterator[Draft | InputError]:
    """A header with the names of the columns, then a row for each article."""
    text = decode(data)
    reader = _table(text)
    names = [name for name in reader.fieldnames or () if name]
    if "text" not in read_from(names, columns):
        raise no_text(list(islice(reader, LOOKED_AT)) or [dict.fromkeys(names, "")])
    yield from drafted(_numbered(reader), columns)


def _table(text: str) -> csv.DictReader[str]:
    csv.field_size_limit(2**31 - 1)
    head = text.split("\n", 1)[0]
    return csv.DictReader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=head.count))


def _numbered(reader: csv.DictReader[str]) -> Iterator[tuple[int, Any]]:
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        yield 0, InputError(f"broken CSV after line {reader.line_num} ({error})")


def _attempt(line: str, number: int) -> Any:
    try:
        with reading(f"row {number}: broken JSON"):
            return json.loads(line)
    except InputError as error:
        return error


def drafted(rows: Iterable[tuple[int, Any]], columns: Chosen = USUAL) -> Iterator[Draft | InputError]:
    """An article for each row with its number; dates that cannot be read are told, all in one line.

    Which number of a date such as 03/04/2021 is the day, the whole column settles.
    """
    kept = list(rows)
    order = order_of(dates for _, row in kept if (dates := _date(row, columns)))
    unread = []
    for number, row in kept:
        yield row if isinstance(row, InputError) else _drafted(row, number, order, columns)
        if (value := _date(row, columns)) and edtf(value, order) is None:
            unread.append((number, value))
    if unread:
        number, value = unread[0]
        yield InputError(
            f"{len(unread)} of its dates cannot be read, such as {value[:40]!r} in row {number};"
            " write them like 2021-05-03, 2021-05 or 2021"
        )


def _date(row: Any, columns: Chosen) -> str:
    return fields.raw(row, columns).get("published", "") if isinstance(row, Mapping) else ""


def _rows(value: Any, columns: Chosen) -> list[Any]:
    """The list of most articles, wherever in the value; the value itself if it is one, or holds none."""
    if value == []:
        return []
    if has_text(value, columns):
        return [value]
    lists = list(_lists(value, columns))
    best = max(lists, key=lambda rows: sum(has_text(row, columns) for row in rows), default=[value])
    return list(best)


def _lists(value: Any, columns: Chosen) -> Iterator[list[Any]]:
    """The lists in a value, the outer ones first; not those inside of articles."""
    waiting = [value]
    while waiting:
        here = waiting.pop(0)
        if isinstance(here, list) and here:
            yield here
        inside = here.values() if isinstance(here, Mapping) else here
        waiting += [
            item for item in inside if isinstance(item, list | Mapping) and not has_text(item, columns)
        ]


def _drafted(row: Any, number: int, order: str | None, columns: Chosen) -> Draft | InputError:
    if not isinstance(row, Mapping):
        return InputError(f"row {number}: no object with named fields")
    found = fields.pick(row, order, columns)
    text = found.pop("text", "")
    if not text:
        return InputError(f"row {number}: no text in it")
    key = found.pop("key", str(number))
    return Draft(paragraphs(text) if looks_like_html(text) else text, **found, key=key, plain=True)  # type: ignore[arg-type]
