"""Where the names of an article begin and end, on parses made by hand."""

import re

import pytest
from parse_helpers import parse

from kg import spans
from kg.coref import resolve
from kg.fingerprints import HOME
from kg.records import Article
from kg.relations import read
from kg.spans import mended


def names(*sentences):
    made = mended(parse(*sentences))
    return [(made.span_text(e.start, e.end), e.label) for e in made.ents]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Vestra Vestra NNP 2 compound B-GPE\nregion region NN 0 root", [("Vestra region", "GPE")]),
        (
            "Vestra Vestra NNP 2 compound B-GPE\nDistrict district NNP 3 compound\nJudge judge NNP 0 root",
            [("Vestra", "GPE")],
        ),
        (
            "Vestra Vestra NNP 3 nmod B-GPE\nregion region NN 3 compound\nnews news NN 0 root",
            [("Vestra", "GPE")],
        ),
        ("Vestra Vestra NNP 0 root B-ORG\nGmbH GmbH NNP 1 flat", [("Vestra GmbH", "ORG")]),
        (
            "The the DT 2 det B-ORG\nVestra Vestra NNP 0 root I-ORG\n's 's POS 2 case I-ORG",
            [("Vestra", "ORG")],
        ),
        ("Ada Ada NNP 0 root B-ORG\n/ / , 3 punct\nBee Bee NNP 1 appos B-ORG", [("Ada / Bee", "ORG")]),
        ("the the DT 2 det\nGovernor governor NN 3 nsubj B-PERSON\nleft leave VBD 0 root", []),
        ("the the DT 2 det\nNGO NGO NNP 3 nsubj B-ORG\nleft leave VBD 0 root", []),
    ],
)
def test_names_have_what_belongs_to_them_and_no_more(sentence, expected):
    assert names(sentence) == expected


def test_the_steps_run_once_for_an_article_and_before_coreference(monkeypatch):
    seen = []
    made = parse("Ada Ada NNP 0 root B-PERSON\nBee Bee NNP 1 flat I-PERSON")
    steps = [lambda p, ents, n=n: (seen.append(n), ents)[1] for n in range(len(spans.STEPS))]
    monkeypatch.setattr(spans, "STEPS", steps)
    reading = read(Article("a", made.text), made)
    assert seen == list(range(len(steps)))
    assert [m.text for m in reading.mentions] == ["Ada Bee"]
    assert len(resolve(made).entities) == 1 and seen == list(range(len(steps)))


def test_no_other_room_makes_or_changes_spans_of_entities():
    makers = {
        path.relative_to(HOME).parts[0]
        for path in HOME.rglob("*.py")
        if re.search(r"\bEnt\(|\bents=", path.read_text(encoding="utf-8"))
    }
    assert makers == {"language", "spans"}  # what the model finds, and what becomes of it
