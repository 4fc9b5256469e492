"""A description that takes up something without a name: "a storm ... the storm", "his book ... the book".

Weights that were fitted on OntoGUM (training/repeated.py) say how likely it is each of the things that were
called so before, or nothing of them; "this plan" may also mean what was just called otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.coref.chains import Chain
from kg.coref.definite_descriptions import choose
from kg.coref.description_rules import NOTHING, Found
from kg.coref.features import Scene
from kg.coref.labels import entity_type
from kg.coref.markables import Markable, noun
from kg.lexicon import loader
from kg.records import MentionKind
from kg.syntax.tree import Tree

NEAR = 1  # sentences back that "this plan" may mean something called otherwise
GAPS = ((0, "0"), (1, "1"), (3, "3"), (7, "7"), (14, "14"), (30, "30"))
MANY = 6
SAME_NOUN, POINTING = 8, 6  # candidates weighed at most
FEW = 3
POINTERS = {"this": "this", "these": "this", "that": "this", "those": "this", "such": "such"}
ARTICLES = {"the": "the", "a": "a", "an": "a", "another": "a", "some": "a"}
OPENERS = frozenset({"the", "this", "such", "poss"})
MODIFYING = frozenset({"amod", "compound", "nummod", "nmod", "acl", "advcl"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a description is made of."""

    mark: Markable
    lemma: str
    opener: str  # the, this, such, a, poss or none
    before: frozenset[str]  # lemmas of what narrows it before the noun
    behind: frozenset[str]  # and behind it
    owner: int | None  # id of the chain in its possessive


Earlier = dict[str, list[tuple[Chain, Phrase]]]  # descriptions so far, by their noun


def phrase(tree: Tree, mark: Markable, owner: Mapping[int, Chain]) -> Phrase:
    """The parts of a description."""
    opener, owned = "none", None
    before: set[str] = set()
    behind: set[str] = set()
    for kid in tree.children[mark.head]:
        label = tree.deprel(kid)
        if label == "nmod:poss":
            opener = "poss"
            chain = owner.get(kid)
            owned = id(chain) if chain is not None else -kid
        elif label == "det" or tree.lower[kid] in POINTERS:
            word = tree.lower[kid]
            opener = ARTICLES.get(word) or POINTERS.get(word, opener) if opener != "poss" else opener
        elif tree.universal(kid) in MODIFYING:
            (before if kid < mark.head else behind).add(tree.lemma(kid))
    return Phrase(mark, noun(tree, mark.head), opener, frozenset(before), frozenset(behind), owned)


def antecedent(
    view: Scene,
    mark: Markable,
    chains: Sequence[Chain],
    owner: Mapping[int, Chain],
    described: Earlier,
    ruled: Found,
) -> Found:
    """The chain without a name that a description takes up, if there likely is one."""
    mine = phrase(view.tree, mark, owner)
    same = described.get(mine.lemma, [])
    if mine.opener not in OPENERS and not any(one.opener in OPENERS for _, one in same):
        return ruled
    weighed, without = options(view, mine, same, chains, ruled[0])
    if not weighed:
        return ruled
    chain, probability = choose(weighed, without, weights())
    if chain is None:
        return NOTHING
    return (
        chain,
        round(probability, 4),
        "the same description" if mine.opener != "poss" else "the same possession",
    )


def remember(
    described: Earlier, tree: Tree, mark: Markable, chain: Chain, owner: Mapping[int, Chain]
) -> None:
    """Keep a description for those that may take it up."""
    if mark.kind == MentionKind.NOMINAL and mark.use != "group":
        one = phrase(tree, mark, owner)
        described.setdefault(one.lemma, []).append((chain, one))


def options(
    view: Scene,
    mine: Phrase,
    same: Sequence[tuple[Chain, Phrase]],
    chains: Sequence[Chain],
    ruled: Chain | None,
) -> tuple[list[tuple[Chain, dict[str, float]]], dict[str, float]]:
    """The chains without a name that a description may mean, with their evidence, and that for none.

    ``same`` are earlier descriptions with its noun, in text order.
    """
    called, pointed = _called_so(mine, same), []
    if mine.opener in ("this", "such"):
        pointed = [chain for chain in _just_said(view.tree, mine, chains) if id(chain) not in called]
    fits = sorted((*(chain for chain, _ in called.values()), *pointed[:POINTING]), key=_latest_first)
    weighed = []
    for newer, chain in enumerate(fits):
        _, earlier = called.get(id(chain), (chain, []))
        evidence = dict(_evidence(view, mine, chain, earlier))
        weighed.append((chain, {**evidence, "newer": float(min(newer, 3)), "by rule": float(chain is ruled)}))
    return weighed, nothing(mine, len(weighed))


