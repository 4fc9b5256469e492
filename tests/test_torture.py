"""A small form of benchmarks.torture, which runs much more of the same."""

import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from benchmarks.torture import damage, disk, kills, mutations, powercut
from benchmarks.torture.replay import Disk, calls
from benchmarks.torture.world import PromiseError, Worker, World

pytestmark = pytest.mark.slow

LONG = 300.0


@pytest.fixture
def worker(tmp_path):
    with Worker(tmp_path) as worker:
        yield worker


def deadline():
    return time.monotonic() + LONG


def test_kills(tmp_path, worker):
    counts = kills.run(tmp_path / "w", worker, count=10, seed=3, deadline=deadline())
    assert counts["kills"] + counts["ended before"] == 10


def need_strace():
    if not shutil.which("strace") or subprocess.run(["strace", "-o", "/dev/null", "true"]).returncode:
        pytest.skip("strace is not installed, or may not look at processes")


def test_errors_of_the_disk(tmp_path, worker):
    need_strace()
    counts = disk.run(tmp_path / "w", worker, most=6, seed=5, deadline=deadline())
    assert counts["injected"] == 6 and counts["told"] > 0


def test_power_cuts(tmp_path, worker):
    need_strace()
    counts = powercut.run(tmp_path / "w", worker, count=8, seed=4, deadline=deadline())
    assert counts["cuts"] == 8


def test_a_replay_drops_what_was_not_synced(tmp_path):
    def shown(text):
        return "".join(f"\\x{byte:02x}" for byte in text.encode())

    new, old = (shown(f"/g/{name}") for name in ("new", "old"))
    written = [
        f'7 openat(AT_FDCWD<{shown("/")}>, "{new}", O_WRONLY|O_CREAT, 0666) = 3<{new}>',
        f'7 write(3<{new}>, "{shown("held")}", 4 <unfinished ...>',
        "8 <... fsync resumed>) = 0",
        "7 <... write resumed>) = 4",
        f"7 fsync(3<{new}>) = 0",
        f'7 pwrite64(3<{new}>, "{shown("lost")}", 4, 2) = 4',
        f'7 rename("{new}", "{old}") = 0',
    ]
    synced = f"7 fsync(4<{shown('/g')}>) = 0"
    for number, (lines, keep, left) in enumerate(
        (
            (written, 0.0, {"new": "held"}),
            ([*written, synced], 0.0, {"old": "held"}),
            (written, 1.0, {"old": "helost"}),
            (written[:4], 0.0, {}),
        )
    ):
        place = tmp_path / str(number)
        made = calls("\n".join(lines), Path("/g"))
        Disk(Path("/g")).played(made).left(place, keep, random.Random(1))
        assert {file.name: file.read_text("utf-8") for file in place.iterdir()} == left


def test_damage(tmp_path, worker):
    counts = damage.run(tmp_path / "w", worker, count=4, seed=2, deadline=deadline())
    assert sum(counts.values()) == 4


def test_mutated_files(tmp_path):
    counts = mutations.run(tmp_path / "w", count=90, seed=2, deadline=deadline())
    assert sum(counts.values()) == 90


def test_what_does_not_hold_is_told(tmp_path, worker):
    world = World.made(tmp_path / "w")
    worker.do("build", paths=[world.news], graph=world.graph)
    world.check_same()
    world.notes.append(("organization/acme", "never answered"))
    with pytest.raises(PromiseError, match="lost decisions"):
        world.check_kept()
    (world.graph / "graph.ttl").write_bytes(b"")
    with pytest.raises(PromiseError, match="damaged"):
        world.check_sound()
