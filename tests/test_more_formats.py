"""What else can be read: documents, tables, saved pages, mail, archives, XML of news agencies."""

import gzip
import io
import json
import struct
import tarfile
import zipfile
from dataclasses import replace
from email.message import EmailMessage
from itertools import pairwise

import pytest

from kg.articles import from_bytes, read
from kg.articles.fields import choices
from kg.articles.peek import columns
from kg.errors import DataError
from kg.limits import limits

BODY = "The governor of Sample Province opened a bridge on Monday. It cost 40 million euros."
OTHER = "The mayor of Exampleton closed a road on Friday. Nobody knows why she did so."


def contents(data, format=None, name="x", **options):
    source = from_bytes(data if isinstance(data, bytes) else data.encode(), name=name, format=format)
    return read(replace(source, **options))


def told(data, format=None, **options):
    found = contents(data, format, **options)
    assert found.problems == ()
    return found.articles


def problem(data, format, **options):
    found = contents(data, format, **options)
    assert found.articles == ()
    (only,) = map(str, found.problems)
    return only


def packed(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


OFFICE = 'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:meta="urn:m" xmlns:dc="urn:d"'


def odt(body, extra=""):
    return packed(
        mimetype="application/vnd.oasis.opendocument.text",
        content_xml=f"{extra}<office:content {OFFICE}><office:body>{body}</office:body></office:content>",
        meta_xml=f"<office:m {OFFICE}><dc:title>Bridge opens</dc:title><meta:initial-creator>By Jane Roe"
        "</meta:initial-creator><meta:creation-date>2021-05-03T10:00:00</meta:creation-date></office:m>",
    )


def test_odt():
    note = "<text:note><text:note-body><text:p>Not this.</text:p></text:note-body></text:note>"
    data = odt(
        f"<text:h>Bridge opens at last</text:h><text:p>{BODY}{note}</text:p>"
        "<text:p>And<text:s/>so<text:line-break/>on<text:span> it went</text:span>.</text:p>"
    )
    (article,) = told(data)
    assert article.format == "odt"
    assert article.text.split("\n") == ["Bridge opens at last", BODY, "And so", "on it went."]
    assert (article.headline, article.author, article.published) == ("Bridge opens", "Jane Roe", "2021-05-03")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK nothing", "x: no OpenDocument text, or a broken one"),
        (packed(other_xml="<a/>"), "x: no OpenDocument text"),
        (
            odt("", '<!DOCTYPE a [<!ENTITY x "l"><!ENTITY y "&x;&x;">]>'),
            "x: no OpenDocument text, or a broken one (it declares",
        ),
        (odt("<text:p>" * 2000), "x: no OpenDocument text"),
        (odt(""), "x: no text in it"),
        (odt(f"<text:p>{'0' * 20_000_001}</text:p>"), "x: unpacks to 20,0"),
    ],
)
def test_odt_that_is_broken_or_hostile(data, message):
    assert problem(data, "odt").startswith(message)


def xlsx(*sheets):
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_xlsx():
    import datetime

    rows = [
        ["Headline", "Body", "Date", "By", "No"],
        ["Bridge", BODY, datetime.datetime(2021, 5, 3), "By Jane Roe", 1],
    ]
    (article,) = told(xlsx(("Notes", [["x"], ["y"]]), ("News", [*rows, [None] * 5])))
    assert (article.id, article.headline, article.text) == ("x#1", "Bridge", BODY)
    assert (article.published, article.author) == ("2021-05-03", "Jane Roe")


def test_xlsx_of_two_sheets_and_of_other_columns():
    sheet = [["id", "text"], ["a", BODY]]
    assert [a.id for a in told(xlsx(("One", sheet), ("Two", sheet)))] == ["x#One.a", "x#Two.a"]
    data = xlsx(("One", [["nr", "artikel", "date"], [1, BODY, "2021"]]))
    assert "--columns text=artikel,published=date would read it" in problem(data, "xlsx")
    (article,) = told(data, "xlsx", columns=choices(["text=artikel"]))
    assert (article.text, article.published) == (BODY, "2021")
    assert problem(b"PK nothing", "xlsx").startswith("x: no Excel workbook, or a broken one")


def message(attachments=()):
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = (
        "Jane <j@example.org>",
        "Bridge",
        "Mon, 03 May 2021 23:10:00 +0000",
    )
    mail.set_content(BODY)
    for name, content in attachments:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail


