"""One name for all that a reading depends on besides the parse: rules, word lists and code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from kg.relations import rules as rule_files
from kg.relations.rules import Rule, active


def version(rules: Sequence[Rule] | None = None) -> str:
    """A short hash that changes whenever the same parse could be read otherwise."""
    rules = active() if rules is None else rules
    return sha256(f"{rule_files.version(rules)} {_room()}".encode()).hexdigest()[:16]


@cache
def _room() -> str:
    """A hash of this room's code and data, and of the lexicon and the vocabulary that it reads."""
    digest = sha256()
    for room in ("kg.syntax", "kg.coref", "kg.factuality", "kg.relations", "kg.lexicon", "kg.ontology"):
        for name, content in sorted(_files(files(room), room)):
            digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()


def _files(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in ("__pycache__", "rules"):
            found += _files(entry, f"{prefix}/{entry.name}")
        elif entry.is_file() and entry.name.endswith(
            (".py", ".yaml", ".json", ".gz", ".ttl", ".tsv", ".txt")
        ):
            found.append((f"{prefix}/{entry.name}", entry.read_bytes()))
    return found
