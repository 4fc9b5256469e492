"""Plural phrases that mean several named things, on the shipped model's parses."""

from __future__ import annotations

import pytest

from kg import language
from kg.records import Article
from kg.relations import read


def claims(text: str, relation: str) -> list[tuple[str, str | None]]:
    """Who is said to stand in a relation to whom."""
    reading = read(Article("a", text), language.parse(text))
    names = {entity.id: entity.name for entity in reading.entities}
    found = [c for c in reading.claims if c.predicate == relation]
    return sorted((names[c.subject], names.get(c.object or "")) for c in found)


@pytest.mark.parametrize(
    ("text", "relation", "wanted"),
    [
        (
            "Tom Reed married Ada Brandt in 2004. The couple live in Bergen.",
            "livesIn",
            [("Ada Brandt", "Bergen"), ("Tom Reed", "Bergen")],
        ),
        (
            "Norway and Sweden have long quarrelled over fish. Both countries accused Russia of spying.",
            "accuses",
            [("Norway", "Russia"), ("Sweden", "Russia")],
        ),
        (
            "Tom Reed and Ada Brandt founded Kelvar Systems in 1998. They also own the newspaper Daily Post.",
            "ownerOf",
            [("Ada Brandt", "Daily Post"), ("Tom Reed", "Daily Post")],
        ),
        (
            "Norway and Sweden met for years. On Friday, the two countries signed a trade agreement.",
            "agreedWith",
            [("Norway", "Sweden")],
        ),
    ],
)
def test_what_is_said_of_both_is_said_of_each(text: str, relation: str, wanted: list[object]) -> None:
    assert claims(text, relation) == wanted


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Norway, Sweden and Denmark met on Monday. The two countries condemned Russia.", "opposes"),
        ("Ada Brandt met Tom Reed. Police said the two brothers killed Lena Holm.", "killed"),
        (
            "Norway and Sweden met. The two countries' foreign ministers, Tom Reed and Lena Holm, left.",
            "ministerOf",
        ),
    ],
)
def test_where_it_is_open_who_is_meant_nothing_is_said(text: str, relation: str) -> None:
    assert not [one for one in claims(text, relation) if one[0] != "two brothers"]


def test_what_is_said_of_each_is_a_claim_of_its_own() -> None:
    text = "Tom Reed and Ada Brandt founded Kelvar Systems in 1998. They also own the newspaper Daily Post."
    ids = [claim.id for claim in read(Article("a", text), language.parse(text)).claims]
    assert len(set(ids)) == len(ids) > 2