def test_attachments_of_mail():
    rows = json.dumps({"id": "r", "text": OTHER}).encode()
    mail = message(
        [("a/b.txt", OTHER.encode()), ("rows.jsonl", rows), ("logo.png", b"\x89PNG"), ("z.txt", b"")]
    )
    mail.attach(message())  # a message in a message
    found = contents(mail.as_bytes(), "eml")
    assert [a.id for a in found.articles][:3] == ["x", "x!/a_b.txt", "x!/rows.jsonl#r"]
    assert found.articles[1].text.strip() == OTHER
    assert [str(p) for p in found.problems] == ["x!/z.txt: no input"]
    box = b"From j@example.org Mon May  3 23:10:00 2021\n" + message([("a.txt", OTHER.encode())]).as_bytes()
    assert [a.id for a in told(box, "mbox")] == ["x#1", "x!/1/a.txt"]


def test_mhtml():
    page = f"<article><h1>Bridge opens</h1><p>{BODY}</p><p>{OTHER}</p></article>"
    page = f"<html lang='en'><body>{page}</body></html>"
    data = (
        "From: <Saved>\nSnapshot-Content-Location: https://example.org/bridge\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n'
        f"--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{page}\n"
        "--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n--b--\n"
    )
    (article,) = told(data, "mhtml")
    assert (article.id, article.url) == ("https://example.org/bridge",) * 2
    assert article.text.split("\n")[-2:] == [BODY, OTHER]
    assert problem("Subject: x\n\ntext", "mhtml") == "x: no page in it"


