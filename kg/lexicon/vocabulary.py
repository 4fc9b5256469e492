"""Head nouns of descriptions, words around the names of persons, and pronouns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from kg.errors import DataError
from kg.lexicon import loader
from kg.lexicon.titles import of_people, posts
from kg.lexicon.wordlists import word_set

DATA: Traversable = resources.files("kg.lexicon") / "data"
WORDS = loader.set_of(loader.lower)
GENDERS = ("any", "male", "female")
PERSON_LISTS = (
    *("address", "particles", "patronymics", "honours", "speech", "vague", "renaming", "regnal"),
    *("elders", "youngers"),
)
Form = tuple[int, str, str, str]  # person, number, gender, use


@dataclass(frozen=True, slots=True)
class Nouns:
    """What head nouns of descriptions stand for."""

    types: Mapping[str, str]  # noun -> PERSON, ORG or LOC
    genders: Mapping[str, str]  # noun -> male or female
    companies: frozenset[str]
    not_companies: frozenset[str]
    generic: frozenset[str]


@dataclass(frozen=True, slots=True)
class Persons:
    """Words around the names of persons."""

    honorifics: Mapping[str, str]  # word -> male, female or ""
    abbreviations: Mapping[str, str]
    generations: Mapping[str, str]  # suffix -> younger, elder, second, ...
    kin: Mapping[str, str]  # noun -> male, female or ""
    address: frozenset[str]  # the honorifics that say nothing of what somebody is
    particles: frozenset[str]
    patronymics: frozenset[str]  # those before a father's name
    honours: frozenset[str]  # behind a name, as they are written: "QC", "PhD"
    suffixes: frozenset[str]  # what stands behind a name and is no part of it, in lower case
    speech: frozenset[str]
    vague: frozenset[str]
    renaming: frozenset[str]  # between a name and another of the same person
    regnal: frozenset[str]  # titles before a name of reign
    elders: frozenset[str]  # relatives of an earlier generation, and what is said of their names
    youngers: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlaceNouns:
    """Nouns of places: which introduce a name, refer back to a place, or stand behind its name."""

    kinds: Mapping[str, frozenset[str]]  # noun -> kinds of lexicon places
    introducing: frozenset[str]  # "the province of X"
    all: frozenset[str]
    in_names: frozenset[str]  # "X region"
    named_like: frozenset[str]  # "the region of the same name"
    last_words: frozenset[str]  # of whole names: with "X County", "X" is a place


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
    return loader.load(DATA / name, check)


@cache
def nouns() -> Nouns:
    """The head nouns of descriptions."""
    sets = ("organization", "company_nouns", "not_companies", "generic_names")
    check = loader.record(
        {
            **dict.fromkeys(sets, WORDS),
            "person": loader.lists(GENDERS, WORDS),
        }
    )
    data = _load("descriptions.yaml", check)
    people = {**_by_word(data["person"]), **persons().kin}
    listed = {"PERSON": {*people, *posts()}, "LOC": place_nouns().all, "ORG": data["organization"]}
    return Nouns(
        {noun: label for label, found in listed.items() for noun in found},  # the last label wins
        {noun: gender for noun, gender in people.items() if gender},
        *(data[key] for key in sets[1:]),
    )


def _by_word(genders: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The gender of each word, "" for any."""
    return {word: "" if gender == "any" else gender for gender, listed in genders.items() for word in listed}


@cache
def persons() -> Persons:
    """Honorifics, abbreviations, particles and verbs of saying."""
    pairs = loader.table(loader.lower, loader.lower)
    check = loader.record(
        {
            **dict.fromkeys(PERSON_LISTS, WORDS),
            "honorifics": loader.lists(GENDERS, WORDS),
            "kin": loader.lists(GENDERS, WORDS),
            "honours": loader.set_of(),
            "abbreviations": pairs,
            "generations": pairs,
        }
    )
    data = _load("persons.yaml", check)
    honorifics = dict.fromkeys(of_people(), "") | _by_word(data["honorifics"])
    suffixes = data["generations"].keys() | {word.lower() for word in data["honours"]}
    return Persons(
        honorifics=honorifics,
        kin=_by_word(data["kin"]),
        suffixes=frozenset(suffixes),
        abbreviations=data["abbreviations"],
        generations=data["generations"],
        **{key: data[key] for key in PERSON_LISTS},
    )


@cache
def place_nouns() -> PlaceNouns:
    """The nouns of places."""
    kinds = ("country", "region", "city")
    keys = (*kinds, "other", "parts", "apart", "named_like")
    data = _load("place_nouns.yaml", loader.record(dict.fromkeys(keys, WORDS)))
    of_kind = frozenset[str]().union(*(data[kind] for kind in kinds))
    introducing = of_kind | data["other"]
    return PlaceNouns(
        {noun: frozenset(kind for kind in kinds if noun in data[kind]) for noun in of_kind},
        introducing,
        introducing | data["parts"],
        data["region"] - data["apart"],
        data["region"] | data["named_like"],
        data["region"] | {"city"},
    )


@cache
def occupations() -> frozenset[str]:
    """What says that the name behind it is a person's, beside titles; a "parent" may be a company."""
    return word_set("names", "occupations") | (persons().kin.keys() - word_set("nouns", "organizations"))


@cache
def introducing(label: str) -> frozenset[str]:
    """Nouns that stand right before a name of that label and say what it is: "his brother X"."""
    if label == "PERSON":
        return word_set("nouns", "people") | persons().kin.keys()
    if label in ("GPE", "LOC"):
        return place_nouns().introducing
    return word_set("nouns", "organizations") if label == "ORG" else frozenset()


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
