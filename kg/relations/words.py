"""The word lists of this room: YAML files in ``data``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(name: str) -> Mapping[str, Any]:
    """A word list of the room: the YAML file of that name in ``data``."""
    import yaml

    path = files("kg.relations") / "data" / f"{name}.yaml"
    loaded: Mapping[str, Any] = yaml.load(
        path.read_text("utf8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return loaded


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """One list of a word file as a set."""
    return frozenset(str(w) for w in words(name)[key])
