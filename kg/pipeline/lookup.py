"""Answers from the store about one entity or some words, with the sentences behind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.errors import NotFoundError, QueryError
from kg.graph.timeline import Moment, moments
from kg.ontology import Ontology, load
from kg.records import Article, Claim, Entity, Fact, Reading, Span
from kg.store import resolved
from kg.store.database import Store
from kg.store.resolved import Hit

Fold = Callable[[str], str]
TOKENS = re.compile(r'"[^"]*"|\S+')
SPACE = re.compile(r"\s+")
MOST_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch of an article, with where and when it stands."""

    article: str
    title: str | None
    published: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim with its sentence."""

    claim: Claim
    quoted: Quoted
    speaker: str | None  # who says so, by name


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact with names in place of keys, and what it rests on."""

    fact: Fact
    subject: str
    object: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of an entity."""

    entity: Entity
    statements: tuple[Statement, ...]
    articles: tuple[str, ...]
    timeline: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought: sentences that a claim rests on, then articles."""

    evidence: tuple[Quoted, ...]
    articles: tuple[Quoted, ...]


def find(store: Store, name: str, fold: Fold) -> Entity:
    """The entity that answers to a key or name; raises NotFoundError where none or several do."""
    exact = resolved.entity(store, name)
    found = [exact] if exact else resolved.named(store, fold(name)) or _partly(store, fold(name))
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(f"several answer to {name!r}, say which: {_listed(e.key for e in found)}")
    raise NotFoundError(f"nothing is known of {name!r}{_suggested(store, fold(name))}")


def _partly(store: Store, folded: str) -> list[Entity]:
    """The entities with a name that has all these words."""
    words = set(folded.split())
    names = resolved.names(store)
    keys = sorted({key for name in names if words and words <= set(name.split()) for key in names[name]})
    return [entity for key in keys if (entity := resolved.entity(store, key))]


def _suggested(store: Store, folded: str) -> str:
    from rapidfuzz import fuzz, process

    names = resolved.names(store)
    near = process.extract(folded, sorted(names), scorer=fuzz.WRatio, limit=3, score_cutoff=75)
    keys = dict.fromkeys(key for name, _, _ in near for key in names[name])
    return f"; did you mean {_listed(keys)}?" if keys else ""


def _listed(keys: Iterable[str]) -> str:
    all_keys = list(keys)
    more = f" and {len(all_keys) - MOST_SUGGESTIONS} more" if len(all_keys) > MOST_SUGGESTIONS else ""
    return ", ".join(all_keys[:MOST_SUGGESTIONS]) + more


def dossier(store: Store, name: str, fold: Fold, ontology: Ontology | None = None) -> Dossier:
    """Names and facts of an entity; ``ontology`` says what is an office, the shipped one unless given."""
    entity = find(store, name, fold)
    names = {entity.key: entity.name}
    facts = resolved.facts_of(store, entity.key)
    statements = tuple(_statement(store, fact, names) for fact in facts)
    articles = tuple(sorted({article for article, _ in entity.members}))
    return Dossier(entity, statements, articles, _moments(store, facts, names, ontology))


def timeline(store: Store, name: str, fold: Fold, ontology: Ontology | None = None) -> tuple[Moment, ...]:
    """Offices and dated facts of an entity, in order of time; undated offices stand last."""
    entity = find(store, name, fold)
    facts = resolved.facts_of(store, entity.key)
    names = {entity.key: entity.name}
    for fact in facts:
        for key in filter(None, (fact.subject, fact.object)):
            _name(store, key, names)
    return _moments(store, facts, names, ontology)


def _moments(
    store: Store, facts: list[Fact], names: dict[str, str], ontology: Ontology | None
) -> tuple[Moment, ...]:
    articles = {article for fact in facts for article, _ in fact.claims}
    published = {article: _article(store, article).published for article in sorted(articles)}
    return moments(facts, names, published, ontology or load())


def _statement(store: Store, fact: Fact, names: dict[str, str]) -> Statement:
    subject = _name(store, fact.subject, names)
    other = fact.value if fact.object is None else _name(store, fact.object, names)
    evidence = (_evidence(store, article, claim) for article, claim in fact.claims)
    return Statement(fact, subject, other or "", tuple(evidence))


def _evidence(store: Store, article: str, claim: Claim) -> Evidence:
    speaker = claim.speaker and _local_name(store, article, claim.speaker)
    return Evidence(claim, _quoted(store, article, claim.evidence), speaker)


def _local_name(store: Store, article: str, local: str) -> str:
    """The name of an article's own entity; words that are no entity's id stay as they are."""
    reading = resolved.reading(store, article)
    names = {entity.id: entity.name for entity in (reading.entities if reading else ())}
    return names.get(local, local)


def _name(store: Store, key: str, names: dict[str, str]) -> str:
    if key not in names:
        entity = resolved.entity(store, key)
        names[key] = entity.name if entity else key
    return names[key]


def _quoted(store: Store, article_id: str, span: Span) -> Quoted:
    return _cut(_article(store, article_id), span)


def _article(store: Store, article_id: str) -> Article:
    article = resolved.article(store, article_id)
    if article is None:
        raise NotFoundError(f"the graph has no article {article_id!r}")
    return article


def _cut(article: Article, span: Span) -> Quoted:
    text = SPACE.sub(" ", article.text[span[0] : span[1]]).strip()
    return Quoted(article.id, article.title, article.published, text, span)


def mentions(store: Store, name: str, fold: Fold) -> list[tuple[str, str, Quoted]]:
    """Every mention of an entity: its words, its kind and its sentence, by article and place."""
    entity = find(store, name, fold)
    return [item for member in entity.members for item in _mentions(store, *member)]


def _mentions(store: Store, article_id: str, local: str) -> Iterator[tuple[str, str, Quoted]]:
    article, reading = _article(store, article_id), resolved.reading(store, article_id)
    for mention in reading.mentions if reading else ():
        if mention.entity == local:
            yield mention.text, mention.kind, _cut(article, _sentence(reading, (mention.start, mention.end)))


def _sentence(reading: Reading | None, span: Span) -> Span:
    """The sentence around a span; the span itself where no sentence holds it."""
    around = (s for s in (reading.sentences if reading else ()) if s[0] <= span[0] and span[1] <= s[1])
    return next(around, span)


def search(store: Store, words: str, limit: int) -> Found:
    """Full-text search: all words must stand in a sentence or article; "a phrase" and begin* work."""
    query = fts_query(words)
    evidence = (_marked(store, hit) for hit in resolved.search_evidence(store, query, limit))
    articles = (_marked(store, hit) for hit in resolved.search_articles(store, query, limit))
    return Found(tuple(evidence), tuple(articles))


def _marked(store: Store, hit: Hit) -> Quoted:
    article = _article(store, hit.article)
    text = SPACE.sub(" ", hit.text).strip()
    return Quoted(article.id, article.title, article.published, text, hit.span or (0, 0))


def fts_query(words: str) -> str:
    """Words as a query of FTS5, in which nothing but quotes and a final star has a meaning."""
    terms = [_term(token) for token in TOKENS.findall(words) if any(map(str.isalnum, token))]
    if not terms:
        raise QueryError(f"nothing to search for in {words!r}")
    return " ".join(terms)


def _term(token: str) -> str:
    star = "*" if token.endswith("*") else ""
    bare = token.strip('"*').replace('"', '""')
    return f'"{bare}"{star}'
