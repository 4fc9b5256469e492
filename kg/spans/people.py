"""Names of people that were cut at a hyphen, a particle, a nickname or a suffix, made whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.lexicon.titles import is_given_here, titles
from kg.lexicon.vocabulary import persons
from kg.lexicon.wordlists import word_set
from kg.records import Ent, Parse

MONTHS = frozenset({"March", "April", "May", "June", "July", "August"})
VERBS = frozenset({"MD", "VBZ", "VBD", "VBP"})
HYPHENS = frozenset({"-", "\u2010", "\u2011"})
PREFIXES = frozenset({"anti", "pro", "ex", "non", "post", "pre", "un"})  # of adjectives: "Anti-Vale protests"
APOSTROPHES = frozenset("'’ʿʾ")
QUOTES = frozenset('"“”')


def whole(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities in order, people's names with what the model left out of them."""
    found: list[Ent] = []
    for ent in ents:
        if found and ent.start < found[-1].end:
            continue  # the rest of a name, which the one before has taken in
        ent = _with_month(parse, ent) if ent.label == "PERSON" else ent
        found.append(_grown(parse, ent, found[-1].end if found else 0) if ent.label == "PERSON" else ent)
    return found


def _with_month(parse: Parse, ent: Ent) -> Ent:
    """A given name with a month that is a surname, as what it does follows: "Augusta March" "says"."""
    at = ent.end
    if at - ent.start > 1 or at + 1 >= len(parse) or parse.word(at) not in MONTHS:
        return ent
    named = parse.deps[at] == "flat" and parse.heads[at] == ent.start and parse.tags[at + 1] in VERBS
    return replace(ent, end=at + 1) if named else ent


def _grown(parse: Parse, ent: Ent, free: int) -> Ent:
    start, end = ent.start, ent.end
    while (further := _further(parse, end)) > end:
        end = further
    tied = free <= start - 2 and _is_tied(parse, start - 1) and parse.word(start - 2)[:1].isupper()
    if tied and parse.word(start - 2).lower() not in PREFIXES:
        start -= 2
    if start - 1 >= free and _is_given(parse, start - 1):
        start -= 1
    start = _before_nickname(parse, start, end, free)
    return ent if (start, end) == (ent.start, ent.end) else replace(ent, start=start, end=end)


def _is_given(parse: Parse, at: int) -> bool:
    """Whether the model left a given name to the titles: "CEO Sultan" "Karo"."""
    if not parse.word(at)[:1].isupper():
        return False
    first = max(at - 4, 0)
    return is_given_here([parse.word(i) for i in range(first, min(at + 2, len(parse)))], at - first)


def _further(parse: Parse, end: int) -> int:
    """Where a name goes on to: over "-won", behind "van der", with "Sr."."""
    if end + 1 < len(parse) and _is_tied(parse, end) and parse.word(end + 1).isalpha():
        return end if parse.word(end + 1) in word_set("names", "hyphened") else end + 2
    if end >= len(parse):
        return end
    if (
        end + 1 < len(parse)
        and parse.word(end) in APOSTROPHES
        and parse.word(end + 1).lower().startswith("al-")
    ):
        return end + 2
    if end + 3 < len(parse) and parse.word(end) in APOSTROPHES and _is_tied(parse, end + 2):
        return end + 4 if parse.word(end + 1).lower() in ("al", "el") else end  # "Mohammed Shia' al-Sudani"
    word, last = parse.word(end), parse.word(end - 1)
    if last.islower() and last in persons().particles and (word in persons().particles or word[:1].isupper()):
        return end + 1
    plain = word.rstrip(".").lower()
    suffix = plain in persons().generations and word[:1].isupper() and plain not in titles().modifiers
    return end + 1 if suffix else end


def _is_tied(parse: Parse, i: int) -> bool:
    """Whether a hyphen ties the words on both sides."""
    if not 0 < i < len(parse) - 1 or parse.word(i) not in HYPHENS:
        return False
    return parse.ends[i - 1] == parse.starts[i] and parse.ends[i] == parse.starts[i + 1]


def _before_nickname(parse: Parse, start: int, end: int, free: int) -> int:
    """Where a name begins whose nickname was cut: 'Buddy" Castellano' in 'J.R. "Buddy" Castellano'."""
    quotes = sum(parse.word(i) in QUOTES for i in range(start, end))
    if quotes != 1 or start - 2 < free or parse.word(start - 1) not in QUOTES:
        return start
    return start - 2 if parse.word(start - 2)[:1].isupper() and parse.pos[start - 2] == "PROPN" else start
