"""Which names of organizations in an article mean one organization."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.coref.abbreviations import acronym_of, blend_of, is_small
from kg.coref.chains import Chain
from kg.coref.gazetteer import country_of, legal_stem, places_of
from kg.coref.markables import Markable
from kg.coref.name_strings import leading_words, text_of
from kg.coref.owners import owner, several_owners, without_owner
from kg.lexicon.fold import fold, unaccented
from kg.lexicon.name_words import organization_data
from kg.lexicon.vocabulary import nouns
from kg.syntax.tree import Tree

BRACKETS = frozenset("([")
LONGEST_ACRONYM = 10
EVERYBODYS = frozenset(
    {"army", "navy", "force", "forces", "police", "guard", "court", "bank", "party", "council"}
)


def join_organizations(tree: Tree, marks: Sequence[Markable]) -> list[Chain]:
    """Chains of the organizations that the article names; long names are looked at first.

    Among short ones those in brackets after a name come first: a headline may use an acronym before
    the text says what it stands for.
    """
    found: list[Chain] = []
    exact: dict[str, Chain] = {}
    ends = {mark.end for mark in marks}

    def turn(mark: Markable) -> tuple[int, bool, int]:
        bracketed = mark.start - 1 in ends and tree.words[mark.start - 1] in BRACKETS
        return -len(unaccented(text_of(tree, mark)).split()), not bracketed, mark.start

    order, shared = sorted(marks, key=turn), several_owners(tree, marks)
    for mark in order:
        text = text_of(tree, mark)
        parted = without_owner(text) in shared
        key = f"{without_owner(text)} {owner(tree, mark)}" if parted else unaccented(text)
        chain, score, why = exact.get(key), 1.0, "the same name"
        if not parted and (chain is None or _is_generic(text)):
            chain, score, why = _owner(tree, mark, text, found)
        if chain is None:
            chain, score, why = Chain("ORG", "", "neuter"), 1.0, "the same name"
            found.append(chain)
        exact.setdefault(key, chain)
        chain.names[text] += 1
        chain.add(mark, score, why)
    return found


def _owner(tree: Tree, mark: Markable, text: str, found: Sequence[Chain]) -> tuple[Chain | None, float, str]:
    before = [
        chain for chain in found if any(_in_brackets(tree, link.mark, mark, text) for link in chain.links)
    ]
    if len(before) == 1:
        return before[0], 0.95, "in brackets after the name"
    if _is_generic(text):
        return _nearest_with(mark, unaccented(text), found)
    for test, score, why in TESTS:
        fits = [chain for chain in found if any(test(text, name) for name in chain.names)]
        if len(fits) == 1:
            return fits[0], score, why
        if fits:
            return (fits[0], score, why) if test is same_name else (None, 0.0, "")
    return None, 0.0, ""


def _in_brackets(tree: Tree, long: Markable, short: Markable, text: str) -> bool:
    """Whether an abbreviation stands in brackets right after a longer name."""
    closed = short.end == len(tree.words) or tree.words[short.end] != ":"  # not so in "(NYSE: ABC)"
    follows = long.end + 1 == short.start and tree.words[long.end] in BRACKETS and closed
    follows = follows or list(tree.words[long.end : short.start]) == [
        ",",
        "or",
    ]  # "the Union of Smiths, or USM,"
    capitals = " " not in text and sum(c.isupper() for c in text) >= 2 and len(text) <= LONGEST_ACRONYM
    return follows and (capitals or blend_of(text, text_of(tree, long)))


def _is_generic(text: str) -> bool:
    words = unaccented(text).split()
    return len(words) == 1 and words[0] in nouns().generic and not text.isupper()


def _nearest_with(mark: Markable, word: str, found: Sequence[Chain]) -> tuple[Chain | None, float, str]:
    """For "the Commission": the organization with the word in its name that was named last before."""
    fits = [
        (max(before), chain)
        for chain in found
        if any(word in leading_words(name) for name in chain.names)
        and (before := [link.mark.start for link in chain.links if link.mark.start < mark.start])
    ]
    if not fits:
        return None, 0.0, ""
    return max(fits, key=lambda fit: fit[0])[1], 0.75, f"its name holds {word}"


def same_name(one: str, other: str) -> bool:
    """Equal but for case, punctuation, spelling, word order around "of" and the legal form."""
    if unaccented(one) == unaccented(other):
        return True
    return bool(content(one)) and content(one) == content(other)


@lru_cache(maxsize=1 << 14)
def content(name: str) -> frozenset[str]:
    """The words of a name that count, demonyms as countries: order and small words left out."""
    stem = unaccented(legal_stem(name)).replace("/", " ")
    known = organization_data().same.get(fold(name), "")
    if known and "Department" not in known:  # "Department of State" is the same without a land
        stem = unaccented(known)
    return frozenset(_countries(stem.split()))


def _countries(words: Sequence[str]) -> list[str]:
    """The words that count, each in its usual spelling, demonyms as countries."""
    known = organization_data()
    kept = (
        known.spellings.get(word) or known.shortened.get(word, word) for word in words if not is_small(word)
    )
    return [_country(word) or word.removesuffix("s") for word in kept]


@lru_cache(maxsize=1 << 14)
def _country(word: str) -> str | None:
    known = country_of(word.capitalize()) if len(word) > 3 else None
    return known.id if known else None


def short_form_of(short: str, long: str) -> bool:
    """Whether ``short`` is how ``long`` begins, or all of it but its country."""
    few, many = unaccented(legal_stem(short)).split(), unaccented(legal_stem(long)).split()
    if not few or len(few) >= len(many):
        return False
    if len(few) > 1 and (" ".join(few) in " ".join(many).split("/") or _is_central(few, many)):
        return True
    if all(word in nouns().generic or is_small(word) for word in few):
        return _without_country(few, many)
    if many[: len(few)] == few and all(map(_is_tail, many[len(few) :])):
        return True
    if many[: len(few)] == few and _is_company(long) and not _is_known(few):
        return True
    ends = len(few) == 1 and many[-1] == few[0] and not is_small(many[-2])
    return ends or _are_initials_of(short, few, many) or _without_country(few, many)


def _are_initials_of(short: str, few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether capitals, no place's, are the first of two words: "VLT" of "VLT Electronics"."""
    return len(many) == 2 and few[0] == many[0] and short.isupper() and len(short) > 2 and not _is_known(few)


