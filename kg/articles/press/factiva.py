"""Factiva: two-letter codes before each field, or lines in a fixed order that end with "Document ...".

The XML that its interfaces hand out has elements of the same fields.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from kg.articles.drafts import Draft
from kg.articles.fields import cleaned
from kg.articles.press.lines import date, filled, labels, parted
from kg.errors import InputError

NAME = "Factiva"
HEADER = 16  # lines over the text of an article
LONGEST_BYLINE = 80
_CODE = re.compile(r"([A-Z]{2,3})(?:\s+(.*))?")
_WORDS_TOO = frozenset({"IN", "RE", "CO", "NS"})  # codes of lists: "i16 : Electricity"
_DOCUMENT = re.compile(r"Document (\w{20,40})")
_WORDS = re.compile(r"[\d,.]+ words")
_RIGHTS = re.compile(r"(?:\u00a9|\(c\)|Copyright\b).*", re.IGNORECASE)
_FOOT = re.compile(
    r"Page \d+(?: of \d+)?.*|.{0,20}\d{4} Factiva, Inc\. All rights reserved\.?", re.IGNORECASE
)
_BYLINE = re.compile(r"by\s.*", re.IGNORECASE)
_NAMES = re.compile(r"[A-Z][\w.'\u2019-]*(?:,? (?:and |& )?[A-Z][\w.'\u2019-]*){1,7}")


def count(lines: Sequence[str]) -> int:
    """How many articles the marks of Factiva in the lines tell of."""
    return sum(1 for line in lines if _DOCUMENT.search(line) and len(line) < 60)


def split(lines: Sequence[str]) -> list[Draft | InputError]:
    """An article, or what is wrong with it, for each "Document ..."; nothing where there are none."""
    rows = [line for line in filled(lines) if not _FOOT.fullmatch(line)]
    ends = [i for i, line in enumerate(rows) if len(line) < 60 and _DOCUMENT.search(line)]
    starts = [0, *(i + 1 for i in ends[:-1])]
    parts = (rows[start : end + 1] for start, end in zip(starts, ends, strict=False))
    return [_one(part, number) for number, part in enumerate(parts, 1)]


def _one(part: Sequence[str], number: int) -> Draft | InputError:
    found = _DOCUMENT.search(part[-1])
    key = found[1] if found else str(number)
    starts = [i for i, line in enumerate(part) if _code(line)]
    draft = _coded(part, starts, key) if len(starts) > 4 else _ordered(part[:-1], key)
    if draft is None:
        return InputError(f"article {number}: its length and date are not found")
    return draft if draft.text else InputError(f"article {number}: no text in it")


def _code(line: str) -> tuple[str, str] | None:
    match = _CODE.fullmatch(line)
    if not match or match[1].casefold() not in labels()["factiva codes"]:
        return None
    if match[1] in _WORDS_TOO and match[2] and " : " not in match[2]:
        return None
    return match[1], match[2] or ""


def _coded(part: Sequence[str], starts: Sequence[int], key: str) -> Draft:
    """Fields with a code before each: HD headline, BY byline, PD day, SN publication, LP and TD text."""
    values: dict[str, list[str]] = {}
    for rows in parted(part, starts):
        name, value = _code(rows[0]) or ("", "")
        values.setdefault(name, filled([value, *rows[1:]]))
    fields = {name: " ".join(rows) for name, rows in values.items()}
    return _draft(
        [*values.get("LP", ()), *values.get("TD", ())],
        key,
        fields.get("HD") or fields.get("HL"),
        fields.get("BY"),
        fields.get("PD", ""),
        fields.get("SN"),
    )


def _ordered(part: Sequence[str], key: str) -> Draft | None:
    """Section, headline, byline, "355 words", day, time, publication, code, ..., rights, text."""
    counted = next((i for i, line in enumerate(part[:HEADER]) if i and _WORDS.fullmatch(line)), None)
    if counted is None or counted + 2 >= len(part) or not date(part[counted + 1]):
        return None
    head = list(part[:counted])
    author = head.pop() if len(head) > 1 and _is_byline(head[-1]) else None
    after = part[counted + 2 :]
    after = after[1:] if re.match(r"\d{1,2}:\d\d\b", after[0]) else after
    rights = next((i for i, line in enumerate(after[:HEADER]) if _RIGHTS.fullmatch(line)), None)
    body = after[1 + (rights or len(list(takewhile(lambda line: len(line) < 30, after[1:])))) :]
    return _draft(body, key, max(head, key=len), author, part[counted + 1], after[0])


def _is_byline(line: str) -> bool:
    return len(line) <= LONGEST_BYLINE and bool(_BYLINE.fullmatch(line) or _NAMES.fullmatch(line))


def _draft(
    body: Sequence[str], key: str, headline: str | None, author: str | None, day: str, source: str | None
) -> Draft:
    metadata = cleaned({"title": headline, "author": author, "published": date(day) or day, "source": source})
    return Draft("\n".join(body), **metadata, key=key)  # type: ignore[arg-type]
