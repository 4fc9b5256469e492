"""The vocabulary: classes, relations and shapes, written in Turtle beside this file."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from kg.errors import DataError
from kg.ontology.relation import ENTITY_TYPES, LITERAL_TYPES, NAMED_TYPES, Ontology, Relation
from kg.ontology.traits import Trait
from kg.records import EntityType

__all__ = [
    "ENTITY_TYPES",
    "LITERAL_TYPES",
    "NAMED_TYPES",
    "NAMESPACE",
    "Ontology",
    "Relation",
    "Trait",
    "load",
    "meanings",
    "path",
]

NAMESPACE = "https://newskg.example/ns#"
_SCHEMA = "https://schema.org/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_TYPES = {
    f"{_SCHEMA}Person": EntityType.PERSON,
    f"{_SCHEMA}Organization": EntityType.ORGANIZATION,
    f"{_SCHEMA}Place": EntityType.PLACE,
    f"{NAMESPACE}Group": EntityType.GROUP,
    f"{_SCHEMA}Event": EntityType.EVENT,
    "http://id.loc.gov/datatypes/edtf/EDTF": "Date",
    "http://www.w3.org/2001/XMLSchema#string": "Text",
}

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TERMS = frozenset(
    [
        "trait",
        "inverseMatch",
        "whenDeputy",
        "whenOfPart",
        "whenOneOf",
        "whenUnofficial",
        "ploverClass",
        "ploverMode",
        "quad",
    ]
)

_Properties = dict[str, list[str]]  # predicate IRI → objects, in the file's order


def path(name: str) -> Path:
    """Where a file of the vocabulary (``kg.ttl``, ``shapes.ttl``) stands."""
    return Path(__file__).with_name(name)


@cache
def load() -> Ontology:
    """The relations of ``kg.ttl``."""
    described = _described(path("kg.ttl"))
    relations = [_relation(iri, of) for iri, of in described.items() if f"{_SCHEMA}domainIncludes" in of]
    return Ontology().with_relations(_with_inverses(relations), source="kg.ttl")


def meanings() -> dict[Trait, str]:
    """What each trait means, as ``kg.ttl`` says it."""
    described = _described(path("kg.ttl"))
    return {
        _trait("kg:Trait", iri): _one(of, f"{_RDFS}comment")
        for iri, of in sorted(described.items())
        if f"{NAMESPACE}Trait" in of[_TYPE]
    }


def _described(file: Path) -> dict[str, _Properties]:
    import pyoxigraph

    described: dict[str, _Properties] = defaultdict(lambda: defaultdict(list))
    for quad in pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if not isinstance(subject, pyoxigraph.NamedNode) or isinstance(
            value, pyoxigraph.BlankNode | pyoxigraph.Triple
        ):
            raise DataError(f"{file.name}: {quad} is not of the form that the vocabulary uses")
        described[subject.value][quad.predicate.value].append(value.value)
    return described


def _relation(iri: str, of: _Properties) -> Relation:
    name = _local(iri)
    for term in (_local(predicate) for predicate in of if predicate.startswith(NAMESPACE)):
        if term not in _TERMS:
            raise DataError(f"kg.ttl: relation {name!r} has the unknown property {term!r}")
    return Relation(
        name=name,
        label=_one(of, f"{_RDFS}label") or name,
        parent=_local(_one(of, f"{_RDFS}subPropertyOf")) or None,
        domain=_types(name, of[f"{_SCHEMA}domainIncludes"]),
        range=_types(name, of[f"{_SCHEMA}rangeIncludes"]),
        symmetric=f"{_OWL}SymmetricProperty" in of[_TYPE],
        transitive=f"{_OWL}TransitiveProperty" in of[_TYPE],
        inverse=_local(_one(of, f"{_OWL}inverseOf")) or None,
        traits=frozenset(_trait(name, one) for one in of[f"{NAMESPACE}trait"]),
        when_deputy=_local(_one(of, f"{NAMESPACE}whenDeputy")) or None,
        when_of_part=_local(_one(of, f"{NAMESPACE}whenOfPart")) or None,
        when_one_of=_local(_one(of, f"{NAMESPACE}whenOneOf")) or None,
        when_unofficial=_local(_one(of, f"{NAMESPACE}whenUnofficial")) or None,
        matches=tuple(of[f"{_SKOS}closeMatch"]),
        plover=_one(of, f"{NAMESPACE}ploverClass") or None,
        mode=_one(of, f"{NAMESPACE}ploverMode") or None,
        quad=_one(of, f"{NAMESPACE}quad") or None,
    )


def _one(of: _Properties, predicate: str) -> str:
    return next(iter(of[predicate]), "")


def _local(iri: str) -> str:
    return iri.removeprefix(NAMESPACE)


def _trait(name: str, iri: str) -> Trait:
    if _local(iri) not in tuple(Trait):
        raise DataError(f"kg.ttl: relation {name!r} has the unknown trait {_local(iri)!r}")
    return Trait(_local(iri))


def _types(name: str, iris: list[str]) -> tuple[str, ...]:
    for iri in iris:
        if iri not in _TYPES:
            raise DataError(f"kg.ttl: relation {name!r} joins the unknown type {iri!r}")
    return tuple(_TYPES[iri] for iri in iris)


def _with_inverses(relations: list[Relation]) -> list[Relation]:
    """The relations, each inverse pair known from both sides."""
    from dataclasses import replace

    back = {r.inverse: r.name for r in relations if r.inverse}
    return [r if r.inverse or r.name not in back else replace(r, inverse=back[r.name]) for r in relations]
