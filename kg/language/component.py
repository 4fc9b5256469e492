"""The reader as a spaCy component: it fills in an ordinary ``Doc``."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.errors import DataError
from kg.language.annotate import Annotations
from kg.language.parsing import NETWORK_FOLDER, Reader, as_parse, read_meta
from kg.language.words import words_at
from kg.spans import mended
from kg.spans.datelines import breaks_of

NAME = "kg_reader"
TOLD = ("name", "version", "description", "author", "url", "license", "sources", "notes", "performance")
ASSIGNS = [
    "token.tag",
    "token.pos",
    "token.morph",
    "token.lemma",
    "token.head",
    "token.dep",
    "doc.sents",
    "doc.ents",
]
CORE = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "appos", "conj", "root")
OUTSIDE = (
    "punct",
    "case",
    "cc",
    "cc:preconj",
    "appos",
    "acl",
    "acl:relcl",
    "conj",
    "nmod",
    "parataxis",
    "cop",
    "mark",
)


class ReaderComponent:
    """Annotates Docs with the reader of a model folder, which ``from_disk`` opens."""

    def __init__(self, vocab: Vocab, *, threads: int = 1) -> None:
        self.vocab = vocab
        self.threads = threads
        self._reader: Reader | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        if self._reader is None:
            raise DataError("the reader has no model: open one with kg.language.load() or spacy.load(FOLDER)")
        tokens = [token for token in doc if not token.is_space]
        if tokens:
            spans = [(token.idx, token.idx + len(token)) for token in tokens]
            words = words_at(doc.text, spans, breaks_of(doc.text))
            found = self._reader.annotate(words)
            ents = mended(as_parse(doc.text, words, found, self._reader.name)).ents
            fill(doc, [token.i for token in tokens], replace(found, ents=list(ents)))
        doc.noun_chunks_iterator = noun_chunks  # type: ignore[attr-defined]
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:
        """Annotate one Doc after the other, so that none depends on its neighbours."""
        return map(self, docs)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the network to a folder, beside which spaCy writes the model's card."""
        if self._reader is not None:
            shutil.copytree(self._reader.folder / NETWORK_FOLDER, path, dirs_exist_ok=True)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> ReaderComponent:
        """Open the network in a folder that lies beside its model's card."""
        self._reader = Reader(Path(path).parent, threads=self.threads)
        return self


@Language.factory(NAME, assigns=ASSIGNS, default_config={"threads": 1})
def make_reader(nlp: Language, name: str, threads: int) -> ReaderComponent:
    """Return a component that waits for its model."""
    return ReaderComponent(nlp.vocab, threads=threads)


def pipeline(folder: Path, *, threads: int) -> Language:
    """Return spaCy's blank English pipeline with the reader of a model folder."""
    nlp = spacy.blank("en")
    pipe: Any = nlp.add_pipe(NAME, name=NETWORK_FOLDER, config={"threads": threads})
    pipe.from_disk(folder / NETWORK_FOLDER)
    card = read_meta(folder)
    nlp.meta.update({key: card[key] for key in TOLD if key in card})
    return nlp


def fill(doc: Doc, at: list[int], found: Annotations) -> None:
    """Write annotations to the tokens at the given indices; white space hangs on what stands before it."""
    for i, token in zip(range(len(at)), (doc[j] for j in at), strict=True):
        token.tag_, token.pos_, token.lemma_ = found.tags[i], found.pos[i], found.lemmas[i]
        token.set_morph(found.morphs[i])  # type: ignore[attr-defined]
    heads, deps = list(range(len(doc))), ["dep"] * len(doc)
    for i, j in enumerate(at):
        heads[j], deps[j] = at[found.heads[i]], found.deps[i]
    for token in doc:
        if token.is_space:
            token.tag_, token.pos_, token.lemma_ = "_SP", "SPACE", token.text
            heads[token.i] = token.i - 1 if token.i else at[0]
    _set_trees(doc, heads, deps)
    doc.set_ents([Span(doc, at[e.start], at[e.end - 1] + 1, label=e.label) for e in found.ents])


def _set_trees(doc: Doc, heads: list[int], deps: list[str]) -> None:
    words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
    parsed: Any = Doc(doc.vocab, words=words, spaces=spaces, heads=heads, deps=deps)
    doc.from_array(["HEAD", "DEP"], parsed.to_array(["HEAD", "DEP"]))


def noun_chunks(doclike: Doc | Span) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, label) of the base noun phrases of a UD tree: without what follows the noun."""
    doc = doclike.doc
    label = doc.vocab.strings.add("NP")
    last = -1
    for token in doclike:
        if token.pos_ not in ("NOUN", "PROPN", "PRON") or token.dep_ not in CORE:
            continue
        start = token.i
        for child in sorted(token.lefts, key=lambda child: -child.i):
            if child.dep_ in OUTSIDE or child.right_edge.i + 1 != start:
                break
            start = child.left_edge.i
        end = token.i + 1
        for child in token.rights:
            if child.dep_ not in ("flat", "compound", "nummod") or child.i != end:
                break
            end = child.right_edge.i + 1
        if start > last:
            yield start, end, label
            last = end - 1
