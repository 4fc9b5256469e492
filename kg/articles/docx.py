"""Word files through python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from kg.articles.drafts import Draft
from kg.articles.fields import cleaned
from kg.articles.foreign import each, reading
from kg.articles.press import split
from kg.errors import InputError
from kg.limits import Limits

MARKUP = (".xml", ".rels")
BROKEN = "no Word document, or a broken one"
TEMPLATE_AUTHOR = "python-docx"
TEMPLATE_DATE = "2013-12-23"


def read_docx(data: bytes, limits: Limits) -> Iterator[Draft | InputError]:
    """The paragraphs and table cells of a .docx file, a line for each, or the articles of an export."""
    document = _opened(data, limits)
    lines = list(_bounded(each(BROKEN, lambda: _lines(document)), limits))
    if articles := split(lines):
        yield from articles
        return
    limits.check_length(sum(len(line) + 1 for line in lines))
    text = "\n".join(line for line in lines if line.strip())
    if not text:
        raise InputError("no text in it")
    yield Draft(text, **_metadata(document), plain=True)


def _bounded(lines: Iterable[str], limits: Limits) -> Iterator[str]:
    """The lines; empty ones count as a character, since they are work too."""
    length = 0
    for line in lines:
        length += len(line) + 1
        limits.check_unpacked(length)
        yield line


def _opened(data: bytes, limits: Limits) -> Any:
    from docx import Document

    with reading(BROKEN), zipfile.ZipFile(io.BytesIO(data)) as packed:
        unpacked = sum(part.file_size for part in packed.infolist() if part.filename.endswith(MARKUP))
    limits.check_unpacked(unpacked)
    with reading(BROKEN):
        return Document(io.BytesIO(data))


def _lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from _cells(block)
        else:
            yield from block.text.splitlines() or ("",)


def _cells(table: Any) -> Iterator[str]:
    """The lines of each cell once, however many columns and rows it says it spans."""
    from docx.table import _Cell

    for cell in (cell for row in table._tbl.tr_lst for cell in row.tc_lst):
        if cell.vMerge != "continue":
            yield from _Cell(cell, table).text.splitlines() or ("",)


def _metadata(document: Any) -> dict[str, Any]:
    with reading(BROKEN):
        core = document.core_properties
        created = core.created.date().isoformat() if core.created else None
        found = {
            "title": core.title,
            "author": core.author if core.author != TEMPLATE_AUTHOR else None,
            "file_date": created if created != TEMPLATE_DATE else None,
            "language": core.language,
        }
    return cleaned(found)
