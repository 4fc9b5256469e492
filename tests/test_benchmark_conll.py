"""The shared task's measures, on small texts by hand."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from parse_helpers import parse

from benchmarks.conll import Side, Word, aligned, count, documents, scores, side

ROWS = [
    ("1-2", "Don't", "_", "_", "_", "_", "_", "_", "_", "_"),
    ("1", "Do", "do", "AUX", "VBP", "_", "3", "aux", "_", "_"),
    ("2", "n't", "not", "PART", "RB", "_", "3", "advmod", "_", "_"),
    ("3", "go", "go", "VERB", "VB", "_", "0", "root", "_", "SpaceAfter=No"),
    ("4", ".", ".", "PUNCT", ".", "_", "3", "punct", "_", "_"),
]


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    lines = ["# newdoc id = a", *("\t".join(row) for row in ROWS), "", "# newpar"]
    lines += ["1\tStay\tstay\tVERB\tVB\t_\t0\troot\t_\t_", "", ""]
    path = tmp_path / "bank.conllu.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_documents_give_back_their_text(bank: Path) -> None:
    (document,) = documents(bank)
    assert document.text == "Don't go.\n\nStay "
    assert [word.form for word in document.gold.words] == ["Do", "n't", "go", ".", "Stay"]
    assert [word.span for word in document.gold.words] == [(0, 5), (0, 5), (5, 7), (7, 8), (8, 12)]
    assert [word.head for word in document.gold.words] == [2, 2, 2, 2, 4]
    assert document.gold.sentences == {(0, 8), (8, 12)}


def test_a_reading_scores_full_marks_against_itself(bank: Path) -> None:
    (document,) = documents(bank)
    assert set(scores([count(document.gold, document.gold)]).values()) == {100.0}


def word(form: str, start: int, head: int, **more: object) -> Word:
    return Word(form, (start, start + len(form)), "X", "X", form, head, "dep", **more)  # type: ignore[arg-type]


def test_words_within_a_token_are_aligned_by_form() -> None:
    gold = [Word(f, (0, 5), "X", "X", f, 2, "dep", True) for f in ("Do", "n't")] + [word("go", 5, 2)]
    assert aligned(gold, [word("Do", 0, 2), word("n't", 2, 2), word("go", 5, 2)]) == {0: 0, 1: 1, 2: 2}
    assert aligned(gold, [word("Don't", 0, 1), word("go", 5, 1)]) == {2: 1}


def test_words_cut_elsewhere_are_not_aligned() -> None:
    assert aligned([word("US", 0, 1), word("go", 2, 1)], [word("USg", 0, 0), word("o", 3, 0)]) == {}


def test_a_wrong_head_and_a_wrong_label_are_counted() -> None:
    gold = Side((word("a", 0, 1), word("b", 1, 1), word("c", 2, 1)), frozenset({(0, 3)}))
    other = Word("c", (2, 3), "Y", "X", "c", 1, "other:sub")
    system = Side((word("a", 0, 2), word("b", 1, 1), other), frozenset({(0, 2), (2, 3)}))
    found = scores([count(gold, system)])
    assert found["words"] == 100.0
    assert found["UAS"] == pytest.approx(200 / 3)
    assert found["LAS"] == pytest.approx(100 / 3)
    assert found["UPOS"] == pytest.approx(200 / 3)
    assert found["sentences"] == 0.0


def test_a_parse_in_the_terms_of_the_task() -> None:
    found = side(
        parse("Ann Ann NNP 2 nsubj\nleft leave VBD 0 root", "Bob Bob NNP 2 nsubj\nstayed stay VBD 0 root")
    )
    assert [word.span for word in found.words] == [(0, 3), (3, 7), (7, 10), (10, 16)]
    assert [word.head for word in found.words] == [1, 1, 3, 3]
    assert found.sentences == {(0, 7), (7, 16)}
