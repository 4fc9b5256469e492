"""From what a person types to the term that is bound: names to entities, words to relations."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.errors import NotFoundError, QueryError
from kg.graph import edtf
from kg.lexicon import fold
from kg.ontology import NAMESPACE, load
from kg.queries.engines import Engine
from kg.queries.named import NamedQuery, Parameter
from kg.queries.results import Cell
from kg.rdf.iris import BASE, Iris, base_of, without_base
from kg.records import Status

_XSD = "http://www.w3.org/2001/XMLSchema#"
_ROWS = 5_000_000  # names of entities looked through
_IRI = re.compile(r"[a-z][a-z0-9+.-]*://[^\s<>\"{}|\\^`\x00-\x20]+")
_PREFIXES = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX kg: <https://newskg.example/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_BY_NAME = (
    _PREFIXES
    + """SELECT ?name ?entity ?label ?main {
  { ?entity skos:prefLabel ?name . BIND(?name AS ?label) BIND(1 AS ?main) }
  UNION { ?entity skos:altLabel ?name ; skos:prefLabel ?label . BIND(0 AS ?main) }
} ORDER BY ?entity"""
)
_BY_IRI = (
    _PREFIXES
    + """SELECT DISTINCT ?iri ?entity {
  { ?iri skos:prefLabel ?label . BIND(?iri AS ?entity) } UNION { ?iri dcterms:isReplacedBy ?entity }
} ORDER BY ?entity"""
)
_NAMES = _PREFIXES + "SELECT ?name { ?entity skos:prefLabel|skos:altLabel ?name }"
_MAIN_NAMES = _PREFIXES + "SELECT ?name { ?entity skos:prefLabel ?name }"
_ANY = _PREFIXES + "SELECT ?entity { ?local kg:entity ?entity } LIMIT 1"


def bind(query: NamedQuery, given: Mapping[str, str], engine: Engine) -> dict[str, Cell]:
    """The terms for a query's parameters."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            takes = ", ".join(known) or "none"
            raise QueryError(f"{query.name} has no parameter {name!r}; it takes {takes}")
    bound: dict[str, Cell] = {}
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value is not None:
            bound[name] = term(parameter, value, engine)
        elif parameter.required:
            raise QueryError(f"{query.name} needs --{name}: {parameter.help or parameter.type}")
    return bound


def term(parameter: Parameter, value: str, engine: Engine) -> Cell:
    """The term that a value stands for."""
    if parameter.type == "entity":
        return entity(value, engine)
    if parameter.type == "relation":
        return _relation(value)
    if parameter.type == "status":
        return _status(value)
    if parameter.type == "date":
        return _date(value)
    if parameter.type == "integer":
        return _integer(parameter.name, value)
    return Cell(value)


def guess(value: str, engine: Engine) -> Cell:
    """The term for a variable of a free query: a number, a day, an entity, or else a text."""
    if re.fullmatch(r"-?\d{1,18}", value):
        return Cell(str(int(value)), datatype=f"{_XSD}integer")
    if edtf.is_day(value):
        return Cell(value, datatype=f"{_XSD}date")
    try:
        return entity(value, engine)
    except NotFoundError:
        return Cell(value)


def entity(name: str, engine: Engine) -> Cell:
    """The one entity that a name, a key or an IRI stands for."""
    found = _by_exact_name(name, engine) or _by_key(name, engine) or _by_folded_name(name, engine)
    if not found:
        near = _near(name, engine)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise NotFoundError(f"no entity is called {name!r}{hint}")
    if len(found) > 1:
        listed = "; ".join(f"{label} ({_key(iri)})" for iri, label in sorted(found.items()))
        raise QueryError(f"{name!r} may be any of: {listed}")
    return Cell(next(iter(found)), "uri")


def _by_exact_name(name: str, engine: Engine) -> dict[str, str]:
    return _best(_named(name, engine))


def _named(name: str, engine: Engine) -> list[dict[str, str | None]]:
    return engine.query(_BY_NAME, {"name": Cell(name)}, _ROWS).dicts()


def _by_folded_name(name: str, engine: Engine) -> dict[str, str]:
    wanted = fold(name)
    alike = sorted(other for other in _all(_NAMES, engine) if fold(other) == wanted) if wanted else []
    return _best([row for other in alike for row in _named(other, engine)])


def _all(query: str, engine: Engine) -> set[str]:
    """The names that a query for one column of them finds."""
    return {cell.value for (cell,) in engine.query(query, {}, _ROWS).rows if cell}


def _best(rows: list[dict[str, str | None]]) -> dict[str, str]:
    """IRI → label: of those whose main name it is, else of all."""
    main = [row for row in rows if row["main"] == "1"]
    return {row["entity"] or "": row["label"] or "" for row in main or rows}


def _near(name: str, engine: Engine) -> list[str]:
    """The main names that are most like a name that nothing has."""
    from rapidfuzz import fuzz, process

    names = sorted(_all(_MAIN_NAMES, engine))
    found = process.extract(name, names, scorer=fuzz.WRatio, processor=fold, limit=3, score_cutoff=80)
    return [match for match, *_ in found]


def _by_key(key: str, engine: Engine) -> dict[str, str]:
    """The entity of a key or an IRI, or the one that has taken its place."""
    if "/" not in key:
        return {}
    iri = key if _IRI.fullmatch(key) else Iris(_base(engine)).entity(key)
    rows = engine.query(_BY_IRI, {"iri": Cell(iri, "uri")}, _ROWS).dicts()
    return {row["entity"] or "": _key(row["entity"] or "") for row in rows}


def _base(engine: Engine) -> str:
    """Under which all IRIs of the graph stand."""
    rows = engine.query(_ANY, {}, 1).rows
    return (base_of(rows[0][0].value) if rows and rows[0][0] else "") or BASE


def _key(iri: str) -> str:
    return without_base(iri) or iri


def _relation(value: str) -> Cell:
    name = value.removeprefix("kg:").removeprefix(NAMESPACE)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", name):
        raise QueryError(f"{value!r} is no relation; there are {', '.join(sorted(load().relations))}")
    return Cell(NAMESPACE + name, "uri")


def _status(value: str) -> Cell:
    if value not in {*Status}:
        raise QueryError(f"{value!r} is no status; there are {', '.join(Status)}")
    return Cell(NAMESPACE + value, "uri")


def _date(value: str) -> Cell:
    bounds = edtf.bounds(value)
    if bounds is None or bounds[0] is None:
        raise QueryError(f"{value!r} is no date such as 2022-03-07, 2022-03 or 2022")
    return Cell(bounds[0], datatype=f"{_XSD}date")


def _integer(name: str, value: str) -> Cell:
    if not re.fullmatch(r"-?\d{1,18}", value):
        raise QueryError(f"--{name} should be a whole number, not {value!r}")
    return Cell(str(int(value)), datatype=f"{_XSD}integer")
