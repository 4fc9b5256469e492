"""The one loader of YAML data files, strict: what a file may hold is told by a check.

A check takes a value and where it stands ("titles.yaml: classes: mayor"), and returns the value or what is
made of it. DataError names file and entry where something is missing, unknown, said twice or of another
kind, as where YAML reads ``no`` and ``on`` as a truth value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import DataError

T = TypeVar("T")
Check = Callable[[Any, str], T]


def load(path: Traversable | Path, check: Check[T]) -> T:
    """What a data file holds, checked."""
    return check(read(path.read_text(encoding="utf-8"), path.name), path.name)


def read(text: str, source: str) -> Any:
    """The value of a YAML text; DataError where it is none or a mapping has a key twice."""
    import yaml

    try:
        return yaml.load(text, Loader=_loader())
    except (yaml.YAMLError, RecursionError) as error:
        raise DataError(f"{source}: cannot be read as YAML ({' '.join(str(error).split())})") from error


@cache
def _loader() -> Any:
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    def construct_mapping(self: Any, node: Any, deep: bool = False) -> Any:
        seen: set[tuple[str, str]] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and (key.tag, key.value) in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"{key.value!r} stands twice", problem_mark=key.start_mark
                )
            seen.add((key.tag, str(key.value)))
        return base.construct_mapping(self, node, deep)

    return type("StrictLoader", (base,), {"construct_mapping": construct_mapping})


def text(value: Any, where: str) -> str:
    """A string that is not empty."""
    if not isinstance(value, str) or not value:
        raise DataError(f"{where}: {value!r} is no word (quote yes, no, on, off and numbers)")
    return value


def lower(value: Any, where: str) -> str:
    """A string in lower case."""
    if text(value, where) != value.lower():
        raise DataError(f"{where}: {value!r} is not in lower case")
    return str(value)


def number(value: Any, where: str) -> float:
    """A number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DataError(f"{where}: {value!r} is no number")
    return float(value)


def switch(value: Any, where: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise DataError(f"{where}: {value!r} is neither true nor false")
    return value


def one_of(*known: str) -> Check[str]:
    """One of some words."""

    def check(value: Any, where: str) -> str:
        if value not in known:
            raise DataError(f"{where}: {value!r} is none of {', '.join(map(repr, known))}")
        return str(value)

    return check


def listed(of: Check[T]) -> Check[tuple[T, ...]]:
    """A list, each item checked, none twice."""

    def check(value: Any, where: str) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise DataError(f"{where}: {value!r} is no list")
        found = tuple(of(item, where) for item in value)
        twice = next((item for n, item in enumerate(value) if item in value[:n]), None)
        if twice is not None:
            raise DataError(f"{where}: {twice!r} stands twice")
        return found

    return check


def set_of(of: Check[str] = text) -> Check[frozenset[str]]:
    """A list of words as a set."""
    items = listed(of)
    return lambda value, where: frozenset(items(value, where))


def table(of: Check[T], keys: Check[str] = text) -> Check[dict[str, T]]:
    """A mapping from any keys that pass their check."""

    def check(value: Any, where: str) -> dict[str, T]:
        entries = _mapping(value, where)
        return {keys(key, where): of(item, f"{where}: {key}") for key, item in entries.items()}

    return check


def lists(keys: Collection[str], of: Check[T]) -> Check[dict[str, T]]:
    """A mapping that holds exactly some keys, whose values are all of one kind."""
    return record(dict.fromkeys(keys, of))


def record(fields: Mapping[str, Check[Any]], optional: Collection[str] = ()) -> Check[dict[str, Any]]:
    """A mapping of fields, each with its own check; those that are not optional must be there."""

    def check(value: Any, where: str) -> dict[str, Any]:
        entries = _mapping(value, where)
        unknown = sorted(str(key) for key in entries if key not in fields)
        if unknown:
            raise DataError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(fields))}")
        missing = sorted(key for key in fields if key not in entries and key not in optional)
        if missing:
            raise DataError(f"{where}: {missing[0]!r} is missing")
        return {key: fields[key](item, f"{where}: {key}") for key, item in entries.items()}

    return check


def _mapping(value: Any, where: str) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise DataError(f"{where}: {value!r} is no mapping")
    return value
