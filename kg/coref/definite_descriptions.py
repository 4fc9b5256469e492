"""Descriptions ("the governor", "the ministry"): which chain they refer to, if one does clearly.

Rules propose; weights that were fitted on annotated news (training/descriptions.py) say how likely what
they propose is, beside the other names of that type, and beside none of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from kg.coref.chains import Chain, entity_type
from kg.coref.description_evidence import Description, candidates, kind_of, nothing
from kg.coref.features import Scene
from kg.coref.markables import Markable, noun
from kg.lexicon import loader
from kg.lexicon.fold import unaccented
from kg.lexicon.kinds import description_kinds
from kg.lexicon.vocabulary import nouns, persons, place_nouns
from kg.syntax.tree import Tree

MODIFIERS = frozenset({"amod", "compound", "nmod", "acl", "nummod"})
REACH = 6  # sentences back that a description looks for a title or a name
NEAR = 2  # sentences back for a description that fits by its type only
LENIENT = 0.5  # of the least probability: for what a rule finds too
EARLIER = 12  # sentences back for a repeated description

Found = tuple[Chain | None, float, str]
NOTHING: Found = (None, 0.0, "")


def antecedent(view: Scene, mark: Markable, chains: Sequence[Chain], owner: Mapping[int, Chain]) -> Found:
    """The chain that a definite description refers to; chains hold what stands before it."""
    ruled = by_rule(view, mark, chains)
    found = description(view, mark, owner)
    if found is None:
        return ruled
    called = _by_of(view, mark)
    if called is not None:
        return called, 0.9, "named right behind it"
    weighed, without = options(view, found, chains, ruled[0])
    unsure = ruled[0] is None or not ruled[0].named
    if not weighed or (unsure and mark.label == "PERSON" and _is_open(view, found, chains)):
        return ruled
    chain, probability = choose(weighed, without, weights()[kind_of(found.mark)])
    if chain is not None:
        why = ruled[2] if chain is ruled[0] else f"the likeliest {found.lemma} of {len(weighed)}"
        return chain, round(0.95 * probability, 4), why
    return ruled if ruled[0] is not None and not ruled[0].named else NOTHING


def by_rule(view: Scene, mark: Markable, chains: Sequence[Chain]) -> Found:
    """What titles, names, types and repetition tell, one after the other."""
    tree, names_at = view.tree, view.names_at
    lemma = noun(tree, mark.head)
    served = {names_at[kid].rank for kid in _modifiers(tree, mark) if kid in names_at}
    plain = [kid for kid in _modifiers(tree, mark) if kid not in names_at]
    open_chains = [chain for chain in chains if chain.links and _fits(mark, chain)]
    if not mark.definite or mark.number == "plur":
        return _repeated(tree, mark, open_chains, lemma) if mark.definite else NOTHING
    if served and not plain:
        return _by_service(mark, open_chains, lemma, served)
    if not plain:
        for rule in (_by_title, _by_name_word, _by_type):
            found = rule(tree, mark, open_chains, lemma)
            if found[0] is not None:
                return found
    return _repeated(tree, mark, open_chains, lemma)


def description(view: Scene, mark: Markable, owner: Mapping[int, Chain]) -> Description | None:
    """A singular description of a person, a body or an area, definite by its article or its owner."""
    tree, names_at = view.tree, view.names_at
    lemma = noun(tree, mark.head)
    if not mark.label and lemma in description_kinds():  # "the paper" may be a body
        mark = replace(mark, label="ORG")
    if mark.kind != "nominal" or mark.number == "plur" or mark.use == "group" or not kind_of(mark):
        return None
    possessives = [kid for kid in tree.children[mark.head] if tree.parse.deps[kid] == "nmod:poss"]
    if not mark.definite and not possessives:
        return None
    det = next((tree.lower[kid] for kid in tree.children[mark.head] if tree.universal(kid) == "det"), "")
    if possessives and lemma in persons().kin:
        return None
    owners = (owner.get(kid) or names_at.get(kid) for kid in possessives)
    modifiers = _modifiers(tree, mark)
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


def _narrowed(tree: Tree, mark: Markable) -> str:
    """What makes a description one of a kind: its complement, its clause, an ordinal or a superlative."""
    for kid in tree.children[mark.head]:
        role = tree.universal(kid)
        if tree.lower[kid] in ("only", "next", "first", "last", "former", "new", "other", "same"):
            return "singled out"
        if "Degree=Sup" in tree.parse.morphs[kid] or "NumType=Ord" in tree.parse.morphs[kid]:
            return "singled out"
        if kid > mark.head and role == "nmod" and tree.parse.deps[kid] != "nmod:poss":
            return "complement"
        if kid > mark.head and role == "acl" and not _is_set_off(tree, kid):
            return "clause"
    return ""


def _is_open(view: Scene, found: Description, chains: Sequence[Chain]) -> bool:
    """Whether "the player who waits", "the player" after "another player" may be anybody."""
    unnamed = [chain for chain in chains if not chain.named and chain.label == "PERSON" and chain.links]
    alike = (chain for chain in unnamed if noun(view.tree, chain.last.head) == found.lemma)
    return (
        found.narrowed == "clause"
        or any(chain.number != "plur" for chain in alike)
        or _is_rivalled(view.tree, found.mark, chains)
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


def specific(tree: Tree, mark: Markable) -> frozenset[str]:
    """What narrows a description down: its modifiers, determiners aside."""
    return frozenset(tree.parse.lemmas[kid].lower() for kid in _modifiers(tree, mark))


def _modifiers(tree: Tree, mark: Markable) -> list[int]:
    """The heads of what narrows the noun, which a clause behind a comma does not."""
    kids = [kid for kid in tree.children[mark.head] if tree.universal(kid) in MODIFIERS]
    return [kid for kid in kids if tree.lower[kid] not in ("former", "own") and not _is_set_off(tree, kid)]


def _is_set_off(tree: Tree, kid: int) -> bool:
    start = tree.left[kid]
    return (
        tree.universal(kid) == "acl"
        and start > tree.head(kid)
        and "," in (tree.words[start - 1], tree.words[start])
    )


def _fits(mark: Markable, chain: Chain) -> bool:
    if mark.label and chain.label and entity_type(mark.label) != entity_type(chain.label):
        return mark.label == "LOC" and chain.label in ("GPE", "FAC")
    if mark.gender and chain.gender and mark.gender != chain.gender:
        return False
    return not (mark.number and chain.number and mark.number != chain.number)


def distance(tree: Tree, mark: Markable, chain: Chain) -> int:
    """Sentences between a markable and the chain's last one before it."""
    before = [link.mark for link in chain.links if link.mark.start < mark.start]
    return tree.sent[mark.head] - tree.sent[before[-1].head] if before else 99


