"""Whether two names can be one person's, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.entities.person_names import PersonName
from kg.entities.phonetics import distance, skeleton, sound
from kg.lexicon import given_name_gender, is_given_name, surname_frequency
from kg.lexicon.name_words import name_data

SAME = 0.985  # scores: one spelling or only romanised otherwise
KNOWN = 0.95  # a known other form of a given name, or a near romanisation
INITIAL = 0.88
_STRICT = 0.085  # distance of two romanisations of one long word
ESTABLISHED = -5.05  # log10 of the share of people: above it, Walker and Welker are two surnames
_LONG = 5  # letters; shorter words are told apart by a vowel


@lru_cache(maxsize=65536)
def word_score(a: str, b: str, *, given: bool) -> float:
    """How surely two words of names are forms of one name, 0 to 1."""
    if a == b:
        return 1.0
    if not given and min(len(a), len(b)) == 1:
        return 0.0
    if given and (len(a) == 1 or len(b) == 1):
        return INITIAL if a[0] == b[0] else 0.0
    if given and a in name_data().forms.get(b, ()):
        return KNOWN
    apart = distance(a, b)
    if apart == 0.0:
        return SAME if min(len(a), len(b)) >= _LONG or given else 0.9
    return max(0.0, 1.0 - apart)


def strictly_alike(a: str, b: str, *, given: bool) -> bool:
    """Whether two words differ only as romanisations or known forms of one name do."""
    if word_score(a, b, given=given) >= KNOWN and (a == b or distance(a, b) == 0.0 or _form(a, b, given)):
        return True
    if min(len(sound(a)), len(sound(b))) < _LONG or skeleton(a) != skeleton(b) or distance(a, b) > _STRICT:
        return False
    if not given and min(surname_frequency(a), surname_frequency(b)) > ESTABLISHED:
        return False
    return not _gendered(a, b, given)


def _form(a: str, b: str, given: bool) -> bool:
    return given and a in name_data().forms.get(b, ())


def _gendered(a: str, b: str, given: bool) -> bool:
    """Ivanov and Ivanova, Alexander and Alexandra."""
    if given:
        first, second = given_name_gender(a), given_name_gender(b)
        return first is not None and second is not None and first != second
    return a + "a" == b or b + "a" == a


def _swappable(name: PersonName) -> bool:
    """Whether the surname may stand first: the first word is no known given name."""
    if len(name.given) != 1 or len(name.given[0]) == 1:
        return False
    return not is_given_name(name.given[0])


def orders(name: PersonName) -> tuple[PersonName, ...]:
    """The name as it stands, and with the surname first where that can be."""
    if not _swappable(name):
        return (name,)
    swapped = PersonName(name.text, (name.family,), name.given[0], name.patronymic, name.generation)
    return (name, swapped)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How two names of persons compare: ``score`` 0 to 1, ``strict`` if no letter speaks against it."""

    score: float
    strict: bool
    why: str


@lru_cache(maxsize=65536)
def compare(left: PersonName, right: PersonName) -> NameMatch:
    """The best of the orders in which the words of the two names can be read."""
    if left.generation != right.generation and left.generation and right.generation:
        return NameMatch(0.0, False, "of two generations")
    pairs = [(a, b) for a in orders(left) for b in (orders(right) if left is a else (right,))]
    best = max((_compare(a, b) for a, b in pairs), key=lambda match: (match.strict, match.score))
    return best if best.strict else max(best, _without_last(left, right), key=lambda match: match.score)


def _without_last(left: PersonName, right: PersonName) -> NameMatch:
    """How one name is like the other without its last word: "Mariano Rajoy (Brey)"."""
    cut = [(a, b) for a, b in ((left, right), (right, left)) if len(a.given) > len(b.given)]
    found = [_compare(short, b) for a, b in cut if (short := shortened(a))]
    score = max((match.score for match in found if match.strict), default=0.0)
    return NameMatch(0.96 * score, False, "the same name with and without a last word")


def shortened(name: PersonName) -> PersonName | None:
    """The name without its last word, which may be a second surname or a father's name."""
    if len(name.given) < 2 or min(map(len, name.given[-2:])) == 1:
        return None
    return PersonName(name.text, name.given[:-1], name.given[-1], name.patronymic, name.generation)


