"""The shipped model, on sentences of our own."""

import pytest

import kg.language
from kg.errors import DataError
from kg.language.parsing import MODEL, Reader
from kg.records import Skip
from kg.spans import mended

pytestmark = pytest.mark.model

TEXT = """\
Mayor of Odesa opens new bridge

Hanna Lysenko, the mayor of Odesa, met Turkish Foreign Minister Emre Kaya in Ankara on Tuesday. \
\u201cWe want peace,\u201d she said. The bridge cost $12 million and was built by Stroymost Ltd.
\u2022 It is 300 metres long
\u2022 It was closed in March 2019
Mr. Kaya didn\u2019t answer."""


@pytest.fixture(scope="module")
def parse():
    return kg.language.parse(TEXT)


def named(parse):
    return {(parse.span_text(e.start, e.end), e.label) for e in mended(parse).ents}


def test_entities(parse):
    expected = {
        ("Hanna Lysenko", "PERSON"),
        ("Odesa", "GPE"),
        ("Turkish", "NORP"),
        ("Emre Kaya", "PERSON"),
        ("Ankara", "GPE"),
        ("Tuesday", "DATE"),
        ("$12 million", "MONEY"),
        ("March 2019", "DATE"),
    }
    assert expected <= named(parse)
    assert all(0 < ent.score <= 1 for ent in parse.ents)


def test_headlines_and_bullets_are_sentences_of_their_own(parse):
    sentences = [parse.span_text(start, end) for start, end in parse.sents]
    assert sentences[0] == "Mayor of Odesa opens new bridge"
    assert sentences[1].startswith("Hanna Lysenko") and sentences[1].endswith("on Tuesday.")
    assert sentences[2] == "\u201cWe want peace,\u201d she said."
    assert sentences[-3:-1] == ["\u2022 It is 300 metres long", "\u2022 It was closed in March 2019"]


def test_words_are_cut_where_names_begin():
    words = Reader().parse("Results: Anna Kovacs (HUN)/Boris Novak (SVN), a U.S.-funded team")
    assert {"HUN", ")/", "Boris", "U.S.", "-", "funded"} <= {words.word(i) for i in range(len(words))}


def test_arrays_fit_together(parse):
    n = len(parse)
    arrays = (parse.ends, parse.lemmas, parse.tags, parse.pos, parse.morphs, parse.heads, parse.deps)
    assert {len(array) for array in arrays} == {n}
    assert [start for start, _ in parse.sents] + [n] == [0] + [end for _, end in parse.sents]
    for start, end in parse.sents:
        assert [i for i in range(start, end) if parse.heads[i] == i] == [
            i for i in range(start, end) if parse.deps[i] == "root"
        ]
        assert sum(parse.deps[i] == "root" for i in range(start, end)) == 1
        assert all(start <= parse.heads[i] < end for i in range(start, end))


def test_a_plain_sentence_has_the_expected_tree():
    parse = kg.language.parse("The governor met two ministers in Lviv.")
    words = [parse.word(i) for i in range(len(parse))]
    arcs = {(words[i], parse.deps[i], words[parse.heads[i]]) for i in range(len(parse))}
    assert {("governor", "nsubj", "met"), ("ministers", "obj", "met"), ("Lviv", "obl", "met")} <= arcs
    assert parse.lemmas[2] == "meet"


def test_the_same_text_gives_the_same_parse_whatever_came_before(parse):
    reader = Reader()
    assert reader.parse(TEXT) == parse
    reader.parse("Something else altogether. " * 50)
    assert reader.parse(TEXT) == parse


def test_threads_change_nothing(parse):
    long = " ".join([TEXT] * 3)
    assert Reader(threads=2).parse(long) == kg.language.parse(long)


def test_skipped_spans_have_no_tokens_and_shift_no_offsets():
    text = "Read also: Ten facts\n" + TEXT
    parse = kg.language.parse(text, skip=[Skip(0, 20, "related")])
    assert parse.starts[0] == 21
    assert all(
        text[s:e] == parse.word(i) for i, (s, e) in enumerate(zip(parse.starts, parse.ends, strict=True))
    )
    assert named(parse) == named(kg.language.parse(TEXT))


@pytest.mark.parametrize(
    "text", ["", " \n\t\n ", "\u200b", "!", "\U0001f600", "a" * 5000, "a " * 700, "1,2," * 400]
)
def test_odd_texts_are_read(text):
    parse = kg.language.parse(text)
    assert [parse.word(i) for i in range(len(parse))] == [
        text[s:e] for s, e in zip(parse.starts, parse.ends, strict=True)
    ]
    assert sum(end - start for start, end in parse.sents) == len(parse)


def test_a_long_paragraph_is_read_in_windows_that_cut_no_sentence():
    sentence = "The governor of the region met the mayor of the town on Monday."
    parse = kg.language.parse(" ".join([sentence] * 60))
    assert {parse.span_text(start, end) for start, end in parse.sents} == {sentence}


def test_a_doc_holds_what_the_parse_holds(parse):
    nlp = kg.language.load()
    doc = nlp(TEXT)
    tokens = [token for token in doc if not token.is_space]
    assert [token.idx for token in tokens] == list(parse.starts)
    assert [token.dep_ for token in tokens] == list(parse.deps)
    assert [token.head.idx for token in tokens] == [parse.starts[head] for head in parse.heads]
    assert [token.lemma_ for token in tokens] == list(parse.lemmas)
    assert [str(token.morph) for token in tokens] == list(parse.morphs)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        (parse.span_text(e.start, e.end), e.label) for e in mended(parse).ents
    ]
    assert len(list(doc.sents)) == len(parse.sents)
    assert "Hanna Lysenko" in {chunk.text for chunk in doc.noun_chunks}


def test_spacy_opens_the_shipped_folder_and_one_that_it_wrote(tmp_path):
    import spacy

    import kg.language.component  # noqa: F401

    nlp = spacy.load(MODEL)
    nlp.to_disk(tmp_path / "copy")
    copy = spacy.load(tmp_path / "copy")
    assert [(e.text, e.label_) for e in copy(TEXT).ents] == [(e.text, e.label_) for e in nlp(TEXT).ents]
    assert copy.meta["license"] == "CC BY-SA 4.0"
    assert [doc.text for doc in copy.pipe(["", "\n", "Odesa"])] == ["", "\n", "Odesa"]


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(DataError, match=str(tmp_path)):
        Reader(tmp_path)


def test_a_component_without_a_model_says_what_to_do():
    import spacy

    import kg.language.component

    nlp = spacy.blank("en")
    nlp.add_pipe(kg.language.component.NAME)
    with pytest.raises(DataError, match=r"kg\.language\.load"):
        nlp("Odesa")


def test_the_card_names_every_source_with_its_licence():
    meta = kg.language.reader().meta
    assert meta["sources"] and all(source["license"] and source["author"] for source in meta["sources"])
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) < 30_000_000
