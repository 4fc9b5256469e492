"""Bodies without a country are those of the one that the article is about: "the Foreign Ministry"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from kg.coref import Ref
from kg.lexicon.implied import implied
from kg.ontology import Ontology, Trait
from kg.records import Claim, EntityType, LocalEntity, MentionKind
from kg.relations import confidence
from kg.relations.actors import Actors
from kg.relations.implied import implied_claim
from kg.relations.implied_scope import Scope, Sought
from kg.relations.main_country import MainCountry

RULE = "implied-owner"
CLEAR = 0.75  # share in the names of countries that a body without a name asks of its own
NEAR = 60  # tokens from such a body to the nearest name of its country


def owned_bodies(
    scope: Scope, claims: Sequence[Claim], actors: Actors, ontology: Ontology
) -> Iterator[Claim]:
    """The claims that bodies of a state, named or not, make of the country which the article is about."""
    relation = next(iter(ontology.telling(Trait.OWNER, EntityType.ORGANIZATION, EntityType.PLACE)), None)
    if relation is None:
        return
    seen = {c.subject for c in claims if ontology.has(c.predicate, Trait.OWNER)}
    unnamed = {entity.id: entity for entity in actors.known.values()}
    for ref in sorted(actors.refs.values(), key=lambda ref: ref.start):
        body = unnamed.get(ref.entity or "")
        if body is None or body.id in seen:
            continue
        main = scope.country(Sought(ref.start, partial(_is_unnamed_body, body)))
        if main is None:
            continue
        seen.add(body.id)
        if main.share >= CLEAR and _is_near(main, ref):
            yield _claim(scope, relation, ref, body, main)
    for ref in scope.refs:
        body = scope.ctx.entity(ref)
        if ref.kind != MentionKind.NAME or body is None or body.id in seen or not _is_body(body):
            continue
        seen.add(body.id)
        main = scope.country(Sought(ref.start, bool))
        if main is not None:
            yield _claim(scope, relation, ref, body, main)


def _is_body(entity: LocalEntity) -> bool:
    if entity.type != EntityType.ORGANIZATION:
        return False
    return all(n.lower().removeprefix("the ") in implied().bodies for n in (entity.name, *entity.aliases))


def _is_unnamed_body(entity: LocalEntity, country: str) -> bool:
    """Whether it is called by a noun alone that means a body of the state: "the army"."""
    name = entity.name.lower().removeprefix("the ")
    return implied().is_body(name, country)


def _is_near(main: MainCountry, ref: Ref) -> bool:
    """Whether the country is named close by, since texts change their topic."""
    return abs(main.nearest(ref.start).start - ref.start) <= NEAR


def _claim(scope: Scope, relation: str, ref: Ref, body: LocalEntity, main: MainCountry) -> Claim:
    return implied_claim(
        scope.article,
        scope.ctx,
        (ref, main.nearest(ref.start)),
        predicate=relation,
        entities=(body.id, main.entity.id),
        confidence=round(confidence.precision(RULE) * main.certainty, 3),
        rule=RULE,
    )
