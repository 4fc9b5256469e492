"""Nexis: "1 of 100 DOCUMENTS" above each article, or "End of Document" below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from kg.articles.drafts import Draft
from kg.articles.fields import cleaned
from kg.articles.press.lines import date, filled, label, labels, parted, unwrapped
from kg.errors import InputError

NAME = "Nexis"
HEADER = 14  # lines over the text in which headline, publication and date stand
_COUNTER = re.compile(r"\s*(?:FOCUS - )?\d{1,5} of \d{1,5} DOCUMENTS?\s*")
_END = re.compile(r"\s*End of Document\s*", re.IGNORECASE)
_LOADED = re.compile(r"\s*LOAD-DATE:\s.*", re.IGNORECASE)
_PAGE = re.compile(r"Page \d+ of \d+", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:Copyright\b|\(c\) |\u00a9).*|All Rights Reserved\.?", re.IGNORECASE)
_EDITION = re.compile(r".{0,40}\bEdition\b.{0,20}", re.IGNORECASE)
_BODY_ENDS = re.compile(r"(?:Classification|Graphic|Notes)|(?:Load-Date|Graphic|Notes):.*", re.IGNORECASE)
_Read = Callable[[Sequence[str], str], Draft | None]


def count(lines: Sequence[str]) -> int:
    """How many articles the marks of Nexis in the lines tell of."""
    marks = (_COUNTER, _END, _LOADED)
    return max(sum(1 for line in lines if mark.fullmatch(line)) for mark in marks)


def split(lines: Sequence[str]) -> list[Draft | InputError]:
    """An article, or what is wrong with it, for each mark; nothing where there are none."""
    if counters := [i for i, line in enumerate(lines) if _COUNTER.fullmatch(line)]:
        parts = (part[1:] for part in parted(lines, counters))
        return [_attempt(_counted, part, number) for number, part in enumerate(parts, 1)]
    ends = [i for i, line in enumerate(lines) if _END.fullmatch(line)]
    starts = [0, *(i + 1 for i in ends[:-1])]
    return [
        _attempt(_ended, lines[start:end], number)
        for number, (start, end) in enumerate(zip(starts, ends, strict=False), 1)
    ]


def _attempt(read: _Read, part: Sequence[str], number: int) -> Draft | InputError:
    draft = read(part, str(number))
    if draft is None:
        return InputError(f"article {number}: its publication and date are not found")
    return draft if draft.text else InputError(f"article {number}: no text in it")


def _counted(part: Sequence[str], key: str) -> Draft | None:
    """The older layout: publication, date, headline, labels in capitals, text, labels."""
    lines = [line for line in unwrapped(part) if not _RIGHTS.fullmatch(line)]
    dated = next((i for i, line in enumerate(lines[:HEADER]) if date(line)), None)
    if not dated:
        return None
    first = next((i for i, line in enumerate(lines) if i > dated and label(line, _head())), dated + 1)
    above = [line for line in lines[dated + 1 : first] if not _EDITION.fullmatch(line)]
    begin, values = _labelled(lines, first)
    end = next((i for i in range(begin, len(lines)) if label(lines[i], labels()["nexis tail"])), len(lines))
    headline = values.get("headline") or (above[-1] if above else None)
    return _draft(lines[begin:end], key, headline, lines[0], lines[dated], values)


def _head() -> frozenset[str]:
    return labels()["nexis head"]


def _labelled(lines: Sequence[str], start: int) -> tuple[int, dict[str, str]]:
    """Where the labels that begin at ``start`` end, and their values; one alone in its line has the next."""
    values: dict[str, str] = {}
    at = start
    while at < len(lines) and (found := label(lines[at], _head())):
        name, value = found
        at += 1
        if name == "body":
            break
        if not value and at < len(lines) and not label(lines[at], _head()):
            value, at = lines[at], at + 1
        values.setdefault(name, value)
    return at, values


def _ended(part: Sequence[str], key: str) -> Draft | None:
    """The newer layout: headline, publication, date, labels, "Body", text, "Classification"."""
    lines = [line for line in filled(part) if not _PAGE.fullmatch(line)]
    dated = next((i for i, line in enumerate(lines) if i > 1 and date(line) and _opens(lines, i)), None)
    if dated is None:
        return None
    body = next((i for i in range(dated, len(lines)) if lines[i].casefold() in ("body", "body:")), None)
    head = lines[dated + 1 : min(body or len(lines), dated + HEADER)]
    values = dict(found for line in reversed(head) if (found := label(line, _head())))
    begin = body if body is not None else dated + max(i for i, x in enumerate(head, 1) if label(x, _head()))
    end = next((i for i in range(begin, len(lines)) if _BODY_ENDS.fullmatch(lines[i])), len(lines))
    return _draft(lines[begin + 1 : end], key, lines[dated - 2], lines[dated - 1], lines[dated], values)


def _opens(lines: Sequence[str], dated: int) -> bool:
    """Whether labels of an article follow its date soon."""
    return any(label(line, _head()) for line in lines[dated + 1 : dated + HEADER])


def _draft(
    body: Sequence[str], key: str, headline: str | None, source: str, day: str, values: Mapping[str, str]
) -> Draft:
    metadata = cleaned(
        {
            "title": headline,
            "source": source,
            "published": date(day),
            "author": values.get("byline") or values.get("author"),
            "url": values.get("url"),
        }
    )
    return Draft("\n".join(body), **metadata, key=key)  # type: ignore[arg-type]
