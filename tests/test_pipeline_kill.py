"""A build that is killed at any moment can be run again and loses nothing."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pipeline_fakes import FAKES, REAL_FILES

from kg.pipeline import decide
from kg.pipeline.build import build
from kg.pipeline.built_graph import Graph

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
KILLS = 20
ARTICLES = 8


def start(folder, graph, workers=1, tools="FAKES"):
    command = [sys.executable, str(HERE / "pipeline_entry.py"), str(folder), str(graph), str(workers), tools]
    environment = os.environ | {"PYTHONPATH": f"{HERE.parent}{os.pathsep}{HERE}"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
    with process.stdout as output:
        assert output.readline() == b"ready\n"
    return process


def write(folder, round):
    folder.mkdir(exist_ok=True)
    for number in range(ARTICLES):
        text = f"slow Ann{number} leads Acme. Bob{round} leads Club{number}."
        (folder / f"{number}.txt").write_text(text)


def seconds_of_a_build(tmp_path, tools="FAKES"):
    write(tmp_path / "timed", 0)
    process = start(tmp_path / "timed", tmp_path / "g0", tools=tools)
    begun = time.monotonic()
    assert process.wait() == 0
    return time.monotonic() - begun


def test_twenty_kills(tmp_path):
    longest = seconds_of_a_build(tmp_path)
    chance, interrupted = random.Random(4), 0
    folder, graph = tmp_path / "news", tmp_path / "g"
    for round in range(KILLS):
        write(folder, round)
        process = start(folder, graph)
        time.sleep(chance.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        interrupted += process.wait() != 0
        build(folder, graph, tools=FAKES)
        build(folder, tmp_path / f"fresh{round}", tools=FAKES)
        wanted = (tmp_path / f"fresh{round}" / "graph.json").read_bytes()
        assert (graph / "graph.json").read_bytes() == wanted
    assert interrupted >= KILLS // 4


def test_kills_while_files_are_written(tmp_path):
    longest = seconds_of_a_build(tmp_path, "REAL_FILES")
    chance = random.Random(5)
    folder, graph = tmp_path / "news", tmp_path / "g"
    for round in range(6):
        write(folder, round)
        process = start(folder, graph, tools="REAL_FILES")
        time.sleep(chance.uniform(longest / 3, longest))
        process.kill()
        process.wait()
        whole = list(graph.glob("*.ttl")) if graph.exists() else []
        assert all(path.read_bytes().endswith(b".\n") for path in whole)
        build(folder, graph, tools=REAL_FILES)
        build(folder, tmp_path / f"fresh{round}", tools=REAL_FILES)
        for name in ("graph.ttl", "graph.trig", "inferred.ttl", "network.html"):
            assert (graph / name).read_bytes() == (tmp_path / f"fresh{round}" / name).read_bytes()
        with Graph(graph) as built:
            assert len(built.query("SELECT ?f WHERE { ?f a <https://newskg.example/ns#Fact> }").rows) > 0
        leftovers = [path.name for path in graph.iterdir() if path.name.startswith(".")]
        assert leftovers == [".parts"]
        assert all(path.suffix == ".json" for path in (graph / ".parts").iterdir())


def test_what_was_read_before_the_kill_is_not_read_again(tmp_path):
    write(tmp_path / "news", 0)
    process = start(tmp_path / "news", tmp_path / "g")
    time.sleep(seconds_of_a_build(tmp_path) / 2)
    process.kill()
    process.wait()
    read = build(tmp_path / "news", tmp_path / "g", tools=FAKES).read
    assert read <= ARTICLES


def test_workers_end_with_their_parent(tmp_path):
    write(tmp_path / "news", 0)
    process = start(tmp_path / "news", tmp_path / "g", workers=2)
    time.sleep(0.5)
    children = children_of(process.pid)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 20
    while any(map(alive, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, children))


def children_of(parent):
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if stat(entry)[1:2] == [str(parent)]]


def stat(entry):
    """State and parent of a process, nothing where it is gone."""
    try:
        return (entry / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def alive(process):
    state = stat(Path("/proc") / str(process))
    return bool(state) and state[0] != "Z"


def test_kills_while_files_follow_a_decision(tmp_path):
    write(tmp_path / "news", 0)
    folder, graph = tmp_path / "news", tmp_path / "g"
    build(folder, graph, tools=REAL_FILES)
    for round in range(4):
        decide.record("note", ["person/ann1", f"note {round}"], graph, tools=REAL_FILES, files=False)
        command = [sys.executable, "-m", "kg.pipeline.catchup", str(graph)]
        with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(HERE.parent)}) as process:
            if round:
                wait_for(lambda: (graph / ".store.new").exists() or process.poll() is not None)
            process.kill()
        with Graph(graph) as opened:
            notes = "SELECT ?n { ?e <http://www.w3.org/2004/02/skos/core#note> ?n }"
            assert [row["n"] for row in opened.query(notes).dicts()] == [f"note {round}"]
    build(folder, graph, tools=REAL_FILES)
    build(folder, tmp_path / "fresh", decisions=graph / "decisions.txt", tools=REAL_FILES)
    for name in ("graph.ttl", "graph.trig", "inferred.ttl", "network.html"):
        assert (graph / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes()


def wait_for(done):
    deadline = time.monotonic() + 60
    while not done() and time.monotonic() < deadline:
        time.sleep(0.001)
