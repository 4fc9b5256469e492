"""Names of ships, aircraft, weapons and works, which are nobody: "the tanker Vesta", "a Vostrel 212"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.lexicon import is_given_name, places
from kg.lexicon.wordlists import word_set
from kg.records import Ent, Parse

NAMED = frozenset({"GPE", "LOC", "FAC", "ORG", "PERSON", "MISC"})
MARKS = frozenset({"*", '"', "“", "”", "'", "‘", "’"})
DESIGNATION = re.compile(r"(?:[A-Z][A-Za-z]{0,3}[-‑]?)?\d{1,4}[A-Z]{0,3}(?:-[A-Z\d]{1,4})*")
LETTERS = re.compile(r"\bM/(?:[VT] )?\Z")
LETTERED = frozenset({"M/V ", "M/T "})
BESIDE = frozenset({"appos", "flat", "nmod", "nmod:desc", "compound"})
REACH = 7  # words from a type to "helicopter", "air defense system"
WHOSE = frozenset({"Force", "Navy", "Army", "Guard", "Transport", "Airlines", "Airways", "Air"})


def parted(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities without crafts, weapons and works, whose owners keep their names."""
    ents = [part for ent in ents for part in _owner(parse, ent)]
    called = [ent for ent in ents if ent.label in NAMED and (_is_ship(parse, ent) or _is_work(parse, ent))]
    names = {name for ent in called if not places().lookup(name := _name(parse, ent))}
    return [
        ent
        for ent in ents
        if ent.label not in NAMED
        or not (ent in called or _name(parse, ent) in names or _is_craft(parse, ent))
    ]


def _name(parse: Parse, ent: Ent) -> str:
    return parse.span_text(ent.start, ent.end)


def _owner(parse: Parse, ent: Ent) -> Iterator[Ent]:
    """An owner without what it owns: "Vestrian Air Force" of "Vestrian Air Force F-35"."""
    if ent.label != "ORG" or ent.end - ent.start < 2:
        yield ent
        return
    last, before = parse.word(ent.end - 1), parse.word(ent.end - 2)
    made = last in word_set("gazetteer", "makers") and _is_numbered(parse, ent.end)
    craft = made or (DESIGNATION.fullmatch(last) is not None and "-" in last)
    yield replace(ent, end=ent.end - 1) if before in WHOSE and craft else ent


def _is_numbered(parse: Parse, at: int) -> bool:
    return at < len(parse) and DESIGNATION.fullmatch(parse.word(at)) is not None


def _is_ship(parse: Parse, ent: Ent) -> bool:
    """Whether the letters of a ship, or what kind of ship it is, stand before the name or begin it."""
    marks, at = word_set("names", "ships"), ent.start
    if parse.word(at) in marks and (ent.end - at > 1 or parse.word(min(ent.end, len(parse) - 1)) in MARKS):
        return True
    here = parse.starts[at]
    if parse.text[here : here + 4] in LETTERED or LETTERS.search(parse.text, max(0, here - 4), here):
        return True
    at = _before_marks(parse, ent)
    if at == 0 or (ent.end < len(parse) and parse.word(ent.end) == "-"):
        return False
    if parse.word(at - 1) in marks or (at < ent.start and parse.word(at - 1) == "flagged"):
        return True
    return _is_called(parse, ent, at - 1, word_set("names", "vessels"))


def _before_marks(parse: Parse, ent: Ent) -> int:
    at = ent.start
    while at > 0 and parse.word(at - 1) in MARKS:
        at -= 1
    return at


def _is_called(parse: Parse, ent: Ent, noun: int, kinds: frozenset[str]) -> bool:
    """Whether the noun before a name, or before the marks around it, says that it is one of these."""
    if noun < 0 or parse.lemmas[noun].lower() not in kinds or parse.tags[noun] != "NN":
        return False
    return noun + 1 < ent.start or _stands_beside(parse, ent, noun)


def _is_work(parse: Parse, ent: Ent) -> bool:
    """Whether it is called a book, a film or the like: "the novel Vesta", "Vesta, her second album"."""
    works = word_set("names", "works")
    if ent.label == "PERSON" and ent.end - ent.start > 1 and is_given_name(parse.word(ent.start)):
        return False
    if _is_called(parse, ent, _before_marks(parse, ent) - 1, works):
        return True
    inside = range(ent.start, ent.end)
    near = range(ent.end + 1, min(ent.end + REACH, len(parse)))
    return parse.word(min(ent.end, len(parse) - 1)) == "," and any(
        parse.lemmas[i] in works and parse.deps[i] == "appos" and parse.heads[i] in inside for i in near
    )


def _stands_beside(parse: Parse, ent: Ent, noun: int) -> bool:
    """Whether a name and the noun before it are one phrase, and the name belongs to no other noun."""
    inside = range(ent.start, ent.end)
    head = next((i for i in inside if parse.heads[i] not in inside), ent.start)
    if parse.heads[noun] == head or (parse.heads[noun], parse.deps[noun]) == (
        parse.heads[head],
        parse.deps[head],
    ):
        return True
    return parse.heads[head] == noun and parse.deps[head] in BESIDE


def _is_craft(parse: Parse, ent: Ent) -> bool:
    """Whether it is a type of aircraft or weapon, a maker's name with a number, or a class of ships."""
    last = parse.word(ent.end - 1)
    if parse.word(ent.start) in word_set("gazetteer", "makers") and _is_numbered(parse, ent.start + 1):
        return True
    if ent.end + 1 < len(parse) and parse.word(ent.end) == "-" and parse.word(ent.end + 1) == "class":
        return True
    if last.endswith("-class"):
        return True
    name = _name(parse, ent)
    kinds = (name, name.removesuffix("s"))
    if any(kind in word_set("gazetteer", "types") for kind in kinds):
        return True
    return any(kind in word_set("gazetteer", "types_too") for kind in kinds) and _is_hardware(parse, ent)


def _is_hardware(parse: Parse, ent: Ent) -> bool:
    """Whether the noun behind the name is of aircraft or weapons: "Patriot air defense systems"."""
    for i in range(ent.end, min(ent.end + REACH, len(parse))):
        if parse.lemmas[i].lower() in word_set("names", "hardware"):
            return True
        if parse.pos[i] not in ("NOUN", "ADJ", "PROPN", "NUM", "ADP") and parse.word(i) != "-":
            return False
    return False
