"""Raw news labelled by earlier models, to go on training on: ``python -m training.selftrain``.

What all the models read alike becomes a label; where they differ, a word's label is left open, so that only
what several trainings agree on is learnt again. Sentences that they do not cut alike are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from kg.language.parsing import Reader
from kg.records import Ent, Parse
from kg.spans import mended

TOGETHER = 12  # lines of running text that make one document
SURE = 0.7  # of an entity
COLUMNS = ("deps", "pos", "tags", "morphs", "lemmas")
Row = dict[str, Any]


def texts(path: Path) -> Iterator[tuple[bool, str]]:
    """Yield the texts of a file, and whether its lines are paragraphs or the sentences of running text."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        if path.name.endswith(".jsonl.gz"):
            yield from ((True, json.loads(line)["text"]) for line in file)
        else:
            while lines := [line.strip() for line in islice(file, TOGETHER)]:
                yield False, " ".join(lines)


def agreed(parses: Sequence[Parse]) -> Iterator[Row]:
    """Yield the sentences that all parses cut alike, with what they agree on."""
    one, *others = parses
    common = set(one.sents).intersection(*(parse.sents for parse in others))
    previous = 0
    for start, end in one.sents:
        if (start, end) in common and all(_same_words(one, other, start, end) for other in others):
            between = one.text[previous : one.starts[start]]
            yield {"new": not start or "\n" in between, **_sentence(parses, start, end)}
        previous = one.ends[end - 1]


def _same_words(one: Parse, other: Parse, start: int, end: int) -> bool:
    return one.starts[start:end] == other.starts[start:end] and one.ends[start:end] == other.ends[start:end]


def _sentence(parses: Sequence[Parse], start: int, end: int) -> Row:
    one = parses[0]
    row: Row = {
        "words": [one.word(i) for i in range(start, end)],
        "spaces": [
            (i + 1 < len(one) and one.ends[i] < one.starts[i + 1]) or i + 1 == len(one)
            for i in range(start, end)
        ],
        "heads": [_head(parses, i, start) for i in range(start, end)],
    }
    for column in COLUMNS:
        said = zip(*(getattr(parse, column)[start:end] for parse in parses), strict=True)
        row[column] = [values[0] if len(set(values)) == 1 else None for values in said]
    return row | _entities(parses, start, end)


def _head(parses: Sequence[Parse], i: int, start: int) -> int | None:
    """Return the head of a word within its sentence, -1 for the root, None where the parses differ."""
    heads = {parse.heads[i] for parse in parses}
    if len(heads) > 1:
        return None
    head = heads.pop()
    return -1 if head == i else head - start


def _entities(parses: Sequence[Parse], start: int, end: int) -> Row:
    found = [{_key(e) for e in parse.ents if start <= e.start and e.end <= end} for parse in parses]
    sure = {_key(e) for e in parses[0].ents if e.score >= SURE}
    same = set.intersection(*found) & sure
    apart = set.union(*found) - same
    return {
        "ents": [[s - start, e - start, label] for s, e, label in sorted(same)],
        "unsure": sorted([s - start, e - start] for s, e, _ in apart),
    }


def _key(ent: Ent) -> tuple[int, int, str]:
    return ent.start, ent.end, ent.label


def label(models: Sequence[Path], raw: Sequence[Path], out: Path, *, limit: int | None = None) -> None:
    """Write what the models agree on in the raw files, of each its first ``limit`` texts."""
    readers = [Reader(folder) for folder in models]
    with gzip.open(out, "wt", encoding="utf-8") as file:
        for path in raw:
            for number, (paragraphs, text) in enumerate(islice(texts(path), limit)):
                for at, row in enumerate(agreed([mended(reader.parse(text)) for reader in readers])):
                    row["new"] = at == 0 or (paragraphs and row["new"])
                    file.write(json.dumps({"doc": f"{path.name}:{number}", **row}, ensure_ascii=False) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, action="append", required=True, help="one for each model")
    parser.add_argument("--raw", type=Path, action="append", required=True, help="one for each file")
    parser.add_argument("--out", type=Path, required=True, help="the labelled text, as .jsonl.gz")
    args = parser.parse_args()
    label(args.model, args.raw, args.out)


if __name__ == "__main__":
    main()
