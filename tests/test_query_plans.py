"""Named queries written for speed say what the plainly written ones in data/plain_queries say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from made_up import cases

from benchmarks.world import World
from kg.errors import NotFoundError, QueryError
from kg.queries import Cell, named, parameter_binding, run
from kg.queries.constants import with_values
from kg.queries.engines import Oxigraph, open_engine
from kg.queries.named import named as read_named
from kg.queries.parameter_binding import bind
from kg.rdf.files import write_inferred, write_store, write_turtle

PLAIN = read_named(Path(__file__).parent / "data" / "plain_queries")
FIXED = {"since": "2024-06-01"}


@pytest.fixture(scope="module")
def collection():
    return World(60, 900).collection()


@pytest.fixture(scope="module")
def folder(tmp_path_factory, collection):
    folder = tmp_path_factory.mktemp("world")
    write_turtle(collection, folder / "graph.ttl")
    write_inferred(collection, folder / "inferred.ttl")
    write_store(folder / "store", folder / "graph.ttl", folder / "inferred.ttl", "1")
    return folder


def keys(collection):
    """The best-known entities of each type, and some that hardly anybody names."""
    known = Counter({entity.key: len(entity.members) for entity in collection.entities}).most_common()
    return [key for key, _ in (*known[:6], *known[-40:-36])]


def asked(query, collection):
    taken = [parameter for parameter in query.parameters if parameter.type == "entity"]
    fixed = {p.name: FIXED[p.name] for p in query.parameters if p.name in FIXED}
    yield from ({**fixed, taken[0].name: key} for key in keys(collection)) if taken else ()
    if not any(parameter.required for parameter in taken):
        yield fixed


def said(engine, query, values):
    names = frozenset(parameter.name for parameter in query.parameters)
    return engine.query(query.text, values, 10**9).without(names)


@pytest.mark.parametrize("name", cases(sorted(PLAIN), 3))
def test_rows_are_those_of_the_plain_query(name, folder, collection):
    engine, lengths = Oxigraph(folder / "store"), []
    for given in asked(PLAIN[name], collection):
        values = bind(PLAIN[name], given, engine)
        plain = said(engine, PLAIN[name], values)
        found = run(name, folder / "store", given)
        assert found.variables == plain.variables
        assert sorted(found.rows, key=repr) == sorted(plain.rows, key=repr)
        lengths.append(len(found.rows))
    assert any(lengths)


class Watched:
    """An engine that notes how many rows it was asked for."""

    def __init__(self, engine):
        self.engine, self.most = engine, 0

    def query(self, text, bindings, rows, dataset=None):
        found = self.engine.query(text, bindings, rows, dataset)
        self.most = max(self.most, len(found.rows))
        return found


@pytest.mark.parametrize("source", ["store", "graph.ttl"])
def test_an_entity_is_found_by_its_key_without_looking_at_others(source, folder, collection):
    engine = Watched(open_engine(folder / source))
    for key in keys(collection):
        iri = parameter_binding.entity(key, engine)
        assert parameter_binding.entity(iri.value, engine) == iri
    assert engine.most == 1
    with pytest.raises(NotFoundError, match="no entity is called 'person/nobody-at-all'"):
        parameter_binding.entity("person/nobody-at-all", engine)


def test_a_value_stands_only_where_its_variable_does():
    text = 'SELECT ?a ?ab { ?a ?p ?ab . FILTER(?ab != "?a") # ?a\n } ORDER BY ?ab ?a'
    asked = with_values(text, {"a": Cell("https://a.example/x?a", "uri")})
    where = '<https://a.example/x?a> ?p ?ab . FILTER(?ab != "?a") # ?a\n'
    assert asked == f"SELECT  ?ab {{ {where} }} ORDER BY ?ab "


def test_whether_a_value_is_given_can_be_asked():
    text = "SELECT ?a ?b { ?b ?p ?c FILTER(!BOUND(?a) || ?a = ?b) FILTER(BOUND( ?d )) }"
    asked = with_values(text, {"a": Cell("x")})
    assert asked == 'SELECT  ?b { ?b ?p ?c FILTER(!true || "x" = ?b) FILTER(BOUND( ?d )) }'


def test_a_value_cannot_end_its_term():
    asked = with_values("SELECT * { ?s ?p ?o }", {"o": Cell('x" } ; DROP ALL # \\')})
    assert asked == 'SELECT * { ?s ?p "x\\" } ; DROP ALL # \\\\" }'
    with pytest.raises(QueryError, match="is no IRI"):
        with_values("SELECT * { ?s ?p ?o }", {"o": Cell("https://a.example/> ?x ?y", "uri")})


def test_every_parameter_can_be_a_value():
    for query in named().values():
        text = with_values(query.text, {p.name: Cell("https://a.example/x", "uri") for p in query.parameters})
        assert not any(f"?{p.name} " in text for p in query.parameters), query.name
