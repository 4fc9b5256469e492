"""Words of an interview that stand without quotation marks, on texts read by the shipped model."""

import pytest

import kg.language
from kg.records import Article
from kg.relations import read

pytestmark = pytest.mark.model


def said(text):
    reading = read(Article("a", text), kg.language.parse(text))
    names = {entity.id: entity.name for entity in reading.entities}
    return {
        (names[c.subject], c.predicate, names.get(c.object), c.status, names.get(c.speaker))
        for c in reading.claims
        if c.object is not None
    }


def test_an_answer_is_the_named_speakers():
    text = "Anna Berg: Tom Reed is the director of Siemens.\n\nTom Reed lives in Rome."
    assert said(text) == {
        ("Tom Reed", "heads", "Siemens", "attributed", "Anna Berg"),
        ("Tom Reed", "livesIn", "Rome", "asserted", None),
    }


def test_a_turn_of_an_interview_goes_on_over_paragraphs_and_i_is_who_speaks():
    text = """((XN)) Where do you work?

((Anna Berg)) I live in Oslo.

Tom Reed works for the World Bank.

((XN)) Thank you.

Carl Lund lives in Bergen."""
    assert said(text) == {
        ("Anna Berg", "livesIn", "Oslo", "attributed", "Anna Berg"),
        ("Tom Reed", "worksFor", "World Bank", "attributed", "Anna Berg"),
        ("Carl Lund", "livesIn", "Bergen", "asserted", None),
    }


def test_what_tells_of_the_speaker_between_interviews_is_the_articles():
    text = """((XN)) Where do you work?

((Anna Berg)) I live in Oslo.

Anna Berg works for the World Bank.

((XN)) Why do you run?

I run since I live here.

Carl Lund lives in Bergen.

((XN)) Thank you."""
    assert said(text) == {
        ("Anna Berg", "livesIn", "Oslo", "attributed", "Anna Berg"),
        ("Anna Berg", "worksFor", "World Bank", "asserted", None),
        ("Carl Lund", "livesIn", "Bergen", "asserted", None),
    }


def test_nameless_answers_are_attributed():
    text = "Q: Who is it?\n\nA: Tom Reed is the director of Siemens.\n\nQ: Is he?\n\nA: Yes, he is."
    assert ("Tom Reed", "heads", "Siemens", "attributed", None) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "LONDON: Tom Reed is the director of Siemens.",
        "Tom Reed: director of Siemens",
        "Profile: Tom Reed is the director of Siemens.",
        "Anna Berg: the author.\n\nCarl Lund: her lawyer.\n\nTom Reed is the director of Siemens.",
    ],
)
def test_other_words_before_a_colon_make_no_speaker(text):
    assert all(status == "asserted" for *_, status, _ in said(text))
