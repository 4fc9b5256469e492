"""Which of the names of events in an article mean one event.

Two names with other years, ordinal numbers, places or owners are never one event: "the 2018 World Cup" and
"the 2022 World Cup", "the NATO summit in Oslo" and "the NATO summit in Riga".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.coref.abbreviations import acronym_of
from kg.coref.event_names import EventName
from kg.lexicon.event_nouns import STORM, is_called, is_noun
from kg.lexicon.wordlists import word_set
from kg.records import EntityType, LocalEntity
from kg.syntax.tree import Tree

NEAR = 1  # sentences
WIDE = 12  # words behind a name where the noun in apposition is


@dataclass(slots=True)
class Occasion:
    """An event of the article with all its names."""

    names: list[EventName] = field(default_factory=list)
    called: set[str] = field(default_factory=set)  # nouns in apposition: "Novafest, a music festival"

    @property
    def kind(self) -> str:
        """The kind that a name tells, or ""."""
        return next((one.kind for one in self.names if one.kind), "")

    @property
    def numbers(self) -> frozenset[str]:
        """The years and numbers of all names."""
        return frozenset().union(*(one.numbers for one in self.names))

    @property
    def places(self) -> frozenset[int]:
        """The ranks of the places behind its names."""
        return frozenset(one.place for one in self.names if one.place is not None)

    @property
    def owners(self) -> frozenset[str]:
        """The words of whose it is."""
        return frozenset().union(*(one.owner for one in self.names))

    @property
    def words(self) -> frozenset[str]:
        """The words of all names."""
        return frozenset().union(*(one.words for one in self.names))

    @property
    def fullest(self) -> str:
        """Its longest name."""
        return max(self.names, key=lambda one: (len(one.words) + len(one.numbers), -one.start)).text


def occasions(tree: Tree, names: Sequence[EventName]) -> list[Occasion]:
    """The events of the article; longer and numbered names are looked at first, a mere noun last."""
    found: list[Occasion] = []
    for name in sorted(names, key=lambda one: (is_bare(one), -len(one.words), -len(one.numbers), one.start)):
        same = _meant(tree, name, found) if is_bare(name) else _same(tree, name, found)
        if same is None and (not is_bare(name) or name.text.lower() in word_set("events", "alone")):
            same = Occasion()
            found.append(same)
        if same is not None:
            same.names.append(name)
    for one in found:
        one.names.sort(key=lambda name: name.start)
        for name in one.names:
            one.called.update(_called(tree, name))
    return sorted(found, key=lambda one: one.names[0].start)


def is_bare(name: EventName) -> bool:
    """Whether a name is no more than a noun with a capital: "the Games"."""
    return " " not in name.text and bool(name.kind) and is_noun(name.text.lower())


def _meant(tree: Tree, name: EventName, found: Sequence[Occasion]) -> Occasion | None:
    """The only event that a mere noun can mean, or the one that was named just before."""
    noun = name.text.lower()
    fits = [one for one in found if any(is_called(noun, other.kind, other.text) for other in one.names)]
    if len(fits) < 2 or _is_another(tree, name):
        return fits[0] if fits and not _is_another(tree, name) else None
    before = [(other.start, one) for one in fits for other in one.names if other.start < name.start]
    start, last = max(before, key=lambda one: one[0], default=(0, None))
    return last if last is not None and tree.sent[name.start] - tree.sent[start] <= NEAR else None


def _same(tree: Tree, name: EventName, found: Iterable[Occasion]) -> Occasion | None:
    """The one event that a name can mean."""
    fits = [one for one in found if not _differ(name, one)]
    for test in (_equal, _in_brackets, _part):
        close = [one for one in fits if any(test(tree, name, other) for other in one.names)]
        if len(close) == 1:
            return close[0]
        alike = [one for one in close if one.numbers == name.numbers]
        if close:
            return alike[0] if len(alike) == 1 else None
    return None


def _differ(name: EventName, one: Occasion) -> bool:
    """Whether year, number or place say that it is another event, or the words before it do."""
    if name.numbers and one.numbers and not name.numbers & one.numbers:
        return True
    if any(_are_of_others(name.owner, other.owner) for other in one.names):
        return True
    if name.owner and not one.owners and name.owner.isdisjoint(one.words) and not name.owner <= name.words:
        return True
    return name.place is not None and bool(one.places) and name.place not in one.places


def _are_of_others(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and not (one <= other or other <= one)


def _equal(tree: Tree, name: EventName, other: EventName) -> bool:
    return name.words == other.words and not (_is_another(tree, name) and name.numbers != other.numbers)


def _in_brackets(tree: Tree, name: EventName, other: EventName) -> bool:
    """Whether it stands in brackets right behind the other name: "(COP31)"."""
    return other.end + 1 == name.start and tree.words[other.end] in ("(", "[")


def _part(tree: Tree, name: EventName, other: EventName) -> bool:
    """Whether it leaves words of the other name out, or shortens them: "the Games", "the AU summit"."""
    if _is_another(tree, name) or (name.numbers and not name.numbers & other.numbers):
        return False
    if other.kind == STORM and name.kind in (STORM, ""):
        return name.text.split()[-1] == other.text.split()[-1]
    noun = name.text.split()[-1].lower()
    if name.words and name.words < other.words:
        return noun in other.text.lower().split()
    short, long = name.text.split()[:-1], other.text.split()[:-1]
    same_noun = noun == other.text.split()[-1].lower()
    return same_noun and len(short) == 1 and len(long) > 1 and acronym_of(short[0], " ".join(long))


def _is_another(tree: Tree, name: EventName) -> bool:
    """Whether the words before a name say that it is another one: "last year's Venice Biennale"."""
    before = tree.lower[max(name.start - 3, 0) : name.start]
    return bool({"last", "next", "previous", "past", "another"} & set(before))


def _called(tree: Tree, name: EventName) -> Iterator[str]:
    """The nouns in apposition to a name, wherever the tree hangs them: "of Novafest, a fair"."""
    for i in range(name.end, min(name.end + WIDE, len(tree.words))):
        beside = name.start <= tree.head(i) < name.end or tree.left[i] == name.end + 1
        if beside and tree.universal(i) == "appos" and tree.parse.pos[i] == "NOUN":
            yield tree.lower[i]


def entity_of(number: int, one: Occasion) -> LocalEntity:
    """The entity that an event is in its article."""
    name = one.fullest
    others = dict.fromkeys(other.text for other in one.names if other.text != name)
    return LocalEntity(f"v{number}", EntityType.EVENT, name, tuple(others))
