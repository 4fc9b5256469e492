"""Known lists: who is on them, who waits for a person, who is only a namesake."""

import itertools
import json
import random

import pytest

from kg.entities.listed import Listed, load
from kg.entities.screening import Evidence, Lists
from kg.errors import DataError

GIVEN = [
    "Anna",
    "Boris",
    "Carla",
    "Dmitri",
    "Elena",
    "Farid",
    "Grace",
    "Hugo",
    "Irina",
    "Jonas",
    "Karim",
    "Lena",
    "Marta",
    "Nikolai",
    "Olga",
    "Pavel",
]
FAMILY = [
    "Zarkov",
    "Velmont",
    "Okaforde",
    "Brandvold",
    "Kirsanenko",
    "Lindqvister",
    "Moravetz",
    "Tashkovic",
    "Ulmanis",
    "Pereldo",
]
FAMILY += ["Dranovsky", "Hollerby", "Quistmark"]
OFFICES = ["minister of roads", "governor", "senator", "chairman of the central bank", "ambassador", "mayor"]
COUNTRIES = ["country/NG", "country/FR", "country/KZ", "country/BR"]


def made():
    """200 entries, the entities that they are (or are not, for 40 namesakes), and which is which."""
    draw = random.Random(7)
    names = [" ".join(pair) for pair in itertools.product(GIVEN, FAMILY)]
    draw.shuffle(names)
    entries, entities, same = [], [], {}
    for number, name in enumerate(names[:200]):
        born = f"19{50 + number % 45}-{1 + number % 12:02}-{1 + number % 28:02}"
        office, country = OFFICES[number % 6], COUNTRIES[number % 4]
        entries.append(
            Listed(f"L{number}", "Person", (name,), (born,), frozenset([country]), (office,), ("sanction",))
        )
        key = f"person/{number}"
        if number < 40:  # a namesake: another birth date, or nothing but the name
            other = f"19{50 + (number + 7) % 45}-03-09"
            entities.append(Evidence(key, "Person", (name,), (other,) if number % 2 else ()))
            continue
        same[key] = f"L{number}"
        told = number % 3
        entities.append(
            Evidence(
                key,
                "Person",
                (name,),
                (born,) if told == 0 else (),
                frozenset([country]) if told == 2 else frozenset(),
                (office,) if told == 1 else (),
            )
        )
    return entries, entities, same


def test_200_entries_with_40_namesakes():
    entries, entities, same = made()
    lists = Lists(entries)
    found = {one.key: list(lists.candidates(one)) for one in entities}
    linked = {(key, c.entry.id) for key, several in found.items() for c in several if c.sure}
    assert all(same.get(key) == id for key, id in linked)  # no false link
    assert not any(
        c.sure
        for key, several in found.items()
        for c in several
        if c.reasons == ("the same name", "the name alone")
    )
    told = [one for one in entities if one.key in same and (one.born or one.offices)]
    hits = [one for one in told if any(c.entry.id == same[one.key] for c in found[one.key])]
    assert len(hits) >= 0.9 * len(told) >= 90
    assert all(any(key == one.key for key, _ in linked) for one in told if one.born)
    other_birthday = [one for one in entities if one.key not in same and one.born]
    assert len(other_birthday) == 20 and not any(found[one.key] for one in other_birthday)


@pytest.mark.parametrize(
    ("said", "sure", "reason"),
    [
        ({}, False, "the name alone"),
        ({"born": ("1960-05-01",)}, True, "the same birth date"),
        ({"born": ("1960",)}, False, "the same year of birth"),
        ({"born": ("1960",), "countries": frozenset(["country/KZ"])}, True, "the same country"),
        ({"offices": ("Minister of Roads",)}, False, "the same office (minister, roads)"),
        ({"countries": frozenset(["country/FR"])}, False, "other countries"),
    ],
)
def test_what_links(said, sure, reason):
    entry = Listed(
        "Q1", "Person", ("Айдос Каримов",), ("1960-05-01",), frozenset(["country/KZ"]), ("minister of roads",)
    )
    (found,) = Lists([entry]).candidates(Evidence("person/a", "Person", ("Aidos Karimov",), **said))
    assert (found.sure, reason in found.reasons) == (sure, True)
    assert entry.iri == "http://www.wikidata.org/entity/Q1"


def test_a_surname_alone_is_nobody():
    lists = Lists([Listed("1", "Person", ("Anna Berg",)), Listed("2", "Organization", ("Harbour Bank",))])
    assert not list(lists.candidates(Evidence("person/b", "Person", ("Berg",))))
    assert [c.entry.id for c in lists.candidates(Evidence("o", "Organization", ("Harbour Bank",)))] == ["2"]
    assert not list(lists.candidates(Evidence("p", "Person", ("Harbour Bank",))))


WIKIDATA = {
    "id": "Q7",
    "labels": {"en": {"value": "Anna Berg"}, "ru": {"value": "Анна Берг"}},
    "aliases": {"en": [{"value": "A. K. Berg"}]},
    "claims": {
        "P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}],
        "P569": [{"mainsnak": {"datavalue": {"value": {"time": "+1960-05-01T00:00:00Z"}}}}],
        "P27": [{"mainsnak": {"datavalue": {"value": {"id": "Q1033"}}}}, {"mainsnak": {}}],
    },
}
FTM = {
    "id": "NK-1",
    "schema": "Person",
    "caption": "Anna Berg",
    "properties": {
        "name": ["Anna Berg"], "alias": ["A. Berg"], "birthDate": ["1960-05-01"], "nationality": ["ng"],
        "position": ["minister"], "topics": ["sanction", "role.pep"],
    },
}  # fmt: skip
ENTITY, DIRECT = "http://www.wikidata.org/entity", "http://www.wikidata.org/prop/direct"
TRIPLES = f"""<{ENTITY}/Q7> <http://www.w3.org/2000/01/rdf-schema#label> "Anna Berg"@en .
<{ENTITY}/Q7> <http://www.w3.org/2004/02/skos/core#altLabel> "\\u0410\\u043d\\u043d\\u0430"@ru .
<{ENTITY}/Q7> <{DIRECT}/P569> "1960-05-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
<{ENTITY}/Q7> <{DIRECT}/P27> <{ENTITY}/Q1033> .
"""
CSV = "id,name,aliases,type,birth date,country,office,topics\n"
CSV += "x1,Anna Berg,A. Berg;Anna,person,1960-05-01,Nigeria,minister,sanction\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", json.dumps(WIKIDATA) + "\n"),
        (
            "a.json",
            json.dumps(FTM) + "\n" + json.dumps({"id": "x", "schema": "Vessel", "properties": {}}) + "\n",
        ),
        ("a.nt", TRIPLES),
        ("a.csv", CSV),
    ],
)
def test_lists_of_each_kind(name, text, tmp_path):
    (tmp_path / name).write_text(text, encoding="utf-8")
    (entry,) = load(tmp_path / name)
    assert (entry.names[0], entry.type, entry.born) == ("Anna Berg", "Person", ("1960-05-01",))
    assert entry.countries == {"country/NG"}
    assert len(entry.names) >= 2


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "name,hair\nA,b\n", "column 'hair' is none of"),
        ("a.csv", "name,type\nA,ship\n", "line 2: unknown type 'ship'"),
        ("a.json", "{}\n[1]\n", "line 1: no entity"),
        ("a.nt", "no triple\n", "line 1: no N-Triples: 'no triple'"),
    ],
)
def test_what_is_no_list_is_told(name, text, message, tmp_path):
    (tmp_path / name).write_text(text)
    with pytest.raises(DataError, match=message):
        load(tmp_path / name)
