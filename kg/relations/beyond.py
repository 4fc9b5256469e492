"""What no sentence says alone: offices and bodies of the state or body that the article is about."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coref import Ref
from kg.ontology import Ontology
from kg.records import Article, Claim
from kg.relations.actors import Actors
from kg.relations.analysis import Sentence
from kg.relations.counterparts import counterparts
from kg.relations.implied_body import bare_titles, implied_bodies
from kg.relations.implied_capital import implied_capitals
from kg.relations.implied_country import implied_claims, office_of
from kg.relations.implied_deputy import deputies, implied_deputies
from kg.relations.implied_scope import Scope
from kg.relations.matches import Match

Made = Sequence[Sequence[tuple[Match, Claim]]]


def beyond_sentences(
    article: Article,
    sentences: Sequence[Sentence],
    made: Made,
    claims: Sequence[Claim],
    refs: Sequence[Ref],
    actors: Actors,
    ontology: Ontology,
) -> list[Claim]:
    """The claims that take more than one sentence, of an article with ``claims`` made of its sentences.

    ``made`` has the matches and claims of each sentence, in their order.
    """
    ctx, trees = actors.ctx, [one.tree for one in sentences]
    said = list(zip(trees, made, strict=True))
    found = [office_of(tree, ctx, match, claim, ontology) for tree, pairs in said for match, claim in pairs]
    offices = [one for one in found if one is not None]
    known = [*claims, *implied_capitals(article, ctx, refs, claims, ontology)]
    known += implied_claims(Scope(article, ctx, refs, trees), offices, known, ontology, actors)
    known += counterparts(article.id, ctx, trees, known, ontology)
    known += implied_bodies(article, ctx, refs, bare_titles(said, ctx, ontology), known, ontology)
    known += implied_deputies(article, ctx, refs, deputies(said, ctx, ontology), known, ontology)
    return known
