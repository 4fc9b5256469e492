"""The sample corpus is read as its expectations say: articles, quotations, furniture, duplicates."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.articles import find_sources, near_duplicates, read
from kg.records import Article

ROOT = Path(__file__).parent.parent
EXPECTED: Mapping[str, Any] = yaml.safe_load((ROOT / "tests/data/seeds_expected.yaml").read_text("utf-8"))
STATUSES = {"asserted", "attributed", "negated", "hedged", "planned", "former"}


@cache
def articles() -> Mapping[str, Article]:
    contents = [read(source) for source in find_sources([ROOT / "seeds"])]
    assert not [problem for item in contents for problem in item.problems]
    return {article.id: article for item in contents for article in item.articles}


def test_every_article_has_expectations_and_metadata() -> None:
    assert set(articles()) == set(EXPECTED["articles"])
    assert all(article.headline and article.published and article.source for article in articles().values())


@pytest.mark.parametrize("id", EXPECTED["articles"])
def test_expected_facts_quote_the_article(id: str) -> None:
    article = articles()[id]
    expected = EXPECTED["articles"][id]
    for subject, _, object, status, quote, *_ in [*expected["facts"], *expected["hard"]]:
        at = article.text.find(quote)
        assert at >= 0, quote
        assert not any(skip.start <= at < skip.end for skip in article.skip), quote
        assert set(status.split("/")) <= STATUSES
        assert subject != object


@pytest.mark.parametrize("id", EXPECTED["articles"])
def test_furniture_is_skipped(id: str) -> None:
    article = articles()[id]
    for words in EXPECTED["articles"][id].get("skipped", ()):
        at = article.text.rfind(words)
        assert any(skip.start <= at and at + len(words) <= skip.end for skip in article.skip), words


def test_copies_are_found() -> None:
    assert near_duplicates(articles().values()) == tuple(map(tuple, EXPECTED["duplicates"]))
