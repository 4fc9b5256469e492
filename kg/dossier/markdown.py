"""A dossier in Markdown with footnotes. Nothing in names or sentences has a meaning in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from kg.dossier.content import Dossier, Group, Kind, Note, Section, Statement
from kg.exports.markdown_text import escape


def write(dossier: Dossier) -> str:
    """The whole dossier."""
    return "".join(f"{text}\n" for text in _lines(dossier))


def _lines(dossier: Dossier) -> Iterator[str]:
    yield f"# {escape(dossier.title)}"
    for section in dossier.sections:
        yield ""
        yield from _section(section)
    yield ""
    yield "## Sources"
    yield ""
    for note in dossier.notes:
        yield f"[^{note.number}]: {_note(note)}"


def _section(section: Section) -> Iterator[str]:
    yield f"## {escape(section.name)}"
    yield ""
    yield section.about(escape)
    if section.note:
        yield from ("", f"Note: {escape(section.note)}")
    if section.timeline:
        yield from ("", "### Timeline", "", "| When | What |", "| --- | --- |")
        yield from (f"| {escape(item.when)} | {_statement(item.statement)} |" for item in section.timeline)
    if section.groups:
        yield from ("", "### Facts")
    for group in section.groups:
        yield from _listed("####", group, "")
    for kind in section.kinds:
        yield from _listed("###", kind, kind.meaning)


def _listed(level: str, group: Group | Kind, meaning: str) -> Iterator[str]:
    yield from ("", f"{level} {escape(group.heading)}", "")
    if meaning:
        yield from (f"*{escape(meaning)}*", "")
    yield from (f"- {_statement(statement)}" for statement in group.statements)


def _statement(statement: Statement) -> str:
    mark = f"**{escape(statement.mark)}:** " if statement.mark else ""
    details = "; ".join(filter(None, (escape(statement.details), statement.weight)))
    notes = "".join(f"[^{number}]" for number in statement.notes)
    more = f" and {statement.more} more" if statement.more else ""
    said = f"{escape(statement.subject)} *{escape(statement.relation)}* {escape(statement.object)}"
    return f"{mark}{said}{f' ({details})' if details else ''}{notes}{more}"


def _note(note: Note) -> str:
    dots = " …" if note.cut else ""
    said = f" (according to {escape(note.speaker)})" if note.speaker else ""
    where = [
        f"*{escape(note.headline)}*",
        *map(escape, filter(None, (note.author, note.source, note.published))),
    ]
    address = f"<{_address(note.url)}>" if note.url else escape(note.file)
    return f"“{escape(note.sentence)}{dots}”{said} – {', '.join(where)}. {address}"


def _address(url: str) -> str:
    return quote(url, safe=":/?#[]@!$&'()*+,;=%-._~", errors="replace")
