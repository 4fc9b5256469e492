"""Near-duplicates after some articles came, changed or went: what ``duplicates.group`` finds, in less time.

Only what the change can reach is compared again. That is more than the changed articles: a hash is compared
for the first articles alone that have it, so one that comes can push another out of these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from kg.articles.duplicates import FRACTION, MAX_SHARED, group, hashes_of, is_candidate, near
from kg.disjoint_sets import DisjointSets

Groups = tuple[tuple[str, ...], ...]
Pair = tuple[str, str]
MOST = 200  # articles to compare again; where there are more, all are


def regroup(before: Groups, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Groups:
    """The groups of ``new``, given those of ``old``; both hold the signatures of all articles by id."""
    changed = {id for id in {*old, *new} if old.get(id) != new.get(id)}
    if not changed:
        return before
    if len(changed) > MOST:
        return group(new)
    was, now = _Leaders(old), _Leaders(new)
    affected = _affected({some[id] for some in (old, new) for id in changed if id in some}, was, now)
    again, kept = _parted(before, affected | changed, new)
    return group(new) if len(again) > MOST else _joined(again, affected, kept, now)


def _affected(signatures: Collection[bytes], was: _Leaders, now: _Leaders) -> set[str]:
    """Articles that are compared with others than before, of those that share something with signatures."""
    hashes = {value for signature in signatures for value in _sampled(signature)}
    first = was.compared(hashes) ^ now.compared(hashes)
    return {id for _, id in first} | {
        side.first[s] for side in (was, now) for s in signatures if s in side.first
    }


def _parted(before: Groups, changed: Collection[str], new: Mapping[str, bytes]) -> tuple[set[str], Groups]:
    """The articles whose groups may fall apart, and the groups that can only grow."""
    hit = [found for found in before if any(id in changed for id in found)]
    again = {id for some in (changed, *hit) for id in some if id in new}
    return again, tuple(found for found in before if found not in hit)


def _joined(again: Collection[str], affected: Collection[str], kept: Groups, now: _Leaders) -> Groups:
    """The kept groups and all pairs that involve what is compared again, joined."""
    leaders = {id: now.first[now.signatures[id]] for id in again if now.signatures[id]}
    pairs = [*leaders.items(), *now.pairs(set(leaders.values()), affected)]
    pairs += [pair for found in kept for pair in pairwise(found)]
    ids = sorted({id for pair in pairs for id in pair})
    number = {id: index for index, id in enumerate(ids)}
    sets = DisjointSets(len(ids))
    for one, other in pairs:
        sets.unite(number[one], number[other])
    found = (tuple(ids[index] for index in some) for some in sets.groups())
    return tuple(some for some in found if len(some) > 1)


def _sampled(signature: bytes) -> Iterator[int]:
    return (value for value in hashes_of(signature) if value % FRACTION == 0)


class _Leaders:
    """The first article of each signature, in the order of ids; empty texts have none."""

    def __init__(self, signatures: Mapping[str, bytes]) -> None:
        self.signatures = signatures
        self.first: dict[bytes, str] = {}
        for id in sorted(signatures):
            if signatures[id]:
                self.first.setdefault(signatures[id], id)
        self._ids = list(self.first.values())

    def compared(self, hashes: Collection[int]) -> set[tuple[int, str]]:
        """For each hash the articles that later ones with it are compared with."""
        held = self._holders(hashes)
        return {(value, self._ids[place]) for value in held for place in held[value][:MAX_SHARED]}

    def pairs(self, looking: Collection[str], everywhere: Collection[str]) -> Iterator[Pair]:
        """What of ``looking`` is nearly the same as one before it, or of ``everywhere`` as one after it."""
        signatures = list(self.first)
        places = [place for place, id in enumerate(self._ids) if id in looking]
        held = self._holders({value for place in places for value in _sampled(signatures[place])})
        for place in places:
            hashes = hashes_of(signatures[place])
            shared = _shared(place, hashes, held, ahead=self._ids[place] in everywhere)
            for other, count in shared.items():
                theirs = hashes_of(signatures[other])
                later = hashes if other < place else theirs
                if is_candidate(count, later) and near(hashes, theirs):
                    yield self._ids[place], self._ids[other]

    def _holders(self, hashes: Collection[int]) -> dict[int, list[int]]:
        """For each hash the places of those that have it, in order."""
        import numpy as np

        values, owners = self._all
        wanted = np.array(sorted(hashes), dtype=np.uint64)
        found: dict[int, list[int]] = defaultdict(list)
        if len(wanted) and len(values):
            at = np.minimum(np.searchsorted(wanted, values), len(wanted) - 1)
            mine = wanted[at] == values
            for value, owner in zip(values[mine].tolist(), owners[mine].tolist(), strict=True):
                found[value].append(owner)
        return found

    @cached_property
    def _all(self) -> tuple[Any, Any]:
        """The hashes by which candidates are found, one article after the other, and whose they are."""
        import numpy as np

        values = np.frombuffer(b"".join(self.first), dtype=np.uint64)
        owners = np.repeat(np.arange(len(self.first)), [len(signature) // 8 for signature in self.first])
        chosen = values % np.uint64(FRACTION) == 0
        return values[chosen], owners[chosen]


def _shared(
    place: int, hashes: Iterable[int], held: Mapping[int, Sequence[int]], *, ahead: bool
) -> Counter[int]:
    """How many hashes each other one is compared by with the one at ``place``."""
    found: Counter[int] = Counter()
    for value in hashes:
        holders = held.get(value, ())
        first = holders[:MAX_SHARED]
        found.update(other for other in first if other < place)
        if ahead and place in first:
            found.update(other for other in holders if other > place)
    return found
