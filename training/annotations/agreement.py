"""How far two readers agree: ``python -m training.annotations.agreement --data DIR``.

Spans with labels (F, places as one label and apart), coreference (MUC, B3 and CEAF-e and their mean, over the
mentions that both marked and over all), facts (F by relation and ends, ends by the mentions that they share).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.annotations.gold import near
from training.annotations.store import SECOND, Annotated, documents

Span = tuple[int, ...]  # start and end, after the number of the document where several are joined
Clusters = list[frozenset[Span]]
PLACES = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
NAMED = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "DATE", "MONEY")


def f_score(right: float, first: float, second: float) -> float:
    """The harmonic mean of right/first and right/second."""
    return 2 * right / (first + second) if first + second else 1.0


def spans(document: Annotated, *, merged: bool) -> set[tuple[int, int, str]]:
    """The names of a document with their labels."""
    found = ((s, e, label) for s, e, label, _, kind in document.mentions if kind == "name" and label in NAMED)
    return {(s, e, PLACES.get(label, label) if merged else label) for s, e, label in found}


def clusters(document: Annotated) -> Clusters:
    """The mentions of each entity, pronouns and descriptions too."""
    groups: defaultdict[str, set[Span]] = defaultdict(set)
    for start, end, _, entity, _ in document.mentions:
        if entity is not None:
            groups[entity].add((start, end))
    return [frozenset(group) for group in groups.values()]


def within(found: Clusters, spans: set[Span]) -> Clusters:
    """The clusters without the mentions outside of ``spans``."""
    return [kept for group in found if (kept := group & spans)]


def b_cubed(first: Clusters, second: Clusters) -> float:
    """B3 F (Bagga and Baldwin, 1998)."""
    precision, recall = _b3(first, second), _b3(second, first)
    return f_score(precision * recall, precision, recall)


def _b3(one: Clusters, other: Clusters) -> float:
    home = {span: group for group in other for span in group}
    total = sum(len(group) for group in one)
    hits = sum(len(group & home.get(span, frozenset())) / len(group) for group in one for span in group)
    return hits / total if total else 1.0


def muc(first: Clusters, second: Clusters) -> float:
    """MUC F (Vilain et al., 1995)."""
    precision, recall = _muc(first, second), _muc(second, first)
    return f_score(precision * recall, precision, recall)


def _muc(one: Clusters, other: Clusters) -> float:
    home = {span: number for number, group in enumerate(other) for span in group}
    links = sum(len(group) - 1 for group in one)
    parts = (len({home.get(span, span) for span in group}) for group in one)
    return sum(len(group) - part for group, part in zip(one, parts, strict=True)) / links if links else 1.0


def ceaf(first: Clusters, second: Clusters) -> float:
    """CEAF-e F (Luo, 2005), by greedy alignment."""
    pairs = sorted(
        (
            (f_score(len(a & b), len(a), len(b)), i, j)
            for i, a in enumerate(first)
            for j, b in enumerate(second)
        ),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = (set(), set())
    total = 0.0
    for score, i, j in pairs:
        if score and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            total += score
    return f_score(total, len(first), len(second))


def facts(document: Annotated, other: Annotated) -> Iterator[tuple[str, bool, bool]]:
    """The facts of a document: relation, whether it may be missing, and whether the other has it."""
    names = {entity: _aligned(document, other, entity) for entity in document.entities}
    theirs = {(fact["s"], _end(fact, other), name) for fact in other.facts or () for name in near(fact["p"])}
    for fact in document.facts or ():
        if fact["p"] == "holdsPosition":
            continue
        subject, object_ = names.get(fact["s"]), fact["o"]
        object_ = (
            names.get(object_) if isinstance(object_, str) and object_ in names else _end(fact, document)
        )
        same = (subject, object_, fact["p"]) in theirs or (object_, subject, fact["p"]) in theirs
        yield fact["p"], bool(fact.get("optional")), same


def _end(fact: dict[str, object], document: Annotated) -> object:
    value = fact["o"]
    return document.text[value[0] : value[1]] if isinstance(value, list) else value


def _aligned(document: Annotated, other: Annotated, entity: str) -> str | None:
    """The other reader's entity that shares most mentions."""
    own = {(s, e) for s, e, _, of, _ in document.mentions if of == entity}
    shared: defaultdict[str, int] = defaultdict(int)
    for start, end, _, of, _ in other.mentions:
        if of is not None and any(start < e and s < end for s, e in own):
            shared[of] += 1
    return max(shared, key=lambda of: (shared[of], of), default=None)


def report(pairs: Iterable[tuple[Annotated, Annotated]]) -> Iterator[str]:
    """The lines of the report."""
    both = list(pairs)
    yield _names(both, "names, places as one", merged=True)
    yield _names(both, "names", merged=False)
    shared = [(clusters(a), clusters(b)) for a, b in both]
    yield _coreference("mentions of both", [_common(one, two) for one, two in shared])
    yield _coreference("all mentions", shared)
    read = [(a, b) for a, b in both if a.facts is not None and b.facts is not None]
    precision, ours = _share(fact for a, b in read for fact in facts(a, b))
    recall, theirs = _share(fact for a, b in read for fact in facts(b, a))
    yield f"facts: F {f_score(precision * recall, precision, recall):.3f} ({ours}, {theirs})"


def _names(both: list[tuple[Annotated, Annotated]], title: str, *, merged: bool) -> str:
    found = [(spans(a, merged=merged), spans(b, merged=merged)) for a, b in both]
    right, first, second = (
        sum(len(part) for part in parts) for parts in zip(*((a & b, a, b) for a, b in found), strict=True)
    )
    return f"{title}: F {f_score(right, first, second):.3f} ({first}, {second})"


def _common(one: Clusters, two: Clusters) -> tuple[Clusters, Clusters]:
    inside = {span for group in one for span in group} & {span for group in two for span in group}
    return within(one, inside), within(two, inside)


def _coreference(title: str, given: list[tuple[Clusters, Clusters]]) -> str:
    one = [frozenset((n, *span) for span in group) for n, (a, _) in enumerate(given) for group in a]
    two = [frozenset((n, *span) for span in group) for n, (_, b) in enumerate(given) for group in b]
    scores = {"MUC": muc(one, two), "B3": b_cubed(one, two), "CEAF": ceaf(one, two)}
    told = " ".join(f"{name} {score:.3f}" for name, score in scores.items())
    return f"coreference, {title}: {told} mean {sum(scores.values()) / len(scores):.3f}"


def _share(found: Iterable[tuple[str, bool, bool]]) -> tuple[float, int]:
    """The share that the other has too, and of how many; optional ones count only where both have them."""
    same = [agreed for _, free, agreed in found if agreed or not free]
    return sum(same) / max(len(same), 1), len(same)


def main() -> None:
    """Print how far the second reader agrees with the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of corpora")
    args = parser.parse_args()
    first = {document.id: document for document in documents(args.data)}
    for line in report((first[other.id], other) for other in documents(args.data, SECOND)):
        print(line)


if __name__ == "__main__":
    main()
