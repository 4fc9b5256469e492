"""A disk in memory that knows what of a folder has been synced, fed from a log of strace.

A file's bytes last once it is synced; its name lasts once it or its folder is synced, and so do
renames and removals. SQLite's -shm is mapped memory that SQLite makes anew, and is left out.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

WRITES = ("write", "pwrite64", "ftruncate", "lseek", "fsync", "fdatasync")
NAMES = (
    *("open", "openat", "creat", "rename", "renameat", "renameat2"),
    *("unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "link", "linkat"),
)
UNKNOWN = (  # which nothing in kg uses for a graph folder; the replay stops at them
    *("writev", "pwritev", "pwritev2", "truncate", "symlink", "symlinkat"),
    *("copy_file_range", "sendfile"),
)
LINE = re.compile(r"(?P<thread>\d+) +(?P<rest>.*)")
RESUMED = re.compile(r"<\.\.\. \w+ resumed>")
UNFINISHED = " <unfinished ...>"
CALL = re.compile(r"(?P<name>\w+)\((?P<given>.*)\) += (?P<result>\d+)")
HANDLE = re.compile(r"(?P<fd>\d+)<(?P<path>[^>]*)>(?P<gone>\(deleted\))?")
NAME = re.compile(r'(?:\w+<(?P<at>[^>]*)>, )?"(?P<path>[^"]*)"')
STRING = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Call:
    """A call that did what it should, and the places below the folder that it is about."""

    name: str
    paths: tuple[str, ...]
    given: str
    result: int


def tracing(log: Path) -> list[str]:
    """What goes before a command, or before -p and a process."""
    traced = ",".join(f"?{name}" for name in (*WRITES, *NAMES, *UNKNOWN))
    flags = ["-f", "-qq", "-y", "-xx", "-s", "1000000000", "-e", "signal=none", "-e", f"trace={traced}"]
    return ["strace", *flags, "-o", str(log)]


def calls(log: str, folder: Path) -> Iterator[Call]:
    """The calls that are about a folder, in the order in which they ended."""
    begun: dict[str, str] = {}
    for line in log.splitlines():
        if (found := LINE.fullmatch(line)) is None:
            continue
        thread, rest = found["thread"], found["rest"]
        if rest.endswith(UNFINISHED):
            begun[thread] = rest.removesuffix(UNFINISHED)
            continue
        if resumed := RESUMED.match(rest):
            rest = begun.pop(thread, "") + rest[resumed.end() :]
        if (call := CALL.match(rest)) and (paths := _below(call, folder)):
            if call["name"] in UNKNOWN:
                raise RuntimeError(f"{call['name']} in {folder} cannot be replayed: {paths}")
            yield Call(call["name"], paths, call["given"], int(call["result"]))


def _below(call: re.Match[str], folder: Path) -> tuple[str, ...]:
    """The places as paths from the folder; none where one of them is elsewhere or nothing to replay."""
    if call["name"] in NAMES:
        found = [os.path.join(_bytes(m["at"] or ""), _bytes(m["path"])) for m in NAME.finditer(call["given"])]  # noqa: PTH118
    else:
        found = [_bytes(m["path"]) for m in HANDLE.finditer(call["given"]) if not m["gone"]]
    paths = [os.path.relpath(os.fsdecode(path), folder) for path in found if path.startswith(b"/")]
    inside = [path for path in paths if path.split("/")[0] != ".." and not path.endswith("-shm")]
    if inside and len(inside) < len(found):
        raise RuntimeError(f"{call['name']} out of or into {folder} cannot be replayed: {paths}")
    return tuple(inside)


def _bytes(text: str) -> bytes:
    """What strace shows in hexadecimal digits."""
    return bytes.fromhex(text.replace("\\x", ""))


@dataclass(eq=False, slots=True)
class File:
    """What a file holds, what of it is synced, and the writes in between."""

    now: bytearray = field(default_factory=bytearray)
    kept: bytes = b""
    since: list[tuple[int, bytes | None]] = field(default_factory=list)  # without bytes: a new size

    def put(self, place: int, content: bytes | None) -> None:
        """Write at a place, or cut or fill up to it."""
        self.since.append((place, content))
        _put(self.now, place, content)

    def sync(self) -> None:
        """All of it lasts."""
        self.kept, self.since = bytes(self.now), []

    def left(self, keep: float, chance: random.Random) -> bytes:
        """What a power cut leaves: what is synced, and each other write with the chance ``keep``."""
        found = bytearray(self.kept)
        for place, content in self.since:
            if chance.random() < keep:
                _put(found, place, content)
        return bytes(found)


@dataclass(eq=False, slots=True)
class Folder:
    """What is in a folder, and what of it is synced."""

    now: dict[str, File | Folder] = field(default_factory=dict)
    kept: dict[str, File | Folder] = field(default_factory=dict)


class Disk:
    """A folder as the calls make it."""

    def __init__(self, folder: Path) -> None:
        self.place = folder
        self.root = Folder()
        self._positions: dict[int, int] = {}

    def played(self, made: Iterable[Call]) -> Self:
        """The same disk, after some calls."""
        for call in made:
            if call.name in WRITES:
                self._written(call)
            elif call.name in ("open", "openat", "creat"):
                self._opened(call)
            else:
                self._named(call)
        return self

    def left(self, folder: Path, keep: float, chance: random.Random) -> None:
        """Write what a power cut leaves; of what is not synced each thing with the chance ``keep``."""
        _leave(self.root, folder, keep, chance)

    def compare(self, folder: Path) -> None:
        """Raises RuntimeError unless the folder holds what the calls made."""
        real = {
            str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and not path.name.endswith("-shm")
        }
        played = dict(_files(self.root, ""))
        if wrong := sorted(name for name in {*real, *played} if real.get(name) != played.get(name)):
            raise RuntimeError(f"the replay is not what was written: {wrong}")

    def _opened(self, call: Call) -> None:
        parent, name = self._parent(call.paths[0])
        flags = "O_WRONLY|O_CREAT|O_TRUNC" if call.name == "creat" else call.given
        if "O_CREAT" in flags and name not in parent.now:
            parent.now[name] = File()
        if not re.search("O_WRONLY|O_RDWR", flags):
            return
        file = self._file(call.paths[0])
        if "O_TRUNC" in flags:
            file.put(0, None)
        self._positions[call.result] = -1 if "O_APPEND" in flags else 0

    def _written(self, call: Call) -> None:
        path, handle = call.paths[0], _handle(call)
        if call.name in ("fsync", "fdatasync"):
            return self._synced(path)
        last = call.given.rpartition(", ")[2]
        if call.name == "lseek":
            if self._positions.get(handle, -1) >= 0:
                self._positions[handle] = call.result
            return None
        file = self._file(path)
        if call.name == "ftruncate":
            return file.put(int(last), None)
        content = _bytes(STRING.findall(call.given)[0])[: call.result]
        if call.name == "pwrite64":
            return file.put(int(last), content)
        place = self._positions[handle]
        file.put(len(file.now) if place < 0 else place, content)
        if place >= 0:
            self._positions[handle] = place + len(content)
        return None

    def _synced(self, path: str) -> None:
        if isinstance(found := self._found(path), Folder):
            found.kept = dict(found.now)
            return
        found.sync()
        parent, name = self._parent(path)
        parent.kept = {key: value for key, value in parent.kept.items() if value is not found}
        parent.kept[name] = found

    def _named(self, call: Call) -> None:
        if call.paths[0] == ".":  # the folder itself is there
            return
        parent, name = self._parent(call.paths[0])
        if call.name.startswith("mkdir"):
            parent.now[name] = Folder()
            return
        if call.name.startswith("link"):  # two names of one file
            target, new = self._parent(call.paths[1])
            target.now[new] = parent.now[name]
            return
        moved = parent.now.pop(name)
        if call.name.startswith("rename"):
            target, new = self._parent(call.paths[1])
            target.now[new] = moved

    def _found(self, path: str) -> File | Folder:
        found: File | Folder = self.root
        for part in [] if path == "." else path.split("/"):
            if not isinstance(found, Folder):
                raise RuntimeError(f"{path}: {part} is in no folder")
            found = found.now[part]
        return found

    def _file(self, path: str) -> File:
        if not isinstance(found := self._found(path), File):
            raise RuntimeError(f"{path} is no file")
        return found

    def _parent(self, path: str) -> tuple[Folder, str]:
        above, _, name = path.rpartition("/")
        found = self._found(above or ".")
        if not isinstance(found, Folder):
            raise RuntimeError(f"{above} is no folder")
        return found, name


def _handle(call: Call) -> int:
    found = HANDLE.match(call.given)
    if found is None:
        raise RuntimeError(f"{call.name} without a file: {call.given[:80]}")
    return int(found["fd"])


def _put(content: bytearray, place: int, new: bytes | None) -> None:
    end = place + len(new or b"")
    content.extend(bytes(max(0, end - len(content))))
    if new is None:
        del content[place:]
    else:
        content[place:end] = new


def _leave(folder: Folder, place: Path, keep: float, chance: random.Random) -> None:
    place.mkdir()
    for name, found in (folder.now if chance.random() < keep else folder.kept).items():
        if isinstance(found, Folder):
            _leave(found, place / name, keep, chance)
        else:
            (place / name).write_bytes(found.left(keep, chance))


def _files(folder: Folder, above: str) -> Iterator[tuple[str, bytes]]:
    for name, found in folder.now.items():
        if isinstance(found, Folder):
            yield from _files(found, f"{above}{name}/")
        else:
            yield f"{above}{name}", bytes(found.now)
