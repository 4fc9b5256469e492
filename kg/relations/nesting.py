"""Whether one of two names side by side lies in or belongs to the other, as surface rules ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from kg.coref.context import kinds
from kg.lexicon.vocabulary import place_nouns
from kg.lexicon.wordlists import word_set
from kg.records import LocalEntity
from kg.relations.selectional import Found, contains, is_known_inside
from kg.relations.surface_patterns import Item

Row = Sequence[Item]
Bound = Mapping[str, int]
JOINING = frozenset({"and", "or", "&"})
PLACING = frozenset(
    {
        "in",
        "at",
        "near",
        "on",
        "of",
        "from",
        "around",
        "outside",
        "to",
        "across",
        "for",
        "between",
        "off",
        "inside",
    }
)
WIDE = frozenset({"country", "continent"})
LONG_ADDRESS = 4  # items from the first to the last of three places with two commas
PLACES = frozenset({"GPE", "LOC", "FAC"})
REACH = 5  # items behind a name in which another one would go on with the list


def contained(row: Row, bound: Bound, subject: Found, object_: Found) -> bool:
    """Whether "A, B" can mean that A lies in B: B is a country or region, and not A's neighbour in a list."""
    outer, inner = object_.entity, subject.entity
    if outer is None or inner is None:
        return False
    if is_known_inside(outer, inner):
        return True
    return contains(outer, inner) and not_list(row, bound, subject, object_)


def not_list(row: Row, bound: Bound, subject: Found, object_: Found) -> bool:
    """Whether the names stand apart from an enumeration: no "and" after them, or no place behind it."""
    last = max(bound.values())
    after = last + 1
    if after >= len(row) or row[after].word not in JOINING:
        return True
    further = [one.ref.type for one in row[after + 1 : after + REACH] if one.ref is not None]
    return _is_place(row[last]) and bool(further) and further[0] not in PLACES | {"NORP"}


def nested(row: Row, bound: Bound, subject: Found, object_: Found) -> bool:
    """Whether "in A, B" means that A lies in B though the lexicon need not know either."""
    pair = _pair(subject, object_, WIDE | {"region"})
    if pair is None:
        return False
    outer, inner = pair
    if is_known_inside(outer, inner):
        return True
    if _is_of_capital(row, bound["subject"]) or _is_landmark(row, bound["subject"]):
        return False
    return _can_surround(outer, inner) and _ends(row, bound["object"] + 1) and not _goes_on(row, bound)


def _is_of_capital(row: Row, at: int) -> bool:
    """Whether a place is what the next one is the capital of: "the capital of A, B"."""
    return at >= 2 and row[at - 1].word == "of" and row[at - 2].word in ("capital", "seat")


def _is_landmark(row: Row, at: int) -> bool:
    """Whether a place only tells where another one is: "30 miles south of A, in B", "near the town of A"."""
    start = at
    while start and (row[start - 1].word in ("of", "the") or row[start - 1].pos in ("NOUN", "ADJ", "ADV")):
        start -= 1
    before = [item.word for item in row[max(start - 1, 0) : at]]
    return "near" in before or any(
        word in word_set("names", "directions") and after == "of" for word, after in pairwise(before)
    )


def within(row: Row, bound: Bound, subject: Found, object_: Found) -> bool:
    """Whether "A in B" and "B's A" mean that A lies in B though the lexicon need not know either."""
    pair = _pair(subject, object_)
    if pair is None:
        return False
    outer, inner = pair
    if is_known_inside(outer, inner):
        return True
    if "region" in kinds(inner) or row[max(bound.values())].ref is None:
        return False
    inside_town = "city" in kinds(outer) and kinds(inner)[-1:] == ("place",) and "city" not in kinds(inner)
    return (inside_town or _can_surround(outer, inner)) and not _goes_on(row, bound)


def chained(row: Row, bound: Bound, subject: Found, object_: Found) -> bool:
    """Whether "A, B" is part of an address that ends in a country or region: "in A, B, C"."""
    pair = _pair(subject, object_)
    if pair is None:
        return False
    inner = pair[1]
    first, last = _address(row, bound)
    end = row[last].entity
    if end is None or not {"country", "region"} & set(kinds(end)) or not _is_placed(row, first):
        return False
    if not _ends(row, last + 1) or (
        last + 2 < len(row) and row[last + 1].word == "," and _joined(row, last + 2)
    ):
        return False
    long = last - first >= LONG_ADDRESS and "country" in kinds(end)
    return is_known_inside(end, inner) or contains(end, inner) or long


def _address(row: Row, bound: Bound) -> tuple[int, int]:
    """The first and the last of the places around a pair that stand in one row with commas between."""
    first, last = bound["subject"], bound["object"]
    while first >= 2 and row[first - 1].word == "," and _is_place(row[first - 2]):
        first -= 2
    while last + 2 < len(row) and row[last + 1].word == "," and _is_place(row[last + 2]):
        last += 2
    return first, last


def _is_place(item: Item) -> bool:
    return item.ref is not None and item.ref.type in PLACES


