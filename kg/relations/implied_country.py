"""Offices without a country are those of the one that the article is about: "the President, NAME".

A step of its own after the rules. What it makes says that the country was implied, and names a sentence
that has it. It keeps still where the article names another country for the person, where two would hold
an office of one, and where a sentence tells of other countries only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.coref.context import Context
from kg.lexicon import places
from kg.lexicon.implied import implied
from kg.lexicon.titles import Modifier, titles
from kg.ontology import Ontology, Trait
from kg.records import Article, Claim, EntityType, Parse, Status
from kg.relations import confidence
from kg.relations.actors import Actors
from kg.relations.identity import chars, claim_id, sentence
from kg.relations.implied_owner import owned_bodies
from kg.relations.implied_scope import Scope, Sought
from kg.relations.main_country import MainCountry
from kg.relations.matches import Match
from kg.relations.selectional import title_relation
from kg.relations.title_holders import GOVERNORS, TitleMention
from kg.syntax.graph import Graph

RULE = "implied-country"
COUNTRY = "country"
UNSURE = frozenset({Modifier.HONORARY, Modifier.SHADOW, Modifier.UNOFFICIAL, Modifier.WOULD_BE})
FEW = 3  # countries with such a title
PORTFOLIO = 8  # tokens after "minister of"


@dataclass(frozen=True, slots=True)
class Office:
    """A claim of a position that says nothing of what it governs; ``name`` is the title in lower case."""

    claim: Claim
    title: TitleMention
    name: str
    tree: Graph
    holder: int  # token


def office_of(tree: Graph, ctx: Context, match: Match, claim: Claim, ontology: Ontology) -> Office | None:
    """The office of a match, if the sentence does not say of what it is."""
    title = match.title
    if title is None or not claim.subject or not ontology.has(claim.predicate, Trait.OFFICE_TITLE):
        return None
    name = _name(tree.parse, title)
    if name not in implied().known or title.governed or title.modifiers & UNSURE:
        return None
    ministerial = any(c.name == "minister" for c in title.classes)
    if tree.down(title.head, "poss") or not _is_plain(tree.parse, title, ministerial):
        return None
    if _is_limited(tree, ctx, title, ministerial):
        return None
    return Office(claim, title, name, tree, match.subject.token)


def _name(parse: Parse, title: TitleMention) -> str:
    words = [parse.word(i).lower() for i in range(title.start, title.end)]
    name = " ".join(words).replace(" - ", "-")
    return name if name in implied().known else " ".join([*words[:-1], parse.lemmas[title.end - 1].lower()])


def _is_plain(parse: Parse, title: TitleMention, ministerial: bool) -> bool:
    """Whether nothing before a title names a part or a body, as in "regional minister", "club president"."""
    known = titles().modifiers
    said = [known.get(parse.word(i).lower()) for i in range(title.written[0], title.start)]
    return Modifier.PART not in said and (ministerial or None not in said)


def _is_limited(tree: Graph, ctx: Context, title: TitleMention, ministerial: bool) -> bool:
    """Whether a title goes on with what it is of; a minister's portfolio is no such thing."""
    if title.end >= tree.end or tree.parse.word(title.end).lower() not in GOVERNORS:
        return bool(tree.down(title.head, "of", "for"))
    if not ministerial or title.limit not in ("of", "for"):
        return True
    for i in range(title.end + 1, min(title.end + PORTFOLIO, tree.end)):
        named = ctx.named(i)
        if tree.parse.word(i) == "," or (named is not None and named.type == EntityType.PERSON):
            return False
        if named is not None and (named.type == EntityType.PLACE or "party" in ctx.kinds(named)):
            return True
        if tree.lemma(i) in titles().index:
            return True  # "a minister of the last sultan"
    return False


def implied_claims(
    scope: Scope, offices: Sequence[Office], claims: Sequence[Claim], ontology: Ontology, actors: Actors
) -> list[Claim]:
    """The claims that offices and bodies make of the country which the article, or its item, is about."""
    made, ctx = [], scope.ctx
    for one in offices:
        main = _main_of(scope, one)
        relation = title_relation(one.title, main.entity, ctx, ontology) if main is not None else None
        if main is None or relation is None:
            continue
        if not _speaks_against(ctx, one, relation, main, claims, ontology):
            made.append(_claim(scope.article, ctx, one, relation, main))
    return [*_unrivalled(made, claims, ontology), *owned_bodies(scope, claims, actors, ontology)]


