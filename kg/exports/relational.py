"""The graph as tables: what SQLite, Parquet, data frames and Neo4j are filled with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.graph.citations import Citations
from kg.records import Article, Claim, Collection, Entity, Reading

Value = str | int | float | bool | None
Row = tuple[Value, ...]
JOIN = " | "  # between several names in one cell


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns with the type of each (text, integer, real, boolean), and its rows."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


_ENTITIES = (
    *(("key", "text"), ("type", "text"), ("name", "text"), ("aliases", "text"), ("place", "text")),
    *(("latitude", "real"), ("longitude", "real"), ("articles", "integer"), ("note", "text")),
    *(("known", "text"), ("topics", "text")),
)
_FACTS = (
    *(("fact", "text"), ("subject", "text"), ("predicate", "text"), ("object", "text"), ("value", "text")),
    *(("status", "text"), ("confidence", "real"), ("support", "integer")),
)
_CLAIMS = (
    *(("article", "text"), ("claim", "text"), ("fact", "text"), ("subject", "text"), ("predicate", "text")),
    *(("object", "text"), ("value", "text"), ("status", "text"), ("role", "text"), ("speaker", "text")),
    *(("since", "text"), ("until", "text"), ("on", "text"), ("where", "text"), ("amount", "text")),
    *(("about", "text"), ("implied", "text"), ("doubtful", "boolean"), ("confidence", "real")),
    *(("rule", "text"), ("sentence", "text"), ("start", "integer"), ("end", "integer")),
)
_MENTIONS = (
    *(("article", "text"), ("start", "integer"), ("end", "integer"), ("text", "text"), ("type", "text")),
    *(("kind", "text"), ("entity", "text")),
)
_ARTICLES = (
    *(("id", "text"), ("headline", "text"), ("publisher", "text"), ("author", "text"), ("url", "text")),
    *(("published", "text"), ("language", "text"), ("format", "text"), ("characters", "integer")),
    ("duplicate_of", "text"),
)


def tables(collection: Collection) -> tuple[Table, ...]:
    """Entities, facts, claims, mentions and articles; entities are named by key everywhere."""
    keys = {member: entity.key for entity in collection.entities for member in entity.members}
    return (
        Table("entities", _ENTITIES, tuple(map(_entity, collection.entities))),
        Table("facts", _FACTS, tuple(_facts(collection))),
        Table("claims", _CLAIMS, tuple(_claims(collection, keys))),
        Table("mentions", _MENTIONS, tuple(_mentions(collection, keys))),
        Table("articles", _ARTICLES, tuple(_articles(collection))),
    )


def _entity(entity: Entity) -> Row:
    place = (entity.place, entity.latitude, entity.longitude)
    count = len({article for article, _ in entity.members})
    topics = sorted({topic for match in entity.known for topic in match.topics})
    listed = (JOIN.join(match.id for match in entity.known), JOIN.join(topics))
    named = (entity.key, entity.type, entity.name, JOIN.join(entity.aliases))
    return (*named, *place, count, entity.note, *listed)


def _facts(collection: Collection) -> Iterator[Row]:
    for fact in collection.facts:
        about = (fact.id, fact.subject, fact.predicate, fact.object, fact.value)
        yield (*about, str(fact.status), fact.confidence, fact.support)


def _claims(collection: Collection, keys: dict[tuple[str, str], str]) -> Iterator[Row]:
    facts = {(article, claim.id): fact.id for fact in collection.facts for article, claim in fact.claims}
    citations = Citations.of(collection)
    for reading in collection.readings:
        for claim in reading.claims:
            sentence = citations.cite(reading.article, claim).passage.line
            yield _claim(reading, claim, facts.get((reading.article, claim.id)), keys, sentence)


def _claim(
    reading: Reading, claim: Claim, fact: str | None, keys: dict[tuple[str, str], str], sentence: str
) -> Row:
    def key(local: str | None) -> str | None:
        return keys.get((reading.article, local), local) if local else None

    return (
        *(reading.article, claim.id, fact, key(claim.subject), claim.predicate, key(claim.object)),
        *(claim.value, str(claim.status), claim.role, key(claim.speaker), claim.since, claim.until, claim.on),
        *(key(claim.where), claim.amount, claim.about, claim.implied, claim.doubtful, claim.confidence),
        *(claim.rule, sentence, *claim.evidence),
    )


def _mentions(collection: Collection, keys: dict[tuple[str, str], str]) -> Iterator[Row]:
    for reading in collection.readings:
        for mention in reading.mentions:
            entity = keys.get((reading.article, mention.entity)) if mention.entity else None
            where = (reading.article, mention.start, mention.end)
            yield (*where, mention.text, mention.type, str(mention.kind), entity)


def _articles(collection: Collection) -> Iterator[Row]:
    first = {id: group[0] for group in collection.duplicates for id in group[1:]}
    for article in collection.articles:
        yield _article(article, first.get(article.id))


def _article(article: Article, first: str | None) -> Row:
    said = (article.id, article.headline, article.source, article.author, article.url, article.published)
    return (*said, article.language, article.format, len(article.text), first)
