"""Ships, aircraft, weapons and works, which are nobody, on parses made by hand."""

import pytest
from parse_helpers import parse

from kg.spans import mended


def names(*sentences):
    made = mended(parse(*sentences))
    return [(made.span_text(e.start, e.end), e.label) for e in made.ents]


@pytest.mark.parametrize(
    "sentence",
    [
        "the the DT 2 det\nferry ferry NN 4 nsubj\nTarrow Tarrow NNP 2 appos B-GPE\nsank sink VBD 0 root",
        "a a DT 2 det\ntanker tanker NN 6 nsubj\n* * , 4 punct\nTarrow Tarrow NNP 2 appos B-PERSON\n"
        "* * , 4 punct\n"
        "burned burn VBD 0 root",
        "a a DT 2 det\nKinzhal Kinzhal NNP 3 nsubj B-GPE\nfell fall VBD 0 root",
        "Patriot Patriot NNP 4 compound B-ORG\nair air NN 4 compound\ndefense defense NN 4 compound\n"
        "systems system NNS 5 nsubj\nfired fire VBD 0 root",
        "a a DT 2 det\nBoeing Boeing NNP 4 nsubj B-ORG\n757 757 CD 2 nummod\nlanded land VBD 0 root",
        "the the DT 2 det\nalbum album NN 4 nsubj\nTarrow Tarrow NNP 2 appos B-ORG\nsold sell VBD 0 root",
        "Tarrow Tarrow NNP 5 nsubj B-ORG\n, , , 4 punct\nher her PRP$ 4 nmod:poss\nalbum album NN 1 appos\n"
        "sold sell VBD 0 root",
    ],
)
def test_crafts_are_nobody(sentence):
    assert names(sentence) == []


def test_a_ship_is_nobody_where_it_is_named_again():
    first = "the the DT 2 det\nferry ferry NN 4 nsubj\nTarrow Tarrow NNP 2 appos B-GPE\nsank sink VBD 0 root"
    assert names(first, "Tarrow Tarrow NNP 2 nsubj B-PERSON\nrusted rust VBD 0 root") == []


def test_who_owns_an_aircraft_keeps_the_name():
    found = names(
        "a a DT 4 det\nVestran Vestran NNP 4 compound B-ORG\nAir Air NNP 4 compound I-ORG\n"
        "Force Force NNP 5 compound I-ORG\nF-35 F-35 NNP 6 nsubj I-ORG\ncrashed crash VBD 0 root"
    )
    assert found == [("Vestran Air Force", "ORG")]


def test_who_makes_aircraft_is_a_firm():
    assert names("Boeing Boeing NNP 2 nsubj B-ORG\ngrew grow VBD 0 root") == [("Boeing", "ORG")]


def test_what_seizes_a_ship_is_not_the_ship():
    found = names(
        "the the DT 2 det\nship ship NN 5 nsubj\nIran Iran NNP 4 nsubj B-GPE\nseized seize VBD 2 acl:relcl\n"
        "sank sink VBD 0 root"
    )
    assert found == [("Iran", "GPE")]


def test_a_wildfire_is_an_event():
    found = names(
        "the the DT 3 det\nTarrow Tarrow NNP 3 compound B-ORG\nFire Fire NNP 4 nsubj I-ORG\n"
        "burned burn VBD 0 root\nacres acre NNS 4 obj"
    )
    assert found == [("Tarrow Fire", "EVENT")]
