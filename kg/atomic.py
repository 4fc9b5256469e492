"""Files that appear whole or not at all, and that a power cut does not take back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO


def write_bytes(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Let ``write`` fill a file that takes the place of ``path`` once it is whole and on the disk.

    Where ``path`` is a symbolic link, the file that it leads to is replaced; permissions stay. What is no
    regular file (a pipe, a terminal) is written to as it is.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            return write(file)
    target = Path(os.path.realpath(path))
    return _replace(target, target.with_name(f".{target.name}.new"), write)


def _replace(target: Path, temporary: Path, write: Callable[[BinaryIO], None]) -> None:
    try:
        with temporary.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def write_text(path: Path, text: str, errors: str = "strict") -> None:
    """As ``write_bytes``, for a text in UTF-8."""
    content = text.encode("utf-8", errors)
    write_bytes(path, lambda file: put(file, content))


def put(file: BinaryIO, content: bytes) -> None:
    """Write all of ``content``."""
    file.write(content)


def sync_file(path: Path) -> None:
    """Make what was written to a file last."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename last; systems that cannot open folders do without."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
