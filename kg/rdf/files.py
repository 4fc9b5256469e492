"""The graph as files and as a store. Imports pyoxigraph: import it on need."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from kg.atomic import sync_folder, write_bytes, write_text
from kg.errors import DamageError, StoreError
from kg.graph.inference import inferred
from kg.ontology import Ontology
from kg.rdf.iris import BASE, Iris
from kg.rdf.terms import PREFIXES, term
from kg.rdf.triples import quads, triples
from kg.records import Collection

STAMP = "generation"  # the file in a store's folder that says of which state it was made
INFERRED = "kg:inferred"


def write_turtle(
    collection: Collection, path: Path, base: str = BASE, *, ontology: Ontology | None = None
) -> None:
    """``graph.ttl``: facts and claims, flat."""
    _write(path, triples(collection, base, ontology=ontology), RdfFormat.TURTLE)


def write_inferred(
    collection: Collection, path: Path, base: str = BASE, *, ontology: Ontology | None = None
) -> None:
    """``inferred.ttl``: what follows from the facts, and nothing else."""
    _write(path, inferred_triples(collection, base, ontology=ontology), RdfFormat.TURTLE)


def write_trig(
    collection: Collection, path: Path, base: str = BASE, *, ontology: Ontology | None = None
) -> None:
    """``graph.trig``: facts in the default graph, what each article says and the inferred in others."""
    _write(path, dataset(collection, base, ontology=ontology), RdfFormat.TRIG)


def inferred_triples(
    collection: Collection, base: str = BASE, *, ontology: Ontology | None = None
) -> Iterator[Triple]:
    """The inferred statements as RDF."""
    iris = Iris(base)
    for subject, predicate, other in inferred(collection, ontology):
        yield Triple(NamedNode(iris.entity(subject)), term(f"kg:{predicate}"), NamedNode(iris.entity(other)))


def dataset(collection: Collection, base: str = BASE, *, ontology: Ontology | None = None) -> Iterator[Quad]:
    """Every statement with its graph, one graph after the other, what is inferred last."""
    yield from quads(collection, base, ontology=ontology)
    for triple in inferred_triples(collection, base, ontology=ontology):
        yield Quad(triple.subject, triple.predicate, triple.object, term(INFERRED))


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


def _write(path: Path, statements: Iterable[Triple] | Iterable[Quad], format_: RdfFormat) -> None:
    write_bytes(path, lambda file: _serialize(file, statements, format_))


def _serialize(file: BinaryIO, statements: Iterable[Triple] | Iterable[Quad], format_: RdfFormat) -> None:
    serialize(statements, file, format_, prefixes=dict(PREFIXES))


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())
