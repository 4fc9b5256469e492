"""The network as one HTML file that works from disk, offline: pyvis, with our own page around it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.atomic import write_text
from kg.records import Collection

if TYPE_CHECKING:
    from kg.ontology import Ontology

__all__ = ["LIMIT", "page", "write"]

LIMIT = 1500
TITLE = "Knowledge graph"


def page(
    collection: Collection, *, ontology: Ontology | None = None, limit: int = LIMIT, title: str = TITLE
) -> str:
    """The page of ``collection``; over ``limit`` entities the most important ones, and the page says so.

    ``ontology`` tells how relations read and which have no direction: the shipped one, if none is given.
    """
    import kg.ontology
    from kg.page.drawing import draw
    from kg.page.rendering import render

    return render(draw(collection, ontology=ontology or kg.ontology.load(), limit=limit), title)


def write(
    collection: Collection,
    path: Path | str,
    *,
    ontology: Ontology | None = None,
    limit: int = LIMIT,
    title: str = TITLE,
) -> None:
    """Write the page to ``path``, which holds the old page or the whole new one at any moment."""
    made = page(collection, ontology=ontology, limit=limit, title=title)
    write_text(Path(path), made, errors="xmlcharrefreplace")
