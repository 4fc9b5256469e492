"""FollowTheMoney: entities as JSON lines, or as statements; the mapping stands in data/ftm.yaml."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg.fingerprints import digest
from kg.graph.citations import Citation, Citations
from kg.lexicon import loader
from kg.ontology import Ontology, load
from kg.records import Article, Collection, Entity, EntityType, Fact, Status

FILE = Path(__file__).parent / "data" / "ftm.yaml"
DATASET = "newskg"
WIKIDATA = "http://www.wikidata.org/entity/"
COLUMNS = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang"),
    *("original_value", "external", "first_seen", "last_seen", "id"),
)
LANGUAGES = {"en": "eng"}
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_LINK = loader.record(
    {
        "schema": loader.text,
        "subject": loader.text,
        "from": loader.listed(loader.text),
        "object": loader.text,
        "to": loader.listed(loader.text),
    }
)
_KINDS = {  # of the properties that are written here, where it is not plain text
    **dict.fromkeys(("name", "alias"), "name"),
    **dict.fromkeys(("startDate", "endDate", "date", "birthDate", "deathDate", "publishedAt"), "date"),
    **dict.fromkeys(("incorporationDate", "dissolutionDate"), "date"),
    **dict.fromkeys(("summary", "description", "notes"), "text"),
    **dict.fromkeys(("proof", "involved", "holder", "post", "director", "organization", "member"), "entity"),
    **dict.fromkeys(("owner", "asset", "person", "relative", "associate", "agent", "client"), "entity"),
    **dict.fromkeys(("employee", "employer", "subject", "object"), "entity"),
    **{"sourceUrl": "url", "location": "address", "language": "language"},
}


@dataclass(slots=True)
class Proxy:
    """An entity of FollowTheMoney that comes together."""

    id: str
    schema: str
    properties: dict[str, dict[str, None]] = field(default_factory=dict)  # values in order, each once

    def add(self, name: str, value: str | None) -> None:
        """Add a value, unless it is empty or, of a date, not as exact as a year."""
        text = " ".join((value or "").split())
        if text and (_KINDS.get(name) != "date" or _DATE.fullmatch(text)):
            self.properties.setdefault(name, {})[text] = None

    def caption(self) -> str:
        """What it is called."""
        for name in ("name", "title", "role", "relationship", "fileName"):
            if found := self.properties.get(name):
                return next(iter(found))
        return self.schema


@cache
def mapping(path: Path = FILE) -> Mapping[str, Any]:
    """The mapping; DataError for a file that holds something else."""
    shape = loader.record(
        {
            "types": loader.table(loader.text),
            "links": loader.table(_LINK),
            "offices": loader.listed(loader.text),
            "values": loader.table(loader.table(loader.text)),
        }
    )
    found: Mapping[str, Any] = loader.load(path, shape)
    return found


def entities(collection: Collection, ontology: Ontology | None) -> bytes:
    """An entity of FollowTheMoney on each line, the ones that others point at first."""
    lines = (json.dumps(_plain(proxy), ensure_ascii=False) for proxy in proxies(collection, ontology))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _plain(proxy: Proxy) -> dict[str, Any]:
    properties = {name: list(values) for name, values in sorted(proxy.properties.items())}
    named = {"id": proxy.id, "caption": proxy.caption(), "schema": proxy.schema, "properties": properties}
    return {**named, "referents": [], "datasets": [DATASET]}


def statements(collection: Collection, ontology: Ontology | None) -> bytes:
    """A row for each value of each entity, in the columns of FollowTheMoney's statements."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, dialect=csv.unix_dialect)
    writer.writerow(COLUMNS)
    for proxy in proxies(collection, ontology):
        writer.writerow(_row(proxy, "id", _checksum(proxy), "checksum"))
        for name, values in sorted(proxy.properties.items()):
            writer.writerows(_row(proxy, name, value, _KINDS.get(name, "string")) for value in values)
    return text.getvalue().encode("utf-8", "replace")


def _row(proxy: Proxy, name: str, value: str, kind: str) -> tuple[str, ...]:
    key = hashlib.sha1(f"{DATASET}.{proxy.id}.{name}.{value}".encode("utf-8", "replace")).hexdigest()
    return (proxy.id, proxy.id, name, kind, proxy.schema, value, DATASET, "", "", "", "f", "", "", key)


def _checksum(proxy: Proxy) -> str:
    return digest([proxy.schema, json.dumps(_plain(proxy), sort_keys=True)])[:40]


def proxies(collection: Collection, ontology: Ontology | None = None) -> Iterator[Proxy]:
    """Articles, then entities with what is told of them alone, then links, offices and acts."""
    made = _Maker(collection, ontology or load())
    things = {entity.key: made.thing(entity) for entity in collection.entities}
    links: list[Proxy] = []
    for fact in collection.facts:
        if fact.status == Status.ASSERTED:
            links += made.said(fact, things)
    yield from (made.article(article) for article in collection.articles)
    yield from things.values()
    yield from {link.id: link for link in links}.values()


