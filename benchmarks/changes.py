"""What one decision, one removal, one article and the question after it cost in a made-up graph folder.

python -m benchmarks.changes [ARTICLES...]

The articles are read without the language model: what they say is known (``benchmarks.world``). All else is
what a build does. Processor time of this process is printed, with what it wrote; at the end the files are
compared with those of a build from scratch. Each size runs in a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks import world
from benchmarks.queries import BEINGS, FACTS
from kg.pipeline import decide
from kg.pipeline.build import add, build, remove
from kg.pipeline.built_graph import Graph
from kg.pipeline.tools import Options, Tools
from kg.records import Article, Parse, Reading

FILES = ("graph.ttl", "graph.trig", "inferred.ttl")
WHO = "SELECT ?n { ?e <http://www.w3.org/2004/02/skos/core#note> ?n }"


class Nothing:
    """Reads no language."""

    def parse(self, text: str, skip: object = ()) -> Parse:
        return Parse(text, (), (), (), (), (), (), (), (), (), ())


def main(sizes: list[str]) -> None:
    if sizes[:1] == ["--one"]:
        with tempfile.TemporaryDirectory() as place:
            return measure(int(sizes[1]), Path(place))
    for size in sizes or ["1000", "10000"]:
        subprocess.run([sys.executable, "-m", "benchmarks.changes", "--one", size], check=True)
    return None


def measure(articles: int, place: Path) -> None:
    """Build, change, compare."""
    world.HOSTILE = ()  # type: ignore[assignment]  # files would not bring them back as they are
    made = world.World(BEINGS * articles, FACTS * articles).collection()
    news, graph = place / "news", place / "graph"
    said = {reading.article: reading for reading in made.readings}
    tools = Tools(language=lambda options: Nothing(), relate=_relate(said))
    for article in made.articles:
        path = news / article.id
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article.text, "utf-8")
    one = news / made.articles[articles // 2].id
    text = one.read_text("utf-8")
    one.unlink()
    known = max(made.entities, key=lambda entity: (len(entity.members), entity.key)).key
    print(f"{len(made.articles)} articles, {len(made.entities)} entities, {len(made.facts)} facts")
    timed("build", lambda: build(news, graph, tools=tools))
    timed("a note", lambda: decide.record("note", [known, "seen"], graph, tools=tools, files=False))
    rejected = made.readings[0].claims[0].id
    timed("a claim rejected", lambda: decide.record("reject", [rejected], graph, tools=tools, files=False))
    timed("one article removed", lambda: remove([made.articles[3].id], graph, tools=tools, files=False))
    timed("the query after it", lambda: _ask(graph))
    timed("another query", lambda: _ask(graph))
    one.write_text(text, "utf-8")
    timed("one article added", lambda: add([one], graph, tools=replace(tools, outputs=())))
    timed("its files, without drawings", lambda: add([one], graph, tools=tools, drawn=False))
    timed("its drawings", lambda: build((), graph, tools=tools))
    timed("nothing new", lambda: build((), graph, tools=tools))
    fresh = place / "fresh"
    build(news, fresh, decisions=graph / "decisions.txt", tools=replace(tools, outputs=()))
    remove([made.articles[3].id], fresh, tools=tools)
    same = [name for name in FILES if (graph / name).read_bytes() == (fresh / name).read_bytes()]
    print(f"the same bytes as from scratch: {', '.join(same)}")


def _relate(said: dict[str, Reading]) -> Callable[[Article, Parse, Options], Reading]:
    def relate(article: Article, parse: Parse, options: Options) -> Reading:
        return said[article.id]

    return relate


def _ask(graph: Path) -> None:
    with Graph(graph) as opened:
        opened.query(WHO)


def timed(name: str, work: Callable[[], object]) -> None:
    start = time.process_time()
    work()
    print(f"{name:34} {time.process_time() - start:8.2f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
