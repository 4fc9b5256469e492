"""Spans of entities put right where the words were cut unluckily, and names in other scripts left out."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product

from kg.lexicon import places
from kg.lexicon.parties import parties
from kg.lexicon.titles import titles
from kg.lexicon.vocabulary import persons
from kg.lexicon.wordlists import word_set
from kg.records import Ent, Parse, Span
from kg.spans.tokens import texts

ARTICLES = frozenset(
    {"al", "el", "ad", "ed", "an", "en", "ar", "er", "as", "es", "at", "et", "az", "ez", "ash", "esh"}
)
HYPHEN = "-"
FIRMS = frozenset({"PERSON", "ORG", "GPE", "MISC"})
PAIRED = frozenset({"country", "region"})
PARTIES = ("D", "R", "I")
PREFIXES = frozenset({"Anti", "Pro", "anti", "pro"})
PREFIXED = frozenset({"PERSON", "GPE", "LOC"})
PARTY_SCORE = 0.9  # of a party that the model did not see


def tidied(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """Return the entities in order, names after an Arabic article whole, none without Latin letters."""
    ents = _with_pairs(parse, _with_parties(parse, ents))
    found = (_with_nickname(parse, ent) for ent in _joined(parse, ents) if _is_readable(parse, ent))
    return [_with_purpose(parse, _without_suffix(parse, _without_party(parse, ent))) for ent in found]


def _without_suffix(parse: Parse, ent: Ent) -> Ent:
    """Return a person's name without the honours behind it: "Miriam Katz QC"."""
    end = ent.end
    while ent.label == "PERSON" and end - ent.start > 2 and parse.word(end - 1) in persons().honours:
        end -= 1
    return ent if end == ent.end else replace(ent, end=end)


