"""What one article says of one of its entities, in the form in which entities are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from sys import intern

from kg.entities.name_comparison import addressed
from kg.entities.organization_names import organization_name
from kg.entities.person_names import person_name
from kg.entities.place_linking import link_places
from kg.entities.small_place_linking import link_small_places
from kg.lexicon import fold, name_gender, places
from kg.lexicon.small_places import linked_place
from kg.lexicon.titles import Modifier, titles
from kg.lexicon.vocabulary import persons
from kg.ontology import Ontology, Trait, load
from kg.records import Claim, EntityType, LocalEntity, Reading, Status

Member = tuple[str, str]  # article id, LocalEntity id

_SAID = (Status.ASSERTED, Status.FORMER)
_TIMES = frozenset({Modifier.FORMER, Modifier.ACTING, Modifier.ELECT})  # which leave the title as it is
_OTHER = frozenset({"current", "outgoing", "new", "us", "uk"})


@dataclass(frozen=True, slots=True)
class Profile:
    """An article's entity with its evidence, each sort of it sorted; ``company`` is shared in an article.

    Strings are interned: many profiles say the same.
    """

    member: Member
    type: EntityType
    names: tuple[str, ...]  # the main one first
    gender: str | None
    titles: tuple[str, ...]
    place: str | None  # lexicon id
    links: tuple[str, ...]  # relation and other party
    facts: tuple[tuple[str, str], ...]  # predicate and date that tells namesakes apart
    offices: tuple[str, ...]  # countries where the person holds a state's office
    company: tuple[str, ...]  # keys of what else the article names
    country: str | None  # the one country that the article is about, as a lexicon id
    fits: tuple[str, ...] = ()  # types that what the article says of it is said of only
    kin: tuple[Member, ...] = ()  # of the same article
    owners: tuple[str, ...] = ()  # the countries whose body it is said to be, as lexicon ids


def of_reading(reading: Reading, ontology: Ontology | None = None) -> Iterator[Profile]:
    """The profiles of an article's entities; without an ``ontology`` the shipped one tells traits."""
    relations = ontology or load()
    linked = _linked(reading, relations)
    keys = {entity.id: key_of(entity, linked.get(entity.id)) for entity in reading.entities}
    company = _plain(key for key in keys.values() if key)
    country = _main_country(reading, linked)
    claims: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        if claim.status in _SAID:
            claims.setdefault(claim.subject, []).append(claim)
            if claim.object:
                claims.setdefault(claim.object, []).append(claim)
    people = [entity for entity in reading.entities if entity.type == EntityType.PERSON]
    for entity in reading.entities:
        own = claims.get(entity.id, [])
        yield Profile(
            member=(reading.article, intern(entity.id)),
            type=entity.type,
            names=_names(entity, people),
            gender=_gender(entity),
            titles=_plain(filter(None, map(plain_title, entity.titles))),
            place=linked.get(entity.id),
            links=_plain(_links(entity.id, own, keys, relations)),
            facts=tuple(sorted(_dates(own, relations))),
            offices=_plain(_office_countries(entity.id, own, linked, relations)),
            company=company,
            country=country,
            fits=tuple(sorted(set(_fits(entity.id, own, relations)))),
            kin=tuple((reading.article, intern(other)) for other in _kin(entity.id, own, relations)),
            owners=_plain(_owners(entity.id, own, linked, relations)),
        )


def _linked(reading: Reading, relations: Ontology) -> dict[str, str]:
    """Place ids by LocalEntity id, of well-known places and of those that only these make certain."""
    known = link_places(reading)
    found = known | link_small_places(reading, known, relations)
    return {key: place for key, place in found.items() if place}


def _plain(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(intern, sorted(set(found))))


@cache
def _idle_words() -> frozenset[str]:
    """What a title is compared without."""
    times = {word for word, kind in titles().modifiers.items() if kind in _TIMES}
    return frozenset({*times, *_OTHER, *persons().address})


@lru_cache(maxsize=16384)
def plain_title(title: str) -> str:
    """A title without country and time: "then-US President" and "former president" are "president"."""
    words = [word for word in fold(title).split() if word not in _idle_words()]
    return " ".join(word for word in words if not places().adjective(word.capitalize()))


def _names(entity: LocalEntity, people: list[LocalEntity]) -> tuple[str, ...]:
    found = dict.fromkeys(name.strip() for name in (entity.name, *entity.aliases))
    if entity.type == EntityType.PERSON and len(found) == 1:
        found |= dict.fromkeys(_addressed(entity, people))
    return tuple(intern(name) for name in found if name) or (entity.id,)


