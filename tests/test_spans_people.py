"""Names of people are whole, and firms are organizations, on sentences read by the shipped model."""

import pytest

from kg import language
from kg.spans import mended

pytestmark = pytest.mark.model


def labels(text):
    parse = mended(language.parse(text))
    return {parse.span_text(ent.start, ent.end): ent.label for ent in parse.ents}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Moon Jae-kwon, the mayor of Busan, slept.", "Moon Jae-kwon"),
        ("Robert Quarles Sr. founded a school.", "Robert Quarles Sr."),
        ("The board hired Johannes van der Linde as its chief.", "Johannes van der Linde"),
        ('J.R. "Buddy" Marchetti died on Monday.', 'J.R. "Buddy" Marchetti'),
    ],
)
def test_a_name_of_a_person_is_whole(text, name):
    assert labels(text).get(name) == "PERSON"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Brian Moyle runs Harbour Bank.", "Harbour Bank"),
        ("Anna Holm founded the charity Open Harbour.", "Open Harbour"),
        ("Anna Holm is the director of the Pacific Museum.", "Pacific Museum"),
        ("Kristjan Maas leads Estonian Rail.", "Estonian Rail"),
    ],
)
def test_a_firm_is_no_place(text, name):
    assert labels(text).get(name) == "ORG"


def test_places_stay_places():
    found = labels("He drove from the West Bank to Bear Lake and Oslo.")
    assert {found["West Bank"], found["Bear Lake"], found["Oslo"]} <= {"GPE", "LOC", "FAC"}
