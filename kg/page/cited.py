"""What stands behind an edge: claims with sentences, articles and speakers, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from kg.graph.citations import Citations, Excerpt, Passage, ranked
from kg.page.utf16 import Units
from kg.records import Claim, Collection, Fact, Heading, Span

CLAIMS_PER_FACT = 25

Data = dict[str, Any]


class Cited:
    """The sentences and articles that the page needs, each once, in order of first use."""

    def __init__(self, collection: Collection) -> None:
        self._citations = Citations.of(collection)
        self._article_rows: dict[str, int] = {}
        self._sentence_rows: dict[tuple[str, Span], int] = {}
        self.articles: list[Data] = []
        self.sentences: list[Data] = []

    def fact(self, fact: Fact) -> list[Data]:
        """The claims of ``fact``, most certain first."""
        return [self.claim(article, claim) for article, claim in ranked(fact.claims)[:CLAIMS_PER_FACT]]

    def claim(self, article: str, claim: Claim) -> Data:
        """One claim: its sentence with subject and object marked, and how it was read."""
        cited = self._citations.cite(article, claim)
        data: Data = self._passage(cited.passage)
        data["confidence"] = round(claim.confidence, 2)
        extras = {
            "rule": claim.rule,
            "role": claim.role,
            "since": claim.since,
            "until": claim.until,
            "on": claim.on,
            "speaker": cited.speaker.name if cited.speaker else None,
        }
        return data | {name: value for name, value in extras.items() if value}

    def sentence(self, article: str, sentence: Span, marks: Mapping[str, Span]) -> Data:
        """A sentence with ``marks`` in it."""
        return self._passage(self._citations.passage(article, sentence, marks))

    def _passage(self, passage: Passage) -> Data:
        shown = passage.excerpt
        return {"sentence": self._sentence_row(passage, shown), "marks": marked(shown)}

    def _sentence_row(self, passage: Passage, shown: Excerpt) -> int:
        start = passage.span[0] + shown.before
        key = (passage.article.id, (start, start + len(shown.text)))
        if key not in self._sentence_rows:
            self._sentence_rows[key] = len(self.sentences)
            row: Data = {"article": self._article_row(passage.article), "text": shown.text}
            cut = {"cutBefore": shown.before, "cutAfter": shown.after}
            self.sentences.append(row | {name: True for name, count in cut.items() if count})
        return self._sentence_rows[key]

    def _article_row(self, heading: Heading) -> int:
        if heading.id not in self._article_rows:
            self._article_rows[heading.id] = len(self.articles)
            self.articles.append(_article(heading))
        return self._article_rows[heading.id]


def marked(shown: Excerpt) -> list[list[int | str]]:
    """The marks of a sentence, with offsets as JavaScript counts them."""
    units = Units(shown.text)
    return [[units.at(start), units.at(end), what] for start, end, what in shown.marks]


def _article(heading: Heading) -> Data:
    fields = {"source": heading.source, "author": heading.author, "published": heading.published}
    data: Data = {"title": heading.headline or heading.id}
    data |= {name: value for name, value in fields.items() if value}
    return data | ({"url": heading.url} if heading.url and is_web(heading.url) else {})


def is_web(url: str) -> bool:
    """Whether ``url`` is one that a page may link to."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def hidden_claims(fact: Fact) -> int:
    """How many claims of ``fact`` the page leaves out."""
    return max(0, len(fact.claims) - CLAIMS_PER_FACT)


def article_count(claims: Iterable[tuple[str, Claim]]) -> int:
    """How many articles ``claims`` come from."""
    return len({article for article, _ in claims})
