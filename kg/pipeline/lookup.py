"""Answers from the store about one entity or some words, with the sentences behind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.errors import NotFoundError, QueryError
from kg.graph.citations import Citation, Citations, Passage
from kg.graph.timeline import Moment, moments
from kg.ontology import Ontology, load
from kg.records import Article, Entity, EntityType, Fact, Reading, Span, heading
from kg.store import resolved
from kg.store.database import Store
from kg.store.resolved import Hit

Fold = Callable[[str], str]
TOKENS = re.compile(r'"[^"]*"|\S+')
MOST_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact with names in place of keys, and what it rests on."""

    fact: Fact
    subject: str
    object: str
    evidence: tuple[Citation, ...]


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

    evidence: tuple[Passage, ...]
    articles: tuple[Passage, ...]


def entity_named(store: Store, name: str, fold: Fold) -> Entity:
    """The entity that answers to a key or name; raises NotFoundError where none or several do."""
    found = answering(store, name, fold)
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(f"several answer to {name!r}, say which: {_listed(e.key for e in found)}")
    raise NotFoundError(f"nothing is known of {name!r}{_suggested(store, fold(name))}")


def answering(store: Store, name: str, fold: Fold) -> list[Entity]:
    """The entities that answer to a key or name: all of it, all its words, or without titles."""
    exact = resolved.entity(store, name)
    found = [exact] if exact else resolved.named(store, fold(name)) or _partly(store, fold(name))
    return found or _addressed(store, name, fold)


def _partly(store: Store, folded: str) -> list[Entity]:
    """The entities with a name that has all these words."""
    words = set(folded.split())
    names = resolved.names(store)
    keys = sorted({key for name in names if words and words <= set(name.split()) for key in names[name]})
    return [entity for key in keys if (entity := resolved.entity(store, key))]


def _addressed(store: Store, name: str, fold: Fold) -> list[Entity]:
    """The entities meant by a name with titles before it ("Mr Putin", "President Vladimir Putin")."""
    from kg.entities.person_names import is_title, person_name

    words = fold(name).split()
    bare = next((words[n:] for n in range(len(words) - 1, 0, -1) if is_title(tuple(words[:n]))), words)
    plain = " ".join(person_name(" ".join(bare)).words)
    if not plain or plain == fold(name):
        return []
    people = [entity for entity in resolved.named(store, plain) if entity.type == EntityType.PERSON]
    return people or [entity for entity in _partly(store, plain) if entity.type == EntityType.PERSON]


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
    entity = entity_named(store, name, fold)
    names = {entity.key: entity.name}
    facts = resolved.facts_of(store, entity.key)
    citations = Citations.stored(store)
    statements = tuple(_statement(store, fact, names, citations) for fact in facts)
    articles = tuple(sorted({article for article, _ in entity.members}))
    return Dossier(entity, statements, articles, _moments(store, facts, names, ontology))


def timeline(store: Store, name: str, fold: Fold, ontology: Ontology | None = None) -> tuple[Moment, ...]:
    """Offices and dated facts of an entity, in order of time; undated offices stand last."""
    entity = entity_named(store, name, fold)
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


def _statement(store: Store, fact: Fact, names: dict[str, str], citations: Citations) -> Statement:
    subject = _name(store, fact.subject, names)
    other = fact.value if fact.object is None else _name(store, fact.object, names)
    evidence = (citations.cite(article, claim) for article, claim in fact.claims)
    return Statement(fact, subject, other or "", tuple(evidence))


def _name(store: Store, key: str, names: dict[str, str]) -> str:
    if key not in names:
        entity = resolved.entity(store, key)
        names[key] = entity.name if entity else key
    return names[key]


def _article(store: Store, article_id: str) -> Article:
    article = resolved.article(store, article_id)
    if article is None:
        raise NotFoundError(f"the graph has no article {article_id!r}")
    return article


def mentions(store: Store, name: str, fold: Fold) -> list[tuple[str, str, Passage]]:
    """Every mention of an entity: its words, its kind and its sentence, by article and place."""
    entity = entity_named(store, name, fold)
    citations = Citations.stored(store)
    return [item for member in entity.members for item in _mentions(store, citations, *member)]


def _mentions(
    store: Store, citations: Citations, article: str, local: str
) -> Iterator[tuple[str, str, Passage]]:
    reading = resolved.reading(store, article)
    for mention in reading.mentions if reading else ():
        if mention.entity == local:
            span = mention.start, mention.end
            sentence = _sentence(reading, span)
            yield mention.text, mention.kind, citations.passage(article, sentence, {"mention": span})


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


def _marked(store: Store, hit: Hit) -> Passage:
    return Passage(heading(_article(store, hit.article)), hit.span or (0, 0), hit.text)


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
