"""Offices of long ago: a title before a name in an old story is no longer held."""

import pytest

from kg.records import Article

pytestmark = pytest.mark.model

OLD = "In 1987, President Aldo Ferri signed the treaty that paid for the bridge."
CASES = {
    "dated": (OLD, {"former"}),
    "told further": (OLD + " President Aldo Ferri opened the gates.", {"former"}),
    "still told of": (OLD + " President Aldo Ferri has praised the engineers.", {"asserted"}),
    "lately": ("In 2023, President Aldo Ferri signed the treaty.", {"asserted"}),
    "in a clause of now": ("President Aldo Ferri, who was born in 1951, has signed it.", {"asserted"}),
    "a successor": (
        "President Aldo Ferri signed it. Ferri was succeeded by President Lena Orr.",
        {"former"},
    ),
    "the story goes on": (
        "In 1987, the treaty was signed. President Aldo Ferri opposed it.",
        {"former"},
    ),
    "another story": (
        "In 1987, the treaty was signed.\nPresident Aldo Ferri met Lena Orr.",
        {"asserted"},
    ),
    "a death known": ("The 2009 murder of President Aldo Ferri is unsolved.", {"former"}),
}


@pytest.mark.parametrize(("text", "statuses"), CASES.values(), ids=CASES)
def test_offices_of_long_ago(text: str, statuses: set[str]) -> None:
    from kg.language import parse
    from kg.relations import read

    reading = read(Article("a", text, published="2024-05-05"), parse(text))
    ferri = next(e.id for e in reading.entities if e.name == "Aldo Ferri")
    held = {c.status for c in reading.claims if c.subject == ferri and c.predicate == "holdsPosition"}
    assert held == statuses


WITHIN = {  # a title within another is not of whoever stands behind both
    "The head of the office of the President of Peru Andres Yermo resigned.": {"head"},
    "The spokesman for the Prime Minister of Peru Andres Yermo denied it.": {"spokesman"},
    "The President of Peru Andres Yermo denied it.": {"president"},
    "Mombeta Governor Hassan Jomo denied it.": {"governor"},
    "DA leader Hassan Jomo denied it.": {"leader"},
    "He and his wife First Lady Melina Jomo denied it.": {"first lady"},
    "Opposition Leader Hassan Jomo denied it.": {"opposition leader"},
}


@pytest.mark.parametrize(("text", "titles"), WITHIN.items(), ids=str)
def test_whose_a_title_within_another_is(text: str, titles: set[str]) -> None:
    from kg.language import parse
    from kg.relations import read

    reading = read(Article("a", text, published="2024-05-05"), parse(text))
    assert {c.value for c in reading.claims if c.predicate == "holdsPosition"} == titles


PASSED = {  # who holds what by these words, and whether it is over
    ("The late Peter Holm, owner of the Oslo Bulls, was born in Bergen.", "ownerOf"): {"former"},
    ("Peter Holm, owner of the Oslo Bulls, was late for the late show.", "ownerOf"): {"asserted"},
    ("Former Labour lawmaker Anna Berg spoke in Oslo.", "partyMemberOf"): {"asserted"},
    ("Former Labour lawmaker Anna Berg spoke in Oslo.", "holdsPosition"): {"former"},
    ("Anna Berg, a former member of the Green Party, spoke in Oslo.", "partyMemberOf"): {"former"},
}


@pytest.mark.parametrize(("said", "statuses"), PASSED.items(), ids=str)
def test_what_ends_with_a_life_or_an_office(said: tuple[str, str], statuses: set[str]) -> None:
    from kg.language import parse
    from kg.relations import read

    text, relation = said
    reading = read(Article("a", text, published="2024-05-05"), parse(text))
    assert {c.status for c in reading.claims if c.predicate == relation} == statuses
