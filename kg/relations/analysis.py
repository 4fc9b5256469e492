"""What is known of an article before rules are tried: its sentences, their titles, what phrases describe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from kg.coref import Ref, Resolution
from kg.coref.context import Context, context
from kg.coref.labels import LABELS
from kg.records import EntityType, LocalEntity, MentionKind, Parse
from kg.relations.name_internal import Inner, countries_inside
from kg.relations.selectional import Found
from kg.relations.title_holders import TitleMention
from kg.relations.title_mentions import find_titles
from kg.relations.unnamed_bodies import Described, described
from kg.syntax.graph import Graph
from kg.syntax.normalisation import graphs
from kg.syntax.tree import tree_of

SCORE = 0.9


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's normalised tree, its titles by head token, and the countries in its names of bodies."""

    tree: Graph
    titles: Mapping[int, TitleMention]
    countries: tuple[tuple[Inner, Found], ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """The sentences of an article, and what their tokens stand for."""

    ctx: Context
    sentences: tuple[Sentence, ...]


def analyse(parse: Parse, resolution: Resolution) -> Analysis:
    """Analyse all sentences, then give entities to what only a phrase or a part of a name names."""
    ctx = context(parse, resolution)
    found = [(tree, find_titles(tree, ctx)) for tree in graphs(tree_of(parse))]
    entities, refs, sentences = dict(ctx.entities), dict(ctx.by_token), []
    for tree, titles in found:
        for phrase in described(tree, ctx, titles):
            entity = _described(phrase, ctx, entities)
            refs[phrase.head] = Ref(
                *phrase.span,
                phrase.head,
                LABELS[phrase.type],
                MentionKind.NOMINAL,
                entity.id,
                SCORE,
                "described",
            )
        inner = [(one, _country(one, entities)) for one in countries_inside(tree, ctx)]
        sentences.append(Sentence(tree, MappingProxyType(titles), tuple(inner)))
    new = tuple(entities.values())[len(ctx.entities) :]
    known = replace(ctx, entities=MappingProxyType(entities), by_token=MappingProxyType(refs), described=new)
    return Analysis(known, tuple(sentences))


def _described(phrase: Described, ctx: Context, entities: dict[str, LocalEntity]) -> LocalEntity:
    """The entity that a phrase describes, new or known; a body with a name of its own is another."""
    same = (
        e
        for e in entities.values()
        if e.type == phrase.type
        and e.name.casefold() == phrase.name.casefold()
        and (phrase.type == EntityType.PLACE or e.id not in ctx.entities)
    )
    return next(same, None) or _new(entities, phrase.type, phrase.name)


def _country(inner: Inner, entities: dict[str, LocalEntity]) -> Found:
    place = inner.place
    known = next((e for e in entities.values() if e.place == place.id), None)
    country = known or _new(entities, EntityType.PLACE, place.name, place.id)
    return Found(inner.span[0], country, None, "amod", span=inner.span)


def _new(
    entities: dict[str, LocalEntity], type_: EntityType, name: str, place: str | None = None
) -> LocalEntity:
    entity = LocalEntity(f"e{len(entities) + 1}", type_, name, place=place)
    entities[entity.id] = entity
    return entity
