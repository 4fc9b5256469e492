"""Who is named in the same sentence as whom, which says nothing of how the two are related."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.records import Collection, MentionKind, Reading, Span

EXAMPLES = 5
PAIRS_PER_NODE = 3  # beyond that, the layer would say nothing

Places = dict[str, Span]  # entity key -> where the sentence names it first


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities, in how many sentences both are named, and the first of these sentences."""

    first: str
    second: str
    count: int
    examples: tuple[tuple[str, Span, Span, Span], ...]  # article, sentence, where each is named


def pairs(collection: Collection, shown: frozenset[str]) -> tuple[Pair, ...]:
    """The pairs of ``shown`` entities (by key), most frequent first."""
    keys = {member: e.key for e in collection.entities if e.key in shown for member in e.members}
    copies = {article for group in collection.duplicates for article in group[1:]}
    found: dict[tuple[str, str], list[tuple[str, Span, Span, Span]]] = defaultdict(list)
    for reading in collection.readings:
        if reading.article not in copies:
            for sentence, places in _sentences(reading, keys):
                for a, b in combinations(sorted(places), 2):
                    found[a, b].append((reading.article, sentence, places[a], places[b]))
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        Pair(a, b, len(seen), tuple(seen[:EXAMPLES]))
        for (a, b), seen in ranked[: PAIRS_PER_NODE * len(shown)]
    )


def pairs_in(
    reading: Reading, first: str, second: str, keys: Mapping[tuple[str, str], str]
) -> Iterator[tuple[Span, Span, Span]]:
    """The sentences that name both: the sentence, and where it names each; ``keys`` as entities' members."""
    for sentence, places in _sentences(reading, keys):
        if first in places and second in places:
            yield sentence, places[first], places[second]


def _sentences(reading: Reading, keys: Mapping[tuple[str, str], str]) -> Iterator[tuple[Span, Places]]:
    starts = [start for start, _ in reading.sentences]
    named: dict[int, Places] = defaultdict(dict)
    for mention in sorted(reading.mentions, key=lambda m: (m.start, m.end)):
        key = keys.get((reading.article, mention.entity or ""))
        row = bisect_right(starts, mention.start) - 1
        if mention.kind == MentionKind.NAME and key and row >= 0 and mention.end <= reading.sentences[row][1]:
            named[row].setdefault(key, (mention.start, mention.end))
    return ((reading.sentences[row], places) for row, places in sorted(named.items()) if len(places) > 1)
