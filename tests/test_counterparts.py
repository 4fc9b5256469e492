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
        if c.object and c.predicate == "ministerOf"
    }


def test_a_counterpart_has_the_office():
    text = "Egypt's Foreign Minister Sameh Badran met his Sudanese counterpart Mariam Osman in Khartoum."
    assert ("Mariam Osman", "ministerOf", "Sudan") in offices(text)


def test_the_office_may_stand_in_a_sentence_before():
    text = "Egypt's Foreign Minister Sameh Badran left. Badran met his Sudanese counterpart Mariam Osman."
    assert ("Mariam Osman", "ministerOf", "Sudan") in offices(text)


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
