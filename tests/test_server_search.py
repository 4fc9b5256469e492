"""Search by names in any script and by words; paths between two entities."""

from itertools import pairwise

import pytest
from graph_helpers import CYRILLIC, HOSTILE, make_collection
from server_helpers import Client, save

from kg.graph.shortest_paths import shortest
from kg.records import Entity
from kg.server.endpoints.search import full_text, spans, unmarked
from kg.server.name_index import Names

MIRA, JONAS = "person/mira-okafor", "person/jonas-lind"


def entity(name, *aliases, kind="person"):
    return Entity(f"{kind}/{name.casefold().replace(' ', '-')}", kind.capitalize(), name, aliases, ())


WORLD = [
    entity("Sergei Tsivilev", "Tsivilev"),
    entity("Sergey Sobyanin", "Сергей Собянин"),
    entity("Ursula von der Leyen"),
    entity("Recep Tayyip Erdoğan", "Erdogan"),
    entity("Volodymyr Zelenskyy", "Володимир Зеленський", "Zelensky"),
    entity("東京都", "Tokyo", kind="place"),
    entity("☃☃", kind="organization"),
    entity("United Nations", "UN", "U.N.", kind="organization"),
    entity("University of Oslo", kind="organization"),
    entity("Unilever", kind="organization"),
    entity("An", kind="place"),
    entity("O'Brien & Sons", kind="organization"),
    entity("x" * 10_000),
]
NAMES = Names(WORLD, {"organization/united-nations": 9, "organization/unilever": 3})


def found(query, limit=5):
    return [item.key for item in NAMES.search(query, limit)]


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("Sergei Tsivilev", "person/sergei-tsivilev"),
        ("tsiv", "person/sergei-tsivilev"),
        ("Tsivilyov", "person/sergei-tsivilev"),
        ("sergey tsivilev", "person/sergei-tsivilev"),
        ("Tsivielv Sergei", "person/sergei-tsivilev"),
        ("собянин", "person/sergey-sobyanin"),
        ("Sobianin", "person/sergey-sobyanin"),
        ("der leyen", "person/ursula-von-der-leyen"),
        ("leyen ursula", "person/ursula-von-der-leyen"),
        ("ursla van der leyen", "person/ursula-von-der-leyen"),
        ("erdogan", "person/recep-tayyip-erdoğan"),
        ("ERDOĞAN", "person/recep-tayyip-erdoğan"),
        ("Зеленский", "person/volodymyr-zelenskyy"),
        ("zelenskiy volodimir", "person/volodymyr-zelenskyy"),
        ("Wolodymyr Selenskyj", "person/volodymyr-zelenskyy"),
        ("東京", "place/東京都"),
        ("tokio", "place/東京都"),
        ("☃", "organization/☃☃"),
        ("u.n", "organization/united-nations"),
        ("obrien and sons", "organization/o'brien-&-sons"),
        ("person/sergei-ts", "person/sergei-tsivilev"),
        ("xxxx", f"person/{'x' * 10_000}"),
        ("an", "place/an"),
    ],
)
def test_names_are_found(query, key):
    assert found(query)[0] == key


@pytest.mark.parametrize("query", ["", " ", "zzzzzz", "qq", "\x00", "....", "' OR 1=1 --", "b"])
def test_what_is_not_there_is_not_found(query):
    assert found(query) == []


def test_exact_names_come_before_beginnings_and_the_joined_before_the_lonely():
    assert found("un") == [
        "organization/united-nations",
        "organization/unilever",
        "organization/university-of-oslo",
    ]
    assert found("uni")[0] == "organization/united-nations"


def test_whole_words_come_before_beginnings():
    names = Names([entity("Lindal", kind="organization"), entity("Jonas Lind")], {"organization/lindal": 90})
    assert [one.key for one in names.search("lind", 2)] == [JONAS, "organization/lindal"]


def test_whom_much_is_known_of_comes_before_a_name_that_stands_alone():
    names = Names([entity("Lind"), entity("Jonas Lind", "Lind")], {"person/lind": 1, JONAS: 60})
    assert [one.key for one in names.search("lind", 2)] == [JONAS, "person/lind"]


def test_a_limit_is_kept():
    assert len(found("u", 2)) == 2


def test_short_words_are_not_guessed():
    assert found("ax") == []


def test_what_matched_is_told():
    assert [item.name for item in NAMES.search("зеленськ", 1)] == ["Володимир Зеленський"]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return Client(save(tmp_path_factory.mktemp("graph"), make_collection()))


def search(client, q, **more):
    return client.get("/api/search", q=q, **more).json()


