import random
import re

import pytest

from kg.errors import DataError
from kg.language import lemma, wordpiece
from kg.language.wordpiece import GLUED, PARAGRAPH, SPACED, WordPiece
from kg.language.words import words_of
from kg.records import Skip
from kg.spans.paragraphs import paragraph_starts

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "tsi",
    "##vil",
    "##ev",
    "cafe",
    "'",
    "s",
    "-",
    "u",
    ".",
    "–",
    '"',
]


def simple(text):
    """A tokenizer that cuts at white space only."""
    return ((found.start(), found.group()) for found in re.finditer(r"\S+", text))


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Tsivilev", ["tsi", "##vil", "##ev"]),
        ("TSIVILEV", ["tsi", "##vil", "##ev"]),
        ("Café", ["cafe"]),
        ("\u2019s", ["'", "s"]),
        ("'s", ["'", "s"]),
        ("\u2014", ["–"]),
        ("\u201c", ['"']),
        ("U.S.", ["u", ".", "s", "."]),
        ("Tsivil-cafe", ["tsi", "##vil", "-", "cafe"]),
        ("tsixev", ["[UNK]"]),
        ("☃", ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
    ],
)
def test_words_fall_into_the_longest_pieces(word, pieces):
    found = WordPiece(VOCABULARY).pieces(word)
    assert [VOCABULARY[i] for i in found] == pieces


def test_a_word_has_no_more_pieces_than_the_limit():
    assert len(WordPiece(VOCABULARY).pieces("-" * 1000)) == wordpiece.MAX_PIECES


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("mayor", wordpiece.LOWER),
        ("Kyiv", wordpiece.TITLE),
        ("NATO", wordpiece.UPPER),
        ("A", wordpiece.ONE_UPPER),
        ("McDonald", wordpiece.CAMEL),
        ("iPhone", wordpiece.INNER_UPPER),
        ("2022", wordpiece.DIGITS),
        ("3rd", wordpiece.DIGITS_LOWER),
        ("F16", wordpiece.DIGITS_UPPER),
        ("U.S.", wordpiece.DOTTED),
        ("--", wordpiece.MARK),
        ("Кемерово", wordpiece.TITLE),
    ],
)
def test_shapes(word, shape):
    assert wordpiece.shape(word) == shape


@pytest.mark.parametrize(
    ("form", "base"),
    [("was", "be"), ("Running", "run"), ("BBC", "BBC"), ("Cities", "city"), ("went", "go"), ("The", "the")],
)
def test_a_script_gives_back_the_lemma_it_was_made_from(form, base):
    assert lemma.apply_script(lemma.script_of(form, base), form) == base


def test_a_script_that_does_not_fit_gives_none():
    assert lemma.apply_script("l|5|x", "no") is None


def test_a_table_of_lemmas_names_the_line_it_cannot_read(tmp_path):
    path = tmp_path / "lemmas.tsv"
    path.write_text("met\tVERB\tmeet\nwent\tgo\n")
    with pytest.raises(DataError, match=r"lemmas\.tsv, line 2: 'went\\tgo'"):
        lemma.read_table(path)


def at(text, *parts):
    return tuple(text.index(part) for part in parts)


def test_every_line_is_a_paragraph_in_a_text_that_is_not_wrapped():
    text = "Mayor opens bridge\nThe bridge was closed for a year.\n\nIt carries trams."
    assert paragraph_starts(text) == at(text, "The bridge", "It carries")


WRAPPED = """\
The council of the town voted on Monday to close the old bridge over
the river, which had been built in the time of the first mayor and had
not been repaired since then, although engineers had warned of cracks
in two of its piers. The mayor said that the money for a new one would
come from the region, and that the work would begin in the spring, as
soon as the ice had gone.

A new one is planned.
- It will be wider.
Short line
that is not full."""


def test_a_line_break_in_a_wrapped_text_ends_a_paragraph_only_where_the_next_word_would_have_fitted():
    expected = at(WRAPPED, "A new", "- It", "Short", "that is")
    assert paragraph_starts(WRAPPED) == expected


def test_carriage_returns_and_blanks_between_lines_are_one_break():
    text = "One.\r\n \t\r\nTwo."
    assert paragraph_starts(text) == at(text, "Two")


def test_words_know_what_stands_before_them():
    text = "Headline\nShe said: no"
    words = words_of(text, (), simple)
    assert words.texts == ("Headline", "She", "said:", "no")
    assert words.before == (PARAGRAPH, PARAGRAPH, SPACED, SPACED)


def test_skipped_spans_have_no_words_and_offsets_stay_those_of_the_text():
    text = "The mayor (photo: agency) resigned.\nRead more here\nShe left."
    skip = [Skip(10, 25, "credit"), Skip(36, 50, "related")]
    words = words_of(text, skip, simple)
    assert [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)] == list(words.texts)
    assert words.texts == ("The", "mayor", "resigned.", "She", "left.")
    assert words.before == (PARAGRAPH, SPACED, SPACED, PARAGRAPH, SPACED)


def test_words_without_a_blank_between_them_are_glued():
    words = words_of("ab", (), lambda text: [(0, "a"), (1, "b")])
    assert words.before == (PARAGRAPH, GLUED)


@pytest.mark.parametrize("seed", range(20))
def test_any_text_and_skips_give_words_in_order_outside_the_skips(seed):
    rng = random.Random(seed)
    text = "".join(rng.choice("ab \n\r\t.") for _ in range(200))
    edges = sorted(rng.sample(range(200), 8))
    skip = [Skip(edges[i], edges[i + 1], "x") for i in range(0, 8, 2)]
    words = words_of(text, skip, simple)
    hidden = {i for span in skip for i in range(span.start, span.end)}
    spans = list(zip(words.starts, words.ends, strict=True))
    assert spans == sorted(spans)
    assert not hidden & {i for s, e in spans for i in range(s, e)}
    kept = "".join(text[i] for i in range(200) if i not in hidden)
    assert "".join("".join(words.texts).split()) == "".join(kept.split())


def test_what_is_too_long_for_a_word_is_cut():
    text = "so " + "x" * 700 + " it went"
    words = words_of(text, (), simple)
    assert "".join(words.texts) == text.replace(" ", "")
    assert [len(word) for word in words.texts] == [2, 300, 300, 100, 2, 4]
    assert words.before == (PARAGRAPH, SPACED, GLUED, GLUED, SPACED, SPACED)


@pytest.mark.parametrize("text", ["a" + " " * 300_000 + "b", "x" * 300_000, "a\n" * 20_000])
def test_long_runs_take_no_more_than_their_length(text):
    assert words_of(text, (), simple).texts
