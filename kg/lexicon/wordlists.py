"""The word lists of this room (YAML files in ``data``), and what only they can tell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import DataError
from kg.lexicon.titles import titles
from kg.records import Parse


@cache
def words(name: str) -> Mapping[str, Any]:
    """A word list of the room: the YAML file of that name in ``data``."""
    import yaml

    path = files("kg.lexicon") / "data" / f"{name}.yaml"
    loaded: Mapping[str, Any] = yaml.load(
        path.read_text("utf8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return loaded


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """One list of a word file as a set; DataError where it is missing or holds what is no word."""
    found = words(name).get(key)
    if not isinstance(found, list):
        raise DataError(f"{name}.yaml: {key} is no list of words")
    for word in found:
        if not isinstance(word, str):
            raise DataError(f"{name}.yaml: {key}: {word!r} is no word (quote yes, no, on, off)")
    return frozenset(found)


def is_title(parse: Parse, start: int, end: int) -> bool:
    """Whether a token range is a title and nothing more: "the President"."""
    words = [parse.word(i).lower() for i in range(start, end)]
    at, modifiers = 0, titles().modifiers
    while at < len(words) and (words[at] in ("the", "a", "an", "-", "/") or words[at] in modifiers):
        at += 1
    hit = titles().find(words, words, at) if at < len(words) else None
    return hit is not None and at + hit[0] == len(words)
