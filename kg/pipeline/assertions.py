"""Facts that a person adds, as an article of their own: each says its fact in a line, with its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg import fingerprints
from kg.pipeline.sync import STDIN
from kg.records import Article, Claim, Entity, EntityType, LocalEntity, Mention, MentionKind, Reading, Status
from kg.store.codec import encode, encode_blob
from kg.store.database import ReadArticle, Store, StoredSource
from kg.store.resolved import Admitted

if TYPE_CHECKING:
    from kg.entities import Assertion, Decisions

ID = "decisions"
PLACE = f"{STDIN}{ID}"  # no file: the store alone keeps it
RULE = "by-hand"
SURE = 0.99
WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
TAGS = {EntityType.PERSON: "PERSON", EntityType.ORGANIZATION: "ORG", EntityType.PLACE: "GPE"}


@dataclass(frozen=True, slots=True)
class Asserted:
    """The article of all assertions, its reading, and the entities with their part in it."""

    article: Article
    reading: Reading
    entities: tuple[Entity, ...]


def asserted(decisions: Decisions, entities: Sequence[Entity]) -> Asserted | None:
    """The assertions whose entities are there; None where there is none."""
    by_key = _by_key(entities)
    writer = _Writer()
    for assertion in decisions.assertions:
        if assertion.subject in by_key:
            writer.add(assertion, by_key[assertion.subject], by_key.get(assertion.object))
    if not writer.claims:
        return None
    article = Article(ID, "\n".join(writer.lines), title="Decisions", format="decisions")
    mentions = tuple(sorted(writer.mentions, key=lambda mention: mention.start))
    locals_ = tuple(writer.locals.values())
    reading = Reading(ID, mentions, locals_, tuple(writer.claims), sentences=tuple(writer.sentences))
    return Asserted(article, reading, tuple(writer.joined(entity) for entity in entities))


def keep(store: Store, made: Asserted | None, signature: Callable[[Article], bytes]) -> list[Admitted]:
    """Store the article of the assertions and its reading. Call inside a transaction."""
    if made is None:
        store.retire(PLACE)
        return []
    record = encode(made.article)
    key = fingerprints.digest([record, encode(made.reading)])
    item = ReadArticle(made.article, key, key, signature(made.article))
    store.replace_source(StoredSource(PLACE, ID, key, RULE), [item], [])
    store.replace_reading(key, encode_blob(made.reading))
    row = next(stored.row for stored in store.articles() if stored.source == PLACE)
    return [Admitted(ID, row, key)]


def _by_key(entities: Iterable[Entity]) -> dict[str, Entity]:
    """Entities by what a decision can call them."""
    found: dict[str, Entity] = {}
    for entity in entities:
        found |= dict.fromkeys((f"{article}#{local}" for article, local in entity.members), entity)
        found |= {key: entity for key in entity.former_keys if key not in found}
    return found | {entity.key: entity for entity in entities}


class _Writer:
    """Lines of text with the records that point into them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = 0
        self.locals: dict[str, LocalEntity] = {}  # by Entity key
        self.mentions: list[Mention] = []
        self.claims: list[Claim] = []
        self.sentences: list[tuple[int, int]] = []

    def add(self, assertion: Assertion, subject: Entity, other: Entity | None) -> None:
        """One assertion as a line and a claim."""
        relation = WORDS.sub(" ", assertion.predicate).lower()
        value = other.name if other else assertion.object
        line = f"{subject.name} {relation} {value}. Source: {assertion.source}"
        start = self.length
        subject_span = (start, start + len(subject.name))
        object_start = subject_span[1] + len(relation) + 2
        object_span = (object_start, object_start + len(value))
        local = self._mention(subject, subject_span)
        id = fingerprints.digest(["assert", assertion.subject, assertion.predicate, assertion.object])[:16]
        self.claims.append(
            Claim(
                id=id,
                subject=local,
                predicate=assertion.predicate,
                object=self._mention(other, object_span) if other else None,
                value=None if other else value,
                role=None,
                subject_span=subject_span,
                object_span=object_span,
                evidence=(start, start + len(line)),
                status=Status.ASSERTED,
                confidence=SURE,
                rule=RULE,
            )
        )
        self.sentences.append((start, start + len(line)))
        self.lines.append(line)
        self.length += len(line) + 1

    def _mention(self, entity: Entity, span: tuple[int, int]) -> str:
        number = f"e{len(self.locals) + 1}"
        local = self.locals.setdefault(entity.key, LocalEntity(number, entity.type, entity.name))
        self.mentions.append(Mention(*span, TAGS[entity.type], entity.name, local.id, MentionKind.NAME, RULE))
        return local.id

    def joined(self, entity: Entity) -> Entity:
        """The entity with its part in this article."""
        if entity.key not in self.locals:
            return entity
        return replace(entity, members=tuple(sorted((*entity.members, (ID, self.locals[entity.key].id)))))
