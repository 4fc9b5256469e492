from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from random import Random

import pyoxigraph as ox
import pytest
import rdflib
from graph_helpers import CYRILLIC, HOSTILE, make_collection
from made_up import cases
from rdflib import SH, URIRef
from rdflib.collection import Collection as Steps

from kg.errors import DataError, StoreError
from kg.graph.inference import closure, inferred
from kg.ontology import path
from kg.rdf import validation
from kg.rdf.files import (
    dataset,
    open_store,
    read_turtle,
    store_generation,
    write_inferred,
    write_store,
    write_trig,
    write_turtle,
)
from kg.rdf.iris import BASE, Iris
from kg.rdf.sections import text
from kg.rdf.terms import PREFIXES
from kg.rdf.triples import triples
from kg.rdf.validation import check, contradictions, shapes
from kg.records import Collection

SPACES = {name: rdflib.Namespace(iri) for name, iri in PREFIXES.items()}
KG, SKOS, RDF, OA, PROV = (SPACES[name] for name in ("kg", "skos", "rdf", "oa", "prov"))


def quads(collection: Collection) -> list[ox.Quad]:
    return list(ox.parse(b"".join(text(dataset(collection))), format=ox.RdfFormat.TRIG))


@pytest.fixture(scope="module")
def collection() -> Collection:
    return make_collection()


@pytest.fixture(scope="module")
def folder(tmp_path_factory, collection):
    folder = tmp_path_factory.mktemp("graph")
    write_turtle(collection, folder / "graph.ttl")
    write_inferred(collection, folder / "inferred.ttl")
    write_trig(collection, folder / "graph.trig")
    write_store(folder / "oxigraph", folder / "graph.ttl", folder / "inferred.ttl", "7")
    return folder


@pytest.fixture(scope="module")
def graph(folder):
    return rdflib.Graph().parse(folder / "graph.ttl")


def iri(key):
    return URIRef(Iris().entity(key))


def test_the_default_graph_holds_asserted_facts_only(graph):
    mira = iri("person/mira-okafor")
    assert (mira, KG.governs, iri("place/westmark")) in graph
    assert (mira, KG.funds, None) not in graph  # denied
    assert (mira, KG.ownerOf, None) not in graph  # said by another
    assert (None, KG.chairs, None) not in graph  # former
    assert (None, KG.acquired, None) not in graph  # planned


def test_entities_have_names_types_places_and_former_keys(graph):
    mira, alda = iri("person/mira-okafor"), iri("place/port-alda")
    assert str(graph.value(mira, SKOS.prefLabel)) == "Mira Okafor"
    assert rdflib.Literal(CYRILLIC) in set(graph.objects(mira, SKOS.altLabel))
    assert str(graph.value(alda, SPACES["geo"].lat)) == "54.321"
    replaced = graph.value(iri("organization/hc"), SPACES["dcterms"].isReplacedBy)
    assert replaced == iri("organization/harbour-council")


def test_a_hostile_name_stays_text(graph):
    subject = graph.value(predicate=SKOS.prefLabel, object=rdflib.Literal(HOSTILE))
    assert str(subject).startswith(BASE)
    assert (subject, KG.basedIn, iri("place/norland")) in graph


def test_a_fact_leads_to_its_claims_sentences_and_articles(graph):
    fact = graph.value(predicate=RDF.predicate, object=KG.foundedOn)
    assert int(graph.value(fact, KG.support)) == 1
    assert str(graph.value(fact, KG.earliest)) == "1987-01-01"
    assert str(graph.value(fact, RDF.object)) == "1987"
    for claim in graph.objects(fact, KG.claim):
        sentence = graph.value(claim, KG.evidence)
        exact = [str(o) for s in graph.objects(sentence, OA.hasSelector) for o in graph.objects(s, OA.exact)]
        assert exact == ["Okafor leads the Harbour Council (HC), founded in 1987."]
        assert graph.value(sentence, OA.hasSource) == graph.value(claim, PROV.wasDerivedFrom)