def test_search_finds_entities_sentences_and_articles(client):
    answer = search(client, "harbour coun")
    assert answer["entities"][0] == {
        "key": "organization/harbour-council",
        "name": "Harbour Council",
        "type": "Organization",
        "matched": "Harbour Council",
        "degree": 4,
        "articles": 3,
        "line": "Organization in Port Alda",
    }
    sentence = answer["sentences"][0]
    words = [sentence["text"][a:b] for a, b in sentence["marks"]]
    assert words == ["Harbour", "Council"]
    assert client.get("/api/fact", id=sentence["fact"]).status == 200
    assert {item["id"] for item in answer["articles"]} == {
        "copies/harbour copy.txt",
        "harbour.txt",
        "rivals.txt",
    }
    assert all("\x02" not in item["text"] for item in answer["articles"])


def test_search_in_another_script(client):
    answer = search(client, CYRILLIC[:3])
    assert [(item["key"], item["matched"]) for item in answer["entities"]] == [(MIRA, CYRILLIC)]


def test_only_entities(client):
    answer = search(client, "harbour", only="entities")
    assert answer["entities"] and answer["sentences"] == answer["articles"] == []
    assert client.get("/api/search", q="x", only="y").status == 400


@pytest.mark.parametrize(
    "query",
    ['"', "*", "AND", "NEAR(a b)", "body:x", "a OR", "^a", '"unclosed', "(", HOSTILE, "\x02", "\u202e"],
)
def test_the_signs_of_full_text_queries_mean_nothing(client, query):
    assert client.get("/api/search", q=query).status == 200


def test_the_last_word_may_be_unfinished():
    assert full_text("harbour coun") == '"harbour" "coun"*'
    assert full_text("harbour council ") == '"harbour" "council"'
    assert full_text('a "harbour cou') == '"a" "harbour" "cou"*'
    assert full_text("a") == '"a"'
    assert full_text("!? ") is None


def test_marks_are_told_from_signs_of_the_text():
    assert list(spans("a \x02b c", "a \x02\x02b\x03 \x02c\x03")) == [(3, 4), (5, 6)]
    assert unmarked("a\x03 \x02b\x03 c\x02") == ("a b c", [(2, 3)])


def chain(*edges):
    size = max(max(edge) for edge in edges) + 1
    graph = [set() for _ in range(size)]
    for a, b in edges:
        graph[a].add(b)
        graph[b].add(a)
    return [sorted(others) for others in graph]


def test_shortest_paths_come_first_and_have_no_loops():
    graph = chain((0, 1), (1, 4), (0, 2), (2, 4), (2, 3), (3, 4), (4, 5))
    assert shortest(graph, 0, 4, 9, 6) == [(0, 1, 4), (0, 2, 4), (0, 2, 3, 4)]
    assert shortest(graph, 0, 4, 1, 6) == [(0, 1, 4)]
    assert shortest(graph, 0, 4, 9, 2) == [(0, 1, 4), (0, 2, 4)]
    assert shortest(graph, 0, 5, 9, 2) == []


def test_paths_in_a_large_clique_end_soon():
    graph = [[b for b in range(200) if a != b] for a in range(200)]
    paths = shortest(graph, 0, 199, 50, 12)
    assert [len(path) for path in paths] == [2, *[3] * 49]


def test_paths_that_do_not_exist_are_not_looked_for_forever():
    """Two cliques joined by one node: nothing of just that length leads on."""
    left = [(a, b) for a in range(30) for b in range(a)]
    right = [(a + 31, b + 31) for a in range(30) for b in range(a)]
    graph = chain(*left, *right, (29, 30), (30, 31))
    found = shortest(graph, 0, 60, 50, 12)
    assert found and all(len(set(path)) == len(path) for path in found)


def test_paths_of_a_graph(client):
    paths = client.get("/api/paths", a="place/port-alda", b="organization/tidewater").json()["paths"]
    lengths = [len(path["nodes"]) for path in paths]
    assert lengths == sorted(lengths)
    names = [node["name"] for node in paths[0]["nodes"]]
    assert (names[0], names[-1]) == ("Port Alda", "Tidewater")
    for path in paths:
        for (a, b), step in zip(pairwise(path["nodes"]), path["steps"], strict=True):
            for id in step:
                fact = client.get("/api/fact", id=id).json()
                assert {fact["subject"]["key"], fact["object"]["key"]} == {a["key"], b["key"]}


def test_paths_keep_to_statuses(client):
    two = {"a": JONAS, "b": "organization/harbour-council"}
    asserted = client.get("/api/paths", **two, statuses="asserted").json()["paths"]
    assert [node["name"] for node in asserted[0]["nodes"]] == ["Jonas Lind", "Mira Okafor", "Harbour Council"]
    former = client.get("/api/paths", **two, statuses="asserted,former").json()["paths"]
    assert len(former[0]["nodes"]) == 2


@pytest.mark.parametrize(
    "more",
    [{"b": MIRA}, {"statuses": "wrong"}, {"statuses": "asserted,"}, {"longest": "99"}, {"limit": "0"}],
)
def test_paths_say_what_is_wrong(client, more):
    given = {"a": MIRA, "b": JONAS, **more}
    assert client.get("/api/paths", **given).status == 400
