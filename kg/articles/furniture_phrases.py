"""The phrases of page furniture and appeals, from data files, as patterns over single lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.lexicon import loader

FOLDER = Path(__file__).parent / "data"
REACHES = ("line", "next", "list", "rest")
MAX_LINE = 400  # longer lines are no furniture
_ENTRY = loader.record(
    {
        "kind": loader.text,
        "reach": loader.one_of(*REACHES),
        "lines": loader.listed(loader.text),
        "starts": loader.listed(loader.text),
    },
    optional=("lines", "starts"),
)
_SLOTS = {
    "{n}": r"\d[\d.,]*[kKmM]?",
    "{name}": r"(?-i:[A-Z0-9][\w.&'-]*(?: (?:[A-Z0-9][\w.&'-]*|of|the|and|for)){0,5})",
    "{words}": r"\S+(?: \S+){0,11}",
}
_PIECES = re.compile(r"\{\w+\}|<[^<>]*>|[^{<]+|.")
_QUOTES = str.maketrans("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f«»\xa0", '\'\'\'\'"""""" ')
_EDGE = " \t*•·●▪►▶»\u203a>«\u2039<\u2013\u2014-_|/\\+#~…\"'"


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a line of page furniture is and how far it reaches."""

    kind: str
    reach: str


@dataclass(frozen=True, slots=True)
class Appeals:
    """Phrases that open a block of asking for support, and words that keep it going."""

    openers: tuple[str, ...]
    matters: re.Pattern[str]


def simplified(line: str) -> str:
    """The line with straight quotes and single spaces, without marks around it."""
    return " ".join(line.translate(_QUOTES).split()).strip(_EDGE)


def furniture(line: str) -> Furniture | None:
    """What kind of page furniture the line is, if any."""
    if len(line) > MAX_LINE:
        return None
    simple = simplified(line)
    bare = simple.strip(" .:;,[]()?")
    for pattern, found in _patterns():
        if pattern.fullmatch(bare) or pattern.fullmatch(simple):
            return found
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Furniture], ...]:
    entries = loader.load(FOLDER / "furniture.yaml", loader.listed(_ENTRY))
    return tuple((_pattern(entry), Furniture(entry["kind"], entry["reach"])) for entry in entries)


def _pattern(entry: Mapping[str, Any]) -> re.Pattern[str]:
    whole = [_phrase(phrase) for phrase in entry.get("lines", ())]
    starts = [_phrase(phrase) + r"(?:[^\w].*)?" for phrase in entry.get("starts", ())]
    return re.compile("|".join(f"(?:{choice})" for choice in whole + starts), re.IGNORECASE)


def _phrase(phrase: str) -> str:
    """The regular expression of a phrase with its slots, optional parts and choices."""
    pattern = ""
    for piece in _PIECES.findall(phrase):
        if piece.startswith("<"):
            pattern += "(?:" + "|".join(map(re.escape, piece[1:-1].split("|"))) + ")"
        else:
            pattern += _SLOTS.get(piece) or re.escape(piece)
    return pattern + ("" if phrase.endswith("!") else "!?")


@cache
def appeals() -> Appeals:
    """The openers and matters of asking for support."""
    data = loader.load(
        FOLDER / "appeals.yaml", loader.lists(("openers", "matters"), loader.listed(loader.text))
    )
    words = "|".join(re.escape(matter) for matter in data["matters"])
    return Appeals(data["openers"], re.compile(rf"\b(?:{words})\b"))
