"""How statuses and types of entities are worded and drawn, from ``appearance.json``.

The page, the explorer's front end (whose build reads the same file) and dossiers take it from there.
Colours of types are of the Okabe-Ito set, which colour-blind people can tell apart; shapes differ as well.
Colours of statuses can be read as text on light and on dark.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from kg.errors import DataError
from kg.records import EntityType, Status

T = TypeVar("T")

DOT = 2  # pixels: a stroke no longer than that
FILE = Path(__file__).with_name("appearance.json")


@dataclass(frozen=True, slots=True)
class StatusLook:
    """A status in words; without colours it looks as any line does."""

    id: str
    label: str
    mark: str  # before a relation: "maybe: governs"
    help: str
    light: str | None = None
    dark: str | None = None
    dash: tuple[int, ...] = ()  # lengths of strokes and gaps


@dataclass(frozen=True, slots=True)
class TypeLook:
    """A type of entities, drawn."""

    id: str
    plural: str
    shape: str  # of vis-network
    light: str
    dark: str


@cache
def statuses() -> Mapping[str, StatusLook]:
    """The look of each status, in their order; raises DataError unless it is the order of ``Status``."""
    found = [StatusLook(**{**item, "dash": tuple(item.get("dash", ()))}) for item in raw()["statuses"]]
    return _in_order({look.id: look for look in found}, [str(status) for status in Status])


@cache
def types() -> Mapping[str, TypeLook]:
    """The look of each type of entities, in their order; raises DataError as ``statuses`` does."""
    found = [TypeLook(**item) for item in raw()["types"]]
    return _in_order({look.id: look for look in found}, [str(kind) for kind in EntityType])


@cache
def raw() -> Mapping[str, Any]:
    """The file, as the page's script has it."""
    data: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return MappingProxyType(data)


def style() -> str:
    """The colours as custom properties of CSS, for light and for dark."""
    light, dark = ("".join(f"--{name}:{colours[n]};" for name, colours in _colours()) for n in (0, 1))
    return f":root{{{light}}}\n@media (prefers-color-scheme: dark){{:root{{{dark}}}}}\n"


def with_statuses(style: str) -> str:
    """A style sheet with what each status that has a colour looks like, where a comment asks for it."""
    marked = [look for look in statuses().values() if look.light]
    rules = {
        "line": [f"stroke: var(--{look.id});" for look in marked],
        "badge": [f"color: var(--{look.id});" for look in marked],
        "claim": [f"border-left: 3px {_border(look)} var(--{look.id});" for look in marked],
    }
    for kind, found in rules.items():
        lines = (f".{kind}.status-{look.id} {{ {rule} }}" for look, rule in zip(marked, found, strict=True))
        style = style.replace(f"/* statuses: {kind} */", "\n".join(lines))
    return style


def _border(look: StatusLook) -> str:
    """The border that is most like the line of a status."""
    return "dotted" if look.dash and look.dash[0] <= DOT else "dashed"


def _colours() -> Iterator[tuple[str, tuple[str, str]]]:
    for kind in types().values():
        yield kind.id.lower(), (kind.light, kind.dark)
    for look in statuses().values():
        if look.light and look.dark:
            yield look.id, (look.light, look.dark)
    yield "other", (raw()["other"]["light"], raw()["other"]["dark"])


def _in_order(found: dict[str, T], wanted: list[str]) -> Mapping[str, T]:
    if list(found) != wanted:
        raise DataError(f"{FILE} has {', '.join(found)}, but the records have {', '.join(wanted)}")
    return MappingProxyType(found)
