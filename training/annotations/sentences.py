"""Annotated news as sentences to train on: words and sentence ends as the shipped pipeline cuts them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import kg.language
from kg.records import Parse, Skip
from training.annotations.store import Annotated, documents
from training.corpora import NER_LABELS, Document, Sentence

SOURCE = "annotated-news"
LABELS = {"FAC": "LOC"}  # the other corpora have no label for buildings
ANNOTATED = frozenset(NER_LABELS) - {"MISC"}


def annotated_documents(data: Path, *, held: bool = False) -> list[Document]:
    """The documents that train, or those that are held back; their trees are not known."""
    return [sentences(one) for one in documents(data) if one.held == held]


def sentences(annotated: Annotated) -> Document:
    """One document; what an edge of a name cuts through, and lower-case names, are unsure."""
    parse = kg.language.parse(annotated.text, skip=[Skip(s, e, "annotation") for s, e in annotated.skip])
    at_start = {start: i for i, start in enumerate(parse.starts)}
    at_end = {end: i + 1 for i, end in enumerate(parse.ends)}
    ents, unsure = [], []
    for start, end, label, _, kind in annotated.mentions:
        if kind != "name" or LABELS.get(label, label) not in NER_LABELS:
            continue
        first, last = at_start.get(start), at_end.get(end)
        if first is None or last is None or (annotated.text[start:end].islower() and label != "DATE"):
            unsure.append(_touched(parse, start, end))
        else:
            ents.append((first, last, LABELS.get(label, label)))
    return [_sentence(parse, span, ents, unsure) for span in parse.sents]


def _touched(parse: Parse, start: int, end: int) -> tuple[int, int]:
    inside = [i for i in range(len(parse)) if parse.starts[i] < end and start < parse.ends[i]]
    return inside[0], inside[-1] + 1


def _sentence(
    parse: Parse,
    span: tuple[int, int],
    ents: Iterable[tuple[int, int, str]],
    unsure: Iterable[tuple[int, int]],
) -> Sentence:
    start, end = span
    gap = parse.text[parse.ends[start - 1] : parse.starts[start]] if start else "\n"
    return Sentence(
        words=[parse.word(i) for i in range(start, end)],
        spaces=[i + 1 < len(parse) and parse.starts[i + 1] > parse.ends[i] for i in range(start, end)],
        source=SOURCE,
        paragraph="\n" in gap,
        splits=False,
        ents=[(s - start, e - start, label) for s, e, label in ents if start <= s and e <= end],
        annotated=ANNOTATED,
        unsure=[(max(s, start) - start, min(e, end) - start) for s, e in unsure if s < end and start < e],
    )
