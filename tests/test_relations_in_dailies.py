"""What dailies leave to the reader: deputies, headmasters, joined titles, nouns that open a sentence."""

import pytest

from kg import language
from kg.records import Article
from kg.relations import read

pytestmark = pytest.mark.model


def said(text, predicate):
    reading = read(Article("a", text), language.parse(text))
    named = {entity.id: entity.name for entity in reading.entities}
    return {
        (named[c.subject], named[c.object])
        for c in reading.claims
        if c.object and c.predicate == predicate and not c.doubtful
    }


@pytest.mark.parametrize(
    "text",
    [
        "Evelyn Marsh, mayor of Leeds, and her deputy, Rolf Ocker, signed the law.",
        "Evelyn Marsh is the mayor of Leeds. Her vice mayor, Rolf Ocker, signed the law.",
    ],
)
def test_a_deputy_is_of_what_the_chief_heads(text):
    assert ("Rolf Ocker", "Leeds") in said(text, "deputyHeadOf")


@pytest.mark.parametrize(
    "text",
    [
        "Evelyn Marsh, the former mayor of Leeds, and her deputy, Rolf Ocker, signed the law.",
        "Evelyn Marsh, a lawyer from Leeds, and her deputy, Rolf Ocker, signed the law.",
        "Evelyn Marsh, mayor of Leeds, and a deputy, Rolf Ocker, signed the law.",
    ],
)
def test_without_a_chief_in_office_there_is_no_deputy(text):
    assert not said(text, "deputyHeadOf")


def test_joined_titles_are_of_the_same_firm():
    text = "Carla Mendez, the founder and CEO of Halgrave Foods, has opened a shop in Leeds."
    assert said(text, "founderOf") == said(text, "chiefExecutiveOf") == {("Carla Mendez", "Halgrave Foods")}


@pytest.mark.parametrize("post", ["Headmaster Rolf Ocker", "The headmaster, Rolf Ocker,"])
def test_a_headmaster_is_of_the_only_school_around(post):
    assert said(f"Dunmore Girls School was closed on Monday. {post} was away.", "heads") == {
        ("Rolf Ocker", "Dunmore Girls School")
    }


def test_of_two_schools_a_headmaster_is_of_neither():
    text = "Dunmore Girls School and Tarrow College were closed. Headmaster Rolf Ocker was away."
    assert not said(text, "heads")


@pytest.mark.parametrize("who", ["she", "Ana Souza"])
def test_what_opens_a_sentence_is_said_of_its_subject(who):
    text = f"Ana Souza won the vote on Monday. A graduate of Lund University, {who} was happy."
    assert said(text, "educatedAt") == {("Ana Souza", "Lund University")}


def test_a_date_that_opens_a_sentence_is_nobody():
    text = "Ana Souza won on Monday. A year ago at Lund University, she was ill."
    assert not said(text, "educatedAt")
