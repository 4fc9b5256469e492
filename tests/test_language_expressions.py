import pytest

from kg.errors import DataError
from kg.language.expressions import expressions, load_forms, matches, merged, refuted
from kg.language.names import corrected, label_of, load_heads
from kg.language.words import words_of
from kg.records import Ent


def cut(text):
    """A tokenizer that cuts at blanks and before commas and full stops at a word's end."""
    at = 0
    for word in text.split(" "):
        bare = word.rstrip(",.")
        if bare:
            yield at, bare
        if bare != word:
            yield at + len(bare), word[len(bare) :]
        at += len(word) + 1


def found(text, sents=None):
    words = words_of(text, (), cut)
    ents = expressions(text, words, sents or [(0, len(words))])
    return {(text[words.starts[e.start] : words.ends[e.end - 1]], e.label) for e in ents}


@pytest.mark.parametrize(
    "date",
    [
        "2021-04-09",
        "9 April 2021",
        "April 9, 2021",
        "Friday, April 9",
        "the 9th of April",
        "Apr. 9",
        "April 2021",
        "09.04.2021",
        "summer of 2021",
        "the early 1920s",
        "2019-2021",
        "April 9 to May 2",
        "last Friday",
        "three weeks ago",
        "yesterday",
        "Friday",
    ],
)
def test_dates(date):
    assert (date, "DATE") in found(f"They met again {date}, it is said")


@pytest.mark.parametrize(
    "text", ["She may march on", "He sat in the sun", "v2.2021 came out", "in room 1921"]
)
def test_what_only_looks_like_a_date(text):
    assert not found(text)


@pytest.mark.parametrize(
    "amount",
    [
        "$7 million",
        "US$7.5bn",
        "EUR 300,000",
        "7 million rubles",
        "€90",
        "Rs 5000",
        "two billion Hong Kong dollars",
    ],
)
def test_money(amount):
    assert (amount, "MONEY") in found(f"It cost {amount} then")


def test_other_words_that_are_currencies_need_a_scale():
    assert not found("The ten won the game")
    assert found("It cost 3 million pounds") == {("3 million pounds", "MONEY")}


def test_percentages():
    assert found("Prices rose 3.5 per cent") == {("3.5 per cent", "PERCENT")}


def test_an_expression_does_not_cross_sentences():
    assert ("April 9", "DATE") not in found("It was April 9 people came", sents=[(0, 3), (3, 6)])


def test_the_longest_match_wins():
    forms = load_forms().patterns["DATE"]
    text = "on Monday, April 9, 2021 they"
    assert [text[s:e] for s, e in matches(text, forms)] == ["Monday, April 9, 2021"]


def test_an_expression_joins_a_date_and_gives_way_to_a_name():
    date, person = Ent(1, 3, "DATE", 0.5), Ent(5, 7, "PERSON", 0.9)
    told = [Ent(2, 4, "DATE", 0.95), Ent(6, 7, "DATE", 0.95)]
    assert merged([date, person], told) == [Ent(1, 4, "DATE", 0.95), person]


def test_lengths_of_time_and_ages_are_no_dates():
    text = "five months, 83, 2021"
    words = words_of(text, (), cut)
    ents = [Ent(0, 2, "DATE"), Ent(3, 4, "DATE"), Ent(5, 6, "DATE")]
    assert [refuted(text, words, ent) for ent in ents] == [True, True, False]


def test_forms_that_use_what_is_not_defined_are_rejected(tmp_path):
    path = tmp_path / "forms.yaml"
    path.write_text("words: {day: [Monday]}\npieces: {}\npatterns: {DATE: ['{month}']}\nnever: {}\n")
    with pytest.raises(DataError, match=r"forms\.yaml: patterns of DATE uses month"):
        load_forms(path)


@pytest.mark.parametrize("load", [load_forms, load_heads])
def test_unknown_keys_are_rejected(tmp_path, load):
    path = tmp_path / "data.yaml"
    path.write_text("colours: [red]\n")
    with pytest.raises(DataError, match="colours"):
        load(path)


