"""The graph that is tortured, what it must hold, and whether it does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from kg.pipeline.build import add, build, remove
from kg.pipeline.repair import examine

ROOT = Path(__file__).resolve().parents[2]
BYTES = ("graph.ttl", "graph.trig", "inferred.ttl")  # the page may draw things where they were
ARTICLES = 4


def tools() -> Any:
    """The simple rooms of the tests, with the files of real builds."""
    if str(ROOT / "tests") not in sys.path:
        sys.path.insert(0, str(ROOT / "tests"))
    from pipeline_fakes import REAL_FILES

    return REAL_FILES


class PromiseError(AssertionError):
    """Something that must hold does not."""


@dataclass
class Run:
    """A command in a child of the worker."""

    worker: Worker
    pid: int
    answer: Path

    def end(self) -> dict[str, Any]:
        """What it answered, with its exit code; nothing where it was killed before."""
        code = self.worker.read()["code"]
        found = json.loads(self.answer.read_text("utf-8")) if self.answer.exists() else {}
        return {"code": code, **found}


class Worker:
    """The process that does commands, see kg's benchmarks.torture.worker."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._count = 0
        path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.torture.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": path},
        )
        if self._line() != "ready":
            raise RuntimeError("the worker does not start")

    def start(self, command: str, **order: Any) -> Run:
        """Begin a command."""
        self._count += 1
        answer = self._home / f"answer-{self._count}.json"
        line = {"command": command, "answer": str(answer), **order}
        if self._process.stdin is None:
            raise RuntimeError("the worker has no input")
        self._process.stdin.write(f"{json.dumps(line, default=str)}\n")
        self._process.stdin.flush()
        return Run(self, self.read()["pid"], answer)

    def do(self, command: str, **order: Any) -> dict[str, Any]:
        """Do a command to its end."""
        return self.start(command, **order).end()

    def read(self) -> dict[str, Any]:
        """The worker's next line."""
        found: dict[str, Any] = json.loads(self._line() or "{}")
        return found

    def close(self) -> None:
        """End it."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _line(self) -> str:
        return self._process.stdout.readline().strip() if self._process.stdout else ""


@dataclass
class World:
    """Articles, decisions and removals as they must be in the graph at ``graph``."""

    home: Path
    texts: dict[str, str] = field(default_factory=dict)
    piped: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    articles: Path | None = None  # where they are, if not in ``home``

    @property
    def news(self) -> Path:
        """The folder of articles."""
        return self.articles or self.home / "news"

    @property
    def graph(self) -> Path:
        """The graph folder."""
        return self.home / "g"

    def write(self, number: int, round_: int) -> None:
        """An article, new or changed."""
        self.news.mkdir(parents=True, exist_ok=True)
        text = f"Ann{number} leads Acme. Bob{round_} leads Club{number}."
        self.texts[f"{number}.txt"] = text
        (self.news / f"{number}.txt").write_text(text, "utf-8")

    @classmethod
    def made(cls, home: Path) -> World:
        """A world with a few articles and nothing else."""
        world = cls(home)
        for number in range(ARTICLES):
            world.write(number, 0)
        return world

    def copied(self, home: Path, graph: Path | None = None) -> World:
        """The same elsewhere; the articles stay where they are."""
        shutil.copytree(graph or self.graph, home / "g", symlinks=True)
        return World(home, self.texts, list(self.piped), list(self.removed), list(self.notes), self.news)

    def check_sound(self, graph: Path | None = None) -> None:
        """Nothing may be damaged; what is stale or missing is what a build is for."""
        place = graph or self.graph
        file = place / "kg.sqlite"
        found = examine(place, tools()) if file.exists() and _has_graph(file) else ()
        if wrong := [str(one) for one in found if one.state == "damaged"]:
            raise PromiseError(f"damaged: {wrong}")

    def check_kept(self, graph: Path | None = None) -> None:
        """What was answered is there before anything is run again."""
        from kg.entities.judgements import load
        from kg.store.database import Store

        place = graph or self.graph
        lines = [decision.words for decision in load(place / "decisions.txt").all]
        if lost := [note for note in self.notes if note not in lines]:
            raise PromiseError(f"lost decisions: {lost}")
        with Store(place) as store:
            stored = {store.article(row.row).text.strip() for row in store.articles()}
            removed = {name for name, _ in store.removed()}
        if lost := [text for text in self.piped if text not in stored]:
            raise PromiseError(f"lost articles: {lost}")
        if lost := [name for name in self.removed if name not in removed]:
            raise PromiseError(f"lost removals: {lost}")

    def check_same(self, graph: Path | None = None) -> None:
        """The files are those of a graph that was made of the same things at one go."""
        fresh, place = self.fresh(), graph or self.graph
        for name in BYTES:
            if (place / name).read_bytes() != (fresh / name).read_bytes():
                raise PromiseError(f"{name} is not that of a fresh build")
        self.check_sound(place)

    def fresh(self) -> Path:
        """A graph that is made of the same things at one go; made once for each state."""
        sign = json.dumps([self.texts, self.piped, self.removed, self.notes], sort_keys=True)
        place = self.news.parent / "fresh" / f"{abs(hash(sign))}"
        if place.exists():
            return place
        place.parent.mkdir(exist_ok=True)
        stdin = sys.stdin
        build(self.news, place, tools=tools())
        for text in self.piped:
            from io import BytesIO, TextIOWrapper

            sys.stdin = TextIOWrapper(BytesIO(text.encode()))
            add("-", place, tools=tools())
        sys.stdin = stdin
        if self.removed:
            remove(self.removed, place, tools=tools())
        if self.notes:
            from kg.entities.judgements import append

            for words in self.notes:
                append(place / "decisions.txt", "note", words)
            build((), place, tools=tools())
        return place


def _has_graph(file: Path) -> bool:
    """Whether a database was made to its end; one that was not is made by the next build."""
    from contextlib import closing
    from sqlite3 import connect

    with closing(connect(file)) as connection:
        return bool(connection.execute("PRAGMA user_version").fetchone()[0])


def remaining(deadline: float) -> float:
    """Seconds until a time of the monotonic clock."""
    return deadline - time.monotonic()
