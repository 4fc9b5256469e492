"""The network as one HTML file that works from disk, offline: pyvis, with our own page around it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.atomic import write_text
from kg.records import Collection

if TYPE_CHECKING:
    from kg.layout.stable import Point
    from kg.ontology import Ontology

__all__ = ["LIMIT", "page", "write"]

LIMIT = 1500
TITLE = "Knowledge graph"


def page(
    collection: Collection,
    *,
    ontology: Ontology | None = None,
    limit: int = LIMIT,
    title: str = TITLE,
    places: Mapping[str, Point] | None = None,
) -> str:
    """The page of ``collection``; over ``limit`` entities the most important ones, and the page says so.

    ``ontology`` tells how relations read and which have no direction: the shipped one, if none is given.
    Entities of ``places`` are drawn there.
    """
    import kg.ontology
    from kg.page.drawing import draw
    from kg.page.rendering import render

    vocabulary = ontology or kg.ontology.load()
    return render(draw(collection, ontology=vocabulary, limit=limit, places=places), title)


def write(
    collection: Collection,
    path: Path | str,
    *,
    ontology: Ontology | None = None,
    limit: int = LIMIT,
    title: str = TITLE,
    places: Mapping[str, Point] | None = None,
) -> None:
    """Write the page to ``path``, which holds the old page or the whole new one at any moment."""
    made = page(collection, ontology=ontology, limit=limit, title=title, places=places)
    write_text(Path(path), made, errors="xmlcharrefreplace")