def _is_central(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether the long name only adds that the body is the land's: "Central" Electoral Bureau."""
    added = many[: len(many) - len(few)]
    return (
        list(many[len(added) :]) == list(few)
        and set(added) <= organization_data().central
        and few[-1] not in EVERYBODYS
    )


def _is_company(name: str) -> bool:
    """Whether a name has a legal form: "Hanseo Semiconductor Co., Ltd."."""
    return unaccented(legal_stem(name)) != unaccented(name)


def _is_known(words: Sequence[str]) -> bool:
    """Whether what a company's name begins with is also a place's or a people's: "China" Railway Ltd."""
    return len(words) == 1 and (_country(words[0]) is not None or bool(places_of(words[0].capitalize())))


def _is_tail(word: str) -> bool:
    """Whether a name may end in this word or leave it out: "Group", "News", a city."""
    if word in organization_data().tails or nouns().types.get(word) == "ORG":
        return True
    return any(place.kind == "city" for place in places_of(word))


def _without_country(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether the long name only adds a country to a short name of two or more telling words."""
    short, long = frozenset(_countries(few)), frozenset(_countries(many))
    rest = long - short
    return len(short) > 1 and short < long and all(word.startswith("country/") for word in rest)


TESTS = (
    (same_name, 1.0, "the same name"),
    (acronym_of, 0.92, "the acronym"),
    (short_form_of, 0.88, "a short form of the name"),
)
