"""People without names across articles: one only where head noun and anchor are the same.

Events with a name are one where it is the same and holds a year or its number: "2022 World Cup", "COP27".
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from kg.entities.clusters import Clusters
from kg.lexicon import fold
from kg.records import EntityType

_WORD = re.compile(r"\d[\d,.]*|[^\W\d_][\w-]*")
_NUMBER = re.compile(r"\b(?:18|19|20)\d\d\b|\b\d{1,3}(?:st|nd|rd|th)\b|\bCOP ?-?\d{1,2}\b")
_ONE = frozenset({"a", "an", "another"})
_BINDING = frozenset(
    [
        "of",
        "in",
        "from",
        "at",
        "for",
        "on",
        "the",
        "a",
        "an",
        "and",
        "s",
        "about",
        "around",
        "some",
        "nearly",
        "almost",
        "over",
        "more",
        "than",
    ]
)


def resolve_groups(clusters: Clusters, indices: list[int]) -> None:
    """Joins the profiles of groups that are anchored to the same thing."""
    forms: dict[str, list[int]] = defaultdict(list)
    for n in indices:
        profile = clusters.profiles[n]
        form = told_form(profile.type, profile.names[0])
        if form is not None:
            forms[form].append(n)
    for form in sorted(forms):
        first, *others = forms[form]
        for other in others:
            clusters.join(
                first, other, 0.8, ("the same people of the same place or body, or the same event",)
            )


def told_form(kind: EntityType, name: str) -> str | None:
    """What a group or event shares with those of other articles that are the same, if it can be the same."""
    if kind == EntityType.GROUP:
        return group_form(name)
    return " ".join(sorted(fold(name).split())) if _NUMBER.search(name) else None


@lru_cache(maxsize=16384)
def group_form(name: str) -> str | None:
    """The head noun and, sorted, number and anchor; None for one of many and people of nowhere."""
    words = _WORD.findall(name)
    if not any(word[0].isupper() for word in words) or words[0].lower() in _ONE:
        return None
    folded = [fold(word) for word in words]
    split = next((n for n, word in enumerate(folded) if n and word in _BINDING), len(folded))
    head, *rest = (folded[split - 1], *folded[: split - 1], *folded[split:])
    return " ".join([head, *sorted(word for word in rest if word not in _BINDING)])
