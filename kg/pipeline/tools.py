"""The rooms' functions that the pipeline is composed of; tests put others in their place.

All are importable functions, so that they travel to worker processes. The defaults import their
rooms when they are first called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg import fingerprints
from kg.errors import DataError
from kg.limits import USUAL, Limits
from kg.pipeline.user_relations import ontology
from kg.rdf.iris import BASE
from kg.records import Article, Collection, Entity, Fact, Parse, Reading, Skip

if TYPE_CHECKING:
    from kg.articles import Contents, Source
    from kg.entities import Decisions, Resolution
    from kg.ontology import Ontology
    from kg.pipeline.screen import Screened
    from kg.relations import Rule
    from kg.store.database import Store

TURTLE, INFERRED, TRIG, STORE, PAGE = "graph.ttl", "inferred.ttl", "graph.trig", "store", "network.html"
PLACES, EXPLORER = "places.json", "explorer.json"
DRAWN = (PLACES, PAGE, EXPLORER)
Groups = tuple[tuple[str, ...], ...]


class LanguageReader(Protocol):
    """What reads the language of a text."""

    def parse(self, text: str, skip: Sequence[Skip] = ()) -> Parse:
        """The parse of ``text`` without what is to skip."""


@dataclass(frozen=True, slots=True)
class Options:
    """A person's own data, as the graph folder remembers it."""

    rules: tuple[str, ...] = ()  # rule files
    names: str | None = None  # name list
    decisions: str | None = None  # decisions file
    ner: str | None = None  # spaCy pipeline whose entities are used
    experimental: bool = False  # relations that are not yet precise enough, too
    limits: Limits = USUAL  # what an article may hold
    known: tuple[str, ...] = ()  # files of known lists
    base: str = BASE  # of the IRIs


def read(source: Source) -> Contents:
    """The articles of a file and what is wrong with it."""
    from kg.articles import read

    return read(source)


def signature(article: Article) -> bytes:
    """What near-duplicates of an article share."""
    from kg.articles import signature

    return signature(article)


def group(signatures: Mapping[str, bytes]) -> Groups:
    """The groups of near-duplicates."""
    from kg.articles import group

    return group(signatures)


