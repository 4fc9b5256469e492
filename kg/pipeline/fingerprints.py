"""What cached work depends on, as hashes: the code and data of a room, a text, a record."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

HOME = Path(__file__).parent.parent
READING = ("errors.py", "records.py", "articles")
LANGUAGE = (
    *(
        "records.py",
        "language",
        "lexicon/files.py",
        "lexicon/fold.py",
        "lexicon/people.py",
        "lexicon/places.py",
    ),
    *("lexicon/data/people.tsv.gz", "lexicon/data/places.tsv.gz", "lexicon/data/place_names.tsv.gz"),
    *("lexicon/data/place_members.tsv", "lexicon/data/demonyms.tsv", "lexicon/data/seats.tsv"),
)  # titles are for the rules alone
RESOLVING = (
    "records.py",
    "ontology",
    "lexicon",
    "articles",
    "entities",
    "store",
    "graph",
    "rdf",
    "layout",
    "page",
    "pipeline",
)


@cache
def code(parts: tuple[str, ...]) -> str:
    """A hash over the files of some rooms of the package, so that caches never outlive the code."""
    return digest(item for part in parts for path in _files(HOME / part) for item in _described(path))


def digest(items: Iterable[str | bytes]) -> str:
    """One hash over some texts; where one ends and the next begins counts."""
    total = sha256()
    for item in items:
        data = item if isinstance(item, bytes) else item.encode("utf-8", "surrogatepass")
        total.update(b"%d:" % len(data))
        total.update(data)
    return total.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)


def _described(path: Path) -> tuple[str, bytes]:
    return path.relative_to(HOME).as_posix(), path.read_bytes()


def file_digest(path: str | None) -> str:
    """A hash of a user's file; empty where there is none."""
    return digest([Path(path).read_bytes()]) if path and Path(path).is_file() else ""
