"""The RDF terms that the graph uses. Imports pyoxigraph: import it on need."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from kg.graph import edtf
from kg.ontology import ENTITY_TYPES, NAMESPACE
from kg.records import EntityType

PREFIXES = MappingProxyType(
    {
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "gsp": "http://www.opengis.net/ont/geosparql#",
        "kg": NAMESPACE,
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sf": "http://www.opengis.net/ont/sf#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "time": "http://www.w3.org/2006/time#",
        "wd": "http://www.wikidata.org/entity/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)


CLASSES = MappingProxyType(
    {name: ("kg" if name == EntityType.GROUP else "schema") + f":{name}" for name in ENTITY_TYPES}
)  # of the types of entities


@cache
def term(name: str) -> NamedNode:
    """The IRI of a prefixed name such as ``skos:prefLabel``."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def text(value: str) -> Literal:
    """A plain string; halves of broken characters become the replacement character."""
    return Literal(value.encode("utf-8", "replace").decode("utf-8") if not value.isascii() else value)


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=term("xsd:integer"))


def decimal(value: float) -> Literal:
    """An xsd:decimal of at most six digits after the point."""
    digits = f"{value:.6f}".rstrip("0")
    return Literal(digits + "0" if digits.endswith(".") else digits, datatype=term("xsd:decimal"))


def boolean(value: bool) -> Literal:
    """An xsd:boolean."""
    return Literal("true" if value else "false", datatype=term("xsd:boolean"))


def day(value: str) -> Literal:
    """An xsd:date."""
    return Literal(value, datatype=term("xsd:date"))


def date(value: str) -> Literal:
    """An EDTF literal, or a plain string where the text is no EDTF date."""
    return Literal(value, datatype=term("edtf:EDTF")) if edtf.bounds(value) else text(value)
