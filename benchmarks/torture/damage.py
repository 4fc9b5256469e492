"""Bytes changed in any file of a graph folder: it is told, and a repair or a build mends it."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

from benchmarks.torture.world import PromiseError, Worker, World, remaining, tools
from kg.pipeline.repair import examine

UNCERTAIN = ("LOG", "LOCK", "kg.lock")  # whose bytes say nothing


def run(home: Path, worker: Worker, *, count: int, seed: int, deadline: float) -> Counter[str]:
    """Change three bytes of one file after another, of the store's as well."""
    world, chance, counts = World.made(home), random.Random(seed), Counter[str]()
    worker.do("build", paths=[world.news], graph=world.graph)
    for _ in range(count):
        if remaining(deadline) < 5:
            break
        shutil.rmtree(home / "copy", ignore_errors=True)
        copy = world.copied(_made(home / "copy"))
        files = [path for path in sorted(copy.graph.rglob("*")) if path.is_file() and path.stat().st_size]
        path = chance.choice([file for file in files if file.name not in UNCERTAIN])
        _flip(path, chance)
        told = [one for one in examine(copy.graph, tools()) if one.state == "damaged"]
        if not told and path.name != "kg.sqlite":  # there a byte may be one that nothing holds
            raise PromiseError(f"damage of {path.name} is not told")
        counts["told" if told else "without consequence"] += 1
        repaired = worker.do("repair", graph=copy.graph)
        if repaired["code"]:
            raise PromiseError(f"repair after damage of {path.name}: {repaired}")
        worker.do("build", paths=[world.news], graph=copy.graph)
        copy.check_sound()
        if told:
            copy.check_same()
    return counts


def _flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(3):
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
    path.write_bytes(content)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