def test_selectors_say_where_the_sentence_stands(graph, collection):
    texts = {article.id: article.text for article in collection.articles}
    for sentence in graph.subjects(RDF.type, OA.SpecificResource):
        source = graph.value(sentence, OA.hasSource)
        text = texts[str(graph.value(source, SPACES["dcterms"].identifier))]
        position, quote = URIRef(f"{sentence}#position"), URIRef(f"{sentence}#quote")
        start, end = int(graph.value(position, OA.start)), int(graph.value(position, OA.end))
        assert text[start:end] == str(graph.value(quote, OA.exact))
        before = str(graph.value(quote, OA.prefix) or "")
        assert text[:start].endswith(before)


def test_claims_of_every_status_name_the_articles_own_entities(graph):
    statuses = {str(o).rpartition("#")[2] for o in graph.objects(None, KG.status)}
    assert statuses == {"asserted", "attributed", "former", "hedged", "negated", "planned"}
    for claim in graph.subjects(RDF.type, KG.Claim):
        local = graph.value(claim, KG.subject)
        assert len(list(graph.objects(local, KG.entity))) == 1
        assert not str(local).startswith(f"{BASE}id/")


def test_who_says_so_is_an_entity_or_words(graph):
    (owner,) = graph.subjects(KG.predicate, KG.ownerOf)
    speaker = graph.value(owner, PROV.wasAttributedTo)
    assert graph.value(speaker, KG.entity) == iri("person/jonas-lind")
    assert [str(words) for words in graph.objects(None, KG.speakerText)] == ["critics"]


def test_offices_with_a_time_become_memberships(graph):
    org, time = SPACES["org"], SPACES["time"]
    found = {
        (
            str(graph.value(graph.value(membership, org.member), SKOS.prefLabel)),
            str(graph.value(graph.value(membership, org.memberDuring), KG.since)),
            str(graph.value(graph.value(membership, org.memberDuring), KG.until)),
        )
        for membership in graph.subjects(RDF.type, org.Membership)
    }
    assert found == {("Mira Okafor", "2019", "None"), ("Jonas Lind", "None", "2018")}
    assert len(list(graph.subjects(RDF.type, time.Interval))) == 2
    (post,) = graph.subjects(KG.postOver, iri("place/westmark"))
    assert str(graph.value(post, KG.role)) == "governor"


def test_quotations_are_there(graph):
    words = {str(o) for o in graph.objects(None, SPACES["schema"].text)}
    assert words == {"“We never paid Lind,”", "Okafor owns Northwind"}


def test_no_blank_nodes_and_no_statement_twice(collection):
    found = list(triples(collection))
    assert len(found) == len({str(triple) for triple in found})
    assert not any(isinstance(t, ox.BlankNode) for triple in found for t in (triple.subject, triple.object))


def test_each_subject_is_described_in_one_place_of_each_graph(collection):
    found = quads(collection)
    blocks = [(q.subject.value, str(q.graph_name)) for q in found]
    starts = [b for a, b in pairwise([None, *blocks]) if a != b]
    assert len(starts) == len(set(starts))


def test_graphs_of_articles_do_not_change_when_entities_merge(collection):
    merged = replace(
        collection, entities=tuple(replace(e, key=f"{e.key}-x") for e in collection.entities), facts=()
    )
    before, after = (
        {str(q) for q in quads(each) if str(q.graph_name).startswith(f"<{BASE}graph/")}
        for each in (collection, merged)
    )
    assert before and before == after


def test_flat_and_named_graphs_hold_the_same(folder):
    flat = {str(quad.triple) for quad in read_turtle(folder / "graph.ttl")}
    named = list(ox.parse(path=folder / "graph.trig", format=ox.RdfFormat.TRIG))
    outside = [quad for quad in named if str(quad.graph_name) != f"<{PREFIXES['kg']}inferred>"]
    assert flat == {str(quad.triple) for quad in outside}
    assert len({str(quad.graph_name) for quad in named}) == 1 + 4 + 1


