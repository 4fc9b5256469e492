"""How files are read, as the graph folder remembers it: limits, columns, scans."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kg.limits import USUAL
from kg.limits import limits as limits_of
from kg.pipeline import sync
from kg.store.database import Store


def keep(store: Store, limits: Sequence[str] | None, columns: Sequence[str] | None, ocr: bool | None) -> None:
    """Keep what is given of how files are read, for this run and later ones."""
    keep_limits(store, limits)
    _keep_columns(store, columns)
    _keep_ocr(store, ocr)


def keep_limits(store: Store, given: Sequence[str] | None) -> None:
    """Keep what an article may hold, for this run and later ones."""
    if given is not None:
        before = sync.limits(store) if any(given) else USUAL
        store.put("limits", json.dumps(str(limits_of(filter(None, given), before)).split()))


def _keep_columns(store: Store, given: Sequence[str] | None) -> None:
    """Keep which columns are what, for this run and later ones."""
    from kg.articles.fields import choices

    if given is not None:
        store.put("columns", json.dumps([f"{field}={name}" for field, name in choices(given).items()]))


def _keep_ocr(store: Store, given: bool | None) -> None:
    """Keep whether scans are read, for this run and later ones."""
    from kg.articles.scans import program

    if given is not None:
        store.put("ocr", "yes" if given else "")
    if sync.ocr(store):
        program()
