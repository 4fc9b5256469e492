"""Picture credits: whole lines, the end of a caption, and brackets inside a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.lexicon import loader
from kg.records import Span

FILE = Path(__file__).parent / "data" / "credits.yaml"
_WHAT = r"(?:photo|photograph|picture|pic|image|illustration|graphic|video|still|screenshot|cover photo)s?"
_OPEN = re.compile(
    rf"(?P<label>(?:(?:file|handout|undated) )?{_WHAT}(?:\s?/?\s?(?:credit|source|courtesy|by))?\s*[:|]\s*"
    rf"|{_WHAT} (?:credits?|courtesy|taken|source)?\s*(?:by|of|:|,)\s+"
    r"|(?:credits?)\s*:\s*|©\s*)",
    re.IGNORECASE,
)
_HINTS = (
    "photo",
    "pic",
    "image",
    "illustration",
    "graphic",
    "video",
    "still",
    "screenshot",
    "credit",
    "\u00a9",
)
_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{4,120})[)\]]")
_WORD = re.compile(r"[^\W\d_][\w.'\u2019-]*")
MAX_CREDIT = 90
MAX_LINE = 1000


@dataclass(frozen=True, slots=True)
class Words:
    """The agencies as a pattern of whole credits, and the words between names."""

    agency: re.Pattern[str]
    between: frozenset[str]


@cache
def credit_words(path: Path = FILE) -> Words:
    """The words of data/credits.yaml; DataError for a list that is not known."""
    data = loader.load(path, loader.lists(("agencies", "between"), loader.listed(loader.text)))
    agency = f"(?:{'|'.join(re.escape(name) for name in sorted(data['agencies'], key=len, reverse=True))})"
    shapes = (
        rf"{agency} Photo\b.{{0,80}}",
        rf"{agency}/[\w .'-]{{2,60}}",
        rf".{{0,60}}(?:/|\bvia |, )\s?{agency}(?:/[\w ]+)?",
    )
    return Words(re.compile("|".join(shapes)), frozenset(data["between"]))


def credits(line: str) -> Iterator[Span]:
    """The spans of picture credits in a line; captions themselves stay."""
    bracketed = list(_brackets(line))
    if len(line) > MAX_LINE or bracketed:
        yield from bracketed
    elif _is_agency_line(line):
        yield 0, len(line)
    elif tail := _tail(line):
        yield tail


def _is_agency_line(line: str) -> bool:
    return len(line) <= MAX_CREDIT and bool(credit_words().agency.fullmatch(line)) and _is_names(line)


def _tail(line: str) -> Span | None:
    """The credit from its label to the end of the line: "…at a rallyPhoto: A. Name / AP"."""
    folded = line.lower()
    if not any(word in folded for word in _HINTS):
        return None
    for match in _OPEN.finditer(line):
        rest = line[match.end() :]
        if _may_begin(line, match.start()) and 0 < len(rest) <= MAX_CREDIT and _is_names(rest):
            return match.start(), len(line) - _unmatched(rest)
    return None


def _unmatched(rest: str) -> int:
    """The length of a closing bracket that was opened before the credit."""
    return 1 if rest.endswith(")") and rest.count(")") > rest.count("(") else 0


def _may_begin(line: str, start: int) -> bool:
    """At the start of the line, after a mark, or run on to a caption ("PutinPhoto:")."""
    before = line[:start].rstrip()
    if not before or before[-1] in ".!?|)]\u201d\"\u2019'([-\u2013\u2014/":
        return True
    return before[-1].islower() and line[start - 1] == before[-1] and line[start].isupper()


def _brackets(line: str) -> Iterator[Span]:
    for match in _BRACKET.finditer(line):
        inner = match[1].strip()
        label = _OPEN.match(inner)
        if (
            credit_words().agency.fullmatch(inner) and _is_names(inner) and ("/" in inner or "Photo" in inner)
        ) or (label and _is_names(inner[label.end() :])):
            yield match.span()


def _is_names(text: str) -> bool:
    """Whether all words are capitalised or such as stand between names."""
    found = _WORD.findall(text)
    return bool(found) and all(word[0].isupper() or word.lower() in credit_words().between for word in found)
