"""Files of all formats with bytes changed, left out or doubled: articles, or one line on what is wrong."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from pathlib import Path

from benchmarks.torture.world import PromiseError, remaining

SLOW = 20.0  # seconds that a file may take
BODY = "Ann Lee leads Acme Bank in Leeds. She met Tomas Kemp on Monday, who lives in Oslo. "
MAIL = f"From: a@example.org\r\nSubject: News\r\nDate: Mon, 7 Mar 2022 10:00:00 +0000\r\n\r\n{BODY * 3}"
FEED = f"<rss><channel><item><title>News</title><description>{BODY}</description></item></channel></rss>"
TEXTS = {
    "a.txt": f"News\n\n{BODY * 3}",
    "a.md": f"---\ntitle: News\ndate: 2022-03-07\n---\n{BODY * 3}",
    "a.html": f"<html><title>News</title><body><article><p>{BODY * 3}</p></article></body></html>",
    "a.json": json.dumps({"id": "a", "title": "News", "text": BODY * 3}),
    "a.jsonl": "\n".join(json.dumps({"id": f"{n}", "text": BODY * 2}) for n in range(3)),
    "a.csv": f"id,title,text\n1,News,{BODY}\n2,More,{BODY}\n".replace(", ", " "),
    "a.eml": MAIL,
    "a.rss": FEED,
}


def run(home: Path, *, count: int, seed: int, deadline: float) -> Counter[str]:
    """Read mutated files; anything but articles or a message is wrong."""
    chance, counts, originals = random.Random(seed), Counter[str](), _originals(home)
    for number in range(count):
        if remaining(deadline) < 2:
            break
        name = sorted(originals)[number % len(originals)]
        place = home / "mutated" / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(_mutated(originals[name], chance))
        counts[_read(place, number)] += 1
    return counts


def _read(place: Path, number: int) -> str:
    from kg.articles import find_sources, read
    from kg.errors import KGError

    begun = time.monotonic()
    try:
        found = [read(source) for source in find_sources([str(place)])]
        kind = "read" if any(contents.articles for contents in found) else "without an article"
    except KGError:
        kind = "refused"
    except Exception as error:
        raise PromiseError(f"{place.name}, number {number}: {type(error).__name__}: {error}") from error
    if time.monotonic() - begun > SLOW:
        raise PromiseError(f"{place.name}, number {number}: took {time.monotonic() - begun:.0f} s")
    return kind


def _originals(home: Path) -> dict[str, bytes]:
    from docx import Document

    home.mkdir(parents=True, exist_ok=True)
    document = Document()
    document.add_heading("News")
    document.add_paragraph(BODY * 3)
    document.save(str(home / "a.docx"))
    return {**{name: text.encode() for name, text in TEXTS.items()}, "a.docx": (home / "a.docx").read_bytes()}


def _mutated(content: bytes, chance: random.Random) -> bytes:
    made = bytearray(content)
    for _ in range(chance.choice((1, 3, 20))):
        at, length = chance.randrange(len(made)), chance.randrange(1, 30)
        way = chance.randrange(4)
        if way == 0:
            made[at] = chance.randrange(256)
        elif way == 1 and len(made) > 60:
            del made[at : at + length]
        elif way == 2:
            made[at:at] = made[at : at + length] * chance.choice((2, 50))
        else:
            made[at:at] = chance.randbytes(length)
    return bytes(made)
