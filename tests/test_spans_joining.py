import re

import pytest
from parse_helpers import plain

from kg.records import Ent
from kg.spans.joining import tidied


def spans(text, *ents):
    parse = plain(text)
    return [
        parse.span_text(e.start, e.end)
        for e in tidied(parse, [Ent(start, end, "PERSON", 0.9) for start, end in ents])
    ]


@pytest.mark.parametrize("name", ["El-Sisi", "al-Haddad", "Al-Haddad Nur"])
def test_a_name_behind_an_article_is_whole(name):
    words = len(re.findall(r"\w+|-", name))
    assert spans(f"{name} spoke", (0, 1), (2, words)) == [name]


@pytest.mark.parametrize("text", ["Lee-Kim spoke", "El - Sisi spoke", "El Sisi spoke"])
def test_other_names_stay_apart(text):
    second = 2 if "-" in text else 1
    assert len(spans(text, (0, 1), (second, second + 1))) == 2


def test_names_without_latin_letters_are_left_out():
    assert spans(
        "Wu Li (\u5433\u674e) and \u0130lkay, \u0410\u043d\u043d\u0430 and 3M", (0, 2), (3, 4), (6, 7)
    ) == [
        "Wu Li",
        "\u0130lkay",
    ]


@pytest.mark.parametrize(
    ("text", "name"), [("met James (Jim) Hedges", "James (Jim) Hedges"), ("a (Jim) Hedges", "Jim) Hedges")]
)
def test_a_nickname_in_brackets_is_part_of_the_name(text, name):
    words = len(re.findall(r"\w+|[^\w\s]", text))
    assert spans(text, (words - 3, words)) == [name]


def organizations(text, *ents):
    parse = plain(text)
    return [
        parse.span_text(e.start, e.end)
        for e in tidied(parse, [Ent(start, end, "ORG", 0.9) for start, end in ents])
    ]


def test_a_name_with_its_purpose_is_whole():
    assert organizations("United Party for Growth spoke", (0, 2), (3, 4)) == ["United Party for Growth"]
    assert organizations("Siemens for Growth spoke", (0, 1), (2, 3)) == ["Siemens", "Growth"]


def test_a_state_is_told_without_the_party():
    assert spans("Reed, R-Ohio, spoke", (0, 1), (2, 5)) == ["Reed", "Ohio"]


def test_a_known_place_of_two_names_is_one():
    parse = plain("in Jammu and Kashmir and Kenya")
    found = tidied(parse, [Ent(i, i + 1, "GPE", 0.9) for i in (1, 3, 5)])
    assert [parse.span_text(e.start, e.end) for e in found] == ["Jammu and Kashmir", "Kenya"]


def test_a_known_place_with_a_comma_is_one():
    parse = plain("in Washington , DC and Leeds , Kenya")
    found = tidied(parse, [Ent(i, i + 1, "GPE", 0.9) for i in (1, 3, 5, 7)])
    names = [parse.span_text(e.start, e.end) for e in found]
    assert names[1:] == ["Leeds", "Kenya"] and names[0].endswith("DC")


def test_what_a_body_is_for_is_part_of_its_name():
    assert organizations("The Ashari Group for Preaching and Relief met", (1, 3)) == [
        "Ashari Group for Preaching and Relief"
    ]
    assert organizations("The Ashari Group for two hours met", (1, 3)) == ["Ashari Group"]
    assert organizations("Siemens for Growth spoke", (0, 1)) == ["Siemens"]


def test_a_title_read_as_a_person_is_none():
    assert spans("Grand Ayatollah Hadi Nouri spoke", (0, 2), (2, 4)) == ["Hadi Nouri"]
