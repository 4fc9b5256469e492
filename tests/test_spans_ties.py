"""Names of bodies that the model cut, and what stands beside names, on parses made by hand."""

import pytest
from parse_helpers import parse

from kg.spans import mended


def names(*sentences):
    made = mended(parse(*sentences))
    return [(made.span_text(e.start, e.end), e.label) for e in made.ents]


JUSTICE = (
    "ruling rule VBG 5 amod\nJustice Justice NNP 5 compound\nand and CC 4 cc\n"
    "Harmony Harmony NNP 2 conj B-ORG\nParty Party NNP 6 nsubj I-ORG\nwon win VBD 0 root"
)
FREE = (
    "the the DT 2 det\nAlliance Alliance NNP 10 nsubj B-ORG\nof of IN 4 case I-ORG\n"
    "Pilots Pilots NNPS 2 nmod I-ORG\n"
    "for for IN 9 case\na a DT 9 det\nFree free JJ 9 amod B-MISC\nand and CC 9 cc\n"
    "Vestra Vestra NNP 2 nmod B-GPE\n"
    "met meet VBD 0 root"
)
ARABIC = (
    "Jama'at Jama'at NNP 5 nsubj B-ORG\nTarrow Tarrow NNP 1 flat I-ORG\nwal wal NNP 1 appos B-ORG\n"
    "Vestrin Vestrin NNP 3 flat I-ORG\nfought fight VBD 0 root"
)
OPENED = (
    "Syrian syrian JJ 2 amod B-NORP\nHay'at Hay'at NNP 4 nsubj\nTarrow Tarrow NNP 2 flat B-GPE\n"
    "fought fight VBD 0 root"
)
DATED = (
    "the the DT 4 det\nMarch March NNP 4 compound B-DATE\n12 12 CD 2 nummod I-DATE\n"
    "Movement Movement NNP 5 nsubj\n"
    "fought fight VBD 0 root"
)
RESCUE = (
    "Tarrow Tarrow NNP 2 compound B-ORG\nFire Fire NNP 5 nsubj I-ORG\nand and CC 4 cc\n"
    "Rescue Rescue NNP 2 conj\n"
    "came come VBD 0 root"
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (JUSTICE, [("Justice and Harmony Party", "ORG")]),
        (FREE, [("Alliance of Pilots for a Free and Vestra", "ORG")]),
        (ARABIC, [("Jama'at Tarrow wal Vestrin", "ORG")]),
        (OPENED, [("Syrian", "NORP"), ("Hay'at Tarrow", "ORG")]),
        (DATED, [("March 12 Movement", "ORG")]),
        (
            "the the DT 3 det\nVestran Vestran NNP 3 compound B-ORG\nMission Mission NNP 6 nsubj I-ORG\n"
            "in in IN 5 case\nTarrow Tarrow NNP 3 nmod B-GPE\nleft leave VBD 0 root",
            [("Vestran Mission in Tarrow", "ORG")],
        ),
        (RESCUE, [("Tarrow Fire and Rescue", "ORG")]),
        (
            "She she PRP 2 nsubj\nled lead VBD 0 root\nthe the DT 5 det\nPresident President NNP 2 obj\n"
            "and and CC 6 cc\nCouncil Council NNP 4 conj B-ORG",
            [("Council", "ORG")],
        ),
    ],
)
def test_names_of_bodies_are_whole(sentence, expected):
    assert names(sentence) == expected


def test_a_title_is_the_given_name_behind_another():
    sentence = (
        "CEO CEO NNP 3 compound\nSultan Sultan NNP 3 compound\nTarrow Tarrow NNP 4 nsubj B-PERSON\n"
        "spoke speak VBD 0 root"
    )
    assert names(sentence) == [("Sultan Tarrow", "PERSON")]
    assert names(sentence.replace("CEO CEO", "The the")) == [("Tarrow", "PERSON")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Tarrow Tarrow NNP 2 compound B-GPE\nmilitants militant NNS 3 nsubj\nfled flee VBD 0 root",
            [("Tarrow", "ORG")],
        ),
        (
            "Paris Paris NNP 2 compound B-GPE\nmilitants militant NNS 3 nsubj\nfled flee VBD 0 root",
            [("Paris", "GPE")],
        ),
        (
            "at at IN 5 case\nthe the DT 5 det\nAnna Anna NNP 5 compound B-PERSON\n"
            "Fiala Fiala NNP 3 flat I-PERSON\n"
            "hospital hospital NN 0 root",
            [("Anna Fiala", "FAC")],
        ),
        (
            "Tarrow Tarrow NNP 2 compound B-ORG\nMP MP NNP 3 compound\nAnna Anna NNP 5 nsubj B-PERSON\n"
            "Fiala Fiala NNP 3 flat I-PERSON\nspoke speak VBD 0 root",
            [("Tarrow", "GPE"), ("Anna Fiala", "PERSON")],
        ),
        (
            "a a DT 2 det\nnational national NN 5 nsubj\nSun Sun NNP 2 appos B-ORG\n"
            "Tarrow Tarrow NNP 3 flat I-ORG\n"
            "spoke speak VBD 0 root",
            [("Sun Tarrow", "ORG")],
        ),
        (
            "the the DT 2 det\nmayor mayor NN 5 nsubj\nof of IN 4 case\nTarrow Tarrow NNP 2 nmod B-PERSON\n"
            "spoke speak VBD 0 root",
            [("Tarrow", "GPE")],
        ),
        (
            "in in IN 2 case\nTarrow Tarrow NNP 0 root B-GPE\n, , , 4 punct\n"
            "Vestrin Vestrin NNP 2 appos B-PERSON\n"
            ", , , 6 punct\nHonduras Honduras NNP 2 appos B-GPE",
            [("Tarrow", "GPE"), ("Vestrin", "GPE"), ("Honduras", "GPE")],
        ),
        (
            "of of IN 2 case\nIran Iran NNP 0 root B-GPE\n, , , 4 punct\n"
            "Hezbollah Hezbollah NNP 2 conj B-ORG\n"
            ", , , 6 punct\nSyria Syria NNP 2 conj B-GPE",
            [("Iran", "GPE"), ("Hezbollah", "ORG"), ("Syria", "GPE")],
        ),
    ],
)
def test_what_stands_beside_a_name_tells_its_label(sentence, expected):
    assert names(sentence) == expected