@pytest.mark.parametrize(
    ("name", "label", "score", "expected"),
    [
        ("Ukrainian", "GPE", 0.99, "NORP"),
        ("Ukraine", "LOC", 0.6, "GPE"),
        ("Africa", "GPE", 0.6, "LOC"),
        ("Ukraine", "ORG", 0.5, "GPE"),
        ("Ukraine", "ORG", 0.97, "ORG"),
        ("Boryspil Airport", "LOC", 0.9, "FAC"),
        ("Boryspil Airport", "ORG", 0.9, "FAC"),
        ("Historical Museum", "ORG", 0.9, "ORG"),
        ("Historical Museum", "LOC", 0.9, "FAC"),
        ("Olena Kovalenko", "PERSON", 0.9, "PERSON"),
        ("U.N.", "GPE", 0.99, "ORG"),
        ("European Union", "LOC", 0.99, "ORG"),
        ("Der Spiegel", "PERSON", 0.99, "ORG"),
        ("Spiegel", "PERSON", 0.99, "PERSON"),
        ("Partido Verde", "PERSON", 0.9, "ORG"),
        ("Banco", "PERSON", 0.9, "PERSON"),
        ("Yoruba", "MISC", 0.99, "NORP"),
        ("Tutsis", "MISC", 0.99, "NORP"),
        ("Cree", "LOC", 0.5, "NORP"),
        ("Cree", "LOC", 0.95, "LOC"),
        ("Esperanto", "MISC", 0.5, "MISC"),
    ],
)
def test_labels_that_the_lexicon_settles(name, label, score, expected):
    assert label_of(name, label, score) == expected


def test_corrected_entities_keep_their_place_and_score():
    text = "Ukrainian farmers"
    ents = corrected(text, words_of(text, (), cut), [Ent(0, 1, "LOC", 0.7)])
    assert ents == [Ent(0, 1, "NORP", 0.7)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gen Pervez Holt", "Pervez Holt"),
        ("Lt. Gen. Pervez Holt", "Pervez Holt"),
        ("MP Pervez Holt", "Pervez Holt"),
        ("Mp Holt", "Mp Holt"),
        ("General", "General"),
        ("Pervez Major", "Pervez Major"),
    ],
)
def test_a_person_is_named_without_titles(text, name):
    words = words_of(text, (), cut)
    (ent,) = corrected(text, words, [Ent(0, len(words), "PERSON", 0.9)])
    assert text[words.starts[ent.start] : words.ends[ent.end - 1]] == name


@pytest.mark.parametrize(
    ("text", "score", "label"),
    [
        ("the Xqlent closed", 0.7, "ORG"),
        ("the Xqlent closed", 0.97, "PERSON"),
        ("then Anna closed", 0.7, "PERSON"),
        ("Mr Xqlent closed", 0.7, "PERSON"),
        ("rapper Xqlent sang", 0.7, "PERSON"),
        ("an ED raid", 0.7, "ORG"),
    ],
)
def test_a_doubtful_person_of_one_unknown_word_is_an_organization(text, score, label):
    (ent,) = corrected(text, words_of(text, (), cut), [Ent(1, 2, "PERSON", score)])
    assert ent.label == label


def test_a_full_name_keeps_its_bearer_a_person():
    text = "Anna Xqlent sued . Xqlent won"
    ents = [Ent(0, 2, "PERSON", 0.9), Ent(4, 5, "PERSON", 0.6)]
    assert [ent.label for ent in corrected(text, words_of(text, (), cut), ents)] == ["PERSON", "PERSON"]


def test_a_demonym_is_parted_from_the_name_behind_it():
    text = "Kenyan Jane Roe met Roman Roe Berg"
    ents = [Ent(0, 3, "PERSON", 0.9), Ent(4, 7, "PERSON", 0.9)]
    found = [(e.start, e.end, e.label) for e in corrected(text, words_of(text, (), cut), ents)]
    assert found == [(0, 1, "NORP"), (1, 3, "PERSON"), (4, 7, "PERSON")]
