"""What the explorer's server answers: network, entities, evidence, articles, meta."""

from dataclasses import dataclass, replace

import pytest
from graph_helpers import CYRILLIC, HOSTILE, make_articles, make_collection
from server_helpers import Client, save

from kg import lexicon
from kg.graph.facts import facts
from kg.records import Article, Claim, Collection, Entity, LocalEntity, Mention, Quote, Reading

MIRA, JONAS, COUNCIL = "person/mira-okafor", "person/jonas-lind", "organization/harbour-council"
STATUSES = ["asserted", "attributed", "hedged", "planned", "former", "negated"]


@dataclass(frozen=True)
class Doubt:
    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    doubt = Doubt(MIRA, "person/ada-okafor", 0.4, ("same family name",))
    folder = save(tmp_path_factory.mktemp("graph"), make_collection(), undecided=[doubt])
    claim = next(c for f in make_collection().facts if f.predicate == "heads" for _, c in f.claims)
    (folder / "decisions.txt").write_text(f"confirm {claim.id}\n")
    return folder


@pytest.fixture(scope="module")
def client(folder):
    return Client(folder)


@pytest.fixture(scope="module")
def network(client):
    return client.get("/api/network").json()


def fact(client, subject, predicate):
    found = client.get("/api/entity", key=subject).json()["facts"]
    return next(f for f in found if f["relation"] == predicate and f["subject"]["key"] == subject)


def edges(network):
    """The edges with keys and names in place of numbers."""
    keys, columns = network["nodes"]["key"], network["edges"]
    for number, id in enumerate(columns["id"]):
        yield {
            "id": id,
            "source": keys[columns["source"][number]],
            "target": keys[columns["target"][number]],
            "relation": network["relations"][columns["relation"][number]],
            "status": network["statuses"][columns["status"][number]],
            "sources": {network["sources"][s] for s in columns["sources"][number]},
            **{
                name: columns[name][number]
                for name in ("confidence", "support", "first", "last", "begins", "ends")
            },
        }


def marked(item):
    """The marked words of a sentence, as JavaScript would cut them out."""
    units = item["sentence"].encode("utf-16-le")
    return {what: units[2 * start : 2 * end].decode("utf-16-le") for start, end, what in item["marks"]}


def test_meta_counts(client):
    meta = client.get("/api/meta").json()
    collection = make_collection()
    assert meta["generation"] == 1
    assert meta["counts"] == {
        "articles": len(collection.articles),
        "entities": len(collection.entities),
        "facts": len(collection.facts),
        "claims": sum(len(fact.claims) for fact in collection.facts),
    }
    assert [(type["id"], type["count"]) for type in meta["types"]] == [
        ("Person", 4),
        ("Organization", 4),
        ("Place", 3),
    ]
    assert [status["id"] for status in meta["statuses"]] == STATUSES
    counts = [relation["count"] for relation in meta["relations"]]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(collection.facts)
    met = next(relation for relation in meta["relations"] if relation["id"] == "metWith")
    assert (met["label"], met["symmetric"], met["inverse"]) == ("met with", True, None)


def test_meta_counts_facts_by_source_and_month(client):
    meta = client.get("/api/meta").json()
    sources = {source["id"]: source["count"] for source in meta["sources"]}
    months = {month["month"]: month["count"] for month in meta["months"]}
    assert sources.keys() == {"Alda Courier", "Alda Mirror", "Norland Times", ""}
    assert list(months) == ["2022-03", "2022-04", "2023-05"]
    assert months["2022-03"] == sources["Alda Courier"] == sources["Alda Mirror"]


def test_network_has_all_entities_the_most_important_first(network):
    collection = make_collection()
    nodes = network["nodes"]
    assert network["total"]["nodes"] == len(collection.entities)
    assert set(nodes["key"]) == {entity.key for entity in collection.entities}
    assert nodes["key"][0] == MIRA
    assert nodes["weight"] == sorted(nodes["weight"], reverse=True)
    assert len(set(zip(nodes["x"], nodes["y"], strict=True))) == len(nodes["key"])
    names = dict(zip(nodes["key"], nodes["name"], strict=True))
    assert HOSTILE in names.values()


def test_every_fact_between_entities_is_an_edge(network):
    found = {edge["id"]: edge for edge in edges(network)}
    wanted = [fact for fact in make_collection().facts if fact.object is not None]
    assert found.keys() == {fact.id for fact in wanted}
    for fact_ in wanted:
        edge = found[fact_.id]
        assert (edge["source"], edge["relation"], edge["target"]) == (
            fact_.subject,
            fact_.predicate,
            fact_.object,
        )
        assert (edge["status"], edge["support"]) == (fact_.status, fact_.support)
        assert edge["confidence"] == round(100 * fact_.confidence)
    assert network["total"]["edges"] == len(wanted)


