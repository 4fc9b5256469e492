"""Where everything is drawn, kept so that nobody jumps because somebody came."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.atomic import write_text
from kg.layout.stable import Point
from kg.page import LIMIT
from kg.page.drawing import shown, spots
from kg.page.positions import positions
from kg.records import Collection


@dataclass(frozen=True, slots=True)
class Places:
    """Points by the keys of entities."""

    page: Mapping[str, Point] = field(default_factory=dict)  # of those that the page shows
    whole: Mapping[str, Point] = field(default_factory=dict)  # of all


def places(collection: Collection, old: Places | None = None) -> Places:
    """Those of a collection: where they were before, and free places for those that are new."""
    before = old or Places()
    drawn = shown(collection, LIMIT)
    found = positions(collection, before.whole)
    return Places(
        page=dict(zip((e.key for e in drawn.entities), spots(drawn, before.page), strict=True)),
        whole=dict(zip(found.keys, zip(found.x, found.y, strict=True), strict=True)),
    )


def write(collection: Collection, path: Path) -> None:
    """Write the places, as they follow from those that are written there."""
    made = places(collection, read(path))
    data = {"page": made.page, "whole": made.whole}
    write_text(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")), errors="surrogatepass")


def read(path: Path) -> Places:
    """What ``write`` wrote; none where there is nothing that can be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        page, whole = (
            {str(key): (int(x), int(y)) for key, (x, y) in data[part].items()} for part in ("page", "whole")
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Places()
    return Places(page, whole)
