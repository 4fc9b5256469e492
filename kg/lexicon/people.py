"""Given names, their gender, and how common names are."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.lexicon.fold import fold
from kg.lexicon.packed_tables import SortedTable

UNKNOWN = -6.5
"""Log10 of the share of people that bear a name which no list holds."""

_GENDERS = {"f": "female", "m": "male", "": None}
_PATRONYMIC = re.compile(
    r"(?P<female>.{3,}(?:ovna|evna|ivna|yivna|inichna))$|(?P<male>.{2,}(?:ovich|evich|ovych|yovych))$"
)
_FEMALE_SURNAME = re.compile(r".{3,}(?:ova|eva|skaya|skaia|dottir)$")


@lru_cache(maxsize=1)
def _people() -> SortedTable:
    return SortedTable("people.tsv.gz")


@lru_cache(maxsize=131072)
def _entry(name: str) -> tuple[str | None, float | None, float | None]:
    line = _people().get(fold(name))
    if line is None:
        return None, None, None
    gender, given, family = line.split("\t")
    return _GENDERS[gender], float(given) if given else None, float(family) if family else None


def given_name_gender(name: str) -> str | None:
    """ "female" or "male" where nearly all bearers of the given name are; None for both or unknown.

    A double name ("Jean-Claude", "Mary Ann") goes by its first part, a patronymic by its ending.
    """
    gender = _entry(name)[0]
    if gender:
        return gender
    parts = fold(name).split()
    patronymic = _PATRONYMIC.match(parts[-1]) if parts else None
    if patronymic:
        return "female" if patronymic["female"] else "male"
    genders = (_entry(part)[0] for part in parts) if len(parts) > 1 else ()
    return next((gender for gender in genders if gender), None)


def name_gender(name: str) -> str | None:
    """The gender that a full name shows by patronymic, given name or the surname's ending."""
    parts = [part for part in fold(name).split() if len(part) > 1]
    for part in parts[1:]:
        patronymic = _PATRONYMIC.match(part)
        if patronymic and len(parts) > 2:
            return "female" if patronymic["female"] else "male"
    if len(parts) < 2:
        return None
    given = _entry(parts[0])[0]
    return "female" if given is None and _FEMALE_SURNAME.match(parts[-1]) else given


def is_given_name(name: str) -> bool:
    """Whether lists of given names hold the name."""
    return _entry(name)[1] is not None


def is_surname(name: str) -> bool:
    """Whether lists of surnames hold the name."""
    return _entry(name)[2] is not None


def given_frequency(name: str) -> float:
    """Log10 of the share of people with this given name, UNKNOWN for one that no list holds."""
    value = _entry(name)[1]
    return UNKNOWN if value is None else value


def surname_frequency(name: str) -> float:
    """Log10 of the share of people with this surname, UNKNOWN for one that no list holds."""
    value = _entry(name)[2]
    return UNKNOWN if value is None else value
