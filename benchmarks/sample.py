"""Draw claims at random from raw news, to be read beside their sentences; print the rate of the verdicts.

    KG_SHARED=... python -m benchmarks.sample draw [--claims 300] [--seed 1] [--relation NAME]...
                                                   [--corpus wikinews-dev,voa,current-events,rare,rarer]
    python -m benchmarks.sample keep claims.tsv >> benchmarks/verdicts.tsv
    KG_SHARED=... python -m benchmarks.sample gone
    python -m benchmarks.sample rate [--draw NAME] [FILE]

A line is: draw, article, subject span, object span, predicate, status, rule, verdict (right, wrong or empty),
cause, and for the reader the names and the sentence. ``keep`` cuts off what is for the reader. With
``--relation`` so many claims are drawn of each relation named. ``gone`` marks verdicts on claims that the
rules of today do not make any more: they say nothing of a relation. Articles of the corpus voa are rows of
twenty lines of its file; those of current-events are named by the number of their line. The corpus rare
holds other lines of both, some for each relation, with words in which it may be told (triggers.tsv);
rarer holds more of them.
Parses are cached by model. In verdicts.tsv, wt-N-M is paragraph M of row N of wikinews-train, read for
relations with few claims, and rows of the draw gap-1 are claims that the gold of Re-DocRED lacks.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
import os
import pickle
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

KEPT = ("draw", "article", "subject", "object", "predicate", "status", "rule", "verdict", "cause")
SHOWN = ("subject name", "object name", "subject words", "speaker", "times", "date", "sentence")
VERDICTS = Path(__file__).with_name("verdicts.tsv")
TRIGGERS = Path(__file__).with_name("triggers.tsv")
VOA_LINES, VOA_STEP, EVENTS_STEP = 12_000, 20, 10
CORPORA = ("wikinews-dev", "voa", "current-events", "rare", "rarer")
RARE, RARER = 60, 400  # lines of the corpora "rare" and "rarer" for each relation


def texts(corpus: str) -> Iterator[tuple[str, str, str | None, str | None]]:
    """The articles of a raw corpus as (id, text, title, date)."""
    folder = Path(os.environ["KG_SHARED"]) / "data" / "raw"
    if corpus in ("rare", "rarer"):
        found = _rare(folder, RARE if corpus == "rare" else RARER)
        known = set(_rare(folder, RARE)) if corpus == "rarer" else set()
        for key in sorted(found.keys() - known):
            text, date = found[key]
            yield key, text, None, date
        return
    if corpus == "voa":
        with gzip.open(folder / "voa.txt.gz", "rt", encoding="utf8") as file:
            lines = [line.rstrip("\n") for line in file][:VOA_LINES]
        for k in range(0, len(lines), VOA_STEP):
            yield f"voa-{k}", " \n".join(lines[k : k + VOA_STEP]), None, None
        return
    name = {"current-events": "current_events_links"}.get(corpus, corpus)
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf8") as file:
        for number, row in enumerate(map(json.loads, file)):
            if corpus != "current-events":
                yield row["id"], row["text"], row["title"], row["date"]
            elif number % EVENTS_STEP == 0:
                yield f"ce-{number}", row["text"], None, row["date"]


def _rare(folder: Path, lines: int) -> dict[str, tuple[str, str | None]]:
    """Lines that other corpora leave out and that have words of a relation, each line once."""
    with gzip.open(folder / "voa.txt.gz", "rt", encoding="utf8") as file:
        rows = [(f"voa-line-{n}", line.strip(), None) for n, line in enumerate(file) if n >= VOA_LINES]
    with gzip.open(folder / "current_events_links.jsonl.gz", "rt", encoding="utf8") as file:
        events = [(f"ce-{n}", json.loads(line)) for n, line in enumerate(file) if n % EVENTS_STEP]
    rows += [(key, row["text"], row["date"]) for key, row in events]
    random.Random(1).shuffle(rows)
    chosen: dict[str, tuple[str, str | None]] = {}
    with TRIGGERS.open(encoding="utf8", newline="") as file:
        for one in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            words = re.compile(one["words"])
            found = (row for row in rows if words.search(row[1]))
            chosen.update((key, (text, date)) for key, text, date in islice(found, lines))
    return chosen


def claims(corpus: str) -> Iterator[list[str]]:
    """Every claim of a corpus as a line without its draw."""
    from kg.language.parsing import shared_reader
    from kg.records import Article
    from kg.relations import load, read

    reader = shared_reader(2)
    cache = Path(tempfile.gettempdir()) / "kg-benchmarks" / f"{corpus}-{reader.name}.pickle"
    known = pickle.loads(cache.read_bytes()) if cache.is_file() else {}
    before = len(known)
    for key, text, title, date in texts(corpus):
        if key not in known:
            known[key] = reader.parse(text)
        article = Article(key, text, headline=title, published=date)
        reading = read(article, known[key], load(experimental=True))
        names = {e.id: e.name for e in reading.entities}
        for c in reading.claims:
            spans = ["-".join(map(str, s)) for s in (c.subject_span, c.object_span)]
            object_ = names[c.object] if c.object else str(c.value)
            times = " ".join(f"{k} {v}" for k in ("since", "until", "on") if (v := getattr(c, k)))
            sentence, said = text[slice(*c.evidence)], text[slice(*c.subject_span)]
            speaker = names.get(c.speaker or "", c.speaker or "")
            shown = (names[c.subject], object_, f"[{said}]", speaker, times, date or "", sentence)
            kept = (key, *spans, c.predicate, c.status, c.rule, "", "")
            yield [" ".join(cell.split()) for cell in (*kept, *shown)]
    if len(known) != before:
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_bytes(pickle.dumps(known))


def draw(count: int, seed: int, relations: list[str], corpora: str) -> None:
    if not os.environ.get("KG_SHARED"):
        sys.exit("benchmarks/sample.py: KG_SHARED does not name the development data; nothing to draw from")
    rows = sorted(row for corpus in corpora.split(",") for row in claims(corpus))
    writer = _writer()
    writer.writerow([*KEPT, *SHOWN])
    for name in relations or [""]:
        of = [row for row in rows if name in ("", row[3])]
        label = f"{name or 'all'}-{seed}"
        chosen = random.Random(label if name else seed).sample(of, min(count, len(of)))
        writer.writerows([label, *row] for row in sorted(chosen))
        print(f"{name or 'all'}: {len(of)} claims", file=sys.stderr)


def gone() -> None:
    """Begin the cause with "gone" where a judged claim, or one with the wrong status, is made no more."""
    rows = [row for corpus in CORPORA for row in claims(corpus)]
    made = {tuple(row[:4]) for row in rows}
    with_status = {tuple(row[:5]) for row in rows}
    lines = [line.split("\t") for line in VERDICTS.read_text("utf8").splitlines()]
    for line in lines[1:]:
        line[8] = line[8].removeprefix("gone").strip()
        mended = line[8] == "status" and tuple(line[1:6]) not in with_status
        if mended or tuple(line[1:5]) not in made:
            line[8] = f"gone {line[8]}".strip()
    VERDICTS.write_text("".join("\t".join(line) + "\n" for line in lines), "utf8")


def _writer():  # type: ignore[no-untyped-def]
    return csv.writer(sys.stdout, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)


def judged(path: Path) -> list[dict[str, str]]:
    """The lines of a file that have a verdict."""
    with path.open(encoding="utf8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [r for r in rows if r["verdict"] in ("right", "wrong")]


def interval(right: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval."""
    z, p = 1.96, right / n
    middle, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)


