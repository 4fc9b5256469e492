"""Bodies without a country are those of the one that the article is about: "the Foreign Ministry"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon.implied import implied
from kg.records import Article, Claim, EntityType, LocalEntity, MentionKind
from kg.relations import confidence
from kg.relations.implied import implied_claim
from kg.relations.main_country import MainCountry

RULE = "implied-owner"
OWNED = "agencyOf"


def owned_bodies(
    article: Article, ctx: Context, refs: Sequence[Ref], claims: Sequence[Claim], main: MainCountry
) -> Iterator[Claim]:
    """The claims that bodies of a state make of the country which the article is about."""
    known = {c.subject for c in claims if c.predicate in (OWNED, "partOf")}
    seen = set(known)
    for ref in refs:
        body = ctx.entity(ref)
        if ref.kind != MentionKind.NAME or body is None or body.id in seen or not _is_body(body):
            continue
        seen.add(body.id)
        if main.is_told_of(ctx, refs, ref.start):
            yield _claim(article, ctx, ref, body, main)


def _is_body(entity: LocalEntity) -> bool:
    if entity.type != EntityType.ORGANIZATION:
        return False
    return all(n.lower().removeprefix("the ") in implied().bodies for n in (entity.name, *entity.aliases))


def _claim(article: Article, ctx: Context, ref: Ref, body: LocalEntity, main: MainCountry) -> Claim:
    return implied_claim(
        article,
        ctx,
        (ref, main.nearest(ref.start)),
        predicate=OWNED,
        entities=(body.id, main.entity.id),
        confidence=round(confidence.precision(RULE) * main.certainty, 3),
        rule=RULE,
    )
