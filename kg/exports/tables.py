"""Facts with their evidence, and entities, as rows for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from kg.graph.citations import Citation, Citations
from kg.records import Collection, Entity, Fact

FACT_COLUMNS = (
    "fact", "subject", "subject_key", "predicate", "object", "object_key", "status", "confidence", "support",
    "role", "since", "until", "on", "where", "amount", "about", "implied", "doubtful", "speaker",
    "sentence", "article", "page", "scanned", "headline", "publisher", "published",
    "claim", "claim_confidence", "rule",
)  # fmt: skip
ENTITY_COLUMNS = (
    "key",
    "type",
    "name",
    "aliases",
    "latitude",
    "longitude",
    "place",
    "articles",
    "note",
    "known",
    "topics",
)

FORMULA = re.compile(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")  # what a spreadsheet takes for a formula's start
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")

Row = tuple[str | int | float | None, ...]


def write_facts(collection: Collection, file: BinaryIO) -> None:
    """One row for each claim of each fact, of every status."""
    write_rows(file, FACT_COLUMNS, _fact_rows(collection))


def write_entities(collection: Collection, file: BinaryIO) -> None:
    """One row for each entity."""
    write_rows(file, ENTITY_COLUMNS, map(_entity_row, collection.entities))


def write_rows(file: BinaryIO, columns: tuple[str, ...], rows: Iterator[Row]) -> None:
    """A table with its head, of cells that no spreadsheet runs."""
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(map(plain_text, row) for row in rows)
    text.flush()
    text.detach()


def plain_text(cell: str | int | float | None) -> str | int | float | None:
    """A cell that no spreadsheet runs as a formula: one that looks like it gets an apostrophe in front."""
    live = isinstance(cell, str) and FORMULA.match(cell) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if live else cell


def _fact_rows(collection: Collection) -> Iterator[Row]:
    citations = Citations.of(collection)
    names = {entity.key: entity.name for entity in collection.entities}
    for fact in collection.facts:
        for article, claim in fact.claims:
            yield _fact_row(fact, citations.cite(article, claim), names)


def _fact_row(fact: Fact, cited: Citation, names: Mapping[str, str]) -> Row:
    claim, source = cited.claim, cited.passage.article
    other = fact.value if fact.object is None else names[fact.object]
    about = (fact.id, names[fact.subject], fact.subject, fact.predicate, other, fact.object)
    times = (claim.role, claim.since, claim.until, claim.on, cited.where.name if cited.where else None)
    how = (claim.amount, claim.about, claim.implied, "yes" if claim.doubtful else None)
    speaker = cited.speaker.name if cited.speaker else ""
    scanned = "yes" if cited.passage.scanned else None
    found = (cited.passage.line, source.id, cited.passage.page, scanned)
    where = (*found, source.headline, source.source, source.published)
    read = (claim.id, claim.confidence, claim.rule)
    return (
        *about,
        fact.status,
        fact.confidence,
        fact.support,
        *times,
        *how,
        speaker,
        *where,
        *read,
    )


def _entity_row(entity: Entity) -> Row:
    place = (entity.latitude, entity.longitude, entity.place)
    articles = len({article for article, _ in entity.members})
    topics = sorted({topic for match in entity.known for topic in match.topics})
    listed = (" | ".join(match.id for match in entity.known), " | ".join(topics))
    aliases = " | ".join(entity.aliases)
    return entity.key, entity.type, entity.name, aliases, *place, articles, entity.note, *listed
