"""Draw claims at random from raw news, to be read beside their sentences; print the rate of the verdicts.

    KG_SHARED=... python -m benchmarks.sample draw [--claims 300] [--seed 1] > claims.tsv
    python -m benchmarks.sample rate benchmarks/verdicts.tsv

A line is: article, subject span, object span, predicate, status, rule, verdict (right, wrong or empty),
cause, and for the reader the names and the sentence. Verdicts are kept without the sentences.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
import os
import random
import sys
from collections import Counter
from pathlib import Path

KEPT = ("article", "subject", "object", "predicate", "status", "rule", "verdict", "cause")


def draw(count: int, seed: int) -> None:
    where = os.environ.get("KG_SHARED")
    if not where:
        sys.exit("benchmarks/sample.py: KG_SHARED does not name the development data; nothing to draw from")
    from kg.language.reading import shared_reader
    from kg.records import Article
    from kg.relations import read

    reader, rows = shared_reader(2), []
    with gzip.open(Path(where) / "data" / "raw" / "wikinews-dev.jsonl.gz", "rt", encoding="utf8") as lines:
        for raw in map(json.loads, lines):
            article = Article(raw["id"], raw["text"], title=raw["title"], published=raw["date"])
            reading = read(article, reader.parse(article.text))
            names = {e.id: e.name for e in reading.entities}
            for c in reading.claims:
                spans = ["-".join(map(str, s)) for s in (c.subject_span, c.object_span)]
                object_ = names[c.object] if c.object else str(c.value)
                speaker = names.get(c.speaker or "", c.speaker or "")
                times = " ".join(f"{k} {v}" for k in ("since", "until", "on") if (v := getattr(c, k)))
                sentence = " ".join(article.text[slice(*c.evidence)].split())
                said = article.text[slice(*c.subject_span)]
                rows.append(
                    [
                        *(
                            article.id,
                            *spans,
                            c.predicate,
                            c.status,
                            c.rule,
                            "",
                            "",
                            names[c.subject],
                            object_,
                        ),
                        *(f"[{said}]", speaker, times, article.published or "", sentence),
                    ]
                )
    rows.sort()
    writer = csv.writer(
        sys.stdout, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar="\\"
    )
    writer.writerow(
        [*KEPT, "subject name", "object name", "subject words", "speaker", "times", "date", "sentence"]
    )
    writer.writerows(sorted(random.Random(seed).sample(rows, min(count, len(rows)))))
    print(f"{len(rows)} claims in all", file=sys.stderr)


def interval(right: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval."""
    z, p = 1.96, right / n
    middle, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)


def rate(path: Path) -> None:
    with path.open(encoding="utf8", newline="") as file:
        rows = [r for r in csv.DictReader(file, delimiter="\t") if r["verdict"] in ("right", "wrong")]
    right = sum(r["verdict"] == "right" for r in rows)
    low, high = interval(right, len(rows))
    print(f"{right} of {len(rows)} right: {right / len(rows):.3f} (95 % interval {low:.3f} to {high:.3f})")
    for cause, n in Counter(r["cause"] for r in rows if r["verdict"] == "wrong").most_common():
        print(f"  {n:3d} {cause}")
    counts = Counter((r["predicate"], r["verdict"]) for r in rows)
    for name in sorted({p for p, _ in counts}):
        print(f"  {name:22} right {counts[name, 'right']:3d} wrong {counts[name, 'wrong']:3d}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("--claims", type=int, default=300)
    drawing.add_argument("--seed", type=int, default=1)
    commands.add_parser("rate").add_argument("file", type=Path)
    args = parser.parse_args()
    if args.command == "draw":
        draw(args.claims, args.seed)
    else:
        rate(args.file)


if __name__ == "__main__":
    main()
