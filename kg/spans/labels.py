"""Entities put right by the lexicon: demonyms, well-known places and unions of states, facilities, titles."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache

from kg.lexicon import is_given_name, is_surname, places
from kg.lexicon.organizations import is_written_form
from kg.lexicon.parties import parties
from kg.lexicon.places import Place
from kg.lexicon.titles import is_given_here, names_too, posts, titles
from kg.lexicon.vocabulary import occupations, persons
from kg.lexicon.wordlists import word_set
from kg.records import Ent, Parse
from kg.spans.tokens import texts

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
SAINTS = frozenset({"Saint", "Sainte", "St", "San", "Santa"})
TITLE_OF = 2  # tokens from a title to what it is of
RULED = (("government",), ("administration",), ("regime",))
JOINTS = (".", "-")  # "Lt. Gen.", "Lt-General"


def corrected(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """Return the entities with the labels that the lexicon settles, people without their titles."""
    ents = list(ents)
    people = [range(ent.start, ent.end) for ent in ents if ent.label == "PERSON" and ent.end - ent.start > 1]
    sure = (ent for ent in ents if ent.label == "PERSON" and ent.score >= DOUBTED_PEOPLE)
    people += [range(ent.start, ent.end) for ent in sure]
    bearers = frozenset(parse.word(i) for person in people for i in person)
    parted = (part for ent in ents for part in _parted(parse, ent))
    return [_corrected(parse, _person(parse, ent, bearers)) for ent in parted]


def _parted(parse: Parse, ent: Ent) -> tuple[Ent, ...]:
    """Return an entity parted from the demonym at its beginning: "Kenyan" "Jane Roe", "Soviet" "KGB"."""
    seat = _seat(parse, ent)
    if seat is not None:
        return replace(ent, end=seat - 1), replace(ent, start=seat, label="GPE")
    if ent.label in ("GPE", "LOC") and _is_land_and_region(parse, ent):
        return replace(ent, end=ent.start + 1, label="GPE"), replace(ent, start=ent.start + 1, label="LOC")
    first, last, length = parse.word(ent.start), parse.word(ent.end - 1), ent.end - ent.start
    person = ent.label == "PERSON" and length >= SHORTEST and not is_given_name(first)
    acronym = ent.label == "ORG" and length == SHORTEST - 1 and last.isupper() and last.isalpha()
    post = _post(parse, ent) if person else None
    if post is not None:
        place, holder = replace(ent, end=post[0], label="GPE"), replace(ent, start=post[1])
        return (place, holder) if holder.start < holder.end else (place,)
    if person and _is_governed(parse, ent):
        return replace(ent, end=ent.start + 1, label="GPE"), replace(ent, start=ent.start + 1)
    if not ((person or acronym) and _is_demonym(first)):
        return (ent,)
    return replace(ent, end=ent.start + 1, label="NORP"), replace(ent, start=ent.start + 1)


def _post(parse: Parse, ent: Ent) -> tuple[int, int] | None:
    """Where the post begins and ends between a place and who holds it: "Varsa Chief Minister Anna Berg"."""
    words = [parse.word(i).lower().rstrip(".") for i in range(ent.start, ent.end)]
    for at in range(1, len(words)):
        found = titles().longest_at(words, words, at)
        sure = found is not None and (
            found[0] > 1 or words[at] in posts() or _is_title(parse.word(ent.start + at))
        )
        if found is not None and sure:
            known = places().lookup(parse.span_text(ent.start, ent.start + at))
            return (ent.start + at, ent.start + at + found[0]) if known else None
    return None


def _is_land_and_region(parse: Parse, ent: Ent) -> bool:
    """Whether a land and a part of the world stand side by side: "U.S." "Middle East" "envoy"."""
    land = _place(parse.word(ent.start))
    rest = _place(parse.span_text(ent.start + 1, ent.end)) if ent.end - ent.start > 1 else None
    whole = _place(parse.span_text(ent.start, ent.end))
    both = land is not None and rest is not None and land.kind == "country"
    return both and whole is None and rest is not None and rest.kind in ("macro", "continent")


def _is_governed(parse: Parse, ent: Ent) -> bool:
    """Whether a person's "name" begins with the place of the title before it: "Mayor of Leeds Tom Reed"."""
    if ent.start < TITLE_OF or parse.word(ent.start - 1).lower() != "of":
        return False
    titled = parse.word(ent.start - TITLE_OF).lower() in persons().honorifics
    return (
        titled and bool(places().lookup(parse.word(ent.start))) and is_given_name(parse.word(ent.start + 1))
    )


