"""The reader: a text of any length in, a ``Parse`` out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg import fingerprints
from kg.errors import DataError
from kg.language.annotate import Annotations, Annotator
from kg.language.neural_network import FILES, Network
from kg.language.words import Words, words_of
from kg.lexicon.wordlists import word_set
from kg.records import Parse, Skip

MODEL = Path(__file__).parent / "model"
APART = (  # what spaCy leaves whole and the treebanks cut in three
    re.compile(r"((?:[A-Za-z]\.)+)(-)([A-Za-z].*)"),  # "U.S.-funded"
    re.compile(r"(\w+)(\)/)(\w.*)"),  # "QAT)/Mathieu"
    re.compile(r"([DRI])(-)([A-Z].*)"),  # a senator's party and state: "R-Ohio"
)
TIGHT_DATELINE = (r"--(?=\()", r"(?<=--)\(", r"\)(?=--)", r"(?<=\))--")  # "SEOUL--(BUSINESS WIRE)--Acme"
META, NETWORK_FOLDER = "meta.json", "reader"


class Reader:
    """One loaded model; ``name`` tells it from any other, for the keys of caches."""

    def __init__(self, folder: Path = MODEL, *, threads: int = 1) -> None:
        self.folder = folder
        self.meta = read_meta(folder)
        network = Network(folder / NETWORK_FOLDER, threads=threads)
        self.name = f"{self.meta['name']}-{self.meta['version']}-{model_digest(folder)[:12]}"
        self._annotator = Annotator(network)
        self._tokenizer = english_tokenizer()

    def parse(self, text: str, skip: Sequence[Skip] = ()) -> Parse:
        """Return the parse of the text; skipped spans get no tokens."""
        words = words_of(text, skip, self._tokens)
        return as_parse(text, words, self.annotate(words), self.name)

    def annotate(self, words: Words, *, sentences: frozenset[int] | None = None) -> Annotations:
        """Return what is read in words, and maybe sentences, that were cut elsewhere."""
        return self._annotator.annotate(words, sentences=sentences)

    def _tokens(self, text: str) -> Iterator[tuple[int, str]]:
        for token in self._tokenizer(text):
            start, word = token.idx, token.text
            if word.isalnum():
                yield start, word
                continue
            parts = next(filter(None, (form.fullmatch(word) for form in APART)), None)
            if parts is None:
                yield start, word
            else:
                yield from ((start + parts.start(i), parts[i]) for i in (1, 2, 3))


def as_parse(text: str, words: Words, found: Annotations, model: str) -> Parse:
    """Return the record that the other rooms read."""
    return Parse(
        text=text,
        starts=words.starts,
        ends=words.ends,
        lemmas=tuple(found.lemmas),
        tags=tuple(found.tags),
        pos=tuple(found.pos),
        morphs=tuple(found.morphs),
        heads=tuple(found.heads),
        deps=tuple(found.deps),
        sents=tuple(found.sents),
        ents=tuple(found.ents),
        model=model,
    )


def read_meta(folder: Path) -> dict[str, Any]:
    """Return the model's card."""
    path = folder / META
    if not path.is_file():
        raise DataError(f"no language model in {folder}: {META} is missing")
    meta: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return meta


def model_digest(folder: Path) -> str:
    """Return a hash of all that a parse depends on: network, code and data of this room."""
    network = (folder / NETWORK_FOLDER / name for name in FILES)
    found = (path.read_bytes() for path in network if path.is_file())
    return fingerprints.digest([fingerprints.stage("language"), *found])


@lru_cache(maxsize=1)
def english_tokenizer() -> Any:
    """Return spaCy's rule-based tokenizer of English."""
    from spacy.lang.en import English
    from spacy.util import compile_infix_regex

    tokenizer: Any = English().tokenizer
    infixes = (*(English.Defaults.infixes or ()), *TIGHT_DATELINE)
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    for word in sorted(word_set("abbreviations", "whole")):
        tokenizer.add_special_case(word, [{"ORTH": word}])
    return tokenizer


@lru_cache(maxsize=4)
def shared_reader(threads: int = 1) -> Reader:
    """Return the shipped model, loaded once in a process."""
    return Reader(threads=threads)
