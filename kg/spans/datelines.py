"""Where a paragraph opens with a dateline, which is no part of its sentence: "NAIROBI, Kenya (Agency) - "."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg import lexicon
from kg.records import Ent, Parse
from kg.spans.paragraphs import paragraph_starts

LONGEST = 90  # letters
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}}(?:,? (?:19|20)\d\d)?|\d{{1,2}} {_MONTH}(?:,? (?:19|20)\d\d)?)"
_CAPITALS = r"(?:ST\. )?[^\W\d_a-z][^\W\d_a-z'’.]{2,}(?:[ /-](?:de|of|and|[^\W\d_a-z][^\W\d_a-z'’.]+)){0,3}"
_NAME = r"[A-Z][\w'’.-]*(?: (?:de|of|and|[A-Z][\w'’.-]*)){0,3}"
_FORM = re.compile(
    rf"(?P<place>(?P<capitals>{_CAPITALS})|{_NAME})(?P<more>(?:,? \(?{_NAME}\)?|, {_NAME}){{0,2}}?)"
    rf"(?P<date>,? {_DATE})?(?P<agency>(?: |--)?\([A-Z][\w/&. -]{{1,30}}\))?"
    r"(?:\s?(?:--|[–—―])\s*|\s-\s+)(?=\S)"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_PLACE = re.compile(r"[^,/()]*[^,/()\s]")
SCORE = 1.0  # of a place in a dateline, which can be nothing else


class Dateline(NamedTuple):
    """Offsets into the text: of the places that it names, and where the sentence begins."""

    start: int
    places_end: int
    end: int


def breaks_of(text: str) -> tuple[int, ...]:
    """Return the offsets at which paragraphs after the first begin, and sentences behind datelines."""
    paragraphs = paragraph_starts(text)
    return tuple(sorted({*paragraphs, *(line.end for line in datelines(text, paragraphs))}))


def datelines(text: str, breaks: Sequence[int]) -> Iterator[Dateline]:
    """Yield the datelines at the beginnings of paragraphs; ``breaks`` are those after the first."""
    for start in (len(text) - len(text.lstrip()), *breaks):
        found = _FORM.match(text, start, min(len(text), start + LONGEST))
        if found is not None and _is_dateline(found):
            yield Dateline(start, found.end("more"), found.end())


def date_of(text: str) -> str | None:
    """The words of the date in the dateline that a text opens with, where they hold a year."""
    start = len(text) - len(text.lstrip())
    found = _FORM.match(text, start, min(len(text), start + LONGEST))
    words = (found["date"] or "").strip(" ,") if found is not None and _is_dateline(found) else ""
    return words if _YEAR.search(words) else None


def _is_dateline(found: re.Match[str]) -> bool:
    """Whether a date says so, or an agency or capitals together or with the name of a known place."""
    if found["date"] or (found["agency"] and found["capitals"]):
        return True
    told = found["agency"] or found["capitals"]
    return bool(told) and bool(lexicon.places().lookup(found["place"].title()))


def placed(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """Return the entities with what datelines name as places, whatever the model took it for."""
    lines = datelines(parse.text, paragraph_starts(parse.text))
    places = [ent for line in lines for ent in _places(parse, line)]
    if not places:
        return list(ents)
    taken = {i for ent in places for i in range(ent.start, ent.end)}
    kept = [ent for ent in ents if taken.isdisjoint(range(ent.start, ent.end))]
    return sorted([*kept, *places], key=lambda ent: (ent.start, ent.end))


def _places(parse: Parse, line: Dateline) -> Iterator[Ent]:
    for found in _PLACE.finditer(parse.text, line.start, line.places_end):
        low = found.start() + len(found[0]) - len(found[0].lstrip())
        start, end = bisect_left(parse.starts, low), bisect_left(parse.starts, found.end())
        if start < end:
            yield Ent(start, end, "GPE", SCORE)