class _Maker:
    """What the entities of a collection are in FollowTheMoney."""

    def __init__(self, collection: Collection, ontology: Ontology) -> None:
        self.ontology = ontology
        self.citations = Citations.of(collection)
        self.entities = {entity.key: entity for entity in collection.entities}
        owned = (fact for fact in collection.facts if self._link(fact, "schema") == "Ownership")
        self.assets = {
            key
            for fact in owned
            for key in (fact.object if self._link(fact, "object") == "asset" else fact.subject,)
        }

    def _link(self, fact: Fact, part: str) -> str:
        found = self._mapped(fact.predicate)
        return str(found[part]) if found and fact.status == Status.ASSERTED else ""

    def _mapped(self, relation: str | None) -> Mapping[str, Any] | None:
        """The link of a relation, or of what it is a kind of."""
        links = mapping()["links"]
        while relation and relation not in links:
            relation = self.ontology[relation].parent if relation in self.ontology else None
        return links[relation] if relation else None

    def article(self, article: Article) -> Proxy:
        proxy = Proxy(_article_id(article.id), "Article")
        for name, value in (
            ("fileName", article.id),
            ("title", article.headline),
            ("author", article.author),
            ("publishedAt", article.published),
            ("sourceUrl", article.url),
            ("publisher", article.source),
            ("language", LANGUAGES.get(article.language[:2])),
        ):
            proxy.add(name, value)
        return proxy

    def thing(self, entity: Entity) -> Proxy:
        schema = mapping()["types"][entity.type]
        if entity.key in self.assets and schema == "Organization":
            schema = "Company"
        proxy = Proxy(_id(entity.key), schema)
        proxy.add("name", entity.name)
        for alias in entity.aliases:
            proxy.add("alias", alias)
        proxy.add("notes", entity.note)
        for match in entity.known:
            proxy.add("wikidataId", match.id if match.iri.startswith(WIKIDATA) else None)
            for topic in match.topics:
                proxy.add("topics", topic)
        return proxy

    def said(self, fact: Fact, things: Mapping[str, Proxy]) -> Iterator[Proxy]:
        """What a fact becomes besides a property of its subject."""
        cited = [self.citations.cite(article, claim) for article, claim in fact.claims]
        subject = self.entities[fact.subject]
        if fact.object is None:
            name = mapping()["values"].get(fact.predicate, {}).get(subject.type, "notes")
            label = f"{self._label(fact)}: {fact.value}" if name == "notes" else fact.value
            things[fact.subject].add(name, label)
            return
        other = self.entities[fact.object]
        if fact.predicate in mapping()["offices"] and (subject.type, other.type) == (
            EntityType.PERSON,
            EntityType.PLACE,
        ):
            yield from self._office(fact, other, cited)
        else:
            yield self._joined(fact, subject, other, cited)

    def _label(self, fact: Fact) -> str:
        return self.ontology[fact.predicate].label if fact.predicate in self.ontology else fact.predicate

    def _office(self, fact: Fact, place: Entity, cited: list[Citation]) -> Iterator[Proxy]:
        role = next(filter(None, (one.claim.role for one in cited)), None) or self._label(fact)
        post = Proxy(f"position-{digest([role, place.key])[:16]}", "Position")
        post.add("name", f"{role}, {place.name}")
        post.add("subnationalArea", place.name)
        yield post
        held = self._interval(fact, "Occupancy", cited)
        held.add("holder", _id(fact.subject))
        held.add("post", post.id)
        yield held

    def _joined(self, fact: Fact, subject: Entity, other: Entity, cited: list[Citation]) -> Proxy:
        link = self._mapped(fact.predicate)
        if link and subject.type in link["from"] and other.type in link["to"]:
            proxy = self._interval(fact, link["schema"], cited)
            proxy.add(link["subject"], _id(subject.key))
            proxy.add(link["object"], _id(other.key))
            relation = "relationship" if link["schema"] in ("Family", "Associate") else "role"
            roles = [one.claim.role for one in cited] if relation == "role" else []
            for role in (*filter(None, roles), self._label(fact)):
                proxy.add(relation, role)
            return proxy
        if fact.predicate in self.ontology and self.ontology[fact.predicate].plover:
            return self._event(fact, subject, other, cited)
        proxy = self._interval(fact, "UnknownLink", cited)
        proxy.add("subject", _id(subject.key))
        proxy.add("object", _id(other.key))
        proxy.add("role", self._label(fact))
        return proxy

    def _event(self, fact: Fact, subject: Entity, other: Entity, cited: list[Citation]) -> Proxy:
        proxy = self._interval(fact, "Event", cited)
        proxy.add("name", f"{subject.name}: {self._label(fact)} {other.name}")
        for entity in (subject, other):
            if entity.type in (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP):
                proxy.add("involved", _id(entity.key))
            else:
                proxy.add("location" if entity.type == EntityType.PLACE else "summary", entity.name)
        for one in cited:
            proxy.add("location", one.where.name if one.where else None)
        return proxy

    def _interval(self, fact: Fact, schema: str, cited: list[Citation]) -> Proxy:
        """A link with its times, and the articles and sentences that say so."""
        proxy = Proxy(f"fact-{fact.id}", schema)
        for one in cited:
            source = one.passage.article
            for name, value in (
                ("startDate", one.claim.since),
                ("endDate", one.claim.until),
                ("date", one.claim.on),
                ("description", one.passage.line),
                ("proof", _article_id(source.id)),
                ("sourceUrl", source.url),
                ("publisher", source.source),
            ):
                proxy.add(name, value)
        proxy.add("recordId", fact.id)
        return proxy


def _id(key: str) -> str:
    return key.replace("/", "-")


def _article_id(id: str) -> str:
    return f"article-{digest([id])[:16]}"
