"""Whose counterpart somebody is has the same office: "Minister Anna Berg and her Kenyan counterpart NAME"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon.titles import titles
from kg.ontology import Ontology, Trait
from kg.records import Claim, EntityType, Status
from kg.relations import confidence
from kg.relations.identity import chars, claim_id, sentence
from kg.relations.title_holders import ref_after
from kg.syntax.graph import Graph

RULE = "counterpart"
NOUN = "counterpart"
BEFORE = 3  # tokens from whose counterpart it is to the noun
SAID = frozenset({Status.ASSERTED, Status.ATTRIBUTED})


def counterparts(
    article: str, ctx: Context, trees: Sequence[Graph], claims: Sequence[Claim], ontology: Ontology
) -> Iterator[Claim]:
    """Yield the offices that counterparts of officeholders of other countries have."""
    for tree in trees:
        for at in range(tree.start, tree.end):
            if tree.parse.lemmas[at].lower() == NOUN:
                yield from _offices(article, ctx, tree, at, claims, ontology)


def _offices(
    article: str, ctx: Context, tree: Graph, at: int, claims: Sequence[Claim], ontology: Ontology
) -> Iterator[Claim]:
    country, whose, holder = _country(ctx, tree, at), _whose(ctx, tree, at), _holder(ctx, tree, at)
    if country is None or whose is None or holder is None or holder.entity == whose:
        return
    said = [c for c in claims if c.subject == whose and c.status in SAID]
    own = [c for c in said if _is_office_of_place(ctx, c, ontology)]
    bare = () if own else [(c, relation) for c in said if (relation := _of_title(c, ontology))]
    offices = {c.predicate: c for c in own} | {relation: c for c, relation in bare}
    if len(offices) != 1 or any(c.object == country.entity for c in own):
        return  # of two offices it is not told which is meant
    if any(c.subject == holder.entity and c.object == country.entity for c in claims):
        return
    for relation, one in offices.items():
        yield _claim(article, ctx, replace(one, predicate=relation, value=None), holder, country)


def _is_office_of_place(ctx: Context, claim: Claim, ontology: Ontology) -> bool:
    held = claim.object is not None and ontology.has(claim.predicate, Trait.OFFICE)
    return held and ctx.entities[claim.object or ""].type == EntityType.PLACE


def _of_title(claim: Claim, ontology: Ontology) -> str | None:
    """The office of a state that a title without one tells: "President Berg and his Kenyan counterpart"."""
    if claim.value is None or not ontology.has(claim.predicate, Trait.OFFICE_TITLE):
        return None
    words = claim.value.lower().split()
    hit = titles().longest_at(words, words, 0) if words else None
    whole = hit is not None and hit[0] == len(words) and len(hit[1]) == 1
    relation = hit[1][0].relations.get("country") if hit is not None and whole else None
    return relation if relation is not None and ontology.has(relation, Trait.STATE_OFFICE) else None


def _country(ctx: Context, tree: Graph, at: int) -> Ref | None:
    """The place whose adjective stands before the noun."""
    ref = ctx.ref(at - 1) if at > tree.start else None
    named = ref is not None and ref.end == at and ctx.entity(ref) is not None
    return ref if named and ref is not None and ref.type in ("NORP", "GPE") else None


def _whose(ctx: Context, tree: Graph, at: int) -> str | None:
    """Whose counterpart it is: "her", "Anna Berg's"; of an unsure "her" who was named last before."""
    for i in range(at - 1, max(at - 1 - BEFORE, tree.start - 1), -1):
        ref = ctx.ref(i)
        if ref is not None and ref.type == "PERSON" and ref.entity is not None:
            return ref.entity
        if ref is None and tree.parse.tags[i] == "PRP$":
            before = (ctx.named(k) for k in range(i - 1, tree.start - 1, -1))
            return next((one.id for one in before if one and one.type == EntityType.PERSON), None)
    return None


def _holder(ctx: Context, tree: Graph, at: int) -> Ref | None:
    """The name behind the noun."""
    comma = at + 1 < tree.end and tree.parse.word(at + 1) == ","
    ref = ref_after(tree, ctx, at + 1 + comma)
    named = ref is not None and ref.type == "PERSON" and ref.entity is not None
    return ref if named else None


def _claim(article: str, ctx: Context, own: Claim, holder: Ref, country: Ref) -> Claim:
    parse = ctx.parse
    subject, object_ = (chars(parse, (ref.start, ref.end)) for ref in (holder, country))
    said = sentence(parse, holder.start)
    return replace(
        own,
        id=claim_id(article, subject, object_, own.predicate),
        subject=holder.entity or "",
        object=country.entity,
        subject_span=subject,
        object_span=object_,
        evidence=said,
        support=tuple(span for span in (own.evidence,) if span != said),
        status=Status.ASSERTED,
        speaker=None,
        since=None,
        until=None,
        on=None,
        confidence=round(confidence.precision(RULE) * own.confidence, 3),
        rule=RULE,
    )
