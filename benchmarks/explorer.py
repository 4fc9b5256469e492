"""The explorer on a made-up graph of 20,000 entities and 60,000 facts: time, memory, size of answers.

python -m benchmarks.explorer make FOLDER [ENTITIES FACTS]
python -m benchmarks.explorer measure FOLDER
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from benchmarks.world import World
from kg.graph import resolved
from kg.graph.codec import encode, encode_blob
from kg.graph.resolved import Admitted
from kg.graph.store import ReadArticle, Store, StoredSource
from kg.pipeline import tools
from kg.pipeline.collection import write_outputs
from kg.pipeline.tools import Options, Tools
from kg.pipeline.versions import digest
from kg.records import Article, Collection


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
        resolved.save(store, digest(texts), admitted, collection, tools.fold)


def read_article(article: Article, text: str) -> ReadArticle:
    mark = digest([text])
    return ReadArticle(article, mark, mark, mark.encode())


def measure(folder: Path) -> None:
    """Prints what starting, memory and answers take."""
    raise SystemExit("not yet")


if __name__ == "__main__":
    main()
