"""Facts that hang on a description of a body or an event, or on whose words they stand in."""

from __future__ import annotations

import pytest
from test_several import claims

from kg import language
from kg.records import Article
from kg.relations import read

pytestmark = pytest.mark.model

REPORT = "The Nordic Institute published a report on Monday. "
SUMMIT = "Leaders met at the Oslo Summit in May. "


@pytest.mark.parametrize(
    ("text", "relation", "wanted"),
    [
        (
            REPORT + "Institute director Anna Berg said that the economy was weak.",
            "heads",
            [("Anna Berg", "Nordic Institute")],
        ),
        (
            "Zorkan Motors cut 400 jobs on Monday. A company spokesman, Bob Holm, said sales were weak.",
            "spokespersonFor",
            [("Bob Holm", "Zorkan Motors")],
        ),
        (
            "Zorkan Motors cut 400 jobs on Monday. The Lyon-based company sued Nordbank.",
            "basedIn",
            [("Zorkan Motors", "Lyon")],
        ),
        (
            "Anna Berg is the chief executive of Nordbank. Her company sued Zorkan Motors.",
            "sued",
            [("Nordbank", "Zorkan Motors")],
        ),
        (
            SUMMIT + "Anna Berg attended the summit. Paul Holm spoke at the event.",
            "attended",
            [("Anna Berg", "Oslo Summit"), ("Leaders", "Oslo Summit"), ("Paul Holm", "Oslo Summit")],
        ),
        (
            "Zorkan Motors cut 400 jobs on Monday. Spokeswoman Anna Berg said that sales were weak.",
            "spokespersonFor",
            [("Anna Berg", "Zorkan Motors")],
        ),
        (
            "President Anna Berg spoke on Monday. Presidential spokesman Tom Reed said that she was well.",
            "spokespersonFor",
            [("Tom Reed", "Anna Berg")],
        ),
        (
            "Tom Reed left with his wife, Jane Holm, on Monday. Reed said that his wife sued Nordbank.",
            "sued",
            [("Jane Holm", "Nordbank")],
        ),
        (
            'Tom Reed was jailed on Monday. Paul Holm said, "He still leads the Zorkan Party."',
            "heads",
            [("Tom Reed", "Zorkan Party")],
        ),
    ],
)
def test_a_description_means_the_body_or_the_event(text: str, relation: str, wanted: list[object]) -> None:
    assert claims(text, relation) == wanted


@pytest.mark.parametrize(
    ("text", "relation", "not_of"),
    [
        ("The Nordic Institute sued. University director Anna Berg said it was weak.", "heads", "Anna Berg"),
        (
            "Anna Berg, head of the Zorkan Party, said her former party backed Tom Reed.",
            "supports",
            "Zorkan Party",
        ),
        (
            "Zorkan Motors sued Nordbank. Spokeswoman Anna Berg said it was weak.",
            "spokespersonFor",
            "Anna Berg",
        ),
        ("Tom Reed met his wife, Jane Holm. Reed said his first wife sued Nordbank.", "sued", "Jane Holm"),
        (SUMMIT + "Paul Holm spoke at the birthday event.", "attended", "Paul Holm"),
        (SUMMIT + "Paul Holm spoke at the festival.", "attended", "Paul Holm"),
    ],
)
def test_a_description_of_another_means_none(text: str, relation: str, not_of: str) -> None:
    assert not [one for one in claims(text, relation) if one[0] == not_of]


def test_an_implied_body_names_the_sentence_that_has_it() -> None:
    text = "Zorkan Motors cut 400 jobs on Monday. Spokeswoman Anna Berg said that sales were weak."
    (claim,) = (c for c in read(Article("a", text), language.parse(text)).claims if c.implied)
    first, second = (text[slice(*span)] for span in (claim.support[0], claim.evidence))
    assert claim.implied == "body" and "Zorkan Motors" in first and "Anna Berg" in second
