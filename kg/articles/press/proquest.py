"""ProQuest: articles between lines of underscores, every field behind its label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.articles.drafts import Draft
from kg.articles.fields import cleaned
from kg.articles.press.lines import filled, label, labels, people
from kg.errors import InputError

NAME = "ProQuest"
_RULE = re.compile(r"\s*[_\u2014=-]{20,}\s*")
_COUNTER = re.compile(r"\s*Document \d{1,5} of \d{1,5}\s*", re.IGNORECASE)
_ID = re.compile(r"\s*(?:ProQuest )?document ID:?\s*\d+\s*", re.IGNORECASE)
_INFO_DATE = re.compile(r"\]?\.\s+(\d{1,2} \w+ \d{4}|\w+ \d{1,2}, \d{4}|\w+ \d{4})\b")
_ADDRESS = re.compile(r"https?://\S+")
_TEXT = ("full text", "abstract", "abstract (english)")


def count(lines: Sequence[str]) -> int:
    """How many articles the marks of ProQuest in the lines tell of."""
    return max(sum(1 for line in lines if mark.fullmatch(line)) for mark in (_COUNTER, _ID))


def split(lines: Sequence[str]) -> list[Draft | InputError]:
    """An article, or what is wrong with it, for each stretch with labels; nothing where there are none."""
    if not count(lines):
        return []
    parts = (filled(part) for part in _parts(lines))
    found = [part for part in parts if any(map(_known, part)) and count([*part, ""])]
    return [_one(part, number) for number, part in enumerate(found, 1)]


def _parts(lines: Sequence[str]) -> list[list[str]]:
    """Between rules or counters; where there are neither, what follows the labels is the next one."""
    parts: list[list[str]] = [[]]
    edge = next((mark for mark in (_RULE, _COUNTER) if any(map(mark.fullmatch, lines))), None)
    ended = False
    for line in lines:
        begins = edge.fullmatch(line) if edge else ended and line.strip() and not _known(line.strip())
        if begins:
            parts.append([])
        ended = not begins and (ended or bool(_ID.fullmatch(line)))
        if not (edge and begins) and not _COUNTER.fullmatch(line):
            parts[-1].append(line)
    return parts


def _known(line: str) -> tuple[str, str] | None:
    return label(line, labels()["proquest head"] | labels()["proquest tail"])


def _one(part: Sequence[str], number: int) -> Draft | InputError:
    values, body = _fields(part)
    if not body:
        return InputError(f"article {number}: no full text in it")
    info = values.get("publication info", "")
    first = None if _known(part[0]) else part[0]
    metadata = cleaned(
        {
            "title": values.get("title") or first,
            "author": people(values.get("author", "")),
            "published": values.get("publication date") or _info_date(info),
            "source": (values.get("publication title") or info).split(";")[0].strip(),
            "url": values.get("document url") or values.get("proquest document link"),
        }
    )
    return Draft("\n".join(body), **metadata, key=values.get("proquest document id") or str(number))  # type: ignore[arg-type]


def _info_date(info: str) -> str | None:
    match = _INFO_DATE.search(info)
    return match[1] if match else None


def _fields(part: Sequence[str]) -> tuple[Mapping[str, str], list[str]]:
    """The values by label, and the paragraphs of the text, which goes on until labels follow one another."""
    values: dict[str, list[str]] = {}
    name, in_text = "", False
    for at, line in enumerate(part):
        found = _known(line)
        if found and (not in_text or _tail(part, at)):
            name, in_text = found[0], found[0] == "full text"
            values.setdefault(name, []).extend(filled([found[1]]))
        elif name:
            values[name].append(line)
    text = next((values[key] for key in _TEXT if values.get(key)), [])
    return {key: " ".join(rows) for key, rows in values.items()}, text


def _tail(part: Sequence[str], at: int) -> bool:
    """Whether the labels behind the text begin here: the next lines have one too."""
    return all(_known(line) or _ADDRESS.match(line) for line in part[at : at + 3])
