"""What a person has decided of claims, and of what entities are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.store.database import Store

if TYPE_CHECKING:
    from kg.entities import Decisions

Decided = Mapping[str, str]  # claim id → confirm or reject


def decided(store: Store) -> Decided:
    """The last word on each claim."""
    found = _decisions(store)
    return dict.fromkeys(found.confirmed, "confirm") | dict.fromkeys(found.rejected, "reject")


def retyped(store: Store, key: str) -> str | None:
    """The key that an entity has since a person said of what type it is; None where nobody did."""
    from kg.entities.keys import base_key

    for decision in reversed(_decisions(store).of("type")):
        if base_key(key) in decision.words[0].split():
            return f"{decision.words[1].lower()}/{key.partition('/')[2]}"
    return None


def _decisions(store: Store) -> Decisions:
    from kg.entities.judgements import Decisions
    from kg.pipeline.build import options

    path = options(store).decisions
    if path is None or not Path(path).is_file():
        return Decisions()
    status = Path(path).stat()
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _read(path: str, time: int, size: int) -> Decisions:
    """The decisions of a file, read again when it changes."""
    from kg.entities.judgements import load

    return load(path)
