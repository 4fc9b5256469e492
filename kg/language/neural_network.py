"""The network: word pieces into ONNX Runtime, scores for each word out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.errors import DataError
from kg.language import wordpiece as wp
from kg.language.lemma import Lemmatizer, read_table
from kg.language.words import Words

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

NETWORK, VOCABULARY, LABELS, RELATIONS = "model.onnx", "vocab.txt", "labels.json", "relations.onnx"
LEMMAS = "lemmas.tsv"
FILES = (NETWORK, VOCABULARY, LABELS, RELATIONS, LEMMAS)
TASKS = ("upos", "xpos", "feats", "lemma", "deps", "ner")
SLOWER = ("SkipLayerNormFusion",)  # its fused operator takes seven times as long as the two that it replaces
OUTPUTS = ("upos", "xpos", "feats", "lemma", "ner", "start", "arcs", "rel_dep", "rel_head")


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says about a window of n words."""

    upos: Ints  # (n) class ids, like the next three
    xpos: Ints
    feats: Ints
    lemma: Ints
    ner: Floats  # (n, tags) log probabilities
    start: Floats  # (n) log odds that a sentence starts
    arcs: Floats  # (n, n + 1) score of each head, the root first
    rel_dep: Floats  # (n, r)
    rel_head: Floats  # (n + 1, r)


class Network:
    """One loaded model folder. Each call runs one unpadded window, so results never depend on others."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise DataError(f"the language model in {folder} lacks {', '.join(missing)}")
        self.labels = _read_labels(folder / LABELS)
        vocabulary = (folder / VOCABULARY).read_text(encoding="utf-8").rstrip("\n").split("\n")
        self._pieces = wp.WordPiece(vocabulary)
        self._shape = lru_cache(maxsize=1 << 16)(wp.shape)
        self._session = _session(folder / NETWORK, threads)
        self._relations = _session(folder / RELATIONS, threads)
        self.lemmatizer = Lemmatizer(read_table(folder / LEMMAS), self.labels["lemma"])

    def sizes(self, words: Words) -> Ints:
        """Return the number of pieces of each word."""
        return np.fromiter((len(self._pieces.pieces(word)) for word in words.texts), np.int64, len(words))

    def run(self, words: Words, start: int, end: int) -> Scores:
        """Score the words from ``start`` up to ``end`` as one window."""
        values = self._session.run(list(OUTPUTS), self._inputs(words, start, end))
        return Scores(**dict(zip(OUTPUTS, values, strict=True)))

    def relations(self, dependents: Floats, heads: Floats) -> Ints:
        """Return the label of each arc, given the vectors of its dependent and of its head, row by row.

        Which arc is the root's is for the tree to say, so that label is never among them.
        """
        found: Ints = self._relations.run(None, {"dependents": dependents, "heads": heads})[0]
        return found

    def _inputs(self, words: Words, start: int, end: int) -> dict[str, Ints]:
        pieces = [self._pieces.pieces(word) for word in words.texts[start:end]]
        counts = np.fromiter(map(len, pieces), np.int64, len(pieces))
        last = counts.cumsum()
        first = last - counts + 1
        ids = np.fromiter(
            chain((self._pieces.first,), *pieces, (self._pieces.last,)), np.int64, int(last[-1]) + 2
        )
        shapes = np.zeros_like(ids)
        shapes[1:-1] = np.repeat([self._shape(word) for word in words.texts[start:end]], counts)
        spaces = np.full_like(ids, wp.GLUED)
        spaces[first] = words.before[start:end]
        spaces[[0, -1]] = wp.MARKER
        return {
            "ids": ids[None],
            "shapes": shapes[None],
            "spaces": spaces[None],
            "first": first,
            "last": last,
        }


def _read_labels(path: Path) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if set(found) != set(TASKS):
        raise DataError(f"{path} must hold {', '.join(TASKS)}, but holds {', '.join(sorted(found))}")
    return {task: tuple(names) for task, names in found.items()}


def _session(path: Path, threads: int) -> Any:
    import onnxruntime  # type: ignore[import-untyped]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
    )
