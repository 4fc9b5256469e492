"""Keeps the store in step with its folders and files: new and changed ones are read, others dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from kg import fingerprints
from kg.errors import InputError
from kg.filenames import actual, is_there, location
from kg.limits import Limits
from kg.limits import limits as limits_of
from kg.pipeline import losses
from kg.pipeline.tools import Tools
from kg.pipeline.worker_pool import Failure, Pace, each, worker_count
from kg.records import Article
from kg.store.codec import encode
from kg.store.database import ReadArticle, Store, StoredSource

if TYPE_CHECKING:
    from kg.articles import Contents, Source

STDIN = "-"
Progress = Callable[[str, int, int], None]  # what is done, how many are done, of how many


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found under the roots."""

    read: frozenset[str] = frozenset()  # files read now
    dropped: int = 0  # files that are gone
    skipped: tuple[tuple[str, str], ...] = ()  # (file, why): not articles
    missing: tuple[tuple[str, str], ...] = ()  # (root, or known file or folder, why): not to be seen now


@dataclass(frozen=True, slots=True)
class _Opened:
    """A source read by a worker: plain data."""

    articles: tuple[ReadArticle, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    """A file that has to be read."""

    place: str
    source: Source
    digest: str


def scan(
    store: Store,
    tools: Tools,
    progress: Progress,
    *,
    only: frozenset[str] | None = None,
    pace: Pace | None = None,
    allow_empty: bool = False,
) -> Scan:
    """Read what is new or changed under the roots; with ``only``, no other known file is looked at.

    InputError where a root lists no article any more, or far fewer, unless ``allow_empty``.
    """
    found = _found(store)
    work, unread = _changed(store, found.present, only, _reader(limits(store), columns(store), ocr(store)))
    gone = [] if only is not None else losses.gone(store, found.present, found.unseen, STDIN)
    if not allow_empty:
        losses.check(store, gone)
    _read(store, tools, work, progress, pace or Pace())
    if gone:
        store.drop_sources(gone)
        store.set_roots(root for root in store.roots() if root not in gone)
    missing = {**found.unseen, **unread}
    lost = tuple((place, why) for place, why in sorted(missing.items()) if place not in gone)
    return Scan(frozenset(item.place for item in work), len(gone), found.skipped, lost)


def columns(store: Store) -> Mapping[str, str]:
    """Which columns of files of rows are what in this graph."""
    from kg.articles.fields import choices

    return choices(store.get_json("columns", "[]"))


def ocr(store: Store) -> bool:
    """Whether words in pictures are read in this graph."""
    return bool(store.get("ocr"))


def limits(store: Store) -> Limits:
    """What an article may hold in this graph."""
    return limits_of(store.get_json("limits", "[]"))


def take_stdin(store: Store, tools: Tools, content: bytes) -> None:
    """Read an article from bytes that no file holds; the store alone keeps it."""
    from kg.articles import from_bytes

    source = replace(from_bytes(content, limits=limits(store)), columns=columns(store), ocr=ocr(store))
    digest = source.digest()
    work = _Work(f"{STDIN}{digest}", source, digest)
    _read(store, tools, [work], lambda *_: None, Pace())


@dataclass(frozen=True, slots=True)
class _Found:
    """What there is under the roots."""

    present: dict[str, Source]  # by place
    skipped: tuple[tuple[str, str], ...]
    unseen: dict[str, str]  # roots, and places of known files, that cannot be looked at now, and why


def _found(store: Store) -> _Found:
    from kg.articles import Skipped, find_sources

    roots, known, skipped = store.roots(), [*store.roots(), *store.sources()], list[Skipped]()
    there = [root for root in roots if is_there(actual(root))]
    sources = find_sources(
        [actual(root) for root in there],
        skipped=skipped.append,
        limits=limits(store),
        columns=columns(store),
        ocr=ocr(store),
    )
    present = {location(source.path or ""): source for source in sources}
    unseen = {root: "no such file or folder" for root in roots if root not in {*there, *store.sources()}}
    for item in skipped:
        if item.unseen is not None and _holds(location(item.unseen), known):
            unseen[location(item.unseen)] = item.reason
    named = ((item.name, item.reason) for item in skipped)
    return _Found(present, tuple(named), unseen)


def _holds(place: str, known: Iterable[str]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for path in known)


def _changed(
    store: Store, present: dict[str, Source], only: frozenset[str] | None, reader: str
) -> tuple[list[_Work], dict[str, str]]:
    """What to read, and the known files that cannot be read now, with the reason: they are left alone."""
    known, holding = store.sources(), {article.source for article in store.articles()}
    work, unread = [], {}
    for path, source in present.items():
        old = known.get(path)
        if old and old.name == source.name and old.reader == reader and only is not None and path not in only:
            continue
        try:
            digest = source.digest()
        except InputError as error:
            if path in holding:
                unread[path] = _without(source.name, str(error))
                continue
            digest = ""  # reading it will say why
        if old is None or (old.name, old.reader, old.digest) != (source.name, reader, digest):
            work.append(_Work(path, source, digest))
    return work, unread


def _read(store: Store, tools: Tools, work: Sequence[_Work], progress: Progress, pace: Pace) -> None:
    function = partial(_open, read=tools.read, signature=tools.signature)
    count = worker_count(pace.workers, len(work))
    for done, (item, result) in enumerate(each(function, work, count, pace.seconds), 1):
        digest = item.digest
        if isinstance(result, Failure):
            digest = "" if result.again else digest
            result = _Opened((), (result.reason,))
        source = StoredSource(
            item.place,
            item.source.name,
            digest,
            _reader(item.source.limits, item.source.columns, item.source.ocr),
        )
        store.put_source(source, result.articles, [_without(source.name, why) for why in result.problems])
        progress("files", done, len(work))


def _reader(most: Limits, columns: Mapping[str, str], ocr: bool) -> str:
    """What turns files into articles; another one reads them again."""
    from kg.articles.scans import version

    code = fingerprints.stage("articles")
    changed = [*str(most).split(), *(f"{field}={name}" for field, name in sorted(columns.items()))]
    changed += [f"ocr={version()}"] if ocr else []
    return fingerprints.digest([code, *changed]) if changed else code


def _without(name: str, reason: str) -> str:
    """A reason without the file's name, which stands beside it."""
    return reason.removeprefix(f"{name}: ")


def _open(work: _Work, read: Callable[[Source], Contents], signature: Callable[[Article], bytes]) -> _Opened:
    contents = read(work.source)
    articles = tuple(hashed(article, signature) for article in contents.articles)
    return _Opened(articles, tuple(str(problem) for problem in contents.problems))


def hashed(article: Article, signature: Callable[[Article], bytes]) -> ReadArticle:
    """An article with what tells it from others."""
    content = fingerprints.digest([article.text, *map(str, article.skip)])
    return ReadArticle(article, content, fingerprints.digest([encode(article)]), signature(article))
