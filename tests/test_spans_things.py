"""What bears a name and is no person, organization or place, on parses made by hand."""

import pytest
from parse_helpers import parse

from kg.spans import mended


def names(*sentences):
    made = mended(parse(*sentences))
    return [(made.span_text(e.start, e.end), e.label) for e in made.ents]


def test_a_storm_is_an_event_by_its_short_name_too():
    found = names(
        "Hurricane Hurricane NNP 2 compound B-PERSON\nVesta Vesta NNP 3 nsubj I-PERSON\nhit hit VBD 0 root",
        "Vesta Vesta NNP 2 nsubj B-PERSON\npassed pass VBD 0 root",
    )
    assert found == [("Hurricane Vesta", "EVENT"), ("Vesta", "EVENT")]


@pytest.mark.parametrize(
    "sentence",
    [
        "MV MV NNP 2 compound\nAda Ada NNP 3 nsubj B-PERSON\nsank sink VBD 0 root",
        "the the DT 3 det\nHarbour Harbour NNP 3 compound B-ORG\nAct Act NNP 4 nsubj I-ORG\n"
        "passed pass VBD 0 root",
        "Ada Ada NNP 4 compound B-PERSON\nVale Vale NNP 1 flat I-PERSON\nSpace Space NNP 4 compound\n"
        "Telescope Telescope NNP 5 nsubj\nsaw see VBD 0 root",
        "a a DT 3 det\nTarrow Tarrow NNP 3 compound B-PERSON\ncocktail cocktail NN 4 nsubj\n"
        "fell fall VBD 0 root",
        "Make[s Make[s NNP 2 nsubj B-GPE\nsense sense VBD 0 root",
        "Stoicism stoicism NNP 2 nsubj B-ORG\nspread spread VBD 0 root",
        "Witnesses witness NNS 2 nsubj B-ORG\nspoke speak VBD 0 root",
        "the the DT 5 det\nMoss Moss NNP 5 compound B-PERSON\n- - HYPH 4 punct I-PERSON\n"
        "Alder Alder NNP 2 flat I-PERSON\nfinal final NN 6 nsubj\nbegan begin VBD 0 root",
    ],
)
def test_things_are_nobody(sentence):
    assert names(sentence) == []


def test_a_family_is_no_person_where_a_member_is_named():
    found = names(
        "Ada Ada NNP 3 nsubj B-PERSON\nTarrow Tarrow NNP 1 flat I-PERSON\nwon win VBD 0 root",
        "the the DT 2 det\nTarrows Tarrows NNPS 3 nsubj B-PERSON\nleft leave VBD 0 root",
    )
    assert found == [("Ada Tarrow", "PERSON")]


def test_one_word_behind_an_article_with_a_capital_is_a_paper():
    found = names("She she PRP 2 nsubj\nread read VBD 0 root\nThe the DT 4 det\nVale Vale NNP 2 obj B-PERSON")
    assert found == [("Vale", "ORG")]


def test_what_shortens_an_organization_in_brackets_is_one():
    found = names(
        "University University NNP 7 nsubj B-ORG\nof of IN 3 case I-ORG\nVestra Vestra NNP 1 nmod I-ORG"
        "\n( ( -LRB- 5 punct\n"
        "UV UV NNP 1 appos B-GPE\n) ) -RRB- 5 punct\ngrew grow VBD 0 root"
    )
    assert found == [("University of Vestra", "ORG"), ("UV", "ORG")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "gas gas NN 2 compound\nproducer producer NN 4 nsubj\nVestrana Vestrana NNP 2 appos B-PERSON\n"
            "grew grow VBD 0 root",
            [("Vestrana", "ORG")],
        ),
        (
            "game game NN 2 compound\ndeveloper developer NN 3 nmod:desc\nAda Ada NNP 5 nsubj B-PERSON\n"
            "Tarrow Tarrow NNP 3 flat I-PERSON\nspoke speak VBD 0 root",
            [("Ada Tarrow", "PERSON")],
        ),
    ],
)
def test_producers_are_firms_and_developers_may_be_people(sentence, expected):
    assert names(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("in in IN 2 case\nRamadan Ramadan NNP 0 root B-GPE", []),
        ("Mercosur Mercosur NNP 2 nsubj B-GPE\nsigned sign VBD 0 root", [("Mercosur", "ORG")]),
        (
            "the the DT 3 det\nMorrison Morrison NNP 3 compound B-GPE\n"
            "government government NN 4 nsubj\nfell fall VBD 0 root",
            [("Morrison", "PERSON")],
        ),
        (
            "the the DT 3 det\noil oil NN 3 compound\ncompany company NN 7 nsubj\n, , , 5 punct\n"
            "Vestrol Vestrol NNP 3 appos B-PERSON\n, , , 5 punct\ngrew grow VBD 0 root",
            [("Vestrol", "ORG")],
        ),
        (
            "Vestrana Vestrana NNP 2 compound B-GPE\nemployees employee NNS 3 nsubj\nleft leave VBD 0 root",
            [("Vestrana", "ORG")],
        ),
    ],
)
def test_words_beside_a_name_tell_its_kind(sentence, expected):
    assert names(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "University University NNP 6 nsubj B-ORG\nof of IN 3 case I-ORG\nRuvania Ruvania NNP 1 nmod I-ORG"
            "\nat at IN 5 case\nVestra Vestra NNP 1 nmod B-GPE\ngrew grow VBD 0 root",
            [("University of Ruvania at Vestra", "ORG")],
        ),
        (
            "Augusta Augusta NNP 4 nsubj B-PERSON\nMarch March NNP 1 flat\n"
            "may may MD 4 aux\nwin win VB 0 root",
            [("Augusta March", "PERSON")],
        ),
        (
            "the the DT 2 det\nministry ministry NN 4 nsubj:pass\nis be VBZ 4 aux:pass\nled lead VBN 0 root\n"
            "by by IN 6 case\nVestrala Vestrala NNP 4 obl B-GPE",
            [("Vestrala", "PERSON")],
        ),
        (
            "Ada Ada NNP 2 nsubj B-PERSON\nbought buy VBD 0 root\nVestra Vestra NNP 4 compound B-LOC\n"
            "Mills Mills NNP 2 obj I-LOC\nfor for IN 6 case\n$ $ NN 2 obl\n5 5 CD 6 nummod",
            [("Ada", "PERSON"), ("Vestra Mills", "ORG")],
        ),
        (
            "Ada Ada NNP 2 nsubj B-PERSON\nowns own VBZ 0 root\n5 5 CD 4 nummod\n% % NN 2 obj\n"
            "of of IN 6 case\nVestrana Vestrana NNP 4 nmod B-GPE",
            [("Ada", "PERSON"), ("Vestrana", "ORG")],
        ),
    ],
)
def test_the_sentence_makes_names_whole_and_tells_their_kind(sentence, expected):
    assert [name for name in names(sentence) if name[1] in ("PERSON", "ORG", "GPE", "LOC")] == expected
