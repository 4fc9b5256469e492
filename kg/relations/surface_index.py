"""Surface rules by what a sentence must hold for them: most sentences hold it for a few only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kg.relations.rules import Rule
from kg.relations.surface_patterns import Element, Item

ELSEWHERE = frozenset({"named-after", "named-in", "other-name"})  # checks of rules that are not run on rows
Positions = Mapping[str, Sequence[int]]  # word or type of name → where in the row, ascending


@dataclass(frozen=True, slots=True)
class Indexed:
    """A rule with what its pattern cannot do without."""

    order: int  # in the set of rules
    rule: Rule
    words: tuple[frozenset[str], ...]  # one of each must stand in the row
    types: tuple[frozenset[str], ...]  # likewise a name of one of these types
    anchor: Element | None  # an element that must match, always as far from the first
    offset: int  # of the anchor

    def starts(self, words: Positions, names: Positions, length: int) -> Iterable[int]:
        """Where in a row the pattern may begin, ascending; nowhere if something is missing."""
        if any(words.keys().isdisjoint(one) for one in self.words):
            return ()
        if any(names.keys().isdisjoint(one) for one in self.types):
            return ()
        if self.anchor is None:
            return range(length)
        held, wanted = (words, self.anchor.words) if self.anchor.words else (names, self.anchor.types)
        at = chain.from_iterable(held.get(one, ()) for one in wanted)
        return sorted(i - self.offset for i in at if i >= self.offset)


class SurfaceIndex:
    """Surface rules by a word that their pattern needs."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_word: dict[str, list[Indexed]] = defaultdict(list)
        self._wordless: list[Indexed] = []
        for order, rule in enumerate(rules):
            if rule.pattern and rule.check not in ELSEWHERE:
                self._add(_indexed(order, rule))

    def _add(self, one: Indexed) -> None:
        if not one.words:
            self._wordless.append(one)
            return
        for word in max(one.words, key=_rareness):
            self._by_word[word].append(one)

    def tries(self, row: Sequence[Item]) -> Iterator[tuple[Rule, Iterable[int]]]:
        """The rules that may match a row, in their order, each with where it may begin."""
        words, names = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
        for i, item in enumerate(row):
            if item.ref is None:
                words[item.word].append(i)
            else:
                names[item.ref.type].append(i)
        if not names:
            return
        found = {one.order: one for word in words for one in self._by_word.get(word, ())}
        found.update((one.order, one) for one in self._wordless)
        for order in sorted(found):
            yield found[order].rule, found[order].starts(words, names, len(row))


def _indexed(order: int, rule: Rule) -> Indexed:
    needed = [element for element in rule.pattern if not element.optional and not element.most]
    words = tuple(element.words for element in needed if element.words)
    types = tuple(element.types for element in needed if element.types and element.slot != "value")
    anchor, offset = _anchor(rule.pattern)
    return Indexed(order, rule, words, types, anchor, offset)


def _anchor(pattern: Sequence[Element]) -> tuple[Element | None, int]:
    """The rarest of the elements before the first optional one, and how far behind the first it stands."""
    fixed: list[tuple[int, int, Element]] = []
    for i, element in enumerate(pattern):
        if element.optional or element.most:
            break
        if element.words:
            fixed.append((_rareness(element.words), -i, element))
        elif element.types and element.slot != "value":
            fixed.append((0, -i, element))
    if not fixed:
        return None, 0
    _, at, anchor = max(fixed, key=lambda found: found[:2])
    return anchor, -at


def _rareness(words: frozenset[str]) -> int:
    """The length of the shortest word: long words are rare, commas and articles frequent."""
    return min(map(len, words))
