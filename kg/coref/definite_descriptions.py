"""Descriptions ("the governor", "the ministry"): which chain they refer to, if one does clearly.

Rules propose; weights that were fitted on annotated news (training/descriptions.py) say how likely what
they propose is, beside the other names of that type, and beside none of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from kg.coref.chains import Chain
from kg.coref.description_evidence import Description, candidates, kind_of, nothing
from kg.coref.description_rules import NOTHING, Found, by_rule, is_rivalled, is_set_off, modifiers_of
from kg.coref.employers import employer
from kg.coref.features import Scene
from kg.coref.markables import Markable, noun
from kg.coref.relatives import relative
from kg.coref.taken_up import goes_on, only_body
from kg.lexicon import loader
from kg.lexicon.kinds import description_kinds
from kg.lexicon.vocabulary import persons, place_nouns
from kg.lexicon.wordlists import word_set
from kg.records import MentionKind
from kg.syntax.tree import Tree

ONLY = "the only"
ALONE = 0.8  # that it means the only body of two sentences
TAKEN_UP = 0.85  # how sure a bare description goes on with the subject of the sentence before
LENIENT = 0.5  # of the least probability: for what a rule finds too


def antecedent(view: Scene, mark: Markable, chains: Sequence[Chain], owner: Mapping[int, Chain]) -> Found:
    """The chain that a definite description refers to; chains hold what stands before it."""
    known = relative(view, mark, chains, owner)
    if known is not None:
        return known, TAKEN_UP, "introduced as that"
    ruled = by_rule(view, mark, chains)
    found = description(view, mark, owner)
    if found is None:
        return ruled
    called = _by_of(view, mark)
    if called is not None:
        return called, 0.9, "named right behind it"
    served = employer(view.tree, found.mark, chains, owner)
    if served is not None:
        return served, TAKEN_UP, "whoever owns it has a title of it"
    same = None if ruled[2].startswith(ONLY) else goes_on(view, mark, chains)
    if same is not None:
        return same, TAKEN_UP, "the sentence before was about it"
    alone = None if ruled[2].startswith(ONLY) else only_body(view, mark, chains)
    if alone is not None:
        return alone, ALONE, "the only body near"
    weighed, without = options(view, found, chains, ruled[0])
    unsure = ruled[0] is None or not ruled[0].named
    if ruled[2].startswith(ONLY):  # nobody else of the article has the title
        return ruled
    if not weighed or (unsure and mark.label == "PERSON" and _is_open(view, found, chains)):
        return ruled
    chain, probability = choose(weighed, without, weights()[kind_of(found.mark)])
    if chain is not None:
        why = ruled[2] if chain is ruled[0] else f"the likeliest {found.lemma} of {len(weighed)}"
        return chain, round(0.95 * probability, 4), why
    return ruled if ruled[0] is not None and not ruled[0].named else NOTHING


def description(view: Scene, mark: Markable, owner: Mapping[int, Chain]) -> Description | None:
    """A singular description of a person, a body or an area, definite by its article or its owner."""
    tree, names_at = view.tree, view.names_at
    lemma = noun(tree, mark.head)
    if not mark.label and lemma in description_kinds():  # "the paper" may be a body
        mark = replace(mark, label="ORG")
    if mark.kind != MentionKind.NOMINAL or mark.number == "plur" or mark.use == "group" or not kind_of(mark):
        return None
    possessives = [kid for kid in tree.children[mark.head] if tree.parse.deps[kid] == "nmod:poss"]
    if not mark.definite and not possessives:
        return None
    det = next((tree.lower[kid] for kid in tree.children[mark.head] if tree.universal(kid) == "det"), "")
    if possessives and (lemma in persons().kin or (mark.label == "ORG" and _is_past(tree, mark))):
        return None
    owners = (owner.get(kid) or names_at.get(kid) for kid in possessives)
    modifiers = modifiers_of(tree, mark)
    return Description(
        mark,
        lemma,
        "poss" if possessives else det,
        any(kid not in names_at and kid not in possessives for kid in modifiers),
        frozenset(names_at[kid].rank for kid in modifiers if kid in names_at),
        frozenset(id(chain) for chain in owners if chain is not None),
        tree.words[mark.head][0].isupper() and mark.head != mark.start,
        _narrowed(tree, mark),
    )


def _is_past(tree: Tree, mark: Markable) -> bool:
    """Whether "her former party" is meant."""
    return any(
        tree.lower[kid] in word_set("factuality", "former_adjectives") for kid in tree.children[mark.head]
    )


def _narrowed(tree: Tree, mark: Markable) -> str:
    """What makes a description one of a kind: its complement, its clause, an ordinal or a superlative."""
    for kid in tree.children[mark.head]:
        role = tree.universal(kid)
        if tree.lower[kid] in word_set("narrowing", "singling"):
            return "singled out"
        if "Degree=Sup" in tree.parse.morphs[kid] or "NumType=Ord" in tree.parse.morphs[kid]:
            return "singled out"
        if kid > mark.head and role == "nmod" and tree.parse.deps[kid] != "nmod:poss":
            return "complement"
        if kid > mark.head and role == "acl" and not is_set_off(tree, kid):
            return "clause"
    return ""


def _is_open(view: Scene, found: Description, chains: Sequence[Chain]) -> bool:
    """Whether "the player who waits", "the player" after "another player" may be anybody."""
    unnamed = [chain for chain in chains if not chain.named and chain.label == "PERSON" and chain.links]
    alike = (chain for chain in unnamed if noun(view.tree, chain.last.head) == found.lemma)
    return (
        found.narrowed == "clause"
        or any(chain.number != "plur" for chain in alike)
        or is_rivalled(view.tree, found.mark, chains)
    )


def _by_of(view: Scene, mark: Markable) -> Chain | None:
    """The place in "the city of Bergen", "the state of Bihar"."""
    tree = view.tree
    after = mark.head + 2
    if mark.label != "LOC" or after >= len(tree.parse) or tree.lower[mark.head + 1] != "of":
        return None
    for kid in tree.children[mark.head]:
        if kid >= after and kid in view.names_at and tree.left[kid] <= after:
            chain = view.names_at[kid]
            known = place_nouns().kinds.get(noun(tree, mark.head), frozenset())
            return chain if chain.place_kind in known or not chain.place_kind else None
    return None


def options(
    view: Scene, found: Description, chains: Sequence[Chain], ruled: Chain | None
) -> tuple[list[tuple[Chain, dict[str, float]]], dict[str, float]]:
    """The named chains that a description may mean, with their evidence, and that for none of them."""
    weighed = candidates(view, found, chains)
    for chain, evidence in weighed:
        evidence["ruled"] = float(chain is ruled)
    return weighed, nothing(found, rivalled=ruled is not None and not ruled.named)


def choose(
    weighed: Sequence[tuple[Chain, Mapping[str, float]]],
    without: Mapping[str, float],
    table: Mapping[str, float],
) -> tuple[Chain | None, float]:
    """The likeliest chain and how likely it is; None where it is not likely enough."""
    scores = [_sum(evidence, table) for _, evidence in weighed]
    top = max((*scores, null := _sum(without, table)))
    total = sum(math.exp(score - top) for score in (*scores, null))
    best = max(range(len(scores)), key=lambda i: (scores[i], -i))
    probability = math.exp(scores[best] - top) / total
    chain, evidence = weighed[best]
    least = table["least"] * (LENIENT if evidence.get("ruled") else 1.0)
    return (chain, probability) if probability >= least else (None, probability)


def _sum(evidence: Mapping[str, float], table: Mapping[str, float]) -> float:
    return sum(table.get(name, 0.0) * value for name, value in evidence.items())


@cache
def weights() -> dict[str, dict[str, float]]:
    """The weights by kind of description."""
    path = files("kg.coref") / "data" / "description_weights.yaml"
    return loader.load(path, loader.lists(("person", "body", "area"), loader.table(loader.number)))
