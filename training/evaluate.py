"""Scores on dev data while training: gold words and sentences, greedy heads, plain argmax tags."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from training.annotations.sentences import annotated_documents
from training.corpora import TREEBANKS, Document, ner_documents, treebank_documents
from training.model import Model, same_sentence
from training.windows import IGNORE, TAGS, Labels, Windows, collate

MERGED = {"GPE": "LOC", "FAC": "LOC"}
SCORED = ("PERSON", "ORG", "LOC", "NORP", "DATE")


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Read BILOU tags leniently."""
    found, start, label = set(), None, ""
    for i, tag in enumerate([*tags, "O"]):
        part, _, name = tag.partition("-")
        if start is not None and (part in "OBU" or name != label):
            found.add((start, i, label))
            start = None
        if part != "O" and start is None:
            start, label = i, name
        if part in ("U", "L"):
            found.add((start if start is not None else i, i + 1, label))
            start = None
    return {(s, e, MERGED.get(name, name)) for s, e, name in found}


def _chunks(windows: Windows, documents: list[Document]) -> list[Document]:
    out: list[Document] = []
    for document in documents:
        window: Document = []
        for sent in document:
            if window and sum(map(windows.size, window)) + windows.size(sent) > 160:
                out.append(window)
                window = []
            if windows.size(sent) < 450:
                window.append(sent)
        if window:
            out.append(window)
    return out


@torch.inference_mode()
def evaluate(
    data: Path, weights: dict[str, torch.Tensor], labels: Labels, windows: Windows, *, share: int = 1
) -> dict[str, float]:
    model = Model.of(weights, labels).eval()
    scores: dict[str, float] = {}
    for bank, ner in TREEBANKS:
        documents = treebank_documents(
            data / f"treebank/{bank}-dev.conllu.gz", data / f"ner/{ner}-dev.jsonl.gz"
        )
        scores |= {f"{bank} {n}": v for n, v in _tree_scores(model, windows, documents[::share]).items()}
    for name in ("worldwide-dev", "dwie-dev"):
        documents = ner_documents(data / f"ner/{name}.jsonl.gz", retokenize=False)
        scores |= {
            f"{name[:5]} {n}": v for n, v in _entity_scores(model, windows, documents[::share]).items()
        }
    held = annotated_documents(data, held=True)
    scores |= {f"news {n}": v for n, v in _entity_scores(model, windows, held).items()}
    return scores


def _tree_scores(model: Model, windows: Windows, documents: list[Document]) -> dict[str, float]:
    right = dict.fromkeys(("UAS", "LAS", "upos", "xpos", "feats", "lemma"), 0)
    total, starts = 0, np.zeros(3)
    for window in _chunks(windows, documents):
        batch = collate([windows.encode(window)])
        out = model(batch)
        arcs = model.arcs(out).masked_fill(~same_sentence(batch["sent"]), -1e4)
        heads = arcs.argmax(-1)
        rels = model.rels(out, heads, heads >= 0).argmax(-1)[None]
        hit = heads == batch["heads"]
        right["UAS"] += int(hit.sum())
        right["LAS"] += int((hit & (rels == batch["deps"])).sum())
        for task in ("upos", "xpos", "feats", "lemma"):
            right[task] += int((out[task].argmax(-1) == batch[task]).sum())
        total += hit.numel()
        known = batch["start"] != IGNORE
        told, said = batch["start"][known] == 1, out["start"][known] > 0
        starts += [int((told & said).sum()), int(said.sum()), int(told.sum())]
    result = {name: round(100 * n / total, 2) for name, n in right.items()}
    return result | {"start F": round(200 * starts[0] / max(1, starts[1] + starts[2]), 2)}


def _entity_scores(model: Model, windows: Windows, documents: list[Document]) -> dict[str, float]:
    counts = {label: np.zeros(3) for label in SCORED}
    for window in _chunks(windows, documents):
        out = model(collate([windows.encode(window)]))
        tags = [TAGS[i] for i in out["ner"][0].argmax(-1).tolist()]
        at = 0
        for sent in window:
            gold = {(s, e, MERGED.get(name, name)) for s, e, name in sent.ents}
            said = spans(tags[at : at + len(sent.words)])
            at += len(sent.words)
            for label in SCORED:
                g, p = ({x for x in group if x[2] == label} for group in (gold, said))
                counts[label] += [len(g & p), len(p), len(g)]
    result = {label: round(200 * c[0] / max(1, c[1] + c[2]), 1) for label, c in counts.items()}
    three = sum(counts[label] for label in ("PERSON", "ORG", "LOC"))
    return result | {"POL": round(200 * three[0] / max(1, three[1] + three[2]), 2)}
