"""Made-up exports of press databases: five articles each, in every layout and format."""

import io
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    headline: str
    source: str
    published: str  # EDTF
    author: str | None
    paragraphs: tuple[str, ...]

    @property
    def text(self):
        return "\n".join(self.paragraphs)


FIVE = (
    Piece("Harbour bridge opens after long wait", "The Sample Herald", "2021-05-04", "Jane Roe", (
        "The governor of Sample Province opened a bridge on Monday.", "It cost 40 million euros, he said.")),
    Piece("Council: no money for trams", "Daily Example (London)", "2021-11-12", "John Moe", (
        "Ada Lind, the mayor of Exampleton, told the council that there is no money.",
        "Location: she did not say where the trams would go.", "The vote is due on Friday.")),
    Piece("Bank names new chief", "Example Business Wire", "2020-01-31", None, (
        "Harbour Bank has named Carl Berg as its chief executive.",)),
    Piece("Two held after raid in Northtown", "The Sample Herald", "2019-12-01", "Jane Roe and Max Poe", (
        "Police held two men on Sunday.", "IN 2018 they had been fined, a court paper says.")),
    Piece("Minister resigns", "Evening Sample", "2022-02-28", "Zoe Ørsted", (
        "The minister of roads, Bo Dahl, has resigned.", "“It was time”, he wrote — and left.")),
)  # fmt: skip

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def spoken(piece, day_first=False):
    year, month, day = piece.published.split("-")
    name = MONTHS[int(month) - 1]
    return f"{int(day)} {name} {year}" if day_first else f"{name} {int(day)}, {year}"


def nexis_older(wrapped=True):
    """Lines as the older Nexis writes them: centred, wrapped, labels in capitals."""
    lines = []
    for number, piece in enumerate(FIVE, 1):
        lines += [f"{number} of 5 DOCUMENTS".center(80), "", "", f"{piece.source:^80}", ""]
        lines += [f"{spoken(piece)} Tuesday".center(80), "First Edition".center(80), "", piece.headline, ""]
        lines += [f"BYLINE: {piece.author}", ""] if piece.author else []
        lines += ["SECTION: NEWS; Pg. 5", "", "LENGTH: 355 words", "", "DATELINE: EXAMPLETON", ""]
        for paragraph in piece.paragraphs:
            words = paragraph.split()
            lines += (
                [" ".join(words[:6]), " ".join(words[6:]), ""]
                if wrapped and len(words) > 6
                else [paragraph, ""]
            )
        lines += [
            f"LOAD-DATE: {spoken(piece)}",
            "",
            "LANGUAGE: ENGLISH",
            "",
            "PUBLICATION-TYPE: Newspaper",
            "",
        ]
        lines += ["Copyright 2021 Sample Newspapers Limited".center(80), "All Rights Reserved".center(80), ""]
    return lines


def nexis_newer():
    """Lines as Nexis Uni writes them: a cover page, then headline, publication, date, labels."""
    lines = ["User Name: A. Reader", "Date and Time: Monday, May 10, 2021 9:00:00 AM CEST", "Job Number: 1"]
    lines += ["Documents (5)", *(f"{number}. {piece.headline}" for number, piece in enumerate(FIVE, 1))]
    lines += ["Client/Matter: -None-", "Search Terms: bridge", "Search Type: Terms and Connectors"]
    for piece in FIVE:
        lines += ["Page 1 of 1", piece.headline, piece.source, f"{spoken(piece)} Tuesday 9:20 PM GMT"]
        lines += ["Copyright 2021 Sample Newspapers Limited All Rights Reserved", "Section: NEWS; Pg. 5"]
        lines += ["Length: 355 words"] + ([f"Byline: {piece.author}"] if piece.author else [])
        lines += ["Body", *piece.paragraphs, "Classification", "Language: ENGLISH", "Subject: BRIDGES (90%)"]
        lines += [f"Load-Date: {spoken(piece)}", "End of Document"]
    return lines


def factiva_coded():
    """(code, paragraphs) for each field of each article."""
    for number, piece in enumerate(FIVE, 1):
        yield "SE", ("News",)
        yield "HD", (piece.headline,)
        yield from [("BY", (f"By {piece.author}",))] if piece.author else []
        yield "WC", ("355 words",)
        yield "PD", (spoken(piece, day_first=True),)
        yield "SN", (piece.source,)
        yield "SC", ("SMPL",)
        yield "LA", ("English",)
        yield "CY", ("© 2021 Sample Newspapers",)
        yield "LP", piece.paragraphs[:1]
        yield from [("TD", piece.paragraphs[1:])] if piece.paragraphs[1:] else []
        yield "IN", ("i16 : Electricity | iutil : Utilities",)
        yield "AN", (f"Document SMPL00002021050{number}eh54000{number}x",)


