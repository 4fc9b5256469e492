"""Whoever is an officeholder's counterpart of another country has the same office there."""

import pytest

from kg import language
from kg.records import Article
from kg.relations import read

pytestmark = pytest.mark.model


def offices(text):
    reading = read(Article("a", text), language.parse(text))
    named = {entity.id: entity.name for entity in reading.entities}
    return {
        (named[c.subject], c.predicate, named[c.object])
        for c in reading.claims
        if c.object and c.predicate in ("ministerOf", "headOfStateOf", "ambassadorOf")
    }


def test_a_counterpart_has_the_office():
    text = "Egypt's Foreign Minister Sameh Badran met his Sudanese counterpart Mariam Osman in Khartoum."
    assert ("Mariam Osman", "ministerOf", "Sudan") in offices(text)


def test_the_office_may_stand_in_a_sentence_before():
    text = "Egypt's Foreign Minister Sameh Badran left. Badran met his Sudanese counterpart Mariam Osman."
    assert ("Mariam Osman", "ministerOf", "Sudan") in offices(text)


def test_the_office_may_be_told_by_a_title_alone():
    text = "Foreign Minister Anna Berg called her French counterpart, Paul Kern."
    assert ("Paul Kern", "ministerOf", "France") in offices(text)


def test_a_head_of_state_and_an_ambassador_have_counterparts_too():
    text = "Egyptian President Sameh Badran met his Sudanese counterpart Mariam Osman."
    assert ("Mariam Osman", "headOfStateOf", "Sudan") in offices(text)
    text = "Egyptian Ambassador Sameh Badran met his Sudanese counterpart Mariam Osman."
    assert ("Mariam Osman", "ambassadorOf", "Sudan") in offices(text)


@pytest.mark.parametrize("name", ["Sameh Badran", "Mariam Osman"])
def test_neither_has_the_office_of_the_other(name):
    text = (
        "Cairo's Foreign Minister Sameh Badran told his Sudanese counterpart, Mariam Osman, that he agrees."
    )
    places = {place for subject, _, place in offices(text) if subject == name}
    assert places <= ({"Sudan"} if name == "Mariam Osman" else {"Cairo"})


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg met her Kenyan counterpart Peter Holm.",
        "Egypt's Foreign Minister Sameh Badran met his counterpart Mariam Osman.",
        "Velta chief executive Anna Berg met her Kenyan counterpart Peter Holm.",
    ],
)
def test_where_no_office_or_no_country_is_told_nothing_is_read(text):
    assert "Mariam Osman" not in {subject for subject, _, _ in offices(text)}
    assert "Peter Holm" not in {subject for subject, _, _ in offices(text)}
