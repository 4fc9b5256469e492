"""/api/fact, /api/pair: what stands behind an edge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from kg.errors import StoreError
from kg.graph.cooccurrence import pairs_in
from kg.page.text import window
from kg.records import Article, Claim, Span
from kg.server import serializers
from kg.server.judged_claims import Decided, decided
from kg.server.responses import number, reading, text
from kg.server.rule_wording import description
from kg.server.serializers import Data
from kg.server.snapshot_rows import Link
from kg.server.state import State, View
from kg.server.utf16 import Units
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
    return with_evidence(Evidence(view), link, number(request, "limit", CLAIMS, most=MOST_CLAIMS))


def pair(view: View, request: Request) -> Data:
    """The facts between two entities, and the sentences that name both."""
    shot = view.snapshot
    a, b = (shot.entity(text(request, name)) for name in ("a", "b"))
    evidence = Evidence(view)
    links = [link for link in shot.of_entity.get(a.key, ()) if {a.key, b.key} == {link.subject, link.object}]
    return {
        "a": serializers.ref(a),
        "b": serializers.ref(b),
        "facts": [with_evidence(evidence, link, CLAIMS) for link in links[:FACTS]],
        "together": together(evidence, a.key, b.key),
    }


def with_evidence(evidence: Evidence, link: Link, most: int) -> Data:
    """A fact with the most certain of its claims."""
    claims = evidence.claims(link)
    shown = [evidence.claim(article, claim) for article, claim in claims[:most]]
    return {
        **serializers.fact(evidence.view.snapshot, link),
        "evidence": shown,
        "hidden": len(claims) - len(shown),
    }


def together(evidence: Evidence, a: str, b: str) -> list[Data]:
    """Sentences that name two entities, by article."""
    view = evidence.view
    members = [dict(entity.members) for entity in (view.snapshot.entity(a), view.snapshot.entity(b))]
    found: list[Data] = []
    for article in sorted(members[0].keys() & members[1].keys())[:READ]:
        read = resolved.reading(view.store, article)
        if read is not None:
            for sentence, one, other in pairs_in(read, a, b, view.snapshot.members):
                found.append(evidence.sentence(article, sentence, {"subject": one, "object": other}))
        if len(found) >= SENTENCES:
            break
    return found[:SENTENCES]


class Evidence:
    """Claims as the front end reads them; keeps the texts that one answer needs."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._articles: dict[str, tuple[Article, Units]] = {}
        self._decided: Decided = decided(view.store)

    def claims(self, link: Link) -> list[tuple[str, Claim]]:
        """The claims of a fact with their articles, the most certain first."""
        return sorted(
            claims_of(self.view, link), key=lambda c: (-c[1].confidence, c[0], c[1].evidence, c[1].id)
        )

    def claim(self, article: str, claim: Claim) -> Data:
        """One claim: its sentence with marks, and how it was read."""
        marks = {"subject": claim.subject_span, "object": claim.object_span}
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
            "speaker": self.speaker(article, claim.speaker),
            "decided": self._decided.get(claim.id),
            **self.sentence(article, claim.evidence, marks),
        }

    def speaker(self, article: str, speaker: str | None) -> Data | None:
        """Who says so: an entity, or words of the text."""
        if speaker is None:
            return None
        key = self.view.snapshot.members.get((article, speaker))
        return {"key": key, "name": self.view.snapshot.entities[key].name if key else speaker}

    def sentence(self, article: str, evidence: Span, marks: Mapping[str, Span]) -> Data:
        """A sentence of an article with what is marked in it; a very long one is cut around its marks."""
        source, units = self._article(article)
        start, end = window(source.text, evidence, tuple(marks.values()))
        shift = units.at(start)
        found = [
            [units.at(mark[0]) - shift, units.at(mark[1]) - shift, what]
            for what, mark in sorted(marks.items(), key=lambda item: item[1])
            if start <= mark[0] < mark[1] <= end
        ]
        return {
            "sentence": source.text[start:end],
            "marks": found,
            "cut": [start > evidence[0], end < evidence[1]],
            "article": serializers.article(self.view.snapshot.article(article)),
        }

    def _article(self, id: str) -> tuple[Article, Units]:
        if id not in self._articles:
            found = article(self.view, id)
            self._articles[id] = found, Units(found.text)
        return self._articles[id]


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
