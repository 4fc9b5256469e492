"""The explorer on a made-up graph of 20,000 entities and 60,000 facts: time, memory, size of answers.

python -m benchmarks.explorer make FOLDER [ENTITIES FACTS]
python -m benchmarks.explorer measure FOLDER
"""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote
from urllib.request import ProxyHandler, Request, build_opener

from benchmarks.world import World
from kg.fingerprints import digest
from kg.pipeline import tools
from kg.pipeline.outputs import write_outputs
from kg.pipeline.tools import Options, Tools
from kg.records import Article, Collection
from kg.store import resolved, saving
from kg.store.codec import encode, encode_blob
from kg.store.database import ReadArticle, Store, StoredSource
from kg.store.resolved import Admitted


def main() -> None:
    command, folder, *numbers = sys.argv[1:] or ["", ""]
    if command == "make":
        make(Path(folder), *(int(number) for number in numbers))
    elif command == "measure":
        measure(Path(folder))
    else:
        print(__doc__)


def make(folder: Path, entities: int = 20_000, facts: int = 60_000) -> None:
    """A graph folder as a build leaves it."""
    collection = World(entities, facts).collection()
    with Store(folder, create=True) as store:
        save(store, collection)
        times = [time.process_time()]

        def progress(stage: str, done: int, total: int) -> None:
            times.append(time.process_time())
            print(f"file {done} of {total}: {times[-1] - times[-2]:.1f} s", flush=True)

        write_outputs(store, Tools(), Options(), collection, progress)
        print(dict(resolved.counts(store)))


def save(store: Store, collection: Collection) -> None:
    """Articles, readings and what was resolved, in place of what the store held."""
    texts = [encode(article) for article in collection.articles]
    found = [read_article(*pair) for pair in zip(collection.articles, texts, strict=True)]
    store.put_source(StoredSource("-world", "world", digest(texts), "made"), found, ())
    rows = {item.name: item.row for item in store.articles()}
    with store.transaction():
        for reading in collection.readings:
            store.replace_reading(reading.article, encode_blob(reading))
        admitted = [Admitted(article.id, rows[article.id], article.id) for article in collection.articles]
        saving.save(store, digest(texts), admitted, collection, tools.fold)


def read_article(article: Article, text: str) -> ReadArticle:
    mark = digest([text])
    return ReadArticle(article, mark, mark, mark.encode())


def measure(folder: Path) -> None:
    """Prints what starting, memory and answers take; the least and the most of several times."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "kg", "serve", "-g", str(folder), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            home = str(server.stdout and server.stdout.readline()).split()[4]
            print(
                f"{'start':34} {time.perf_counter() - begun:7.2f} s, {processor(server):.2f} s of processor"
            )
            ask(server, home)
        finally:
            server.send_signal(signal.SIGINT)


def ask(server: subprocess.Popen[str], home: str) -> None:
    timed(
        server,
        "first view: page, meta, network",
        [f"{home}{path}" for path in ("", "api/meta", "api/network")],
    )
    network = json.loads(fetch(f"{home}api/network"))
    keys, names, edges = network["nodes"]["key"], network["nodes"]["name"], network["edges"]["id"]
    chance = random.Random(3)
    some = [chance.choice(keys) for _ in range(60)]
    paths = {
        "network again": ["network"] * 5,
        "network, 500 entities": ["network?limit=500"] * 5,
        "neighbours of the most joined": [f"neighbours?key={quote(keys[0])}"] * 5,
        "neighbours of others": [f"neighbours?key={quote(key)}" for key in some],
        "entity, the most joined": [f"entity?key={quote(keys[0])}"] * 5,
        "entity, others": [f"entity?key={quote(key)}" for key in some],
        "fact": [f"fact?id={chance.choice(edges)}" for _ in range(60)],
        "paths": [f"paths?a={quote(a)}&b={quote(b)}" for a, b in pairwise(some)],
        "search while typing": [f"search?q={quote(word)}" for word in typed(names, chance)],
        "search with errors": [f"search?q={quote(word)}" for word in misspelt(names, chance)],
        "search, entities only": [f"search?only=entities&q={quote(word)}" for word in typed(names, chance)],
    }
    for name, asked in paths.items():
        timed(server, name, [f"{home}api/{path}" for path in asked])
    status = Path(f"/proc/{server.pid}/status").read_text()
    sizes = [line for line in status.splitlines() if line.startswith(("VmRSS", "VmHWM"))]
    print("; ".join(" ".join(line.split()) for line in sizes))


def timed(server: subprocess.Popen[str], name: str, urls: list[str]) -> None:
    """Asks one after the other, twice; the first time shows what is found out only then."""
    sizes, first, again = 0, [], []
    for times in (first, again):
        before = processor(server)
        for url in urls:
            begun = time.perf_counter()
            sizes = len(fetch(url, unpack=False))
            times.append(1000 * (time.perf_counter() - begun))
        used = 1000 * (processor(server) - before) / len(urls)
    spans = [f"{min(times):.1f} to {max(times):.1f} ms" for times in (first, again)]
    print(f"{name:30} first {spans[0]:20} then {spans[1]:20} {used:6.1f} of processor {sizes / 1000:6.0f} kB")


def fetch(url: str, *, unpack: bool = True) -> bytes:
    request = Request(url, headers={"Accept-Encoding": "gzip"})
    with build_opener(ProxyHandler({})).open(request) as answer:
        body: bytes = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(body) if packed and unpack else body


def processor(server: subprocess.Popen[str]) -> float:
    """Seconds of processor that a process has used."""
    fields = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def typed(names: list[str], chance: random.Random) -> list[str]:
    """What is in the box while some names are typed."""
    chosen = [chance.choice(names)[:40] for _ in range(12)]
    return [name[:end] for name in chosen for end in range(1, len(name), 2) if name[:end].strip()]


def misspelt(names: list[str], chance: random.Random) -> list[str]:
    """Names with two letters in each other's place."""
    made = []
    for _ in range(40):
        name = chance.choice(names)[:40]
        place = chance.randrange(max(1, len(name) - 1))
        made.append(name[:place] + name[place : place + 2][::-1] + name[place + 2 :])
    return [name for name in made if name.strip()]


if __name__ == "__main__":
    main()
