"""What kind of file bytes are, told from the first of them."""

from __future__ import annotations

PICTURES = (b"\x89png\r\n", b"\xff\xd8\xff", b"ii*\x00", b"mm\x00*")  # first bytes, in lower case


def sniff(content: bytes) -> str:
    """The format that the first bytes look like; plain text where nothing else fits."""
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        return "pdf"
    if content[:8].lower().startswith(PICTURES):
        return "image"
    if head.startswith(b"pk\x03\x04"):
        return _packed(content)
    if head.startswith(b"\x1f\x8b"):
        return "gz"
    if content[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head:
        return "feed"
    if head.startswith(b"<?xml") and b"<html" not in head:
        return "xml"
    if head.startswith((b"<!doctype html", b"<html")) or b"<body" in head:
        return "html"
    if head.startswith((b"[{", b"[\n")):
        return "json"
    return "jsonl" if head.startswith(b"{") else "txt"


def _packed(content: bytes) -> str:
    """What a zip archive is: a document by the names in it, else an archive."""
    import io
    import zipfile

    try:
        names = frozenset(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return "docx"
    marks = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "content.xml": "odt"}
    marks["META-INF/container.xml"] = "epub"
    return next((format for name, format in marks.items() if name in names), "zip")