def _joined(row: Row, at: int) -> bool:
    """Whether a list goes on: "and D"."""
    return row[at].word in JOINING


def _is_placed(row: Row, first: int) -> bool:
    """Whether a preposition stands before the address, or the noun of what is there: "in Kaga village, B"."""
    before = [row[i].word for i in range(max(0, first - 2), first)]
    return any(word in PLACING for word in before) and not any(word in JOINING for word in before)


def sharing(row: Row, bound: Bound, subject: Found, object_: Found) -> bool:
    """Whether both of "A and B, C" lie in C."""
    outer, inner = object_.entity, subject.entity
    beside = row[bound["other"]].entity
    if outer is None or inner is None or beside is None or not {"country", "region"} & set(kinds(outer)):
        return False
    if any({"country", "continent"} & set(kinds(one)) or _passes(outer, one) for one in (inner, beside)):
        return False
    surrounded = all(is_known_inside(outer, one) or contains(outer, one) for one in (inner, beside))
    return surrounded and _ends(row, bound["object"] + 1) and not _goes_on(row, bound)


def of_larger(row: Row, bound: Bound, subject: Found, object_: Found) -> bool:
    """Whether "the A of B" names a part of B: the lexicon knows, or A is called an area."""
    outer, inner = object_.entity, subject.entity
    if outer is None or inner is None or {"country", "continent"} & set(kinds(inner)):
        return False
    if _goes_on(row, bound):
        return False
    named = len(inner.name.split()) > 1 and _last(subject) in place_nouns().in_names
    return is_known_inside(outer, inner) or (named and not is_known_inside(inner, outer))


def area(row: Row, bound: Bound, subject: Found, object_: Found) -> bool:
    """Whether the subject's name ends with the kind of area that it is: "Lekki district"."""
    named = subject.entity is not None and len(subject.entity.name.split()) > 1
    return named and _last(subject) in place_nouns().in_names and within(row, bound, subject, object_)


def plainly_in(row: Row, bound: Bound, subject: Found, object_: Found) -> bool:
    """Whether nothing goes on behind "ORG's PLACE": no noun, no list."""
    after = max(bound.values()) + 1
    ends = after >= len(row) or (row[after].pos not in ("NOUN", "PROPN", "ADJ") and row[after].word != "-")
    return ends and not _is_landmark(row, bound["subject"]) and within(row, bound, subject, object_)


def _pair(
    subject: Found, object_: Found, never: frozenset[str] = WIDE
) -> tuple[LocalEntity, LocalEntity] | None:
    """The outer and the inner place; None where one is none, or the inner one lies in no such place."""
    outer, inner = object_.entity, subject.entity
    if outer is None or inner is None or never & set(kinds(inner)) or _passes(outer, inner):
        return None
    return outer, inner


def _passes(outer: LocalEntity, inner: LocalEntity) -> bool:
    """Whether a river, a road or mountains only pass through a town or a region."""
    words = inner.name.split()
    passing = word_set("names", "passing")
    return bool({words[0], words[-1]} & passing) and "country" not in kinds(outer)


def _can_surround(outer: LocalEntity, inner: LocalEntity) -> bool:
    """Whether nothing speaks against it: a known city lies in a region of its own, if not in a country."""
    found = kinds(outer)
    if "region" in found:
        return True
    if "country" in found:
        return contains(outer, inner)
    return found == ("place",) and not contains(inner, outer)


def _ends(row: Row, at: int) -> bool:
    """Whether a phrase ends here: at a mark or before a preposition."""
    return at >= len(row) or (row[at].ref is None and row[at].pos in ("PUNCT", "ADP", "SCONJ"))


def _goes_on(row: Row, bound: Bound) -> bool:
    """Whether the names are the first of a list: "in A, B, C and D"."""
    at = bound["object"] + 1
    while at + 1 < len(row) and row[at].word == ",":
        if row[at + 1].word in JOINING:
            return True
        ref = row[at + 1].ref
        if ref is None or ref.type not in PLACES:
            return False
        at += 2
    return at < len(row) and row[at].word in JOINING


def institution(row: Row, bound: Bound, subject: Found, object_: Found) -> bool:
    """Whether the subject is named after the kind of house that it is in: an embassy, a museum."""
    houses = word_set("organizations", "institutions") | word_set("organizations", "sited")
    return _last(subject) in houses or _kind(subject) in houses


def unit(row: Row, bound: Bound, subject: Found, object_: Found) -> bool:
    """Whether the subject is called a part of something: "Faculty of Arts", "Nordic Centre for Law"."""
    return _kind(subject) in word_set("organizations", "units")


def _kind(found: Found) -> str:
    """The noun in a name that says what bears it: "faculty" in "Faculty of Arts"."""
    name = found.entity.name.lower().split() if found.entity is not None else []
    end = next((i for i, word in enumerate(name) if i and word in ("of", "for", "on")), len(name))
    return name[end - 1] if name else ""


def _last(found: Found) -> str:
    return found.entity.name.split()[-1].lower() if found.entity is not None else ""
