"""Names of bodies that the model cut at "and", at a dash, at "for a" or at an Arabic link, made whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from kg.lexicon import is_given_name, places
from kg.lexicon.titles import is_title
from kg.lexicon.wordlists import word_set
from kg.records import Ent, Parse

HYPHENS = frozenset({"-", "‐", "‑"})
DASHES = HYPHENS | {"–"}
LINKS = frozenset({"wa", "wal", "was"})  # "and" and "and the"
SCORE = 0.9  # of a well-known name that the model did not see
BODIES = frozenset({"ORG", "PERSON", "GPE", "LOC", "MISC"})


def whole(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities in order, names of bodies with what was cut off."""
    found: list[Ent] = []
    for ent in _with_known(parse, ents):
        if found and ent.start < found[-1].end:
            continue  # what the one before has taken in
        free = found[-1].end if found else 0
        grown = _grown(parse, ent, free)
        if found and _is_rest(parse, found[-1], grown):
            found[-1] = replace(found[-1], end=grown.end, label="ORG")
        else:
            found += _without_demonym(parse, grown)
    return _without_overlaps(found)


def _without_overlaps(ents: list[Ent]) -> list[Ent]:
    kept: list[Ent] = []
    for ent in ents:
        if not kept or ent.start >= kept[-1].end:
            kept.append(ent)
    return kept


def _grown(parse: Parse, ent: Ent, free: int) -> Ent:
    start, end, label = ent.start, ent.end, ent.label
    if label == "DATE" and end < len(parse) and _is_day(parse, ent):
        return replace(ent, end=end + 1, label="ORG")  # "March 23 Movement"
    if [parse.word(i) for i in range(end - 1, min(end + 2, len(parse)))] == ["Fire", "and", "Rescue"]:
        service = end + 2 < len(parse) and parse.word(end + 2) in ("Service", "Department", "Authority")
        return replace(ent, end=end + 2 + service, label="ORG")
    openings = word_set("names", "openings")
    if label in BODIES and start > free and parse.word(start - 1) in openings:
        return replace(ent, start=start - 1, label="ORG")
    if label in BODIES and end - start > 1 and parse.word(start) in openings and not _is_other(parse, ent):
        return replace(ent, label="ORG")
    if label != "ORG":
        return ent
    end = _with_wing(parse, ent)
    return replace(ent, start=_begin(parse, replace(ent, end=end), free), end=end)


def _is_other(parse: Parse, ent: Ent) -> bool:
    """Whether a town or a person begins like an armed group: "Lashkar Gah", "Hayat Saloumi"."""
    person = ent.label == "PERSON" and is_given_name(parse.word(ent.start))
    return person or bool(places().lookup(parse.span_text(ent.start, ent.end)))


def _is_day(parse: Parse, ent: Ent) -> bool:
    """Whether a movement is called after a day of a month."""
    day = ent.end - ent.start == 2 and parse.word(ent.end - 1).isdigit() and parse.word(ent.start).isalpha()
    return day and parse.word(ent.end) in word_set("names", "dated")


def _with_wing(parse: Parse, ent: Ent) -> int:
    """Where a movement's name ends behind that of its wing: "Liberation Movement-North"."""
    at = ent.end + 1
    if at >= len(parse) or not _is_tied(parse, ent.end, HYPHENS) or not parse.word(at)[:1].isupper():
        return ent.end
    word, last = parse.word(at), parse.word(ent.end - 1)
    if word.isupper() and last.isupper() and ent.end - ent.start == 1:  # "ABS-CBN", not "EU-US"
        known = word_set("gazetteer", "organizations")
        return ent.end if {word, last} & known or places().lookup(word) else at + 1
    alone = at + 1 >= len(parse) or not parse.word(at + 1)[:1].isupper()
    wing = alone and places().adjective(word) is None and word.isalpha()
    return at + 1 if wing and _is_whole(parse, ent) else ent.end


def _begin(parse: Parse, ent: Ent, free: int) -> int:
    """Where a name begins before "and" or a dash: "Justice and" "Development Party"."""
    at = ent.start - 2
    if at < free or not parse.word(at).istitle() or parse.pos[at] not in ("PROPN", "NOUN"):
        return ent.start
    if _is_tied(parse, at + 1, DASHES):
        return at
    joined = parse.word(at + 1).lower() in ("and", "&") and _is_whole(parse, ent)
    inside = range(ent.start, ent.end)
    linked = parse.heads[at] in inside or any(parse.heads[i] == at for i in inside)
    return at if joined and linked and not is_title(parse, at, at + 1) else ent.start


