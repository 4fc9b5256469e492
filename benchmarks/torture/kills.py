"""SIGKILL at any moment of every command that writes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.torture.world import PromiseError, Worker, World, remaining

KILLS = 100


def run(home: Path, worker: Worker, *, count: int, seed: int, deadline: float) -> Counter[str]:
    """Kill each command in turn; what was answered stays, and running it again ends as if nothing was."""
    world, chance, counts = World.made(home), random.Random(seed), Counter[str]()
    worker.do("build", paths=[world.news], graph=world.graph)
    lengths = _lengths(world, worker)
    for round_ in range(count):
        if remaining(deadline) < 5:
            break
        command = list(_orders(world, 0))[round_ % len(lengths)]
        order = _orders(world, round_)[command]
        _prepare(world, command, round_)
        started = worker.start(command, **order)
        time.sleep(chance.uniform(0, lengths[command]))
        with suppress(ProcessLookupError):  # it has ended before
            os.kill(started.pid, signal.SIGKILL)
        ended = started.end()
        counts["kills" if ended["code"] == -signal.SIGKILL else "ended before"] += 1
        _after(world, worker, command, order, ended)
    return counts


def _orders(world: World, round_: int) -> dict[str, dict[str, Any]]:
    """Every command that writes, with what it is told this time."""
    graph = world.graph
    return {
        "build": {"paths": [world.news], "graph": graph},
        "stdin": {"text": f"Dee{round_} leads Echo.", "graph": graph},
        "note": {"words": ("organization/acme", f"note {round_}"), "graph": graph},
        "add": {"paths": [world.news / "1.txt"], "graph": graph},
        "remove": {"paths": [world.news / f"{round_ % 3}.txt"], "graph": graph},
        "repair": {"graph": graph},
        "undo": {"line": 1, "graph": graph},
        "catch_up": {"graph": graph},
        "backup": {"graph": graph, "file": world.home / "kept.zip"},
        "restore": {"graph": world.home / "back", "file": world.home / "kept.zip"},
    }


def _lengths(world: World, worker: Worker) -> dict[str, float]:
    """How long each command takes that is not killed."""
    found = {}
    for command, order in _orders(world, 0).items():
        _prepare(world, command, 0)
        begun = time.monotonic()
        ended = worker.do(command, **order)
        found[command] = time.monotonic() - begun
        _note(world, command, order, ended)
    return found


def _prepare(world: World, command: str, round_: int) -> None:
    """Something to do for the command."""
    if command == "build":
        world.write(round_ % 4, round_)
    if command in ("repair", "catch_up"):
        (world.graph / "graph.ttl").write_text("", "utf-8")
        shutil.rmtree(world.graph / "store", ignore_errors=True)
    if command == "restore":
        shutil.rmtree(world.home / "back", ignore_errors=True)


def _after(world: World, worker: Worker, command: str, order: dict[str, Any], ended: dict[str, Any]) -> None:
    """The folder is sound, what was answered is there, and the command can be run again."""
    if "crash" in ended:
        raise PromiseError(f"{command}: {ended['crash']}")
    if ended["code"] == 0:
        _note(world, command, order, ended)
    if command == "add" and ended["code"] != 0:
        world.removed = [name for name in world.removed if name != "1.txt"]  # it may be back
    if command == "undo" and ended["code"] != 0:
        world.notes = _decided(world)  # either is right: nothing was answered
        order = {"graph": world.graph}
        command = "build"
    if command not in ("repair", "catch_up"):
        world.check_sound()
    world.check_kept()
    if command == "restore":
        return _restored(world, worker, order)
    if command == "backup" and (world.home / "kept.zip").exists():
        _whole(world.home / "kept.zip")
    again = worker.do(command, **order)
    if again["code"] != 0 and command != "undo":
        raise PromiseError(f"{command} again: {again}")
    if again["code"] == 0:
        _note(world, command, order, again)
    worker.do("build", paths=[world.news], graph=world.graph)
    return world.check_same()


def _restored(world: World, worker: Worker, order: dict[str, Any]) -> None:
    """A restore that was cut short left no graph, or one that a build completes."""
    back = Path(order["graph"])
    if (back / "kg.sqlite").exists():
        again = worker.do("build", graph=back)
    else:
        shutil.rmtree(back, ignore_errors=True)
        again = worker.do("restore", **order)
    if again["code"] != 0:
        raise PromiseError(f"restore again: {again}")
    world.check_sound(back)


def _whole(file: Path) -> None:
    from zipfile import ZipFile

    with ZipFile(file) as packed:
        if broken := packed.testzip():
            raise PromiseError(f"{file}: {broken}")


def _decided(world: World) -> list[tuple[str, str]]:
    from kg.entities.judgements import load

    return [(d.words[0], d.words[1]) for d in load(world.graph / "decisions.txt").all]


def _note(world: World, command: str, order: dict[str, Any], ended: dict[str, Any]) -> None:
    """What must hold from now on."""
    if ended["code"] != 0:
        return
    if command == "stdin" and order["text"] not in world.piped:
        world.piped.append(order["text"])
    if command == "note":
        world.notes = _decided(world)
        if tuple(order["words"]) not in world.notes:
            raise PromiseError(f"a decision that was answered is not there: {order['words']}")
    if command == "remove":
        world.removed = sorted({*world.removed, Path(order["paths"][0]).name})
    if command == "add":
        world.removed = [name for name in world.removed if name != Path(order["paths"][0]).name]
    if command == "undo":
        world.notes = _decided(world)
