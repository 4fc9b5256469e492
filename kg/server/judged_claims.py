"""What a person has decided of claims."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from kg.store.database import Store

Decided = Mapping[str, str]  # claim id → confirm or reject


def decided(store: Store) -> Decided:
    """The last word on each claim."""
    from kg.pipeline.build import options

    path = options(store).decisions
    if path is None or not Path(path).is_file():
        return {}
    status = Path(path).stat()
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _read(path: str, time: int, size: int) -> Decided:
    """The decisions of a file, read again when it changes."""
    from kg.entities.judgements import load

    found = load(path)
    return dict.fromkeys(found.confirmed, "confirm") | dict.fromkeys(found.rejected, "reject")
