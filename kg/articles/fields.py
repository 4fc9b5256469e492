"""Metadata under any of its usual names: front matter, JSON keys, CSV columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from functools import cache
from pathlib import Path
from typing import Any

from kg.articles.authors import author
from kg.articles.dates import edtf
from kg.articles.drafts import Draft
from kg.errors import DataError
from kg.lexicon import loader

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


def pick(row: Mapping[str, Any]) -> dict[str, str]:
    """The fields that a row fills, each from the best of its names; dates as EDTF."""
    values = {folded(name): value for name, value in reversed(list(row.items())) if isinstance(name, str)}
    found = {}
    for field, names in aliases().items():
        candidates = (plain(values[name]) for name in names if name in values)
        if value := next(filter(None, candidates), None):
            found[field] = value
    return cleaned(found)


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


def _whole(value: str) -> str:
    """The text without NUL and with halves of characters, which JSON escapes can hold, joined or replaced."""
    if value.isascii():
        return value.replace("\0", "")
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")


def cleaned(found: Mapping[str, str | None]) -> dict[str, str]:
    """Metadata without empty and impossible values: dates as EDTF, only web addresses as URL."""
    result = {field: value for field, value in found.items() if value}
    for field in result.keys() & {"published", "file_date"}:
        result[field] = edtf(result[field]) or ""
    if "url" in result and not _WEB.fullmatch(result["url"]):
        del result["url"]
    if "author" in result:
        result["author"] = author(result["author"])
    for field in result.keys() - {"text"}:
        result[field] = " ".join(result[field].split())[:MAX_VALUE]
    return {field: value for field, value in result.items() if value}
