"""What a search may ask: a named query with its parameters, or how two are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from kg.graph import edtf
from kg.queries.named import NamedQuery, Parameter, named
from kg.records import EntityType
from kg.server import serializers
from kg.server.containment import within
from kg.server.serializers import Data
from kg.server.snapshot import Snapshot

MOST = 5  # questions
MEANINGS = 2  # entities that the words for one parameter may mean
MOST_WORDS = 8  # of two names side by side
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
Meaning = Mapping[str, tuple[str, str]]  # by parameter: its value, and how that is shown
_JOINED = re.compile(r"\s+(?:and|&|with|vs\.?|versus|to)\s+|\s*[,–—+]\s*", re.IGNORECASE)
_THE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_ANYBODY = ("whom", "who", "someone", "anybody")


def questions(shot: Snapshot, text: str) -> list[Data]:
    """The named queries that a search asks for, with their parameters as the page gives them."""
    found: list[Data] = []
    for query in named().values():
        found += _meant(shot, query, text)
    return found[:MOST]


def pairs(shot: Snapshot, text: str) -> list[Data]:
    """Two entities that a search names one after the other."""
    for cut in _JOINED.finditer(text):
        sides = [text[: cut.start()], text[cut.end() :]]
        found = [_entities(shot, words, None)[:1] for words in sides]
        if all(found) and found[0] != found[1]:
            return [{"a": found[0][0], "b": found[1][0]}]
    return [] if shot.names.search(text, 1) else _side_by_side(shot, text)


def _side_by_side(shot: Snapshot, text: str) -> list[Data]:
    """Two entities named without a word between them, each by words that it is known by."""
    words = text.split()
    for cut in range(1, len(words) if len(words) <= MOST_WORDS else 1):
        sides = [" ".join(words[:cut]), " ".join(words[cut:])]
        found = [_entities(shot, side, None)[:1] for side in sides if shot.names.knows(side)]
        if len(found) == 2 and all(found) and found[0] != found[1]:
            return [{"a": found[0][0], "b": found[1][0]}]
    return []


def _meant(shot: Snapshot, query: NamedQuery, text: str) -> Iterator[Data]:
    for phrase in query.questions:
        said = phrase.match(text)
        values = None if said is None else _values(shot, query, said)
        if values is None:
            continue
        for chosen in values:
            shown = phrase.worded({name: shown for name, (_, shown) in chosen.items()})
            yield {
                "query": query.name,
                "title": f"{shown[:1].upper()}{shown[1:]}?",
                "purpose": query.title,
                "parameters": {name: value for name, (value, _) in chosen.items()},
                "within": [
                    name for name, (value, _) in chosen.items() if _has_inner(shot, query, name, value)
                ],
            }
        return


def _values(shot: Snapshot, query: NamedQuery, said: Mapping[str, str]) -> list[Meaning] | None:
    """The values that words may stand for, each with how it is shown; None where some stand for nothing."""
    known = {parameter.name: parameter for parameter in query.parameters}
    choices = {name: _meanings(shot, known[name], words) for name, words in said.items()}
    if not all(choices.values()):
        return None
    if any(parameter.required and parameter.name not in said for parameter in query.parameters):
        return None
    made: list[Meaning] = [dict(zip(choices, each, strict=True)) for each in product(*choices.values())]
    return made[:MEANINGS]


def _meanings(shot: Snapshot, parameter: Parameter, words: str) -> list[tuple[str, str]]:
    if parameter.type == "entity":
        if words.casefold() in _ANYBODY:
            return []
        kinds = [kind for kind in EntityType if kind.lower() == parameter.name]
        found = _entities(shot, words, kinds[0] if kinds else None)
        return [(one["key"], one["name"]) for one in found[:MEANINGS]]
    if parameter.name == "month":
        month = _month(shot, words)
        return [(month, words.title())] if month else []
    if parameter.type == "date":
        return [(words, words)] if edtf.is_day(words) else []
    return [(words, words)]


def _entities(shot: Snapshot, words: str, kind: EntityType | None) -> list[Data]:
    plain = _THE.sub("", words.strip(), count=1) if _THE.match(words.strip()) else words.strip()
    if not plain:
        return []
    found = [serializers.key_ref(shot, one.key) for one in shot.names.search(plain, 12)]
    return [one for one in found if kind is None or one["type"] == kind]


def _month(shot: Snapshot, words: str) -> str | None:
    """A month as "2022-03"; one without a year is the latest that an article has."""
    if re.fullmatch(r"\d{4}(-\d{2})?", words):
        return words
    found = re.fullmatch(r"([a-z]{3})[a-z]*\.?(?: (\d{4}))?", words.casefold())
    if found is None or found[1] not in MONTHS:
        return None
    number = f"{MONTHS.index(found[1]) + 1:02}"
    if found[2]:
        return f"{found[2]}-{number}"
    return max((month for month in shot.tallies.months if month.endswith(f"-{number}")), default=None)


def _has_inner(shot: Snapshot, query: NamedQuery, name: str, key: str) -> bool:
    """Whether a parameter is a place with others in it, which the query can be asked for, too."""
    parameter = next(parameter for parameter in query.parameters if parameter.name == name)
    return parameter.type == "entity" and not parameter.required and bool(within(shot, key))
