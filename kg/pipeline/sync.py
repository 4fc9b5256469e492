"""Keeps the store in step with its folders and files: new and changed ones are read, others dropped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg import fingerprints
from kg.errors import InputError
from kg.pipeline.tools import Tools
from kg.pipeline.worker_pool import Failure, each, worker_count
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

    read: int  # files read now
    dropped: int  # files that are gone
    skipped: tuple[tuple[str, str], ...]  # (file, why): not articles
    missing: tuple[tuple[str, str], ...]  # (root, why)


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
    workers: int | None = None,
) -> Scan:
    """Read what is new or changed under the roots; with ``only``, no other known file is looked at."""
    skipped: list[tuple[str, str]] = []
    missing = [(root, "no such file or folder") for root in store.roots() if not Path(root).exists()]
    present = {place(source): source for source in _find(store.roots(), skipped)}
    work = list(_changed(store, present, only))
    _read(store, tools, work, progress, workers)
    gone = [] if only is not None else _drop(store, present, [root for root, _ in missing])
    lost = [(root, why) for root, why in missing if root not in gone]
    return Scan(len(work), len(gone), tuple(skipped), tuple(lost))


def take_stdin(store: Store, tools: Tools, content: bytes) -> None:
    """Read an article from bytes that no file holds; the store alone keeps it."""
    from kg.articles import from_bytes

    source = from_bytes(content)
    digest = source.digest()
    work = _Work(f"{STDIN}{digest}", source, digest)
    _read(store, tools, [work], lambda *_: None, 1)


def place(source: Source) -> str:
    """Where a file is, whatever way led to it."""
    return os.path.abspath(source.path or "")  # noqa: PTH100  as in kg.pipeline.roots


def _find(roots: Iterable[str], skipped: list[tuple[str, str]]) -> Iterator[Source]:
    from kg.articles import find

    present = [root for root in roots if Path(root).exists()]
    return find(present, skipped=lambda item: skipped.append((item.name, item.reason)))


def _changed(store: Store, present: dict[str, Source], only: frozenset[str] | None) -> Iterator[_Work]:
    known = store.sources()
    reader = fingerprints.stage("articles")
    for path, source in present.items():
        old = known.get(path)
        if old and old.name == source.name and old.reader == reader and only is not None and path not in only:
            continue
        digest = _digest(source)
        if old is None or (old.name, old.reader, old.digest) != (source.name, reader, digest):
            yield _Work(path, source, digest)


def _digest(source: Source) -> str:
    try:
        return source.digest()
    except InputError:
        return ""  # reading it will say why, each time


def _drop(store: Store, present: dict[str, Source], missing: Sequence[str]) -> list[str]:
    gone = _gone(store, present, missing)
    if gone:
        store.drop_sources(gone)
        store.set_roots(root for root in store.roots() if root not in gone)
    return gone


def _gone(store: Store, present: dict[str, Source], missing: Sequence[str]) -> list[str]:
    """Known files that are no more; those of a folder that is missing as a whole are kept."""
    kept = tuple(f"{root}/" for root in missing)
    files = (path for path in store.sources() if not path.startswith(STDIN))
    return [path for path in files if path not in present and not path.startswith(kept)]


def _read(store: Store, tools: Tools, work: Sequence[_Work], progress: Progress, workers: int | None) -> None:
    function = partial(_open, read=tools.read, signature=tools.signature)
    reader = fingerprints.stage("articles")
    for done, (item, result) in enumerate(each(function, work, worker_count(workers, len(work))), 1):
        if isinstance(result, Failure):
            result = _Opened((), (result.reason,))
        source = StoredSource(item.place, item.source.name, item.digest, reader)
        store.put_source(source, result.articles, [_without(source.name, why) for why in result.problems])
        progress("files", done, len(work))


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
