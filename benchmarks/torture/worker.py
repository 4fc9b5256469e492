"""A process that has all modules at hand and does each command that it is told in a child of its own.

Starting Python takes longer than what is to be tortured; a fork takes none. A line of JSON on
standard input names a command; the child waits until it may begin, and leaves its answer in a file.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

from kg.errors import KGError

TRACED = 20.0  # seconds to wait for the one who traces


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
    _warm_up()
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if not child:
            _perform(order)
        print(json.dumps({"pid": child}), flush=True)
        _, status = os.waitpid(child, 0)
        print(json.dumps({"code": os.waitstatus_to_exitcode(status)}), flush=True)


def _warm_up() -> None:
    """Import what commands import. Nothing is opened: threads of libraries do not live on in a fork."""
    import pipeline_fakes  # noqa: F401
    import pyvis.network  # noqa: F401
    import rustworkx  # noqa: F401

    from kg.pipeline import backup, repair  # noqa: F401
    from kg.pipeline.build import build

    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "a.txt").write_text("Ann leads Acme.", "utf-8")
        build(place, Path(place) / "g", tools=replace(_tools(), outputs=_tools().outputs[:3]))


def _perform(order: dict[str, Any]) -> None:
    """Do it, answer, and end without any of Python's own cleaning up."""
    if order.get("traced"):
        _await_tracer()
    answer: dict[str, Any] = {}
    try:
        answer["done"] = COMMANDS[order["command"]](order)
    except KGError as error:
        answer["error"] = str(error)
    except OSError as error:  # which the command line tells in one line too
        answer["error"] = f"{error.filename or ''}: {error.strerror or error}"
    except BaseException as error:
        answer["crash"] = f"{type(error).__name__}: {error}"
    place = Path(order["answer"])
    place.with_suffix(".new").write_text(json.dumps(answer), "utf-8")
    place.with_suffix(".new").replace(place)
    os._exit(0 if "done" in answer else 1)


def _await_tracer() -> None:
    deadline = time.monotonic() + TRACED
    while time.monotonic() < deadline:
        status = Path("/proc/self/status").read_text("ascii", "replace")
        if "TracerPid:\t0\n" not in status:
            return
        time.sleep(0.002)


def _tools() -> Any:
    from pipeline_fakes import REAL_FILES

    return REAL_FILES


def _build(order: dict[str, Any]) -> Any:
    from kg.pipeline.build import build

    return build(order.get("paths", ()), order["graph"], tools=_tools()).problems


def _stdin(order: dict[str, Any]) -> Any:
    from kg.pipeline.build import add

    sys.stdin = TextIOWrapper(BytesIO(order["text"].encode()))
    return add("-", order["graph"], tools=_tools()).problems


def _add(order: dict[str, Any]) -> Any:
    from kg.pipeline.build import add

    return add(order["paths"], order["graph"], tools=_tools()).problems


def _remove(order: dict[str, Any]) -> Any:
    from kg.pipeline.build import remove

    return remove(order["paths"], order["graph"], tools=_tools()).problems


def _note(order: dict[str, Any]) -> Any:
    from kg.pipeline.decide import decide

    decide("note", order["words"], order["graph"], tools=_tools())
    return True


def _undo(order: dict[str, Any]) -> Any:
    from kg.pipeline.decide import undo

    undo(order["line"], order["graph"], tools=_tools())
    return True


def _repair(order: dict[str, Any]) -> Any:
    from kg.pipeline.repair import repair

    return repair(Path(order["graph"]), tools=_tools()).lost


def _catch_up(order: dict[str, Any]) -> Any:
    from kg.pipeline.decide import catch_up

    return catch_up(order["graph"], _tools())


def _backup(order: dict[str, Any]) -> Any:
    from kg.pipeline.backup import backup

    return backup(Path(order["graph"]), Path(order["file"]))


def _restore(order: dict[str, Any]) -> Any:
    from kg.pipeline.backup import restore

    return restore(Path(order["file"]), Path(order["graph"]), tools=_tools()).problems


COMMANDS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "build": _build,
    "stdin": _stdin,
    "add": _add,
    "remove": _remove,
    "note": _note,
    "undo": _undo,
    "repair": _repair,
    "catch_up": _catch_up,
    "backup": _backup,
    "restore": _restore,
}

if __name__ == "__main__":
    main()