def _with_parties(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """Return the entities with known parties of several words whole: "Reform UK", not "UK"."""
    found = list(ents)
    for start, end in _parties(parse):
        rivals = [ent for ent in found if ent.start < end and start < ent.end]
        if all(start <= ent.start and ent.end <= end for ent in rivals):
            score = max((ent.score for ent in rivals), default=PARTY_SCORE)
            found = [ent for ent in found if ent not in rivals] + [Ent(start, end, "ORG", score)]
    return sorted(found, key=lambda ent: (ent.start, ent.end))


def _with_pairs(parse: Parse, ents: list[Ent]) -> list[Ent]:
    """Return the entities with known places of two names whole: "Jammu and Kashmir"."""
    found = ents
    for start, end in _pairs(parse, {ent.end: ent for ent in ents}, {ent.start: ent for ent in ents}):
        rivals = [ent for ent in found if ent.start < end and start < ent.end]
        if rivals and all(start <= ent.start and ent.end <= end for ent in rivals):
            kept = [ent for ent in found if ent not in rivals]
            found = [*kept, Ent(start, end, "GPE", max(ent.score for ent in rivals))]
    return sorted(found, key=lambda ent: (ent.start, ent.end))


def _pairs(parse: Parse, ends: Mapping[int, Ent], starts: Mapping[int, Ent]) -> Iterator[Span]:
    """Yield where "and" or a comma stands in the name of a place that the lexicon knows: "Washington, DC"."""
    for i in range(1, len(parse) - 1):
        if parse.word(i) == "," and i in ends and i + 1 in starts:
            start, end = ends[i].start, starts[i + 1].end
            if ends[i].label == starts[i + 1].label == "GPE" and places().lookup(parse.span_text(start, end)):
                yield start, end
        if parse.word(i) not in ("and", "&") or not (i in ends or i + 1 in starts):
            continue
        firsts = [ends[i].start] if i in ends else [i - 1]
        lasts = [starts[i + 1].end] if i + 1 in starts else [i + 2]
        for start, end in product(firsts, lasts):
            if any(place.kind in PAIRED for place in places().lookup(parse.span_text(start, end))):
                yield start, end


def _parties(parse: Parse) -> Iterator[Span]:
    """Yield where a party is named by words that stand in the lexicon."""
    known = _party_words()
    for start in range(len(parse)):
        for name in known.get(parse.word(start), ()):
            if texts(parse, start, start + len(name)) == name:
                yield start, start + len(name)
                break


@lru_cache(maxsize=1)
def _party_words() -> Mapping[str, list[tuple[str, ...]]]:
    """Return the names of several plain words by the first, longer ones first."""
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    plain = (tuple(name.split()) for name in parties() if name.replace(" ", "").isalpha())
    for name in sorted(plain, key=lambda name: (-len(name), name)):
        if len(name) > 1:
            found[name[0]].append(name)
    return found


def _without_party(parse: Parse, ent: Ent) -> Ent:
    """Return "Ohio" for "R-Ohio", "Vale" for "Anti-Vale"."""
    if ent.end - ent.start < 3 or parse.word(ent.start + 1) != HYPHEN:
        return ent
    prefixed = ent.label in PREFIXED and parse.word(ent.start) in PREFIXES
    if not prefixed and parse.word(ent.start) not in PARTIES:
        return ent
    return replace(ent, start=ent.start + 2)


def _with_nickname(parse: Parse, ent: Ent) -> Ent:
    """Return "James (Jim) Hedges" for "Jim) Hedges"."""
    start = ent.start
    inside = texts(parse, start, ent.end)
    if ent.label != "PERSON" or start < 2 or ")" not in inside or "(" in inside:
        return ent
    if parse.word(start - 1) != "(" or not parse.word(start - 2).istitle():
        return ent
    return replace(ent, start=start - 2)


def _joined(parse: Parse, ents: Iterable[Ent]) -> Iterator[Ent]:
    """Yield the entities, "El" and "Sisi" of "El-Sisi" as one, and the parts of a name with "for"."""
    last: Ent | None = None
    for ent in ents:
        if last is not None and _is_article(parse, last, ent):
            last = replace(ent, start=last.start)
            continue
        if last is not None and _is_firm(parse, last, ent):
            last = replace(last, end=ent.end, label="ORG")
            continue
        if last is not None and _is_title(parse, last, ent):
            last = ent
            continue
        if last is not None and _is_purpose(parse, last, ent):
            last = replace(last, end=ent.end)
            continue
        if last is not None:
            yield last
        last = ent
    if last is not None:
        yield last


def _is_article(parse: Parse, first: Ent, second: Ent) -> bool:
    at = first.end
    return (
        second.start == at + 1
        and first.end - first.start == 1
        and parse.word(at) == HYPHEN
        and parse.ends[at - 1] == parse.starts[at]
        and parse.ends[at] == parse.starts[at + 1]
        and parse.word(first.start).lower() in ARTICLES
    )


def _is_firm(parse: Parse, first: Ent, second: Ent) -> bool:
    """Whether "&" ties two names to one of a firm: "Harlan & Pike" Co."""
    tied = second.start == first.end + 1 and parse.word(first.end) == "&"
    return tied and first.label in FIRMS and second.label in FIRMS


def _is_purpose(parse: Parse, first: Ent, second: Ent) -> bool:
    """Whether a name goes on behind "for": "United Party" for "National Development"."""
    at = first.end
    return (
        first.label == second.label == "ORG"
        and second.start == at + 1
        and parse.word(at) == "for"
        and parse.word(at - 1).lower() in word_set("names", "with_purpose")
    )


def _is_title(parse: Parse, first: Ent, second: Ent) -> bool:
    """Whether what is read as a person is but the title before one: "Grand Ayatollah" before a name."""
    if first.label != "PERSON" or second.label != "PERSON" or second.start != first.end:
        return False
    words = [word.lower().rstrip(".") for word in texts(parse, first.start, first.end)]
    return all(word in persons().honorifics or word in titles().modifiers for word in words)


def _with_purpose(parse: Parse, ent: Ent) -> Ent:
    """Return a body's name with what it is for: "Ashari Group for Preaching and Relief"."""
    end = ent.end
    if ent.label != "ORG" or end + 1 >= len(parse) or parse.word(end) != "for":
        return ent
    if parse.word(end - 1) not in _purposeful() or not parse.word(end + 1).istitle():
        return ent
    last = end + 1
    while last + 1 < len(parse) and _goes_on(parse, last + 1):
        last += 1
    while not parse.word(last).istitle():
        last -= 1
    return ent if places().lookup(parse.word(end + 1)) else replace(ent, end=last + 1)


@lru_cache(maxsize=1)
def _purposeful() -> frozenset[str]:
    return frozenset(word.capitalize() for word in word_set("names", "with_purpose") | {"group"})


def _goes_on(parse: Parse, i: int) -> bool:
    """Whether a word goes on with a name in capitals; "and", "of" and "the" only before such a word."""
    word = parse.word(i)
    if word.istitle():
        return parse.pos[i] not in ("VERB", "AUX", "PRON", "DET")
    return word in ("and", "of") and i + 1 < len(parse) and parse.word(i + 1).istitle()


def _is_readable(parse: Parse, ent: Ent) -> bool:
    """Whether an entity has a Latin letter or a digit: the model reads no other script."""
    return any(_is_latin(c) for word in texts(parse, ent.start, ent.end) for c in word)


def _is_latin(c: str) -> bool:
    return (c.isascii() and c.isalnum()) or c.isdigit() or unicodedata.name(c, "").startswith("LATIN")