def _called_so(mine: Phrase, same: Sequence[tuple[Chain, Phrase]]) -> dict[int, tuple[Chain, list[Phrase]]]:
    """The latest chains that were called by the noun, with what they were called, the latest first."""
    found: dict[int, tuple[Chain, list[Phrase]]] = {}
    for chain, earlier in reversed(same):
        if chain.named or earlier.mark.head >= mine.mark.start:
            continue
        if id(chain) not in found and len(found) == SAME_NOUN:
            break
        found.setdefault(id(chain), (chain, []))[1].append(earlier)
    return found


def _just_said(tree: Tree, mine: Phrase, chains: Sequence[Chain]) -> Iterator[Chain]:
    """What the sentence and the one before it speak of, the latest opened first."""
    here = tree.sent[mine.mark.head]
    for chain in reversed(chains):
        if (
            not chain.named
            and chain.links
            and here - tree.sent[chain.last.head] <= NEAR
            and _agrees(mine, chain)
        ):
            yield chain


def _latest_first(chain: Chain) -> int:
    return -chain.last.start


def _agrees(mine: Phrase, chain: Chain) -> bool:
    first = chain.links[0].mark
    return first.kind == MentionKind.NOMINAL and first.use != "group" and chain.number == mine.mark.number


def _evidence(
    view: Scene, mine: Phrase, chain: Chain, earlier: Sequence[Phrase]
) -> Iterator[tuple[str, float]]:
    tree, mark, last = view.tree, mine.mark, chain.last
    gap = tree.sent[mark.head] - tree.sent[last.head]
    case = "same noun" if earlier else "other noun"
    yield case, 1.0
    yield f"{case} gap {next((name for most, name in GAPS if gap <= most), 'far')}", 1.0
    yield "often", math.log1p(min(len(chain.links), MANY))
    yield f"{case} {mine.opener}", 1.0
    yield "inside", float(last.start <= mark.start < last.end)
    yield f"{last.kind} before", 1.0
    yield "subject before", float(tree.role(last.head) == "subj")
    yield "same role", float(tree.role(last.head) == tree.role(mark.head))
    yield "other number", float(bool(chain.number) and chain.number != mark.number)
    yield (
        "other type",
        float(bool(chain.label and mark.label) and entity_type(chain.label) != entity_type(mark.label)),
    )
    if earlier:
        yield from _likeness(mine, earlier)


def _likeness(mine: Phrase, earlier: Sequence[Phrase]) -> Iterator[tuple[str, float]]:
    last = earlier[0]
    yield f"{mine.opener} after {last.opener}", 1.0
    yield "equal", float(any(_equal(mine, one) for one in earlier))
    yield (
        "equal bare",
        float(any(_equal(mine, one) and not mine.before and not mine.behind for one in earlier)),
    )
    yield "equal narrowed", float(any(_equal(mine, one) and (mine.before or mine.behind) for one in earlier))
    all_before = {word for one in earlier for word in one.before}
    all_behind = {word for one in earlier for word in one.behind}
    yield "known before", float(bool(mine.before) and mine.before <= all_before)
    yield "new before", float(len(mine.before - all_before))
    yield "left out before", float(bool(all_before - mine.before) and not mine.before)
    yield "other before", float(bool(mine.before) and bool(all_before) and not mine.before & all_before)
    yield "known behind", float(bool(mine.behind) and mine.behind <= all_behind)
    yield "new behind", float(bool(mine.behind - all_behind))
    yield "left out behind", float(bool(all_behind) and not mine.behind)
    owners = {one.owner for one in earlier if one.owner is not None}
    yield "same owner", float(mine.owner is not None and mine.owner in owners)
    yield "other owner", float(mine.owner is not None and bool(owners) and mine.owner not in owners)
    yield "new owner", float(mine.owner is not None and not owners)
    yield "owner left out", float(mine.owner is None and bool(owners))


def _equal(one: Phrase, other: Phrase) -> bool:
    return one.before == other.before and one.behind == other.behind


def nothing(mine: Phrase, options: int) -> dict[str, float]:
    """The evidence that a description means something new."""
    mark = mine.mark
    return {
        "new": 1.0,
        f"new {mine.opener}": 1.0,
        "new narrowed before": float(bool(mine.before)),
        "new narrowed behind": float(bool(mine.behind)),
        f"new {mark.number}": 1.0,
        f"new {mark.label or 'thing'}": 1.0,
        "new among few": float(options < FEW),
    }


@cache
def weights() -> dict[str, float]:
    """The weights of the evidence."""
    path = files("kg.coref") / "data" / "repeated_weights.yaml"
    return loader.load(path, loader.table(loader.number))
