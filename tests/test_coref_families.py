"""Members of one family in one article, on texts read by the shipped model: who is meant by a bare name."""

import pytest

import kg.language
from kg import coref
from kg.coref.name_agreement import agree, name_parts

pytestmark = pytest.mark.model

HOUSE = "King Salman received the French president on Monday. Crown Prince Mohammed bin Salman was absent. "
BUSH = "George W. Bush spoke at the funeral of his father, George H.W. Bush. "
CASES = [
    (HOUSE + "King Salman left for Jeddah.", "Salman", "Salman"),
    (HOUSE + "Prince Mohammed will travel to Paris.", "Mohammed", "Mohammed bin Salman"),
    (BUSH + "The elder Bush died at 94.", "Bush", "George H.W. Bush"),
    (BUSH + "The younger Bush wept.", "Bush", "George W. Bush"),
    (
        "President Joe Biden spoke on Sunday. Hunter Biden was found guilty. President Biden left.",
        "Biden",
        "Joe Biden",
    ),
    (
        "Hunter Biden was found guilty. His father, President Joe Biden, spoke. President Biden left.",
        "Biden",
        "Joe Biden",
    ),
    (
        "Prime Minister Justin Trudeau and his wife Sophie Trudeau separated. Ms. Trudeau will move out.",
        "Trudeau",
        "Sophie Trudeau",
    ),
    (
        "His running mate was Sara Duterte, the daughter of President Rodrigo Duterte. Duterte was mayor of "
        "Davao. President Duterte congratulated her.",
        "Duterte",
        "Rodrigo Duterte",
    ),
    (
        "Bashar al-Assad fled to Moscow. His father, Hafez al-Assad, took power in 1970. "
        "Assad was granted asylum.",
        "Assad",
        "Bashar al-Assad",
    ),
    (
        "Rahul Gandhi led the march. His mother, Sonia Gandhi, joined him in Mysuru. "
        "Mrs Gandhi returned to Delhi.",
        "Gandhi",
        "Sonia Gandhi",
    ),
]


def last_named(text, word):
    """The name of the entity that the last reference ending in a word has."""
    parse = kg.language.parse(text)
    found = coref.resolve(parse)
    names = {entity.id: entity.name for entity in found.entities}
    entities = [ref.entity for ref in found.refs if parse.span_text(ref.end - 1, ref.end) == word]
    return names.get(entities[-1])


@pytest.mark.parametrize(("text", "word", "name"), CASES)
def test_a_bare_name_goes_to_the_right_member_of_the_family(text, word, name):
    assert last_named(text, word) == name


def test_a_title_that_no_namesake_has_decides_for_none():
    text = "Ivo Brandt met Ada Brandt in Graz on Monday. They talked. President Brandt left at noon."
    assert last_named(text, "Brandt") == "Brandt"


def test_a_son_named_after_his_father_is_another():
    father, son = name_parts("Omar bin Rashid Al Amri"), name_parts("Tariq bin Omar bin Rashid Al Amri")
    assert agree(father, son) == 0.0
    assert agree(name_parts("bin Rashid"), name_parts("Omar bin Rashid")) > 0.0


MISSING = "Antonio Dallorso is missing in Peru. Captain Jorge Rojas said "
PRONOUNS = [
    (MISSING + "guides last saw him near a lake.", "him", "Antonio Dallorso"),
    (MISSING + "his body was found near a lake.", "his", "Antonio Dallorso"),
    (
        "Detective Carl Moss said the body of Liam Reed was found on Monday. Moss said he had been stabbed.",
        "he",
        "Liam Reed",
    ),
    (
        "Ann Miller was buried on Friday. Her sister, Jane Fox, said her death was a shock.",
        "her",
        "Ann Miller",
    ),
    (
        "North Korea's leader Kim Jong-un oversaw a missile test. His sister, Kim Yo-jong, condemned Seoul. "
        "Kim praised the army. She called the drills a threat.",
        "She",
        "Kim Yo-jong",
    ),
    (
        "Emeka Obi leads the Green Party. On Thursday he met Tunde Bello, who leads the Workers' Party. "
        "Bello said that he would support Obi. He was born in Kano. His wife, Ada Bello, is a judge.",
        "His",
        "Tunde Bello",
    ),
    (
        "Mayor Peter Lang presented three candidates. Among them is Viktor Kovalchuk. "
        "He worked for a bank in Kyiv.",
        "He",
        "Viktor Kovalchuk",
    ),
    ("Ivo Brandt spoke in Graz. Tom Reed said he was tired.", "he", "Tom Reed"),
]


@pytest.mark.parametrize(("text", "word", "name"), PRONOUNS)
def test_a_pronoun_goes_to_whom_a_report_is_about(text, word, name):
    assert last_named(text, word) == name


@pytest.mark.model
def test_a_surname_alone_is_not_the_wife_behind_her_title() -> None:
    from kg.language import parse
    from kg.records import Article
    from kg.relations import read

    text = (
        "President Don Trumper met his wife First Lady Lena Trumper. Lena Trumper left. "
        "Lena Trumper laughed. Trumper was elected mayor of Oslo."
    )
    reading = read(Article("a", text), parse(text))
    mayor = next(claim for claim in reading.claims if claim.predicate == "governs")
    assert next(e.name for e in reading.entities if e.id == mayor.subject) != "Lena Trumper"
