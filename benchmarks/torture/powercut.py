"""Power cuts: what a few commands write is replayed up to some call, without what was not synced by then."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.torture.replay import Call, Disk, calls, tracing
from benchmarks.torture.world import PromiseError, Worker, World, remaining, tools
from kg.errors import KGError
from kg.pipeline.repair import examine
from kg.store.database import Store

STEPS = ("build", "stdin", "note", "build")
PROMISED = ("stdin", "note")  # what nothing but the graph folder holds once it is answered
KEPT = ("kg.sqlite", "decisions.txt")


def run(home: Path, worker: Worker, *, count: int, seed: int, deadline: float) -> Counter[str]:
    """Cut the power at calls of a first build, an article from standard input, a decision and a build.

    Half of it is done while another process has the graph open, so that SQLite leaves its log behind.
    Every second cut drops all that was not synced; the others keep some of it, as disks do.
    """
    chance, counts = random.Random(seed), Counter[str]()
    for watched in (False, True):
        world = World.made(home.resolve() / ("watched" if watched else "alone"))
        made, answered = _recorded(world, worker, watched=watched)
        counts["calls there are"] += len(made)
        promised = [place for place, step in answered if step in PROMISED]
        points = [*promised, *chance.sample(range(len(made)), min(count, len(made)))]
        until = time.monotonic() + remaining(deadline) / (1 if watched else 2)
        for number, point in enumerate(points[: count // 2]):
            if remaining(until) < 5:
                break
            keep = 0.0 if number < len(promised) or number % 2 else chance.random()
            given = [step for place, step in answered if place <= point]
            copy = World(_emptied(home / "copy"), world.texts, articles=world.news)
            Disk(world.graph).played(made[:point]).left(copy.graph, keep, chance)
            try:
                _check(copy, worker, given, counts)
            except (PromiseError, KGError) as broken:
                where = f"{'watched, ' * watched}cut after {point} calls, {given} answered, {keep:.2f} kept"
                raise PromiseError(f"{where}: {broken}") from None
            counts["cuts"] += 1
    return counts


def _order(world: World, step: str) -> dict[str, Any]:
    orders: dict[str, dict[str, Any]] = {
        "build": {"paths": [world.news]},
        "stdin": {"text": "Dee leads Echo."},
        "note": {"words": ("organization/acme", "seen")},
    }
    return {**orders[step], "graph": world.graph}


def _recorded(world: World, worker: Worker, *, watched: bool) -> tuple[list[Call], list[tuple[int, str]]]:
    """Every call that the steps make, and after how many of them each step has answered."""
    made: list[Call] = []
    answered = []
    with ExitStack() as others:
        for number, step in enumerate(STEPS):
            if number:
                world.write(0, number)  # something for the build to do
            made.extend(_traced(world, worker, step))
            answered.append((len(made), step))
            if watched and not number:
                others.enter_context(Store(world.graph)).articles()
        Disk(world.graph).played(made).compare(world.graph)
    return made, answered


def _traced(world: World, worker: Worker, step: str) -> list[Call]:
    log = world.home / "calls.log"
    started = worker.start(step, traced=True, **_order(world, step))
    command = [*tracing(log), "-p", str(started.pid)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as tracer:
        ended = started.end()
        tracer.wait(timeout=120)
    if ended["code"]:
        raise PromiseError(f"{step}: {ended}")
    return list(calls(log.read_text("ascii"), world.graph))


def _check(world: World, worker: Worker, given: list[str], counts: Counter[str]) -> None:
    """What was answered is there at once; what is derived is mended; all can be done again."""
    _expect(world, given)
    if given:
        _opened(world, counts)
    if given and (repaired := worker.do("repair", graph=world.graph))["code"]:
        raise PromiseError(f"repair: {repaired}")
    for step in (*(() if given else ("build",)), *STEPS[1:]):
        if (again := worker.do(step, **_order(world, step)))["code"]:
            raise PromiseError(f"{step} again: {again}")
    _expect(world, STEPS)
    world.check_kept()
    world.check_same()


def _opened(world: World, counts: Counter[str]) -> None:
    world.check_kept()
    damaged = [one for one in examine(world.graph, tools()) if one.state == "damaged"]
    if wrong := [str(one) for one in damaged if any(name in str(one) for name in KEPT)]:
        raise PromiseError(f"damaged: {wrong}")
    counts["derived files mended"] += len(damaged)


def _expect(world: World, steps: Sequence[str]) -> None:
    world.piped = [_order(world, step)["text"] for step in steps if step == "stdin"]
    world.notes = [tuple(_order(world, step)["words"]) for step in steps if step == "note"]


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
