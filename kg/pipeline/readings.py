"""From articles in the store to readings in the store, each committed on its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from kg import fingerprints
from kg.pipeline.assertions import PLACE
from kg.pipeline.reading_articles import Packed, Reader, Task, read_one, rules_of
from kg.pipeline.sync import Progress
from kg.pipeline.tools import Options, Tools
from kg.pipeline.worker_pool import Failure, Pace, each, worker_count
from kg.store.census import contents
from kg.store.database import Store, StoredArticle
from kg.store.resolved import Admitted, generation

GONE = "gone"  # the setting that holds the keys of parses of articles that are gone, with their generation
FAILED = "failed"  # the setting that holds why articles could not be read, by the key of their reading
KEPT = 10  # generations that those are kept for


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that belongs to the collection, and where its parse and reading are kept."""

    id: str
    stored: StoredArticle
    parse: str
    reading: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the candidates."""

    admitted: tuple[Admitted, ...]
    failed: tuple[tuple[str, str], ...]  # (article id, why)
    read: int
    sources: Mapping[str, str]  # files of the articles that failed, by id

    def source(self, article: str) -> str | None:
        """The file of an article that failed."""
        return self.sources.get(article)


_Work = tuple[Candidate, Task]


def candidates(store: Store, tools: Tools, options: Options) -> list[Candidate]:
    """The articles that belong to the collection, sorted by id.

    An article that several files hold counts once. Different articles that came with one id are told
    apart by their content, so that ids do not depend on the order in which files were added.
    """
    removed = frozenset(store.removed())
    kept = (
        article
        for article in store.articles()
        if article.source != PLACE and not {(article.name, ""), (article.name, article.source)} & removed
    )
    model, rules = tools.model(options), relations(tools, options)
    found = (
        _candidate(stored, id, model, rules)
        for name, group in groupby(kept, lambda stored: stored.name)
        for id, stored in _named(name, group)
    )
    return sorted(found, key=lambda candidate: candidate.id)


def _named(name: str, group: Iterable[StoredArticle]) -> Iterator[tuple[str, StoredArticle]]:
    """Ids for the different articles of one name; ``group`` is sorted by digest."""
    for place, (digest, same) in enumerate(groupby(group, lambda stored: stored.digest)):
        yield (f"{name}~{digest[:8]}" if place else name), next(same)


def relations(tools: Tools, options: Options) -> str:
    """What turns parses into readings, and which it refuses."""
    return rules_of(tools.relations, options)


def parse_keys(store: Store, tools: Tools, options: Options) -> set[str]:
    """The keys of all parses worth keeping; those of articles that are gone for some generations more.

    A file that comes back is then not parsed again. Call inside a transaction, before the files that are
    gone are forgotten.
    """
    model, now = tools.model(options), generation(store)
    gone: dict[str, int] = store.get_json(GONE, "{}")
    gone |= {_parse_key(content, model): now for content in store.dropped_contents()}
    gone = {key: since for key, since in gone.items() if now - since < KEPT}
    store.put(GONE, json.dumps(gone, sort_keys=True))
    return {_parse_key(content, model) for content in contents(store)} | gone.keys()


def _parse_key(content: str, model: str) -> str:
    return fingerprints.digest([content, model])


def reading_key(id: str, digest: str, model: str, relations: str) -> str:
    """Where the reading of an article of an id and a hash is kept, made by these rules on that model."""
    return fingerprints.digest([id, digest, model, relations])


def _candidate(stored: StoredArticle, id: str, model: str, relations: str) -> Candidate:
    return Candidate(
        id,
        stored,
        _parse_key(stored.content, model),
        reading_key(id, stored.digest, model, relations),
    )


def read(
    store: Store,
    tools: Tools,
    options: Options,
    wanted: Sequence[Candidate],
    progress: Progress,
    pace: Pace,
) -> Outcome:
    """Read the articles that have no reading yet."""
    known: dict[str, str] = {} if pace.again else store.get_json(FAILED, "{}")
    there = store.reading_keys()
    new = [candidate for candidate in wanted if candidate.reading not in there]
    failed = {candidate: known[candidate.reading] for candidate in new if candidate.reading in known}
    tried = [candidate for candidate in new if candidate not in failed]
    tasks = (_task(store, candidate) for candidate in tried)
    for done, (candidate, result) in enumerate(
        _results(tasks, Reader.of(tools, options), pace, len(tried)), 1
    ):
        if isinstance(result, Failure):
            failed[candidate] = result.reason
        else:
            store.put_reading(candidate.reading, result.reading, candidate.parse, result.parse)
        progress("articles", done, len(tried))
    store.put(FAILED, json.dumps({c.reading: why for c, why in failed.items()}, sort_keys=True))
    return _outcome(wanted, failed, len(new) - len(failed))


def _results(
    tasks: Iterable[_Work], reader: Reader, pace: Pace, count: int
) -> Iterator[tuple[Candidate, Packed | Failure]]:
    """What comes of each task, as it comes: on a cluster, in processes or here."""
    if pace.on is not None and count:
        from kg.pipeline.dask_cluster import Cluster

        yield from Cluster(pace.on, reader, pace.seconds).each(tasks)
        return
    workers = worker_count(pace.workers, count)
    for work, result in each(partial(_read, reader=reader), tasks, workers, pace.seconds):
        yield work[0], result


def _outcome(wanted: Iterable[Candidate], failed: Mapping[Candidate, str], read: int) -> Outcome:
    admitted = tuple(Admitted(c.id, c.stored.row, c.reading) for c in wanted if c not in failed)
    reasons = tuple(sorted((c.id, why) for c, why in failed.items()))
    return Outcome(admitted, reasons, read, {c.id: c.stored.source for c in failed})


def _task(store: Store, candidate: Candidate) -> _Work:
    article = replace(store.article(candidate.stored.row), id=candidate.id)
    return candidate, Task(article, store.parse_blob(candidate.parse))


def _read(work: _Work, reader: Reader) -> Packed:
    return read_one(work[1], reader).packed()
