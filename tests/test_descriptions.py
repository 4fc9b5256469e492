"""What a definite description means, on the shipped model's parses."""

from __future__ import annotations

import pytest

from kg import coref, language
from kg.lexicon.kinds import description_kinds, takes_up
from kg.spans import mended


def meaning(text: str, phrase: str) -> str | None:
    """The name of what the last phrase of that form means."""
    parse = mended(language.parse(text))
    found = coref.resolve(parse)
    names = {entity.id: entity.name for entity in found.entities}
    at = text.rindex(phrase)
    inside = range(at, at + len(phrase))
    ref = [ref for ref in found.refs if parse.starts[ref.head] in inside and ref.kind == "nominal"]
    return names.get(ref[-1].entity or "") if ref else None


@pytest.mark.parametrize(
    ("text", "phrase", "wanted"),
    [
        (
            "The television network Telewizja Nord lost its licence on Monday. "
            "Minister Anna Berg accused the network of spreading lies.",
            "the network",
            "Telewizja Nord",
        ),
        (
            "Germany banned the Hungarian airline Aeris Air on Monday. The airline rejected the ban.",
            "The airline",
            "Aeris Air",
        ),
        ("Anna Berg lives in the city of Bergen.", "the city", "Bergen"),
        (
            "The newspaper Nordkurier printed the letter. Anna Berg sued the paper.",
            "the paper",
            "Nordkurier",
        ),
        ("NATO sends troops to Norway. Anna Berg said the alliance was ready.", "the alliance", "NATO"),
        (
            "Hamas fired rockets on Monday. Karim Nassar, a member of the group, left the town.",
            "the group",
            "Hamas",
        ),
        (
            "Nordbank hired Tom Reed in May. The former Kelvar Systems executive will run an office in Oslo.",
            "The former Kelvar Systems executive",
            "Tom Reed",
        ),
        (
            "Anna Berg was arrested on Friday. The 54-year-old was born in Bergen.",
            "The 54-year-old",
            "Anna Berg",
        ),
        (
            "Actor Tom Reed divorced Lena Holm. In 2012, the actor married Anna Berg.",
            "the actor",
            "Tom Reed",
        ),
    ],
)
def test_a_description_takes_up_what_introduced_a_name(text: str, phrase: str, wanted: str) -> None:
    assert meaning(text, phrase) == wanted


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The airline Aeris Air cut its flights. Anna Berg sued the paper.", "the paper"),
        ("Voters in Norway elect a parliament. The party that wins most seats governs.", "The party"),
        ("Anna Berg met Tom Reed on Friday. The former minister was born in Bergen.", "The former minister"),
        (
            "NATO met on Friday. Kelvar Aid broke into a base, and the alliance of 12 firms rejoiced.",
            "the alliance",
        ),
    ],
)
def test_a_description_of_another_kind_means_none_of_the_names(text: str, phrase: str) -> None:
    assert meaning(text, phrase) is None


def test_every_noun_takes_up_itself() -> None:
    assert "regatta" in takes_up("regatta")
    assert {"newspaper", "paper"} <= takes_up("paper")
    assert all(noun not in kinds for noun, kinds in description_kinds().items())
