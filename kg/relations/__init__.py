"""Relations: what a parsed article says of whom, read by rules that are data.

``read`` turns one article's parse into its reading without looking at any other article.
"""

from __future__ import annotations

from kg.relations.reader import read
from kg.relations.rules import Rule, load, shipped, version

__all__ = ["Rule", "load", "read", "shipped", "version"]
