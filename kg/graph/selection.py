"""A part of a collection that is a collection itself: some entities and facts, with what they rest on."""

from __future__ import annotations

from collections.abc import Collection as Container
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.errors import NotFoundError
from kg.records import Claim, Collection, Entity, Fact, Quote, Reading
from kg.store import resolved
from kg.store.database import Store

Members = Container[tuple[str, str]]  # article id and the id of an entity, or of a claim, in it
Names = Mapping[str, str]


def cut(collection: Collection, keys: Container[str], facts: Container[str] | None = None) -> Collection:
    """The entities of these keys with the facts of these ids, or else with all facts among them.

    The ends of a chosen fact are chosen too. Of the articles stay those that name a chosen entity,
    with their text; of their readings what is about chosen entities and facts.
    """
    chosen = _facts(collection.facts, keys, facts)
    ends = {key for fact in chosen for key in (fact.subject, fact.object) if key is not None}
    kept = tuple(entity for entity in collection.entities if entity.key in ends or entity.key in keys)
    members = frozenset(member for entity in kept for member in entity.members)
    named = {article for article, _ in members}
    readings = [reading for reading in collection.readings if reading.article in named]
    claims = {(article, claim.id) for fact in chosen for article, claim in fact.claims}
    left = {reading.article: _left(reading, members) for reading in readings}
    return Collection(
        articles=tuple(article for article in collection.articles if article.id in named),
        readings=tuple(_reading(r, members, claims, left[r.article]) for r in readings),
        entities=kept,
        facts=tuple(_fact(fact, left) for fact in chosen),
        duplicates=_groups(collection.duplicates, named),
    )


def around(facts: Iterable[Fact], keys: Iterable[str]) -> frozenset[str]:
    """These entities and those that a fact joins to one of them."""
    centre = frozenset(keys)
    joined = {(fact.subject, fact.object) for fact in facts if fact.object is not None}
    return centre | {end for pair in joined if centre & {*pair} for end in pair if end is not None}


def gather(store: Store, keys: Iterable[str]) -> Collection:
    """From a store, the entities of these keys with all that concerns them, to cut from.

    Raises NotFoundError for a key that no entity has.
    """
    entities = tuple(_entity(store, key) for key in sorted(set(keys)))
    facts: dict[str, Fact] = {}
    for entity in entities:
        facts |= {fact.id: fact for fact in resolved.facts_of(store, entity.key)}
    ids = sorted({article for entity in entities for article, _ in entity.members})
    articles = [resolved.article(store, id) for id in ids]
    readings = [resolved.reading(store, id) for id in ids]
    return Collection(
        articles=tuple(article for article in articles if article is not None),
        readings=tuple(reading for reading in readings if reading is not None),
        entities=entities,
        facts=tuple(sorted(facts.values(), key=_order)),
        duplicates=resolved.duplicates(store),
    )


def _entity(store: Store, key: str) -> Entity:
    found = resolved.entity(store, key)
    if found is None:
        raise NotFoundError(f"the graph has no entity {key[:100]!r}")
    return found


def _order(fact: Fact) -> tuple[str, str, str, str, str]:
    return fact.subject, fact.predicate, fact.object or "", fact.value or "", fact.status


def _facts(all_: Iterable[Fact], keys: Container[str], chosen: Container[str] | None) -> tuple[Fact, ...]:
    if chosen is not None:
        return tuple(fact for fact in all_ if fact.id in chosen)
    return tuple(f for f in all_ if f.subject in keys and (f.object is None or f.object in keys))


def _left(reading: Reading, members: Members) -> Names:
    """The names of the article's entities that stay behind."""
    return {e.id: e.name for e in reading.entities if (reading.article, e.id) not in members}


def _fact(fact: Fact, left: Mapping[str, Names]) -> Fact:
    return replace(fact, claims=tuple((article, _claim(c, left[article])) for article, c in fact.claims))


def _reading(reading: Reading, members: Members, claims: Members, left: Names) -> Reading:
    kept = {local.id for local in reading.entities if (reading.article, local.id) in members}
    return replace(
        reading,
        mentions=tuple(mention for mention in reading.mentions if mention.entity in kept),
        entities=tuple(local for local in reading.entities if local.id in kept),
        claims=tuple(_claim(c, left) for c in reading.claims if (reading.article, c.id) in claims),
        quotes=tuple(_quote(quote, kept) for quote in reading.quotes if quote.speaker in kept),
    )


def _claim(claim: Claim, left: Names) -> Claim:
    """The claim, with the name of a speaker who stays behind."""
    name = left.get(claim.speaker) if claim.speaker else None
    return claim if name is None else replace(claim, speaker=name)


def _quote(quote: Quote, kept: Container[str]) -> Quote:
    return replace(quote, about=tuple(local for local in quote.about if local in kept))


def _groups(groups: Iterable[tuple[str, ...]], named: Container[str]) -> tuple[tuple[str, ...], ...]:
    left = (tuple(article for article in group if article in named) for group in groups)
    return tuple(group for group in left if len(group) > 1)
