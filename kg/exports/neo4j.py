"""Neo4j: CSV files for neo4j-admin, and a Cypher script that loads the same files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from kg.exports.relational import Value, tables
from kg.fingerprints import digest
from kg.graph.citations import Citations
from kg.records import Collection, Fact, Status

ARRAY = "\u001f"  # between the items of an array: no name or sentence holds it
ENTITIES = ("key:ID", ":LABEL", "name", "aliases:string[]", "latitude:double", "longitude:double", "note")
VALUES = ("key:ID", ":LABEL", "name")
ARTICLES = ("key:ID", ":LABEL", "name", "publisher", "author", "url", "published")
FACTS = (
    *(":START_ID", ":END_ID", ":TYPE", "fact", "status", "confidence:double", "support:int"),
    *("since", "until", "on", "sentences:string[]"),
)
MENTIONED = (":START_ID", ":END_ID", ":TYPE", "mentions:int")
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_UNSEEN = re.compile(r"[\x00-\x1f]")
ENTITY_FIELDS = (
    f"n.aliases = split(row.`aliases:string[]`, '{ARRAY}'), n.note = row.note,"
    " n.latitude = toFloat(row.`latitude:double`), n.longitude = toFloat(row.`longitude:double`)"
)
ARTICLE_FIELDS = "n.publisher = row.publisher, n.url = row.url, n.published = row.published"
FACT_FIELDS = (
    "r.status = row.status, r.confidence = toFloat(row.`confidence:double`),"
    " r.support = toInteger(row.`support:int`), r.since = row.since, r.until = row.until, r.on = row.on,"
    f" r.sentences = split(row.`sentences:string[]`, '{ARRAY}')"
)
Rows = Iterable[tuple[Value, ...]]


def neo4j(collection: Collection) -> dict[str, bytes]:
    """The files by name."""
    facts = [fact for fact in collection.facts if fact.status == Status.ASSERTED]
    labels = sorted({entity.type for entity in collection.entities})
    types = sorted({_type(fact.predicate) for fact in facts})
    return {
        "entities.csv": _csv(ENTITIES, _entities(collection)),
        "values.csv": _csv(VALUES, _values(facts)),
        "articles.csv": _csv(ARTICLES, _articles(collection)),
        "facts.csv": _csv(FACTS, _facts(collection, facts)),
        "mentioned_in.csv": _csv(MENTIONED, _mentioned(collection)),
        "load.cypher": _script(labels, types).encode(),
        "README.txt": _readme().encode(),
    }


def _type(predicate: str) -> str:
    """A relation as Neo4j names them: chiefExecutiveOf → CHIEF_EXECUTIVE_OF."""
    return re.sub(r"\W", "_", _WORD.sub("_", predicate)).upper()


def _csv(columns: tuple[str, ...], rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8", "replace")


def _plain(text: str | None) -> str | None:
    return None if text is None else _UNSEEN.sub(" ", text)


def _array(items: Iterable[str]) -> str:
    return ARRAY.join(_UNSEEN.sub(" ", item) for item in items)


def _value_key(value: str | None) -> str:
    return f"value/{digest([value or ''])[:16]}"


def _article_key(id: str) -> str:
    return f"article/{digest([id])[:16]}"


def _entities(collection: Collection) -> Rows:
    for entity in collection.entities:
        place = (entity.latitude, entity.longitude, _plain(entity.note))
        yield (entity.key, f"Entity;{entity.type}", _plain(entity.name), _array(entity.aliases), *place)


def _values(facts: Iterable[Fact]) -> Rows:
    values = sorted({fact.value or "" for fact in facts if fact.object is None})
    return ((_value_key(value), "Value", _plain(value)) for value in values)


def _articles(collection: Collection) -> Rows:
    for article in collection.articles:
        said = (
            article.headline or article.id,
            article.source,
            article.author,
            article.url,
            article.published,
        )
        yield (_article_key(article.id), "Article", *map(_plain, said))


def _facts(collection: Collection, facts: Iterable[Fact]) -> Rows:
    citations = Citations.of(collection)
    for fact in facts:
        cited = [citations.cite(article, claim) for article, claim in fact.claims]
        times = (
            next(filter(None, (getattr(c.claim, name) for c in cited)), None)
            for name in ("since", "until", "on")
        )
        end = fact.object or _value_key(fact.value)
        head = (
            fact.subject,
            end,
            _type(fact.predicate),
            fact.id,
            str(fact.status),
            fact.confidence,
            fact.support,
        )
        yield (*head, *times, _array(dict.fromkeys(c.passage.line for c in cited)))


def _mentioned(collection: Collection) -> Rows:
    mentions = next(table for table in tables(collection) if table.name == "mentions")
    counts: dict[tuple[str, str], int] = {}
    for article, *_, entity in mentions.rows:
        if entity is not None:
            pair = (str(entity), _article_key(str(article)))
            counts[pair] = counts.get(pair, 0) + 1
    return ((start, end, "MENTIONED_IN", count) for (start, end), count in sorted(counts.items()))


def _script(labels: Iterable[str], types: Iterable[str]) -> str:
    """Cypher that loads the files, for a Neo4j that runs already; one statement for each label and type."""
    lines = [
        "// Put the CSV files into the import folder of Neo4j, then: cypher-shell -f load.cypher",
        "CREATE CONSTRAINT newskg_key IF NOT EXISTS FOR (n:Node) REQUIRE n.key IS UNIQUE;",
    ]
    lines += [_nodes("entities", f"Entity:{label}", ENTITY_FIELDS, f"Entity;{label}") for label in labels]
    lines += [_nodes("values", "Value", ""), _nodes("articles", "Article", ARTICLE_FIELDS)]
    lines += [_edges("facts", type, FACT_FIELDS, "{fact: row.fact}") for type in types]
    lines.append(_edges("mentioned_in", "MENTIONED_IN", "r.mentions = toInteger(row.`mentions:int`)"))
    return "\n".join(lines) + "\n"


def _nodes(file: str, labels: str, fields: str, only: str = "") -> str:
    where = f" WITH row WHERE row.`:LABEL` = '{only}'" if only else ""
    more = f", {fields}" if fields else ""
    return (
        f"LOAD CSV WITH HEADERS FROM 'file:///{file}.csv' AS row{where}"
        f" MERGE (n:Node {{key: row.`key:ID`}}) SET n:{labels}, n.name = row.name{more};"
    )


def _edges(file: str, type: str, fields: str, key: str = "") -> str:
    return (
        f"LOAD CSV WITH HEADERS FROM 'file:///{file}.csv' AS row WITH row WHERE row.`:TYPE` = '{type}'"
        " MATCH (a:Node {key: row.`:START_ID`}), (b:Node {key: row.`:END_ID`})"
        f" MERGE (a)-[r:{type} {key}]->(b) SET {fields};"
    )


def _readme() -> str:
    return (
        "Into an empty Neo4j 5, at once (the database must not run):\n\n"
        "  neo4j-admin database import full neo4j --overwrite-destination --array-delimiter=U+001F \\\n"
        "    --nodes=entities.csv --nodes=values.csv --nodes=articles.csv \\\n"
        "    --relationships=facts.csv --relationships=mentioned_in.csv\n\n"
        "Into one that runs: put the CSV files into its import folder, then\n\n"
        "  cypher-shell -f load.cypher\n"
    )
