"""Files that are no more, and roots that lose too much at once to be believed: a disk that is not there."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from kg.errors import InputError
from kg.filenames import actual
from kg.store.database import Store

MANY = 20  # articles of a root, from which on more than half may not go unasked
WAY_OUT = (
    "if it is a disk that is not there, nothing was changed; if they are gone for good,"
    " 'kg build --allow-empty' takes them out"
)


@dataclass(frozen=True, slots=True)
class Loss:
    """What a root would lose."""

    root: str
    articles: int  # that came from it
    lost: int


def gone(store: Store, present: Mapping[str, object], unseen: Collection[str], stdin: str) -> list[str]:
    """Known files that are no more, but for those in places where what there is cannot be told."""
    below = tuple(f"{place.rstrip('/')}/" for place in unseen)
    known = (path for path in store.sources() if not path.startswith(stdin))
    return [p for p in known if p not in present and p not in unseen and not p.startswith(below)]


def check(store: Store, gone: Collection[str]) -> None:
    """Raise InputError where a root would lose all articles, or more than half of many."""
    articles = Counter(article.source for article in store.articles())
    for loss in _losses(store.roots(), articles, frozenset(gone)):
        if loss.lost == loss.articles or (loss.articles >= MANY and 2 * loss.lost > loss.articles):
            share = f"{loss.lost} of {loss.articles}" if loss.lost < loss.articles else f"all {loss.articles}"
            raise InputError(f"{loss.root}: {share} articles from there are not found any more; {WAY_OUT}")


def _losses(roots: list[str], articles: Mapping[str, int], gone: frozenset[str]) -> Iterator[Loss]:
    """The losses of folders, and of the folders around files that were given themselves."""
    files = [root for root in roots if root in articles]
    for root in roots:
        if root not in articles:
            yield from _loss(
                root, [p for p in articles if p.startswith(f"{root.rstrip('/')}/")], articles, gone
            )
    for folder in sorted({str(PurePath(file).parent) for file in files}):
        inside = [file for file in files if str(PurePath(file).parent) == folder]
        for loss in _loss(folder, inside, articles, gone):
            if loss.lost < loss.articles or _is_empty(folder):
                yield loss


def _loss(root: str, paths: list[str], articles: Mapping[str, int], gone: frozenset[str]) -> Iterator[Loss]:
    lost = sum(articles[path] for path in paths if path in gone)
    if lost:
        yield Loss(root, sum(articles[path] for path in paths), lost)


def _is_empty(folder: str) -> bool:
    """Whether a folder holds nothing, or is not there: single files are deleted, whole folders get lost."""
    try:
        return not os.listdir(actual(folder))  # noqa: PTH208  a name only
    except OSError:
        return True
