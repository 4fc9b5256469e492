"""Facts that a person adds, as an article of their own: each says its fact in a line, with its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg import fingerprints
from kg.coref.labels import LABELS
from kg.pipeline.sync import STDIN
from kg.records import Article, Claim, Entity, EntityType, LocalEntity, Mention, MentionKind, Reading, Status
from kg.store.codec import encode, encode_blob
from kg.store.database import ReadArticle, Store, StoredSource
from kg.store.resolved import Admitted

if TYPE_CHECKING:
    from kg.entities import Assertion, Decisions, Introduced

ID = "decisions"
PLACE = f"{STDIN}{ID}"  # no file: the store alone keeps it
RULE = "by-hand"
SURE = 0.99
WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Asserted:
    """The article of all assertions, its reading, and the entities with their part in it."""

    article: Article
    reading: Reading
    entities: tuple[Entity, ...]


class Sheet:
    """What a person has added: entities first, which are resolved with all others, then facts about them."""

    def __init__(self, decisions: Decisions) -> None:
        self._assertions = decisions.assertions
        self._writer = _Writer()
        self._introduced = {one.key: self._writer.introduce(one) for one in decisions.introduced}

    def introduced(self) -> tuple[Reading, ...]:
        """The reading of the entities alone, where there are any."""
        return (self._writer.reading(),) if self._introduced else ()

    def asserted(self, entities: Sequence[Entity]) -> Asserted | None:
        """All of it, where the ends of an assertion are there; None where nothing was added."""
        by_key = _by_key(entities)
        own = {key: by_key[f"{ID}#{local}"] for key, local in self._introduced.items()}
        by_key |= own
        for entity in own.values():
            self._writer.know(entity)
        for assertion in self._assertions:
            if assertion.subject in by_key:
                self._writer.add(assertion, by_key[assertion.subject], by_key.get(assertion.object))
        if not self._writer.lines:
            return None
        article = Article(ID, "\n".join(self._writer.lines), headline="Decisions", format="decisions")
        joined = tuple(self._writer.joined(entity) for entity in entities)
        return Asserted(article, self._writer.reading(), joined)


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
        self._ids: set[str] = set()
        self._count = 0

    def reading(self) -> Reading:
        """All that was written so far."""
        mentions = tuple(sorted(self.mentions, key=lambda mention: mention.start))
        locals_ = {local.id: local for local in self.locals.values()}
        return Reading(
            ID, mentions, tuple(locals_.values()), tuple(self.claims), sentences=tuple(self.sentences)
        )

    def introduce(self, new: Introduced) -> str:
        """An entity as a line; its id in this article."""
        start = self.length
        self._write(f"{new.name}: {new.type}. Source: {new.source}")
        local = self._local(new.key, new.type, new.name)
        self._mention(local, (start, start + len(new.name)))
        return local.id

    def know(self, entity: Entity) -> None:
        """Take an entity for the one that was introduced here."""
        own = {id for article, id in entity.members if article == ID}
        self.locals[entity.key] = next(local for local in self.locals.values() if local.id in own)

    def add(self, assertion: Assertion, subject: Entity, other: Entity | None) -> None:
        """One assertion as a line and a claim."""
        relation = WORDS.sub(" ", assertion.predicate).lower()
        value = other.name if other else assertion.object
        dates = {"since": assertion.since, "until": assertion.until, "on": assertion.on}
        when = "".join(f" {word} {date}" for word, date in dates.items() if date)
        start = self.length
        subject_span = (start, start + len(subject.name))
        object_start = subject_span[1] + len(relation) + 2
        object_span = (object_start, object_start + len(value))
        end = self._write(f"{subject.name} {relation} {value}{when}. Source: {assertion.source}")
        local = self._entity(subject, subject_span)
        self.claims.append(
            Claim(
                id=self._claim_id(assertion),
                subject=local,
                predicate=assertion.predicate,
                object=self._entity(other, object_span) if other else None,
                value=None if other else value,
                role=None,
                subject_span=subject_span,
                object_span=object_span,
                evidence=(start, end),
                status=assertion.status,
                confidence=SURE,
                rule=RULE,
                since=assertion.since,
                until=assertion.until,
                on=assertion.on,
            )
        )

    def _claim_id(self, said: Assertion) -> str:
        """An id that no other assertion has; what is said without dates and once needs no more to tell it."""
        more = [said.since, said.until, said.on, None if said.status == Status.ASSERTED else said.status]
        parts = ["assert", said.subject, said.predicate, said.object]
        parts += [f"{n}:{value}" for n, value in enumerate(more) if value]
        id = fingerprints.digest(parts)[:16]
        if id in self._ids:
            id = fingerprints.digest([*parts, "source", said.source])[:16]
        self._ids.add(id)
        return id

    def _write(self, line: str) -> int:
        """Add a line; where it ends."""
        start, end = self.length, self.length + len(line)
        self.sentences.append((start, end))
        self.lines.append(line)
        self.length = end + 1
        return end

    def _entity(self, entity: Entity, span: tuple[int, int]) -> str:
        local = self._local(entity.key, entity.type, entity.name)
        self._mention(local, span)
        return local.id

    def _local(self, key: str, kind: EntityType, name: str) -> LocalEntity:
        if key not in self.locals:
            self._count += 1
            self.locals[key] = LocalEntity(f"e{self._count}", kind, name)
        return self.locals[key]

    def _mention(self, local: LocalEntity, span: tuple[int, int]) -> None:
        tag, line = LABELS[local.type], self.sentences[-1]
        words = self.lines[-1][span[0] - line[0] : span[1] - line[0]]
        self.mentions.append(Mention(*span, tag, words, local.id, MentionKind.NAME, RULE))

    def joined(self, entity: Entity) -> Entity:
        """The entity with its part in this article."""
        if entity.key not in self.locals:
            return entity
        members = {*entity.members, (ID, self.locals[entity.key].id)}
        return replace(entity, members=tuple(sorted(members)))
