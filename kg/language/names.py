"""Entities put right by the lexicon: demonyms, well-known places and unions of states, facilities, titles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kg.language.words import Words
from kg.lexicon import is_given_name, is_surname, loader, places
from kg.lexicon.parties import parties
from kg.lexicon.places import Place
from kg.records import Ent

HEADS = Path(__file__).parent / "names.yaml"
KEYS = {
    "facility",
    "sure_facility",
    "titles",
    "occupations",
    "initials",
    "organizations",
    "media",
    "foreign",
    "peoples",
    "with_purpose",
    "honours",
    "abbreviations",
    "legal_forms",
    "kinds_of_organizations",
    "kinds_of_places",
}
DOUBTED = 0.9  # a label that the model is surer of than this stays, whatever a gazetteer says
DOUBTED_PEOPLE = 0.95
SHORTEST = 3  # words of a demonym and a full name
INITIALS = 4  # letters; so many capitals are rather initials than a name
CITY = 300_000  # people, for a city's name to outweigh the model
SETTLED = {"country", "region", "city"}
DEMONYM_FROM = {"GPE", "LOC", "ORG", "MISC", "PERSON"}
PEOPLE_FROM = {"GPE", "LOC", "ORG", "MISC"}
ORGANIZATION_FROM = {"PERSON", "GPE", "LOC", "MISC", "EVENT"}
PLACE_FROM = {"PERSON", "MISC", "ORG"}
PLACES_OR_OTHER = {"GPE", "LOC", "MISC", "NORP", "PERSON"}
JOINTS = (".", "-")  # "Lt. Gen.", "Lt-General"


@lru_cache(maxsize=2)
def load_heads(path: Path = HEADS) -> Mapping[str, frozenset[str]]:
    """Return the lists of words by what they say."""
    return loader.load(path, loader.lists(KEYS, loader.words()))


def corrected(text: str, words: Words, ents: Iterable[Ent]) -> list[Ent]:
    """Return the entities with the labels that the lexicon settles, people without their titles."""
    ents = list(ents)
    people = [range(ent.start, ent.end) for ent in ents if ent.label == "PERSON" and ent.end - ent.start > 1]
    bearers = frozenset(words.texts[i] for person in people for i in person)
    parted = (part for ent in ents for part in _parted(words, ent))
    return [_corrected(text, words, _person(words, ent, bearers)) for ent in parted]


def _parted(words: Words, ent: Ent) -> tuple[Ent, ...]:
    """Return an entity parted from the demonym at its beginning: "Kenyan" "Jane Roe", "Soviet" "KGB"."""
    first, last, length = words.texts[ent.start], words.texts[ent.end - 1], ent.end - ent.start
    person = ent.label == "PERSON" and length >= SHORTEST and not is_given_name(first)
    acronym = ent.label == "ORG" and length == SHORTEST - 1 and last.isupper() and last.isalpha()
    if not ((person or acronym) and _is_demonym(first)):
        return (ent,)
    return replace(ent, end=ent.start + 1, label="NORP"), replace(ent, start=ent.start + 1)


def _person(words: Words, ent: Ent, bearers: Collection[str]) -> Ent:
    """Return a person's entity without titles; one word that is no known name of a person is no person's.

    Such a word mostly names an organization where it is in no full name of the text, no title stands before
    it, and the model is in doubt.
    """
    if ent.label != "PERSON":
        return ent
    name, before = words.texts[ent.end - 1], words.texts[ent.start - 1] if ent.start else ""
    lone = ent.end - ent.start == 1 and ent.score < DOUBTED_PEOPLE and name not in bearers
    if lone and not _introduces(before) and not _is_known_person(name):
        return replace(ent, label="ORG")
    return _untitled(words, ent)


def _introduces(word: str) -> bool:
    """Whether a word says that a person's name follows."""
    return _is_title(word) or word.lower() in load_heads()["occupations"]


def _is_known_person(name: str) -> bool:
    if name.isupper() and len(name) <= INITIALS:
        return False
    return is_given_name(name) or is_surname(name)


def _corrected(text: str, words: Words, ent: Ent) -> Ent:
    name = text[words.starts[ent.start] : words.ends[ent.end - 1]]
    return replace(ent, label=label_of(name, ent.label, ent.score))


def _untitled(words: Words, ent: Ent) -> Ent:
    """Return the entity without the titles before the name; a title alone stays."""
    start = ent.start
    while start < ent.end - 1 and _is_title(words.texts[start]):
        start += 1
        while start < ent.end - 1 and words.texts[start] in JOINTS:
            start += 1
    return ent if start == ent.start else replace(ent, start=start)


def _is_title(word: str) -> bool:
    lists = load_heads()
    return word in lists["initials"] or (word[:1].isupper() and word.lower().rstrip(".") in lists["titles"])


@lru_cache(maxsize=1 << 15)
def label_of(name: str, label: str, score: float) -> str:
    """Return the label of a name, given the model's and how sure it is."""
    if label in DEMONYM_FROM and _is_demonym(name) and (label != "PERSON" or score < DOUBTED):
        return "NORP"
    if label in PEOPLE_FROM and _is_people(name) and (label == "MISC" or score < DOUBTED):
        return "NORP"
    if label in PLACES_OR_OTHER and name.replace(".", "") in load_heads()["organizations"]:
        return "ORG"
    if label in ORGANIZATION_FROM and _is_organization(name):
        return "ORG"
    if label in ("GPE", "LOC", "ORG") and _is_facility(name, label):
        return "FAC"
    if label in ("GPE", "LOC"):
        return _kind_of_place(name, label)
    if label in PLACE_FROM and _is_rather_place(name, label, score):
        return "GPE"
    return label


def _is_demonym(name: str) -> bool:
    people, place = places().demonym(name), _place(name)
    if people is None or not name[:1].isupper():
        return False
    return place is None or (place.id == people.id and place.name != name)


def _is_organization(name: str) -> bool:
    """Whether a name is a party's, a newspaper's or the like, or has a foreign word for an organization."""
    lists = load_heads()
    plain = name.replace("\u2019", "'")
    if plain in parties() or plain in lists["media"] or (plain.isupper() and plain.title() in lists["media"]):
        return True
    return " " in name and not lists["foreign"].isdisjoint(name.lower().split())


def _is_people(name: str) -> bool:
    peoples = load_heads()["peoples"]
    name = name.replace("\u2019", "'")
    return name in peoples or name.removesuffix("s") in peoples


def _is_facility(name: str, label: str) -> bool:
    first, _, last = name.rpartition(" ")
    heads = load_heads()["sure_facility" if label == "ORG" else "facility"]
    return bool(first) and last.capitalize() in heads


def _kind_of_place(name: str, label: str) -> str:
    place = _place(name)
    if place is None:
        return label
    return "GPE" if place.kind in SETTLED else "LOC"


def _is_rather_place(name: str, label: str, score: float) -> bool:
    place = _place(name)
    if place is None or place.kind not in SETTLED:
        return False
    if label == "PERSON":
        bears = any(is_given_name(word) or is_surname(word) for word in name.split())
        return not bears and score < DOUBTED_PEOPLE and _is_known(place)
    return place.kind == "country" and score < DOUBTED


def _is_known(place: Place) -> bool:
    return place.kind == "country" or place.capital_of is not None or (place.population or 0) >= CITY


def _place(name: str) -> Place | None:
    found = places().lookup(name)
    return found[0] if found else None
