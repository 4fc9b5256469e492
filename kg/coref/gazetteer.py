"""What coreference asks of the lexicon."""

from __future__ import annotations

from functools import cache

from kg import lexicon
from kg.lexicon import Place

SURE_KINDS = frozenset({"country", "continent", "macro", "water"})


DOMINANT = 10  # times as many people as the next place of the name
RARE = -5.0  # log10
CLEARLY = 0.5  # how much oftener (log10) a single word must be a given name than a surname


@cache
def person_gender(name: str) -> str:
    """female, male, or "" where a person's name doesn't tell."""
    if len(name.split()) == 1 and lexicon.given_frequency(name) < lexicon.surname_frequency(name) + CLEARLY:
        return ""
    return (lexicon.name_gender(name) if " " in name else lexicon.given_name_gender(name)) or ""


@cache
def is_rare(name: str) -> bool:
    """Whether a full name's given name is so rare that it may be another people's, of the other gender."""
    return lexicon.given_frequency(name.split()[0]) < RARE


@cache
def looks_like_person(name: str) -> bool:
    """Whether the first word is a given name, or the only word a given name or surname."""
    words = name.split()
    return lexicon.is_given_name(words[0]) or (len(words) == 1 and lexicon.is_surname(name))


def is_given(word: str) -> bool:
    """Whether a word is a known given name."""
    return lexicon.is_given_name(word)


@cache
def places_of(name: str) -> tuple[Place, ...]:
    """All places of this name, the likeliest first."""
    return lexicon.places().lookup(name)


def place_at(place_id: str | None) -> Place | None:
    """The place with an id."""
    return lexicon.places().get(place_id) if place_id else None


def around(place: Place) -> tuple[Place, ...]:
    """The places around a place, the nearest first."""
    return lexicon.places().ancestors(place)


def ids_around(place: Place) -> frozenset[str]:
    """Their ids."""
    return frozenset(above.id for above in around(place))


def country_of(name: str) -> Place | None:
    """The country that a name, an adjective or a demonym stands for."""
    found = places_of(name)
    if found and found[0].kind == "country":
        return found[0]
    return country_of_people(name)


@cache
def country_of_people(word: str) -> Place | None:
    """The country whose adjective or people a word names."""
    found = lexicon.places().adjective(word) or lexicon.places().demonym(word)
    return found if found and found.kind == "country" else None


@cache
def place_of_people(word: str) -> Place | None:
    """The country or region whose adjective or people a word names: "Scottish", "Bavarian"."""
    found = lexicon.places().adjective(word) or lexicon.places().demonym(word)
    return found if found and found.kind in ("country", "region") else None


@cache
def sure_place(name: str) -> Place | None:
    """The place of this name where there is only one, or one far larger than the others."""
    found = places_of(name)
    if not found:
        return None
    around = {place.id for place in lexicon.places().ancestors(found[0])}
    rivals = [place for place in found[1:] if place.id not in around]
    if not rivals or found[0].kind in SURE_KINDS or lexicon.places().is_preferred(found[0], name):
        return found[0]
    largest = max(place.population or 0 for place in rivals)
    return found[0] if (found[0].population or 0) > DOMINANT * largest else None


@cache
def is_seat(name: str) -> bool:
    """Whether a name is that of a government's house ("Kremlin")."""
    return lexicon.seat_of(name) is not None and not places_of(name)


@cache
def legal_stem(name: str) -> str:
    """An organization's name without its legal form."""
    return lexicon.legal_form(name)[0] or name
