"""What there is to read: files under the given paths, and standard input."""

from __future__ import annotations

import hashlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from kg.articles.sniffing import sniff
from kg.errors import InputError
from kg.filenames import shown
from kg.limits import USUAL, Limits
from kg.suggestions import near

STDIN = "-"
GRAPH_FILE = "kg.sqlite"  # marks a folder that holds a graph, not articles
PICTURE = "a picture (--ocr reads the words in it)"
FORMATS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".docx": "docx",
    ".rtf": "rtf",
    ".odt": "odt",
    ".epub": "epub",
    ".xlsx": "xlsx",
    ".msg": "msg",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
    ".gz": "gz",
    ".warc": "warc",
    ".eml": "eml",
    ".mbox": "mbox",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".xml": "xml",
    ".rss": "feed",
    ".atom": "feed",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or bytes that were handed over (``path`` is then None).

    ``name`` is the path relative to the folder that was given, with forward slashes and what is no text
    written out; for a file that was given itself its own name. It is the id of an article that has no URL.
    """

    path: Path | None
    name: str
    format: str
    content: bytes | None = None
    limits: Limits = USUAL
    columns: Mapping[str, str] = field(default_factory=dict)  # field → column, of a file of rows
    depth: int = 0  # archives that it lies in
    ocr: bool = False  # whether words in pictures are read

    def size(self) -> int:
        """How many bytes there are; InputError where the file cannot be looked at."""
        if self.content is not None:
            return len(self.content)
        try:
            return Path(self.path or "").stat().st_size
        except OSError as error:
            raise InputError(f"{self.name}: cannot be read ({error.strerror})") from error

    def data(self) -> bytes:
        """The bytes as they are; InputError where the file cannot be read."""
        if self.content is not None:
            return self.content
        try:
            return Path(self.path or "").read_bytes()
        except OSError as error:
            raise InputError(f"{self.name}: cannot be read ({error.strerror})") from error

    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal; InputError where the file cannot be read."""
        if self.content is not None:
            return hashlib.sha256(self.content).hexdigest()
        try:
            with Path(self.path or "").open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise InputError(f"{self.name}: cannot be read ({error.strerror})") from error


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that ``find`` passed over, and why."""

    name: str
    reason: str
    unseen: Path | None = None  # where what there is cannot be told


def find_sources(
    paths: Sequence[Path | str],
    *,
    skipped: Callable[[Skipped], None] | None = None,
    stdin_format: str | None = None,
    limits: Limits = USUAL,
    columns: Mapping[str, str] | None = None,
    ocr: bool = False,
) -> Iterator[Source]:
    """The sources under ``paths``, each file once, sorted by name.

    ``"-"`` stands for standard input, whose format is told from its first bytes where ``stdin_format`` is
    None. ``skipped`` is called for hidden files, unknown kinds of file and folders that hold a graph, and
    without ``ocr`` for pictures. A path that does not exist raises InputError.
    """
    report = skipped or (lambda _: None)
    found: dict[Path, Source] = {}
    folder = cache(Path.resolve)  # of files that are no links, asked once for each folder
    streams = []
    for path in paths:
        if str(path) == STDIN:
            stream = from_bytes(sys.stdin.buffer.read(), format=stdin_format, limits=limits)
            streams.append(replace(stream, columns=columns or {}, ocr=ocr))
            continue
        for source in _under(Path(path), report):
            if source.format == "image" and not ocr:
                report(Skipped(source.name, PICTURE))
            else:
                _keep(found, replace(source, limits=limits, columns=columns or {}, ocr=ocr), folder)
    yield from sorted([*streams, *_apart(list(found.values()))], key=lambda source: source.name)


def from_bytes(
    content: bytes, *, name: str = "stdin", format: str | None = None, limits: Limits = USUAL
) -> Source:
    """A source of bytes that are at hand; the format is told from them where it is None."""
    return Source(None, name, format or sniff(content), content, limits)


def unread(path: Path | str, *, ocr: bool = False) -> str | None:
    """Why a file that was named itself is no article, whatever is in it; None for folders and articles."""
    file = Path(path)
    if FORMATS.get(file.suffix.lower()) == "image" and not ocr and not file.is_dir():
        return PICTURE
    if str(path) == STDIN or file.is_dir() or file.suffix.lower() in FORMATS:
        return None
    kind = shown(file.suffix) or "no suffix"
    return f"unknown kind of file ({kind}){near(file.suffix, FORMATS)}"


def _under(path: Path, report: Callable[[Skipped], None]) -> Iterator[Source]:
    if path.is_dir():
        yield from _walk(path, report)
    elif path.exists():
        if source := _source(path, shown(path.name), report, given=True):
            yield source
    else:
        raise InputError(f"{path}: no such file or folder")


def _walk(root: Path, report: Callable[[Skipped], None]) -> Iterator[Source]:
    """The sources of a folder and of all below it, however deep, folder by folder in order."""
    waiting = [root]
    while waiting:
        here = waiting.pop()
        try:
            folders, files = _listed(here)
        except OSError as error:
            report(Skipped(_name(here, root), f"cannot be listed ({error.strerror})", here))
            continue
        if GRAPH_FILE in files:
            report(Skipped(_name(here, root), "a folder with a graph"))
            continue
        for hidden in (name for name in folders if name.startswith(".")):
            report(Skipped(_name(here / hidden, root), "hidden"))
        for file in files:
            if source := _source(here / file, _name(here / file, root), report):
                yield source
        open_ = [here / name for name in folders if not name.startswith(".")]
        waiting.extend(folder for folder in reversed(open_) if not folder.is_symlink())


def _listed(folder: Path) -> tuple[list[str], list[str]]:
    """The names of the folders and of all else in a folder, sorted."""
    folders: list[str] = []
    files: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            (folders if entry.is_dir() else files).append(entry.name)
    return sorted(folders), sorted(files)


def _name(path: Path, root: Path) -> str:
    return shown(path.relative_to(root).as_posix())


def _source(
    path: Path, name: str, report: Callable[[Skipped], None], *, given: bool = False
) -> Source | None:
    """The source that a file is; ``given`` says that it was named itself, so that it may be hidden."""
    format = FORMATS.get(path.suffix.lower())
    if path.name.startswith(".") and not given:
        report(Skipped(name, "hidden"))
    elif not (is_file := _is_file(path)):
        unseen = is_file is None
        report(
            Skipped(name, "cannot be looked at" if unseen else "no regular file", path if unseen else None)
        )
    elif format is None:
        report(Skipped(name, f"unknown kind of file ({shown(path.suffix) or 'no suffix'})"))
    else:
        return Source(path, name, format)
    return None


def _is_file(path: Path) -> bool | None:
    """None where it may not be looked at."""
    try:
        return path.is_file()
    except OSError:
        return None


def _keep(found: dict[Path, Source], source: Source, folder: Callable[[Path], Path]) -> None:
    """Of several names for one file the longest stays: the order of the paths does not matter."""
    path = Path(source.path or "")
    place = path.resolve() if path.is_symlink() else folder(path.parent) / path.name
    other = found.get(place)
    if other is None or (len(source.name), source.name) > (len(other.name), other.name):
        found[place] = source


def _apart(sources: list[Source]) -> Iterator[Source]:
    """Files of one name from several folders get the name of their folder before their own."""
    depth = 0
    clashes = _clashes(sources)
    while clashes:
        depth += 1
        sources = [_longer(source, depth) if source.name in clashes else source for source in sources]
        if (left := _clashes(sources)) == clashes:
            raise InputError(f"several files are named {min(left)}")
        clashes = left
    yield from sources


def _clashes(sources: list[Source]) -> frozenset[str]:
    counts = Counter(source.name for source in sources)
    return frozenset(name for name, count in counts.items() if count > 1)


def _longer(source: Source, depth: int) -> Source:
    path = Path(source.path or "").absolute()
    own = len(Path(source.name).parts)
    return replace(source, name=shown("/".join(path.parts[-(own + 1) :]).lstrip("/")))
