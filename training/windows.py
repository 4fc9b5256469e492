"""Training windows: consecutive sentences of a document, augmented, as tensors with masked targets."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from kg.language import wordpiece as wp
from kg.language.lemma import script_of
from training.corpora import EVENTS_IN_MISC, NER_LABELS, Document, Sentence, Tree

IGNORE = -100
TASKS = ("upos", "xpos", "feats", "lemma")
MAX_WINDOW = 190  # word pieces
TAGS = ["O", *(f"{part}-{label}" for label in NER_LABELS for part in "BILU")]
TAG = {tag: i for i, tag in enumerate(TAGS)}


@dataclass
class Labels:
    """The classes of each head, in id order."""

    upos: list[str]
    xpos: list[str]
    feats: list[str]
    lemma: list[str]
    deps: list[str]

    def index(self, task: str) -> dict[str, int]:
        return {name: i for i, name in enumerate(getattr(self, task))}

    def save(self, path: Path) -> None:
        path.write_text(json.dumps({**self.__dict__, "ner": TAGS}, ensure_ascii=False, indent=0) + "\n")


def collect_labels(documents: Iterable[Document]) -> Labels:
    counts: dict[str, Counter[str]] = {task: Counter() for task in (*TASKS, "deps")}
    for tree, words in ((s.tree, s.words) for document in documents for s in document if s.tree):
        for task in ("upos", "xpos", "feats", "deps"):
            counts[task].update(getattr(tree, task))
        counts["lemma"].update(map(script_of, words, tree.lemmas))
    least = {"upos": 1, "xpos": 1, "feats": 3, "lemma": 3, "deps": 2}
    return Labels(**{t: sorted(name for name, n in c.items() if n >= least[t]) for t, c in counts.items()})


TABLED = ("VERB", "NOUN", "ADJ", "ADV", "AUX")


def lemma_table(documents: Iterable[Document]) -> str:
    """Return the most frequent lemma of each lower-case form of the open classes, one line each."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for tree, words in ((s.tree, s.words) for document in documents for s in document if s.tree):
        for word, pos, lemma in zip(words, tree.upos, tree.lemmas, strict=True):
            if pos in TABLED and word.isalpha() and word == word.lower():
                counts[word, pos][lemma] += 1
    best = {key: max(found, key=lambda lemma: (found[lemma], lemma)) for key, found in counts.items()}
    return "".join(f"{form}\t{pos}\t{best[form, pos]}\n" for form, pos in sorted(best))


# Augmentation: (share, how words change); the rest stays as it is.
def _title(word: str) -> str:
    return word[:1].upper() + word[1:] if len(word) > 3 else word


CASES = ((0.03, str.lower), (0.02, str.upper), (0.025, _title))
DASHES = {"--": "\u2014", "-": "\u2013"}


def _recase(window: Document, rng: random.Random) -> Document:
    draw = rng.random()
    for share, change in CASES:
        if draw < share:
            return [replace(sent, words=[change(word) for word in sent.words]) for sent in window]
        draw -= share
    return window


def _redash(sent: Sentence) -> Sentence:
    words = [
        DASHES.get(word, word) if i and sent.spaces[i - 1] else word for i, word in enumerate(sent.words)
    ]
    return replace(sent, words=words)


def _drop_final_mark(sent: Sentence) -> Sentence:
    """A headline or caption has no full stop."""
    last = len(sent.words) - 1
    if last < 2 or sent.words[last] not in (".", "!") or any(e > last for _, e, _ in sent.ents):
        return sent
    tree = sent.tree
    if tree is not None:
        if last in tree.heads or tree.heads[last] == -1:
            return sent
        tree = Tree(**{name: getattr(tree, name)[:last] for name in Tree.__dataclass_fields__})
    unsure = [(s, min(e, last)) for s, e in sent.unsure if s < last]
    return replace(
        sent, words=sent.words[:last], spaces=sent.spaces[:last], tree=tree, unsure=unsure, paragraph=True
    )


def augmented(window: Document, rng: random.Random) -> Document:
    window = _recase(window, rng)
    if rng.random() < 0.2:
        window = [_redash(sent) for sent in window]
    return [_drop_final_mark(sent) if rng.random() < 0.04 else sent for sent in window]


