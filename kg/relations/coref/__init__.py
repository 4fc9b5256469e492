"""Coreference inside one article: which names, descriptions and pronouns mean the same."""

from .refs import Quoted, Ref, Resolution
from .resolver import resolve

__all__ = ["Quoted", "Ref", "Resolution", "resolve"]
