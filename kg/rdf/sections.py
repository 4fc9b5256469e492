"""Files of sections of units, each in the order of their keys: made as a whole, or from the last one.

A new file takes from the one before what has not changed. Where each unit lies, and a mark of what was
written there, is kept in a hidden folder beside the file; so a file that is only copied forward is still
known to be damaged where it is.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from kg.atomic import write_bytes, write_text

FOLDER = ".parts"
SIZE = 8  # bytes of a mark
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a file under a key; ``names`` are keys of units that it leads to."""

    key: str
    text: bytes
    names: tuple[str, ...] = ()


@dataclass(slots=True)
class Kept:
    """A section of a file that is there: columns with an entry for each unit, in order."""

    start: int = 0  # in the file
    keys: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)  # of units that have any

    def add(self, unit: Unit) -> None:
        """Put a unit at the end."""
        self.keys.append(unit.key)
        self.lengths.append(len(unit.text))
        self.marks.append(_mark(unit.text))
        if unit.names:
            self.names[unit.key] = [*unit.names]

    def extend(self, other: Kept, first: int, last: int) -> None:
        """Put some units of another at the end."""
        self.keys += other.keys[first:last]
        self.lengths += other.lengths[first:last]
        self.marks += other.marks[first:last]

    def without(self, keys: Iterable[str]) -> set[str]:
        """What only the units of these keys lead to."""
        gone = set(keys)
        led = {name for key in gone for name in self.names.get(key, ())}
        return led - {name for key, names in self.names.items() if key not in gone for name in names}


@dataclass(frozen=True, slots=True)
class Section:
    """What a section shall hold: the fresh units, and those that are kept but for ``touched``."""

    fresh: Iterable[Unit]  # in order
    touched: Iterable[str] = ()  # keys whose units are other than before, or gone
    kept: Kept = field(default_factory=Kept)


def write(path: Path, sections: Sequence[Section], stamp: str = "") -> None:
    """Put a file of these sections in place of the one from which their units are kept, if any are.

    With a ``stamp``, which says of which state it is, it can be renewed later.
    """
    made: list[Kept] = []
    write_bytes(path, lambda file: made.extend(_fill(file, path, sections)))
    if stamp:
        home = _home(path)
        home.parent.mkdir(exist_ok=True)
        write_text(home, _encoded(made, stamp))


def text(sections: Iterable[Section]) -> Iterator[bytes]:
    """What a file of fresh units holds."""
    return (unit.text for section in sections for unit in section.fresh)


def kept(path: Path, stamp: str) -> list[Kept] | None:
    """The sections of a file of this state, if it is known where they lie."""
    found = _decoded(path)
    return found[1] if found and found[0] == stamp else None


def digest(path: Path, *, verify: bool = True) -> str | None:
    """A hash of a file by its units; without ``verify`` as it was written. None where they are not known."""
    found = _decoded(path)
    if found is None:
        return None
    lengths = (length for section in found[1] for length in section.lengths)
    marks = (mark for section in found[1] for mark in section.marks)
    total = sha256()
    for mark in _read(path, lengths) if verify else marks:
        total.update(mark.encode())
    return total.hexdigest()


def _read(path: Path, lengths: Iterable[int]) -> Iterator[str]:
    """The marks of what stands in a file."""
    with path.open("rb") as file:
        for length in lengths:
            yield _mark(file.read(length))
        if file.read(1):
            yield "and more"


def _fill(file: BinaryIO, path: Path, sections: Iterable[Section]) -> Iterator[Kept]:
    with ExitStack() as stack:
        opened: list[BinaryIO] = []
        at = 0
        for section in sections:
            if section.kept.keys and not opened:
                opened.append(stack.enter_context(path.open("rb")))
            made = _put(file, section, opened)
            made.start = at
            at += sum(made.lengths)
            yield made


def _put(file: BinaryIO, section: Section, opened: Sequence[BinaryIO]) -> Kept:
    """Write a section."""
    old, made, copied = section.kept, Kept(), _Copied(file, opened, section.kept)
    fresh = {unit.key: unit for unit in section.fresh} if old.keys else None
    if fresh is None:  # all is new
        for unit in section.fresh:
            made.add(unit)
            file.write(unit.text)
        return made
    changed = {*section.touched, *fresh}
    made.names = {key: names for key, names in old.names.items() if key not in changed}
    place = 0
    for key in sorted(changed):
        found = bisect_left(old.keys, key, place)
        copied.run(made, place, found)
        if key in fresh:
            made.add(fresh[key])
            file.write(fresh[key].text)
        place = found + (found < len(old.keys) and old.keys[found] == key)
    copied.run(made, place, len(old.keys))
    return made


class _Copied:
    """Copies runs of units from the file before."""

    def __init__(self, file: BinaryIO, opened: Sequence[BinaryIO], old: Kept) -> None:
        self.file, self.opened, self.old = file, opened, old
        self.starts = [*accumulate(old.lengths, initial=old.start)]

    def run(self, made: Kept, first: int, last: int) -> None:
        """From one unit to another, which is left out."""
        if first == last:
            return
        made.extend(self.old, first, last)
        (source,) = self.opened
        source.seek(self.starts[first])
        left = self.starts[last] - self.starts[first]
        while left and (piece := source.read(min(left, PIECE))):
            self.file.write(piece)
            left -= len(piece)


def _home(path: Path) -> Path:
    return path.with_name(FOLDER) / f"{path.name}.json"


def _encoded(sections: Iterable[Kept], stamp: str) -> str:
    columns = [[one.start, one.keys, one.lengths, "".join(one.marks), one.names] for one in sections]
    return json.dumps([stamp, columns], separators=(",", ":"))


def _decoded(path: Path) -> tuple[str, list[Kept]] | None:
    try:
        stamp, columns = json.loads(_home(path).read_text("utf-8"))
        return str(stamp), [_section(*one) for one in columns]
    except (OSError, ValueError, TypeError):
        return None


def _section(
    start: int, keys: list[str], lengths: list[int], marks: str, names: Mapping[str, list[str]]
) -> Kept:
    size = 2 * SIZE
    return Kept(start, keys, lengths, [marks[n : n + size] for n in range(0, len(marks), size)], dict(names))


def _mark(content: bytes) -> str:
    return blake2b(content, digest_size=SIZE).hexdigest()
