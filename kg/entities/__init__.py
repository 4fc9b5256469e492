"""Entities of a whole collection: who is who across articles, and a person's decisions about it."""

from kg.entities.component_resolution import Explanation, Part, Undecided
from kg.entities.components import of_target, words_of
from kg.entities.judgement_targets import pointers, unmatched
from kg.entities.judgements import Assertion, Decision, Decisions, Introduced
from kg.entities.known_entities import Listing
from kg.entities.known_list import Entry, NameList
from kg.entities.profiles import Profile, of_reading
from kg.entities.resolution import Resolution, explain, line_of, resolve, resolve_profiles
from kg.entities.similarity import name_similarity

__all__ = [
    "Assertion",
    "Decision",
    "Decisions",
    "Entry",
    "Explanation",
    "Introduced",
    "Listing",
    "NameList",
    "Part",
    "Profile",
    "Resolution",
    "Undecided",
    "explain",
    "line_of",
    "name_similarity",
    "of_reading",
    "of_target",
    "pointers",
    "resolve",
    "resolve_profiles",
    "unmatched",
    "words_of",
]
