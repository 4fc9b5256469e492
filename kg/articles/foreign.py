"""Libraries that read formats trip over broken files in their own ways: recursion, assertions, anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from kg.errors import InputError, KGError

Item = TypeVar("Item")
LONGEST = 80  # characters of a reason


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Whatever a library raises inside becomes InputError; only calls of the library belong inside."""
    try:
        yield
    except (KGError, MemoryError):
        raise
    except Exception as error:
        raise InputError(f"{what} ({reason(error)})") from error


def each(what: str, items: Callable[[], Iterable[Item]]) -> Iterator[Item]:
    """The items of a library's iterable, one at a time; whatever it raises becomes InputError."""
    with reading(what):
        source = iter(items())
    while True:
        with reading(what):
            try:
                item = next(source)
            except StopIteration:
                return
        yield item


def reason(error: Exception) -> str:
    """An error in a few words."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error).split("\n")[0][:LONGEST] or type(error).__name__