def changed_claim(collection: Collection, **fields: object) -> tuple[Collection, str]:
    """The collection with the first asserted fact of one claim only changed, and that claim's id."""
    fact = next(f for f in collection.facts if f.status == "asserted" and f.object and len(f.claims) == 1)
    article, claim = fact.claims[0]
    new = replace(claim, **fields)
    readings = tuple(
        replace(r, claims=tuple(new if c == claim else c for c in r.claims)) for r in collection.readings
    )
    status = "doubtful" if new.doubtful else fact.status
    changed = replace(fact, claims=((article, new),), status=status)
    kept = tuple(changed if f == fact else f for f in collection.facts)
    return replace(collection, readings=readings, facts=kept), claim.id


def test_a_doubtful_fact_stands_in_a_graph_of_its_own(collection):
    doubted, claim = changed_claim(collection, doubtful=True)
    node = ox.NamedNode(Iris().claim(claim))
    told = quads(doubted)
    (marked,) = (q for q in told if q.subject == node and q.predicate.value == str(KG.doubtful))
    assert str(marked.graph_name) == f"<{KG.doubtfulFacts}>"
    assert not any(node in (t.subject, t.object) for t in triples(doubted))
    elsewhere = {str(q.graph_name) for q in told if node in (q.subject, q.object)}
    assert elsewhere == {f"<{KG.doubtfulFacts}>"}
    assert len(list(triples(doubted))) < len(list(triples(collection)))


def test_qualifiers_of_a_claim(collection):
    first = collection.readings[0]
    other = next(c.evidence for c in first.claims if c.evidence != first.claims[0].evidence)
    given = {"amount": "$5 million", "about": "fraud", "implied": "country", "support": (other,)}
    changed, claim = changed_claim(collection, where=first.entities[-1].id, **given)
    node = ox.NamedNode(Iris().claim(claim))
    said = {
        (t.predicate.value, getattr(t.object, "value", "")) for t in triples(changed) if t.subject == node
    }
    assert {(str(KG[n]), v) for n, v in (("amount", "$5 million"), ("topic", "fraud"))} <= said
    assert (str(KG.implied), "country") in said
    assert {str(KG.where), str(KG.supportingSentence)} <= {predicate for predicate, _ in said}


