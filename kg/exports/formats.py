"""The graph in the formats of other tools."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Collection as Container
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import QueryError
from kg.exports.events import write_events, write_plover
from kg.exports.tables import write_entities, write_facts
from kg.graph.edtf import outer
from kg.graph.networkx_bridge import ASSERTED, to_networkx
from kg.ontology import Ontology
from kg.rdf.iris import BASE
from kg.records import Collection, Status
from kg.suggestions import near

if TYPE_CHECKING:
    import networkx as nx  # type: ignore[import-untyped]
    from pyoxigraph import RdfFormat, Triple


@dataclass(frozen=True, slots=True)
class _Job:
    """What is exported, and how."""

    collection: Collection
    base: str
    ontology: Ontology | None
    statuses: Container[Status]


Exporter = Callable[[_Job, BinaryIO], None]
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(
    collection: Collection,
    format_: str,
    file: BinaryIO,
    *,
    base: str = BASE,
    ontology: Ontology | None = None,
    statuses: Container[Status] = ASSERTED,
) -> None:
    """Write the collection to an open binary file in one of ``FORMATS``.

    ``statuses`` says which facts are edges of a network; the other formats tell them apart.
    """
    if format_ not in FORMATS:
        hint = near(format_, FORMATS)
        raise QueryError(f"{format_!r} is no export format{hint} (there are {', '.join(FORMATS)})")
    FORMATS[format_](_Job(collection, base, ontology, statuses), file)


def _turtle(job: _Job, file: BinaryIO) -> None:
    from pyoxigraph import RdfFormat

    _flat(job, file, RdfFormat.TURTLE)


def _ntriples(job: _Job, file: BinaryIO) -> None:
    from pyoxigraph import RdfFormat

    _flat(job, file, RdfFormat.N_TRIPLES)


def _jsonld(job: _Job, file: BinaryIO) -> None:
    from pyoxigraph import RdfFormat

    _flat(job, file, RdfFormat.JSON_LD)


def _trig(job: _Job, file: BinaryIO) -> None:
    from kg.rdf.files import dataset
    from kg.rdf.sections import text

    file.writelines(text(dataset(job.collection, job.base, ontology=job.ontology)))


def _rdf12(job: _Job, file: BinaryIO) -> None:
    """Turtle 1.2: facts are reifiers of their triples."""
    from pyoxigraph import RdfFormat, serialize

    from kg.rdf.terms import PREFIXES
    from kg.rdf.triples import triples

    statements = _reified(triples(job.collection, job.base, ontology=job.ontology))
    serialize(statements, file, RdfFormat.TURTLE, prefixes=dict(PREFIXES))


def _flat(job: _Job, file: BinaryIO, format_: RdfFormat) -> None:
    from pyoxigraph import serialize

    from kg.rdf.terms import PREFIXES
    from kg.rdf.triples import triples

    serialize(
        triples(job.collection, job.base, ontology=job.ontology), file, format_, prefixes=dict(PREFIXES)
    )


def _reified(statements: Iterator[Triple]) -> Iterator[Triple]:
    """The same with rdf:reifies in place of rdf:subject, rdf:predicate and rdf:object."""
    from pyoxigraph import NamedNode, Triple

    from kg.rdf.terms import term

    parts: dict[str, Any] = {}
    for triple in statements:
        name = triple.predicate.value.removeprefix(term("rdf:subject").value.removesuffix("subject"))
        if name in ("subject", "predicate", "object"):
            parts[name] = triple.object
        elif triple.object != term("rdf:Statement"):
            yield triple
        if name == "object":
            fact = Triple(parts["subject"], parts["predicate"], parts["object"])
            yield Triple(triple.subject, NamedNode(term("rdf:type").value[:-4] + "reifies"), fact)


def _graphml(job: _Job, file: BinaryIO) -> None:
    from networkx.readwrite.graphml import GraphMLWriter  # type: ignore[import-untyped]

    GraphMLWriter(
        graph=_plain(to_networkx(job.collection, job.statuses)), encoding="utf-8", prettyprint=True
    ).dump(file)


def _gexf(job: _Job, file: BinaryIO) -> None:
    import networkx as nx

    graph = _plain(to_networkx(job.collection, job.statuses))
    _add_times(graph, job.collection)
    for line in nx.generate_gexf(graph, encoding="utf-8"):
        if "<meta " not in line and "<creator>" not in line and "</meta>" not in line:
            file.write(f"{line}\n".encode())


def _add_times(graph: nx.MultiDiGraph, collection: Collection) -> None:
    """Give edges the days between which their claims say that they held; the others are always there."""
    for fact in collection.facts:
        spells = {outer(claim.since, claim.until, claim.on) for _, claim in fact.claims} - {(None, None)}
        if spells and fact.object is not None and graph.has_edge(fact.subject, fact.object, fact.id):
            known = sorted(spells, key=lambda spell: (spell[0] or "", spell[1] or "~"))
            graph.edges[fact.subject, fact.object, fact.id]["spells"] = known


def _plain(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A copy whose attributes are text or numbers that XML can hold; nodes are labelled by name."""
    import networkx as nx

    plain = nx.MultiDiGraph()
    for key, attributes in graph.nodes(data=True):
        plain.add_node(key, label=_xml(attributes["name"]), **_attributes(attributes))
    for start, end, key, attributes in graph.edges(keys=True, data=True):
        plain.add_edge(start, end, key=key, label=attributes["predicate"], **_attributes(attributes))
    return plain


