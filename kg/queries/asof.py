"""A graph as of a day: without what is known not to hold then, with former offices known to be held then.

Imports pyoxigraph: import it on need. What is undated stays. What happened "on" a day is left out before
that day and stays after it; of an office, "on" says only that it was held then, not that it began. What a
later article calls former is over by the day on which that article was published.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Variable

from kg.errors import NotFoundError, QueryError, StoreError
from kg.graph import edtf
from kg.graph.facts import noisy_or
from kg.graph.inference import closure, implied
from kg.graph.known_places import contained
from kg.ontology import NAMESPACE, Ontology, Trait
from kg.queries.engines import INFERRED_FILE
from kg.rdf.files import STAMP, open_store, store_generation
from kg.rdf.terms import PREFIXES, decimal, integer, term
from kg.rdf.turtle_units import INFERRED

Term = Any  # of pyoxigraph
Edge = tuple[NamedNode, NamedNode, Term]
_FACTS = DefaultGraph()
_HELD = """SELECT ?from ?to ?node ?member ?does ?over {
  ?node kg:status kg:former ; a org:Membership ; org:member ?member ; kg:post ?post ; org:memberDuring ?time .
  ?time kg:earliest ?first ; kg:latest ?last .
  ?post kg:predicate ?does ; org:postIn|kg:postOver ?over .
  FILTER(?first <= ?to && ?last >= ?from)
} ORDER BY ?node"""
_OVER = """SELECT DISTINCT ?claim ?told {
  ?late kg:status kg:former ; kg:predicate ?does ; prov:wasDerivedFrom ?news ;
    kg:subject/kg:entity ?subject ; kg:object/kg:entity ?object .
  ?news kg:earliest ?from ; kg:latest ?told .
  ?fact rdf:subject ?subject ; rdf:predicate ?does ; rdf:object ?object ; kg:claim ?claim .
  ?claim prov:wasDerivedFrom/kg:latest ?before .
  FILTER(?before < ?from)
} ORDER BY ?claim ?told"""
_LINKED = "SELECT ?id ?place { ?place kg:lexiconId ?id }"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is looked at: a time, and whether only what is dated."""

    asked: edtf.Bounds
    ontology: Ontology
    dated: bool


@contextmanager
def as_of(source: Path, day: str, ontology: Ontology, *, dated: bool = False) -> Iterator[Path]:
    """A copy of a store's folder, or of a Turtle file, as of an EDTF date; it is gone afterwards.

    A month or a year stands for any of its days. With ``dated`` what has no date is left out, but for
    relations that last.
    """
    asked = edtf.bounds(day)
    if asked is None or None in asked:
        raise QueryError(f"{day!r} is no date such as 2022-03-07, 2022-03 or 2022")
    if not source.exists():
        raise NotFoundError(f"there is no graph at {source}")
    folder = _temporary(source)
    copy = _of_store if source.is_dir() else _of_file
    try:
        yield copy(source, folder, _Seen(asked, ontology, dated))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _temporary(source: Path) -> Path:
    """A folder beside the source, where a store is copied by links; elsewhere if that cannot be written."""
    try:
        return Path(tempfile.mkdtemp(prefix=".as-of-", dir=source.parent))
    except OSError:
        return Path(tempfile.mkdtemp(prefix="kg-as-of-"))


def _of_store(source: Path, folder: Path, seen: _Seen) -> Path:
    target = folder / source.name
    open_store(source).backup(str(target))
    store = Store(str(target))
    _View(store, seen.asked, seen.ontology, seen.dated).make()
    store.flush()
    del store  # closes it, so that it can be opened for reading
    (target / STAMP).write_text(store_generation(source) or "", encoding="utf-8")
    return target


def _of_file(source: Path, folder: Path, seen: _Seen) -> Path:
    store, beside = Store(), source.with_name(INFERRED_FILE)
    store.load(path=source, format=RdfFormat.TURTLE)
    if beside.is_file():
        store.load(path=beside, format=RdfFormat.TURTLE, to_graph=term(INFERRED))
    _View(store, seen.asked, seen.ontology, seen.dated).make()
    store.dump(folder / source.name, RdfFormat.TURTLE, from_graph=_FACTS)
    if beside.is_file():
        store.dump(folder / INFERRED_FILE, RdfFormat.TURTLE, from_graph=term(INFERRED))
    return folder / source.name


