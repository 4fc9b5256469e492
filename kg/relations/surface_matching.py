"""Runs the surface rules over a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.coref.context import RANGE, Context
from kg.lexicon.titles import TitleClass, titles
from kg.relations.matcher import Matcher
from kg.relations.matches import Match, Miss
from kg.relations.nesting import (
    area,
    chained,
    contained,
    institution,
    nested,
    not_list,
    of_larger,
    plainly_in,
    sharing,
    unit,
    within,
)
from kg.relations.selectional import Found
from kg.relations.surface_patterns import Item, items, occurrences
from kg.syntax.graph import Graph

ROW = frozenset({"and", ",", "of", "'s", "’s"})  # what stands between the names of a row and of their places
SHORT_LIFE = 30  # years; a shorter range after a name is a term of office or a reign


def surface_matches(tree: Graph, ctx: Context, matcher: Matcher) -> Iterator[Match | Miss]:
    """What the patterns find in a sentence; each is tried only where the sentence holds what it needs."""
    row = items(tree, ctx)
    for rule, starts in matcher.rules.surface.tries(row):
        for bound in occurrences(rule.pattern, row, starts):
            subject = _subject(tree, matcher, row, bound["subject"])
            object_ = _object(ctx, row, bound)
            if subject.entity is None:
                continue
            if rule.check and not CHECK[rule.check](row, bound, subject, object_):
                yield Miss(rule, subject.token, f"{rule.check} does not hold")
                continue
            around = matcher.arguments.around(tree, object_) if object_.entity is not None else ()
            for one in (object_, *around):
                yield from matcher.judge(rule, subject, one)


def _subject(tree: Graph, matcher: Matcher, row: Sequence[Item], at: int) -> Found:
    """The name there, which an event has without being an entity of its own before."""
    item = row[at]
    event = item.ref is not None and item.ref.type == "EVENT"
    actor = matcher.actors.at(tree, item.token) if event else None
    return Found(item.token, actor[0], None, "", actor[1]) if actor else _found(matcher.ctx, row, at)


def _found(ctx: Context, row: Sequence[Item], at: int) -> Found:
    item = row[at]
    return Found(
        item.token, ctx.entity(item.ref), None, "amod" if item.ref and item.ref.type == "NORP" else ""
    )


def _object(ctx: Context, row: Sequence[Item], bound: dict[str, int]) -> Found:
    if "value" in bound:
        token = row[bound["value"]].token
        return Found(token, None, (token, token + 1))
    item = row[bound["object"]]
    if item.ref is not None and item.ref.type == "DATE":
        return Found(item.token, None, (item.ref.start, item.ref.end))
    return _found(ctx, row, bound["object"])


def _range(row: Sequence[Item], bound: dict[str, int], subject: Found, object_: Found) -> bool:
    """Whether a date is a range of two years that can be a life: "1740–1776", not "1944–45"."""
    years = [part[-4:] for part in RANGE.split(row[bound["object"]].written)]
    if len(years) != 2 or not all(len(y) == 4 and y.isdecimal() for y in years):
        return False
    return int(years[1]) - int(years[0]) >= SHORT_LIFE


def _whole(row: Sequence[Item], bound: dict[str, int], subject: Found, object_: Found) -> bool:
    """Whether no noun goes on behind the names: not so in "NASA's James Webb telescope"."""
    after = max(bound.values()) + 1
    return after >= len(row) or row[after].pos not in ("NOUN", "PROPN", "ADJ")


def _two_names(row: Sequence[Item], bound: dict[str, int], subject: Found, object_: Found) -> bool:
    """Whether the subject has two names or more and no noun goes on behind it; others may be named, too."""
    return " " in row[bound["subject"]].written and _whole(row, bound, subject, object_)


def _full_name(row: Sequence[Item], bound: dict[str, int], subject: Found, object_: Found) -> bool:
    """Whether the subject has two names or more: "Jane Roe of Kenya", not "John of Luxembourg"."""
    after = max(bound.values()) + 1
    owns = after < len(row) and row[after].word in ("'s", "’s")  # "NAME of the UK's Crime Agency"
    named = " " in row[bound["subject"]].written and not owns
    return named and not_list(row, bound, subject, object_) and _whole(row, bound, subject, object_)


def _untitled(row: Sequence[Item], bound: dict[str, int], subject: Found, object_: Found) -> bool:
    """Whether a full name has no title before it, which would be of the place: "Senator NAME of X"."""
    item = _before_row(row, bound["subject"])
    noun = item is not None and item.pos in ("NOUN", "PROPN", "ADJ")
    if item is not None and noun and (item.written[:1].isupper() or _title(item) is not None):
        return False
    return _full_name(row, bound, subject, object_)


def _no_office(row: Sequence[Item], bound: dict[str, int], subject: Found, object_: Found) -> bool:
    """Whether a full name has no office before it, which would be of the place: "President NAME of X"."""
    item = _before_row(row, bound["subject"])
    hit = _title(item) if item is not None else None
    if hit is not None and any(one.office and "country" in one.relations for one in hit[1]):
        return False
    return _full_name(row, bound, subject, object_)


def _before_row(row: Sequence[Item], subject: int) -> Item | None:
    """What stands before the row of names that a name is in: "senators NAME of X and NAME of Y"."""
    before = subject - 1
    while before >= 0 and (row[before].ref is not None or row[before].word in ROW):
        before -= 1
    return row[before] if before >= 0 else None


def _title(item: Item) -> tuple[int, tuple[TitleClass, ...]] | None:
    word = item.word.removesuffix("s")
    return titles().longest_at([word], [word], 0)


CHECK: dict[str, Callable[[Sequence[Item], dict[str, int], Found, Found], bool]] = {
    "area": area,
    "chained": chained,
    "contained": contained,
    "full-name": _full_name,
    "institution": institution,
    "nested": nested,
    "no-office": _no_office,
    "not-list": not_list,
    "of-larger": of_larger,
    "plainly-in": plainly_in,
    "range": _range,
    "sharing": sharing,
    "two-names": _two_names,
    "unit": unit,
    "untitled": _untitled,
    "whole": _whole,
    "within": within,
}
