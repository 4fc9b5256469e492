"""Names of stations before titles, on words without a tree."""

import pytest
from parse_helpers import plain

from kg.records import Ent
from kg.spans.stations import whole


def first(text, label, words=1):
    parse = plain(text)
    after = words + 2
    found = whole(parse, [Ent(0, words, label, 0.9), Ent(after, after + 2, "PERSON", 0.9)])[0]
    return parse.span_text(found.start, found.end), found.label


@pytest.mark.parametrize("medium", ["TV", "Radio", "News", "Television"])
def test_the_last_word_of_a_station_is_in_its_name(medium):
    assert first(f"Orvane {medium} reporter Ada Lind spoke", "ORG") == (f"Orvane {medium}", "ORG")


def test_a_town_gives_a_station_its_name():
    assert first("Abu Dhabi TV reporter Ada Lind spoke", "GPE", 2) == ("Abu Dhabi TV", "ORG")


def test_the_television_of_a_land_or_at_large_is_no_station():
    assert first("Canada TV reporter Ada Lind spoke", "GPE") == ("Canada", "GPE")
    assert first("Chicago TV reporter Ada Lind spoke", "GPE") == ("Chicago", "GPE")


def test_other_words_stay_outside():
    assert first("Orvane TV sets Ada Lind spoke", "ORG") == ("Orvane", "ORG")
    assert first("BBC TV reporter Ada Lind spoke", "ORG") == ("BBC", "ORG")
    assert first("Orvane Cup reporter Ada Lind spoke", "ORG") == ("Orvane", "ORG")