def regroup(before: Groups, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Groups:
    """The groups of near-duplicates, from those that there were."""
    from kg.articles import regroup

    return regroup(before, old, new)


def language(options: Options) -> LanguageReader:
    """The shipped language pipeline, maybe with another one's entities, loaded once a process."""
    from kg.language import reader

    return reader() if options.ner is None else reader(ner=options.ner)


def model(options: Options) -> str:
    """What reads the language, without loading it."""
    shipped = fingerprints.stage("language")
    if options.ner is None:
        return shipped
    from kg.language.borrowed import identity

    return fingerprints.digest([shipped, identity(options.ner)])


def relate(article: Article, parse: Parse, options: Options) -> Reading:
    """All that an article says."""
    from kg.relations import read

    return read(article, parse, rules=_rules(options), ontology=vocabulary(options))


def relations(options: Options) -> str:
    """What rules and code turn parses into readings."""
    own = map(fingerprints.file_digest, options.rules)
    return fingerprints.digest([fingerprints.stage("relations"), str(options.experimental), *own])


def _rules(options: Options) -> tuple[Rule, ...]:
    versions = tuple(map(fingerprints.file_digest, options.rules))
    return _loaded(options.rules, versions, options.experimental)


def vocabulary(options: Options) -> Ontology:
    """The relations, shipped and own."""
    versions = tuple(map(fingerprints.file_digest, options.rules))
    return _vocabulary(options.rules, versions)


@cache
def _vocabulary(files: tuple[str, ...], digests: tuple[str, ...]) -> Ontology:
    """The relations, loaded again when a file changes."""
    return ontology(files)


@cache
def _loaded(files: tuple[str, ...], digests: tuple[str, ...], experimental: bool) -> tuple[Rule, ...]:
    """The rules, the shipped ones and those of the files, loaded again when a file changes."""
    from kg.relations import load

    rules = load([Path(file) for file in files], experimental=experimental)
    relations = _vocabulary(files, digests)
    for rule in rules:
        if not rule.predicate.startswith("@") and rule.predicate not in relations:
            raise DataError(f"{rule.source}: rule {rule.id!r} reads the unknown relation {rule.predicate!r}")
    return rules


def check(options: Options) -> None:
    """Raise DataError where a person's own data cannot be read, before the work begins."""
    from kg.entities.known_list import load
    from kg.entities.listed import load as load_list

    _rules(options)
    decisions(options)
    if options.ner:
        language(options)
    if options.names:
        load(options.names)
    for path in options.known:
        load_list(path)


def decisions(options: Options) -> Decisions:
    """What a person has decided."""
    from kg.entities.judgements import load

    return load(options.decisions)


def resolve(readings: Iterable[Reading], options: Options) -> Resolution:
    """Who is who across articles, what is in doubt, and which decisions name nothing that is there."""
    from kg.entities import explain

    return explain(readings, decisions(options), options.names, vocabulary(options))


def facts(
    readings: Iterable[Reading], entities: Iterable[Entity], duplicates: Groups, options: Options
) -> tuple[Fact, ...]:
    """What the articles say, across articles."""
    from kg.graph.facts import facts

    decided = decisions(options)
    return facts(
        readings,
        entities,
        duplicates=duplicates,
        rejected=decided.rejected,
        confirmed=decided.confirmed,
        ontology=vocabulary(options),
    )


def screen(collection: Collection, options: Options) -> Screened:
    """Who of a collection is on the known lists, and who may be."""
    from kg.pipeline.screen import screen

    return screen(collection, options.known, decisions(options), vocabulary(options))


def fold(name: str) -> str:
    """The form in which names are compared."""
    from kg.lexicon import fold

    return fold(name)


Writer = Callable[[Collection, Path, str, Options], None]  # the path to write, the state's stamp


def write_rdf(kind: str, collection: Collection, path: Path, stamp: str, options: Options) -> None:
    """The graph as RDF of a kind: Turtle, TriG or what follows from it."""
    from kg.rdf.files import WRITERS

    WRITERS[kind](collection, path, options.base, ontology=vocabulary(options), stamp=stamp)


def write_store(collection: Collection, path: Path, stamp: str, options: Options) -> None:
    """The store that answers SPARQL, from the Turtle files beside it."""
    from kg.rdf.files import write_store

    write_store(path, path.with_name(TURTLE), path.with_name(INFERRED), stamp)


def write_places(collection: Collection, path: Path, stamp: str, options: Options) -> None:
    """Where everything is drawn."""
    from kg.page.kept_positions import write

    write(collection, path)


def write_page(collection: Collection, path: Path, stamp: str, options: Options) -> None:
    """The network as a page."""
    from kg.page import kept_positions, write

    found = kept_positions.read(path.with_name(PLACES))
    write(collection, path, ontology=vocabulary(options), places=found.page)


def write_explorer(collection: Collection, path: Path, stamp: str, options: Options) -> None:
    """What the explorer needs of the whole."""
    from kg.page import kept_positions, overview

    overview.write(collection, path, stamp, kept_positions.read(path.with_name(PLACES)).whole)


NEEDS = {STORE: (TURTLE, INFERRED), PAGE: (PLACES,), EXPLORER: (PLACES,)}  # what is made from other files
_RDF = ((TURTLE, "turtle"), (INFERRED, "implied"), (TRIG, "trig"))
OUTPUTS: tuple[tuple[str, Writer], ...] = (
    *((name, partial(write_rdf, kind)) for name, kind in _RDF),
    (STORE, write_store),
    (PLACES, write_places),
    (PAGE, write_page),
    (EXPLORER, write_explorer),
)


Forward = Callable[["Store", Options, Path, str, int], bool]  # of a stamp and generation; whether it could be


def forward(way: str, store: Store, options: Options, path: Path, stamp: str, generation: int) -> bool:
    """Bring an output up to date by what has changed."""
    from kg.pipeline.bringing_forward import WAYS

    return WAYS[way](store, vocabulary(options), path, stamp, generation, options.base)


FORWARD: tuple[tuple[str, Forward], ...] = tuple(
    (name, partial(forward, way)) for name, way in (*_RDF, (STORE, "queried"))
)


@dataclass(frozen=True, slots=True)
class Tools:
    """One function for each step."""

    read: Callable[[Source], Contents] = read
    signature: Callable[[Article], bytes] = signature
    group: Callable[[Mapping[str, bytes]], Groups] = group
    regroup: Callable[[Groups, Mapping[str, bytes], Mapping[str, bytes]], Groups] = regroup
    language: Callable[[Options], LanguageReader] = language
    model: Callable[[Options], str] = model
    relate: Callable[[Article, Parse, Options], Reading] = relate
    relations: Callable[[Options], str] = relations
    check: Callable[[Options], None] = check
    decisions: Callable[[Options], Decisions] = decisions
    resolve: Callable[[Iterable[Reading], Options], Resolution] = resolve
    facts: Callable[[Iterable[Reading], Iterable[Entity], Groups, Options], tuple[Fact, ...]] = facts
    screen: Callable[[Collection, Options], Screened] = screen
    fold: Callable[[str], str] = fold
    outputs: tuple[tuple[str, Writer], ...] = OUTPUTS
    forward: tuple[tuple[str, Forward], ...] = FORWARD  # those that need not be made anew
    incremental: bool = True  # whether ``kg.pipeline.incremental`` comes to the same as these


def reduced(tools: Tools, files: bool) -> Tools:
    """The tools, without those that write files where these are to be left as they are."""
    return tools if files else replace(tools, outputs=())
