"""Verbs of headlines that the parser took for nouns, and compounds that stay what they are."""

from __future__ import annotations

import pytest
from parse_helpers import parse

from kg import language
from kg.records import Article, Parse
from kg.relations import read
from kg.syntax.headlines import told

COUNTED = """
Kenyan kenyan JJ 2 amod
police police NN 3 compound
arrest arrest NN 0 root
150 150 CD 5 nummod
people people NNS 3 obj
in in IN 7 case
raids raid NNS 3 nmod
"""
TITLED = """
Kenyan kenyan JJ 4 amod
police police NN 4 compound
detain detain NN 4 compound
activist activist NN 0 root
John John NNP 4 flat
Holm Holm NNP 5 flat
"""
MISTAKEN_SUBJECT = """
Riot riot NN 2 compound
police police NN 3 compound
attack attack VBP 0 root
protesters protester NNS 3 obj
"""
COMPOUND = """
Kenyan kenyan JJ 4 amod
police police NN 3 compound
arrest arrest NN 4 compound
record record NN 0 root
"""
FINITE = """
Police police NN 2 compound
search search NN 3 compound
teams team NNS 4 nsubj
found find VBD 0 root
gunmen gunman NNS 4 obj
"""


def labels(made: Parse) -> dict[str, str]:
    """Each word with its label and its head."""
    return {made.word(i): f"{made.deps[i]} {made.word(made.heads[i])}" for i in range(len(made))}


def test_what_is_counted_is_the_object() -> None:
    made = told(parse(COUNTED))
    assert labels(made) == {
        "Kenyan": "amod police",
        "police": "nsubj arrest",
        "arrest": "root arrest",
        "150": "nummod people",
        "people": "obj arrest",
        "in": "case raids",
        "raids": "obl arrest",
    }
    assert (made.pos[2], made.tags[2]) == ("VERB", "VBP")


def test_who_has_a_title_is_the_object() -> None:
    found = labels(told(parse(TITLED)))
    assert (found["Kenyan"], found["police"]) == ("amod police", "nsubj detain")
    assert (found["detain"], found["activist"], found["John"]) == (
        "root detain",
        "obj detain",
        "flat activist",
    )


def test_police_are_the_subject_of_a_verb() -> None:
    found = labels(told(parse(MISTAKEN_SUBJECT)))
    assert (found["Riot"], found["police"]) == ("compound police", "nsubj attack")


@pytest.mark.parametrize("sentence", [COMPOUND, FINITE])
def test_compounds_stay(sentence: str) -> None:
    assert told(parse(sentence)) == parse(sentence)


def test_once_is_enough() -> None:
    once = told(parse(COUNTED))
    assert told(once) == once


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Kenyan police arrest four journalists", True),
        ("Kenyan police detain activist John Mwangi.", True),
        ("Following the match, police arrest more than 80 people in Paris.", True),
        ("Kenyan police arrest record", False),
        ("Police arrest warrants for 80 people were issued on Monday.", False),
        ("Kenyan police raid victims were buried on Monday.", False),
    ],
)
def test_headlines_are_read(text: str, acts: bool) -> None:
    claims = read(Article("a", text), language.parse(text)).claims
    assert any(c.predicate == "detainedBy" for c in claims) == acts
    assert not any(c.predicate == "citizenOf" for c in claims)
