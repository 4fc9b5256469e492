"""Surface patterns: rows of words and names, for what trees get wrong (brackets, bylines, "Town, Region").

A pattern is elements apart by spaces: ``{subject:PERSON}`` and ``{object:GPE,LOC}`` take a
name of one of the types, ``(`` or ``born|b.`` a word, ``[ADJ|NOUN]*3`` up to three tokens of these
parts of speech, ``?`` makes a word optional, ``{value}`` takes one word as a literal, ``{other:DATE}`` a
name that is no argument.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.coref import Ref
from kg.coref.context import Context
from kg.errors import DataError
from kg.records import LocalEntity, MentionKind
from kg.syntax.graph import Graph

SLOT = re.compile(r"\{(subject|object|value|other)(?::([A-Z,]+))?\}(\?)?")
GAP = re.compile(r"\[([A-Z|]+)\]\*(\d)")
CHECKS = frozenset(
    {
        *("contained", "full-name", "institution", "named-after", "named-in", "no-office", "other-name"),
        *("area", "chained", "nested", "not-list", "of-larger", "plainly-in", "range", "sharing"),
        *("two-names", "unit", "untitled", "whole", "within"),
    }
)
NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "DATE", "EVENT"})


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern."""

    slot: str = ""  # subject, object, value
    types: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    pos: frozenset[str] = frozenset()
    most: int = 0  # of a gap
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A name, or a token that belongs to none."""

    token: int
    ref: Ref | None
    word: str  # lower case
    pos: str
    written: str = ""
    entity: LocalEntity | None = None  # what the name means


def compile_pattern(text: str, where: str) -> tuple[Element, ...]:
    """Read a pattern; DataError names where it stands."""
    elements = tuple(_element(part, where) for part in text.split())
    slots = sorted(e.slot for e in elements if e.slot and e.slot != "other")
    if slots not in (["object", "subject"], ["subject", "value"]):
        raise DataError(f"{where}: a pattern has {{subject}} and one of {{object}}, {{value}}, not {slots}")
    return elements


def _element(part: str, where: str) -> Element:
    slot, gap = SLOT.fullmatch(part), GAP.fullmatch(part)
    if slot:
        types = frozenset((slot[2] or "").split(",")) - {""}
        if types - NAMES:
            raise DataError(f"{where}: {part} names an unknown type")
        return Element(slot=slot[1], types=types, optional=bool(slot[3]))
    if gap:
        return Element(pos=frozenset(gap[1].split("|")), most=int(gap[2]))
    optional = part.endswith("?") and len(part) > 1
    return Element(
        words=frozenset(part.removesuffix("?").split("|") if optional else part.split("|")), optional=optional
    )


def items(tree: Graph, ctx: Context) -> list[Item]:
    """A sentence as a row of names and single tokens."""
    row: list[Item] = []
    i = tree.start
    while i < tree.end:
        ref = ctx.ref(i)
        if ref is not None and ref.kind == MentionKind.NAME and ref.type in NAMES:
            row.append(Item(ref.head, ref, "", "", tree.parse.span_text(ref.start, ref.end), ctx.entity(ref)))
            i = max(ref.end, i + 1)
        else:
            word = tree.parse.word(i)
            row.append(Item(i, None, word.lower(), tree.parse.pos[i], word))
            i += 1
    return row


Bound = tuple[tuple[str, int], ...]  # slot → position in the row


def occurrences(
    elements: Sequence[Element], row: Sequence[Item], starts: Iterable[int]
) -> Iterator[dict[str, int]]:
    """Yield where a pattern fits from a start, as slot → index into the row; the first way at each."""
    for start in starts:
        bound = _fit(elements, 0, row, start)
        if bound is not None:
            yield dict(bound)


def _fit(elements: Sequence[Element], k: int, row: Sequence[Item], at: int) -> Bound | None:
    """Fit the elements from number ``k`` on to the row from ``at`` on."""
    if k == len(elements):
        return ()
    element = elements[k]
    if element.most:
        return _gap(elements, k, row, at)
    if at < len(row) and _takes(element, row[at]):
        bound = _fit(elements, k + 1, row, at + 1)
        if bound is not None:
            return (((element.slot, at),) if element.slot else ()) + bound
    return _fit(elements, k + 1, row, at) if element.optional else None


def _gap(elements: Sequence[Element], k: int, row: Sequence[Item], at: int) -> Bound | None:
    gap = elements[k]
    for i in range(at, at + gap.most + 1):
        bound = _fit(elements, k + 1, row, i)
        if bound is not None:
            return bound
        if i >= len(row) or row[i].ref is not None or row[i].pos not in gap.pos:
            return None
    return None


def _takes(element: Element, item: Item) -> bool:
    if element.words:
        return item.ref is None and item.word in element.words
    if element.slot == "value":
        if item.ref is not None:
            return item.ref.type == "ORG" and item.ref.end - item.ref.start == 1
        return item.pos in ("NOUN", "PROPN", "X")
    return item.ref is not None and (not element.types or item.ref.type in element.types)
