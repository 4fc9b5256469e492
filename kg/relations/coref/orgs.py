"""Which names of organizations in an article mean one organization."""

from __future__ import annotations

from collections.abc import Sequence

from .chains import Chain
from .gazetteer import country_of, legal_stem, places_of
from .markables import Markable
from .text import fold, text_of
from .tree import Tree
from .words import nouns

SMALL = frozenset({"of", "the", "for", "and", "in", "on", "de", "du", "des", "la", "le", "&", "to", "at"})
SPELLINGS = {
    "defence": "defense",
    "centre": "center",
    "organisation": "organization",
    "labour": "labor",
    "programme": "program",
    "affair": "affairs",
}


def join_organizations(tree: Tree, marks: Sequence[Markable]) -> list[Chain]:
    """Chains of the organizations that the article names; long names are looked at first."""
    found: list[tuple[Chain, list[str]]] = []
    order = sorted(marks, key=lambda mark: (-len(fold(text_of(tree, mark)).split()), mark.start))
    for mark in order:
        text = text_of(tree, mark)
        chain, score, why = _owner(tree, mark, text, found)
        if chain is None:
            chain = Chain("ORG", "", "neuter")
            found.append((chain, []))
            score, why = 1.0, "the same name"
        next(names for known, names in found if known is chain).append(text)
        chain.names[text] += 1
        chain.add(mark, score, why)
    return [chain for chain, _ in found]


def _owner(
    tree: Tree, mark: Markable, text: str, found: list[tuple[Chain, list[str]]]
) -> tuple[Chain | None, float, str]:
    for test, score, why in TESTS:
        fits = [chain for chain, names in found if any(test(text, name) for name in names)]
        if len(fits) == 1:
            return fits[0], score, why
        if fits:
            return (fits[0], score, why) if test is same_name else (None, 0.0, "")
    return None, 0.0, ""


def same_name(one: str, other: str) -> bool:
    """Equal but for case, punctuation, spelling, word order around "of" and the legal form."""
    if fold(one) == fold(other):
        return True
    return bool(content(one)) and content(one) == content(other)


def content(name: str) -> frozenset[str]:
    """The words of a name that count, demonyms as countries: order and small words left out."""
    words = fold(legal_stem(name)).replace("/", " ").split()
    kept = [SPELLINGS.get(word, word) for word in words if word not in SMALL]
    return frozenset(_countries(kept))


def _countries(words: Sequence[str]) -> list[str]:
    return [_country(word) or word.removesuffix("s") for word in words]


def _country(word: str) -> str | None:
    known = country_of(word.capitalize()) if len(word) > 3 else None
    return known.id if known else None


def acronym_of(short: str, long: str) -> bool:
    """Whether the letters of ``short`` are the initials of ``long``, small words taken or left."""
    letters = "".join(c for c in short if c.isalnum()).casefold()
    if not 2 <= len(letters) <= 8 or short.upper() != short or " " in short.strip() or letters.isdigit():
        return False
    words = fold(long).replace("-", " ").replace("/", " ").split()
    if len(words) < 2:
        return False
    return letters in {
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word not in SMALL),
        "".join(word[0] for word in words if word not in ("the", "of")),
    }


def short_form_of(short: str, long: str) -> bool:
    """Whether ``short`` is how ``long`` begins, or all of it but its country."""
    few, many = fold(legal_stem(short)).split(), fold(legal_stem(long)).split()
    if not few or len(few) >= len(many):
        return False
    if _is_state_word(few) or all(word in nouns().generic or word in SMALL for word in few):
        return _without_country(few, many)
    return many[: len(few)] == few or _without_country(few, many)


def _is_state_word(words: Sequence[str]) -> bool:
    text = " ".join(words)
    return bool(places_of(text)) or country_of(text.title()) is not None


def _without_country(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether the long name only adds a country to a short name of two or more telling words."""
    short = frozenset(_countries([SPELLINGS.get(word, word) for word in few if word not in SMALL]))
    long = frozenset(_countries([SPELLINGS.get(word, word) for word in many if word not in SMALL]))
    rest = long - short
    return len(short) > 1 and short < long and all(word.startswith("country/") for word in rest)


TESTS = (
    (same_name, 1.0, "the same name"),
    (acronym_of, 0.92, "the acronym"),
    (short_form_of, 0.88, "a short form of the name"),
)
