"""What speaks for two entities being one, beside their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.entities.person_names import PersonName, person_name
from kg.entities.profiles import Profile
from kg.lexicon import given_frequency, surname_frequency
from kg.lexicon.name_words import name_data
from kg.lexicon.small_places import linked_place

_SYLLABLE = re.compile(r"[^aeiouy]*[aeiouy]{1,3}(?:n|ng)?$")
COMMON = -5.3  # log10 of the share of people: a full name more common than this needs evidence
_TITLE, _LINK, _COMPANY_MOST, _OFFICE_AGAINST = 0.9, 2.2, 2.5, 2.0
_COMPANY = {"person": 0.9, "organization": 0.6, "place": 0.4, "city": 0.5, "town": 0.5, "region": 0.5}
_COMPANY |= {"country": 0.25, "macro": 0.3, "water": 0.3, "continent": 0.1}
_SAMPLE = 200  # profiles of one entity that are asked for evidence


@dataclass(slots=True)
class Features:
    """The evidence of one or several profiles together."""

    titles: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Support:
    """How much speaks for two being one, and what."""

    weight: float
    reasons: tuple[str, ...]


def features(found: Iterable[Profile]) -> Features:
    """What the profiles hold together; of very many, the first in order of article."""
    result = Features()
    for profile in sorted(found, key=lambda p: p.member)[:_SAMPLE]:
        result.titles.update(profile.titles)
        result.links.update(profile.links)
        result.company.update(profile.company)
        result.offices.update(profile.offices)
        result.own |= {"person " + " ".join(person_name(name).words) for name in profile.names}
    return result


def shared(left: Features, right: Features) -> Support:
    """The evidence that two sets of profiles share."""
    titles = sorted(left.titles & right.titles)
    links = sorted(left.links & right.links)
    company = sorted((left.company & right.company) - left.own - right.own)
    weight = min(_TITLE * len(titles), 1.5) + min(_LINK * len(links), 4.4)
    weight += min(sum(_weight(key) for key in company), _COMPANY_MOST)
    reasons = [f"both are called {title}" for title in titles]
    reasons += [f"both: {_link_label(link)}" for link in links]
    if left.offices and right.offices and not left.offices & right.offices:
        weight -= _OFFICE_AGAINST
        reasons.append("offices in different countries")
    if company:
        reasons.append("both named with " + ", ".join(_label(key) for key in company[:4]))
    return Support(weight, tuple(reasons))


def _label(key: str) -> str:
    """What a key stands for, to be read by a person."""
    place = linked_place(key)
    return place.name if place else key.split(" ", 1)[-1]


def _link_label(link: str) -> str:
    predicate, arrow, key = link.partition(">") if ">" in link else link.partition("<")
    return f"{predicate} {_label(key)}" if arrow == ">" else f"{_label(key)} {predicate} them"


def _weight(key: str) -> float:
    return _COMPANY.get(key.split(" ")[0].split("/")[0], 0.3)


def frequency(name: PersonName) -> float:
    """Log10 of the share of people that one would expect to bear a full name."""
    given = max((given_frequency(word) for word in name.given if len(word) > 1), default=-1.0)
    middle = -1.0 * (len(name.given) - 1)
    return given + middle + surname_frequency(name.family)


def is_common(name: PersonName) -> bool:
    """Whether so many bear the name that it alone doesn't say who is meant.

    A Chinese or Vietnamese name of two syllables stands for many that differ in tones and signs.
    """
    short = name.family in name_data().family_first and len(name.given) == 1
    return frequency(name) > COMMON or (short and bool(_SYLLABLE.match(name.given[0])))
