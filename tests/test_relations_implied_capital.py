"""Capitals that an article names without saying of which country."""

import pytest

from kg.language import parse
from kg.records import Article
from kg.relations import read

pytestmark = pytest.mark.model


def capitals(text: str) -> list[tuple[str, str, str | None]]:
    reading = read(Article("a", text), parse(text))
    names = {entity.id: entity.name for entity in reading.entities}
    return [
        (names[c.subject], names[c.object or ""], c.implied)
        for c in reading.claims
        if c.predicate == "capitalOf"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya was calm. It rained in the capital, Nairobi, on Monday.",
        "Kenya was calm. It rained in Nairobi, the capital, on Monday.",
    ],
)
def test_the_country_of_a_capital_is_known(text: str) -> None:
    assert capitals(text) == [("Nairobi", "Kenya", "country")]


@pytest.mark.parametrize(
    "text",
    [
        "It rained in the capital, Nairobi, on Monday.",
        "Kenya was calm. It rained in the capital, Mombasa, on Monday.",
        "Kenya was calm. It rained in the old capital, Nairobi, on Monday.",
    ],
)
def test_a_capital_of_no_country_of_the_article_is_none(text: str) -> None:
    assert capitals(text) == []
