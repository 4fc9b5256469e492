"""Names of people are whole, and firms are organizations, on sentences read by the shipped model."""

import pytest

from kg import language
from kg.records import Article
from kg.relations import read
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


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Chad and Sudan have accused each other. Chad closed its border.", "Chad", "Place"),
        ("Chad Olsen left. Chad was tired.", "Chad Olsen", "Person"),
        ("Anna Berg has a nephew named Jordan (Ruiz).", "Jordan", "Person"),
        ("Officials at the Flood Warning Center in Oslo left.", "Flood Warning Center", "Organization"),
    ],
)  # fmt: skip
def test_given_names_of_countries_and_centres_with_officials(text, name, kind):
    reading = read(Article("a", text), language.parse(text))
    assert (name, kind) in {(entity.name, str(entity.type)) for entity in reading.entities}


@pytest.mark.parametrize("title", ["Ato", "Datuk Seri", "Shri", "Mallam", "Cde"])
def test_forms_of_address_are_no_part_of_a_name(title):
    text = f"{title} Mihret Dessa spoke in Oslo."
    reading = read(Article("a", text), language.parse(text))
    assert "Mihret Dessa" in {entity.name for entity in reading.entities}
