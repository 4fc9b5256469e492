"""The first screen's answer, what a search asks, and answers that lead to what they name."""

from __future__ import annotations

import pytest
import view_helpers
from graph_helpers import make_collection
from server_helpers import Client, save

from kg.graph.groups import NAMED, hanging_together
from kg.layout.bubbles import GAP, arranged


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return Client(save(tmp_path_factory.mktemp("story") / "graph", make_collection()))


@pytest.fixture(scope="module")
def sample(sample_folder):
    return Client(sample_folder)


def names(items):
    return [item["name"] for item in items]


def test_people_are_ranked_by_articles_with_their_office(small):
    ranking = small.get("/api/story").json()["ranking"]
    assert [(one["name"], one["articles"], one["line"]) for one in ranking["Person"][:2]] == [
        ("Mira Okafor", 4, "governor, Westmark"),
        ("Jonas Lind", 4, "chief executive, Northwind"),
    ]
    assert ranking["Organization"][0]["line"] == "Organization in Port Alda"


def test_months_narrow_everything(small):
    part = small.get("/api/story", **{"from": "2022-03", "to": "2022-03"}).json()
    assert part["articles"] == 2
    assert "Northwind" not in names(part["ranking"]["Organization"])
    assert small.get("/api/story").json()["months"] == [
        {"month": "2022-03", "count": 2},
        {"month": "2022-04", "count": 1},
        {"month": "2023-05", "count": 1},
    ]
    assert small.get("/api/story", **{"from": "soon"}).status == 400


def test_groups_are_named_by_their_best_known_and_open_readable(sample):
    found = sample.get("/api/story").json()
    bubbles = found["communities"]["bubbles"]
    assert 12 <= len(bubbles) <= 20
    assert all(1 <= len(one["names"]) <= 3 and len(one["opens"]) <= 30 for one in bubbles)
    assert found["small"]["groups"] == len(found["small"]["listed"]) > 0
    for edge in found["communities"]["edges"]:
        assert edge["count"] >= len(edge["facts"]) >= 1
    assert sample.get("/api/story").json() == found


def test_a_dense_group_opens_with_few_enough_lines(tmp_path):
    around = {f"p{i}": {f"p{j}": 1 for j in range(40) if j != i} for i in range(40)}
    opened = hanging_together(list(around), around)
    assert len(opened) * (len(opened) - 1) / 2 <= NAMED
    assert len(opened) > 5


def test_circles_do_not_overlap_and_stay_where_they_are():
    radii = [60.0, 40.0, 40.0, 30.0, 30.0, 20.0]
    weights = {(0, 1): 4.0, (0, 5): 1.0, (2, 3): 2.0}
    at = arranged(radii, weights, 1.3)
    assert at == arranged(radii, weights, 1.3)
    for a in range(6):
        for b in range(a):
            far = ((at[a][0] - at[b][0]) ** 2 + (at[a][1] - at[b][1]) ** 2) ** 0.5
            assert far >= radii[a] + radii[b] + GAP - 2


def test_what_to_look_at_first(small):
    first = small.get("/api/story").json()["first"]
    assert [fact["subject"]["name"] for fact in first["disagreements"]["facts"]] == ["Mira Okafor"]
    assert first["several"]["facts"][0]["relation"] == "governs"
    assert first["newest"]["facts"][0]["published"] == "2023-05-01"


# What a search asks


def test_two_names_are_a_path(small):
    found = small.get("/api/search", q="Lind and Norland").json()
    assert [(pair["a"]["name"], pair["b"]["name"]) for pair in found["pairs"]] == [("Jonas Lind", "Norland")]
    assert small.get("/api/search", q="Lind").json()["pairs"] == []


def test_two_names_need_no_word_between_them(small):
    found = small.get("/api/search", q="jonas lind norland").json()
    assert [(pair["a"]["name"], pair["b"]["name"]) for pair in found["pairs"]] == [("Jonas Lind", "Norland")]
    assert small.get("/api/search", q="Lind dances").json()["pairs"] == []


def test_a_question_names_its_query_and_parameters(small):
    (question,) = small.get("/api/search", q="who governs norland?").json()["questions"]
    assert question["query"] == "who-governs"
    assert question["title"] == "Who governs Norland?"
    assert question["parameters"] == {"place": "place/norland"}
    assert question["within"] == ["place"], "Westmark lies in it"
    (met,) = small.get("/api/search", q="who met whom in March").json()["questions"]
    assert met["parameters"] == {"month": "2022-03"}


def test_an_entity_has_a_line_of_why(small):
    found = small.get("/api/search", q="mira").json()["entities"][0]
    assert (found["line"], found["articles"]) == ("governor, Westmark", 4)


# Answers


def ask(client, name, within=(), **parameters):
    asked = {"name": name, "parameters": parameters, "within": list(within)}
    return client.post("/api/query", asked).json()


def cells(table, column):
    at = table["variables"].index(column)
    return [row[at] for row in table["rows"]]


@pytest.fixture(scope="module")
def built(sample):
    return sample


def test_names_lead_to_entities_and_relations_to_facts(built):
    found = ask(built, "who-governs")
    assert all(cell["key"].startswith("person/") for cell in cells(found, "person"))
    assert all(cell["key"].startswith("place/") for cell in cells(found, "where"))
    fact = cells(found, "relation")[0]
    assert built.get("/api/fact", id=fact["fact"]).json()["subject"]["key"] == fact["subject"]


def test_sentences_lead_to_their_claim_and_articles_go_by_title(built):
    found = ask(built, "positions-over-time")
    sentence, article = cells(found, "sentence")[0], cells(found, "article")[0]
    claims = built.get("/api/article", id=article["article"]).json()["claims"]
    assert sentence["claim"] in {claim["id"] for claim in claims}
    assert sentence["article"] == article["article"] == article["value"]
    assert article["name"] != article["value"]


def test_places_within_a_place_count_where_that_is_asked(built):
    alone = ask(built, "who-governs", place="place/russia")
    wider = ask(built, "who-governs", within=["place"], place="place/russia")
    assert "Kemerovo region" in {cell["name"] for cell in cells(wider, "where")}
    assert len(wider["rows"]) > len(alone["rows"])


def test_no_answer_says_what_is_near(built):
    found = ask(built, "who-heads", organization="organization/kolmar")
    assert found["rows"] == []
    (near,) = found["near"]
    assert near["entity"]["name"] == "Kolmar"
    found = ask(built, "who-governs", place="place/moscow")
    assert "Russia" in names(found["near"][0]["wider"])


def test_homonyms_are_told_apart_by_the_fact(tmp_path):
    everyone = {"person/reed": "John Reed", "person/reed-2": "John Reed", "organization/x": "Xorg"}
    triples = [("person/reed", "heads", "organization/x"), ("person/reed-2", "worksFor", "organization/x")]
    folder = save(tmp_path / "graph", view_helpers.collect(everyone, triples))
    assert names(Client(folder).get("/api/search", q="reed").json()["entities"]) == ["John Reed", "John Reed"]
