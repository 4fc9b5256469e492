"""/api/fact, /api/pair: what stands behind an edge."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from kg.errors import StoreError
from kg.graph.citations import Citations, Named, Passage, ranked
from kg.graph.cooccurrence import pairs_in
from kg.page.cited import marked
from kg.page.text import in_words
from kg.records import Article, Claim, Reading
from kg.server import serializers
from kg.server.judged_claims import Decided, decided
from kg.server.responses import number, text
from kg.server.rule_wording import description
from kg.server.serializers import Data
from kg.server.snapshot_rows import Link
from kg.server.state import State, View
from kg.server.twin_claims import twins
from kg.server.views import reading
from kg.store import resolved

CLAIMS = 25  # of a fact, unless more are asked for
MOST_CLAIMS = 500
FACTS = 40  # of a pair
SENTENCES = 20  # that name a pair
READ = 400  # articles at most, to find them


def routes(state: State) -> list[BaseRoute]:
    """The addresses of this module."""
    return [
        Route("/api/fact", reading(state, fact), methods=["GET"]),
        Route("/api/pair", reading(state, pair), methods=["GET"]),
    ]


def fact(view: View, request: Request) -> Data:
    """A fact with its evidence, the most certain first."""
    link = view.snapshot.link(text(request, "id"))
    return with_evidence(Claims(view), link, number(request, "limit", CLAIMS, most=MOST_CLAIMS))


def pair(view: View, request: Request) -> Data:
    """The facts between two entities, and the sentences that name both."""
    shot = view.snapshot
    a, b = (shot.entity(text(request, name)) for name in ("a", "b"))
    claims = Claims(view)
    links = [link for link in shot.of_entity.get(a.key, ()) if {a.key, b.key} == {link.subject, link.object}]
    return {
        "a": serializers.ref(a),
        "b": serializers.ref(b),
        "facts": [with_evidence(claims, link, CLAIMS) for link in links[:FACTS]],
        "together": cooccurrences(claims, a.key, b.key),
    }


def with_evidence(claims: Claims, link: Link, most: int) -> Data:
    """A fact with the most certain of its claims."""
    found = ranked(claims_of(claims.view, link))
    shown = [claims.claim(article, claim) for article, claim in found[:most]]
    return {
        **serializers.fact(claims.view.snapshot, link),
        "evidence": shown,
        "hidden": len(found) - len(shown),
    }


def cooccurrences(claims: Claims, a: str, b: str) -> list[Data]:
    """Sentences that name two entities, by article."""
    view = claims.view
    members = [dict(entity.members) for entity in (view.snapshot.entity(a), view.snapshot.entity(b))]
    found: list[Data] = []
    for article in sorted(members[0].keys() & members[1].keys())[:READ]:
        read = resolved.reading(view.store, article)
        if read is not None:
            for span, one, other in pairs_in(read, a, b, view.snapshot.members):
                marks = {"subject": one, "object": other}
                found.append(sentence(claims.citations.passage(article, span, marks)))
        if len(found) >= SENTENCES:
            break
    return found[:SENTENCES]


class Claims:
    """Claims as the front end reads them; keeps the texts that one answer needs."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.citations = Citations(lambda id: article(view, id), lambda id, local: _entity(view, id, local))
        self._decided: Decided = decided(view.store)
        self._readings: dict[str, Reading | None] = {}

    def claim(self, article: str, claim: Claim) -> Data:
        """One claim: its sentence with marks, and how it was read."""
        cited = self.citations.cite(article, claim)
        return {
            "id": claim.id,
            "status": claim.status,
            "confidence": round(claim.confidence, 2),
            "rule": claim.rule,
            "ruleDescription": description(self.view.store, claim.rule),
            "role": claim.role,
            "since": claim.since,
            "until": claim.until,
            "on": claim.on,
            "speaker": speaker(cited.speaker),
            "decided": self._decided.get(claim.id),
            "twins": self._twins(article, claim),
            **sentence(cited.passage),
        }

    def _twins(self, article: str, claim: Claim) -> list[Data]:
        """What the same words made besides, unless it was rejected."""
        if article not in self._readings:
            self._readings[article] = resolved.reading(self.view.store, article)
        found = twins(self._readings[article], claim)
        return [twin(other) for other in found if self._decided.get(other.id) != "reject"]


def twin(claim: Claim) -> Data:
    """A claim of the same words, to be asked about."""
    return {"id": claim.id, "label": in_words(claim.predicate), "value": claim.value or claim.role}


def speaker(found: Named | None) -> Data | None:
    """Who says so: an entity, or words of the text."""
    return None if found is None else {"key": found.key, "name": found.name}


def sentence(passage: Passage) -> Data:
    """A sentence of an article with what is marked in it; a very long one is cut around its marks."""
    shown = passage.excerpt
    return {
        "sentence": shown.text,
        "marks": marked(shown),
        "cut": [bool(shown.before), bool(shown.after)],
        "article": serializers.article(passage.article),
        "place": passage.place,
    }


def _entity(view: View, article: str, local: str) -> Named | None:
    key = view.snapshot.members.get((article, local))
    return None if key is None else Named(view.snapshot.entities[key].name, key)


def claims_of(view: View, link: Link) -> tuple[tuple[str, Claim], ...]:
    """The claims of a fact, each with its article."""
    found = resolved.fact(view.store, link.id)
    if found is None:
        raise StoreError(f"{view.store.path} has lost the fact {link.id}: build the graph again")
    return found.claims


def article(view: View, id: str) -> Article:
    """An article with its text; raises NotFoundError."""
    view.snapshot.article(id)
    found: Any = resolved.article(view.store, id)
    made: Article = found
    return made
