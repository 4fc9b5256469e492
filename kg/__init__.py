"""A knowledge graph from news articles, with the sentence behind every edge.

import kg

graph = kg.build("seeds")
graph.query("who-governs").dicts()
graph.show("Sergei Tsivilev")
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import KGError
    from kg.pipeline.api import add, build, open, remove, to_networkx
    from kg.pipeline.built_graph import Graph
    from kg.pipeline.extract import extract

os.environ["ORT_DISABLE_TELEMETRY"] = (
    "1"  # onnxruntime looks up an outside host unless it is set before its import
)

__version__ = "0.1.0"

_HOMES = {
    "Graph": "kg.pipeline.built_graph",
    "KGError": "kg.errors",
    "add": "kg.pipeline.api",
    "build": "kg.pipeline.api",
    "extract": "kg.pipeline.extract",
    "open": "kg.pipeline.api",
    "remove": "kg.pipeline.api",
    "to_networkx": "kg.pipeline.api",
}

__all__ = ["Graph", "KGError", "add", "build", "extract", "open", "remove", "to_networkx"]


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first used: ``import kg`` is cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return sorted([*__all__, "__version__"])