def _attributes(attributes: Mapping[str, Any]) -> dict[str, str | int | float]:
    return {
        name: value if isinstance(value, int | float) else _xml(_joined(value))
        for name, value in attributes.items()
    }


def _joined(value: str | list[str]) -> str:
    return value if isinstance(value, str) else " | ".join(value)


def _xml(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _ftm(job: _Job, file: BinaryIO) -> None:
    from kg.exports.ftm import entities

    file.write(entities(job.collection, job.ontology))


def _ftm_statements(job: _Job, file: BinaryIO) -> None:
    from kg.exports.ftm import statements

    file.write(statements(job.collection, job.ontology))


def _sqlite(job: _Job, file: BinaryIO) -> None:
    from kg.exports.databases import sqlite

    file.write(sqlite(job.collection))


def _neo4j(job: _Job, file: BinaryIO) -> None:
    from kg.exports.neo4j import neo4j

    _zip(neo4j(job.collection), file)


def _obsidian(job: _Job, file: BinaryIO) -> None:
    from kg.exports.obsidian import obsidian

    _zip(obsidian(job.collection), file)


def _parquet(job: _Job, file: BinaryIO) -> None:
    from kg.exports.databases import parquet

    _zip(parquet(job.collection), file)


def _zip(parts: Mapping[str, bytes], file: BinaryIO) -> None:
    """Several files as one archive, without a clock."""
    import zipfile

    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def format_of(name: str) -> str | None:
    """The format that the end of a file's name tells; None where it tells none."""
    ends = {end: format_ for format_, ends in reversed(list(SUFFIXES.items())) for end in ends}
    told = [end for end in ends if name.lower().endswith(end) and end != ".zip"]
    return ends[max(told, key=len)] if told else None


def check_suffix(name: str, format_: str) -> None:
    """QueryError where a file's name tells of another format than the one that is asked for."""
    told = format_of(name)
    if format_ in SUFFIXES and told is not None and not name.lower().endswith(SUFFIXES[format_]):
        raise QueryError(
            f"{name} would not hold {format_}: name it {SUFFIXES[format_][0]}, or leave out --format"
        )


def _facts(job: _Job, file: BinaryIO) -> None:
    write_facts(job.collection, file)


def _entities(job: _Job, file: BinaryIO) -> None:
    write_entities(job.collection, file)


def _events(job: _Job, file: BinaryIO) -> None:
    write_events(job.collection, file, job.ontology)


def _plover(job: _Job, file: BinaryIO) -> None:
    write_plover(job.collection, file, job.ontology)


FORMATS: Mapping[str, Exporter] = MappingProxyType(
    {
        "turtle": _turtle,
        "trig": _trig,
        "ntriples": _ntriples,
        "jsonld": _jsonld,
        "rdf12": _rdf12,
        "graphml": _graphml,
        "gexf": _gexf,
        "csv": _facts,
        "csv-entities": _entities,
        "ftm": _ftm,
        "ftm-statements": _ftm_statements,
        "neo4j": _neo4j,
        "obsidian": _obsidian,
        "parquet": _parquet,
        "sqlite": _sqlite,
        "events-csv": _events,
        "plover": _plover,
    }
)
SUFFIXES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "turtle": (".ttl",),
        "trig": (".trig",),
        "ntriples": (".nt",),
        "jsonld": (".jsonld",),
        "rdf12": (".ttl", ".ttl12"),
        "graphml": (".graphml",),
        "gexf": (".gexf",),
        "csv": (".csv",),
        "csv-entities": (".entities.csv", ".csv"),
        "ftm": (".ftm.json", ".ftm.jsonl", ".ijson"),
        "ftm-statements": (".statements.csv", ".csv"),
        "neo4j": (".neo4j.zip", ".zip"),
        "obsidian": (".obsidian.zip", ".zip"),
        "parquet": (".parquet.zip", ".zip"),
        "sqlite": (".sqlite", ".db", ".sqlite3"),
        "events-csv": (".events.csv", ".csv"),
        "plover": (".plover.jsonl", ".jsonl"),
    }
)