def test_two_writings_are_the_same_bytes(tmp_path, folder, collection):
    write_turtle(make_collection(), tmp_path / "graph.ttl")
    write_trig(make_collection(), tmp_path / "graph.trig")
    for name in ("graph.ttl", "graph.trig"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_failing_write_leaves_the_old_file(tmp_path, collection):
    target = tmp_path / "graph.ttl"
    write_turtle(collection, target)
    before = target.read_bytes()
    broken = replace(collection, articles=())
    with pytest.raises(KeyError):
        write_turtle(broken, target)
    assert target.read_bytes() == before


def test_another_base_moves_every_iri(tmp_path, collection):
    write_turtle(collection, tmp_path / "graph.ttl", "https://example.org/g/")
    text = (tmp_path / "graph.ttl").read_text("utf-8")
    assert "<https://example.org/g/id/person/mira-okafor>" in text
    assert f"<{BASE}id/" not in text


@pytest.mark.parametrize("base", ["", "id/", "https://", "https://a b/", "https://x/<"])
def test_a_base_that_is_no_iri_is_refused(base):
    with pytest.raises(DataError, match="base"):
        Iris(base)


@pytest.mark.parametrize(
    "key", ["person/..", 'person/a b<>"{}|\\^`', "person/\u202e\u0000", "person/ü/#?%", "person/\ud800"]
)
def test_hostile_keys_give_valid_iris(key):
    made = Iris().entity(key)
    assert ox.NamedNode(made).value == made
    assert rdflib.URIRef(made).n3() == f"<{made}>"
    assert "/../" not in made and not made.endswith("/..")


def test_broken_characters_do_not_break_the_file(tmp_path, collection):
    first, *rest = collection.entities
    odd = replace(collection, entities=(replace(first, name="a\x00b\x07\ud800 \U0001f600\n\"'\\"), *rest))
    write_turtle(odd, tmp_path / "graph.ttl")
    names = {str(o) for o in rdflib.Graph().parse(tmp_path / "graph.ttl").objects(None, SKOS.prefLabel)}
    assert "a\x00b\x07? \U0001f600\n\"'\\" in names


def test_the_store_holds_facts_and_apart_from_them_what_is_inferred(folder):
    store = open_store(folder / "oxigraph")
    assert store_generation(folder / "oxigraph") == "7"
    leads = "ASK { ?x <https://newskg.example/ns#leads> ?y }"
    assert not bool(store.query(leads))
    both = [ox.DefaultGraph(), ox.NamedNode(f"{PREFIXES['kg']}inferred")]
    assert bool(store.query(leads, default_graph=both))


def test_a_store_is_replaced_and_a_missing_one_is_named(tmp_path, folder):
    target = tmp_path / "oxigraph"
    with pytest.raises(StoreError, match="no whole store"):
        open_store(target)
    for generation in ("1", "2"):
        write_store(target, folder / "graph.ttl", folder / "inferred.ttl", generation)
        assert store_generation(target) == generation
    assert [path.name for path in tmp_path.iterdir()] == ["oxigraph"]


def test_damaged_turtle_is_one_clear_error(tmp_path):
    (tmp_path / "graph.ttl").write_text("<a> <b> .")
    for read in (lambda path: list(read_turtle(path)), shapes):
        with pytest.raises(StoreError, match=r"graph\.ttl cannot be read"):
            read(tmp_path / "graph.ttl")


def test_what_follows_from_the_facts(collection):
    found = set(inferred(collection))
    assert ("person/mira-okafor", "leads", "place/westmark") in found
    assert ("person/mira-okafor", "parentOf", "person/ada-okafor") in found
    assert ("person/mira-okafor", "metWith", "person/jonas-lind") in found
    assert ("person/tomas-reyes", "relativeOf", "person/mira-okafor") in found
    assert ("place/port-alda", "locatedIn", "place/norland") in found
    assert ("place/port-alda", "locatedIn", "place/westmark") in found
    assert ("place/westmark", "locatedIn", "place/norland") not in found  # it is read


def test_closure_survives_a_circle():
    assert set(closure([("a", "b"), ("b", "c"), ("c", "a")])) == {
        (x, y) for x in "abc" for y in "abc" if x != y
    }


def test_places_of_the_lexicon_lie_where_it_says(collection):
    from kg import lexicon

    city, country = lexicon.places().lookup("Kyiv")[0], lexicon.places().lookup("Ukraine")[0]
    linked = {"place/port-alda": city.id, "place/norland": country.id}
    entities = tuple(replace(e, place=linked.get(e.key)) for e in collection.entities)
    placed = replace(collection, entities=entities, facts=())
    assert ("place/port-alda", "locatedIn", "place/norland") in inferred(placed)
    matched = [t for t in triples(placed) if t.predicate.value == PREFIXES["skos"] + "exactMatch"]
    assert f"{PREFIXES['wd']}{country.wikidata}" in {t.object.value for t in matched}


def test_the_built_graph_satisfies_the_shapes(folder):
    assert shapes(folder / "graph.ttl") == ()


def blocks(text):
    """The statements of a Turtle file, from one subject to the next."""
    return re.findall(r"^<[^\n]*\n(?:\t[^\n]*\n)*", text, re.M)


def test_what_was_found_sound_is_not_validated_again(folder, tmp_path, monkeypatch):
    memory = tmp_path / "checked"
    assert shapes(folder / "graph.ttl", memory) == ()
    monkeypatch.setattr(validation, "_broken", None)
    assert shapes(folder / "graph.ttl", memory) == ()
    with pytest.raises(TypeError):
        shapes(folder / "graph.ttl")
    memory.write_bytes(b"of other shapes" + memory.read_bytes())
    with pytest.raises(TypeError):
        shapes(folder / "graph.ttl", memory)


@pytest.mark.parametrize("seed", cases(range(6)))
def test_what_has_changed_is_judged_as_in_the_whole(seed, folder, tmp_path):
    memory, file, chance = tmp_path / "checked", tmp_path / "graph.ttl", Random(seed)
    text = (folder / "graph.ttl").read_text("utf-8")
    assert shapes(folder / "graph.ttl", memory) == ()
    for block in chance.sample(blocks(text), 4):
        lost = chance.choice(block.splitlines(keepends=True)[1:] or [block])
        gone = block if chance.random() < 0.5 else block.replace(lost, "").rstrip(" ;.\n") + " .\n"
        text = text.replace(block, gone if gone.startswith("<") and gone != block else "", 1)
    file.write_text(text, "utf-8")
    expected = shapes(file)
    assert expected
    for _ in range(2):
        assert shapes(file, memory) == expected
    assert shapes(folder / "graph.ttl", memory) == ()


def test_shapes_look_no_further_than_what_a_subject_names():
    graph = rdflib.Graph().parse(path("shapes.ttl"))
    assert not list(graph.subject_objects(SH.inversePath))
    lists = [node for node in graph.objects(None, SH.path) if (node, RDF.first, None) in graph]
    assert {len(Steps(graph, node)) for node in lists} == {2}


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('skos:prefLabel "Tomas Reyes"', 'skos:altLabel "Tomas Reyes"', "one main name"),
        ("kg:status kg:hedged", "kg:status kg:doubted", "status"),
        ("kg:support 2", "kg:support 0", "support"),
        ('kg:rule "by-hand" ;', "", "rule"),
        ("oa:start 39", "oa:start 3900", "starts before it ends"),
    ],
)
def test_shapes_find_what_is_broken(tmp_path, folder, old, new, complaint):
    text = (folder / "graph.ttl").read_text("utf-8")
    assert old in text
    (tmp_path / "broken.ttl").write_text(text.replace(old, new), "utf-8")
    found = shapes(tmp_path / "broken.ttl")
    assert found and any(complaint in str(problem) for problem in found)


