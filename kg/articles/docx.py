"""Word files through python-docx."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from kg.articles.drafts import Draft
from kg.articles.fields import cleaned
from kg.errors import InputError

MAX_UNPACKED = 200_000_000
_TRIPPED = (
    KeyError,
    ValueError,
    AttributeError,
    RuntimeError,
    EOFError,
    OSError,
)  # python-docx on broken files
TEMPLATE_AUTHOR = "python-docx"
TEMPLATE_DATE = "2013-12-23"


def read_docx(data: bytes) -> Iterator[Draft]:
    """The paragraphs and table cells of a .docx file, a line for each."""
    document = _opened(data)
    text = "\n".join(filter(str.strip, _lines(document)))
    if not text:
        raise InputError("no text in it")
    yield Draft(text, **_metadata(document), plain=True)


def _opened(data: bytes) -> Any:
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise InputError("unpacks to more than 200 MB")
        return Document(io.BytesIO(data))
    except (zipfile.BadZipFile, zlib.error, OpcError, LxmlError, *_TRIPPED) as error:
        raise InputError("no Word document, or a broken one") from error


def _lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            seen: set[Any] = set()
            for cell in (cell for row in block.rows for cell in row.cells):
                if cell._tc not in seen:  # merged cells are listed once for each column
                    seen.add(cell._tc)
                    yield from cell.text.splitlines()
        else:
            yield from block.text.splitlines()


def _metadata(document: Any) -> dict[str, Any]:
    core = document.core_properties
    created = core.created.date().isoformat() if core.created else None
    return cleaned(
        {
            "title": core.title,
            "author": core.author if core.author != TEMPLATE_AUTHOR else None,
            "file_date": created if created != TEMPLATE_DATE else None,
            "language": core.language,
        }
    )
