"""Runs all of it in the time given, and prints what was done; exit code 1 where something does not hold."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.torture import clients, damage, disk, kills, mutations, powercut
from benchmarks.torture.world import PromiseError, Worker

SHARES = {  # of the time
    "mutated files": 0.1,
    "damage": 0.2,
    "hostile clients": 0.05,
    "kills": 0.3,
    "errors of the disk": 0.2,
    "power cuts": 0.15,
}
TRACED = ("errors of the disk", "power cuts")
Part = Callable[[Path, Worker, float], Counter[str]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.torture", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    parts: dict[str, Part] = {
        "mutated files": lambda h, w, d: mutations.run(h, count=500, seed=given.seed, deadline=d),
        "damage": lambda h, w, d: damage.run(h, w, count=60, seed=given.seed, deadline=d),
        "hostile clients": lambda h, w, d: clients.run(h, w, seconds=d - time.monotonic()),
        "kills": lambda h, w, d: kills.run(h, w, count=100, seed=given.seed, deadline=d),
        "errors of the disk": lambda h, w, d: disk.run(h, w, most=10_000, seed=given.seed, deadline=d),
        "power cuts": lambda h, w, d: powercut.run(h, w, count=1000, seed=given.seed, deadline=d),
    }
    failed = [
        name for name, part in parts.items() if not _holds(name, part, given.minutes * 60 * SHARES[name])
    ]
    print(f"does not hold: {', '.join(failed)}" if failed else "all holds")
    return bool(failed)


def _holds(name: str, part: Part, seconds: float) -> bool:
    """Run one part and print its counts; whether all that it promises holds."""
    if name in TRACED and shutil.which("strace") is None:
        print(f"{name}: left out, strace is not installed")
        return True
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kg-torture-") as place, Worker(Path(place)) as worker:
        try:
            counts = part(Path(place) / "w", worker, begun + seconds)
        except PromiseError as error:
            print(f"{name}: {error}", flush=True)
            return False
    told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
    print(f"{name}: {told} ({time.monotonic() - begun:.0f} s)", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
