"""Which relations are on: those of which enough claims were judged and found right.

The counts are those of ``benchmarks/standing.py``: claims of the development sets and claims read
by a person (``benchmarks/verdicts.tsv``). Rules of a user's own are always on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.errors import DataError

LEAST, SHARE = 20, 0.8  # judged claims of a relation, and how many of them must be right


@dataclass(frozen=True, slots=True)
class Standing:
    """How many claims of a relation were judged, and how many of them were right."""

    right: int
    judged: int

    @property
    def on(self) -> bool:
        """Whether the relation is precise enough to be relied on."""
        return self.judged >= LEAST and self.right >= SHARE * self.judged


@cache
def standings() -> dict[str, Standing]:
    """The judged relations by name."""
    raw = json.loads((files("kg.relations") / "data" / "standing.json").read_text("utf8"))
    for name, counts in raw.items():
        if not (isinstance(counts, list) and len(counts) == 2 and 0 <= counts[0] <= counts[1]):
            raise DataError(f"standing.json: {name}: {counts!r} is not [right, judged]")
    return {name: Standing(*counts) for name, counts in raw.items()}


def is_on(relation: str) -> bool:
    """Whether a relation is read without being asked for."""
    found = standings().get(relation)
    return found is not None and found.on
