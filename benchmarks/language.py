"""Scores and speed of the shipped language model: ``KG_SHARED=FOLDER python -m benchmarks.language``.

The folder holds ``gold/dev``, ``data`` and ``tools/score.py`` as described in its own README.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import conll
from benchmarks.cnn import CnnReader
from kg.language.annotate import Annotations
from kg.language.parsing import MODEL, Reader
from kg.language.wordpiece import GLUED, PARAGRAPH, SPACED
from kg.language.words import Words
from kg.spans import mended

BANKS = ("ewt", "gum-open")
NEWS = ("worldwide", "dwie")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def entities(shared: Path, reader: Reader | CnnReader) -> None:
    """Entities from raw text, exact spans."""
    for name in NEWS:
        gold = shared / f"gold/dev/{name}.jsonl.gz"
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            for row in rows(gold):
                parse = mended(reader.parse(row["text"]))
                ents = [[parse.starts[e.start], parse.ends[e.end - 1], e.label] for e in parse.ents]
                file.write(json.dumps({"id": row["id"], "text": row["text"], "ents": ents}) + "\n")
            file.flush()
            command = [sys.executable, str(shared / "tools/score.py"), "ner", str(gold), file.name]
            print(f"entities, {name}", flush=True)
            subprocess.run([*command, "--merge", "GPE=LOC=FAC"], check=True)


def whole(shared: Path, reader: Reader | CnnReader) -> None:
    """Entities of ``worldwide`` once more, with names that its gold cuts in two counted as one.

    Where two or more gold spans fill all words of one that was read, but articles and prepositions, they are
    one span with the label of the last: "European" NORP and "Union" ORG as "European Union" ORG.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows(shared / "gold/dev/worldwide.jsonl.gz"):
        parse = mended(reader.parse(row["text"]))
        found = {
            (parse.starts[e.start], parse.ends[e.end - 1], MERGED.get(e.label, e.label)) for e in parse.ents
        }
        gold = {(start, end, MERGED.get(label, label)) for start, end, label in row["ents"]}
        for span in found:
            inside = sorted(part for part in gold if span[0] <= part[0] and part[1] <= span[1])
            if len(inside) > 1 and inside[-1][2] == span[2] and _fill(row["text"], span, inside):
                gold = (gold - set(inside)) | {span}
        for name, spans in (("said", found), ("gold", gold), ("both", found & gold)):
            counts.update((label, name) for *_, label in spans if label in LABELS)
    for label in (*LABELS, "all"):
        said, true, both = (
            sum(n for (of, what), n in counts.items() if what == name and label in (of, "all"))
            for name in ("said", "gold", "both")
        )
        shown = f"P {both / said:.3f} R {both / true:.3f} F {2 * both / (said + true):.3f}"
        print(f"entities, worldwide, cut names counted whole: {label} {shown} of {true}", flush=True)


LABELS = ("DATE", "LOC", "NORP", "ORG", "PERSON")
MERGED = {"GPE": "LOC", "FAC": "LOC"}


def _fill(text: str, span: tuple[int, int, str], parts: list[tuple[int, int, str]]) -> bool:
    left = "".join(
        text[start:end]
        for start, end in zip(
            [span[0], *(part[1] for part in parts)], [*(part[0] for part in parts), span[1]], strict=True
        )
    )
    return not set(left.lower().replace("-", " ").split()) - {"of", "the", "for", "in", "and", "&"}


@dataclass
class Gold:
    """One treebank document."""

    words: Words
    starts: frozenset[int]  # of sentences
    columns: dict[str, list[str]]
    heads: list[int]  # word indices, a root's own


def _document(sentences: list[tuple[bool, list[list[str]], list[bool]]]) -> Gold:
    texts, before, starts, heads = [], [], set(), []
    columns: dict[str, list[str]] = {name: [] for name in ("pos", "tags", "morphs", "lemmas", "deps")}
    for paragraph, lines, glued in sentences:
        base = len(texts)
        starts.add(base)
        for i, line in enumerate(lines):
            texts.append(line[1])
            before.append(PARAGRAPH if paragraph and not i else GLUED if glued[i] else SPACED)
            heads.append(base + int(line[6]) - 1 if line[6] != "0" else base + i)
            values = (
                line[3],
                line[4],
                line[5].replace("_", "") if line[5] == "_" else line[5],
                line[2],
                line[7],
            )
            for name, value in zip(columns, values, strict=True):
                columns[name].append(value)
    nothing = tuple(range(len(texts)))
    return Gold(Words(tuple(texts), nothing, nothing, tuple(before)), frozenset(starts), columns, heads)


