"""Offices and memberships whose time is known, as W3C ORG describes them. Imports pyoxigraph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from kg.graph import edtf
from kg.graph.facts import plain_value
from kg.ontology import Ontology, Trait
from kg.rdf.iris import Iris
from kg.rdf.terms import date, day, term, text
from kg.records import Claim, Entity, EntityType, Fact, Status

_HELD = (Status.ASSERTED, Status.FORMER)


@dataclass(frozen=True, slots=True, order=True)
class _Tenure:
    since: str
    until: str
    on: str
    role: str


def memberships(
    facts: Iterable[Fact], over: Mapping[str, Entity], iris: Iris, ontology: Ontology
) -> tuple[list[Triple], dict[str, list[Triple]]]:
    """A membership for each fact and time, and the posts and intervals that they name, by IRI.

    ``over`` has the entities that offices are of, by key.
    """
    held: list[Triple] = []
    shared: dict[str, list[Triple]] = {}
    for fact in facts:
        for tenure, claims in _tenures(fact, ontology):
            entity = over[fact.object or ""]
            post = _post_iri(fact, tenure, iris), _post(fact, tenure, entity, iris)
            for node, made in (post, (_interval_iri(tenure, iris), _interval(tenure, iris))):
                shared.setdefault(node.value, made)
            held += _membership(fact, tenure, claims, entity, iris)
    return held, shared


def _tenures(fact: Fact, ontology: Ontology) -> list[tuple[_Tenure, list[Claim]]]:
    if not ontology.has(fact.predicate, Trait.OFFICE) or fact.object is None or fact.status not in _HELD:
        return []
    found: dict[_Tenure, list[Claim]] = defaultdict(list)
    for _, claim in fact.claims:
        if claim.since or claim.until or claim.on:
            role = plain_value(claim.role or "")
            found[_Tenure(claim.since or "", claim.until or "", claim.on or "", role)].append(claim)
    return sorted(found.items(), key=lambda item: item[0])


def _membership(
    fact: Fact, tenure: _Tenure, claims: Iterable[Claim], over: Entity, iris: Iris
) -> Iterator[Triple]:
    parts = (fact.id, tenure.since, tenure.until, tenure.on, tenure.role)
    node = NamedNode(iris.hashed("membership", *parts))
    yield Triple(node, term("rdf:type"), term("org:Membership"))
    yield Triple(node, term("org:member"), NamedNode(iris.entity(fact.subject)))
    if over.type == EntityType.ORGANIZATION:
        yield Triple(node, term("org:organization"), NamedNode(iris.entity(over.key)))
    yield Triple(node, term("kg:post"), _post_iri(fact, tenure, iris))
    yield Triple(node, term("org:memberDuring"), _interval_iri(tenure, iris))
    yield Triple(node, term("kg:status"), term(f"kg:{fact.status}"))
    for claim in sorted({claim.id for claim in claims}):
        yield Triple(node, term("kg:claim"), NamedNode(iris.claim(claim)))


def _post_iri(fact: Fact, tenure: _Tenure, iris: Iris) -> NamedNode:
    return NamedNode(iris.hashed("post", fact.predicate, fact.object or "", tenure.role))


def _post(fact: Fact, tenure: _Tenure, over: Entity, iris: Iris) -> list[Triple]:
    node = _post_iri(fact, tenure, iris)
    within = term("org:postIn" if over.type == EntityType.ORGANIZATION else "kg:postOver")
    made = [
        Triple(node, term("rdf:type"), term("org:Post")),
        Triple(node, term("kg:predicate"), term(f"kg:{fact.predicate}")),
        Triple(node, within, NamedNode(iris.entity(over.key))),
    ]
    return [*made, Triple(node, term("kg:role"), text(tenure.role))] if tenure.role else made


def _interval_iri(tenure: _Tenure, iris: Iris) -> NamedNode:
    return NamedNode(iris.hashed("interval", tenure.since, tenure.until, tenure.on))


def _interval(tenure: _Tenure, iris: Iris) -> list[Triple]:
    node = _interval_iri(tenure, iris)
    texts = (("since", tenure.since), ("until", tenure.until), ("on", tenure.on))
    first, last = edtf.outer(tenure.since, tenure.until, tenure.on)
    days = (("earliest", first), ("latest", last))
    return [
        Triple(node, term("rdf:type"), term("time:Interval")),
        *(Triple(node, term(f"kg:{name}"), date(value)) for name, value in texts if value),
        *(Triple(node, term(f"kg:{name}"), day(bound)) for name, bound in days if bound),
    ]
