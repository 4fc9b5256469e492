import numpy as np
import pytest

from kg.language.sentences import behind_forms, last_start, sentence_starts
from kg.language.wordpiece import GLUED, PARAGRAPH, SPACED
from kg.language.words import Words

NEVER = np.full(20, -9.0, dtype=np.float32)


def line(text):
    """Words cut at blanks and at "_", which glues; "|" begins a paragraph."""
    texts, before = [], []
    for chunk in text.split():
        for i, word in enumerate(chunk.split("_")):
            paragraph = word.startswith("|") or not texts
            texts.append(word.lstrip("|"))
            before.append(PARAGRAPH if paragraph else GLUED if i else SPACED)
    places = tuple(range(len(texts)))
    return Words(tuple(texts), places, places, tuple(before))


def starts(text, said=()):
    words = line(text)
    odds = NEVER.copy()
    odds[list(said)] = 9
    return [words.texts[i] for i in sentence_starts(words, 0, len(words), odds, None)]


def test_a_paragraph_starts_a_sentence_whatever_the_network_says():
    assert starts("Mayor resigns |She left_.") == ["Mayor", "She"]


def test_the_network_starts_sentences():
    assert starts("He left_. She stayed_.", said=[3]) == ["He", "She"]


def test_an_opening_quote_belongs_to_what_follows():
    assert starts('He left_. "_She stayed_.', said=[4]) == ["He", '"']


def test_a_quotation_after_a_full_stop_starts_a_sentence():
    assert starts('He left_. "_She stayed_.') == ["He", '"']


def test_a_closing_quote_belongs_to_what_precedes():
    assert starts('"_She stayed_._" He left_.', said=[4]) == ['"', "He"]


def test_a_bullet_is_no_sentence():
    assert starts("• It opens", said=[1]) == ["•"]


def test_known_starts_are_taken_as_they_are():
    words = line("He left_. She stayed_.")
    assert sentence_starts(words, 1, 6, NEVER, frozenset({0, 3})) == [0, 2]


@pytest.mark.parametrize(("said", "kept"), [([], None), ([3], 3)])
def test_a_window_that_ends_amid_a_sentence_is_kept_up_to_its_start(said, kept):
    words = line("He left_. She stayed here")
    odds = NEVER.copy()
    odds[said] = 9
    assert last_start(words, 0, 5, odds, None) == kept


def test_a_start_behind_a_word_needs_more_than_one_behind_a_mark():
    words = line("He left_. She saw Ann Lee there_.")
    odds = NEVER.copy()
    odds[[3, 5]] = 0.6  # "She" stands behind a full stop, "Ann" behind a word
    assert [words.texts[i] for i in sentence_starts(words, 0, len(words), odds, None)] == ["He", "She"]


@pytest.mark.parametrize(
    ("text", "tags", "sure"),
    [
        ("Ann leads Acme Inc. Bo Lee left_.", "NNP VBZ NNP NNP NNP NNP VBD .", ["Bo"]),
        ("Head of Acme Inc. Bo Lee left_.", "NN IN NNP NNP NNP NNP VBD .", []),  # no clause before it
        ("Ann leads Acme Inc. President Bo left_.", "NNP VBZ NNP NNP NNP NNP VBD .", []),  # a title
        ("Ann left_. Acme Inc. Bo Lee won_.", "NNP VBD . NNP NNP NNP NNP VBD .", []),
        ("Ann met Mr. Bo Lee said_.", "NNP VBD NNP NNP NNP VBD .", []),
    ],
)
def test_a_legal_form_ends_a_sentence_between_two_clauses(text, tags, sure):
    words = line(text)
    odds = behind_forms(words, 0, NEVER[: len(words)], tags.split())
    assert [words.texts[i] for i in np.flatnonzero(odds > 0)] == sure
