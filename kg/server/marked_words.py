"""Words that were marked in an article, as a decision writes them."""

from __future__ import annotations

from typing import Any

from kg.errors import DataError, NotFoundError, QueryError
from kg.page.utf16 import Units
from kg.pipeline import mending_lines
from kg.pipeline.judgement_changes import article_of
from kg.records import Article, Span
from kg.server.state import View
from kg.store import resolved

Marked = str | list[int] | None  # a word, a stretch in UTF-16 units, or the sentence around what is marked


def written(view: View, kind: str, words: list[Marked]) -> list[str]:
    """The words with sentences and names in place of what is marked.

    Raises QueryError where a kind of decision marks nothing, DataError where no sentence holds the stretch.
    """
    if all(isinstance(word, str) for word in words):
        return [word for word in words if isinstance(word, str)]
    if kind in ("claim", "extent") and isinstance(words[0], str) and words[1] is None:
        return _in_sentence(_Page(view, words[0]), words)
    if kind == "correct" and len(words) == mending_lines.SHORT and isinstance(words[2], list):
        return _of_claim(view, str(words[0]), str(words[1]), words[2])
    raise QueryError(f"a decision of the kind {kind!r} marks nothing so")


class _Page:
    """An article's text, its reading, and the offsets of whoever marks in it."""

    def __init__(self, view: View, id: str) -> None:
        view.snapshot.article(id)
        found: Any = resolved.article(view.store, id)
        article: Article = found
        self.id, self.text, self._units = id, article.text, Units(article.text)
        self.reading = resolved.reading(view.store, id)

    def span(self, marked: list[int]) -> Span:
        """The stretch in code points."""
        start, end = (self._units.point(unit) for unit in marked)
        if not 0 <= start < end <= len(self.text):
            raise QueryError(f"{marked} is no stretch of the text of {self.id!r}")
        return start, end


def _in_sentence(page: _Page, words: list[Marked]) -> list[str]:
    spans = [page.span(word) for word in words if isinstance(word, list)]
    if not spans or page.reading is None:
        raise QueryError("nothing is marked")
    sentence, *named = mending_lines.in_sentence(page.text, page.reading, spans)
    names = iter(named)
    return [page.id, sentence, *(next(names) if isinstance(word, list) else str(word) for word in words[2:])]


def _of_claim(view: View, id: str, field: str, marked: list[int]) -> list[str]:
    article = article_of(view.store, id)
    if article is None:
        raise NotFoundError(f"there is no claim {id!r}")
    page = _Page(view, article)
    claim = next((one for one in page.reading.claims if one.id == id), None) if page.reading else None
    if claim is None or page.reading is None:
        raise NotFoundError(f"there is no claim {id!r}")
    words = mending_lines.beside(page.text, page.reading, claim, page.span(marked))
    if words is None:
        raise DataError("what a claim is about has to stand in its own sentence")
    return [id, field, words]
