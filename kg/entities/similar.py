"""How alike two names are, typing errors included: for searching and for pairs worth a person's look."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.entities import organizations
from kg.entities.names import INITIAL, PersonName, compare, person_name, word_score
from kg.entities.sounds import distance
from kg.lexicon import is_given_name

_SYLLABIC = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # one sign more or less is another name


@lru_cache(maxsize=65536)
def name_similarity(a: str, b: str, kind: str) -> float:
    """How alike two names of one kind (Person, Organization, ...) are, 0 to 1."""
    return person_similarity(a, b) if kind == "Person" else organizations.similarity(a, b)


def person_similarity(a: str, b: str) -> float:
    """How alike two names of persons are; words may stand in another order, be missing or misspelt."""
    left, right = person_name(a), person_name(b)
    if _SYLLABIC.search(a) and _SYLLABIC.search(b):
        return float(a == b)
    if compare(left, right).strict:
        return 1.0
    joined = distance("".join(left.words), "".join(right.words))
    return max(_joined(joined, left, right), _assigned(left, right))


def _joined(apart: float, left: PersonName, right: PersonName) -> float:
    same_count = len(left.words) == len(right.words)
    return 1.0 - 2 * apart if apart <= 0.12 and not same_count else 0.0


def _assigned(left: PersonName, right: PersonName) -> float:
    """Every word of the shorter name matched to its likest in the longer; the worst pair decides."""
    short, long = sorted((_all(left), _all(right)), key=len)
    if len(short) == 1 < len(long):
        return 0.5 * max(word_score(short[0], w, given=False) for w in long)
    if not short:
        return float(left.text.casefold() == right.text.casefold())
    rest, scores = list(long), []
    for n, word in enumerate(short):
        best = max(rest, key=lambda other: (_word(word, other, given=n < len(short) - 1), other))
        scores.append(_word(word, best, given=n < len(short) - 1))
        rest.remove(best)
    if max((len(word) for word in short), default=0) < 2:
        return 0.0
    turned = len(long) == 2 == len(short) and short[0] != long[0] and min(scores) > 0.9
    both_given = (
        turned
        and all(is_given_name(word) for word in short)
        and scores[0] == word_score(short[0], long[1], given=True)
    )
    return (0.5 if both_given else 1.0) * min(scores) - 0.01 * len(rest)


def _all(name: PersonName) -> tuple[str, ...]:
    middle = (name.patronymic,) if name.patronymic else ()
    return (*name.given, *middle, name.family) if name.family else name.given


def _word(a: str, b: str, *, given: bool) -> float:
    score = word_score(a, b, given=given)
    return min(score, INITIAL) if 1 in (len(a), len(b)) else score
