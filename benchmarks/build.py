"""Measures whole builds: python -m benchmarks.build [ARTICLES] [WORKERS].

The articles are news of the development data named by KG_SHARED. Printed are seconds and words per
second of a build, of a run with nothing new, with one new article, and with one removed; the memory at
its highest, the sizes of the files, and whether the bytes are those of a build in another order.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kg.pipeline.build import BuildReport, add, build, remove

FILES = ("graph.ttl", "graph.trig", "network.html")


def news(folder: Path, count: int) -> list[Path]:
    """The first articles as files."""
    source = Path(os.environ["KG_SHARED"]) / "data" / "raw" / "wikinews-dev.jsonl.gz"
    folder.mkdir()
    paths = []
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for number, line in zip(range(count), lines, strict=False):
            row = json.loads(line)
            path = folder / f"{number:04}.md"
            head = f"---\ntitle: {json.dumps(row['title'])}\ndate: {row['date']}\n---\n\n"
            path.write_text(head + row["text"], encoding="utf-8")
            paths.append(path)
    return paths


def timed(name: str, run: Callable[[], BuildReport]) -> tuple[BuildReport, float]:
    wall, processor = time.perf_counter(), time.process_time()
    report = run()
    seconds = time.perf_counter() - wall
    print(f"{name:24} {seconds:8.2f} s  ({time.process_time() - processor:.2f} s of this process)")
    return report, seconds


def content(graph: Path) -> dict[str, bytes]:
    return {name: (graph / name).read_bytes() for name in FILES}


def compared(one: dict[str, bytes], other: dict[str, bytes]) -> str:
    differing = [name for name in FILES if one[name] != other[name]]
    return f"differs: {', '.join(differing)}" if differing else "the same bytes"


def main(count: int, workers: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, graph = Path(place) / "news", Path(place) / "g"
        paths = news(folder, count)
        words = sum(len(path.read_text(encoding="utf-8").split()) for path in paths)
        report, seconds = timed("build", lambda: build(folder, graph, workers=workers))
        print(f"{'':24} {report.articles} articles, {words} words, {words / seconds:.0f} words a second")
        print(f"{'':24} {dict(report.entities)}, {sum(n for _, n in report.facts)} facts")
        first = content(graph)
        timed("nothing new", lambda: build((), graph))
        timed("one removed", lambda: remove([paths[0].name], graph))
        timed("and added again", lambda: add(paths[0], graph))
        print(f"{'':24} {compared(content(graph), first)}")
        other = Path(place) / "other"
        build(paths[1:], other, workers=workers)
        add(paths[0], other)
        print(f"{'in another order':24} {compared(content(other), first)}")
        for path in sorted(graph.iterdir()):
            size = path.stat().st_size if path.is_file() else sum(f.stat().st_size for f in path.iterdir())
            print(f"{path.name:24} {size / 1e6:8.2f} MB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'highest memory':24} {peak:8.0f} MB (this process)")


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    main(*(arguments + [50, 1][len(arguments) :]))