@dataclass(frozen=True, slots=True)
class _View:
    """A store that is changed to what it says of a time."""

    store: Store
    asked: edtf.Bounds
    ontology: Ontology
    only_dated: bool = False

    def make(self) -> None:
        """Take out what is known not to hold then, put in what is known to have held."""
        gone = self._gone()
        edges = [edge for node in gone if (edge := self._edge(node))]
        for node in gone:
            for quad in list(self.store.quads_for_pattern(node, None, None, _FACTS)):
                self.store.remove(quad)
        for edge in edges:
            self.store.remove(Quad(*edge, _FACTS))
        self._infer(edges, self._hold())

    # What does not hold

    def _gone(self) -> list[NamedNode]:
        """Facts and memberships all of whose claims speak of another time."""
        out = {claim for claim, times in self._dated().items() if self._excludes(claim, times)}
        out |= {claim for claim, told in self._over() if told < (self.asked[0] or "")}
        if self.only_dated:
            out |= set(self._undated())
        nodes = {node for claim in out for node in self._subjects("kg:claim", claim)}
        return [node for node in sorted(nodes, key=str) if out.issuperset(self._objects(node, "kg:claim"))]

    def _undated(self) -> Iterator[NamedNode]:
        """Claims without a time, of relations that do not last."""
        dated = self._dated()
        for quad in self.store.quads_for_pattern(None, term("rdf:type"), term("kg:Claim"), _FACTS):
            claim = _named(quad.subject)
            name = self._first(claim, "kg:predicate").removeprefix(NAMESPACE)
            if claim not in dated and not self.ontology.has(name, Trait.LASTING):
                yield claim

    def _dated(self) -> dict[NamedNode, dict[str, str]]:
        """Claims (and intervals, which nothing claims) with their since, until and on."""
        found: dict[NamedNode, dict[str, str]] = defaultdict(dict)
        for name in ("since", "until", "on"):
            for quad in self.store.quads_for_pattern(None, term(f"kg:{name}"), None, _FACTS):
                found[_named(quad.subject)][name] = _text(quad.object)
        return found

    def _over(self) -> Iterator[tuple[NamedNode, str]]:
        """Claims of what a later article calls former, with the day by which it did."""
        for row in self._select(_OVER):
            yield _named(row["claim"]), _text(row["told"])

    def _excludes(self, claim: NamedNode, times: dict[str, str]) -> bool:
        name = self._first(claim, "kg:predicate").removeprefix(NAMESPACE)
        begun = None if self.ontology.has(name, Trait.OFFICE) else times.get("on")
        return edtf.excludes(self.asked, times.get("since"), times.get("until"), begun)

    def _edge(self, node: NamedNode) -> Edge | None:
        """What a fact states."""
        parts = [self._objects(node, f"rdf:{name}")[:1] for name in ("subject", "predicate", "object")]
        return (_named(parts[0][0]), _named(parts[1][0]), parts[2][0]) if all(parts) else None

    # What is known to have held

    def _hold(self) -> list[Edge]:
        """Adds former offices whose known time holds the day, as facts; what they state."""
        first, last = (Literal(day or "", datatype=term("xsd:date")) for day in self.asked)
        bound = {Variable("from"): first, Variable("to"): last}
        found: dict[Edge, list[NamedNode]] = defaultdict(list)
        for row in self._select(_HELD, bound):
            edge = (_named(row["member"]), _named(row["does"]), row["over"])
            if not self._states(edge):
                found[edge].append(_named(row["node"]))
        for edge, nodes in found.items():
            self._add(edge, nodes)
        return list(found)

    def _add(self, edge: Edge, memberships: list[NamedNode]) -> None:
        """A fact on the claims of these memberships, with the first one's hash."""
        claims = [claim for node in memberships for claim in self._objects(node, "kg:claim")]
        best: dict[str, float] = defaultdict(float)
        for claim in claims:
            source = self._objects(_named(claim), "prov:wasDerivedFrom")[0]
            source = next(iter(self._objects(_named(source), "kg:duplicateOf")), source)
            best[str(source)] = max(best[str(source)], float(self._first(claim, "kg:confidence")))
        node = NamedNode(memberships[0].value.replace("/membership/", "/fact/"))
        said: list[Edge] = [(node, term("rdf:type"), term(name)) for name in ("kg:Fact", "rdf:Statement")]
        said += [(node, term("kg:claim"), claim) for claim in claims]
        parts = zip(("subject", "predicate", "object"), edge, strict=True)
        said += [(node, term(f"rdf:{name}"), part) for name, part in parts]
        said.append((node, term("kg:support"), integer(len(best))))
        said.append((node, term("kg:confidence"), decimal(noisy_or(best.values()))))
        for statement in (edge, *said):
            self.store.add(Quad(*statement, _FACTS))

    # What follows

    def _infer(self, lost: Iterable[Edge], won: Iterable[Edge]) -> None:
        """Takes out what followed from the lost statements alone, puts in what follows from the won."""
        changed = {name for edge in (*lost, *won) if (name := _local(edge[1])) in self.ontology}
        for edge in lost:
            for other in self._follows(edge):
                if not any(other in self._follows(near) for near in self._between(edge[0], edge[2])):
                    self.store.remove(Quad(*other, term(INFERRED)))
        for edge in won:
            for other in self._follows(edge):
                if not self._states(other):
                    self.store.add(Quad(*other, term(INFERRED)))
        for relation in self.ontology:
            if relation.transitive and changed & set(self._sources(relation.name)):
                self._close(relation.name)

    def _follows(self, edge: Edge) -> list[Edge]:
        """What the hierarchy, inverses and symmetry make of a statement between entities."""
        if not isinstance(edge[2], NamedNode):
            return []
        found = implied((edge[0].value, _local(edge[1]), edge[2].value), self.ontology)
        return [(NamedNode(s), term(f"kg:{p}"), NamedNode(o)) for s, p, o in found]

    def _between(self, one: Term, other: Term) -> Iterator[Edge]:
        """What is stated of two entities, in either direction."""
        if not isinstance(one, NamedNode) or not isinstance(other, NamedNode):
            return
        for subject, object_ in ((one, other), (other, one)):
            for quad in self.store.quads_for_pattern(subject, None, object_, _FACTS):
                yield subject, quad.predicate, object_

    def _sources(self, name: str) -> list[str]:
        """The relations from which one follows: itself, its kinds, their inverses."""
        return [r.name for r in self.ontology if any(p == name for _, p, _ in self._implied("", r.name, ""))]

    def _implied(self, subject: str, predicate: str, other: str) -> Iterator[tuple[str, str, str]]:
        return implied((subject, predicate, other), self.ontology)

    def _close(self, name: str) -> None:
        """What a transitive relation leads on to, anew."""
        for quad in list(self.store.quads_for_pattern(None, term(f"kg:{name}"), None, term(INFERRED))):
            self.store.remove(quad)
        pairs: list[tuple[str, str]] = []
        if self.ontology.has(name, Trait.CONTAINMENT):
            linked = {row["id"].value: row["place"].value for row in self._select(_LINKED)}
            pairs += contained(linked)
        for source in self._sources(name):
            for quad in self.store.quads_for_pattern(None, term(f"kg:{source}"), None, _FACTS):
                found = self._implied(_text(quad.subject), source, _text(quad.object))
                pairs += [(s, o) for s, p, o in found if p == name]
        for inner, outer in closure(pairs):
            edge = (NamedNode(inner), term(f"kg:{name}"), NamedNode(outer))
            if not self._states(edge):
                self.store.add(Quad(*edge, term(INFERRED)))

    # Looking

    def _states(self, edge: Edge) -> bool:
        return Quad(*edge, _FACTS) in self.store

    def _subjects(self, predicate: str, value: Term) -> list[NamedNode]:
        quads = self.store.quads_for_pattern(None, term(predicate), value, _FACTS)
        return [_named(quad.subject) for quad in quads]

    def _objects(self, node: NamedNode, predicate: str) -> list[Any]:
        return [quad.object for quad in self.store.quads_for_pattern(node, term(predicate), None, _FACTS)]

    def _first(self, node: NamedNode, predicate: str) -> str:
        return next((_text(value) for value in self._objects(node, predicate)), "")

    def _select(self, query: str, bound: Mapping[Variable, Any] | None = None) -> Iterator[Any]:
        found: Any = self.store.query(query, prefixes=dict(PREFIXES), substitutions=dict(bound or {}))
        return iter(found)


def _named(value: Any) -> NamedNode:
    """A node of the graph, which has no blank ones."""
    if not isinstance(value, NamedNode):
        raise StoreError(f"{value} stands where the graph has an IRI")
    return value


def _text(value: Any) -> str:
    return str(value.value)


def _local(relation: NamedNode) -> str:
    return relation.value.removeprefix(NAMESPACE)
