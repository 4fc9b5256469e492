"""The graph as files and as a store. Imports pyoxigraph: import it on need."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.atomic import sync_folder, write_text
from kg.errors import DamageError, StoreError
from kg.graph.inference import Statement, inferred
from kg.ontology import Ontology, load
from kg.rdf import sections
from kg.rdf.iris import BASE, Iris
from kg.rdf.sections import Section, Unit
from kg.rdf.terms import term
from kg.rdf.touched import Touched
from kg.rdf.turtle_units import HEADER, INFERRED, Texts, trig_sections, turtle, turtle_sections
from kg.records import Collection

STAMP = "generation"  # the file in a store's folder that says of which state it was made


def write_turtle(
    collection: Collection, path: Path, base: str = BASE, *, ontology: Ontology | None = None, stamp: str = ""
) -> None:
    """``graph.ttl``: facts and claims, flat; with the stamp of its state it can be renewed later."""
    texts = Texts(collection, Iris(base), ontology or load())
    sections.write(path, turtle_sections(texts), stamp)


def write_inferred(
    collection: Collection, path: Path, base: str = BASE, *, ontology: Ontology | None = None, stamp: str = ""
) -> None:
    """``inferred.ttl``: what follows from the facts, and nothing else."""
    write_statements(inferred(collection, ontology), path, base)


def write_statements(statements: Iterable[Statement], path: Path, base: str = BASE) -> None:
    """As ``write_inferred``, for statements that are at hand."""
    sections.write(path, [Section([Unit("", HEADER + turtle(as_triples(statements, base)))])])


def write_trig(
    collection: Collection, path: Path, base: str = BASE, *, ontology: Ontology | None = None, stamp: str = ""
) -> None:
    """``graph.trig``: facts in the default graph, what each article says and the inferred in others."""
    sections.write(path, dataset(collection, base, ontology=ontology), stamp)


def dataset(collection: Collection, base: str = BASE, *, ontology: Ontology | None = None) -> list[Section]:
    """What ``graph.trig`` holds."""
    vocabulary = ontology or load()
    follows = as_triples(inferred(collection, vocabulary), base)
    return trig_sections(Texts(collection, Iris(base), vocabulary), follows)


WRITERS = MappingProxyType({"turtle": write_turtle, "implied": write_inferred, "trig": write_trig})


def renew_turtle(
    path: Path, touched: Touched, stamps: tuple[str, str], base: str = BASE, *, ontology: Ontology
) -> bool:
    """Bring ``graph.ttl`` from one state to another; whether it could be."""
    kept = sections.kept(path, stamps[0])
    if kept is not None:
        texts = Texts(touched.now, Iris(base), ontology, touched.own)
        sections.write(path, turtle_sections(texts, touched, kept), stamps[1])
    return kept is not None


def renew_trig(
    path: Path,
    touched: Touched,
    stamps: tuple[str, str],
    inferred: Iterable[Statement],
    base: str = BASE,
    *,
    ontology: Ontology,
) -> bool:
    """The same for ``graph.trig``, with what is inferred now."""
    kept = sections.kept(path, stamps[0])
    if kept is not None:
        texts = Texts(touched.now, Iris(base), ontology, touched.own)
        sections.write(path, trig_sections(texts, as_triples(inferred, base), touched, kept), stamps[1])
    return kept is not None


def as_triples(statements: Iterable[Statement], base: str = BASE) -> Iterator[Triple]:
    """What is inferred as RDF."""
    iris = Iris(base)
    for subject, predicate, other in statements:
        yield Triple(NamedNode(iris.entity(subject)), term(f"kg:{predicate}"), NamedNode(iris.entity(other)))


def write_store(folder: Path, turtle: Path, inferred_turtle: Path, generation: str) -> None:
    """Make the Oxigraph store anew from the Turtle files, beside the old one, and put it in its place."""
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    store = Store(str(fresh))
    store.bulk_load(path=turtle, format=RdfFormat.TURTLE)
    store.bulk_load(path=inferred_turtle, format=RdfFormat.TURTLE, to_graph=term(INFERRED))
    store.optimize()  # one sorted run: what is looked up is found three times as fast
    store.flush()
    del store  # closes it: a folder that is open cannot be moved everywhere
    put_in_place(fresh, folder, generation)


def put_in_place(fresh: Path, folder: Path, generation: str) -> None:
    """Stamp a closed store and put it where the old one is."""
    stale = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(stale, ignore_errors=True)
    write_text(fresh / STAMP, generation)
    if folder.exists():
        folder.replace(stale)
    fresh.replace(folder)
    sync_folder(folder.parent)
    shutil.rmtree(stale, ignore_errors=True)


def store_generation(folder: Path) -> str | None:
    """Of which state a store was made; None if there is none or it is not whole."""
    stamp = folder / STAMP
    return stamp.read_text("utf-8") if stamp.is_file() else None


def open_store(folder: Path) -> Store:
    """The store, to be read only."""
    if store_generation(folder) is None:
        raise StoreError(f"there is no whole store in {folder}: 'kg build' writes it")
    try:
        return Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:  # RocksDB's word for damage comes as either
        raise damaged(folder, error) from error


def damaged(folder: Path, error: BaseException) -> DamageError:
    """What to say of a store that cannot be read."""
    what = f"the store in {folder} is damaged ({_line(error)})"
    return DamageError(f"{what}: 'kg check --repair' writes it anew")


def read_turtle(path: Path) -> Iterator[Quad]:
    """The statements of a Turtle file."""
    try:
        yield from parse(path=path, format=RdfFormat.TURTLE)
    except (OSError, SyntaxError) as error:
        raise StoreError(f"{path} cannot be read: {_line(error)}") from error


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())
