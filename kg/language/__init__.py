"""The trained language pipeline: text in, tokens, trees and named entities out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.language.borrowed import BorrowingReader
    from kg.language.parsing import Reader
    from kg.records import Parse, Skip

__all__ = ["load", "parse", "reader"]


def parse(text: str, *, skip: Sequence[Skip] = (), reader: Reader | None = None) -> Parse:
    """Return the parse of a text of any length; skipped spans get no tokens.

    Offsets index the whole text. Without ``reader`` the shipped model is used, loaded once in a process.
    """
    from kg.language.parsing import shared_reader

    return (reader or shared_reader()).parse(text, skip)


def reader(*, threads: int = 1, ner: str | None = None) -> Reader | BorrowingReader:
    """Return the shipped model, loaded once in a process; its ``name`` is a key for caches.

    ``ner`` names an installed spaCy pipeline, or the folder of one, whose entities are used instead.
    """
    if ner is not None:
        from kg.language.borrowed import borrowing_reader

        return borrowing_reader(ner)
    from kg.language.parsing import shared_reader

    return shared_reader(threads)


def load(*, threads: int = 1) -> Language:
    """Return a spaCy pipeline with the shipped model, whose Docs have what those of any other have."""
    from kg.language.component import pipeline
    from kg.language.parsing import MODEL

    return pipeline(MODEL, threads=threads)
