"""Named entities of any installed spaCy pipeline, in the parses of the shipped model."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.language.parsing import Reader, shared_reader
from kg.lexicon import loader
from kg.records import Ent, Parse, Skip, Span
from kg.spans.paragraphs import paragraph_starts

LABELS = Path(__file__).parent / "data" / "borrowed.yaml"
SCORE = 0.9  # these pipelines do not say how sure they are
LONGEST = 100_000  # characters that the other pipeline is given at once
ARTICLES, POSSESSIVES = ("the", "a", "an"), ("'s", "\u2019s", "'", "\u2019")


class BorrowingReader:
    """Reads as the shipped model does, but for the entities, which another pipeline finds."""

    def __init__(self, reader: Reader, pipeline: Any, name: str) -> None:
        self._reader = reader
        self._pipeline = pipeline
        self.name = f"{reader.name}+{name}"

    def parse(self, text: str, skip: Sequence[Skip] = ()) -> Parse:
        """Return the parse of the text; skipped spans get no tokens and no entities."""
        parse = self._reader.parse(text, skip)
        return replace(parse, ents=tuple(self._entities(text, parse)), model=self.name)

    def _entities(self, text: str, parse: Parse) -> Iterator[Ent]:
        starts = {start: i for i, start in enumerate(parse.starts)}
        ends = {end: i + 1 for i, end in enumerate(parse.ends)}
        borders = [start for start, _ in parse.sents]
        for low, high in _parts(text):
            for ent in self._pipeline(text[low:high]).ents:
                label = load_labels().get(ent.label_)
                first, last = starts.get(low + ent.start_char), ends.get(low + ent.end_char)
                if label is None or first is None or last is None:
                    continue
                first, last = _trimmed(parse, first, last)
                if first < last and bisect_right(borders, first) == bisect_right(borders, last - 1):
                    yield Ent(first, last, label, SCORE)


def _parts(text: str) -> Iterator[Span]:
    """Yield the text in runs of whole paragraphs, none much longer than LONGEST where that can be."""
    start = 0
    for at in [*paragraph_starts(text), len(text)]:
        if at - start > LONGEST or at == len(text):
            for cut in range(start, at, 5 * LONGEST):
                yield cut, min(at, cut + 5 * LONGEST)
            start = at


def _trimmed(parse: Parse, first: int, last: int) -> Span:
    """Cut what names of the shipped model never have: an article before, a possessive behind."""
    if first < last and parse.word(first).lower() in ARTICLES:
        first += 1
    if first < last and parse.word(last - 1) in POSSESSIVES:
        last -= 1
    return first, last


@lru_cache(maxsize=1)
def load_labels(path: Path = LABELS) -> Mapping[str, str]:
    """Return what each label of other pipelines is here."""
    return loader.load(path, loader.table(loader.text))


@lru_cache(maxsize=2)
def borrowing_reader(name: str) -> BorrowingReader:
    """Return the shipped model with the entities of a pipeline: a package's name or a folder.

    Raises DataError where there is no such pipeline, or where it finds no entities.
    """
    import spacy

    key = identity(name)
    try:
        pipeline = spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        raise DataError(f"spaCy cannot open the pipeline {name!r}: {' '.join(str(error).split())}") from error
    if not any("doc.ents" in pipeline.get_pipe_meta(part).assigns for part in pipeline.pipe_names):
        parts = ", ".join(pipeline.pipe_names) or "nothing"
        raise DataError(f"the pipeline {name!r} finds no named entities: it has {parts}")
    return BorrowingReader(shared_reader(), pipeline, key)


def identity(name: str) -> str:
    """Return what tells a pipeline from any other, without loading it; a key for caches.

    Raises DataError where there is none of that name.
    """
    folder = Path(name)
    if (folder / "meta.json").is_file():
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        sizes = [(path.relative_to(folder).as_posix(), path.stat().st_size) for path in files]
        told = json.dumps([(folder / "meta.json").read_text(encoding="utf-8"), sizes])
        return hashlib.sha256(told.encode()).hexdigest()[:16]
    try:
        return f"{name}-{metadata.version(name)}"
    except (metadata.PackageNotFoundError, ValueError):
        raise DataError(f"there is no spaCy pipeline {name!r}: no such package and no such folder") from None
