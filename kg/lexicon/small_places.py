"""Towns and villages of 500 to 15,000 people, for linking what an article already calls a place.

They have a table of their own since many steps ask whether a name is a known place, and half of all
surnames and nouns are some village's name.
"""

from __future__ import annotations

from functools import lru_cache

from kg.lexicon.fold import fold
from kg.lexicon.packed_tables import SortedTable
from kg.lexicon.places import Place, places

TOWN = "town"  # kind of such a place, and how its id begins
_SHORT = 3


class SmallPlaces:
    """The small places by name; an id holds the name, so that it finds its place without another index."""

    def __init__(self) -> None:
        self._names = SortedTable("small_places.tsv.gz")

    def lookup(self, name: str) -> tuple[Place, ...]:
        """All small places that bear the name, the largest first."""
        key = fold(name)
        if len(key) <= _SHORT:
            return ()
        found = ((form, self._names.get(form)) for form in _variants(key))
        return next((_parse(form, cells) for form, cells in found if cells), ())

    def get(self, place_id: str) -> Place | None:
        """The small place with this id."""
        kind, _, name = place_id.partition("/")
        if kind != TOWN:
            return None
        found = self.lookup(name.partition("/")[2].replace("-", " "))
        return next((place for place in found if place.id == place_id), None)


def _variants(key: str) -> tuple[str, ...]:
    if key.startswith("st "):
        return key, "saint " + key.removeprefix("st ")
    return (key, "st " + key.removeprefix("saint ")) if key.startswith("saint ") else (key,)


def _parse(key: str, cells: str) -> tuple[Place, ...]:
    return tuple(_place(key, *cell.split(",")) for cell in cells.split("|"))


def _place(key: str, number: str, parent: str, latitude: str, longitude: str) -> Place:
    return Place(
        id=f"{TOWN}/{number}/{key.replace(' ', '-')}",
        name=key.title(),
        kind=TOWN,
        parent=("region/" if "." in parent else "country/") + parent,
        latitude=int(latitude) / 100,
        longitude=int(longitude) / 100,
    )


@lru_cache(maxsize=1)
def small_places() -> SmallPlaces:
    """The table, read on first use."""
    return SmallPlaces()


@lru_cache(maxsize=16384)
def linked_place(place_id: str) -> Place | None:
    """What an entity's place id stands for, in either table."""
    return small_places().get(place_id) if place_id.startswith(f"{TOWN}/") else places().get(place_id)
