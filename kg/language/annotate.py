"""Words into sentences, tags, lemmas, trees and entities, window by window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from kg.language.bilou import Bilou
from kg.language.lemma import apply_script
from kg.language.mst import best_tree
from kg.language.network import Network, Scores
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
        self._root = network.labels["deps"].index(ROOT)
        self._lemma = lru_cache(maxsize=1 << 16)(self._lemma_of)

    def annotate(self, words: Words) -> Annotations:
        """Return what the network reads in the words."""
        found = Annotations()
        for start, end, scores in self._windows(words):
            self._decode(found, words, start, end, scores)
        return found

    def _windows(self, words: Words) -> Iterator[tuple[int, int, Scores]]:
        """Yield runs of whole sentences that cover the words in order, each with its window's scores.

        A window that ends amid a sentence is kept up to that sentence's start, where the next begins.
        """
        filled = np.concatenate([[0], self._network.sizes(words).cumsum()])
        start = 0
        while start < len(words):
            end = self._reach(words, filled, start, WINDOW)
            scores = self._network.run(words, start, end)
            keep = _last_start(words, start, end, scores)
            if keep is None:
                end = self._reach(words, filled, start, LONGEST)
                scores = self._network.run(words, start, end)
                keep = _last_start(words, start, end, scores) or end
            yield start, keep, scores
            start = keep

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

    def _decode(self, found: Annotations, words: Words, start: int, end: int, scores: Scores) -> None:
        n = end - start
        begins = _sentence_starts(words, start, end, scores)
        begins = self._entities(found, words, start, begins, scores.ner[:n])
        for low, high in zip(begins, [*begins[1:], n], strict=True):
            found.sents.append((start + low, start + high))
            self._tree(found, start, low, high, scores)
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

    def _tree(self, found: Annotations, start: int, low: int, high: int, scores: Scores) -> None:
        columns = np.concatenate([[0], np.arange(low + 1, high + 1)])
        local = best_tree(scores.arcs[low:high][:, columns])
        heads = np.where(local == 0, 0, local + low)
        for i, head in enumerate(heads.tolist()):
            found.heads.append(start + (head - 1 if head else low + i))
        found.deps.extend(self._labels(scores, low, high, heads))

    def _labels(self, scores: Scores, low: int, high: int, heads: npt.NDArray[np.intp]) -> list[str]:
        chosen = self._network.relations(scores.rel_dep[low:high], scores.rel_head[heads])
        chosen[:, self._root] = -np.inf
        names = self._network.labels["deps"]
        return [ROOT if not head else names[i] for head, i in zip(heads, chosen.argmax(axis=1), strict=True)]

    def _tags(self, found: Annotations, texts: tuple[str, ...], scores: Scores) -> None:
        names = self._network.labels
        n = len(texts)
        found.tags.extend(names["xpos"][i] for i in scores.xpos[:n])
        found.pos.extend(names["upos"][i] for i in scores.upos[:n])
        found.morphs.extend(names["feats"][i] for i in scores.feats[:n])
        found.lemmas.extend(map(self._lemma, texts, scores.lemma[:n].tolist()))

    def _lemma_of(self, text: str, script: int) -> str:
        return apply_script(self._network.labels["lemma"][script], text) or text.lower()


def _sentence_starts(words: Words, start: int, end: int, scores: Scores) -> list[int]:
    """Return where sentences start among the words of a window, the first always."""
    starts = scores.start[: end - start] > 0
    starts |= np.asarray(words.before[start:end]) == PARAGRAPH
    starts[0] = True
    return [int(i) for i in np.flatnonzero(starts)]


def _last_start(words: Words, start: int, end: int, scores: Scores) -> int | None:
    """Return the end of what can be kept of a window, None where its only sentence is cut off."""
    if end == len(words) or words.before[end] == PARAGRAPH:
        return end
    last = _sentence_starts(words, start, end, scores)[-1]
    return start + last if last else None
