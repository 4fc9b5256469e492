"""The word lists of coreference, read once from ``data/``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from kg.errors import DataError

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


def load(name: str, keys: Iterable[str]) -> dict[str, Any]:
    """Read ``data/name``; it must hold exactly ``keys``."""
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    wanted = set(keys)
    if not isinstance(data, dict) or set(data) != wanted:
        found = sorted(data) if isinstance(data, dict) else data
        raise DataError(f"coref/data/{name}: expected the keys {sorted(wanted)}, found {found}")
    return data


def strings(name: str, entry: str, values: object) -> list[str]:
    """Check that ``values`` is a list of lower-case strings."""
    if not isinstance(values, list):
        raise DataError(f"coref/data/{name}: {entry} is no list: {values!r}")
    for value in values:
        if not isinstance(value, str) or value != value.lower():
            raise DataError(f"coref/data/{name}: {entry} holds {value!r}, not a lower-case string")
    return values


@cache
def nouns() -> Nouns:
    """The head nouns of descriptions."""
    keys = (
        "person",
        "organization",
        "place",
        "place_kinds",
        "company_nouns",
        "not_companies",
        "generic_names",
    )
    data = load("nouns.yaml", keys)
    types: dict[str, str] = {}
    genders: dict[str, str] = {}
    for label, key in (("LOC", "place"), ("ORG", "organization")):
        types |= dict.fromkeys(strings("nouns.yaml", key, data[key]), label)
    for gender, listed in data["person"].items():
        if gender not in ("any", "male", "female"):
            raise DataError(f"coref/data/nouns.yaml: person has the unknown gender {gender!r}")
        found = strings("nouns.yaml", f"person {gender}", listed)
        types |= {noun: "PERSON" for noun in found if noun not in types}
        if gender != "any":
            genders |= dict.fromkeys(found, gender)
    kinds: dict[str, set[str]] = {}
    for kind, listed in data["place_kinds"].items():
        for noun in strings("nouns.yaml", f"place_kinds {kind}", listed):
            kinds.setdefault(noun, set()).add(kind)
    return Nouns(
        types,
        genders,
        {noun: frozenset(found) for noun, found in kinds.items()},
        *(frozenset(strings("nouns.yaml", key, data[key])) for key in keys[4:]),
    )


@cache
def persons() -> Persons:
    """Honorifics, abbreviations, particles and verbs of saying."""
    data = load("persons.yaml", ("honorifics", "abbreviations", "generations", *PERSON_LISTS))
    honorifics: dict[str, str] = {}
    for gender, listed in data["honorifics"].items():
        if gender not in ("any", "male", "female"):
            raise DataError(f"coref/data/persons.yaml: honorifics has the unknown gender {gender!r}")
        mark = "" if gender == "any" else gender
        honorifics |= dict.fromkeys(strings("persons.yaml", f"honorifics {gender}", listed), mark)
    lists = (frozenset(strings("persons.yaml", key, data[key])) for key in PERSON_LISTS)
    return Persons(honorifics, dict(data["abbreviations"]), dict(data["generations"]), *lists)


@cache
def pronouns() -> Pronouns:
    """The pronouns."""
    data = load("pronouns.yaml", ("personal", "possessive", "reflexive", "relative", "empty_it"))
    forms: dict[str, Form] = {}
    for use in ("personal", "possessive", "reflexive", "relative"):
        for form, features in data[use].items():
            if not (isinstance(features, list) and len(features) == 3):
                raise DataError(f"coref/data/pronouns.yaml: {use} {form!r} is not [person, number, gender]")
            person, number, gender = features
            forms[form] = (person, number, gender, use)
    empty = data["empty_it"]
    return Pronouns(
        forms, frozenset(empty["verbs"]), frozenset(empty["objects"]), frozenset(empty["adjectives"])
    )
