"""Entities of a whole collection: who is who across articles, and a person's decisions about it."""

from kg.entities.decisions import Assertion, Decision, Decisions
from kg.entities.namelist import Entry, NameList
from kg.entities.parts import Explanation, Undecided
from kg.entities.resolution import Resolution, explain, resolve
from kg.entities.similar import name_similarity

__all__ = [
    "Assertion",
    "Decision",
    "Decisions",
    "Entry",
    "Explanation",
    "NameList",
    "Resolution",
    "Undecided",
    "explain",
    "name_similarity",
    "resolve",
]
