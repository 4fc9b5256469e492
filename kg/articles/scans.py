"""Words in pictures of pages, recognised by Tesseract, which is run as a program of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from importlib import import_module
from typing import Any

from kg.articles.characters import seen
from kg.articles.drafts import Draft
from kg.articles.foreign import reading
from kg.articles.printed_lines import joined
from kg.errors import DataError, InputError
from kg.limits import Limits

MISSING = "--ocr needs Tesseract, which is not installed (Debian: apt install tesseract-ocr)"
EXTRA = "a page without text, which pip install 'newskg[ocr]' draws for --ocr"
BROKEN = "a broken PDF"
LANGUAGE = "eng"
INCH = 72  # units of a PDF page
DOTS = 300  # an inch, which Tesseract reads best
MOST_DOTS = 40_000_000  # of a page; larger ones are drawn coarser
MEMORY = 4 << 30  # bytes that a hostile picture may make Tesseract ask for
SECONDS = 240  # for one picture; only a net
_WEAK = re.compile(r"^[^\w\s]{0,3}\s*[|_~=-]*\s*$")  # lines that are specks and rules


def program() -> str:
    """Where Tesseract is; DataError where it is not."""
    found = shutil.which("tesseract")
    if found is None:
        raise DataError(MISSING)
    return found


@cache
def version() -> str:
    """Which Tesseract reads: another one may read other words."""
    command = [program(), "--version"]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    return (found.stdout or found.stderr).split("\n")[0].strip()


def read_image(data: bytes, limits: Limits, ocr: bool = True) -> Iterator[Draft]:
    """The words in a picture, or in each of several in one file; InputError where there are none."""
    pages = [_lines(text) for text in words(data, limits).rstrip("\f").split("\f")]
    text, starts = joined(pages)
    if not any(map(str.isalpha, text)):
        raise InputError("no words are to be recognised in it")
    yield Draft(text, pages=starts, scanned=True, plain=True)


def words_of_pages(data: bytes, numbers: Sequence[int], limits: Limits) -> Iterator[tuple[int, str]]:
    """The words on pages of a PDF file, counted from 0."""
    try:
        pdfium = import_module("pypdfium2")
    except ImportError:
        raise InputError(EXTRA) from None
    with reading(BROKEN):
        document = pdfium.PdfDocument(data)
    length = 0
    try:
        for number in numbers:
            with reading(f"{BROKEN}, page {number + 1}"):
                picture = _drawn(document[number])
            text = words(picture, limits).replace("\f", "")
            length += len(text)
            limits.check_length(length)
            yield number, "\n".join(_lines(text))
    finally:
        document.close()


def words(picture: bytes, limits: Limits) -> str:
    """What Tesseract makes of a picture, pages parted by form feeds."""
    command = [program(), "stdin", "stdout", "-l", LANGUAGE]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # threads change nothing but the time
    try:
        found = subprocess.run(
            command, input=picture, capture_output=True, check=False, env=environment, timeout=SECONDS,
            preexec_fn=_bounded(),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise InputError(f"Tesseract took more than {SECONDS} seconds") from None
    if found.returncode:
        raise InputError(f"Tesseract cannot read it ({_last(found.stderr)})")
    text = seen(found.stdout.decode("utf-8", "replace"))
    limits.check_length(len(text))
    return text


def _bounded() -> Callable[[], Any] | None:
    """What keeps a process from asking for all memory, where the system can."""
    try:
        import resource
    except ImportError:
        return None
    return partial(resource.setrlimit, resource.RLIMIT_AS, (MEMORY, MEMORY))


def _drawn(page: Any) -> bytes:
    """A page as a grey picture in the format PGM."""
    width, height = page.get_size()
    scale = DOTS / INCH
    dots = width * height * scale * scale
    scale *= min(1.0, (MOST_DOTS / dots) ** 0.5) if dots else 1.0
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        rows, step, across = bytes(bitmap.buffer), bitmap.stride, bitmap.width
        packed = b"".join(rows[start : start + across] for start in range(0, step * bitmap.height, step))
        return b"P5 %d %d 255\n" % (across, bitmap.height) + packed
    finally:
        bitmap.close()


def _lines(text: str) -> list[str]:
    return ["" if _WEAK.match(line) else line.strip() for line in text.splitlines()]


def _last(errors: bytes) -> str:
    """The last of Tesseract's complaints."""
    lines = [line.strip() for line in errors.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1][:80] if lines else "without a reason"