def compound(streams):
    """A compound file (MS-CFB) with these streams; a folder is part of a name, each is padded."""
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    folders = sorted({name.partition("/")[0] for name in streams if "/" in name})
    entries = [("Root Entry", 5, end, 0)] + [(folder, 1, 0, 0) for folder in folders]
    sectors, fat = [], []
    for name, content in streams.items():
        size = max(4096, -(-len(content) // 512) * 512)
        blank = (
            b"\0"
            if name.startswith("__prop")
            else " ".encode("utf-16-le" if name.endswith("1F") else "ascii")
        )
        content += blank * ((size - len(content)) // len(blank))
        start = len(sectors)
        pieces = [content[at : at + 512] for at in range(0, len(content), 512)]
        sectors += pieces
        fat += [*range(start + 1, start + len(pieces)), end]
        entries.append((name, 2, start, len(content)))
    kids = {folder: [i for i, e in enumerate(entries) if e[0].startswith(f"{folder}/")] for folder in folders}
    top = [i for i, e in enumerate(entries) if i and "/" not in e[0]]
    right = {a: b for group in (top, *kids.values()) for a, b in pairwise(group)}
    rows = b""
    for number, (name, kind, start, size) in enumerate(entries):
        word = name.rpartition("/")[2].encode("utf-16-le") + b"\0\0"
        child = top[0] if not number else kids[name][0] if kind == 1 else free
        rows += word.ljust(64, b"\0") + struct.pack("<HBB", len(word), kind, 1)
        rows += struct.pack("<III", free, right.get(number, free), child) + b"\0" * 36
        rows += struct.pack("<IQ", start, size)
    rows = rows.ljust(-(-len(rows) // 512) * 512, b"\0")
    directory = len(sectors)
    pieces = [rows[at : at + 512] for at in range(0, len(rows), 512)]
    sectors += pieces
    fat += [*range(directory + 1, directory + len(pieces)), end]
    table = len(sectors)
    count = 1
    while (len(fat) + count) * 4 > count * 512:
        count += 1
    fat += [fat_mark] * count
    table_bytes = struct.pack(f"<{len(fat)}I", *fat).ljust(count * 512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, count, directory, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", *range(table, table + count), *[free] * (109 - count))
    return head + b"".join(sectors) + table_bytes


def msg(body=BODY, attached=True):
    ticks = 132_645_240_000_000_000  # in 2021
    streams = {
        "__properties_version1.0": b"\0" * 32 + struct.pack("<HHIQ", 0x40, 0x0039, 6, ticks),
        "__substg1.0_0037001F": "Bridge opens".encode("utf-16-le"),
        "__substg1.0_0C1A001F": "Jane Roe".encode("utf-16-le"),
        "__substg1.0_1000001F": body.encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_3707001F": "more.txt".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_37010102": OTHER.encode(),
    }
    return compound({name: data for name, data in streams.items() if attached or "attach" not in name})


def test_msg():
    article, attached = told(msg(), "msg")
    assert (article.headline, article.author, article.published) == ("Bridge opens", "Jane Roe", "2021-05-03")
    assert article.text.strip() == BODY
    assert (attached.id, attached.text.strip()) == ("x!/more.txt", OTHER)
    assert problem(b"nothing", "msg").startswith("x: no Outlook message, or a broken one")


def tar(files, mode="w"):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(f"./{name}")
            info.size = len(content.encode())
            archive.addfile(info, io.BytesIO(content.encode()))
    return stream.getvalue()


def test_zip_tar_and_gz():
    files = {"b/two.txt": OTHER, "a.html": f"<article><p>{BODY}</p><p>{OTHER}</p></article>", "logo.png": "x",
             "__MACOSX/a.txt": "x", ".hidden.txt": "x"}  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    assert [a.id for a in told(stream.getvalue(), name="n.zip")] == ["n.zip!/a.html", "n.zip!/b/two.txt"]
    packed_tar = tar(files, "w:gz")
    assert [a.id for a in told(packed_tar, "tar", name="n.tgz")] == [
        "n.tgz!/b/two.txt",
        "n.tgz!/a.html",
    ]
    inner = told(gzip.compress(packed_tar), "gz", name="n.tar.gz.gz")
    assert [a.id for a in inner] == ["n.tar.gz.gz!/b/two.txt", "n.tar.gz.gz!/a.html"] or len(inner) == 2
    (article,) = told(gzip.compress(BODY.encode()), name="a.txt.gz")
    assert (article.id, article.text) == ("a.txt.gz", BODY)
    (row,) = told(gzip.compress(json.dumps({"id": "k", "text": BODY}).encode()), name="a.jsonl.gz")
    assert row.id == "a.jsonl.gz#k"


def test_archives_that_are_broken_or_hostile():
    assert problem(b"PK nothing", "zip").startswith("x: a broken zip archive")
    assert problem(b"nothing", "tar").startswith("x: a broken tar archive")
    assert problem(b"\x1f\x8bnothing", "gz").startswith("x: broken in the archive")
    bomb = packed(**{"a.txt": b"0" * 3_000_000})
    assert "unpacks to 2," in problem(bomb, "zip", limits=limits(["archive=2000000"]))
    many = packed(**{f"{n}.txt": BODY for n in range(9)})
    found = contents(many, "zip", limits=limits([f"archive={len(BODY) * 4 + 10}"]))
    assert (len(found.articles), len(found.problems)) == (4, 1)
    nested = packed(**{"a.txt": BODY})
    for _ in range(4):
        nested = packed(**{"in.zip": nested, "b.txt": OTHER})
    found = contents(nested, "zip")
    assert "more than 3 archives in each other" in str(found.problems[-1])
    broken = packed(**{"a.txt": BODY, "b.txt": OTHER}).replace(BODY.encode(), BODY.encode())
    at = broken.index(b"a.txt") + 8
    spoilt = broken[:at] + b"\xff\xff\xff" + broken[at + 3 :]
    found = contents(spoilt, "zip")
    assert [a.id for a in found.articles] == ["x!/b.txt"]
    assert str(found.problems[0]).startswith("x: !/a.txt: broken in the archive")


def page(text):
    return f"<html lang='en'><body><article><p>{text}</p><p>{text}</p></article></body></html>"


def record(uri, status, kind, content):
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{content}"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2021-05-03T10:00:00Z\r\n"
    head += "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
    return f"{head}Content-Length: {len(answer.encode())}\r\n\r\n{answer}\r\n\r\n".encode()


def test_warc():
    answers = (
        ("https://example.org/1", "200 OK", "text/html; charset=utf-8", page(BODY)),
        ("https://example.org/1", "200 OK", "text/html", page(OTHER)),
        ("https://example.org/2", "404 Not Found", "text/html", page(OTHER)),
        ("https://example.org/3", "200 OK", "image/png", "PNG"),
        ("https://example.org/4", "200 OK", "text/plain", OTHER),
    )
    records = [record(*answer) for answer in answers]
    for name, format, data in (
        ("w.warc", "warc", b"".join(records)),
        ("w.warc.gz", "gz", b"".join(map(gzip.compress, records))),
    ):
        one, four = told(data, format, name=name)
        assert (one.id, one.url, four.id) == (answers[0][0], answers[0][0], answers[4][0])
        assert four.text == OTHER
    assert problem(b"nothing at all", "warc").startswith("x: ")


@pytest.mark.parametrize(
    "value",
    [
        {"response": {"docs": [{"text": BODY, "headline": "T", "date": "2021"}]}},
        [{"attributes": {"body": BODY, "headline": "T", "date": "2021"}, "tags": [{"body": "no"}] * 3}],
        {
            "meta": {"n": 1},
            "tags": ["a"],
            "items": [{"content": [BODY], "title": "T", "published": 1609459200}],
        },
    ],
)
def test_json_of_any_shape(value):
    (article,) = told(json.dumps(value), "json")
    assert (article.text, article.headline, article.published[:4]) == (BODY, "T", "2021")


def test_columns_that_are_told():
    rows = [{"artikel": {"inhalt": BODY}, "kopf": "T", "wann": "3.5.2021", "title": "no"}]
    data = json.dumps(rows)
    assert "--columns text=artikel.inhalt" in problem(data, "json")
    chosen = choices(["text=artikel.inhalt,title=kopf", "published=wann"])
    (article,) = told(data, "json", columns=chosen)
    assert (article.text, article.headline, article.published) == (BODY, "T", "2021-05-03")
    (article,) = told(f"artikel;kopf\n{BODY};T\n", "csv", columns=choices(["text=Artikel,title=kopf"]))
    assert (article.text, article.headline) == (BODY, "T")
    with pytest.raises(DataError, match="'txt=a' is no FIELD=COLUMN, where FIELD is one of text, title"):
        choices(["txt=a"])


def test_columns_of_a_file():
    source = from_bytes(f"nr,artikel,date\n1,{BODY},2021\n2,,2022\n".encode(), name="x", format="csv")
    found = {column.name: (column.field, column.filled, column.example) for column in columns(source)}
    assert found == {"nr": (None, 2, "1"), "artikel": (None, 1, BODY), "date": ("published", 2, "2021")}


NITF = f"""<nitf><head><title>No</title><docdata>
<date.issue norm="20210503T101500Z"/><doc-id id-string="n1"/></docdata>
<pubdata name="Daily Sample" date.publication="20210504"/></head><body><body.head>
<hedline><hl1>Bridge opens</hl1></hedline>
<byline>By <person>Jane Roe</person></byline></body.head><body.content><block>
<p>{BODY}</p><media><p>no</p></media>
<p>{OTHER}</p></block></body.content><body.end><tagline>no</tagline></body.end></body></nitf>"""
NEWSML = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="urn:1">
<itemMeta><provider literal="agency"><name>Sample Agency</name></provider>
<firstCreated>2021-05-03T10:00:00Z</firstCreated>
<versionCreated>2021-06-01T10:00:00Z</versionCreated></itemMeta><contentMeta><headline>Bridge opens</headline>
<by>By Jane Roe</by>
</contentMeta><contentSet><inlineXML>
<html xmlns="http://www.w3.org/1999/xhtml"><body>
<p>{BODY}</p><p>{OTHER}</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"""


@pytest.mark.parametrize(
    ("data", "source", "id"), [(NITF, "Daily Sample", "x#n1"), (NEWSML, "Sample Agency", "x#urn:1")]
)
def test_xml_of_news_agencies(data, source, id):
    (article,) = told(data, "xml")
    assert article.text == f"{BODY}\n{OTHER}"
    assert (article.headline, article.author, article.published) == ("Bridge opens", "Jane Roe", "2021-05-03")
    assert (article.source, article.id) == (source, id)


def test_xml_with_the_usual_names():
    rows = "".join(f"<item id='{n}'><Headline>T{n}</Headline><PubDate>2021-05-0{n}</PubDate>"
                   f"<FullText><p>{BODY}</p><p>{n}</p></FullText></item>" for n in (1, 2))  # fmt: skip
    one, two = told(f"<root><items>{rows}</items></root>", "xml")
    assert (one.id, one.headline, one.text, two.published) == ("x#1", "T1", f"{BODY}\n1", "2021-05-02")