def factiva_ordered():
    lines = []
    for number, piece in enumerate(FIVE, 1):
        lines += ["News", piece.headline] + ([f"By {piece.author}"] if piece.author else [])
        lines += ["355 words", spoken(piece, day_first=True), "21:30", piece.source, "SMPL", "5", "English"]
        lines += ["© 2021. Sample Newspapers Limited.", *piece.paragraphs]
        lines += [
            f"Document SMPL00002021050{number}eh54000{number}x",
            f"Page {number} of 5 © 2021 Factiva, Inc. All rights reserved.",
        ]
    return lines


def proquest():
    lines = []
    for number, piece in enumerate(FIVE, 1):
        author = "; ".join(", ".join(reversed(name.split())) for name in (piece.author or "").split(" and "))
        lines += ["_" * 60, f"Document {number} of 5", piece.headline]
        lines += [f"Author: {author}"] if author else []
        lines += [f"Publication info: {piece.source} ; London (UK). {spoken(piece, day_first=True)}: 5."]
        lines += [
            "Links: http://example.org/linksource",
            "Abstract: A summary.",
            f"Full text: {piece.paragraphs[0]}",
        ]
        lines += [
            *piece.paragraphs[1:],
            "Subject: Bridges; Trams",
            "Location: Exampleton",
            f"Title: {piece.headline}",
        ]
        lines += [
            f"Publication title: {piece.source}; London (UK)",
            "Pages: 5",
            f"Publication year: {piece.published[:4]}",
        ]
        lines += [
            f"Publication date: {spoken(piece)}",
            "Publisher: Sample Newspapers",
            "Source type: Newspaper",
        ]
        lines += [
            f"ProQuest document ID: 25{number}",
            f"Document URL: https://example.org/docview/25{number}",
        ]
        lines += ["Copyright: Copyright Sample Newspapers 2021", "Database: Global Newsstream"]
    return [*lines, "_" * 60, "Contact us at: http://example.org/contact", "Copyright 2021 ProQuest LLC."]


def txt(lines):
    return "\n".join(lines).encode()


def html(lines):
    from html import escape

    rows = "".join(f"<p><span>{escape(line)}</span></p>\n" for line in lines if line.strip())
    return f"<html lang='en'><head><title>Export</title></head><body>{rows}</body></html>".encode()


def labelled_html(lines):
    """The same with the labels bold, as ProQuest has them."""
    import re

    page = html(lines).decode()
    return re.sub(r"<span>([A-Z][\w /]{1,30}:) ", r"<span><strong>\1 </strong>", page).encode()


def table_html(fields):
    from html import escape

    page, rows = "", ""
    for code, paragraphs in fields:
        inner = "".join(f'<p class="articleParagraph enarticleParagraph">{escape(p)}</p>' for p in paragraphs)
        inner = inner if code in ("LP", "TD") else escape(paragraphs[0])
        rows += f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{inner}</td></tr>'
        if code == "AN":
            page, rows = page + f'<div class="article enArticle"><table>{rows}</table></div>', ""
    return f"<!DOCTYPE html><html><head><title>Factiva</title></head><body>{page}</body></html>".encode()


def escaped(text):
    return "".join(c if c < "\x80" else f"\\u{ord(c)}?" for c in text.replace("\\", "\\\\"))


def rtf(lines):
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times;}}{\info{\title Export}}"
    head += r"{\header Page {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}"
    return (head + "".join(rf"\pard\plain\f0 {escaped(line)}\par" + "\n" for line in lines) + "}").encode()


def table_rtf(fields):
    rows = []
    for code, paragraphs in fields:
        cell = "\\par ".join(map(escaped, paragraphs))
        rows.append(rf"\trowd\cellx900\cellx9000\intbl {{\b {code}}}\cell {cell}\cell\row")
    return (r"{\rtf1\ansi\ansicpg1252 " + "\n".join(rows) + "}").encode()


def docx(lines):
    from docx import Document

    document = Document()
    for line in lines:
        document.add_paragraph(line.strip())
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def eml(lines, *, as_html=False):
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["Subject"] = "ProQuest <noreply@example.org>", "Your results"
    if as_html:
        message.set_content(labelled_html(lines).decode(), subtype="html")
    else:
        message.set_content("\n".join(lines))
    return message.as_bytes()


def factiva_xml():
    from html import escape

    rows = ""
    for number, piece in enumerate(FIVE, 1):
        byline = f"<byline>By {escape(piece.author)}</byline>" if piece.author else ""
        first, *rest = (
            f'<paragraph display="Proportional">{escape(p)}</paragraph>' for p in piece.paragraphs
        )
        rows += f"""<ppsArticle><article><reference>distdoc:archive/A::Article/S{number}</reference>
        <headline><paragraph>{escape(piece.headline)}</paragraph></headline>{byline}
        <sourceName>{piece.source}</sourceName><publicationDate><date>{piece.published}</date></publicationDate>
        <leadParagraph>{first}</leadParagraph><tailParagraphs>{"".join(rest)}</tailParagraphs>
        <baseLanguage>en</baseLanguage></article></ppsArticle>"""
    return f'<?xml version="1.0" encoding="utf-8"?><ppsArticles>{rows}</ppsArticles>'.encode()
