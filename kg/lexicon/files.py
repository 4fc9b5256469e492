"""The lexicon's tables as they are read from the package."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from importlib.resources import files

from kg.errors import DataError


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
    """A big table sorted by its first column, searched in place: loading it is only unpacking."""

    def __init__(self, name: str) -> None:
        self._data = text(name).encode()

    def get(self, key: str) -> str | None:
        """What follows the key on its line."""
        wanted = key.encode() + b"\t"
        low, high = 0, len(self._data)
        while low < high:
            start = self._data.rfind(b"\n", 0, (low + high) // 2) + 1
            end = self._data.find(b"\n", start)
            if self._data.startswith(wanted, start):
                return self._data[start + len(wanted) : end].decode()
            if self._data[start : self._data.index(b"\t", start) + 1] < wanted:
                low = end + 1
            else:
                high = start
        return None


def text(name: str) -> str:
    """A data file of the lexicon, unpacked."""
    data = files("kg.lexicon").joinpath("data", name).read_bytes()
    return (gzip.decompress(data) if name.endswith(".gz") else data).decode()
