"""Near-duplicate articles: shared runs of three words, counted exactly.

A signature holds the hashes of all runs. Candidates share some of a fixed fraction of all possible hashes
(the FracMinHash of Irber et al. 2022), which finds an article inside a longer one too; then the full sets
decide. Groups do not depend on the order of the articles.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from kg.articles.drafts import unskipped
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
    parents = {id: id for id in signatures}
    representatives = _united_copies(signatures, parents)
    hashes = {id: _hashes(signatures[id]) for id in representatives}
    places: dict[int, list[str]] = {}
    for id in representatives:
        for other in _candidates(hashes[id], places):
            if _near(hashes[id], hashes[other]):
                _unite(parents, id, other)
        _remember(id, hashes[id], places)
    return _groups(parents)


def _united_copies(signatures: Mapping[str, bytes], parents: dict[str, str]) -> list[str]:
    """Unites articles of one signature; the first id of each, in order. Empty texts are left out."""
    firsts: dict[bytes, str] = {}
    for id in sorted(id for id in signatures if signatures[id]):
        _unite(parents, id, firsts.setdefault(signatures[id], id))
    return list(firsts.values())


def _hashes(signature: bytes) -> frozenset[int]:
    return frozenset(array("Q", signature))


def _candidates(hashes: frozenset[int], places: Mapping[int, list[str]]) -> list[str]:
    shared: Counter[str] = Counter()
    for value in hashes:
        shared.update(places.get(value, ()))
    return sorted(id for id, count in shared.items() if count * FRACTION * 4 >= min(len(hashes), 40))


def _remember(id: str, hashes: frozenset[int], places: dict[int, list[str]]) -> None:
    for value in hashes:
        if value % FRACTION == 0:
            known = places.setdefault(value, [])
            if len(known) < MAX_SHARED:
                known.append(id)


def _near(one: frozenset[int], other: frozenset[int]) -> bool:
    smaller = min(len(one), len(other))
    if smaller < MIN_RUNS:
        return False
    shared = len(one & other)
    return shared >= MIN_JACCARD * (len(one) + len(other) - shared) or shared >= MIN_CONTAINED * smaller


def _unite(parents: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_root(parents, one), _root(parents, other)))
    parents[second] = first


def _root(parents: dict[str, str], id: str) -> str:
    while parents[id] != id:
        parents[id] = parents[parents[id]]
        id = parents[id]
    return id


def _groups(parents: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    members: dict[str, list[str]] = {}
    for id in sorted(parents):
        members.setdefault(_root(parents, id), []).append(id)
    return tuple(tuple(ids) for _, ids in sorted(members.items()) if len(ids) > 1)
