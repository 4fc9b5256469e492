from dataclasses import replace

import pytest
from parse_helpers import plain

from kg.errors import DataError
from kg.records import Ent
from kg.spans.expressions import expressions, load_forms, matches, merged, refuted
from kg.spans.labels import corrected, label_of


def found(text, sents=None):
    parse = plain(text)
    parse = replace(parse, sents=tuple(sents)) if sents else parse
    return {(parse.span_text(e.start, e.end), e.label) for e in expressions(parse)}


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
    ents = [Ent(0, 2, "DATE"), Ent(3, 4, "DATE"), Ent(5, 6, "DATE")]
    assert [refuted(plain(text), ent) for ent in ents] == [True, True, False]


def test_forms_that_use_what_is_not_defined_are_rejected(tmp_path):
    path = tmp_path / "forms.yaml"
    path.write_text("words: {day: [Monday]}\npieces: {}\npatterns: {DATE: ['{month}']}\nnever: {}\n")
    with pytest.raises(DataError, match=r"forms\.yaml: patterns of DATE uses month"):
        load_forms(path)


def test_unknown_keys_are_rejected(tmp_path):
    path = tmp_path / "data.yaml"
    path.write_text("colours: [red]\n")
    with pytest.raises(DataError, match="colours"):
        load_forms(path)


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
    ents = corrected(plain(text), [Ent(0, 1, "LOC", 0.7)])
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
    words = plain(text)
    (ent,) = corrected(words, [Ent(0, len(words), "PERSON", 0.9)])
    assert words.span_text(ent.start, ent.end) == name


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
    (ent,) = corrected(plain(text), [Ent(1, 2, "PERSON", score)])
    assert ent.label == label


def test_a_full_name_keeps_its_bearer_a_person():
    text = "Anna Xqlent sued . Xqlent won"
    ents = [Ent(0, 2, "PERSON", 0.9), Ent(4, 5, "PERSON", 0.6)]
    assert [ent.label for ent in corrected(plain(text), ents)] == ["PERSON", "PERSON"]


def test_a_demonym_is_parted_from_the_name_behind_it():
    text = "Kenyan Jane Roe met Roman Roe Berg"
    ents = [Ent(0, 3, "PERSON", 0.9), Ent(4, 7, "PERSON", 0.9)]
    found = [(e.start, e.end, e.label) for e in corrected(plain(text), ents)]
    assert found == [(0, 1, "NORP"), (1, 3, "PERSON"), (4, 7, "PERSON")]
