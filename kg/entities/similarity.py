"""How alike two names are, typing errors included: for searching and for pairs worth a person's look."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.entities import organization_names
from kg.entities.name_comparison import ESTABLISHED, INITIAL, compare, word_score
from kg.entities.person_names import PersonName, person_name
from kg.entities.phonetics import distance, skeleton
from kg.lexicon import given_name_gender, is_given_name, surname_frequency
from kg.records import EntityType

_DIFFERENT = 0.7
_LIKE = {"0": "o", "1": "i", "3": "e", "5": "s", "9": "g"}
_DIGIT = re.compile(r"(?<=[A-Za-z])[01359]|[01359](?=[A-Za-z])")
_SYLLABIC = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # one sign more or less is another name


@lru_cache(maxsize=65536)
def name_similarity(a: str, b: str, kind: EntityType) -> float:
    """How alike two names of one kind (Person, Organization, ...) are, 0 to 1."""
    return person_similarity(a, b) if kind == EntityType.PERSON else organization_names.similarity(a, b)


def person_similarity(a: str, b: str) -> float:
    """How alike two names of persons are; words may stand in another order, be missing or misspelt."""
    left, right = person_name(_letters(a)), person_name(_letters(b))
    if _SYLLABIC.search(a) and _SYLLABIC.search(b):
        return float(a == b)
    if compare(left, right).strict:
        return 1.0
    joined = distance("".join(left.words), "".join(right.words))
    return min(max(_joined(joined, left, right), _assigned(left, right)), _most(left, right))


def _letters(name: str) -> str:
    """The name with letters in place of the digits that look like them: "Sm1th"."""
    return _DIGIT.sub(lambda match: _LIKE[match.group()], name)


def _most(left: PersonName, right: PersonName) -> float:
    """How alike two names can be at most: a man and a woman, or two known surnames, are two."""
    if not (left.full and right.full and left.given[0] != right.given[0]):
        genders = set[str]()
    else:
        genders = {g for name in (left, right) if (g := given_name_gender(name.given[0]))}
    known = (
        left.family != right.family and min(map(surname_frequency, (left.family, right.family))) > ESTABLISHED
    )
    return (
        _DIFFERENT if len(genders) > 1 or (known and skeleton(left.family) != skeleton(right.family)) else 1.0
    )


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
    for n in sorted(range(len(short)), key=lambda n: (-len(short[n]), n)):  # initials take what is left
        given = n < len(short) - 1
        best = max(rest, key=lambda other: (_word(short[n], other, given=given), other))
        scores.append(_word(short[n], best, given=given))
        rest.remove(best)
    if max((len(word) for word in short), default=0) < 2:
        return 0.0
    turned = len(long) == 2 == len(short) and short[0] != long[0] and min(scores) > 0.9
    both_given = (
        turned
        and all(is_given_name(word) for word in short)
        and word_score(short[0], long[1], given=True) >= min(scores)
    )
    return (0.5 if both_given else 1.0) * min(scores) - 0.01 * len(rest)


def _all(name: PersonName) -> tuple[str, ...]:
    middle = (name.patronymic,) if name.patronymic else ()
    return (*name.given, *middle, name.family) if name.family else name.given


def _word(a: str, b: str, *, given: bool) -> float:
    score = word_score(a, b, given=given)
    return min(score, INITIAL) if 1 in (len(a), len(b)) else score
