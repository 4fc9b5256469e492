"""Which names abbreviate others."""

from __future__ import annotations

import pytest

from kg.coref.abbreviations import abbreviates, blend_of


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("NSB", "Nordic Seed Bank"),
        ("Nordvolc", "Nordic Institute of Volcanology"),
        ("KfS", "Kreditanstalt fuer Seefahrt"),
        ("U.K.", "United Kingdom"),
    ],
)
def test_letters_in_order_or_beginnings_of_words_abbreviate(short: str, long: str) -> None:
    assert abbreviates(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Oslo", "Nordic Seed Bank"),
        ("Nordic", "Nordic Seed Bank"),
        ("Bank", "Nordic Seed Bank"),
        ("N", "Nordic Seed"),
    ],
)
def test_a_place_or_a_word_of_the_name_does_not(short: str, long: str) -> None:
    assert not abbreviates(short, long)


def test_a_blend_needs_beginnings_of_two_words() -> None:
    assert blend_of("Seefahr", "See Fahrt")
    assert not blend_of("Nordisch", "Nordischer Bund")