def test_edges_know_sources_and_dates(network):
    governs = next(edge for edge in edges(network) if edge["relation"] == "governs")
    assert governs["sources"] == {"Alda Courier", "Alda Mirror", ""}
    assert (governs["first"], governs["last"]) == ("2022-03-07", "2023-05-31")
    assert (governs["begins"], governs["ends"]) == ("2019-01-01", None), "since 2019"


def test_degrees_count_facts_to_others(network):
    wanted = sum(MIRA in (edge["source"], edge["target"]) for edge in edges(network))
    assert network["nodes"]["degree"][0] == wanted


def test_a_limit_keeps_the_most_important(client, network):
    small = client.get("/api/network", limit=3).json()
    assert small["nodes"]["key"] == network["nodes"]["key"][:3]
    assert small["total"] == network["total"]
    assert {edge["source"] for edge in edges(small)} <= set(small["nodes"]["key"])


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1e3", "99999999999", "٣"])
def test_a_limit_is_a_number(client, limit):
    assert client.get("/api/network", limit=limit).status == 400


def test_an_unchanged_network_is_not_sent_again(client):
    first = client.get("/api/network", headers={"Accept-Encoding": "gzip"})
    assert (first.status, first.headers["content-encoding"]) == (200, "gzip")
    assert first.json() == client.get("/api/network").json()
    again = client.get("/api/network", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_neighbours(client):
    found = client.get("/api/neighbours", key=COUNCIL).json()
    assert set(found["nodes"]["key"]) == {
        COUNCIL,
        MIRA,
        JONAS,
        "place/port-alda",
        next(key for key in found["nodes"]["key"] if key.startswith("organization/bad")),
    }
    relations = {(edge["source"], edge["relation"]) for edge in edges(found)}
    assert {(MIRA, "heads"), (JONAS, "metWith")} <= relations


def test_who_is_named_together(client):
    found = client.get("/api/together").json()
    pairs = {frozenset(pair) for pair in zip(found["source"], found["target"], strict=True)}
    assert frozenset({MIRA, "place/westmark"}) in pairs
    assert found["count"] == sorted(found["count"], reverse=True)
    assert len(client.get("/api/together", limit=1).json()["count"]) == 1


def test_entity(client):
    found = client.get("/api/entity", key=MIRA).json()
    assert (found["name"], found["type"]) == ("Mira Okafor", "Person")
    assert found["iri"] == f"https://newskg.example/id/{MIRA}"
    assert CYRILLIC in found["aliases"]
    wanted = {f.id for f in make_collection().facts if MIRA in (f.subject, f.object)}
    assert {fact["id"] for fact in found["facts"]} == wanted
    assert found["place"] is None
    assert found["undecided"] == [
        {
            "other": {"key": "person/ada-okafor", "name": "Ada Okafor", "type": "Person"},
            "score": 0.4,
            "reasons": ["same family name"],
        }
    ]


def test_a_timeline_is_in_order_of_time(client):
    timeline = client.get("/api/entity", key=MIRA).json()["timeline"]
    assert [(item["relation"], item["earliest"]) for item in timeline] == [
        ("governs", "2019-01-01"),
        ("metWith", "2021-01-01"),
        ("metWith", "2022-03-07"),
        ("heads", None),  # an office without a date
    ]
    governs = timeline[0]
    assert (governs["role"], governs["since"], governs["latest"]) == ("governor", "2019", None)
    assert governs["other"]["key"] == "place/westmark"


def test_neighbours_of_an_entity_have_facts_or_sentences(client):
    found = {item["key"]: item for item in client.get("/api/entity", key=MIRA).json()["neighbours"]}
    assert found[JONAS]["facts"] == 3
    assert found[JONAS]["sentences"] >= 1
    assert found["place/port-alda"]["facts"] == 0
    assert found["place/port-alda"]["sentences"] >= 1
    assert MIRA not in found


def test_articles_of_an_entity_say_how_often(client):
    found = {
        item["id"]: item for item in client.get("/api/entity", key="person/ada-okafor").json()["articles"]
    }
    assert found.keys() == {"https://news.example/family"}
    assert found["https://news.example/family"]["mentions"] == 1
    assert found["https://news.example/family"]["url"] == "https://news.example/family"


def test_a_place_lies_somewhere(client):
    place = client.get("/api/entity", key="place/port-alda").json()["place"]
    assert (place["latitude"], place["longitude"]) == (54.321, -10.5)


def test_former_keys_lead_to_the_present_entity(client):
    assert client.get("/api/entity", key="organization/hc").json()["key"] == COUNCIL
    same = client.get("/api/neighbours", key="organization/hc").json()
    assert same == client.get("/api/neighbours", key=COUNCIL).json()
    assert client.get("/api/pair", a="organization/hc", b=MIRA).json()["a"]["key"] == COUNCIL


@pytest.mark.parametrize(
    "key", ["person/nobody", "", "../kg.sqlite", "person/mira-okafor\x00", "%", "é" * 500]
)
def test_unknown_keys_are_a_404(client, key):
    for path in ("/api/entity", "/api/neighbours"):
        assert client.get(path, key=key).status == 404
    assert client.get("/api/fact", id=key).status == 404
    assert client.get("/api/article", id=key).status == 404


@pytest.mark.parametrize("path", ["/api/entity", "/api/fact", "/api/article", "/api/pair", "/api/search"])
def test_what_is_missing_is_said(client, path):
    answer = client.get(path)
    assert answer.status == 400
    assert "is missing" in answer.json()["error"]


def test_a_fact_has_its_sentences(client):
    governs = client.get("/api/fact", id=fact(client, MIRA, "governs")["id"]).json()
    assert (governs["claims"], governs["support"], governs["hidden"]) == (3, 2, 0)
    first = governs["evidence"][0]
    assert first["sentence"].startswith("Mira Okafor, governor of Westmark")
    assert marked(first) == {"subject": "Mira Okafor", "object": "Westmark"}
    assert first["article"]["title"] == "Talks at the harbour"
    assert (first["since"], first["role"], first["confidence"]) == ("2019", "governor", 0.9)
    assert first["ruleDescription"] == "added by hand"


def test_claims_are_hidden_beyond_a_limit(client):
    id = fact(client, MIRA, "governs")["id"]
    found = client.get("/api/fact", id=id, limit=1).json()
    assert (len(found["evidence"]), found["hidden"]) == (1, 2)


def test_speakers_are_entities_or_words(client):
    owns = client.get("/api/fact", id=fact(client, MIRA, "ownerOf")["id"]).json()
    assert owns["evidence"][0]["speaker"] == {"key": JONAS, "name": "Jonas Lind"}
    met = next(
        f for f in client.get("/api/entity", key=JONAS).json()["facts"] if f["status"] == "attributed" and
        f["relation"] == "metWith"
    )  # fmt: skip
    evidence = client.get("/api/fact", id=met["id"]).json()["evidence"]
    assert evidence[0]["speaker"] == {"key": None, "name": "critics"}


def test_decisions_on_claims_are_shown(client):
    heads = client.get("/api/fact", id=fact(client, MIRA, "heads")["id"]).json()
    assert {claim["decided"] for claim in heads["evidence"]} == {"confirm", None}


def test_a_pair_has_facts_and_sentences_that_name_both(client):
    found = client.get("/api/pair", a=MIRA, b="place/westmark").json()
    assert [item["relation"] for item in found["facts"]] == ["governs"]
    assert found["facts"][0]["evidence"]
    texts = [item["sentence"] for item in found["together"]]
    assert any(text.startswith("Mira Okafor, governor") for text in texts)
    assert all("Westmark" in text for text in texts)
    assert marked(found["together"][0]) == {"subject": "Mira Okafor", "object": "Westmark"}


def test_an_article_is_marked(client):
    found = client.get("/api/article", id="harbour.txt").json()
    text = found["text"]
    assert text == next(article.text for article in make_articles() if article.id == "harbour.txt")
    mention = next(item for item in found["mentions"] if item["key"] == COUNCIL)
    assert text[mention["start"] : mention["end"]] == "Harbour Council"
    claim = next(item for item in found["claims"] if item["relation"] == "heads")
    assert text[slice(*claim["subject"])] == "Okafor"
    assert (claim["subjectKey"], claim["objectKey"]) == (MIRA, COUNCIL)
    assert claim["fact"] == fact(client, MIRA, "heads")["id"]
    quote = found["quotes"][0]
    assert text[quote["start"] : quote["end"]] == "“We never paid Lind,”"
    assert quote["speaker"]["key"] == MIRA
    assert found["duplicates"] == ["copies/harbour copy.txt"]


def test_articles_are_listed_newest_first(client):
    found = client.get("/api/articles").json()
    assert [item["published"] for item in found] == ["2023-05", "2022-04-01", "2022-03-07", "2022-03-07"]
    family = found[0]
    assert (family["id"], family["entities"]) == ("https://news.example/family", 6)
    assert family["facts"] > 3


def test_offsets_count_as_javascript_does(tmp_path):
    text = "\U0001f600\U0001f600 Ann \U0001f30d leads Acme. \U0001f600"
    at = text.index("Ann"), text.index("Acme")
    spans = (at[0], at[0] + 3), (at[1], at[1] + 4)
    claim = Claim("c", "e1", "heads", "e2", None, None, *spans, (0, at[1] + 5), "asserted")
    reading = Reading(
        "a.txt",
        (Mention(*spans[0], "PERSON", "Ann", "e1", "name"), Mention(*spans[1], "ORG", "Acme", "e2", "name")),
        (LocalEntity("e1", "Person", "Ann"), LocalEntity("e2", "Organization", "Acme")),
        (claim,),
        (Quote(*spans[0], None, direct=True),),
        ((0, at[1] + 5),),
    )
    entities = (
        Entity("organization/acme", "Organization", "Acme", (), (("a.txt", "e2"),)),
        Entity("person/ann", "Person", "Ann", (), (("a.txt", "e1"),)),
    )
    made = Collection((Article("a.txt", text),), (reading,), entities, facts((reading,), entities))
    client = Client(save(tmp_path / "g", made))
    id = client.get("/api/network").json()["edges"]["id"][0]
    evidence = client.get("/api/fact", id=id).json()["evidence"][0]
    assert marked(evidence) == {"subject": "Ann", "object": "Acme"}
    article = client.get("/api/article", id="a.txt").json()
    mention = article["mentions"][1]
    units = text.encode("utf-16-le")
    assert units[2 * mention["start"] : 2 * mention["end"]].decode("utf-16-le") == "Acme"
    assert article["skips"] == []


def test_half_a_surrogate_pair_does_not_break_json(tmp_path, monkeypatch):
    client = Client(save(tmp_path / "g", make_collection()))
    shot = client.app.app.state.kg.snapshot()
    key = "person/jonas-lind"
    shot.entities[key] = replace(shot.entities[key], name="half \ud83d")
    answer = client.get("/api/neighbours", key=key)
    assert answer.status == 200
    assert "half \ud83d" in answer.json()["nodes"]["name"]


def test_a_known_place_has_its_country(tmp_path):
    city = lexicon.places().lookup("Oslo")[0]
    entity = Entity("place/oslo", "Place", "Oslo", (), (), place=city.id, latitude=59.9, longitude=10.7)
    client = Client(save(tmp_path, Collection((), (), (entity,), ())))
    place = client.get("/api/entity", key="place/oslo").json()["place"]
    assert (place["country"], place["kind"]) == ("Norway", "city")
    assert place["wikidata"] == city.wikidata


def test_topics_of_known_lists_and_places_in_files_are_told(tmp_path):
    import csv
    import io
    from dataclasses import replace

    from kg.exports.tables import write_entities
    from kg.records import KnownMatch

    made = make_collection()
    match = KnownMatch("NK-1", "urn:newskg:known:NK-1", "Okafor, Mira", ("role.pep", "sanction"), "by hand")
    entities = tuple(
        replace(entity, known=(match,)) if entity.key == "person/mira-okafor" else entity
        for entity in made.entities
    )
    articles = tuple(
        replace(article, pages=(0, 1), scanned=True) if article.id == "harbour.txt" else article
        for article in made.articles
    )
    made = replace(made, entities=entities, articles=articles)
    client = Client(save(tmp_path, made))
    told = client.get("/api/entity", key="person/mira-okafor").json()
    assert told["known"] == [
        {"id": "NK-1", "name": "Okafor, Mira", "topics": ["role.pep", "sanction"], "reason": "by hand"}
    ]
    file = io.BytesIO()
    write_entities(made, file)
    rows = {row["key"]: row for row in csv.DictReader(io.StringIO(file.getvalue().decode()))}
    assert (rows["person/mira-okafor"]["known"], rows["person/mira-okafor"]["topics"]) == (
        "NK-1",
        "role.pep | sanction",
    )
    evidence = [
        claim
        for fact in told["facts"]
        for claim in client.get("/api/fact", id=fact["id"]).json()["evidence"]
        if claim["article"]["id"] == "harbour.txt"
    ]
    assert evidence and {claim["place"] for claim in evidence} <= {"page 1, scan", "page 2, scan"}
