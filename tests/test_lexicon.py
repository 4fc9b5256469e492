import pytest

from kg.errors import DataError
from kg.lexicon import (
    fold,
    given_frequency,
    given_name_gender,
    is_given_name,
    is_surname,
    legal_form,
    name_gender,
    packed_tables,
    places,
    seat_of,
    surname_frequency,
)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("U.S.", "us"),
        ("The Élysée  Palace", "elysee palace"),
        ("O\u2019Brien", "obrien"),
        ("Цивилёв", "tsivilev"),
        ("Radio Free Europe/Radio Liberty", "radio free europe radio liberty"),
        ("AT&T", "at and t"),
        ("the", "the"),
        ("\u200bKyiv\u00a0", "kyiv"),
        ("…", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("U.S.", "country/US"),
        ("US", "country/US"),
        ("the United States", "country/US"),
        ("UK", "country/GB"),
        ("Georgia", "country/GE"),
        ("Congo-Brazzaville", "country/CG"),
        ("Türkiye", "country/TR"),
        ("Russia's", "country/RU"),
        ("Kemerovo", "city/1503901"),
        ("Kemerovo region", "region/RU.29"),
        ("Kuzbass", "region/RU.29"),
        ("Moscow region", "region/RU.47"),
        ("St Petersburg", "city/498817"),
        ("Saint Petersburg", "city/498817"),
        ("St. Petersburg", "city/498817"),
        ("Kiev", "city/703448"),
        ("Kyiv", "city/703448"),
        ("Москва", "city/524901"),
        ("New York State", "region/US.NY"),
        ("state of Texas", "region/US.TX"),
        ("Osaka Prefecture", "region/JP.32"),
        ("Scotland", "region/GB.SCT"),
        ("Donbass", "macro/donbas"),
        ("Middle East", "macro/middle-east"),
        ("Africa", "continent/AF"),
    ],
)
def test_places_are_found_by_the_names_of_the_news(name: str, place: str) -> None:
    assert places().lookup(name)[0].id == place


@pytest.mark.parametrize("name", ["us", "", "Xyzzyville", "it", "in"])
def test_what_is_no_place(name: str) -> None:
    assert places().lookup(name) == ()


def test_places_of_one_name_come_best_first() -> None:
    found = [place.kind for place in places().lookup("Georgia")]
    assert found[:2] == ["country", "region"]
    paris = places().lookup("Paris")
    assert [place.population for place in paris] == sorted((p.population for p in paris), reverse=True)


def test_place_knows_what_contains_it() -> None:
    book = places()
    city = book.get("city/1503901")
    assert city is not None
    assert [place.id for place in book.ancestors(city)] == [
        "region/RU.29",
        "country/RU",
        "continent/EU",
        "macro/siberia",
    ]
    country = book.country_of(city)
    assert country is not None and country.wikidata == "Q159"
    assert book.get("city/0") is None


def test_every_parent_is_a_place_and_no_place_contains_itself() -> None:
    book = places()
    for place in book:
        above = book.ancestors(place)
        assert place not in above
        assert place.parent is None or above[0].id == place.parent


@pytest.mark.parametrize(
    ("word", "adjective", "people"),
    [
        ("Russian", "country/RU", "country/RU"),
        ("Russians", None, "country/RU"),
        ("Chinese", "country/CN", "country/CN"),
        ("Danes", None, "country/DK"),
        ("Nigerien", "country/NE", "country/NE"),
        ("Congolese", None, None),
        ("Chechen", "region/RU.12", "region/RU.12"),
    ],
)
def test_adjectives(word: str, adjective: str | None, people: str | None) -> None:
    found = places().adjective(word)
    assert (found.id if found else None) == adjective
    found = places().demonym(word)
    assert (found.id if found else None) == people


def test_adjectives_name_known_places() -> None:
    ids = {place.id for place in places()}
    assert {row[1] for row in packed_tables.rows("demonyms.tsv", 3)} <= ids
    assert {row[1] for row in packed_tables.rows("seats.tsv", 2)} <= ids
    assert {part for row in packed_tables.rows("place_members.tsv", 2) for part in row} <= ids


def test_seats() -> None:
    assert seat_of("the Kremlin") == "country/RU"
    assert seat_of("Beijing") == "country/CN"
    assert seat_of("Kemerovo") is None


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Sergei", "male"), ("Mary", "female"), ("Volodymyr", "male"), ("Kim", None), ("Xyzzy", None)],
)
def test_gender_of_given_names(name: str, gender: str | None) -> None:
    assert given_name_gender(name) == gender


def test_gender_of_full_names() -> None:
    assert name_gender("Xyzzy Petrovna Kuznets") == "female"
    assert name_gender("Xyzzy Ivanova") == "female"
    assert name_gender("Nicola Smith") is None
    assert name_gender("Ivanova") is None
    assert name_gender("") is None


def test_name_lists_and_frequencies() -> None:
    assert is_given_name("Olga") and not is_given_name("Xyzzy")
    assert is_surname("Merkel") and not is_surname("Xyzzy")
    assert surname_frequency("Smith") > surname_frequency("Merkel") > surname_frequency("Xyzzy")
    assert given_frequency("John") > given_frequency("Jacinda")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Acme Ltd.", ("Acme", "Ltd")),
        ("Apple, Inc", ("Apple", "Inc")),
        ("OOO Lukoil", ("Lukoil", "OOO")),
        ("Foo S.p.A.", ("Foo", "SpA")),
        ("Levada Center", ("Levada Center", None)),
        ("Group of Seven", ("Group of Seven", None)),
        ("IN Press", ("IN Press", None)),
        ("Limited", ("Limited", None)),
    ],
)
def test_legal_forms(name: str, expected: tuple[str, str | None]) -> None:
    assert legal_form(name) == expected


def test_a_table_with_a_wrong_row_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_tables, "text", lambda name: "# remark\na\tb\nc\n")
    with pytest.raises(DataError, match=r"x\.tsv, line 3"):
        list(packed_tables.rows("x.tsv", 2))


def test_every_name_of_a_sorted_table_is_found() -> None:
    names = packed_tables.text("people.tsv.gz").splitlines()[::997]
    table = packed_tables.SortedTable("people.tsv.gz")
    for line in names:
        key, rest = line.split("\t", 1)
        assert table.get(key) == rest
    assert table.get("") is None and table.get("zzzzzz") is None
