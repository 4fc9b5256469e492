"""Files that are archives inside (.odt, .xlsx): their parts, counted as they unpack, without entities."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import IO

from kg.articles.foreign import reading
from kg.errors import InputError
from kg.limits import Limits

PIECE = 1 << 16
ENTITY = b"<!ENTITY"


def parts(data: bytes, limits: Limits, broken: str, suffixes: tuple[str, ...]) -> Mapping[str, bytes]:
    """The parts whose names end so; InputError where they unpack to too much or declare entities."""
    found: dict[str, bytes] = {}
    size = 0
    with reading(broken):
        packed = zipfile.ZipFile(io.BytesIO(data))
        names = [info for info in packed.infolist() if info.filename.endswith(suffixes)]
    for info in names:
        pieces = []
        with reading(broken):
            file = packed.open(info)
        while piece := _piece(file, broken):
            size += len(piece)
            limits.check_unpacked(size)
            pieces.append(piece)
        found[info.filename] = b"".join(pieces)
        if ENTITY in found[info.filename]:
            raise InputError(f"{broken} (it declares entities)")
    return found


def _piece(file: IO[bytes], broken: str) -> bytes:
    with reading(broken):
        return file.read(PIECE)
