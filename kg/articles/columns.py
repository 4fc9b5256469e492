"""What there is in rows: each column with an example, and which one is read as what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.articles import fields


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the field that it is read as, how many rows fill it, the first value."""

    name: str
    field: str | None
    filled: int
    example: str


def described(rows: Sequence[Mapping[str, Any]], chosen: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of rows, in the order in which they come up."""
    values: dict[str, list[str]] = {}
    for row in rows:
        for name, value in fields.flat(row).items():
            if text := fields.plain(value):
                values.setdefault(name, []).append(text)
    read = {name: field for field, name in fields.read_from(values, chosen).items()}
    return tuple(Column(name, read.get(name), len(found), found[0]) for name, found in values.items())


def suggestion(rows: Sequence[Mapping[str, Any]]) -> str:
    """An option that would say which column holds the text: the one with the longest values."""
    length: dict[str, int] = {}
    for row in rows:
        for name, value in fields.flat(row).items():
            length[name] = length.get(name, 0) + len(fields.plain(value))
    if not any(length.values()):
        return ""
    longest = max(length, key=lambda name: length[name])
    named = {c.field: c.name for c in described(rows, {}) if c.field in ("title", "published")}
    return f"--columns {','.join(f'{field}={name}' for field, name in {'text': longest, **named}.items())}"
