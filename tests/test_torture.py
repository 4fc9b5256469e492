"""A small form of benchmarks.torture, which runs much more of the same."""

import shutil
import subprocess
import time

import pytest

from benchmarks.torture import damage, disk, kills, mutations
from benchmarks.torture.world import PromiseError, Worker, World

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


def test_errors_of_the_disk(tmp_path, worker):
    if not shutil.which("strace") or subprocess.run(["strace", "-o", "/dev/null", "true"]).returncode:
        pytest.skip("strace is not installed, or may not look at processes: no errors can be injected")
    counts = disk.run(tmp_path / "w", worker, most=6, seed=5, deadline=deadline())
    assert counts["injected"] == 6 and counts["told"] > 0


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
