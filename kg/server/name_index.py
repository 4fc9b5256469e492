"""All names of a graph, to be found in any script, from their first letters on, and with typing errors."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon import fold
from kg.records import Entity

LONGEST = 120  # letters of a name that can be searched
MOST_WORDS = 12
LAST = "\U0010ffff"  # sorts behind all that begins alike
MANY = 4000  # candidates that are ranked; a single letter has more
TYPOS = ((3, 0), (7, 1))  # words up to so many letters may have so many errors
MOST_TYPOS = 2
LIKE = 74.0  # of 100: how like a name has to be as a whole, where nothing else is found

Rank = tuple[int, int, int]
FIRST: Rank = (0, 0, -(10**9))
OWN = 3  # times that an entity's name weighs more than another one of it

EXACT, WHOLE, BEGINS, WORD, WORDS, TYPO, ALIKE = range(7)  # how well a name matches
USUAL = range(3, 11)  # letters of words


@dataclass(frozen=True, slots=True)
class Found:
    """An entity and the name that matched."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class _Name:
    key: str
    written: str
    folded: str
    own: bool  # the entity's name, not another one


class Names:
    """The names of all entities."""

    def __init__(self, entities: Iterable[Entity], degrees: Mapping[str, int]) -> None:
        self._names = [name for entity in entities for name in _names(entity)]
        self._of_key = {name.key: name for name in reversed(self._names)}
        self._keys = sorted(self._of_key)
        self._folded = [name.folded for name in self._names]
        self._degrees = degrees
        ends = sorted(
            (folded, number) for number, name in enumerate(self._names) for folded in _ends(name.folded)
        )
        self._ends = [folded for folded, _ in ends]  # each name from each of its words on
        self._of_end = [number for _, number in ends]
        of_word: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self._names):
            for word in dict.fromkeys(name.folded.split()[:MOST_WORDS]):
                of_word[word].append(number)
        self._of_word = dict(sorted(of_word.items()))
        self._words = list(self._of_word)
        self._starts = lru_cache(maxsize=LONGEST)(self._cut)

    def warm(self) -> None:
        """Find out now what a misspelt word needs."""
        for length in USUAL:
            self._starts(length)

    def search(self, query: str, limit: int) -> list[Found]:
        """The entities that ``query`` may mean, the likeliest first."""
        asked, literal = _plain(query)[:LONGEST], query.strip().casefold()
        if not asked:
            return []
        ranks: dict[str, Rank] = {}
        shown: dict[str, tuple[bool, Rank, str]] = {}  # the name as it was typed, before others
        for number, grade, errors in self._candidates(asked, limit):
            name = self._names[number]
            rank = (grade, errors, -(self._degrees.get(name.key, 0) + 1) * (OWN if name.own else 1))
            ranks[name.key] = min(rank, ranks.get(name.key, rank))
            item = (literal not in name.written.casefold(), rank, name.written)
            shown[name.key] = min(item, shown.get(name.key, item))
        for name in self._by_key(literal) if "/" in literal else ():
            ranks[name.key], shown[name.key] = FIRST, (False, FIRST, name.written)
        ranked = sorted(ranks, key=lambda key: (ranks[key], key))
        return [Found(key, shown[key][2]) for key in ranked[:limit]]

    def knows(self, words: str) -> bool:
        """Whether a name, or a whole part of one, is like that."""
        asked = _plain(words)[:LONGEST]
        return (
            any(_grade(self._names[n].folded, asked) <= WHOLE for n in self._beginning(asked))
            if asked
            else False
        )

    def _by_key(self, beginning: str) -> Iterator[_Name]:
        """The entities whose key begins like that."""
        start = bisect_left(self._keys, beginning)
        stop = bisect_left(self._keys, beginning + LAST, lo=start)
        for key in self._keys[start : min(stop, start + MANY)]:
            yield self._of_key[key]

    def _candidates(self, asked: str, limit: int) -> Iterator[tuple[int, int, int]]:
        """Numbers of names with how well they match and with how many errors."""
        found: set[int] = set()
        for number in self._beginning(asked):
            found.add(number)
            name = self._names[number].folded
            yield number, _grade(name, asked), 0
        words = asked.split()
        for number in self._all_words(words) - found if len(words) > 1 else ():
            found.add(number)
            yield number, WORDS, 0
        if len(found) < limit:
            misspelt = self._misspelt(words)
            yield from ((number, TYPO, errors) for number, errors in misspelt.items())
            if not found and not misspelt:
                yield from self._alike(asked)

    def _beginning(self, asked: str) -> Iterator[int]:
        """The names with a word from which on they begin like ``asked``."""
        start = bisect_left(self._ends, asked)
        stop = bisect_left(self._ends, asked + LAST, lo=start)
        numbers = self._of_end[start:stop]
        if len(numbers) > MANY:
            numbers = sorted(numbers, key=lambda n: -self._degrees.get(self._names[n].key, 0))[:MANY]
        yield from dict.fromkeys(numbers)

    def _all_words(self, words: Sequence[str]) -> set[int]:
        """The names that have words beginning like each of ``words``, in any order."""
        sets = sorted((self._with_word(word) for word in dict.fromkeys(words)), key=len)
        return set.intersection(*sets)

    def _with_word(self, beginning: str) -> set[int]:
        start = bisect_left(self._words, beginning)
        stop = bisect_left(self._words, beginning + LAST, lo=start)
        return {number for word in self._words[start:stop] for number in self._of_word[word]}

    def _misspelt(self, words: Sequence[str]) -> dict[int, int]:
        """The names with words a few errors away from ``words``, with the sum of errors."""
        totals: dict[int, int] | None = None
        for word in dict.fromkeys(words):
            errors = self._near(word)
            totals = errors if totals is None else {
                n: totals[n] + errors[n] for n in totals.keys() & errors.keys()
            }  # fmt: skip
        return totals or {}

    def _alike(self, asked: str) -> Iterator[tuple[int, int, int]]:
        """The names that are like ``asked`` as a whole: other spellings, words in another order."""
        from rapidfuzz import fuzz, process

        found = process.extract(
            asked, self._folded, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE, limit=MANY
        )
        for _, score, number in found:
            yield number, ALIKE, round(100 - score)

    def _near(self, word: str) -> dict[int, int]:
        """The names with a word that begins nearly like ``word``, with the least number of errors."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        allowed = next((errors for most, errors in TYPOS if len(word) <= most), MOST_TYPOS)
        found: dict[int, int] = {}
        for length in range(len(word) - 1, len(word) + 2):
            starts, choices = self._starts(length)
            near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=allowed, limit=None)
            for start, errors, _ in near:
                for number in (n for whole in starts[start] for n in self._of_word[whole]):
                    found[number] = min(found.get(number, allowed), int(errors))
        return found

    def _cut(self, length: int) -> tuple[dict[str, list[str]], list[str]]:
        """The words of all names by their first letters."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            if len(word) >= length:
                found[word[:length]].append(word)
        return dict(found), list(found)


def _grade(name: str, asked: str) -> int:
    """How well a name matches that has a word from which on it begins like ``asked``."""
    if name == asked:
        return EXACT
    if f" {asked} " in f" {name} ":
        return WHOLE
    return BEGINS if name.startswith(asked) else WORD


def _names(entity: Entity) -> Iterator[_Name]:
    for name in dict.fromkeys((entity.name, *entity.aliases)):
        folded = _plain(name[: 4 * LONGEST])[:LONGEST]
        if folded:
            yield _Name(entity.key, name, folded, name == entity.name)


def _plain(name: str) -> str:
    """The folded name; of one without any letter, its signs."""
    return fold(name) or " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _ends(folded: str) -> Iterator[str]:
    words = folded.split()
    for place in range(min(len(words), MOST_WORDS)):
        yield " ".join(words[place:])
