"""Towns and villages of an article: linked only where the article's other places single one out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kg.lexicon import Place, is_given_name, is_surname, places
from kg.lexicon.small_places import small_places
from kg.ontology import Ontology, Trait
from kg.records import EntityType, LocalEntity, Reading

_DOMINANT = 2  # times as often as any other country
_KNOWN = 200_000  # people; a smaller city abroad is no surer than a village at home
_REGIONS = ("country", "region")
_NAMED = {"GPE", "LOC"}  # labels of mentions; a building is no village


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an article's linked places say of where the others may lie."""

    told: Mapping[str, frozenset[str]]  # LocalEntity id → the countries and regions that it is said to lie in
    regions: frozenset[str]  # of the main country
    main: str | None  # the country that the article is about


def link_small_places(
    reading: Reading, linked: Mapping[str, str], ontology: Ontology
) -> dict[str, str | None]:
    """Ids of small places by LocalEntity id; None for a small city abroad that the article can't mean."""
    labels: dict[str | None, set[str]] = {}
    for mention in reading.mentions:
        labels.setdefault(mention.entity, set()).add(mention.type)
    around = _surroundings(reading, linked, ontology)
    found: dict[str, str | None] = {}
    for entity in reading.entities:
        if entity.type != EntityType.PLACE or not labels.get(entity.id, set()) <= _NAMED:
            continue
        if entity.id in linked:
            found |= _instead(entity, linked, around)
        elif not any(places().lookup(name) for name in (entity.name, *entity.aliases)):
            place = _choose(entity, around)
            found |= {entity.id: place.id} if place else {}
    return found


def _surroundings(reading: Reading, linked: Mapping[str, str], ontology: Ontology) -> Surroundings:
    known = {key: place for key, id_ in linked.items() if (place := places().get(id_))}
    told: dict[str, set[str]] = {}
    for claim in reading.claims:
        outer = known.get(claim.object or "")
        if outer is not None and outer.kind in _REGIONS and ontology.has(claim.predicate, Trait.CONTAINMENT):
            told.setdefault(claim.subject, set()).add(outer.id)
    counts = Counter(
        country.id
        for mention in reading.mentions
        if (place := known.get(mention.entity or "")) and (country := places().country_of(place))
    )
    ranked = [*counts.most_common(2), ("", 0), ("", 0)]
    main = ranked[0][0] if ranked[0][1] >= _DOMINANT * ranked[1][1] else ""
    regions = frozenset(
        place.id for place in known.values() if place.kind == "region" and place.country == main
    )
    return Surroundings({key: frozenset(ids) for key, ids in told.items()}, regions, main or None)


def _choose(entity: LocalEntity, around: Surroundings) -> Place | None:
    found = small_places().lookup(entity.name)
    told = around.told.get(entity.id)
    if told:
        return _only([place for place in found if told <= _above(place)])
    inside = [place for place in found if place.parent in around.regions]
    if inside or _is_a_name(entity.name):
        return _only(inside)
    return _only([place for place in found if around.main in _above(place)])


def _is_a_name(name: str) -> bool:
    """Whether people are called so: then a country alone doesn't show that a village is meant."""
    return is_given_name(name) or is_surname(name)


def _instead(entity: LocalEntity, linked: Mapping[str, str], around: Surroundings) -> dict[str, str | None]:
    """What a city abroad gives way to where the article speaks of one other country with a namesake."""
    city = places().get(linked[entity.id])
    if city is None or city.kind != "city" or city.capital_of or (city.population or 0) >= _KNOWN:
        return {}
    home = {key for key, id_ in linked.items() if key != entity.id and id_ != city.id}
    countries = {c.id for key in home if (p := places().get(linked[key])) and (c := places().country_of(p))}
    if len(countries) != 1 or countries & _above(city) or around.told.get(entity.id):
        return {}
    found = [place for place in small_places().lookup(entity.name) if countries & _above(place)]
    return {entity.id: found[0].id if len(found) == 1 else None} if found else {}


def _above(place: Place) -> frozenset[str]:
    return frozenset(above.id for above in places().ancestors(place))


def _only(found: list[Place]) -> Place | None:
    return found[0] if len(found) == 1 else None