def _seat(parse: Parse, ent: Ent) -> int | None:
    """Where the place begins in "Ferrato SpA of Turin"."""
    inside = range(ent.start + 1, ent.end - 2) if ent.label == "ORG" else ()
    return next((i + 2 for i in inside if is_written_form(parse.word(i)) and parse.word(i + 1) == "of"), None)


def _person(parse: Parse, ent: Ent, bearers: Collection[str]) -> Ent:
    """Return a person's entity without titles; one word that is no known name of a person is no person's.

    Such a word mostly names an organization where it is in no full name of the text, no title stands before
    it, and the model is in doubt.
    """
    if ent.label != "PERSON":
        return ent
    name, before = parse.word(ent.end - 1), parse.word(ent.start - 1) if ent.start else ""
    lone = ent.end - ent.start == 1 and ent.score < DOUBTED_PEOPLE and name not in bearers
    if lone and not _introduces(before) and not _is_known_person(name):
        return replace(ent, label="ORG")
    return _untitled(parse, ent)


def _introduces(word: str) -> bool:
    """Whether a word says that a person's name follows."""
    return _is_title(word) or word.lower() in occupations()


def _is_known_person(name: str) -> bool:
    if name.isupper() and len(name) <= INITIALS:
        return False
    return is_given_name(name) or is_surname(name)


def _corrected(parse: Parse, ent: Ent) -> Ent:
    name = parse.span_text(ent.start, ent.end)
    label = label_of(name, ent.label, ent.score)
    if label == "ORG" and _is_family(name) and texts(parse, ent.end, ent.end + 1) in RULED:
        return replace(ent, label="PERSON")  # "the LUKASHENKO government"
    place = _place(name) if label == "ORG" and " " in name else None
    if place is not None and place.kind in ("macro", "water", "continent") and place.name == name:
        return replace(ent, label="LOC")  # "West Bank"
    return replace(ent, label="GPE" if label == "ORG" and _is_state(parse, name) else label)


def _is_family(name: str) -> bool:
    """Whether capitals are a surname and nothing else that is known."""
    written = name.title()
    single = len(name) > INITIALS and name.isupper() and name.isalpha()
    return single and is_surname(written) and not places().lookup(written) and not _is_organization(name)


def _is_state(parse: Parse, name: str) -> bool:
    """Whether it is a country's whole name where no sport is told of, in which its team is meant."""
    place = _place(name)
    if place is None or place.kind != "country":
        return False
    if place.name != name and not (name.isupper() and place.name in parse.text):
        return False  # "DRC" where the country is named in full
    return word_set("names", "sports").isdisjoint(parse.text.lower().split())


def _untitled(parse: Parse, ent: Ent) -> Ent:
    """Return the entity without the titles before the name; a title alone stays."""
    start = _behind_post(parse, ent)
    while start < ent.end - 1 and _is_title_of(parse, start, ent.end):
        start += 1
        while start < ent.end - 1 and parse.word(start) in JOINTS:
            start += 1
    return ent if start == ent.start else replace(ent, start=start)


def _behind_post(parse: Parse, ent: Ent) -> int:
    """Where a name begins that stands behind a post in capitals: "Leeds East DCIO" "Joseph Roe"."""
    words = [parse.word(i) for i in range(ent.start, ent.end)]
    if all(word.isupper() for word in words):
        return ent.start
    posts = (
        n for n in range(1, len(words) - 2) if words[n].isupper() and words[n].isalpha() and len(words[n]) > 2
    )
    return ent.start + next(posts, -1) + 1


def _is_title_of(parse: Parse, i: int, end: int) -> bool:
    """Whether a word is a title of the name behind it, which has two words if the title is a name too."""
    word = parse.word(i)
    first = max(i - 4, 0)
    if is_given_here([parse.word(k) for k in range(first, end)], i - first):
        return False
    if word in SAINTS and i + 1 < end and parse.word(i + 1) == "-":
        return False  # "Saint-Omer"
    too = word[:1].isupper() and (
        word.lower() in names_too() or (word.lower() in occupations() and not is_given_name(word))
    )
    return _is_title(word) or (too and end - i > 2)


