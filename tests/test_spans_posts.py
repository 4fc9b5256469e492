"""Places and posts are parted from the names of who has the post; names head their phrases."""

import pytest
from parse_helpers import parse

from kg import language
from kg.spans import mended

OFFICER = """
ASI ASI NNP 4 nsubj B-PERSON
Rafiq Rafiq NNP 1 flat I-PERSON
Islam Islam NNP 1 flat I-PERSON
spoke speak VBD 0 root
"""


def test_a_name_behind_a_title_that_was_taken_for_its_first_word_is_the_head():
    made = mended(parse(OFFICER))
    assert [made.span_text(e.start, e.end) for e in made.ents] == ["Rafiq Islam"]
    assert (made.heads[1], made.deps[1]) == (3, "nsubj")
    assert (made.heads[0], made.deps[0]) == (1, "nmod:desc")
    assert made.heads[2] == 1


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Vestra Oikya Dal (VOD) joint secretary Mahbub Kabir resigned.", "Vestra Oikya Dal", "ORG"),
        ("Samagi Vestapuna General Secretary Ranjith Perera told a paper.", "Samagi Vestapuna", "ORG"),
        ("Anna Berg aide Peter Holm resigned.", "Anna Berg", "PERSON"),
        ("Mary Ann Lund (MAL) sang.", "Mary Ann Lund", "PERSON"),
    ],
)
def test_what_has_initials_or_a_secretary_is_no_person(text, name, label):
    made = mended(language.parse(text))
    assert (name, label) in {(made.span_text(e.start, e.end), e.label) for e in made.ents}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Johor Menteri Besar Datuk Onn Hafidz Jaafar slept.",
            {"Johor": "GPE", "Onn Hafidz Jaafar": "PERSON"},
        ),
        ("Jordan King spoke in Oslo.", {"Jordan King": "PERSON", "Oslo": "GPE"}),
        ("Paris Prince Jackson sang.", {"Paris Prince Jackson": "PERSON"}),
        ("Earlier, MPA Shazia Malhi resigned.", {"Shazia Malhi": "PERSON"}),
    ],
)
def test_a_place_and_a_post_are_no_part_of_a_name(text, named):
    made = mended(language.parse(text))
    assert {made.span_text(e.start, e.end): e.label for e in made.ents} == named


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("It supplies screens to Pear Inc. Velta denied it.", {"Pear Inc.": "ORG", "Velta": "ORG"}),
        (
            "He suspended Parirenya Group of Hospitals chief executive officer Noah Madziva.",
            {"Parirenya Group of Hospitals": "ORG", "Noah Madziva": "PERSON"},
        ),
    ],
)
def test_names_of_firms_are_whole_and_apart(text, named):
    made = mended(language.parse(text))
    assert {made.span_text(e.start, e.end): e.label for e in made.ents} == named


APART = """
Gomez Gomez NNP 1 nsubj B-PERSON
scored score VBD 0 root
as as IN 5 mark
Velta Velta NNP 1 flat B-ORG
beat beat VBD 2 advcl
Lund Lund NNP 5 obj B-ORG
"""


def test_a_name_between_as_and_its_verb_is_the_subject():
    made = mended(parse(APART))
    assert (made.heads[3], made.deps[3]) == (4, "nsubj")
