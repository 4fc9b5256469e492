"""What somebody is deputy head of where a sentence says whose deputy: "Mayor NAME and her deputy, NAME"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon.titles import Modifier
from kg.ontology import Ontology, Trait
from kg.records import Article, Claim, EntityType, Status
from kg.relations import confidence
from kg.relations.implied import implied_claim, names_subject
from kg.relations.matches import Match
from kg.syntax.graph import Graph

RULE = "implied-deputy"
DEPUTY = "deputy"


@dataclass(frozen=True, slots=True)
class Deputy:
    """A claim of a deputy's position, and the person whose deputy it is."""

    claim: Claim
    chief: str


def deputies(
    sentences: Sequence[tuple[Graph, Sequence[tuple[Match, Claim]]]], ctx: Context, ontology: Ontology
) -> list[Deputy]:
    """The deputies of people: "his deputy", "the governor's deputy", "her vice mayor"."""
    return [
        Deputy(claim, chief)
        for tree, said in sentences
        for match, claim in said
        if ontology.has(claim.predicate, Trait.OFFICE_TITLE) and (chief := _chief(tree, ctx, match, claim))
    ]


def _chief(tree: Graph, ctx: Context, match: Match, claim: Claim) -> str:
    """The person whose deputy the title of a match is, or nothing."""
    title = match.title
    if title is None or title.governed or title.limit:
        return ""
    if claim.status != Status.ASSERTED or not claim.subject:
        return ""
    plain = tree.parse.span_text(title.start, title.end).lower() == DEPUTY  # elsewhere a legislator
    if not plain and Modifier.DEPUTY not in title.modifiers and all(c.name != DEPUTY for c in title.classes):
        return ""
    owners = [ctx.entity(ctx.ref(k)) for k in tree.down(title.head, "poss")]
    people = {e.id for e in owners if e is not None and e.type == EntityType.PERSON}
    return people.pop() if len(people) == 1 and claim.subject not in people else ""


def implied_deputies(
    article: Article,
    ctx: Context,
    refs: Sequence[Ref],
    found: Sequence[Deputy],
    claims: Sequence[Claim],
    ontology: Ontology,
) -> Iterator[Claim]:
    """What such a deputy is deputy head of: what the chief heads, if that is one body or place."""
    for one in found:
        offices = [c for c in claims if c.subject == one.chief and _is_headship(ontology, c)]
        bodies = {c.object for c in offices}
        holder = next((r for r in refs if names_subject(ctx, r, one.claim)), None)
        if len(bodies) != 1 or holder is None:
            continue
        last = max(offices, key=lambda c: c.confidence)
        named = next((r for r in refs if r.entity == last.object), None)
        relation = _of_deputy(ontology, last)
        if (
            relation
            and named is not None
            and not any(c.subject == one.claim.subject and c.object == last.object for c in claims)
        ):
            yield implied_claim(
                article,
                ctx,
                (holder, named),
                predicate=relation,
                entities=(one.claim.subject, last.object),
                confidence=round(confidence.precision(RULE) * last.confidence, 3),
                rule=RULE,
                implied="holder",
            )


def _is_headship(ontology: Ontology, claim: Claim) -> bool:
    """Whether a claim says that somebody heads a body or a place now."""
    if claim.object is None or claim.status != Status.ASSERTED or claim.until is not None:
        return False
    kinds = (claim.predicate, *ontology.ancestors(claim.predicate))
    return any(ontology.has(name, Trait.HEADSHIP) for name in kinds)


def _of_deputy(ontology: Ontology, claim: Claim) -> str | None:
    """What is said of the deputy of whoever a claim gives the top post."""
    kinds = (claim.predicate, *ontology.ancestors(claim.predicate))
    return next((said for name in kinds if (said := ontology[name].when_deputy)), None)
