"""A claim of a name and the nearest naming of its country or body, which no sentence says outright."""

from __future__ import annotations

from kg.coref import Ref
from kg.coref.context import Context
from kg.records import Article, Claim, Status
from kg.relations.identity import chars, claim_id, sentence


def implied_claim(
    article: Article,
    ctx: Context,
    ends: tuple[Ref, Ref],
    *,
    predicate: str,
    entities: tuple[str, str | None],
    confidence: float,
    rule: str,
    implied: str = "country",
) -> Claim:
    """The claim; its evidence is the sentence of the first end, its support that of the other."""
    subject, object_ = (chars(ctx.parse, (ref.start, ref.end)) for ref in ends)
    evidence, naming = (sentence(ctx.parse, ref.start) for ref in ends)
    return Claim(
        id=claim_id(article.id, subject, object_, predicate),
        subject=entities[0],
        predicate=predicate,
        object=entities[1],
        value=None,
        role=None,
        subject_span=subject,
        object_span=object_,
        evidence=evidence,
        status=Status.ASSERTED,
        support=tuple(span for span in (naming,) if span != evidence),
        implied=implied,
        confidence=confidence,
        rule=rule,
    )


def names_subject(ctx: Context, ref: Ref, claim: Claim) -> bool:
    """Whether a mention is the very one that a claim reads its subject at."""
    return ref.entity == claim.subject and chars(ctx.parse, (ref.start, ref.end)) == claim.subject_span
