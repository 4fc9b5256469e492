"""Archives (.zip, .tar, .gz, .warc): each file in them is read as if it lay beside them."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from typing import IO, Any

from kg.articles.foreign import each, reading
from kg.errors import InputError
from kg.filenames import shown
from kg.limits import Limits

DEEPEST = 3  # archives in each other
PIECE = 1 << 20
JUNK = ("__MACOSX/", "._")
PAGES = {"text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/plain": "txt"}


@dataclass(frozen=True, slots=True)
class Member:
    """A file in another one: its name there, and its bytes; a format where the name does not tell it."""

    name: str
    content: bytes
    format: str | None = None
    url: str | None = None


def read_zip(data: bytes, limits: Limits) -> Iterator[Member | InputError]:
    """The files in a .zip archive, in order of their names."""
    with reading("a broken zip archive"):
        packed = zipfile.ZipFile(io.BytesIO(data))
        infos = sorted((i for i in packed.infolist() if not i.is_dir()), key=lambda info: info.filename)
    for info in infos:
        name = shown(info.filename)
        if _wanted(name):
            if info.flag_bits & 1:
                yield InputError(f"!/{name}: locked with a password")
                continue
            try:
                with reading(f"!/{name}: broken in the archive"):
                    file = packed.open(info)
                yield Member(name, _read(file, name, limits))
            except InputError as error:
                yield error


def read_tar(data: bytes, limits: Limits) -> Iterator[Member]:
    """The files in a .tar archive, packed or not, in their order."""
    broken = "a broken tar archive"
    with reading(broken):
        packed = tarfile.open(fileobj=io.BytesIO(data))  # noqa: SIM115
    for info in each(broken, lambda: packed):
        name = shown(info.name.removeprefix("./"))
        file = None
        if info.isfile() and _wanted(name):
            with reading(broken):
                file = packed.extractfile(info)
        if file is not None:
            yield Member(name, _read(file, name, limits))


def read_gzip(data: bytes, limits: Limits) -> Iterator[Member]:
    """The one file in a .gz file; its name is that of the .gz file without the suffix."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        yield Member("", _read(file, "", limits))


def read_warc(data: bytes, limits: Limits) -> Iterator[Member]:
    """The pages of a web archive, each once, as they were first answered with."""
    known: set[str] = set()
    for record in _records(data):
        kind = _kind(record)
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        if kind and address not in known:
            known.add(address)
            yield Member(shown(address), _read(record.content_stream(), address, limits), kind, address)


def _records(data: bytes) -> Iterator[Any]:
    """The records of a web archive; what warcio prints about broken ones is not shown."""
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

    source = iter(ArchiveIterator(io.BytesIO(data)))
    while True:
        with reading("a broken WARC file"), redirect_stderr(io.StringIO()):
            record = next(source, None)
        if record is None:
            return
        yield record


def _kind(record: object) -> str | None:
    """The format of a record that is an answer with a page in it."""
    headers = getattr(record, "http_headers", None)
    if getattr(record, "rec_type", "") != "response" or headers is None or headers.get_statuscode() != "200":
        return None
    return PAGES.get((headers.get_header("Content-Type") or "").split(";")[0].strip().lower())


def _wanted(name: str) -> bool:
    last = name.rpartition("/")[2]
    return bool(last) and not last.startswith(".") and not name.startswith(JUNK)


def _read(file: IO[bytes] | gzip.GzipFile, name: str, limits: Limits) -> bytes:
    """What a packed file holds; InputError as soon as it is too much."""
    where = f"!/{name}: " if name else ""
    pieces: list[bytes] = []
    size = 0
    while True:
        with reading(f"{where}broken in the archive"):
            piece = file.read(PIECE)
        if not piece:
            return b"".join(pieces)
        size += len(piece)
        limits.check_archive(size)
        pieces.append(piece)
