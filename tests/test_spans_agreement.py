from parse_helpers import plain

from kg.records import Ent
from kg.spans.agreement import agreed, unified


def labels(text, *ents):
    return [ent.label for ent in agreed(plain(text), ents)]


def test_a_doubtful_label_yields_to_the_one_that_the_name_has_elsewhere():
    assert labels(
        "Vesta Vesta Vesta", Ent(0, 1, "ORG", 0.9), Ent(1, 2, "PERSON", 0.6), Ent(2, 3, "ORG", 0.9)
    ) == [
        "ORG",
        "ORG",
        "ORG",
    ]


def test_a_sure_label_stays():
    assert labels(
        "Vesta Vesta Vesta", Ent(0, 1, "ORG", 0.9), Ent(1, 2, "PERSON", 0.96), Ent(2, 3, "ORG", 0.9)
    )[1] == ("PERSON")


def test_a_full_name_speaks_for_the_surname():
    assert labels("Anna Holt and Holt", Ent(0, 2, "PERSON", 0.9), Ent(3, 4, "ORG", 0.7)) == [
        "PERSON",
        "PERSON",
    ]


def test_dates_have_no_say():
    assert labels("May May", Ent(0, 1, "DATE", 0.9), Ent(1, 2, "PERSON", 0.5)) == ["DATE", "PERSON"]


def test_a_whole_name_tells_what_its_short_form_is():
    found = labels("Vesta County Vesta", Ent(0, 2, "GPE", 0.9), Ent(2, 3, "ORG", 0.6))
    assert found == ["GPE", "GPE"]


def test_a_person_is_not_taken_for_the_place_of_that_name():
    found = labels("Lincoln County Abe Lincoln", Ent(0, 2, "GPE", 0.9), Ent(2, 4, "PERSON", 0.6))
    assert found == ["GPE", "PERSON"]


def test_a_company_in_full_tells_what_its_first_word_is():
    found = labels("Vesta Motor Corp Vesta", Ent(0, 3, "ORG", 0.9), Ent(3, 4, "GPE", 0.9))
    assert found == ["ORG", "ORG"]


def test_one_name_has_one_label_however_sure_the_model_is():
    ents = [Ent(0, 1, "ORG", 0.97), Ent(1, 2, "ORG", 0.96), Ent(2, 3, "PERSON", 0.99)]
    assert [ent.label for ent in unified(plain("Vesta Vesta Vesta"), ents)] == ["ORG"] * 3


def test_a_surname_is_a_persons_and_a_seat_is_nobodys():
    found = unified(
        plain("Ada Vestrum Vestrum Kremlin"), [Ent(0, 2, "PERSON"), Ent(2, 3, "ORG"), Ent(3, 4, "PERSON")]
    )
    assert [ent.label for ent in found] == ["PERSON", "PERSON", "ORG"]
