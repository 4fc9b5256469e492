"""Countries, regions, cities and macro-places, found by any of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon.fold import fold
from kg.lexicon.packed_tables import SortedTable, rows, text

_SHORT = 3
_REMEMBERED = 1 << 15
_ARTICLES = re.compile(r"^(?:the|The|THE)\s+")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_COUNTRY_PREFIX = re.compile(r"^(?:mainland|metropolitan) ")
_REGION_WORDS = (
    "autonomous okrug|autonomous oblast|autonomous region|autonomous republic|autonomous community|oblast"
    "|region|krai|kray|republic|province|state|county|prefecture|governorate|department|district|voivodeship|canton"
    "|emirate|territory|okrug|municipality"
)
_REGION_END = re.compile(rf"^(?P<stem>.+?) (?P<word>{_REGION_WORDS})$")
_REGION_START = re.compile(rf"^(?P<word>{_REGION_WORDS}) of (?:the )?(?P<stem>.+)$")
_CITY = re.compile(r"^(?:city of (?P<a>.+)|(?P<b>.+) city)$")
_SAINT = re.compile(r"\b(?:saint|sankt)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the lexicon. ``names`` are its other names; ``parent`` is the id of what contains it."""

    id: str
    name: str
    kind: str  # continent, macro, water, country, region, city
    names: tuple[str, ...] = ()
    parent: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    wikidata: str | None = None
    capital_of: str | None = None  # id of a country

    @property
    def country(self) -> str | None:
        """Id of the country, of its own or around it, where the id says so."""
        if self.kind == "country":
            return self.id
        if self.kind == "region":
            return "country/" + self.id.split("/")[1].split(".")[0]
        return None


class Places:
    """The gazetteer; a place is built when it is asked for."""

    def __init__(self) -> None:
        self._lines = text("places.tsv.gz").splitlines()
        self._number = {line[: line.index("\t")]: n for n, line in enumerate(self._lines)}
        self._names = SortedTable("place_names.tsv.gz")
        self._forms = _forms()
        self._macros = _macros()
        self._short = dict(rows("place_abbreviations.tsv", 2))
        self._meant = dict(rows("place_preferences.tsv", 2))
        self._built: dict[int, Place] = {}
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._named)  # names come again and again

    def __iter__(self) -> Iterator[Place]:
        return (self._place(n) for n in range(len(self._lines)))

    def __len__(self) -> int:
        return len(self._lines)

    def get(self, place_id: str) -> Place | None:
        """The place with this id."""
        number = self._number.get(place_id)
        return None if number is None else self._place(number)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """All places that bear the name, the one that a reader takes it for first.

        Countries come before capitals, big cities, regions and other cities; a place's main
        names before its lesser ones. A name of up to three letters must not be lower case.
        "X region", "Province of X" and "X city" are found by X too, states and provinces by the abbreviations
        of the press, full stops and all: "Calif.".
        """
        return self._remembered(name)

    def _named(self, name: str) -> tuple[Place, ...]:
        known = self.get(self._short.get(name, ""))
        if known is not None:
            return (known,)
        key = fold(name)
        if not key or (len(key) <= _SHORT and name.islower()):
            return ()
        found = self._lookup(key) or self._lookup(fold(_POSSESSIVE.sub("", name)))
        meant = self._meant.get(key)
        return tuple(sorted(found, key=lambda place: place.id != meant)) if meant else found

    def is_preferred(self, place: Place, name: str) -> bool:
        """Whether the press means this place by a name that others bear too."""
        return self._meant.get(fold(name)) == place.id

    def adjective(self, word: str) -> Place | None:
        """The place of an adjective, "Russian" → Russia; None for an ambiguous or unknown one."""
        return self._form(word, "adjective")

    def demonym(self, word: str) -> Place | None:
        """The place whose people a word names: "Russians", "a Russian", "the British" → Russia, Britain."""
        return self._form(word, "people") or self._form(word, "adjective")

    def ancestors(self, place: Place) -> tuple[Place, ...]:
        """All that contains the place: its parents upwards, then the macro-places around them."""
        chain = list(self._parents(place))
        around = {m for p in (place, *chain) for m in self._macros.get(p.id, ())}
        found = {p.id for p in chain}
        for macro in sorted(around):
            for item in (self.get(macro), *self._parents(self.get(macro))):
                if item and item.id not in found and item.id != place.id:
                    found.add(item.id)
                    chain.append(item)
        return tuple(chain)

    def country_of(self, place: Place) -> Place | None:
        """The country that the place is or lies in."""
        return next((p for p in (place, *self._parents(place)) if p.kind == "country"), None)

    def _parents(self, place: Place | None) -> Iterator[Place]:
        while place and place.parent:
            place = self.get(place.parent)
            if place:
                yield place

    def _form(self, word: str, use: str) -> Place | None:
        ids = self._forms.get((_ARTICLES.sub("", word), use), ())
        return self.get(ids[0]) if len(ids) == 1 else None

    def _lookup(self, key: str) -> tuple[Place, ...]:
        for variant in _variants(key):
            numbers = self._names.get(variant)
            if numbers:
                return tuple(self._place(int(n)) for n in numbers.split(" "))
        return self._by_stem(key)

    def _by_stem(self, key: str) -> tuple[Place, ...]:
        city = _CITY.match(key)
        if city:
            return self._of_kind(city["a"] or city["b"], "city")
        region = _REGION_END.match(key) or _REGION_START.match(key)
        return self._of_kind(region["stem"], "region") if region else ()

    def _of_kind(self, key: str, kind: str) -> tuple[Place, ...]:
        numbers = (self._names.get(key) or "").split()
        return tuple(p for p in (self._place(int(n)) for n in numbers) if p.kind == kind)

    def _place(self, number: int) -> Place:
        if number not in self._built:
            self._built[number] = _parse(self._lines[number])
        return self._built[number]


def _variants(key: str) -> Iterator[str]:
    yield key
    yield _COUNTRY_PREFIX.sub("", key)
    yield _SAINT.sub("st", key)
    if key.startswith("st "):
        yield "saint" + key[2:]


def _parse(line: str) -> Place:
    key, name, kind, parent, lat, lon, population, wikidata, capital, names = line.split("\t")
    return Place(
        id=key,
        name=name,
        kind=kind,
        names=tuple(names.split("|")) if names else (),
        parent=parent or None,
        latitude=float(lat) if lat else None,
        longitude=float(lon) if lon else None,
        population=int(population) if population else None,
        wikidata=wikidata or None,
        capital_of=f"country/{capital}" if capital else None,
    )


def _forms() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for word, place, use in rows("demonyms.tsv", 3):
        found[word, use] = (*found.get((word, use), ()), place)
    return found


def _macros() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for macro, member in rows("place_members.tsv", 2):
        found[member] = (*found.get(member, ()), macro)
    return found


@lru_cache(maxsize=1)
def places() -> Places:
    """The gazetteer, read on first use."""
    return Places()


@lru_cache(maxsize=1)
def _seats() -> dict[str, str]:
    return {fold(name): place for name, place in rows("seats.tsv", 2)}


def seat_of(name: str) -> str | None:
    """Id of the place whose government a name can stand for: a house ("the Kremlin") or a capital ("Moscow").

    Whether it does is for the sentence to say.
    """
    house = _seats().get(fold(name))
    if house:
        return house
    best = places().lookup(name)
    return best[0].capital_of if best else None
