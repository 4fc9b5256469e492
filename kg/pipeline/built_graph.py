"""A built graph, opened for reading."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kg.errors import DamageError, StoreError
from kg.graph.citations import Passage
from kg.graph.timeline import Moment
from kg.pipeline import lookup, tools
from kg.pipeline.build import DEFAULT_FOLDER, options
from kg.pipeline.lookup import Dossier, Found
from kg.pipeline.report import BuildReport
from kg.records import Article, Collection, Entity, Fact
from kg.store import resolved
from kg.store.database import Store

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.queries import Result


class Graph:
    """What a graph folder holds. ``report`` says what the build that made it did, if one was just run."""

    def __init__(self, folder: str | Path = DEFAULT_FOLDER, *, report: BuildReport | None = None) -> None:
        self.folder = Path(folder)
        self.report = report
        self.store = Store(self.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {name}" for name, count in resolved.counts(self.store).items())
        return f"<Graph {self.folder}: {counts}>"

    def close(self) -> None:
        """Let go of the folder."""
        self.store.close()

    @cached_property
    def collection(self) -> Collection:
        """Everything, as records."""
        return resolved.collection(self.store)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles, sorted by id."""
        return self.collection.articles

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The people, organizations and places, sorted by key."""
        return self.collection.entities

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the articles say, of every status."""
        return self.collection.facts

    @cached_property
    def ontology(self) -> Ontology:
        """The relations that the graph was built with."""
        return tools.vocabulary(options(self.store))

    @property
    def base(self) -> str:
        """The base of the graph's IRIs."""
        return options(self.store).base

    @property
    def staleness(self) -> str | None:
        """What to say of answers to queries where the store is not of the present state; else None."""
        from kg.rdf.files import store_generation

        made = store_generation(self.folder / tools.STORE)
        if made is None or made == resolved.stamp(self.store):
            return None
        what = "the answer is of an older state of the graph"
        return f"{what}: 'kg build -g {self.folder}' brings the store up to date"

    def catch_up(self) -> None:
        """Write the store that answers queries anew where it is older than the graph and can be written.

        Where it cannot (another process is writing, the folder is read-only), ``staleness`` says so.
        """
        from kg.pipeline.decide import catch_up

        if not self.staleness:
            return
        try:
            catch_up(self.folder, names=(tools.STORE,))
        except DamageError:
            raise
        except StoreError:  # staleness goes on saying so
            return

    def find(self, name: str) -> Entity:
        """The entity of that name or key; raises NotFoundError where none or several answer."""
        return lookup.entity_named(self.store, name, tools.fold)

    def show(self, name: str) -> Dossier:
        """An entity with its facts and their sentences."""
        return lookup.dossier(self.store, name, tools.fold, self.ontology)

    def timeline(self, name: str) -> tuple[Moment, ...]:
        """Offices and dated facts of an entity, in order of time."""
        return lookup.timeline(self.store, name, tools.fold, self.ontology)

    def part(self, names: Sequence[str] = (), around: Sequence[str] = ()) -> Collection:
        """The entities of these names, those around others, and all that is said of them among themselves."""
        from kg.pipeline.parts import part

        return part(self.store, names, around, tools.fold)

    def to_pandas(self) -> dict[str, Any]:
        """Entities, facts, claims, mentions and articles as pandas DataFrames, by name."""
        from kg.exports.databases import frames

        return frames(self.collection)

    def _repr_html_(self) -> str:
        """The network, as Jupyter shows it."""
        from html import escape

        page = (self.folder / tools.PAGE).read_text("utf-8")
        return f'<iframe srcdoc="{escape(page)}" width="100%" height="600" style="border: 0"></iframe>'

    def mentions(self, name: str) -> list[tuple[str, str, Passage]]:
        """Every mention of an entity: words, kind (name, nominal, pronoun) and sentence."""
        return lookup.mentions(self.store, name, tools.fold)

    def search(self, words: str, *, limit: int = 20) -> Found:
        """Sentences and articles that have all the words."""
        return lookup.search(self.store, words, limit)

    def query(
        self, query: str, *, inferred: bool = False, as_of: str | None = None, **parameters: str
    ) -> Result:
        """Answer a named query, or the text of a SPARQL query; parameters are bound to its variables.

        ``as_of`` (an EDTF date) leaves out what is known not to hold then. Warns where the answer is of an
        older state of the graph.
        """
        self.catch_up()
        if self.staleness:
            warnings.warn(self.staleness, stacklevel=2)
        return self.run(query, parameters, inferred=inferred, as_of=as_of)

    def run(
        self,
        query: str,
        parameters: Mapping[str, str],
        *,
        inferred: bool = False,
        as_of: str | None = None,
    ) -> Result:
        """As ``query``, for parameters that are at hand as a mapping."""
        from kg.queries import run

        self.catch_up()
        ontology = self.ontology if as_of else None
        store = self.folder / tools.STORE
        return run(query, store, parameters, inferred=inferred, as_of=as_of, ontology=ontology)
