"""Whose spokesman or chief executive somebody is where only the sentences before tell: "Spokesman NAME said".

The body is the only one that the title's own sentence and those before it speak of; a "presidential
spokesman" is that of the article's only president.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon.implied import implied
from kg.ontology import Ontology, Trait
from kg.records import Article, Claim, EntityType, LocalEntity, MentionKind, Status
from kg.relations import confidence
from kg.relations.implied import implied_claim, names_subject
from kg.relations.matches import Match
from kg.relations.selectional import title_relation
from kg.relations.title_holders import TitleMention
from kg.syntax.graph import Graph

RULE = "implied-body"
BODY, HOLDER = "body", "holder"
TITLES = frozenset({"spokesperson", "ceo", "chair", "secretary general"})
BACK = 2  # sentences
OTHERS = frozenset({"media", "government", "school", "public"})  # that somebody speaks to, or before
PRESIDENTIAL, PRESIDENT = "presidential", "president"


@dataclass(frozen=True, slots=True)
class Bare:
    """A claim of a position whose sentence does not say of what it is."""

    claim: Claim
    title: TitleMention
    first: int  # the number of the sentence's first token
    of_president: bool
    kind: str = ""  # of the bodies that have it: a headmaster is of a school


def bare_titles(
    sentences: Iterable[tuple[Graph, Sequence[tuple[Match, Claim]]]], ctx: Context, ontology: Ontology
) -> list[Bare]:
    """The titles of an article whose sentences do not say of what they are."""
    found = (
        _bare(tree, ctx, match, claim)
        for tree, said in sentences
        for match, claim in said
        if ontology.has(claim.predicate, Trait.OFFICE_TITLE)
    )
    return [one for one in found if one is not None]


def _bare(tree: Graph, ctx: Context, match: Match, claim: Claim) -> Bare | None:
    """The title of a match, if it is one of a body or of the president and names neither."""
    title = match.title
    if title is None or title.governed or title.modifiers:
        return None
    if tree.down(title.head, "poss", "of", "for", "body", "at", "in", "to") or title.limit:
        return None
    before = [tree.parse.word(i).lower() for i in range(title.written[0], title.start)]
    of_president = before == [PRESIDENTIAL]
    kind = implied().kind_of(" ".join((claim.value or "").lower().split()))
    known = of_president or (not before and (kind or any(one.name in TITLES for one in title.classes)))
    named = claim.subject and ctx.named(match.subject.token) is not None
    bare = Bare(claim, title, tree.start, of_president, kind)
    return bare if known and named and title.end < tree.end else None


def implied_bodies(
    article: Article,
    ctx: Context,
    refs: Sequence[Ref],
    bare: Sequence[Bare],
    claims: Sequence[Claim],
    ontology: Ontology,
) -> Iterator[Claim]:
    """What such titles say of the body, or of the president."""
    settled = {c.subject for c in claims if ontology.has(c.predicate, Trait.OFFICE) and c.object}
    for one in bare:
        if one.claim.subject in settled:
            continue
        settled.add(one.claim.subject)
        nearest = (
            _president(ctx, refs, one, claims, ontology) if one.of_president else _only_body(ctx, refs, one)
        )
        entity = ctx.entity(nearest)
        relation = title_relation(one.title, entity, ctx, ontology) if entity is not None else None
        holder = next((r for r in refs if names_subject(ctx, r, one.claim)), None)
        if nearest is not None and entity is not None and relation and holder is not None:
            yield implied_claim(
                article,
                ctx,
                (holder, nearest),
                predicate=relation,
                entities=(one.claim.subject, entity.id),
                confidence=round(confidence.precision(RULE) * nearest.score, 3),
                rule=RULE,
                implied=HOLDER if one.of_president else BODY,
            )


def _only_body(ctx: Context, refs: Sequence[Ref], one: Bare) -> Ref | None:
    """The last mention of the only body around, if it was the topic before."""
    starts = [start for start, _ in ctx.parse.sents if start <= one.first][-1 - BACK :]
    end = next(end for start, end in ctx.parse.sents if start == one.first)
    near = [(ref, ctx.entity(ref)) for ref in refs if starts[0] <= ref.start < end]
    bodies = [(ref, entity) for ref, entity in near if entity and entity.type == EntityType.ORGANIZATION]
    if one.kind:
        bodies = [(ref, entity) for ref, entity in bodies if one.kind in ctx.kinds(entity)]
    before = [ref for ref, _ in bodies if ref.start < one.title.start]
    if len({entity.id for _, entity in bodies}) != 1 or not before:
        return None
    if one.kind:
        return before[-1] if any(ref.kind == MentionKind.NAME for ref in before) else None
    if not _may_employ(ctx, bodies[0][1]):
        return None
    led = any(ctx.parse.deps[ref.head].startswith("nsubj") for ref in before if ref.start < one.first)
    return before[-1] if led and any(ref.kind == MentionKind.NAME for ref in before) else None


def _may_employ(ctx: Context, entity: LocalEntity) -> bool:
    return OTHERS.isdisjoint(ctx.kinds(entity))


def _president(
    ctx: Context, refs: Sequence[Ref], one: Bare, claims: Sequence[Claim], ontology: Ontology
) -> Ref | None:
    """The nearest name of the only president of the article."""
    called = (c for c in claims if (c.value or "").lower() == PRESIDENT and c.status == Status.ASSERTED)
    found = {c.subject for c in called if ontology.has(c.predicate, Trait.OFFICE_TITLE)} - {one.claim.subject}
    names = [ref for ref in refs if ref.entity in found and ref.kind == MentionKind.NAME]
    nearest = min(names, key=lambda ref: (abs(ref.start - one.title.start), ref.start), default=None)
    return nearest if len(found) == 1 else None
