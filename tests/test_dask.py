"""Articles read on a Dask cluster: the bytes of one machine, whatever dies meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import dask_fakes
import pytest
from dask_fakes import FILES, NOTES, TOOLS, read_texts
from sparql_servers import free_port, until_it_listens

from kg.errors import InputError
from kg.pipeline import dask_cluster
from kg.pipeline.build import build
from kg.store.database import Store

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow  # schedulers and workers are started
ROOT = Path(__file__).parent.parent
COUNT = 40


class Cluster:
    """A scheduler and two workers; each worker is one process unless it has a nanny."""

    def __init__(self, place, notes):
        self.port, self.place, self.processes = free_port(), place, []
        path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
        self.environment = {**os.environ, "PYTHONPATH": path, NOTES: str(notes)}

    @property
    def address(self):
        return f"dask://127.0.0.1:{self.port}"

    def scheduler(self):
        self._start("scheduler", "--host", "127.0.0.1", "--port", str(self.port))
        until_it_listens(self.port)
        return self.processes[-1]

    def worker(self, nanny=False, **environment):
        options = ["--nthreads", "1", "--local-directory", str(self.place / str(len(self.processes)))]
        options += [] if nanny else ["--no-nanny"]
        self._start("worker", f"tcp://127.0.0.1:{self.port}", *options, **environment)
        return self.processes[-1]

    def _start(self, kind, *options, **environment):
        command = [sys.executable, "-m", "dask", kind, *options, "--no-dashboard"]
        with (self.place / f"{len(self.processes)}.log").open("wb") as log:
            self.processes.append(
                subprocess.Popen(command, stderr=log, stdout=log, env=self.environment | environment)
            )

    def close(self):
        for process in reversed(self.processes):  # the scheduler last; a worker ends with its nanny
            process.kill()
            process.wait(30)


@pytest.fixture
def cluster(tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "cluster").mkdir()
    made = Cluster(tmp_path / "cluster", tmp_path / "notes")
    yield made
    made.close()


@pytest.fixture
def news(tmp_path, monkeypatch):
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(COUNT):
        text = f"Ann{number % 7} leads Acme{number % 5}. It is slow, said number{number}."
        (folder / f"{number}.txt").write_text(text)
    (tmp_path / "own").mkdir()
    monkeypatch.setenv(NOTES, str(tmp_path / "own"))
    build(folder, tmp_path / "one", tools=TOOLS)
    return folder


def same(tmp_path):
    assert "leads" in (tmp_path / "one" / FILES[0]).read_text("utf-8")
    return all(
        (tmp_path / "g" / name).read_bytes() == (tmp_path / "one" / name).read_bytes() for name in FILES
    )


def at(number, act):
    """Progress that does something once so many articles are read."""

    def progress(stage, done, total):
        if (stage, done) == ("articles", number):
            act()

    return progress


def test_the_bytes_are_those_of_one_machine_and_each_article_is_read_once(cluster, news, tmp_path):
    cluster.scheduler(), cluster.worker(), cluster.worker()
    report = build(news, tmp_path / "g", on=cluster.address, tools=TOOLS)
    assert (report.read, same(tmp_path)) == (COUNT, True)
    assert len(read_texts(tmp_path / "notes")) == COUNT
    with Store(tmp_path / "g") as there, Store(tmp_path / "one") as one:  # the caches, too
        parses, expected = ({*s.execute("SELECT key, record FROM parses")} for s in (there, one))
    assert parses == expected
    rules = replace(TOOLS, relations=dask_fakes.other)
    again = build((), tmp_path / "g", on=cluster.address, tools=rules)
    assert (again.read, again.failed) == (0, ())


def test_a_worker_that_is_killed_in_the_middle(cluster, news, tmp_path):
    cluster.scheduler(), cluster.worker()
    killed = cluster.worker()
    report = build(news, tmp_path / "g", on=cluster.address, tools=TOOLS, progress=at(9, killed.kill))
    assert killed.wait(30) != 0
    assert (report.read, report.failed, same(tmp_path)) == (COUNT, (), True)
    twice = len(read_texts(tmp_path / "notes")) - COUNT
    assert twice <= dask_cluster.AHEAD * dask_cluster.PART


def test_a_scheduler_that_is_lost(cluster, news, tmp_path):
    scheduler = cluster.scheduler()
    cluster.worker(), cluster.worker()
    with pytest.raises(InputError, match=r"scheduler at dask://.* is lost; what was read is kept"):
        build(news, tmp_path / "g", on=cluster.address, tools=TOOLS, progress=at(9, scheduler.kill))
    with Store(tmp_path / "g") as store:
        kept = len(store.reading_keys())
    assert 9 <= kept < COUNT
    cluster.close()
    before = len(read_texts(tmp_path / "notes"))
    other = Cluster(cluster.place, tmp_path / "notes")
    other.processes = [*cluster.processes]
    try:
        other.scheduler(), other.worker()
        report = build((), tmp_path / "g", on=other.address, tools=TOOLS)
        assert (report.read, same(tmp_path)) == (COUNT - kept, True)
        assert len(read_texts(tmp_path / "notes")) - before == COUNT - kept
    finally:
        other.close()


def test_articles_that_kill_and_that_never_end_are_given_up_alone(cluster, news, tmp_path):
    (news / "10a.txt").write_text("This one is deadly.")
    (news / "20a.txt").write_text("This one is endless.")
    cluster.environment["DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"] = "1"
    cluster.scheduler(), cluster.worker(nanny=True), cluster.worker(nanny=True)
    report = build(news, tmp_path / "g", on=cluster.address, seconds=5, tools=TOOLS)
    assert report.read == COUNT
    why = {where.rpartition("/")[2]: reason for where, reason in report.failed}
    assert sorted(why) == ["10a.txt", "20a.txt"]
    assert "was killed" in why["10a.txt"]
    assert "not read within 5 seconds" in why["20a.txt"]


def test_a_worker_that_would_read_otherwise_is_told(cluster, news, tmp_path):
    cluster.scheduler(), cluster.worker(KG_TEST_OTHER="yes")
    tools = replace(TOOLS, relations=dask_fakes.other)
    with pytest.raises(InputError, match="cannot read: another version of kg, or other rules"):
        build(news, tmp_path / "g", on=cluster.address, tools=tools)


def test_a_scheduler_without_workers(cluster, news, tmp_path, monkeypatch):
    monkeypatch.setattr(dask_cluster, "LONELY", 1.0)
    cluster.scheduler()
    with pytest.raises(InputError, match="has no workers"):
        build(news, tmp_path / "g", on=cluster.address, tools=TOOLS)


@pytest.mark.parametrize("port", [9, None])
def test_no_scheduler_is_one_line(port, news, tmp_path):
    address = f"dask://127.0.0.1:{port}" if port else "spark://127.0.0.1:7077"
    command = [sys.executable, "-m", "kg", "build", str(news), "-g", str(tmp_path / "g"), "--on", address]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert address in done.stderr
