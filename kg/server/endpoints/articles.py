"""/api/article, /api/articles: texts with all that was read in them marked."""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from kg.page.text import in_words
from kg.page.utf16 import Units
from kg.pipeline.assertions import RULE as BY_HAND
from kg.records import Claim, Mention, Quote, Reading
from kg.server import serializers
from kg.server.endpoints.facts import Claims, article, claims_of, speaker, twin
from kg.server.judged_claims import decided
from kg.server.responses import text
from kg.server.serializers import Data
from kg.server.snapshot import Snapshot
from kg.server.state import State, View
from kg.server.twin_claims import twins
from kg.server.views import reading
from kg.store import resolved


def routes(state: State) -> list[BaseRoute]:
    """The addresses of this module."""
    return [
        Route("/api/article", reading(state, one), methods=["GET"]),
        Route("/api/articles", reading(state, listed), methods=["GET"]),
    ]


def one(view: View, request: Request) -> Data:
    """An article with its mentions, claims and quotations."""
    heading = view.snapshot.article(text(request, "id", longest=5000))
    return _Marked(view, heading.id).data()


def listed(view: View, request: Request) -> list[Data]:
    """All articles, the newest first, the undated last."""
    found: list[Data] = view.snapshot.kept("articles", lambda: _listed(view.snapshot))
    return found


def _listed(shot: Snapshot) -> list[Data]:
    made = [
        {
            **serializers.article(heading),
            "entities": sum(1 for _ in shot.mentions(heading.id)),
            "facts": len(shot.of_article.get(heading.id, ())),
        }
        for heading in shot.articles.values()
    ]
    made.sort(key=lambda item: item["published"] or "", reverse=True)
    return made


class _Marked:
    """One article, with offsets as JavaScript counts them."""

    def __init__(self, view: View, id: str) -> None:
        self.view = view
        self.shot = view.snapshot
        self.article = article(view, id)
        self.reading = resolved.reading(view.store, id) or Reading(id, (), (), ())
        self.units = Units(self.article.text)
        self.citations = Claims(view).citations
        self.rejected = {claim for claim, kind in decided(view.store).items() if kind == "reject"}
        self.facts = self._facts()

    def data(self) -> Data:
        """The whole as the front end reads it."""
        id, at = self.article.id, self.units.at
        mentions = sorted(self.reading.mentions, key=lambda mention: (mention.start, -mention.end))
        group = next((group for group in self.shot.duplicates if id in group), ())
        return {
            **serializers.article(self.shot.article(id)),
            "text": self.article.text,
            "skips": [[at(skip.start), at(skip.end), skip.kind] for skip in self.article.skip],
            "mentions": [self._mention(mention) for mention in mentions],
            "claims": [self._claim(claim) for claim in self.reading.claims],
            "quotes": [self._quote(quote) for quote in self.reading.quotes],
            "duplicates": [other for other in group if other != id],
        }

    def _facts(self) -> dict[str, str]:
        """Claims of this article, each with its fact."""
        found = {}
        for link in self.shot.of_article.get(self.article.id, ()):
            claims = claims_of(self.view, link)
            found.update({claim.id: link.id for article, claim in claims if article == self.article.id})
        return found

    def _key(self, local: str | None) -> str | None:
        return self.shot.members.get((self.article.id, local or ""))

    def _mention(self, mention: Mention) -> Data:
        key = self._key(mention.entity)
        return {
            "start": self.units.at(mention.start),
            "end": self.units.at(mention.end),
            "type": mention.type,
            "kind": mention.kind,
            "key": key,
            "name": self.shot.entities[key].name if key else mention.text,
            "why": mention.why,
        }

    def _claim(self, claim: Claim) -> Data:
        fact = self.facts.get(claim.id)
        return {
            "id": claim.id,
            "fact": fact,
            "relation": claim.predicate,
            "label": in_words(claim.predicate),
            "status": claim.status,
            "evidence": self.units.span(claim.evidence),
            "subject": self.units.span(claim.subject_span),
            "object": self.units.span(claim.object_span),
            "subjectKey": self._key(claim.subject),
            "objectKey": self._key(claim.object),
            "value": claim.value,
            "since": claim.since,
            "until": claim.until,
            "on": claim.on,
            "byHand": claim.rule == BY_HAND,
            "rejected": claim.id in self.rejected,
            "twins": [twin(c) for c in twins(self.reading, claim) if c.id not in self.rejected],
        }

    def _quote(self, quote: Quote) -> Data:
        span = {"start": self.units.at(quote.start), "end": self.units.at(quote.end)}
        said = self.citations.named(self.article.id, quote.speaker)
        return {**span, "speaker": speaker(said), "direct": quote.direct}
