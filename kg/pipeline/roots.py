"""What the graph is built from: the roots it keeps in step with, and the articles taken out by hand."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from pathlib import Path

from kg.errors import NotFoundError
from kg.filenames import is_there, location, printable
from kg.pipeline.sync import STDIN, take_stdin
from kg.pipeline.tools import Tools
from kg.store import resolved
from kg.store.database import Store, StoredArticle
from kg.suggestions import near

MISSING = "no such file or folder"


def add(store: Store, tools: Tools, paths: Iterable[str]) -> list[tuple[str, str]]:
    """Keep in step with these paths too; those that cannot be read are handed back, with the reason."""
    from kg.articles import unread

    roots, missing = set(store.roots()), []
    for path in paths:
        why = unread(path, ocr=bool(store.get("ocr")))
        if path == STDIN:
            take_stdin(store, tools, sys.stdin.buffer.read())
        elif not is_there(path):
            missing.append((path, MISSING))
        elif why:
            missing.append((path, why))
        elif Path(path).name.startswith(".") or not _under(location(path), roots):
            roots.add(location(path))
    store.set_roots(roots)
    return missing


def _under(path: str, roots: Iterable[str]) -> bool:
    return any(Path(path).is_relative_to(root) for root in roots)


def remove(store: Store, name: str) -> None:
    """Take out the article with that id, all of that file, or forget that folder."""
    articles, here, name = store.articles(), location(name), printable(name)
    if here in store.roots() and not any(article.source == here for article in articles):
        return _forget(store, here)
    chosen = [article for article in articles if article.source == here]
    if not chosen:
        chosen = _same_article(store, name, articles)
    if not chosen:
        raise NotFoundError(f"no article {name!r} in {store.folder}{_close(store, name)}")
    for article in chosen:
        store.remove(article.name, _scope(article, articles))
    return None


def _forget(store: Store, folder: str) -> None:
    roots = [root for root in store.roots() if root != folder]
    store.set_roots(roots)
    files = [path for path in store.sources() if _under(path, [folder]) and not _under(path, roots)]
    store.drop_sources(files)


def _same_article(store: Store, id: str, articles: Iterable[StoredArticle]) -> list[StoredArticle]:
    """The copies of the article that the graph knows by ``id``."""
    row = resolved.find_admitted(store, id)
    found = {(a.name, a.digest) for a in articles if row is not None and a.row == row.row}
    return [article for article in articles if (article.name, article.digest) in found]


def _scope(article: StoredArticle, articles: Iterable[StoredArticle]) -> str:
    """The file that a removal is limited to, where different articles came with one id."""
    digests = {other.digest for other in articles if other.name == article.name}
    return "" if len(digests) == 1 else article.source


def _close(store: Store, name: str) -> str:
    return near(name, [row.id for row in resolved.admitted(store)])


def take_back(store: Store, name: str) -> bool:
    """Undo the removal of an article by its id or file; whether there was one."""
    here, name = location(name), printable(name)
    names = {article.name for article in store.articles() if article.source == here}
    rows = [row for row in store.removed() if name == row[0] or here == row[1] or row[0] in names]
    for row in rows:
        store.take_back(*row)
    return bool(rows)


def take_back_files(store: Store, places: Collection[str]) -> None:
    """Undo the removals of all articles of these files."""
    for article in store.articles():
        if article.source in places:
            store.take_back(article.name, "")
            store.take_back(article.name, article.source)
