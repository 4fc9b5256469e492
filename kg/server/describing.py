"""What an entity is, on a line: the office of a person, the kind of a place or body."""

from __future__ import annotations

from kg import lexicon
from kg.lexicon.small_places import linked_place
from kg.ontology import Trait
from kg.page.text import in_words
from kg.records import Entity, EntityType, Status
from kg.server.snapshot import Snapshot
from kg.server.snapshot_rows import Link

MACRO = "macro"  # the lexicon's word for Siberia, the Midlands and their like


def line(shot: Snapshot, entity: Entity) -> str:
    """Who or what an entity is, in a few words; its type where nothing else is known."""
    if entity.type == EntityType.PERSON:
        return _office(shot, entity) or EntityType.PERSON
    if entity.type == EntityType.PLACE:
        return _kind(entity)
    if entity.type == EntityType.ORGANIZATION:
        return _seat(shot, entity)
    return str(entity.type)


def _office(shot: Snapshot, entity: Entity) -> str:
    """The office that most articles say; one that is over only where there is no other."""
    held = [link for link in shot.of_entity.get(entity.key, ()) if _is_office(shot, link, entity)]
    held.sort(key=lambda link: (link.status != Status.ASSERTED, -link.support, -link.confidence, link.id))
    return _said(shot, held[0]) if held else ""


def _is_office(shot: Snapshot, link: Link, entity: Entity) -> bool:
    is_office = any(shot.ontology.has(link.predicate, trait) for trait in (Trait.OFFICE, Trait.OFFICE_TITLE))
    return is_office and link.subject == entity.key and link.status in (Status.ASSERTED, Status.FORMER)


def _said(shot: Snapshot, link: Link) -> str:
    former = "formerly " if link.status == Status.FORMER else ""
    if link.object is None:
        return former + (link.value or link.role or "")
    of = shot.entities[link.object].name
    if link.role and of.casefold() not in link.role.casefold():
        return f"{former}{link.role}, {of}"
    return former + (link.role or f"{in_words(link.predicate)} {of}")


def _kind(entity: Entity) -> str:
    known = linked_place(entity.place) if entity.place else None
    if known is None:
        return EntityType.PLACE
    country = lexicon.places().country_of(known)
    kind = "region" if known.kind == MACRO else known.kind.replace("-", " ")
    return kind if country is None or country.id == known.id else f"{kind} in {country.name}"


def _seat(shot: Snapshot, entity: Entity) -> str:
    for link in shot.of_entity.get(entity.key, ()):
        if shot.ontology.has(link.predicate, Trait.SEAT) and link.subject == entity.key and link.object:
            return f"Organization in {shot.entities[link.object].name}"
    return EntityType.ORGANIZATION
