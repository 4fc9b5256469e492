"""The lexicon's tables as they are read from the package."""

from __future__ import annotations

import gzip
from bisect import bisect_right
from collections.abc import Iterator
from importlib.resources import files

from kg.errors import DataError

BLOCK = 2048  # bytes between the lines that an index of a table holds


def rows(name: str, width: int) -> Iterator[list[str]]:
    """The rows of a table of ``width`` tab-separated columns; lines that begin with "#" are remarks."""
    for number, line in enumerate(text(name).splitlines(), 1):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != width:
            raise DataError(f"{name}, line {number}: {len(cells)} columns, not {width}: {line[:80]!r}")
        yield cells


class SortedTable:
    """A big table sorted by its first column, searched in place: loading it is little more than unpacking."""

    def __init__(self, name: str) -> None:
        self._data = b"\n" + text(name).encode()
        starts = range(0, len(self._data) - 1, BLOCK)
        self._blocks = sorted({self._data.rindex(b"\n", 0, start + 1) for start in starts})
        self._keys = [self._data[at + 1 : self._data.index(b"\t", at) + 1] for at in self._blocks]

    def get(self, key: str) -> str | None:
        """What follows the key on its line."""
        wanted = key.encode() + b"\t"
        block = bisect_right(self._keys, wanted)
        if not block:
            return None
        end = self._blocks[block] + 1 if block < len(self._blocks) else len(self._data)
        at = self._data.find(b"\n" + wanted, self._blocks[block - 1], end + len(wanted))
        if at < 0:
            return None
        start = at + 1 + len(wanted)
        return self._data[start : self._data.index(b"\n", start)].decode()


def text(name: str) -> str:
    """A data file of the lexicon, unpacked."""
    data = files("kg.lexicon").joinpath("data", name).read_bytes()
    return (gzip.decompress(data) if name.endswith(".gz") else data).decode()