def test_what_is_asserted_and_denied_is_reported_with_both_sentences(collection, folder):
    (problem,) = check(collection, folder / "graph.ttl")
    assert problem.kind == "denied"
    assert [article for article, _ in problem.sentences] == ["https://news.example/family", "rivals.txt"]


def test_contradictions(collection):
    def fact(predicate, subject, object_=None, value=None, **times):
        like = collection.facts[0]
        article, claim = like.claims[0]
        made = replace(claim, **times) if times else claim
        return replace(like, id=f"{subject}{predicate}{object_}{value}", subject=subject, predicate=predicate,
                       object=object_, value=value, claims=((article, made),))  # fmt: skip

    mira, jonas, ada = "person/mira-okafor", "person/jonas-lind", "person/ada-okafor"
    westmark, norland, alda = "place/westmark", "place/norland", "place/port-alda"
    told = (
        fact("governs", mira, westmark, since="2015"),
        fact("governs", jonas, westmark, since="2010", until="2014"),
        fact("governs", ada, westmark, on="2020"),
        fact("locatedIn", westmark, norland),
        fact("locatedIn", norland, westmark),
        fact("bornOn", mira, value="1970"),
        fact("bornOn", mira, value="1970-05-02"),
        fact("bornOn", ada, value="1990"),
        fact("bornOn", ada, value="1991-01"),
        fact("capitalOf", mira, alda),
    )
    found = [(p.kind, p.message) for p in contradictions(replace(collection, facts=told))]
    assert [kind for kind, _ in found] == ["cycle", "dates", "holders", "types"]
    assert "Ada Okafor bornOn 1990, and Ada Okafor bornOn 1991-01" in found[1][1]
    assert "Mira Okafor" in found[2][1] and "Ada Okafor" in found[2][1]
    assert "does not join Person and Place" in found[3][1]


def test_places_have_a_geometry_with_the_longitude_first() -> None:
    from pyoxigraph import NamedNode

    from kg.rdf.terms import term
    from kg.rdf.triples import triples

    found = make_collection()
    said = list(triples(found))
    wkt = {t.subject: t.object for t in said if t.predicate == term("gsp:asWKT")}
    of_place = {t.subject: t.object for t in said if t.predicate == term("gsp:hasGeometry")}
    placed = [entity for entity in found.entities if entity.latitude is not None]
    assert placed and len(of_place) == len(wkt) == len(placed)
    for entity in placed:
        point = of_place[NamedNode(f"https://newskg.example/id/{entity.key}")]
        long, lat = wkt[point].value.removeprefix("POINT(").removesuffix(")").split()
        assert (float(lat), float(long)) == (entity.latitude, entity.longitude)
        assert wkt[point].datatype == term("gsp:wktLiteral")
