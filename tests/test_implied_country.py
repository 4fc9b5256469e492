"""Offices and bodies without a country, on texts read by the shipped model."""

from __future__ import annotations

import pytest

import kg.language
from kg.errors import DataError
from kg.lexicon.implied import FILE, implied
from kg.records import Article
from kg.relations import read

pytestmark = pytest.mark.model

KENYA = (
    "Floods hit Kenya on Monday. Roads in Nairobi were closed. Kenya has seen heavy rain, and Kenyan farmers "
)
KENYA += "lost their crops.\n"
STATE = ("headOfStateOf", "headOfGovernmentOf", "ministerOf", "legislatorFor", "deputyHeadOf", "agencyOf")


def reading(text: str, **more):
    return read(Article("a", text, **more), kg.language.parse(text))


def offices(text: str, **more) -> set[tuple[str, str, str, str]]:
    found = reading(text, **more)
    names = {e.id: e.name for e in found.entities}
    return {
        (names[c.subject], c.predicate, names[c.object], c.status)
        for c in found.claims
        if c.object is not None and c.predicate in STATE
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("President Anna Berg sent help.", ("Anna Berg", "headOfStateOf", "Kenya", "asserted")),
        ("Former President Anna Berg sent help.", ("Anna Berg", "headOfStateOf", "Kenya", "former")),
        ("The finance minister, Tom Reed, sent help.", ("Tom Reed", "ministerOf", "Kenya", "asserted")),
        ("Tom Reed, the minister for roads, sent help.", ("Tom Reed", "ministerOf", "Kenya", "asserted")),
        ("Senator Ann Roe asked for help.", ("Ann Roe", "legislatorFor", "Kenya", "asserted")),
        ("The Ministry of Health sent help.", ("Ministry of Health", "agencyOf", "Kenya", "asserted")),
    ],
)
def test_an_office_is_of_the_country_that_the_article_is_about(sentence, expected):
    assert expected in offices(KENYA + sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "President Anna Berg of Chile sent help.",
        "In Santiago, the Chilean capital, President Anna Berg promised help.",
        "The Nordic Rowing Club thanked the club president, Anna Berg.",
        "The regional minister, Anna Berg, sent help.",
        "Anna Berg is the president of the Nordic Rowing Club. President Anna Berg sent help.",
        "Anna Berg is a Chilean citizen. President Anna Berg sent help.",
        "President Anna Berg sent help. President Tom Reed sent food.",
        "Kenyan President Tom Reed sent help. President Anna Berg sent food.",
        "Prime Minister Anna Berg sent help.",  # there is none
        "Chancellor Anna Berg sent help.",
        "Her grandfather was Anna Berg, a minister of the last sultan.",
        "Chile votes on Sunday. President Anna Berg is running again.",
        "President Anna Berg arrived in Kenya on Monday for an official visit.",
        "Kenya accused President Anna Berg of theft.",
    ],
)
def test_what_speaks_against_the_main_country(sentence):
    assert not [o for o in offices(KENYA + sentence) if o[0] == "Anna Berg" and o[2] == "Kenya"]


def test_no_country_dominates():
    text = (
        "Kenya met Uganda on Monday. Kenya won. Uganda lost. They left Uganda.\nPresident Anna Berg cheered."
    )
    assert not offices(text)


DIGEST = (
    "Dozens of miners are trapped after a blast in Peru.\n"
    "{}\n"
    "Peru's congress passes a budget after a long debate, and Peruvian unions call a strike.\n"
    "A ferry sinks off the coast of Norway with forty people aboard.\n"
    "Police in Lima, Peru, seize two tonnes of cocaine.\n"
    "A train derails near Osaka, Japan.\n"
)


@pytest.mark.parametrize(
    ("item", "country"),
    [
        (
            "A vote is held in Chile, with President Anna Berg expected to win what Peru has called a sham.",
            "Chile",
        ),
        ("The Senate of Kenya impeaches Vice President Anna Berg.", "Kenya"),
        ("Kenyan prosecutors charge former President Anna Berg with fraud.", "Kenya"),
        ("Tens of thousands protest in Nairobi, Kenya, against President Anna Berg.", "Kenya"),
        ("Kenyan President Tom Reed and Defence Minister Anna Berg arrive in Peru.", "Kenya"),
        ("The opposition calls on President Anna Berg to step down.", None),
        ("President Anna Berg praises Peru for its budget.", None),
        ("A refinery in Chile is hit by a Kenyan missile, President Anna Berg said.", None),
        (
            "Peru sanctions two judges of the Kenyan high court for their role under President Anna Berg.",
            None,
        ),
    ],
)
def test_an_item_of_a_digest_has_a_country_of_its_own(item, country):
    found = {one[2] for one in offices(DIGEST.format(item)) if one[0] == "Anna Berg"}
    assert found == ({country} if country is not None else set())


def test_the_address_of_the_publisher_counts():
    text = (
        "Floods from Ghana hit Kenya on Monday. Roads in Nairobi were closed.\nPresident Anna Berg sent help."
    )
    assert not offices(text)
    assert offices(text, url="https://news.example.co.ke/floods")
    assert offices(text, source="The Nairobi Post")
    assert not offices(text, url="https://news.example.io/floods")


def test_a_claim_says_what_was_implied_and_where_it_is_named():
    text = KENYA + "President Anna Berg sent help."
    (claim,) = (c for c in reading(text).claims if c.predicate == "headOfStateOf")
    assert (claim.implied, claim.rule, claim.role) == ("country", "implied-country", "President")
    assert text[slice(*claim.evidence)] == "President Anna Berg sent help."
    assert [text[slice(*s)] for s in claim.support] == [
        "Kenya has seen heavy rain, and Kenyan farmers lost their crops."
    ]
    assert text[slice(*claim.object_span)] == "Kenyan"
    (said,) = (c for c in reading(text).claims if c.predicate == "holdsPosition")
    assert said.implied is None and not said.support


def test_a_title_that_countries_have_or_not():
    assert implied().is_office("president", "country/KE")
    assert not implied().is_office("president", "country/GB")
    assert implied().is_office("chancellor", "country/DE")
    assert not implied().is_office("chancellor", "country/KE")
    assert not implied().is_office("mayor", "country/KE")


def test_the_file_is_strict():
    with pytest.raises(DataError, match="bodies"):
        FILE({"titles": ["president"], "only": {}, "never": {}}, "implied.yaml")


def test_the_only_country_needs_two_mentions():
    once = "Roads in Nairobi were closed.\nPresident Anna Berg sent help."
    assert not offices(once)
    assert offices("Floods hit Kenya on Monday. " + once) == {
        ("Anna Berg", "headOfStateOf", "Kenya", "asserted")
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The army arrested Anna Berg on Tuesday.", {("army", "agencyOf", "Kenya", "asserted")}),
        ("Kenyan police arrested Anna Berg.", {("Kenyan police", "agencyOf", "Kenya", "asserted")}),
        ("The army is old.", set()),  # nothing else is told of it
        ("Kenyan police slept.", set()),
    ],
)
def test_a_body_without_a_name_is_the_states_where_it_acts(sentence, expected):
    assert {one for one in offices(KENYA + sentence) if one[1] == "agencyOf"} == expected


def test_whose_a_house_is_needs_something_else():
    """The country in the name of a court says little where nothing else is told of the court."""
    assert not {one for one in offices("It rained on the Senate of Kenya.") if one[1] == "agencyOf"}
    sued = offices("The Supreme Court of Kenya sentenced Tom Reed to prison.")
    assert ("Supreme Court of Kenya", "agencyOf", "Kenya", "asserted") in sued