def _main_of(scope: Scope, one: Office) -> MainCountry | None:
    """The place that the article is about of those that have such an office."""
    if one.name in implied().cities:
        return scope.place("city", one.title.head)
    if one.name in implied().regions:
        return scope.place("region", one.title.head)
    few = 0 < len(implied().only.get(one.name, ())) <= FEW
    return scope.country(
        Sought(
            one.title.head,
            lambda place: implied().is_office(one.name, place),
            one.title.start,
            one.holder,
            certain=few,
        )
    )


def _speaks_against(
    ctx: Context, one: Office, relation: str, main: MainCountry, claims: Sequence[Claim], ontology: Ontology
) -> bool:
    """Whether the article says it itself, or ties the person to another country or to a body."""
    told = [c for c in claims if c.subject == one.claim.subject and c.object is not None]
    if any(ontology.has(c.predicate, Trait.VISIT) and c.object == main.entity.id for c in told):
        return True  # who visits a country governs another
    if any(_faces(c, one.claim.subject, main.entity.id, ontology) for c in claims):
        return True
    told = [
        c for c in told if not ontology.has(c.predicate, Trait.HELD_BY_NOMINEES)
    ]  # "Republican President"
    return any(
        c.predicate == relation or _ties_elsewhere(ctx, c, main, ontology) or _is_of_body(ctx, c, one)
        for c in told
    )


def _faces(claim: Claim, person: str, country: str, ontology: Ontology) -> bool:
    """Whether a country deals with somebody as with another's: it invites, accuses or meets him."""
    relation = ontology[claim.predicate]
    if not relation.has(Trait.ACT) or "verbal" not in (relation.quad or ""):
        return False
    ends = (claim.subject, claim.object)
    return ends == (country, person) or (relation.symmetric and ends == (person, country))


def _ties_elsewhere(ctx: Context, claim: Claim, main: MainCountry, ontology: Ontology) -> bool:
    """Whether a claim makes somebody a citizen or an officeholder of another country."""
    if not any(ontology.has(claim.predicate, trait) for trait in (Trait.OFFICE, Trait.NATIONALITY)):
        return False
    target = ctx.entities.get(claim.object or "")
    place = places().get(target.place or "") if target is not None else None
    country = places().country_of(place) if place is not None else None
    return country is not None and country.id != main.entity.place


def _is_of_body(ctx: Context, claim: Claim, one: Office) -> bool:
    """Whether the same title is of an organization elsewhere in the article: a club's president."""
    target = ctx.entities.get(claim.object or "")
    named = target is not None and target.type == EntityType.ORGANIZATION
    return named and (claim.role or "").lower().endswith(one.name)


def _unrivalled(made: Sequence[Claim], claims: Sequence[Claim], ontology: Ontology) -> Iterator[Claim]:
    """Without claims that give an office of one to two people."""
    single = {c.predicate for c in made if ontology.has(c.predicate, Trait.SINGLE_HOLDER)}
    held = Counter(
        (predicate, object_)
        for predicate, object_, _ in {
            (c.predicate, c.object, c.subject)
            for c in (*made, *claims)
            if c.predicate in single and c.status in (Status.ASSERTED, Status.ATTRIBUTED)
        }
    )
    for one in made:
        if one.status not in (Status.ASSERTED, Status.ATTRIBUTED) or held[one.predicate, one.object] < 2:
            yield one


def _claim(article: Article, ctx: Context, one: Office, relation: str, main: MainCountry) -> Claim:
    nearest = main.nearest(one.title.head)
    span = chars(ctx.parse, (nearest.start, nearest.end))
    said = one.claim
    sure = said.confidence / confidence.precision(said.rule)
    return replace(
        said,
        id=claim_id(article.id, said.subject_span, span, relation),
        predicate=relation,
        object=main.entity.id,
        value=None,
        object_span=span,
        support=tuple(s for s in (sentence(ctx.parse, nearest.start),) if s != said.evidence),
        implied=COUNTRY,
        confidence=round(sure * confidence.precision(RULE) * main.certainty, 3),
        rule=RULE,
    )