def _addressed(entity: LocalEntity, people: list[LocalEntity]) -> tuple[str, ...]:
    """The full name of somebody who is called by given name and patronymic, where the article has it."""
    name = person_name(entity.name)
    if not name.patronymic or name.family:
        return ()
    meant = addressed(name, (person_name(other.name) for other in people if other is not entity))
    return (meant.text,) if meant else ()


def _gender(entity: LocalEntity) -> str | None:
    if entity.type != EntityType.PERSON:
        return None
    return entity.gender or next((g for name in entity.aliases if (g := _shown(name))), _shown(entity.name))


@lru_cache(maxsize=131072)
def _shown(name: str) -> str | None:
    """The gender that a name shows; asked for so often that it is kept."""
    return name_gender(name)


def key_of(entity: LocalEntity, place: str | None) -> str | None:
    """What an entity is called in the company of others; None where the name says too little."""
    return place or _name_key(entity.type, entity.name)


@lru_cache(maxsize=131072)
def _name_key(kind: EntityType, name: str) -> str | None:
    if kind == EntityType.PERSON:
        person = person_name(name)
        return "person " + " ".join(person.words) if person.spelt else None
    if kind == EntityType.ORGANIZATION:
        organization = organization_name(name)
        return None if organization.generic else "organization " + organization.key
    return f"{kind.lower()} {fold(name)}"


def _dates(claims: list[Claim], relations: Ontology) -> set[tuple[str, str]]:
    """The dates that tell somebody apart from another of that name."""
    telling = (c for c in claims if relations.has(c.predicate, Trait.IDENTIFYING_DATE))
    return {(claim.predicate, claim.value) for claim in telling if claim.value}


def _links(
    entity: str, claims: list[Claim], keys: dict[str, str | None], relations: Ontology
) -> Iterator[str]:
    for claim in claims:
        if not claim.object or relations.has(claim.predicate, Trait.INCIDENTAL):
            continue
        other, arrow = (claim.object, ">") if claim.subject == entity else (claim.subject, "<")
        if keys.get(other):
            yield f"{claim.predicate}{arrow}{keys[other]}"


def _kin(entity: str, claims: list[Claim], relations: Ontology) -> list[str]:
    """The relatives of somebody, whose names are often alike."""
    pairs = {(c.subject, c.object) for c in claims if c.object and relations.has(c.predicate, Trait.KINSHIP)}
    return sorted({other for pair in pairs for other in pair if other and other != entity})


def _owners(entity: str, claims: list[Claim], linked: dict[str, str], relations: Ontology) -> Iterator[str]:
    owned = (c for c in claims if c.subject == entity and relations.has(c.predicate, Trait.OWNER))
    yield from (place for c in owned if (place := linked.get(c.object or "", "")).startswith("country/"))


def _fits(entity: str, claims: list[Claim], relations: Ontology) -> Iterator[str]:
    """Types that only can be where the entity stands in a claim."""
    for claim in claims:
        relation = relations.relations.get(claim.predicate)
        sides = ((claim.subject, relation.domain), (claim.object, relation.range)) if relation else ()
        yield from (kinds[0] for side, kinds in sides if side == entity and len(kinds) == 1)


def _office_countries(
    entity: str, claims: list[Claim], linked: dict[str, str], relations: Ontology
) -> Iterator[str]:
    held = (c for c in claims if c.subject == entity and relations.has(c.predicate, Trait.STATE_OFFICE))
    for claim in held:
        if claim.object in linked:
            country = country_of(linked[claim.object])
            if country:
                yield country


@lru_cache(maxsize=16384)
def country_of(place_id: str) -> str | None:
    """The country that a place is or lies in, as a lexicon id."""
    place = linked_place(place_id)
    country = places().country_of(place) if place else None
    return country.id if country else None


def _main_country(reading: Reading, linked: dict[str, str]) -> str | None:
    """The country named most, with what lies in it, if it is named twice as often as any other."""
    counts: dict[str, int] = {}
    for mention in reading.mentions:
        place = linked.get(mention.entity or "")
        country = country_of(place) if place else None
        if country:
            counts[country] = counts.get(country, 0) + 1
    ranked = sorted(counts, key=lambda c: (-counts[c], c))
    if not ranked or (len(ranked) > 1 and counts[ranked[0]] < 2 * counts[ranked[1]]):
        return None
    return ranked[0]