def _is_whole(parse: Parse, ent: Ent) -> bool:
    """Whether its last word says what kind of body it is."""
    last = parse.word(ent.end - 1).lower()
    return ent.end - ent.start > 1 and last in word_set("organizations", "described")


def _is_tied(parse: Parse, i: int, marks: frozenset[str]) -> bool:
    if not 0 < i < len(parse) - 1 or parse.word(i) not in marks:
        return False
    return parse.ends[i - 1] == parse.starts[i] and parse.ends[i] == parse.starts[i + 1]


def _is_rest(parse: Parse, first: Ent, second: Ent) -> bool:
    """Whether a name goes on in the next: behind "for a", "and" after an adjective, "wal-"."""
    if second.label not in BODIES | {"NORP"}:
        return False
    if _is_group_of(parse, first, second):
        return True
    if first.label != "ORG":
        return False
    if second.start == first.end:
        return parse.word(second.start) in LINKS and second.end - second.start > 1
    between = [parse.word(i).lower() for i in range(first.end, second.start)]
    if between in (["in"], ["for"], ["to"]) and parse.word(first.end - 1) in ("Mission", "Office"):
        return second.label in ("GPE", "LOC")  # "Assistance Mission in Vestra"
    if between in (["for", "a"], ["for", "the"]):
        words = {parse.word(i).lower() for i in range(first.start, first.end)}
        own = second.label == "ORG" or (
            between[1] == "a" and not places().adjective(parse.word(second.start))
        )
        return own and not words.isdisjoint(word_set("names", "with_purpose"))
    return between == ["and"] and _are_adjectives(parse, first, second)


def _is_group_of(parse: Parse, first: Ent, second: Ent) -> bool:
    """Whether a group's name goes on with what it is of: "Velta Group of" "Hospitals"."""
    grouped = parse.word(first.end - 1) == "Group" and first.end - first.start > 1
    linked = second.start == first.end + 1 and parse.word(first.end) == "of"
    return grouped and linked and parse.word(second.start) in word_set("names", "grouped")


def _are_adjectives(parse: Parse, first: Ent, second: Ent) -> bool:
    """Whether "and" ties two adjectives before one noun: "for a Free" "Sovereign Vestra"."""
    last = first.end - 1
    if first.end - first.start < 3 or parse.pos[last] != "ADJ" or not parse.word(last)[:1].isupper():
        return False
    return parse.heads[last] in range(second.start, second.end) or parse.pos[second.start] == "ADJ"


def _without_demonym(parse: Parse, ent: Ent) -> list[Ent]:
    """An armed group's name parted from the people before it: "Syrian" "Hay'at Tahrir al-Sham"."""
    at = ent.start + 1
    if ent.label != "ORG" or at >= ent.end or parse.word(at) not in word_set("names", "openings"):
        return [ent]
    if places().adjective(parse.word(ent.start)) is None:
        return [ent]
    return [replace(ent, end=at, label="NORP"), replace(ent, start=at)]


def _with_known(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities with well-known names that hold "in" or a dash whole."""
    found = list(ents)
    for start, end in _known(parse):
        rivals = [ent for ent in found if ent.start < end and start < ent.end]
        if all(start <= ent.start and ent.end <= end for ent in rivals):
            kept = [ent for ent in found if ent not in rivals]
            found = [*kept, Ent(start, end, "ORG", max([SCORE, *(ent.score for ent in rivals)]))]
    return sorted(found, key=lambda ent: (ent.start, ent.end))


def _known(parse: Parse) -> Iterator[tuple[int, int]]:
    ends = {end: i + 1 for i, end in enumerate(parse.ends)}
    for match in _names().finditer(parse.text):
        start, end = bisect_left(parse.starts, match.start()), ends.get(match.end())
        if end is not None and start < end and parse.starts[start] == match.start():
            yield start, end


@cache
def _names() -> re.Pattern[str]:
    names = sorted(word_set("gazetteer", "whole_names"), key=lambda name: (-len(name), name))
    forms = (re.escape(name).replace(r"\-", "[-‑–]").replace(r"\ ", r"\s") for name in names)
    return re.compile(rf"\b(?:{'|'.join(forms)})\b")