def _is_title(word: str) -> bool:
    if word in word_set("names", "initials"):
        return True
    plain = word.lower().rstrip(".")
    return word[:1].isupper() and plain in persons().honorifics and plain not in persons().kin


@lru_cache(maxsize=1 << 15)
def label_of(name: str, label: str, score: float) -> str:
    """Return the label of a name, given the model's and how sure it is."""
    if label in DEMONYM_FROM and _is_demonym(name) and (label != "PERSON" or score < DOUBTED):
        return "NORP"
    if label in PEOPLE_FROM and _is_people(name) and (label == "MISC" or score < DOUBTED):
        return "NORP"
    if label in PLACES_OR_OTHER and _is_body_of(name):
        return "ORG"
    if (label in PLACES_OR_OTHER or label in ("EVENT", "FAC")) and _is_well_known(name):
        return "ORG"
    if (label in ORGANIZATION_FROM and _is_organization(name)) or (label == "FAC" and _is_company(name)):
        return "ORG"
    if label in ("GPE", "LOC", "ORG") and _is_facility(name, label):
        return "FAC"
    if label in ("GPE", "LOC"):
        return _kind_of_place(name, label)
    if label in PLACE_FROM and _is_rather_place(name, label, score):
        return "GPE"
    return label


def _is_well_known(name: str) -> bool:
    """Whether it is a union of states or the like, its letters also as a word: "Mercosur"."""
    known, plain = word_set("gazetteer", "organizations"), name.replace(".", "")
    return plain in known or (len(plain) >= INITIALS and plain.istitle() and plain.upper() in known)


def _is_demonym(name: str) -> bool:
    people, place = places().demonym(name), _place(name)
    if people is None or not name[:1].isupper():
        return False
    return place is None or (place.id == people.id and place.name != name)


def _is_organization(name: str) -> bool:
    """Whether a name is a party's, a newspaper's or the like, or has a foreign word for an organization."""
    media = word_set("gazetteer", "media")
    plain = name.replace("\u2019", "'")
    if plain in parties() or plain in media or (plain.isupper() and plain.title() in media):
        return True
    if " " in name and not word_set("names", "foreign").isdisjoint(name.lower().split()):
        return True
    return _is_company(name)


def _is_company(name: str) -> bool:
    """Whether a name ends like a company's and is no place's: "Harbour Bank", not "West Bank"."""
    words = name.split()
    return len(words) > 1 and words[-1] in word_set("names", "companies") and not places().lookup(name)


def _is_body_of(name: str) -> bool:
    """Whether a name begins like a university's or a ministry's: "University of California"."""
    words = name.lower().split()
    return len(words) > 2 and words[1] == "of" and words[0] in word_set("organizations", "bodies_of")


def _is_people(name: str) -> bool:
    peoples = word_set("names", "peoples")
    name = name.replace("\u2019", "'")
    return name in peoples or name.removesuffix("s") in peoples


def _is_facility(name: str, label: str) -> bool:
    words = name.split()
    heads = word_set("names", "sure_facility" if label == "ORG" else "facility")
    if len(words) > 2 and " ".join(words[-2:]).title() in heads:
        return True
    return len(words) > 1 and words[-1].capitalize() in heads


def _kind_of_place(name: str, label: str) -> str:
    place = _place(name)
    if place is None:
        return label
    return "GPE" if place.kind in SETTLED else "LOC"


def _is_rather_place(name: str, label: str, score: float) -> bool:
    place = _place(name)
    if place is None or place.kind not in SETTLED:
        return False
    if place.kind == "region" and name.split()[-1] in word_set("names", "regions") and " " in name:
        return True  # "Cortés Department"
    if label == "PERSON":
        bears = any(is_given_name(word) or is_surname(word) for word in name.split())
        return not bears and score < DOUBTED_PEOPLE and _is_known(place)
    return place.kind == "country" and score < DOUBTED


def _is_known(place: Place) -> bool:
    return place.kind == "country" or place.capital_of is not None or (place.population or 0) >= CITY


def _place(name: str) -> Place | None:
    found = places().lookup(name)
    return found[0] if found else None
