"""Annotations as they are kept (``news.jsonl``) and joined to their texts.

One line a document: ``{"id", "source", "sha256", "skip", "entities", "mentions", "facts"}``. All spans are
character offsets, half-open; mentions are ``[start, end, label, entity or null, kind]``; the object of a
fact is an entity's id, a span of the text, or a date; ``facts`` is null where only names were read.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.annotations.texts import digest, text_of

FILE = Path(__file__).with_name("news.jsonl")
SECOND = Path(__file__).with_name("second.jsonl")  # the second reader's tenth
HELD = 10  # documents whose id's crc32 leaves no rest are kept out of training, and measure


class AnnotationError(ValueError):
    """Annotations that do not fit their text or their own form."""


@dataclass(frozen=True)
class Annotated:
    """A document with what a reader wrote down."""

    id: str
    source: str
    text: str
    entities: dict[str, str]  # id -> label
    mentions: tuple[tuple[int, int, str, str | None, str], ...]
    facts: tuple[dict[str, Any], ...] | None
    skip: tuple[tuple[int, int], ...] = ()

    @property
    def held(self) -> bool:
        """Whether it measures, and trains nothing."""
        return is_held(self.id)


def is_held(id: str) -> bool:
    """Whether a document measures, and trains nothing."""
    return zlib.crc32(id.encode()) % HELD == 0


def documents(data: Path, file: Path = FILE) -> Iterator[Annotated]:
    """All documents with their texts from the corpora in ``data``; AnnotationError for another text."""
    for line in file.read_text(encoding="utf-8").splitlines():
        yield joined(data, json.loads(line))


def joined(data: Path, row: dict[str, Any]) -> Annotated:
    """One stored line with its text."""
    text = text_of(data, row["source"], row["id"])
    if digest(text) != row["sha256"]:
        raise AnnotationError(f"{row['source']} {row['id']}: the text is not the one that was annotated")
    return Annotated(
        id=row["id"],
        source=row["source"],
        text=text,
        entities={entity["id"]: entity["label"] for entity in row["entities"]},
        mentions=tuple((s, e, label, entity, kind) for s, e, label, entity, kind in row["mentions"]),
        facts=None if row["facts"] is None else tuple(row["facts"]),
        skip=tuple((s, e) for s, e in row["skip"]),
    )
