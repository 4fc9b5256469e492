"""A capital named without its country, "the capital, NAME", is that of the one that the lexicon tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon import places
from kg.ontology import Ontology, Trait
from kg.records import Article, Claim, EntityType, MentionKind, Parse
from kg.relations import confidence
from kg.relations.implied import implied_claim

RULE = "implied-capital"
BETWEEN = frozenset({"city", "of", ","})
NOUNS = frozenset({"capital", "capitol"})


def implied_capitals(
    article: Article, ctx: Context, refs: Sequence[Ref], claims: Sequence[Claim], ontology: Ontology
) -> Iterator[Claim]:
    """Yield a claim for each place that is called the capital, of a country that the article names."""
    seen = {c.subject for c in claims if ontology.has(c.predicate, Trait.CAPITAL)}
    relation = next(iter(ontology.telling(Trait.CAPITAL, EntityType.PLACE, EntityType.PLACE)), None)
    if relation is None:
        return
    for ref in refs:
        city = ctx.entity(ref)
        place = places().get(city.place) if city is not None and city.place else None
        if city is None or place is None or not place.capital_of or city.id in seen:
            continue
        country = next((e.id for e in ctx.entities.values() if e.place == place.capital_of), None)
        naming = [
            r for r in refs if country is not None and r.entity == country and r.kind == MentionKind.NAME
        ]
        if ref.kind == MentionKind.NAME and naming and _is_called_capital(ctx.parse, ref):
            seen.add(city.id)
            yield _claim(
                article, ctx, relation, ref, min(naming, key=lambda r: (abs(r.start - ref.start), r.start))
            )


def _is_called_capital(parse: Parse, ref: Ref) -> bool:
    """Whether "the capital" stands before a name, or behind it without a word on whose it is."""
    at = ref.start - 1
    while at > 0 and parse.word(at).lower() in BETWEEN:
        at -= 1
    if at > 0 and parse.word(at).lower() in NOUNS and parse.word(at - 1).lower() == "the":
        return True
    behind = [parse.word(i).lower() for i in range(ref.end, min(ref.end + 4, len(parse.starts)))]
    return behind[:2] == [",", "the"] and behind[2:3] == ["capital"] and behind[3:] in ([","], ["."])


def _claim(article: Article, ctx: Context, relation: str, ref: Ref, nearest: Ref) -> Claim:
    return implied_claim(
        article,
        ctx,
        (ref, nearest),
        predicate=relation,
        entities=(ref.entity or "", nearest.entity),
        confidence=confidence.precision(RULE),
        rule=RULE,
    )
