"""Which subjects of a Turtle file of kg's are other than when they were last looked at, or lead to such.

What a shape says of a subject depends on its own statements and on those of what it names, as far as no path
of ``shapes.ttl`` is longer than two steps and none goes backwards. The marks of these are kept, so that a
subject is looked at again when one of them changes. All of the file is read; what is saved is the validation.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from kg.atomic import put, write_bytes

SIZE = 8  # bytes of a mark
_NAMED = re.compile(rb"<([^>]*)>")
_ALL = (1 << 8 * SIZE) - 1


def marks(turtle: Path) -> dict[bytes, bytes] | None:
    """The mark of each subject; None for a file that is not laid out as kg lays it out."""
    own: dict[bytes, int] = {}
    for subject, text in _blocks(turtle):
        if subject is None:
            return None
        own[subject] = own.get(subject, 0) + _number(text) & _ALL
    near = dict.fromkeys(own, 0)
    for subject, text in _blocks(turtle):
        if subject is not None:
            near[subject] += sum(own.get(name, 0) for name in set(_NAMED.findall(text)))
    return {subject: _mark(b"%d %d" % (number, near[subject] & _ALL)) for subject, number in own.items()}


def part(turtle: Path, wanted: Container[bytes]) -> bytes:
    """The statements of some subjects and of what they name, as Turtle."""
    chosen: set[bytes] = set()
    for subject, text in _blocks(turtle):
        if subject in wanted:
            chosen.update(_NAMED.findall(text))
    prefixes = (line for line in _lines(turtle) if line.startswith(b"@"))
    texts = (text for subject, text in _blocks(turtle) if subject in chosen)
    return b"".join((*prefixes, *texts))


def remembered(memory: Path, basis: str) -> frozenset[bytes]:
    """The marks that are kept; none where they rest on something else than the basis."""
    try:
        first, _, rest = memory.read_bytes().partition(b"\n")
    except OSError:
        return frozenset()
    if first != basis.encode():
        return frozenset()
    return frozenset(rest[place : place + SIZE] for place in range(0, len(rest), SIZE))


def remember(memory: Path, basis: str, found: Mapping[bytes, bytes], wrong: Iterable[bytes]) -> None:
    """Keep the marks of all but what is wrong, if the folder can be written."""
    left_out = frozenset(wrong)
    kept = {mark for subject, mark in found.items() if subject not in left_out}
    content = basis.encode() + b"\n" + b"".join(sorted(kept))
    with suppress(OSError):
        write_bytes(memory, lambda file: put(file, content))


def _blocks(turtle: Path) -> Iterator[tuple[bytes | None, bytes]]:
    """Each subject with its lines, wherever they stand; None for what begins otherwise."""
    lines: list[bytes] = []
    for line in _lines(turtle):
        if line.startswith(b"\t"):
            lines.append(line)
        else:
            if lines:
                yield _subject(lines[0]), b"".join(lines)
            lines = [] if line.startswith(b"@prefix ") else [line]
    if lines:
        yield _subject(lines[0]), b"".join(lines)


def _subject(line: bytes) -> bytes | None:
    found = _NAMED.match(line)
    return found[1] if found else None


def _lines(turtle: Path) -> Iterator[bytes]:
    with turtle.open("rb") as file:
        yield from file


def _number(text: bytes) -> int:
    return int.from_bytes(_mark(text), "big")


def _mark(text: bytes) -> bytes:
    return blake2b(text, digest_size=SIZE).digest()
