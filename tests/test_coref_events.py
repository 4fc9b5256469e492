"""Events with a name: where they are named, which names are one event, and what means them afterwards."""

from __future__ import annotations

import pytest

from kg import coref, language
from kg.entities.group_matching import told_form
from kg.lexicon.event_nouns import event_kind
from kg.records import EntityType
from kg.spans import mended


def events(text: str) -> list[tuple[str, list[str]]]:
    """The events of a text, each with the words that mean it."""
    parse = mended(language.parse(text))
    found = coref.resolve(parse)
    said: dict[str, list[str]] = {event.id: [] for event in found.events}
    for ref in found.occasions:
        said[ref.entity or ""].append(parse.span_text(ref.start, ref.end))
    return [(event.name, said[event.id]) for event in found.events]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("2019 Pylos Regatta", "race"),
        ("Festival of Light", "festival"),
        ("Tropical Storm Vesta", "storm"),
        ("presidential election in Norland", "election"),
        ("COP27", "gathering"),
        ("Salute to Norland", ""),
        ("Convention on Mines", None),
        ("Nordic Trade Agreement", None),
        ("Anna Berg Show", None),
        ("Oslo Motor Show", "festival"),
    ],
)
def test_the_noun_of_a_name_tells_the_kind(name, kind):
    assert event_kind(name) == kind


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Anna Berg spoke at the African Union summit in Addis Ababa. The two-day summit ends on Sunday.",
            {"African Union summit": ["African Union summit", "The two-day summit"]},
        ),
        (
            "The 2015 Handball World Cup opens. Norway hosts the tournament. Denmark won the last World Cup.",
            {
                "2015 Handball World Cup": ["2015 Handball World Cup", "the tournament"],
                "World Cup": ["World Cup"],
            },
        ),
        (
            "Leaders met at a security conference in Munich. The conference ended on Sunday.",
            {"security conference in Munich": ["security conference in Munich", "The conference"]},
        ),
        (
            "The Norwegian presidential election was held in May. Anna Berg won the election.",
            {"Norwegian presidential election": ["Norwegian presidential election", "the election"]},
        ),
        (
            "The 2019 Pylos Open ended on Sunday. Anna Berg beat Peter Holm in the final.",
            {"2019 Pylos Open": ["2019 Pylos Open", "the final"]},
        ),
        (
            "Novafest, a music festival, opened in Oslo. Anna Berg attended.",
            {"Novafest": ["Novafest", "attended"]},
        ),
        (
            "Hurricane Vesta hit the Bahamas on Monday. The storm weakened, but Vesta is still dangerous.",
            {"Hurricane Vesta": ["Hurricane Vesta", "The storm", "Vesta"]},
        ),
    ],
)
def test_descriptions_and_short_names_mean_the_event_named_before(text, said):
    assert dict(events(text)) == said


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg won the 2012 Summer Olympics title and Peter Holm that of the 2016 Summer Olympics.",
        "After the NATO summit in Oslo she left for the NATO summit in Riga.",
        "The Reform Party's 2020 convention was short, the Green Party's 2020 convention was long.",
    ],
)
def test_another_year_place_or_owner_is_another_event(text):
    assert len(events(text)) == 2


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The Munich Security Conference opened. A conference was cancelled; the conference was small.",
        "The Munich Security Conference opened. The previous conference was small.",
        "The Munich Security Conference opened. In the event, nobody came.",
        "The Munich Security Conference opened. The conference of bishops was small.",
    ],
)
def test_what_may_be_another_one_means_none(text):
    assert events(text) == [("Munich Security Conference", ["Munich Security Conference"])]


def test_events_of_several_articles_are_one_by_name_and_year_alone():
    event = EntityType.EVENT
    assert told_form(event, "2022 World Cup") == told_form(event, "World Cup 2022")
    assert told_form(event, "COP27") is not None
    assert told_form(event, "61st Pylos Biennale") is not None
    for name in ("G20 summit", "World Cup", "presidential election in Norland", "Formula 1 Grand Prix"):
        assert told_form(event, name) is None