def rate(path: Path, name: str) -> None:
    rows = [r for r in judged(path) if r["draw"].startswith(name)]
    if not rows:
        sys.exit(f"benchmarks/sample.py: no verdicts of the draw {name!r} in {path}")
    right = sum(r["verdict"] == "right" for r in rows)
    low, high = interval(right, len(rows))
    print(f"{right} of {len(rows)} right: {right / len(rows):.3f} (95 % interval {low:.3f} to {high:.3f})")
    for cause, n in Counter(r["cause"] for r in rows if r["verdict"] == "wrong").most_common():
        print(f"  {n:3d} {cause}")
    counts = Counter((r["predicate"], r["verdict"]) for r in rows)
    for predicate in sorted({p for p, _ in counts}):
        print(f"  {predicate:22} right {counts[predicate, 'right']:3d} wrong {counts[predicate, 'wrong']:3d}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("--claims", type=int, default=300)
    drawing.add_argument("--seed", type=int, default=1)
    drawing.add_argument("--relation", action="append", default=[])
    drawing.add_argument("--corpus", default="wikinews-dev")
    for command in ("keep", "rate"):
        one = commands.add_parser(command)
        one.add_argument("file", type=Path, nargs="?", default=VERDICTS)
        one.add_argument("--draw", default="all-")
    commands.add_parser("gone")
    args = parser.parse_args()
    if args.command == "gone":
        gone()
    elif args.command == "draw":
        draw(args.claims, args.seed, args.relation, args.corpus)
    elif args.command == "keep":
        _writer().writerows([r[k] for k in KEPT] for r in judged(args.file))
    else:
        rate(args.file, args.draw)


if __name__ == "__main__":
    main()
