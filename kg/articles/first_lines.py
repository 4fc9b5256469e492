"""Title, date, author and source as they stand in the first lines of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from kg.articles.dates import edtf, stamp
from kg.articles.drafts import Draft, lines
from kg.records import Skip, Span
from kg.spans.datelines import date_of

HEAD_LINES = 12
HEAD_CHARACTERS = 4000
MAX_TITLE_WORDS = 25
MAX_TITLE = 220
_SOURCE = re.compile(r"[(\[]?\s*source\s*:\s*([^.;:\[\]()\n]{2,60}?)\s*[)\]]?", re.IGNORECASE)
_NAME = r"(?:[A-Z][\w.'\u2019-]*|de|der|van|von|al|bin|and|&)"
_BYLINE = re.compile(rf"(?:[Bb]y|BY):?\s+([A-Z][\w.'\u2019-]*(?:,?\s+{_NAME}){{1,9}})")
_LATER = ("updated", "modified")


def with_head(draft: Draft, skips: Sequence[Skip]) -> Draft:
    """The draft with the title, date, author and source of its first lines, where it had none.

    ``skips`` are all spans of the draft that are no part of the article; a title is not looked for in them.
    """
    start = draft.skip[0].end if draft.skip and draft.skip[0].kind == "front-matter" else 0
    head = list(islice(lines(draft.text[: start + HEAD_CHARACTERS], start), HEAD_LINES))
    texts = [draft.text[begin:end] for begin, end in head]
    return replace(
        draft,
        title=draft.title or _title(draft.text, head, skips),
        published=draft.published or _published(texts) or _dateline(texts) or draft.file_date,
        author=draft.author or next(filter(None, map(byline, texts)), None),
        source=draft.source or next(filter(None, map(source_line, texts)), None),
    )


def _dateline(texts: Sequence[str]) -> str | None:
    """The date of the first dateline: "NAIROBI, Kenya, May 3, 2021 (Agency) - "."""
    words = next(filter(None, map(date_of, texts)), None)
    return edtf(words) if words else None


def source_line(line: str) -> str | None:
    """The outlet of a line such as "[Source: BBC News]"."""
    match = _SOURCE.fullmatch(line) if len(line) < 100 else None
    return match[1].strip() if match else None


def byline(line: str) -> str | None:
    """The names of a line such as "By Jane Doe and John Roe"."""
    match = _BYLINE.fullmatch(line) if len(line) < 100 else None
    return match[1] if match else None


def is_headline(line: str) -> bool:
    """Whether a line reads as a headline: some words, and no full stop after them."""
    words = line.split()
    return (
        2 <= len(words) <= MAX_TITLE_WORDS
        and len(line) <= MAX_TITLE
        and any(char.isalpha() for char in line)
        and not line.rstrip("\"'\u201d\u2019)").endswith((".", ",", ";", ":", "…", "»"))
        and not (line[0] in "\"\u201c\u2018'«" and line[-1] in "\"\u201d\u2019'»")
        and line[0] not in "-\u2013\u2014•*|(["
        and not line[0].islower()
    )


def _title(text: str, head: Sequence[Span], skips: Sequence[Skip]) -> str | None:
    """The first line that is not skipped as a whole, where it reads as a headline and more text follows."""
    shown = [line for span in head if (line := _shown(text, span, skips))]
    return shown[0] if len(shown) > 1 and is_headline(shown[0]) else None


def _shown(text: str, span: Span, skips: Sequence[Skip]) -> str:
    """The part of a line that no skip covers."""
    inside = [skip for skip in skips if skip.start < span[1] and skip.end > span[0]]
    parts = []
    done = span[0]
    for skip in inside:
        parts.append(text[done : skip.start])
        done = max(done, skip.end)
    return " ".join("".join([*parts, text[done : span[1]]]).split())


def _published(texts: Sequence[str]) -> str | None:
    """The first date line; one that says "updated" only where there is no other."""
    stamps = list(filter(None, map(stamp, texts)))
    first = [found for found in stamps if not any(word in found.label for word in _LATER)]
    return next((found.date for found in first or stamps), None)
