"""Raw news that may train, parsed once: articles with their parses, kept in parts by the model's weights.

Word lists have a small part in parses, too; whoever changes sentences or tokens empties the cache.
"""

from __future__ import annotations

import gzip
import json
import pickle
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from kg.language.parsing import shared_reader
from kg.records import Article, Parse

LINES, ROWS = 9, 12  # that make one article of the files without articles
PART = 50  # articles in a file
CACHE = Path(tempfile.gettempdir()) / "kg-benchmarks"


def articles(folder: Path) -> Iterator[Article]:
    """Raw news, in pieces of the length of an article."""
    with gzip.open(folder / "wikinews-train.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            yield Article(row["id"], row["text"], published=row["date"])
    days: defaultdict[str, list[str]] = defaultdict(list)
    with gzip.open(folder / "current_events_links.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            days[row["date"]].append(row["text"])
    for day, texts in days.items():
        for at in range(0, len(texts), ROWS):
            yield Article(f"{day}-{at}", "\n".join(texts[at : at + ROWS]), published=day)
    with gzip.open(folder / "voa.txt.gz", "rt", encoding="utf-8") as file:
        lines = file.read().split("\n")
    for at in range(0, len(lines), LINES):
        yield Article(f"voa-{at}", "\n".join(lines[at : at + LINES]))


def weights(name: str) -> str:
    """What names the weights in the name of a reader, without the code and the word lists."""
    return name.rsplit("-", 1)[0]


def parsed(data: Path, words: int) -> Iterator[tuple[Article, Parse]]:
    """Articles of ``data/raw``, in its order, up to so many words; parsed ones come from the cache."""
    reader = shared_reader(2)
    CACHE.mkdir(parents=True, exist_ok=True)
    found, seen, number = articles(data / "raw"), 0, 0
    while seen < words and (part := list(islice(found, PART))):
        path = CACHE / f"raw-{weights(reader.name)}-{number}.pickle"
        if path.is_file():
            parses: list[Parse] = pickle.loads(path.read_bytes())
        else:
            parses = [reader.parse(article.text) for article in part]
            path.write_bytes(pickle.dumps(parses))
        yield from zip(part, parses, strict=True)
        seen += sum(len(article.text.split()) for article in part)
        number += 1
