"""Words into sentences, tags, lemmas, trees and entities, window by window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from kg.language.bilou import Bilou
from kg.language.mst import best_tree
from kg.language.neural_network import Network, Scores
from kg.language.sentences import behind_forms, last_start, sentence_starts
from kg.language.wordpiece import PARAGRAPH
from kg.language.words import Words
from kg.records import Ent, Span

WINDOW = 180  # word pieces
LONGEST = 480  # for a sentence that no window of the usual size can hold
FILLED = 0.6  # share of a window that whole paragraphs must fill to be left alone

ROOT = "root"


@dataclass(slots=True)
class Annotations:
    """One entry per word, and spans of words."""

    tags: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    sents: list[Span] = field(default_factory=list)
    ents: list[Ent] = field(default_factory=list)


class Annotator:
    """Runs a network over words of any number and decodes what it says."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._bilou = Bilou(network.labels["ner"])

    def annotate(self, words: Words, *, sentences: frozenset[int] | None = None) -> Annotations:
        """Return what the network reads in the words; ``sentences`` are their starts, if known."""
        found = Annotations()
        for start, end, scores in self._windows(words, sentences):
            begins = sentence_starts(words, start, end, scores.start, sentences)
            self._decode(found, words, (start, end), begins, scores)
        return found

    def _windows(self, words: Words, sentences: frozenset[int] | None) -> Iterator[tuple[int, int, Scores]]:
        """Yield runs of whole sentences that cover the words in order, each with its window's scores.

        A window that ends amid a sentence is kept up to that sentence's start, where the next begins.
        """
        filled = np.concatenate([[0], self._network.sizes(words).cumsum()])
        start = 0
        while start < len(words):
            end = self._reach(words, filled, start, WINDOW)
            scores = self._run(words, start, end)
            keep = last_start(words, start, end, scores.start, sentences)
            if keep is None:
                end = self._reach(words, filled, start, LONGEST)
                scores = self._run(words, start, end)
                keep = last_start(words, start, end, scores.start, sentences) or end
            yield start, keep, scores
            start = keep

    def _run(self, words: Words, start: int, end: int) -> Scores:
        scores = self._network.run(words, start, end)
        tags = [self._network.labels["xpos"][i] for i in scores.xpos[: end - start]]
        return replace(scores, start=behind_forms(words, start, scores.start, tags))

    @staticmethod
    def _reach(words: Words, filled: npt.NDArray[np.int64], start: int, limit: int) -> int:
        """Return where a window from ``start`` ends: the last paragraph break that leaves it well filled."""
        end = max(start + 1, int(np.searchsorted(filled, filled[start] + limit, side="right")) - 1)
        if end >= len(words):
            return len(words)
        for at in range(end, start, -1):
            if filled[at] - filled[start] < FILLED * limit:
                break
            if words.before[at] == PARAGRAPH:
                return at
        return end

    def _decode(
        self, found: Annotations, words: Words, part: Span, begins: list[int], scores: Scores
    ) -> None:
        start, end = part
        n = end - start
        begins = self._entities(found, words, start, begins, scores.ner[:n])
        sents = list(zip(begins, [*begins[1:], n], strict=True))
        found.sents.extend((start + low, start + high) for low, high in sents)
        self._trees(found, start, sents, scores)
        self._tags(found, words.texts[start:end], scores)

    def _entities(
        self, found: Annotations, words: Words, start: int, begins: list[int], ner: npt.NDArray[np.float32]
    ) -> list[int]:
        """Add the entities of each paragraph; return the sentence starts that lie inside none."""
        edges = [at for at in begins if words.before[start + at] == PARAGRAPH or at == 0]
        inside: set[int] = set()
        for low, high in zip(edges, [*edges[1:], len(ner)], strict=True):
            for first, last, label, score in self._bilou.spans(ner[low:high]):
                found.ents.append(Ent(start + low + first, start + low + last, label, round(score, 4)))
                inside.update(range(low + first + 1, low + last))
        return [at for at in begins if at not in inside]

    def _trees(self, found: Annotations, start: int, sents: list[Span], scores: Scores) -> None:
        heads = np.concatenate([_heads(scores.arcs, low, high) for low, high in sents])
        labels = self._network.relations(scores.rel_dep[: len(heads)], scores.rel_head[heads])
        names = self._network.labels["deps"]
        for i, (head, label) in enumerate(zip(heads.tolist(), labels.tolist(), strict=True)):
            found.heads.append(start + (head - 1 if head else i))
            found.deps.append(names[label] if head else ROOT)

    def _tags(self, found: Annotations, texts: tuple[str, ...], scores: Scores) -> None:
        names = self._network.labels
        n = len(texts)
        found.tags.extend(names["xpos"][i] for i in scores.xpos[:n])
        pos = [names["upos"][i] for i in scores.upos[:n]]
        found.morphs.extend(names["feats"][i] for i in scores.feats[:n])
        lemmas = map(self._network.lemmatizer.lemma, texts, pos, scores.lemma[:n].tolist())
        found.pos.extend(pos)
        found.lemmas.extend(lemmas)


def _heads(arcs: npt.NDArray[np.float32], low: int, high: int) -> npt.NDArray[np.intp]:
    """Return the heads of one sentence as columns of the window's arc scores."""
    columns = np.concatenate([[0], np.arange(low + 1, high + 1)])
    return columns[best_tree(arcs[low:high][:, columns])]
