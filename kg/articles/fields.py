"""Metadata under any of its usual names: front matter, JSON keys, CSV columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields as dataclass_fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.articles.authors import author
from kg.articles.dates import edtf
from kg.articles.drafts import Draft
from kg.errors import DataError
from kg.lexicon import loader

Chosen = Mapping[str, str]
USUAL: Chosen = MappingProxyType({})
FILE = Path(__file__).parent / "data" / "fields.yaml"
MAX_VALUE = 2000
MAX_DEPTH = 10  # of lists and objects in each other
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


def folded(name: str) -> str:
    """A field's name without case, spaces and punctuation."""
    return "".join(char for char in name.casefold() if char.isalnum())


@cache
def aliases(path: Path = FILE) -> Mapping[str, tuple[str, ...]]:
    """Field → folded names, best first.

    DataError for a field that Draft does not have, or a name that stands for two.
    """
    known = {field.name: loader.listed(loader.text) for field in dataclass_fields(Draft)}
    data = loader.load(path, loader.record(known, optional=known))
    seen: dict[str, str] = {}
    result = {}
    for field, names in data.items():
        result[field] = tuple(folded(name) for name in names)
        for name in result[field]:
            if seen.setdefault(name, field) != field:
                raise DataError(f"{path.name}: {name!r} stands for {seen[name]} and {field}")
    return result


def known(name: str) -> bool:
    """Whether a field goes by this name."""
    return any(folded(name) in names for names in aliases().values())


def pick(row: Mapping[str, Any], order: str | None = None, chosen: Chosen = USUAL) -> dict[str, str]:
    """The fields that a row fills, each from the best of its names; dates as EDTF, ``order`` as in them.

    ``chosen`` says under which name a field stands, whatever its usual names.
    """
    return cleaned(raw(row, chosen), order)


def choices(texts: Iterable[str]) -> Chosen:
    """Field → column of texts such as ``text=body,title=headline``; DataError for what is no field."""
    pairs = [pair.partition("=") for text in texts for pair in text.split(",") if pair.strip()]
    known = tuple(aliases())
    for field, mark, name in pairs:
        if field.strip() not in known or not mark or not name.strip():
            raise DataError(
                f"{field + mark + name!r} is no FIELD=COLUMN, where FIELD is one of {', '.join(known)}"
            )
    return {field.strip(): name.strip() for field, _, name in pairs}


def flat(row: Mapping[str, Any], depth: int = MAX_DEPTH, before: str = "") -> dict[str, Any]:
    """The values of a row by name, those of objects in it by the names on the way: ``meta.date``."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        path = f"{before}{name}"
        if isinstance(value, Mapping) and depth and "name" not in value:
            found |= flat(value, depth - 1, f"{path}.")
        else:
            found[path] = value
    return found


def has_text(row: Any, chosen: Chosen = USUAL) -> bool:
    """Whether a row has a field for the text of an article."""
    return isinstance(row, Mapping) and "text" in read_from(_values(row, chosen), chosen)


def read_from(names: Iterable[str], chosen: Chosen = USUAL) -> dict[str, str]:
    """Field → the name, among these, that it is read from."""
    known = {folded(name): name for name in reversed(list(names))}
    found = {}
    for field, usual in aliases().items():
        wanted = (folded(chosen[field]),) if field in chosen else usual
        if name := next((known[name] for name in wanted if name in known), None):
            found[field] = name
    return found


def _values(row: Mapping[str, Any], chosen: Chosen) -> dict[str, Any]:
    """The values of a row by name; of an object in it too, if that holds the text and the row does not."""
    values = {name: value for name, value in row.items() if isinstance(name, str)}
    if chosen:
        return {**values, **flat(values)}
    inner = [value for value in values.values() if isinstance(value, Mapping)]
    if "text" not in read_from(values):
        holding = next((dict(value) for value in inner if "text" in read_from(map(str, value))), {})
        return {**values, **{str(name): value for name, value in holding.items()}}
    return values


def raw(row: Mapping[str, Any], chosen: Chosen = USUAL) -> dict[str, str]:
    """The fields that a row fills, as they are written."""
    row = _values(row, chosen)
    values = {folded(name): value for name, value in reversed(list(row.items())) if isinstance(name, str)}
    found = {}
    for field, usual in aliases().items():
        names = (folded(chosen[field]),) if field in chosen else usual
        written = paragraphs_of if field == "text" else plain
        candidates = (written(values[name]) for name in names if name in values)
        if value := next(filter(None, candidates), None):
            found[field] = value
    return found


def plain(value: Any, depth: int = MAX_DEPTH) -> str:
    """A value as text: numbers as written, the names of lists and of objects with a name joined by commas.

    What is nested deeper than ``depth`` says nothing.
    """
    if isinstance(value, str):
        return _whole(value).strip()
    if isinstance(value, bool) or value is None or not depth:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return plain(value.get("name", ""), depth - 1)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (plain(item, depth - 1) for item in value)))
    return ""


def paragraphs_of(value: Any) -> str:
    """A text; of a list the items, a line for each, those with a text of their own by that."""
    if not isinstance(value, list | tuple):
        return plain(value)
    items = (raw(item).get("text", "") if isinstance(item, Mapping) else plain(item) for item in value)
    return "\n".join(filter(None, items))


def _whole(value: str) -> str:
    """The text without NUL and with halves of characters, which JSON escapes can hold, joined or replaced."""
    if value.isascii():
        return value.replace("\0", "")
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")


def cleaned(found: Mapping[str, str | None], order: str | None = None) -> dict[str, str]:
    """Metadata without empty and impossible values: dates as EDTF, only web addresses as URL."""
    result = {field: value for field, value in found.items() if value}
    for field in result.keys() & {"published", "file_date"}:
        result[field] = edtf(result[field], order) or ""
    if "url" in result and not _WEB.fullmatch(result["url"]):
        del result["url"]
    if "author" in result:
        result["author"] = author(result["author"])
    for field in result.keys() - {"text"}:
        result[field] = " ".join(result[field].split())[:MAX_VALUE]
    return {field: value for field, value in result.items() if value}
