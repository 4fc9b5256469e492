"""Coreference inside one article: which names, descriptions and pronouns mean the same."""

from .refs import Ref, Resolution
from .resolver import resolve

__all__ = ["Ref", "Resolution", "resolve"]
