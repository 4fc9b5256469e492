"""What comes of trying a rule: a match, or a miss with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from kg.relations.rules import Rule
from kg.relations.selectional import Found
from kg.relations.title_holders import TitleMention


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that found both arguments at a trigger."""

    rule: Rule
    predicate: str
    trigger: int
    subject: Found
    object: Found
    title: TitleMention | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    """A rule that was triggered and failed, with the reason, for ``kg rules try``."""

    rule: Rule
    trigger: int
    reason: str
