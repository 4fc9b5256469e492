"""JSON, JSON lines and CSV: a row for each article, under the usual names of columns (data/fields.yaml)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from kg.articles import fields
from kg.articles.decode import decode
from kg.articles.drafts import Draft
from kg.articles.foreign import reading
from kg.articles.html import looks_like_html, paragraphs
from kg.errors import InputError
from kg.limits import Limits

DELIMITERS = ",;\t|"


def read_jsonl(data: bytes, limits: Limits) -> Iterator[Draft | InputError]:
    """An object on each line."""
    for number, line in enumerate(decode(data).split("\n"), start=1):
        if line.strip():
            yield _attempt(line, number)


def read_json(data: bytes, limits: Limits) -> Iterator[Draft | InputError]:
    """One object, a list of objects, or an object that holds such a list."""
    text = decode(data)
    with reading("broken JSON"):
        value = json.loads(text)
    for number, row in enumerate(_rows(value), start=1):
        yield _drafted(row, number)


def read_csv(data: bytes, limits: Limits) -> Iterator[Draft | InputError]:
    """A header with the names of the columns, then a row for each article."""
    csv.field_size_limit(2**31 - 1)
    text = decode(data)
    head = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    if not any(fields.folded(name or "") in fields.aliases()["text"] for name in reader.fieldnames or ()):
        raise InputError(
            f"no column for the text (such as text, body or content) among: {head.strip()[:100]}"
        )
    try:
        for number, row in enumerate(reader, start=1):
            yield _drafted(row, number)
    except csv.Error as error:
        raise InputError(f"broken CSV after line {reader.line_num} ({error})") from error


def _attempt(line: str, number: int) -> Draft | InputError:
    try:
        with reading(f"row {number}: broken JSON"):
            row = json.loads(line)
    except InputError as error:
        return error
    return _drafted(row, number)


def _rows(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping) and "text" not in fields.pick(value):
        lists = [item for item in value.values() if isinstance(item, list)]
        if len(lists) == 1:
            return list(lists[0])
    return [value]


def _drafted(row: Any, number: int) -> Draft | InputError:
    if not isinstance(row, Mapping):
        return InputError(f"row {number}: no object with named fields")
    found = fields.pick(row)
    text = found.pop("text", "")
    if not text:
        return InputError(f"row {number}: no text in it")
    key = found.pop("key", str(number))
    return Draft(paragraphs(text) if looks_like_html(text) else text, **found, key=key, plain=True)  # type: ignore[arg-type]
