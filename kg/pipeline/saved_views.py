"""Views of the network that a person has saved by name: a file in the graph folder, to be shared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.atomic import write_text
from kg.errors import DataError, NotFoundError

VIEWS = "views.json"
LONGEST = {"name": 120, "note": 2000, "view": 20_000}  # characters
MOST = 500


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view: its name, what to remember of it, and the query string of its address."""

    name: str
    note: str
    view: str


def load(folder: Path) -> tuple[SavedView, ...]:
    """The views of a graph folder, by name; raises DataError where the file holds something else."""
    file = folder / VIEWS
    try:
        found = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
        return tuple(_view(one) for one in found)
    except (OSError, ValueError, TypeError, AttributeError, DataError) as error:
        raise DataError(f"{file} cannot be read: {error}") from error


def save(folder: Path, view: SavedView) -> tuple[SavedView, ...]:
    """Keep a view, in place of one of that name; all that there are now."""
    made = _view(asdict(view))
    if not made.name:
        raise DataError("a view needs a name")
    others = [one for one in load(folder) if one.name != made.name]
    if len(others) >= MOST:
        raise DataError(f"{folder / VIEWS} holds {MOST} views, which is the most")
    return _write(folder, (*others, made))


def remove(folder: Path, name: str) -> tuple[SavedView, ...]:
    """Take a view out; all that there are now."""
    found = load(folder)
    left = tuple(one for one in found if one.name != name)
    if len(left) == len(found):
        raise NotFoundError(f"there is no view {name!r}")
    return _write(folder, left)


def _view(given: Mapping[str, Any]) -> SavedView:
    for field, longest in LONGEST.items():
        value = given.get(field)
        if not isinstance(value, str) or len(value) > longest:
            raise DataError(f"the {field} of a view is a text of at most {longest} characters")
    return SavedView(" ".join(given["name"].split()), " ".join(given["note"].split()), given["view"])


def _write(folder: Path, views: tuple[SavedView, ...]) -> tuple[SavedView, ...]:
    ordered = tuple(sorted(views, key=lambda view: (view.name.casefold(), view.name)))
    text = json.dumps([asdict(view) for view in ordered], ensure_ascii=False, indent=1)
    write_text(folder / VIEWS, text + "\n")
    return ordered
