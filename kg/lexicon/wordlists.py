"""The word lists of this room: which lists each YAML file in ``data`` holds, and where to ask for one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kg.lexicon import loader

KEYS = {
    "verbs": """taking_office naming object_role object_control oblique_control change holding object_gerund
        judging beginning ousting stating outscoring defeating holding_office training offering anywhere""",
    "nouns": """people organizations whole partial never_people not_named_before named_before descent offices
        seated_for seated_of appointing charges unspecific""",
    "organizations": """party school team league government employer public armed irregular military
        described institutions sited no_names posts units agencies civil chambers houses portfolios
        bodies_of contesting""",
    "factuality": """negators no_negation negative_prepositions no_longer future conditional hedges
        future_in_past resolving resolved formerly former_adjectives planned_adjectives failed_adjectives
        unreal_adjectives given_adjectives say tell think doubt deny factive confirm fail call_off halt
        trips end plan attempt seem claim accuse false_adjectives true_adjectives unsure_adjectives
        lasting lasting_as acquit guilt plead wrongly verdict_nouns overturn nominating posing playing
        quit_office removed_from_office plan_nouns claim_nouns fail_nouns unreal_nouns evidence_nouns
        account_nouns unreal_objects carriers installing occur leave power collapse ranks given outcomes
        come_about gather voice voicing_nouns request wish toward_events readiness
        exits announced_plans voiced_by_deeds
        days_to_come ahead_of_day days asked turned_down""",
    "names": """facility sure_facility regions directions armed sites somebody sitting inhabited events
        occupations initials stations press foreign peoples with_purpose kinds_of_organizations companies
        firms of_firms firms_are occasions gatherings won titles_of_events sent_to of_staff people_are
        also_called things halves ships vessels hardware eponymous firms_have groups_are no_kind passing
        dated openings grouped of_fires works sports team_sports of_clubs hyphened""",
    "abbreviations": "whole",
    "deaths": "subject object hurt nouns remains last toll",
    "narrowing": "singling no_narrowing",
    "taken_up": "person never body of_many of_any of_titles of_kind",
    "actors": """bodies agents speaking voices officers people collectives masses campaigns none vague titled
        capital_bodies at_home abroad loyal firms crowds""",
    "gazetteer": """party school team league government employer public armed irregular military
        organizations media whole_names types types_too makers addressed""",
}
EVENT_LISTS = (
    "behind",
    "before",
    "of_peoples",
    "not_behind",
    "none",
    "others",
    "plain",
    "alone",
    "telling",
    "parts",
    "sessions",
)
CHECKS: Mapping[str, loader.Check[dict[str, Any]]] = {
    **{name: loader.lists(keys.split(), loader.set_of()) for name, keys in KEYS.items()},
    "gazetteer": loader.record(
        {**dict.fromkeys(KEYS["gazetteer"].split(), loader.set_of()), "called": loader.table(loader.set_of())}
    ),
    "acts": loader.table(loader.set_of()),
    "events": loader.record(
        {
            "names": loader.table(loader.set_of()),
            "called": loader.table(loader.set_of()),
            **dict.fromkeys(EVENT_LISTS, loader.set_of()),
        }
    ),
    "offices": loader.record(
        {
            "adjectives": loader.table(loader.text, loader.lower),
            "before": loader.set_of(),
            "behind": loader.set_of(),
        }
    ),
    "caution": loader.record({"least": loader.lists(("grave", "other"), loader.number)}),
}


@cache
def word_lists(name: str) -> Mapping[str, Any]:
    """A word list of the room: the YAML file of that name in ``data``."""
    return loader.load(files("kg.lexicon") / "data" / f"{name}.yaml", CHECKS[name])


def word_set(name: str, key: str) -> frozenset[str]:
    """One list of a word file."""
    found: frozenset[str] = word_lists(name)[key]
    return found


@cache
def of_kind(kind: str) -> frozenset[str]:
    """The words in names of organizations that tell a kind, and the well-known names that are of it."""
    return word_set("organizations", kind) | word_set("gazetteer", kind)
