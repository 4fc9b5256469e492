"""Datelines are sentences of their own, and their cities are places."""

from __future__ import annotations

import pytest
from parse_helpers import plain

from kg.records import Ent
from kg.spans.datelines import datelines, placed

SENTENCE = "The army came."


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("KHARTOUM, Aug 12, 2024 - ", "KHARTOUM"),
        ("NEW YORK (AP) — ", "NEW YORK"),
        ("LEEDS, England, 3 June 2024 (Agency) – ", "LEEDS, England"),
        ("Washington (AP) -- ", "Washington"),
        ("RIO DE JANEIRO - ", "RIO DE JANEIRO"),
        ("SEOUL--(BUSINESS WIRE)--", "SEOUL"),
        ("PORT-AU-PRINCE, Haiti (AP) — ", "PORT-AU-PRINCE, Haiti"),
        ("BEIRUT/CAIRO, March 3 (Agency) - ", "BEIRUT/CAIRO"),
    ],
)
def test_a_dateline_ends_at_its_dash(line: str, places: str) -> None:
    text = line + SENTENCE
    (found,) = datelines(text, ())
    assert (text[: found.places_end], text[found.end :]) == (places, SENTENCE)


@pytest.mark.parametrize(
    "text",
    [
        "NATO - the alliance - met.",
        "Anna Berg - the mayor - left.",
        "Mr. Smith (Labour) - he won.",
        "June 3, 2024 - he came.",
    ],
)
def test_other_dashes_are_none(text: str) -> None:
    assert not list(datelines(text, ()))


def test_a_dateline_stands_at_the_beginning_of_any_paragraph() -> None:
    text = "A headline\n\nOSLO (AP) - The army came. LIMA (AP) - no."
    assert [text[line.start : line.places_end] for line in datelines(text, (12,))] == ["OSLO"]


def test_what_a_dateline_names_is_a_place() -> None:
    text = "LEEDS, England, May 3 - Leeds won."
    parse = plain(text)
    ents = [Ent(0, 3, "ORG", 0.99), Ent(4, 6, "DATE", 0.9), Ent(7, 8, "ORG", 0.9)]
    found = [(ent.start, ent.end, ent.label) for ent in placed(parse, ents)]
    assert found == [(0, 1, "GPE"), (2, 3, "GPE"), (4, 6, "DATE"), (7, 8, "ORG")]