class Windows:
    """Cuts documents into windows, anew for each epoch."""

    def __init__(self, vocabulary: list[str], labels: Labels) -> None:
        self.pieces = wp.WordPiece(vocabulary)
        self.labels = labels
        self.index = {task: labels.index(task) for task in (*TASKS, "deps")}

    def size(self, sent: Sentence) -> int:
        return sum(len(self.pieces.pieces(word)) for word in sent.words)

    def cut(self, documents: Iterable[Document], rng: random.Random) -> Iterator[Document]:
        """Cut each document into runs of whole sentences of random length."""
        for document in documents:
            window, size, target = [], 0, rng.choice((20, 40, 80, 120, 160))
            for sent in document:
                more = self.size(sent)
                if more > MAX_WINDOW - 2:
                    continue
                if window and size + more > target:
                    yield window
                    window, size, target = [], 0, rng.choice((20, 40, 80, 120, 160))
                window.append(sent)
                size += more
            if window:
                yield window

    def encode(self, window: Document, rng: random.Random | None = None) -> dict[str, np.ndarray]:
        """Turn a window into arrays: pieces with shape and spacing, and each task's targets."""
        ids, shapes, spaces = [self.pieces.first], [0], [wp.MARKER]
        first, last, sent_of, starts = [], [], [], []
        for number, sent in enumerate(window):
            for i, word in enumerate(sent.words):
                before = wp.SPACED if i == 0 or sent.spaces[i - 1] else wp.GLUED
                start = IGNORE if not (number or i) or not (sent.splits or i) else int(i == 0)
                if i == 0 and sent.paragraph and (rng is None or rng.random() < 0.7):
                    before, start = wp.PARAGRAPH, IGNORE
                if i and not sent.splits:
                    start = IGNORE
                pieces = self.pieces.pieces(word)
                first.append(len(ids))
                ids.extend(pieces)
                shapes.extend([wp.shape(word)] * len(pieces))
                spaces.extend([before] + [wp.GLUED] * (len(pieces) - 1))
                last.append(len(ids) - 1)
                sent_of.append(number)
                starts.append(start)
        arrays = {
            "ids": np.array([*ids, self.pieces.last]),
            "shapes": np.array([*shapes, 0]),
            "spaces": np.array([*spaces, wp.MARKER]),
            "first": np.array(first),
            "last": np.array(last),
            "sent": np.array(sent_of),
            "start": np.array(starts),
            "ner": np.concatenate([allowed_tags(sent) for sent in window]),
        }
        return arrays | self._tree_targets(window)

    def _tree_targets(self, window: Document) -> dict[str, np.ndarray]:
        targets: dict[str, list[int]] = {task: [] for task in (*TASKS, "heads", "deps")}
        offset = 0
        for sent in window:
            tree = sent.tree
            if tree is None:
                for values in targets.values():
                    values.extend([IGNORE] * len(sent.words))
            else:
                for task in ("upos", "xpos", "feats"):
                    targets[task].extend(self.index[task].get(name, IGNORE) for name in getattr(tree, task))
                scripts = map(_script, sent.words, tree.lemmas)
                targets["lemma"].extend(self.index["lemma"].get(script, IGNORE) for script in scripts)
                for head, dep in zip(tree.heads, tree.deps, strict=True):
                    known = head is not None and dep is not None
                    targets["heads"].append(_column(head, offset) if known else IGNORE)
                    targets["deps"].append(self.index["deps"].get(dep, IGNORE) if known else IGNORE)
            offset += len(sent.words)
        return {task: np.array(values) for task, values in targets.items()}


def _column(head: int, offset: int) -> int:
    """Return the column of a head among a window's arcs, the root's first."""
    return 0 if head < 0 else head + offset + 1


def _script(word: str, lemma: str | None) -> str | None:
    return None if lemma is None else script_of(word, lemma)


def allowed_tags(sent: Sentence) -> np.ndarray:
    """Return, per word, which tags the annotation leaves possible."""
    allowed = np.zeros((len(sent.words), len(TAGS)), dtype=bool)
    open_labels = [label for label in NER_LABELS if label not in sent.annotated]
    allowed[:, TAG["O"]] = True
    allowed[:, [TAG[f"{part}-{label}"] for label in open_labels for part in "BILU"]] = True
    for start, end, label in sent.ents:
        if label not in NER_LABELS:
            allowed[start:end] = True
            continue
        labels = [label, "EVENT"] if label == "MISC" and sent.source in EVENTS_IN_MISC else [label]
        parts = "U" if end - start == 1 else "B" + "I" * (end - start - 2) + "L"
        allowed[start:end] = False
        for i, part in enumerate(parts, start):
            for name in labels:
                allowed[i, TAG[f"{part}-{name}"]] = True
    for start, end in sent.unsure:
        allowed[start:end] = True
    return allowed


def batches(encoded: list[dict[str, np.ndarray]], size: int, rng: random.Random) -> list[list[int]]:
    """Group windows of like length into batches of at most ``size`` padded pieces, in random order."""
    order = list(range(len(encoded)))
    rng.shuffle(order)
    out: list[list[int]] = []
    for at in range(0, len(order), 1000):
        chunk = sorted(order[at : at + 1000], key=lambda i: len(encoded[i]["ids"]))
        batch: list[int] = []
        for i in chunk:
            if batch and len(encoded[i]["ids"]) * (len(batch) + 1) > size:
                out.append(batch)
                batch = []
            batch.append(i)
        if batch:
            out.append(batch)
    rng.shuffle(out)
    return out


PAD = {"ids": 0, "shapes": 0, "spaces": 0, "first": 0, "last": 0, "sent": -1}


def collate(items: list[dict[str, np.ndarray]]) -> dict[str, torch.Tensor]:
    """Pad a batch; padded words are ignored by every loss."""
    out = {}
    for name in items[0]:
        longest = max(len(item[name]) for item in items)
        shape = (len(items), longest, *items[0][name].shape[1:])
        fill = True if name == "ner" else PAD.get(name, IGNORE)
        dtype = bool if name == "ner" else np.int64
        array = np.full(shape, fill, dtype=dtype)
        for row, item in enumerate(items):
            array[row, : len(item[name])] = item[name]
        out[name] = torch.from_numpy(array)
    lengths = torch.tensor([len(item["ids"]) for item in items])
    out["mask"] = torch.arange(out["ids"].shape[1])[None] < lengths[:, None]
    return out
