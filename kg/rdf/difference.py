"""What changes in the store when some entities and articles change. Imports pyoxigraph: import it on need.

What the store holds of them is found in it, by how statements hang together; so it need not be known how
they were before. Posts and intervals belong to all memberships that name them, and go with the last.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from kg.graph.inference import Statement
from kg.ontology import Ontology
from kg.rdf.files import put_in_place
from kg.rdf.iris import BASE, Iris
from kg.rdf.terms import term
from kg.rdf.touched import Touched
from kg.rdf.triples import about_collection, links, said_by
from kg.rdf.turtle_units import INFERRED

DEFAULT = DefaultGraph()
OF_ARTICLE = ("dcterms:isPartOf", "prov:wasDerivedFrom", "oa:hasSource")  # from what hangs on an article


def bring_forward(
    folder: Path,
    touched: Touched,
    inferred: Iterable[Statement],
    generation: str,
    ontology: Ontology,
    base: str = BASE,
) -> None:
    """Put a store in place of the one in ``folder`` that has what is touched as it is now."""
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    _link(folder, fresh)
    store = Store(str(fresh))
    iris = Iris(base)
    _apply(store, *_difference(store, touched, iris, ontology))
    _apply(store, *_inferred(store, inferred, iris))
    store.flush()
    del store  # closes it: a folder that is open cannot be moved everywhere
    put_in_place(fresh, folder, generation)


def _link(folder: Path, fresh: Path) -> None:
    """A copy of a store: its tables are never written again, and are the same files."""
    fresh.mkdir()
    for file in sorted(folder.iterdir()):
        if file.suffix == ".sst":
            try:
                os.link(file, fresh / file.name)
                continue
            except OSError:  # a system without links
                pass
        (fresh / file.name).write_bytes(file.read_bytes())  # logs, which are small


def _apply(store: Store, gone: Iterable[Quad], new: Iterable[Quad]) -> None:
    for quad in gone:
        store.remove(quad)
    store.extend(new)


def _difference(
    store: Store, touched: Touched, iris: Iris, ontology: Ontology
) -> tuple[set[Quad], set[Quad]]:
    said = _now(touched, iris, ontology)
    now = {Quad(triple.subject, triple.predicate, triple.object, DEFAULT) for triple in said}
    old = {quad for key in touched.entities for quad in _of_entity(store, NamedNode(iris.entity(key)))}
    named = (quad.object for quad in old if quad.predicate in _shared())
    shared = {node for node in named if isinstance(node, NamedNode)}
    old |= {quad for id in touched.articles for quad in _of_article(store, NamedNode(iris.article(id)))}
    gone = old - now
    for node in shared:
        if not _is_named(store, node, gone) and not any(quad.object == node for quad in now):
            gone |= set(store.quads_for_pattern(node, None, None, DEFAULT))
    return gone, now - old


def _now(touched: Touched, iris: Iris, ontology: Ontology) -> Iterator[Triple]:
    yield from about_collection(touched.now, iris, ontology, described=touched.own)
    for _, said in said_by(touched.now, iris):
        yield from said
    for _, linked in links(touched.now, iris):
        yield from linked


def _of_entity(store: Store, node: NamedNode) -> Iterator[Quad]:
    """What is said of an entity and where it is, its facts and memberships, and the keys that it had."""
    replaced = term("dcterms:isReplacedBy")
    for quad in store.quads_for_pattern(node, None, None, DEFAULT):
        if quad.predicate != replaced:
            yield quad
        if quad.predicate == term("gsp:hasGeometry") and isinstance(quad.object, NamedNode):
            yield from store.quads_for_pattern(quad.object, None, None, DEFAULT)
    yield from store.quads_for_pattern(None, replaced, node, DEFAULT)
    for predicate in ("rdf:subject", "org:member"):
        for quad in store.quads_for_pattern(None, term(predicate), node, DEFAULT):
            yield from store.quads_for_pattern(quad.subject, None, None, DEFAULT)


def _of_article(store: Store, node: NamedNode) -> Iterator[Quad]:
    """What is said of an article, and of all that hangs on it: entities of its own, claims, sentences."""
    yield from store.quads_for_pattern(node, None, None, DEFAULT)
    for predicate in OF_ARTICLE:
        for quad in store.quads_for_pattern(None, term(predicate), node, DEFAULT):
            for found in store.quads_for_pattern(quad.subject, None, None, DEFAULT):
                yield found
                if isinstance(found.object, NamedNode) and found.predicate == term("oa:hasSelector"):
                    yield from store.quads_for_pattern(found.object, None, None, DEFAULT)


def _shared() -> tuple[NamedNode, NamedNode]:
    """What leads from a membership to things that others may have too."""
    return term("kg:post"), term("org:memberDuring")


def _is_named(store: Store, node: NamedNode, gone: set[Quad]) -> bool:
    """Whether a membership that stays names a post or an interval."""
    found = (quad for name in _shared() for quad in store.quads_for_pattern(None, name, node, DEFAULT))
    return any(quad not in gone for quad in found)


def _inferred(store: Store, statements: Iterable[Statement], iris: Iris) -> tuple[set[Quad], set[Quad]]:
    graph = term(INFERRED)
    now = {
        Quad(NamedNode(iris.entity(s)), term(f"kg:{p}"), NamedNode(iris.entity(o)), graph)
        for s, p, o in statements
    }
    old = set(store.quads_for_pattern(None, None, None, graph))
    return old - now, now - old
