"""The pipeline as Python users see it: every function hands back an open graph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.pipeline import build as runs
from kg.pipeline.build import DEFAULT_FOLDER, Paths
from kg.pipeline.built_graph import Graph
from kg.pipeline.sync import Progress

if TYPE_CHECKING:
    import networkx  # type: ignore[import-untyped]


def build(
    paths: Paths = (),
    graph: str | Path = DEFAULT_FOLDER,
    *,
    names: str | Path | None = None,
    rules: Paths | None = None,
    decisions: str | Path | None = None,
    ner: str | None = None,
    known: Paths | None = None,
    experimental: bool | None = None,
    allow_empty: bool = False,
    limits: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
    ocr: bool | None = None,
    base: str | None = None,
    relayout: bool = False,
    workers: int | None = 1,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> Graph:
    """Read articles into a graph folder and open it; what could not be read is in ``graph.report``.

    Only what is new or changed is read. With more than one worker, or with ``seconds`` after which an
    article is given up, the calling script needs the usual ``if __name__ == "__main__":``, since worker
    processes import it.
    """
    report = runs.build(
        paths,
        graph,
        names=names,
        rules=rules,
        decisions=decisions,
        ner=ner,
        known=known,
        experimental=experimental,
        allow_empty=allow_empty,
        limits=limits,
        columns=columns,
        ocr=ocr,
        base=base,
        relayout=relayout,
        workers=workers,
        seconds=seconds,
        progress=progress,
    )
    return Graph(graph, report=report)


def add(
    paths: Paths,
    graph: str | Path = DEFAULT_FOLDER,
    *,
    limits: Sequence[str] | None = None,
    workers: int | None = 1,
    seconds: float | None = None,
) -> Graph:
    """Add single articles to a graph folder and open it."""
    report = runs.add(paths, graph, limits=limits, workers=workers, seconds=seconds)
    return Graph(graph, report=report)


def remove(articles: str | Sequence[str], graph: str | Path = DEFAULT_FOLDER, *, undo: bool = False) -> Graph:
    """Take articles out of a graph folder, or back in, and open it."""
    names = [articles] if isinstance(articles, str) else articles
    return Graph(graph, report=runs.remove(names, graph, undo=undo, files=False))


def open(folder: str | Path = DEFAULT_FOLDER) -> Graph:
    """Open a graph folder."""
    return Graph(folder)


def to_networkx(graph: Graph) -> networkx.MultiDiGraph:
    """The graph for networkx: entities as nodes, facts as edges."""
    from kg.graph.networkx_bridge import to_networkx

    return to_networkx(graph.collection)
