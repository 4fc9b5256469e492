"""Places of an article and the places of the lexicon: a link only where it is certain."""

from __future__ import annotations

from functools import lru_cache

from kg.lexicon import Place, places
from kg.records import EntityType, LocalEntity, Reading

_SURE = ("country", "continent", "macro", "water")
_KNOWN = 200_000  # people; a smaller city is known in its own country
_CLEAR = 8  # how many times bigger a city must be than its next namesake


def link_places(reading: Reading) -> dict[str, str]:
    """Lexicon ids of the article's places that are certain, by LocalEntity id."""
    local = [entity for entity in reading.entities if entity.type == EntityType.PLACE]
    given = {entity.id: entity.place for entity in local if entity.place}
    options = {entity.id: _options(entity) for entity in local if entity.id not in given}
    known = [place for key in given.values() if (place := places().get(key))]
    known += [found[0] for found in options.values() if _unambiguous(found)]
    context = {_country(place) for place in known} - {None}
    known += [place for found in options.values() if (place := _choose(found, context, frozenset()))]
    regions = frozenset(place.id for place in known if place.kind == "region")
    chosen = {key: _choose(found, context, regions) for key, found in options.items()}
    return given | {key: place.id for key, place in chosen.items() if place}


def _options(entity: LocalEntity) -> tuple[Place, ...]:
    for name in (entity.name, *entity.aliases):
        found = _lookup(name)
        if found:
            return found
    return ()


@lru_cache(maxsize=65536)
def _lookup(name: str) -> tuple[Place, ...]:
    return places().lookup(name)


def _country(place: Place) -> str | None:
    country = places().country_of(place)
    return country.id if country else None


def _unambiguous(candidates: tuple[Place, ...]) -> bool:
    kinds = [place.kind for place in candidates[:2]]
    return bool(kinds) and kinds[0] in _SURE and (len(kinds) == 1 or kinds[1] == "city")


def _choose(candidates: tuple[Place, ...], context: set[str | None], regions: frozenset[str]) -> Place | None:
    """The candidate that is meant, given the countries and regions that the article names; None in doubt."""
    if not candidates:
        return None
    first = candidates[0]
    rivals = [place for place in candidates[1:] if not _contains(place, first)]
    if not rivals:
        return None if _is_far_namesake(first, context) else first
    if first.kind in _SURE:
        wanted = [place for place in rivals if place.kind == "region" and _country(place) in context]
        return None if wanted and _country(first) not in context else first
    inside = [place for place in candidates if place.parent in regions]
    if inside:
        return inside[0]
    return _nearest(candidates, rivals, [place for place in candidates if _country(place) in context])


def _is_far_namesake(city: Place, context: set[str | None]) -> bool:
    """Whether an article about other countries can hardly mean a city that few know."""
    if city.kind != "city" or city.capital_of or (city.population or 0) >= _KNOWN:
        return False
    return bool(context) and _country(city) not in context


def _nearest(candidates: tuple[Place, ...], rivals: list[Place], near: list[Place]) -> Place | None:
    first = candidates[0]
    if near and near[0] is first:
        return first
    if first.capital_of or _dwarfs(first, rivals[0]):
        return None if any(place.kind == "region" for place in near) else first
    alike = [place for place in near if place.kind in ("region", first.kind)]
    return alike[0] if len(alike) == 1 else None


def _contains(place: Place, other: Place) -> bool:
    """Whether the place is the region or country around its namesake: the smaller is meant."""
    return place.id in {above.id for above in places().ancestors(other)}


def _dwarfs(first: Place, second: Place) -> bool:
    return (first.population or 0) >= _CLEAR * (second.population or 1) and second.kind == first.kind
