"""What the layouts of press databases share: labelled lines, stretches of lines, names in catalogue order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.articles.dates import MONTHS, edtf
from kg.lexicon import loader

FILE = Path(__file__).parent.parent / "data" / "press.yaml"
CENTRED = " " * 6
_LABEL = re.compile(r"([A-Za-z][A-Za-z /().-]{1,38}?):(?:\s+(.*))?")
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_DATE = re.compile(
    rf"((?:{_MONTH}\.? \d{{1,2}}, |\d{{1,2}} {_MONTH}\.?,? |{_MONTH},? )(?:19|20)\d\d)\b(?P<rest>.{{0,40}})",
    re.IGNORECASE,
)
_REST = re.compile(
    r"[\s,(]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)?[\s,]*"
    r"(?:\d{1,2}:\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*[A-Z]{0,4}(?: Time)?)?[)\s]*"
    r"(?:[\w ]{1,30} Edition(?: \d)?)?",
    re.IGNORECASE,
)


@cache
def labels() -> Mapping[str, frozenset[str]]:
    """The labels of data/press.yaml, folded, by the place where they stand; DataError for another list."""
    names = ("nexis head", "nexis tail", "proquest head", "proquest tail", "factiva codes")
    data = loader.load(FILE, loader.lists(names, loader.listed(loader.text)))
    return MappingProxyType({name: frozenset(map(str.casefold, items)) for name, items in data.items()})


def label(line: str, known: frozenset[str]) -> tuple[str, str] | None:
    """The label of a line, folded, and what stands behind it; None where it is not a known one."""
    match = _LABEL.fullmatch(line)
    if not match or match[1].casefold() not in known:
        return None
    return match[1].casefold(), (match[2] or "").strip()


def date(line: str) -> str | None:
    """The EDTF date that makes up a line ("May 4, 2021 Tuesday 9:20 PM GMT")."""
    match = _DATE.fullmatch(line)
    return edtf(match[1]) if match and _REST.fullmatch(match["rest"]) else None


def filled(lines: Iterable[str]) -> list[str]:
    """The lines with something in them, their white space made single spaces."""
    return [line for line in (" ".join(line.split()) for line in lines) if line]


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Paragraphs: lines between blank ones are joined, where there are blank ones and none is centred."""
    if all(line.strip() for line in lines):
        return filled(lines)
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.startswith(CENTRED):
            paragraphs += [[line], []]
        elif line.strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return filled(" ".join(group) for group in paragraphs)


def parted(lines: Sequence[str], starts: Sequence[int]) -> Iterator[list[str]]:
    """The stretches of lines from each start to the next."""
    for begin, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield list(lines[begin:end])


def people(value: str) -> str:
    """Names in catalogue order ("Roe, Jane; Moe, John A") as they are said, joined by commas."""
    return ", ".join(filter(None, map(_said, re.split(r"\s*;\s*|\s*\|\s*", value.strip(" .;")))))


def _said(name: str) -> str:
    last, comma, first = name.partition(",")
    whole = comma and first.strip() and "," not in first and len(first.split()) <= 3
    return f"{first.strip()} {last.strip()}" if whole else name.strip()