def treebank(path: Path) -> Iterator[Gold]:
    """Yield the documents of a CoNLL-U file."""
    sentences: list[tuple[bool, list[list[str]], list[bool]]] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().strip().split("\n\n"):
            comments = [line for line in block.split("\n") if line.startswith("#")]
            if any(line.startswith("# newdoc") for line in comments) and sentences:
                yield _document(sentences)
                sentences = []
            lines, glued, after, joined = [], [], False, {}
            for line in (line.split("\t") for line in block.split("\n") if not line.startswith("#")):
                space = "SpaceAfter=No" not in line[9]
                if "-" in line[0]:
                    first, last = map(int, line[0].split("-"))
                    joined |= dict.fromkeys(range(first, last), False) | {last: space}
                elif "." not in line[0]:
                    lines.append(line)
                    glued.append(after)
                    after = not joined.get(int(line[0]), space)
            sentences.append((any(line.startswith("# newpar") for line in comments), lines, glued))
    yield _document(sentences)


def trees(shared: Path, reader: Reader | CnnReader) -> None:
    """Trees and tags on gold words and sentences; sentence starts on gold words."""
    for bank in BANKS:
        right: Counter[str] = Counter()
        total = 0
        split = Counter[str]()
        for gold in treebank(shared / f"data/treebank/{bank}-dev.conllu.gz"):
            found = reader.annotate(gold.words, sentences=gold.starts)
            total += len(gold.words)
            count(right, gold, found)
            said = {start for start, _ in reader.annotate(gold.words).sents}
            split.update(both=len(said & gold.starts), said=len(said), gold=len(gold.starts))
        f = 200 * split["both"] / (split["said"] + split["gold"])
        scores = "  ".join(f"{name} {100 * right[name] / total:.2f}" for name in right)
        print(f"trees, {bank}: {scores}  sentences (gold words) F {f:.2f}", flush=True)


def count(right: Counter[str], gold: Gold, found: Annotations) -> None:
    hits = [a == b for a, b in zip(gold.heads, found.heads, strict=True)]
    right["UAS"] += sum(hits)
    right["LAS"] += sum(h and a == b for h, a, b in zip(hits, gold.columns["deps"], found.deps, strict=True))
    for shown, name in (("UPOS", "pos"), ("XPOS", "tags"), ("FEATS", "morphs"), ("lemma", "lemmas")):
        right[shown] += sum(a == b for a, b in zip(gold.columns[name], getattr(found, name), strict=True))


def raw(shared: Path, reader: Reader | CnnReader) -> None:
    """Parsing from raw text, by the measures of the CoNLL 2018 shared task."""
    for bank in BANKS:
        found = conll.documents(shared / f"data/treebank/{bank}-dev.conllu.gz")
        counts = (conll.count(doc.gold, conll.side(reader.parse(doc.text))) for doc in found)
        shown = "  ".join(f"{name} {value:.2f}" for name, value in conll.scores(counts).items())
        print(f"from raw text (CoNLL 2018), {bank}: {shown}", flush=True)


def speed(shared: Path, reader: Reader | CnnReader) -> None:
    """Words per second over whole articles, one thread."""
    texts = [row["text"] for row in rows(shared / "data/raw/wikinews-train.jsonl.gz")]
    reader.parse(texts[0])
    began, used = time.perf_counter(), time.process_time()
    words = sum(len(reader.parse(text)) for text in texts)
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    print(f"speed: {words} words, {words / wall:.0f} a second, {words / cpu:.0f} a CPU second", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--cnn", type=Path, help="measure this spaCy pipeline instead (benchmarks/cnn.py)")
    parser.add_argument("--only", choices=("entities", "whole", "trees", "raw", "speed"))
    args = parser.parse_args()
    shared = Path(os.environ["KG_SHARED"])
    import spacy  # noqa: F401

    began = time.perf_counter()
    reader = Reader(args.model) if args.cnn is None else CnnReader(args.cnn)
    print(f"{reader.name}: loaded in {time.perf_counter() - began:.2f} s beyond importing spaCy", flush=True)
    for measure in (speed, entities, whole, trees, raw):
        if args.only in (None, measure.__name__):
            measure(shared, reader)
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


if __name__ == "__main__":
    main()
