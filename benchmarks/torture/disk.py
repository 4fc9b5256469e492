"""An error at each call that writes, syncs or renames, one at a time, injected by strace."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.torture.world import PromiseError, Worker, World, remaining

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "ftruncate")
COMMANDS = ("build", "stdin", "note")
ERRORS = ("EIO", "ENOSPC")
Order = tuple[str, dict[str, Any]]


def run(home: Path, worker: Worker, *, most: int, seed: int, deadline: float) -> Counter[str]:
    """Let calls of a build, of an article from standard input and of a decision fail, in a seeded order."""
    world, counts = World.made(home), Counter[str]()
    worker.do("build", paths=[world.news], graph=world.graph)
    world.write(0, 1)
    points = [(order, *point) for order in COMMANDS for point in _points(world, worker, order)]
    counts["calls there are"] = len(points)
    random.Random(seed).shuffle(points)
    for number, (command, call, place) in enumerate(points[:most]):
        if remaining(deadline) < 5:
            break
        copy = world.copied(_emptied(home / "copy"))
        _fail(copy, worker, command, call, place, ERRORS[number % len(ERRORS)], counts)
    return counts


def _order(world: World, command: str) -> dict[str, Any]:
    orders: dict[str, dict[str, Any]] = {
        "build": {"paths": [world.news]},
        "stdin": {"text": "Dee leads Echo."},
        "note": {"words": ("organization/acme", "seen")},
    }
    return {**orders[command], "graph": world.graph}


def _points(world: World, worker: Worker, command: str) -> list[tuple[str, int]]:
    """Each call that the command makes: its name, and which of that name it is."""
    copy = world.copied(_emptied(world.home / "copy"))
    log = world.home / "calls.log"
    started = worker.start(command, traced=True, **_order(copy, command))
    _traced(started.pid, log, f"trace={','.join(CALLS)}", started.end)
    made: Counter[str] = Counter()
    for line in log.read_text("utf-8", "replace").splitlines():
        thread, _, rest = line.partition(" ")
        if thread == str(started.pid):
            made[rest.strip().partition("(")[0]] += 1
    return [(call, place) for call in CALLS for place in range(1, made[call] + 1)]


def _fail(
    world: World, worker: Worker, command: str, call: str, place: int, error: str, counts: Counter[str]
) -> None:
    order = _order(world, command)
    started = worker.start(command, traced=True, **order)
    rule = f"inject={call}:error={error}:when={place}"
    ended = _traced(started.pid, Path("/dev/null"), rule, started.end)
    where = f"{command}, {error} at {call} {place}"
    counts["injected"] += 1
    counts["answered all the same" if ended["code"] == 0 else "told"] += 1
    if "crash" in ended:
        raise PromiseError(f"{where}: {ended['crash']}")
    if ended["code"] == 0:
        _expect(world, command, order)
    try:
        world.check_sound()
        world.check_kept()
        again = worker.do(command, **order)
        if again["code"]:
            raise PromiseError(f"again: {again}")
        _expect(world, command, order)
        worker.do("build", paths=[world.news], graph=world.graph)
        world.check_kept()
        world.check_same()
    except PromiseError as broken:
        raise PromiseError(f"{where}: {broken}") from None


def _expect(world: World, command: str, order: dict[str, Any]) -> None:
    if command == "stdin":
        world.piped = [order["text"]]
    if command == "note":
        world.notes = [tuple(order["words"])]


def _traced(pid: int, log: Path, rule: str, end: Any) -> dict[str, Any]:
    """The answer of a child that strace is attached to from its beginning."""
    command = ["strace", "-f", "-qq", "-e", "signal=none", "-o", str(log), "-e", rule, "-p", str(pid)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as tracer:
        ended: dict[str, Any] = end()
        tracer.wait(timeout=60)
    return ended


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
