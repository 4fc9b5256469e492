"""What stands behind an edge: claims with sentences, articles and speakers, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from kg.errors import NotFoundError
from kg.page.text import utf16, window
from kg.records import Article, Claim, Collection, Fact, Span

CLAIMS_PER_FACT = 25

Data = dict[str, Any]


class Evidence:
    """Collects the sentences and articles that the page needs, each once, in order of first use."""

    def __init__(self, collection: Collection) -> None:
        self._articles = {article.id: article for article in collection.articles}
        self._names = _local_names(collection)
        self._article_rows: dict[str, int] = {}
        self._sentence_rows: dict[tuple[str, Span], int] = {}
        self.articles: list[Data] = []
        self.sentences: list[Data] = []

    def fact(self, fact: Fact) -> list[Data]:
        """The claims of ``fact``, most certain first."""
        ranked = sorted(fact.claims, key=lambda c: (-c[1].confidence, c[0], c[1].evidence, c[1].id))
        return [self.claim(article, claim) for article, claim in ranked[:CLAIMS_PER_FACT]]

    def claim(self, article_id: str, claim: Claim) -> Data:
        """One claim: its sentence with subject and object marked, and how it was read."""
        marks = {"subject": claim.subject_span, "object": claim.object_span}
        data: Data = self.sentence(article_id, claim.evidence, marks)
        data["confidence"] = round(claim.confidence, 2)
        extras = {
            "rule": claim.rule,
            "role": claim.role,
            "since": claim.since,
            "until": claim.until,
            "on": claim.on,
            "speaker": self._speaker(article_id, claim.speaker),
        }
        return data | {name: value for name, value in extras.items() if value}

    def sentence(self, article_id: str, evidence: Span, marks: dict[str, Span]) -> Data:
        """A sentence with ``marks`` in it, as offsets that JavaScript understands."""
        text = self._article(article_id).text
        shown = window(text, evidence, tuple(marks.values()))
        found = [
            [utf16(text[shown[0] : start]), utf16(text[shown[0] : end]), what]
            for what, (start, end) in sorted(marks.items(), key=lambda item: item[1])
            if shown[0] <= start < end <= shown[1]
        ]
        return {"sentence": self._sentence_row(article_id, shown, evidence), "marks": found}

    def _sentence_row(self, article_id: str, shown: Span, evidence: Span) -> int:
        key = (article_id, shown)
        if key not in self._sentence_rows:
            self._sentence_rows[key] = len(self.sentences)
            text = self._article(article_id).text[slice(*shown)]
            row: Data = {"article": self._article_row(article_id), "text": text}
            cut = {"cutBefore": shown[0] > evidence[0], "cutAfter": shown[1] < evidence[1]}
            self.sentences.append(row | {name: True for name, is_cut in cut.items() if is_cut})
        return self._sentence_rows[key]

    def _article_row(self, article_id: str) -> int:
        if article_id not in self._article_rows:
            self._article_rows[article_id] = len(self.articles)
            self.articles.append(_article(self._article(article_id)))
        return self._article_rows[article_id]

    def _article(self, article_id: str) -> Article:
        if article_id not in self._articles:
            raise NotFoundError(
                f"a claim comes from article {article_id!r}, which the collection does not hold"
            )
        return self._articles[article_id]

    def _speaker(self, article_id: str, speaker: str | None) -> str | None:
        return self._names.get((article_id, speaker), speaker) if speaker else None


def _local_names(collection: Collection) -> dict[tuple[str, str], str]:
    own = ((r.article, local.id, local.name) for r in collection.readings for local in r.entities)
    names = {(article, local): name for article, local, name in own}
    for entity in collection.entities:
        names.update(dict.fromkeys(entity.members, entity.name))
    return names


def _article(article: Article) -> Data:
    fields = {"source": article.source, "author": article.author, "published": article.published}
    data: Data = {"title": article.title or article.id}
    data |= {name: value for name, value in fields.items() if value}
    return data | ({"url": article.url} if article.url and is_web(article.url) else {})


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
