"""What is not read: pairs of entities in a sentence that no claim joins, clustered by how it joins them.

    KG_SHARED=... python -m benchmarks.coverage [--words N] [--top N] [--examples N] [--skip N] [--grep TEXT]

A cluster is the path between the two in the tree (labels with prepositions, up to the word that joins
them and down again), the lemmas on it and the types of the ends; the most frequent come first, each with
examples and the share of all open pairs that clusters up to it hold. Pairs that are only listed beside
each other are left out. Texts are raw news that may train: Wikinews, current events, Voice of America.
"""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from benchmarks import raw_news
from kg.records import Article, Mention, Parse, Reading
from kg.relations import read

LONGEST = 7  # steps of a path; longer ones say little
TYPES = ("Person", "Organization", "Place", "Group", "Event")


@dataclass(frozen=True, slots=True)
class Open:
    """A pair that no claim joins."""

    cluster: str
    sentence: str
    first: str
    second: str


def open_pairs(article: Article, parse: Parse, reading: Reading) -> Iterator[Open]:
    """The pairs of an article."""
    types = {entity.id: entity.type for entity in reading.entities}
    joined = {frozenset((c.subject, c.object)) for c in reading.claims if c.object}
    token = {start: i for i, start in enumerate(parse.starts)}
    for start, end in parse.sents:
        first, last = parse.starts[start], parse.ends[end - 1]
        inside = [m for m in reading.mentions if m.entity and first <= m.start < last and m.start in token]
        heads = {m: _head(parse, token[m.start], m) for m in inside}
        for a, b in combinations(inside, 2):
            if a.entity == b.entity or frozenset((a.entity, b.entity)) in joined:
                continue
            path = path_between(parse, heads[a], heads[b])
            if path is not None and types.get(a.entity or "") in TYPES and types.get(b.entity or "") in TYPES:
                cluster = f"{types[a.entity or '']} {path} {types[b.entity or '']}"
                yield Open(cluster, " ".join(article.text[first:last].split()), a.text, b.text)


def _head(parse: Parse, at: int, mention: Mention) -> int:
    """The token of a mention whose head lies outside of it."""
    inside = [i for i in range(at, len(parse)) if parse.starts[i] < mention.end]
    return next((i for i in inside if parse.heads[i] not in inside or parse.heads[i] == i), at)


def path_between(parse: Parse, a: int, b: int) -> str | None:
    """The way through the tree, None where it is too long: "<nsubj <meet> obl:with>"."""
    up, down = _chain(parse, a), _chain(parse, b)
    top = next((node for node in up if node in down), None)
    if top is None:
        return None
    rising, falling = up[: up.index(top)], down[: down.index(top)]
    if len(rising) + len(falling) > LONGEST or _is_list(parse, (*rising, *falling)):
        return None
    ups = [f"<{_label(parse, i)}" for i in rising]
    downs = [f"{_label(parse, i)}>" for i in reversed(falling)]
    words = [parse.lemmas[i].lower() for i in (*rising[1:], *falling[1:])]
    middle = "" if top in (a, b) else parse.lemmas[top].lower()
    return " ".join((*ups, f"[{' '.join([middle, *words]).strip()}]", *downs))


def _is_list(parse: Parse, path: tuple[int, ...]) -> bool:
    return all(parse.deps[i] in ("conj", "flat") for i in path)


def _chain(parse: Parse, i: int) -> list[int]:
    found = [i]
    while parse.heads[found[-1]] not in found:
        found.append(parse.heads[found[-1]])
    return found


def _label(parse: Parse, i: int) -> str:
    label, cases = parse.deps[i], list[str]()
    if label.startswith(("obl", "nmod")) and label != "nmod:poss":
        near = range(max(0, i - 6), i)
        cases = [parse.word(k).lower() for k in near if parse.heads[k] == i and parse.deps[k] == "case"]
    return f"{label}:{'_'.join(cases)}" if cases else label


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--words", type=int, default=1_300_000)
    parser.add_argument("--top", type=int, default=100)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--examples", type=int, default=3)
    parser.add_argument("--grep", default="", help="only clusters that hold this text")
    args = parser.parse_args()
    found: defaultdict[str, list[Open]] = defaultdict(list)
    words = 0
    for article, parse in raw_news.parsed(Path(os.environ["KG_SHARED"]) / "data", args.words):
        words += len(article.text.split())
        for pair in open_pairs(article, parse, read(article, parse)):
            found[pair.cluster].append(pair)
    report(found, words, args)


def report(found: dict[str, list[Open]], words: int, args: argparse.Namespace) -> None:
    """Print the clusters."""
    total = sum(map(len, found.values()))
    print(f"{words} words, {total} open pairs, {len(found)} clusters")
    chosen = sorted((c for c in found if args.grep in c), key=lambda c: (-len(found[c]), c))
    share = 0
    for rank, cluster in enumerate(chosen[: args.skip + args.top], 1):
        share += len(found[cluster])
        if rank > args.skip:
            print(f"{rank:5} {len(found[cluster]):5} {share / total:.3f}  {cluster}")
            for pair in found[cluster][: args.examples]:
                print(f"        {pair.first} / {pair.second}: {pair.sentence[:240]}")


if __name__ == "__main__":
    main()
