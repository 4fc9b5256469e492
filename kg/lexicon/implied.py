"""Offices and bodies that are of a state where nothing else is said: "the President"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg.lexicon import loader


@dataclass(frozen=True, slots=True)
class Implied:
    """Titles and names in lower case; ``only`` and ``never`` hold lexicon ids of countries by title."""

    titles: frozenset[str]
    only: Mapping[str, frozenset[str]]
    never: Mapping[str, frozenset[str]]
    bodies: frozenset[str]
    cities: frozenset[str]  # offices of the city that an article is about
    regions: frozenset[str]
    unnamed: frozenset[str]
    of_kinds: Mapping[str, frozenset[str]]  # titles that bodies of a kind alone have, by the kind

    @property
    def known(self) -> frozenset[str]:
        """All titles."""
        return self.titles | self.cities | self.regions

    def kind_of(self, title: str) -> str:
        """The kind of the bodies that alone have a title, or nothing."""
        return next((kind for kind, having in self.of_kinds.items() if title in having), "")

    def is_body(self, noun: str, country: str) -> bool:
        """Whether a noun alone, as "the army", means a body of the country's state."""
        return noun in self.bodies | self.unnamed and country not in self.never.get(noun, ())

    def is_office(self, title: str, country: str) -> bool:
        """Whether a title that is said without its country can be one of that country's state."""
        if title not in self.titles or country in self.never.get(title, ()):
            return False
        return country in self.only.get(title, (country,))


FILE = loader.record(
    {
        "titles": loader.listed(loader.text),
        "only": loader.table(loader.set_of()),
        "never": loader.table(loader.set_of()),
        "of_kinds": loader.table(loader.set_of()),
        **{key: loader.listed(loader.text) for key in ("bodies", "cities", "regions", "unnamed")},
    }
)


@cache
def implied() -> Implied:
    """Load the shipped list."""
    return make(loader.load(files("kg.lexicon") / "data" / "implied.yaml", FILE))


def make(raw: Mapping[str, Any]) -> Implied:
    """Make the list of what its file holds."""
    only, never = ({title: frozenset(ids) for title, ids in raw[key].items()} for key in ("only", "never"))
    bodies, cities, regions, unnamed = (frozenset(raw[k]) for k in ("bodies", "cities", "regions", "unnamed"))
    of_kinds = {kind: frozenset(having) for kind, having in raw["of_kinds"].items()}
    return Implied(frozenset(raw["titles"]), only, never, bodies, cities, regions, unnamed, of_kinds)
