"""Coreference inside one article: which names, descriptions and pronouns mean the same."""

from kg.coref.references import Quoted, Ref, Resolution, Several
from kg.coref.resolver import resolve

__all__ = ["Quoted", "Ref", "Resolution", "Several", "resolve"]
