"""Head nouns of descriptions, words around the names of persons, and pronouns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from kg.errors import DataError
from kg.lexicon import loader
from kg.lexicon.titles import of_people

WORDS = loader.words(loader.lower)
GENDERS = ("any", "male", "female")
PERSON_LISTS = ("particles", "suffixes", "speech", "kin", "vague", "renaming", "regnal")
Form = tuple[int, str, str, str]  # person, number, gender, use


@dataclass(frozen=True, slots=True)
class Nouns:
    """What head nouns of descriptions stand for."""

    types: Mapping[str, str]  # noun -> PERSON, ORG or LOC
    genders: Mapping[str, str]  # noun -> male or female
    place_kinds: Mapping[str, frozenset[str]]  # noun -> kinds of lexicon places
    companies: frozenset[str]
    not_companies: frozenset[str]
    generic: frozenset[str]


@dataclass(frozen=True, slots=True)
class Persons:
    """Words around the names of persons."""

    honorifics: Mapping[str, str]  # word -> male, female or ""
    abbreviations: Mapping[str, str]
    generations: Mapping[str, str]  # suffix -> younger, elder, second, ...
    particles: frozenset[str]
    suffixes: frozenset[str]
    speech: frozenset[str]
    kin: frozenset[str]
    vague: frozenset[str]
    renaming: frozenset[str]  # between a name and another of the same person
    regnal: frozenset[str]  # titles before a name of reign


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Pronouns by lower-case form, and the contexts of an "it" that refers to nothing."""

    forms: Mapping[str, Form]
    empty_verbs: frozenset[str]
    empty_objects: frozenset[str]
    empty_adjectives: frozenset[str]
    prosecuting: frozenset[str]  # verbs of what is done to the accused
    prosecutors: frozenset[str]  # words in the titles of those who do it or tell of it


def _load(name: str, check: loader.Check[dict[str, Any]]) -> dict[str, Any]:
    return loader.load(resources.files("kg.lexicon") / "data" / name, check)


@cache
def nouns() -> Nouns:
    """The head nouns of descriptions."""
    sets = ("organization", "place", "company_nouns", "not_companies", "generic_names")
    check = loader.record(
        {
            **dict.fromkeys(sets, WORDS),
            "person": loader.lists(GENDERS, WORDS),
            "place_kinds": loader.lists(("country", "region", "city"), WORDS),
        }
    )
    data = _load("descriptions.yaml", check)
    person: dict[str, frozenset[str]] = data["person"]
    kinds: dict[str, frozenset[str]] = data["place_kinds"]
    listed = {
        "PERSON": frozenset().union(*person.values()),
        "LOC": data["place"],
        "ORG": data["organization"],
    }
    return Nouns(
        dict.fromkeys(of_people(), "PERSON")
        | {noun: label for label, found in listed.items() for noun in found},  # the last label wins
        {noun: gender for gender in ("male", "female") for noun in person[gender]},
        {n: frozenset(k for k in kinds if n in kinds[k]) for n in frozenset().union(*kinds.values())},
        *(data[key] for key in sets[2:]),
    )


@cache
def persons() -> Persons:
    """Honorifics, abbreviations, particles and verbs of saying."""
    pairs = loader.table(loader.lower, loader.lower)
    check = loader.record(
        {
            **dict.fromkeys(PERSON_LISTS, WORDS),
            "honorifics": loader.lists(GENDERS, WORDS),
            "abbreviations": pairs,
            "generations": pairs,
        }
    )
    data = _load("persons.yaml", check)
    honorifics = dict.fromkeys(of_people(), "") | {
        word: "" if gender == "any" else gender
        for gender, listed in data["honorifics"].items()
        for word in listed
    }
    lists = (data[key] for key in PERSON_LISTS)
    return Persons(honorifics, data["abbreviations"], data["generations"], *lists)


USES = ("personal", "possessive", "reflexive", "relative")
ACCUSED = ("prosecuting", "prosecutors")
EMPTY = ("verbs", "objects", "adjectives")


@cache
def pronouns() -> Pronouns:
    """The pronouns."""
    forms = loader.table(_form, loader.lower)
    check = loader.record(
        {
            **dict.fromkeys(USES, forms),
            "empty_it": loader.lists(EMPTY, WORDS),
            **dict.fromkeys(ACCUSED, WORDS),
        }
    )
    data = _load("pronouns.yaml", check)
    return Pronouns(
        {form: (*features, use) for use in USES for form, features in data[use].items()},
        *(data["empty_it"][key] for key in EMPTY),
        *(data[key] for key in ACCUSED),
    )


def _form(value: Any, where: str) -> tuple[int, str, str]:
    """Person, number and gender."""
    match value:
        case [
            1 | 2 | 3 as person,
            "sing" | "plur" | "" as number,
            "male" | "female" | "neuter" | "" as gender,
        ]:
            return person, number, gender
    raise DataError(f"{where}: {value!r} is not [person, number, gender]")
