"""Near-duplicate articles: shared runs of three words, counted exactly.

A signature holds the hashes of all runs. Candidates share some of a fixed fraction of all possible hashes
(the FracMinHash of Irber et al. 2022), which finds an article inside a longer one too; then the full sets
decide. Groups do not depend on the order of the articles.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from kg.articles.drafts import unskipped
from kg.disjoint_sets import DisjointSets
from kg.records import Article

RUN = 3
FRACTION = 4  # one hash of so many is used to find candidates
MIN_RUNS = 30  # shorter texts are duplicates only when they are the same
MIN_JACCARD = 0.5
MIN_CONTAINED = 0.7
MAX_SHARED = 100  # articles per hash that are compared
_WORD = re.compile(r"\w+")


def near_duplicates(articles: Iterable[Article]) -> tuple[tuple[str, ...], ...]:
    """Groups of ids of articles that hold mostly the same text; the first of a group stands for it."""
    return group({article.id: signature(article) for article in articles})


def signature(article: Article) -> bytes:
    """The hashes of all runs of words outside the skips, sorted, eight bytes each."""
    words = _WORD.findall(unskipped(article.text, article.skip).casefold())
    runs = {" ".join(words[i : i + RUN]) for i in range(max(len(words) - RUN + 1, min(len(words), 1)))}
    return b"".join(sorted(blake2b(run.encode("utf-8", "replace"), digest_size=8).digest() for run in runs))


def group(signatures: Mapping[str, bytes]) -> tuple[tuple[str, ...], ...]:
    """Groups of ids whose signatures are nearly the same, each sorted, sorted by their first id."""
    ids = sorted(signatures)
    sets = DisjointSets(len(ids))
    representatives = _united_copies([signatures[id] for id in ids], sets)
    hashes = {index: hashes_of(signatures[ids[index]]) for index in representatives}
    places: dict[int, list[int]] = {}
    for index in representatives:
        for other in _candidates(hashes[index], places):
            if near(hashes[index], hashes[other]):
                sets.unite(index, other)
        _remember(index, hashes[index], places)
    return tuple(tuple(ids[index] for index in found) for found in sets.groups() if len(found) > 1)


def _united_copies(signatures: Sequence[bytes], sets: DisjointSets) -> list[int]:
    """Unites articles of one signature; the first of each, in order. Empty texts are left out."""
    firsts: dict[bytes, int] = {}
    for index, signature in enumerate(signatures):
        if signature:
            sets.unite(index, firsts.setdefault(signature, index))
    return list(firsts.values())


def hashes_of(signature: bytes) -> frozenset[int]:
    """The hashes of a signature."""
    return frozenset(array("Q", signature))


def _candidates(hashes: frozenset[int], places: Mapping[int, list[int]]) -> list[int]:
    shared: Counter[int] = Counter()
    for value in hashes:
        shared.update(places.get(value, ()))
    return sorted(index for index, count in shared.items() if is_candidate(count, hashes))


def is_candidate(shared: int, hashes: frozenset[int]) -> bool:
    """Whether so many shared hashes of those that find candidates make an earlier article worth a look."""
    return shared * FRACTION * 4 >= min(len(hashes), 40)


def _remember(index: int, hashes: frozenset[int], places: dict[int, list[int]]) -> None:
    for value in hashes:
        if value % FRACTION == 0:
            known = places.setdefault(value, [])
            if len(known) < MAX_SHARED:
                known.append(index)


def near(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two texts have mostly the same runs."""
    smaller = min(len(one), len(other))
    if smaller < MIN_RUNS:
        return False
    shared = len(one & other)
    return shared >= MIN_JACCARD * (len(one) + len(other) - shared) or shared >= MIN_CONTAINED * smaller
