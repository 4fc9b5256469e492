"""A dossier as a Word document, with headings, a table and numbered notes that the text leads to."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from kg.dossier.content import Dossier, Group, Kind, Note, Section, Statement

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file knows: the same dossier is the same bytes


def write(dossier: Dossier) -> bytes:
    """The whole dossier."""
    from docx import Document

    document = Document()
    _properties(document, dossier.title)
    document.add_heading(_clean(dossier.title), 0)
    for section in dossier.sections:
        _section(document, section)
    document.add_heading("Sources", 1)
    for note in dossier.notes:
        _note(document.add_paragraph(), note)
    made = io.BytesIO()
    document.save(made)
    return _timeless(made.getvalue())


def _properties(document: Document, title: str) -> None:
    about = document.core_properties
    about.title, about.author, about.comments = _clean(title)[:255], "", ""
    for element in list(about._element):
        if element.tag.endswith(("}created", "}modified")):
            about._element.remove(element)


def _section(document: Document, section: Section) -> None:
    document.add_heading(_clean(section.name), 1)
    document.add_paragraph(_clean(section.about()))
    if section.note:
        document.add_paragraph(_clean(f"Note: {section.note}"))
    if section.timeline:
        document.add_heading("Timeline", 2)
        _timeline(document, section)
    if section.groups:
        document.add_heading("Facts", 2)
    for group in section.groups:
        document.add_heading(_clean(group.heading), 3)
        _listed(document, group)
    for kind in section.kinds:
        document.add_heading(_clean(kind.heading), 2)
        document.add_paragraph().add_run(_clean(kind.meaning)).italic = True
        _listed(document, kind)


def _timeline(document: Document, section: Section) -> None:
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    for cell, title in zip(table.rows[0].cells, ("When", "What"), strict=True):
        cell.paragraphs[0].add_run(title).bold = True
    for item in section.timeline:
        when, what = table.add_row().cells
        when.text = _clean(item.when)
        _statement(what.paragraphs[0], item.statement)


def _listed(document: Document, group: Group | Kind) -> None:
    for statement in group.statements:
        _statement(document.add_paragraph(style="List Bullet"), statement)


def _statement(paragraph: Paragraph, statement: Statement) -> None:
    if statement.mark:
        paragraph.add_run(_clean(f"{statement.mark}: ")).bold = True
    paragraph.add_run(_clean(f"{statement.subject} "))
    paragraph.add_run(_clean(statement.relation)).italic = True
    details = "; ".join(filter(None, (statement.details, statement.weight)))
    paragraph.add_run(_clean(f" {statement.object}{f' ({details})' if details else ''}"))
    for place, number in enumerate(statement.notes):
        paragraph.add_run(" " if place else "").font.superscript = True
        _link(paragraph, str(number), anchor=f"note{number}", superscript=True)
    if statement.more:
        paragraph.add_run(f" and {statement.more} more")


def _note(paragraph: Paragraph, note: Note) -> None:
    _bookmark(paragraph, note.number)
    dots = " …" if note.cut else ""
    said = f" (according to {note.speaker})" if note.speaker else ""
    paragraph.add_run(_clean(f" “{note.sentence}{dots}”{said} – "))
    paragraph.add_run(_clean(note.headline)).italic = True
    where = "".join(f", {part}" for part in (note.author, note.source, note.published) if part)
    paragraph.add_run(_clean(f"{where}. {note.file}"))
    if note.url:
        _link(paragraph, _clean(note.url), url=_clean(note.url))


def _bookmark(paragraph: Paragraph, number: int) -> None:
    """The number of a note, as a place that links lead to."""
    start = _element("w:bookmarkStart", {"w:id": str(number), "w:name": f"note{number}"})
    paragraph._p.append(start)
    paragraph.add_run(f"{number}.").bold = True
    paragraph._p.append(_element("w:bookmarkEnd", {"w:id": str(number)}))


def _link(
    paragraph: Paragraph, text: str, *, anchor: str = "", url: str = "", superscript: bool = False
) -> None:
    attributes = {"w:anchor": anchor} if anchor else {}
    if url:
        attributes = {"r:id": paragraph.part.relate_to(url, _LINK, is_external=True)}
    link = _element("w:hyperlink", attributes)
    run = paragraph.add_run(text)
    run.font.superscript = superscript or None
    link.append(run._r)
    paragraph._p.append(link)


def _element(name: str, attributes: dict[str, str]) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _timeless(document: bytes) -> bytes:
    """The same zip file without the time at which it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