def _nearest(tree: Tree, mark: Markable, chains: Iterable[Chain], reach: int) -> Chain | None:
    """The chain mentioned last within reach; None where two stand in one sentence."""
    near = sorted(
        ((distance(tree, mark, chain), -_last_before(mark, chain), chain.rank, chain) for chain in chains),
        key=lambda found: found[:3],
    )
    near = [found for found in near if found[0] <= reach]
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][3]


def _last_before(mark: Markable, chain: Chain) -> int:
    return max((link.mark.start for link in chain.links if link.mark.start < mark.start), default=-1)


def _by_title(tree: Tree, mark: Markable, chains: Sequence[Chain], lemma: str) -> Found:
    titled = [
        chain for chain in chains if chain.named and any(title.split()[-1] == lemma for title in chain.titles)
    ]
    chain = titled[0] if len(titled) == 1 else _nearest(tree, mark, titled, REACH)
    if (
        chain is None
        or distance(tree, mark, chain) > 3 * REACH
        or _other_such(tree, mark, chains, chain, lemma)
    ):
        return NOTHING
    return chain, 0.8, f"the only {lemma}" if len(titled) == 1 else f"the nearest {lemma}"


def _other_such(tree: Tree, mark: Markable, chains: Sequence[Chain], chain: Chain, lemma: str) -> bool:
    """Whether somebody else of that kind came up since: "another player"."""
    since = (other for other in chains if not other.named and other.last.start > _last_before(mark, chain))
    return any(other.number != "plur" and noun(tree, other.last.head) == lemma for other in since)


def _by_service(mark: Markable, chains: Sequence[Chain], lemma: str, served: set[int]) -> Found:
    """Whoever has the title with that country or organization: "the Chilean president"."""
    fits = [
        chain
        for chain in chains
        if served <= chain.serves and any(title.split()[-1] == lemma for title in chain.titles)
    ]
    return (fits[0], 0.85, f"the {lemma} of the same") if len(fits) == 1 and mark.definite else NOTHING


def _by_name_word(tree: Tree, mark: Markable, chains: Sequence[Chain], lemma: str) -> Found:
    if mark.label not in ("ORG", "LOC"):
        return NOTHING
    fits = [chain for chain in chains if any(lemma in unaccented(name).split() for name in chain.names)]
    chain = fits[0] if len(fits) == 1 else _nearest(tree, mark, fits, REACH)
    if chain is None or distance(tree, mark, chain) > 2 * REACH:
        return NOTHING
    return chain, 0.8, f"its name holds {lemma}"


def _by_type(tree: Tree, mark: Markable, chains: Sequence[Chain], lemma: str) -> Found:
    fits = [chain for chain in chains if chain.named and _could_be(mark, chain, lemma)]
    chain = _nearest(tree, mark, fits, NEAR)
    if chain is None or (mark.label == "PERSON" and _is_rivalled(tree, mark, chains)):
        return NOTHING
    return chain, 0.6, f"the nearest that a {lemma} can be"


def _is_rivalled(tree: Tree, mark: Markable, chains: Sequence[Chain]) -> bool:
    """Whether the article speaks of somebody without a name just before: "the man" may be the suspect."""
    firsts = ((chain, chain.links[0].mark) for chain in chains if not chain.named)
    unnamed = (chain for chain, first in firsts if first.label == "PERSON" and first.person == 3)
    return any(chain.number != "plur" and distance(tree, mark, chain) <= REACH for chain in unnamed)


def _could_be(mark: Markable, chain: Chain, lemma: str) -> bool:
    words = nouns()
    if mark.label == "PERSON":
        known = words.genders.get(lemma)
        return chain.label == "PERSON" and (
            lemma == "year-old" or (known is not None and chain.gender == known)
        )
    if mark.label == "LOC":
        return bool(chain.place_kind) and chain.place_kind in place_nouns().kinds.get(lemma, ())
    if mark.label != "ORG" or chain.label != "ORG":
        return False
    name_words = {word for name in chain.names for word in unaccented(name).split()}
    return lemma in words.companies and not name_words & words.not_companies


def _repeated(tree: Tree, mark: Markable, chains: Sequence[Chain], lemma: str) -> Found:
    """An earlier description with the same head noun and nothing that contradicts."""
    mine = specific(tree, mark)
    fits = []
    for chain in chains:
        first = chain.links[0].mark
        if chain.named or first.kind != "nominal" or first.use == "group" or noun(tree, first.head) != lemma:
            continue
        if distance(tree, mark, chain) <= EARLIER and mine <= specific(tree, first):
            fits.append(chain)
    if not fits:
        return NOTHING
    return max(fits, key=lambda chain: _last_before(mark, chain)), 0.7, "the same description"