def _compare(left: PersonName, right: PersonName) -> NameMatch:
    family = word_score(left.family, right.family, given=False)
    if not left.given or not right.given:
        return NameMatch(0.6 * family, False, "one has a surname only")
    short, long = sorted((left, right), key=lambda n: len(n.given))
    scores = _aligned(short.given, long.given)
    if not scores:
        return NameMatch(0.3 * family, False, "given names differ")
    if left.patronymic and right.patronymic:
        scores.append(word_score(left.patronymic, right.patronymic, given=True))
    worst = min(family, *scores)
    extra = len(long.given) - len(short.given)
    strict = _strict(left, right)
    score = 0.5 * worst + 0.5 * (family + sum(scores)) / (1 + len(scores)) - 0.01 * extra
    return NameMatch(score, strict, _why(left, right))


def _aligned(short: tuple[str, ...], long: tuple[str, ...]) -> list[float]:
    """Scores of the given names of the shorter name, in order, against those of the longer."""
    best: list[float] = []
    for start in range(len(long) - len(short) + 1):
        found = [word_score(a, b, given=True) for a, b in zip(short, long[start:], strict=False)]
        best = max(best, found, key=lambda scores: min(scores, default=0.0))
    joined = word_score("".join(short), "".join(long), given=True)
    if joined >= SAME and len(short) != len(long):
        return [joined]
    return best if min(best, default=0.0) >= 0.5 else best if best and len(long) == 1 else []


def _strict(left: PersonName, right: PersonName) -> bool:
    if not strictly_alike(left.family, right.family, given=False):
        return False
    if (
        left.patronymic
        and right.patronymic
        and not strictly_alike(left.patronymic, right.patronymic, given=True)
    ):
        return False
    short, long = sorted((left.given, right.given), key=len)
    starts = range(len(long) - len(short) + 1)
    return any(_fits(short, long[start:]) for start in starts) or (
        len(short) != len(long) and "".join(short) == "".join(long)
    )


def _fits(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the first given names are alike and later ones are, or are their initials."""
    pairs = list(zip(short, long, strict=False))
    return strictly_alike(*pairs[0], given=True) and all(
        strictly_alike(a, b, given=True) or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in pairs[1:]
    )


def _one_generation(one: str | None, other: str | None) -> bool:
    """Whether names with and without suffixes can be one person's; "Jr." is left out of few names in full."""
    return one == other or (not (one and other) and {one, other}.isdisjoint(("younger", "elder")))


def conflict(left: PersonName, right: PersonName) -> str | None:
    """Why two names that otherwise agree cannot be one person's."""
    if not _one_generation(left.generation, right.generation):
        lines = (f"the {n}" if n else "one without a suffix" for n in (left.generation, right.generation))
        return " and ".join(lines)
    pat = left.patronymic, right.patronymic
    if pat[0] and pat[1] and not strictly_alike(pat[0], pat[1], given=True):
        return f"patronymics {pat[0]} and {pat[1]}"
    if left.full and right.full and len(left.given) > 1 and len(right.given) > 1:
        short, long = sorted((left.given, right.given), key=len)
        if not any(_fits(short, long[n:]) for n in range(len(long) - len(short) + 1)):
            return f"middle names {' '.join(left.given)} and {' '.join(right.given)}"
    return None


def _why(left: PersonName, right: PersonName) -> str:
    if left.words == right.words:
        return "the same name"
    if any(len(word) == 1 for word in (*left.given, *right.given)):
        return "an initial fits the given name"
    if len(left.given) != len(right.given):
        return "the same name with and without a middle name"
    return "the same name spelt or romanised otherwise"


def addressed(name: PersonName, others: Iterable[PersonName]) -> PersonName | None:
    """The one of an article's people whom a given name and patronymic can mean.

    Who has the given name as it is spelt there goes before who has another form of it.
    """
    fitting = [o for o in others if o.family and o.given and o.patronymic in (None, name.patronymic)]
    same = {o for o in fitting if o.given[0] == name.given[0]}
    found = same or {o for o in fitting if strictly_alike(o.given[0], name.given[0], given=True)}
    return found.pop() if len({o.words for o in found}) == 1 else None
