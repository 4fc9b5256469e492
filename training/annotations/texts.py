"""The texts that the annotations lie on, put together from the corpora, and known by a hash."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

LEAST_WORDS = 12  # shorter rows of a day are bare topics
DAY_ROWS = 24


def text_of(data: Path, source: str, id: str) -> str:
    """The text of one document: an article, lines ("voa:120-131") or a day ("day:2025-01-31").

    ``data`` is the folder of corpora; KeyError where it lacks the document.
    """
    return _texts(data, source)[id] if source == "wikinews-train" else _joined(data, source, id)


def digest(text: str) -> str:
    """What the annotations know a text by."""
    return sha256(text.encode()).hexdigest()


@lru_cache(maxsize=4)
def _texts(data: Path, source: str) -> dict[str, str]:
    return {row["id"]: row["text"] for row in _rows(data / f"raw/{source}.jsonl.gz")}


def _joined(data: Path, source: str, id: str) -> str:
    _, _, part = id.partition(":")
    if source == "voa":
        first, last = map(int, part.split("-"))
        return "\n".join(_lines(data / "raw/voa.txt.gz")[first:last])
    rows = (row["text"] for row in _rows(data / f"raw/{source}.jsonl.gz") if row["date"] == part)
    return "\n".join([text for text in rows if len(text.split()) >= LEAST_WORDS][:DAY_ROWS])


@lru_cache(maxsize=1)
def _lines(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode().split("\n")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)
