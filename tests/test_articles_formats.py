"""Each format: text, metadata, ids, and one clear line for what cannot be read."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from made_up import cases

from kg.articles import from_bytes, read
from kg.articles.reading import READERS
from kg.articles.sources import Source
from kg.errors import DataError
from kg.limits import USUAL, limits
from kg.records import Article

BODY = "The governor of Sample Province opened a bridge on Monday. It cost 40 million euros."


def articles(data: bytes | str, format: str) -> tuple[Article, ...]:
    contents = read(from_bytes(data if isinstance(data, bytes) else data.encode(), name="x", format=format))
    assert contents.problems == ()
    return contents.articles


def article(data: bytes | str, format: str) -> Article:
    (only,) = articles(data, format)
    return only


def problems(data: bytes | str, format: str) -> list[str]:
    contents = read(from_bytes(data if isinstance(data, bytes) else data.encode(), name="x", format=format))
    return [str(problem) for problem in contents.problems]


def pdf(*pages: list[str], info: str = "") -> bytes:
    """A minimal PDF with a line of text for each string."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{5 + 2 * i} 0 R' for i in range(len(pages)))}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<<{info}>>",
    ]
    for number, lines in enumerate(pages):
        stream = "BT /F1 12 Tf 14 TL 50 700 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        content = f"{6 + 2 * number} 0 R"
        font = "/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]{font}/Contents {content}>>")
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    body = "%PDF-1.4\n"
    places = []
    for number, value in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj{value}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R/Info 4 0 R>>\n"
    return f"{body}{end}startxref\n{len(body)}\n%%EOF".encode("latin-1")


def test_plain_text_is_kept_byte_for_byte() -> None:
    text = "A bridge opens\r\n\r\n  It is long. \ud7ff😀\r\n"
    assert article(text, "txt").text == text


def test_front_matter_gives_metadata_and_is_skipped() -> None:
    text = (
        "---\ntitle: Bridge opens\nDate: 2021-05-03\nauthors: [Jane Roe, John Moe]\npublisher: Daily Sample\n"
        "link: https://example.org/bridge\nlang: en-GB\n---\n" + BODY
    )
    found = article(text, "md")
    assert found.id == found.url == "https://example.org/bridge"
    assert (found.headline, found.published, found.author) == (
        "Bridge opens",
        "2021-05-03",
        "Jane Roe, John Moe",
    )
    assert (found.source, found.language) == ("Daily Sample", "en-GB")
    (skip,) = found.skip
    assert (skip.kind, text[skip.end :]) == ("front-matter", "\n" + BODY)


def test_front_matter_with_a_colon_in_a_value() -> None:
    found = article(f"---\ntitle: Bridge: day 3\ndate: 2021-05\n---\n{BODY}", "txt")
    assert (found.headline, found.published) == ("Bridge: day 3", "2021-05")


def test_two_rules_around_text_are_no_front_matter() -> None:
    assert article(f"---\nJust some words\n---\n{BODY}", "txt").skip == ()


def test_broken_front_matter_is_a_problem() -> None:
    assert problems(f"---\ntitle: a: b\n[broken\n---\n{BODY}", "txt") == [
        "x: its front matter is not YAML: '[broken'"
    ]


def test_header_lines_give_metadata() -> None:
    found = article(f"Title: Bridge opens\nDate: Nov. 3, 2021\nSource: Daily Sample\n\n{BODY}", "txt")
    assert (found.headline, found.published, found.source) == ("Bridge opens", "2021-11-03", "Daily Sample")
    assert found.text[found.skip[0].end :].strip() == BODY


def test_a_single_line_with_a_colon_is_text() -> None:
    assert article(f"Source: the river rises here.\n{BODY}", "txt").skip == ()


def test_title_date_author_and_source_from_the_first_lines() -> None:
    found = article(
        f"Bridge opens in Sampleville\n\nBy Jane Roe\nMay 3, 2021 8:02 am\n[Source: DS News]\n\n{BODY}", "txt"
    )
    assert found.headline == "Bridge opens in Sampleville"
    assert (found.published, found.author, found.source) == ("2021-05-03", "Jane Roe", "DS News")
    assert [skip.kind for skip in found.skip] == ["byline", "timestamp", "source"]


def test_a_sentence_is_no_title() -> None:
    assert article(f"{BODY}\n\nMore text.", "txt").headline is None


def test_the_title_is_not_taken_from_furniture() -> None:
    assert article(f"Subscribe now\n\nBridge opens\n\n{BODY}", "txt").headline == "Bridge opens"


def test_the_publication_date_goes_before_the_update() -> None:
    text = f"Updated: 4 May 2021\nPublished: 3 May 2021\n\n{BODY}"
    assert article(text, "txt").published == "2021-05-03"


def test_markdown_marks_are_skipped() -> None:
    text = f"# Bridge opens\n\n**Long** [wait](https://example.org/w) over. ![A bridge](b.png)\n\n{BODY}"
    found = article(text, "md")
    assert found.headline == "Bridge opens"
    assert [text[skip.start : skip.end] for skip in found.skip] == [
        "# ", "**", "**", "[", "](https://example.org/w)", "![A bridge](b.png)",
    ]  # fmt: skip


def test_html_page() -> None:
    page = f"""<html lang="en"><head><title>Bridge opens | Daily Sample</title>
    <meta property="og:site_name" content="Daily Sample"><meta name="author" content="Jane Roe">
    <meta property="article:published_time" content="2021-05-03T23:10:00-05:00">
    <link rel="canonical" href="https://example.org/bridge"></head>
    <body><nav><a href="/">Home</a></nav><article><h1>Bridge opens</h1><p>{BODY}</p>
    <p>Engineers of Sample Bau planned it, and 300 people worked at it for three years and a half.</p>
    </article><footer>About us</footer></body></html>"""
    found = article(page, "html")
    assert found.text.splitlines()[-2] == BODY
    assert "About us" not in found.text
    assert (found.headline, found.published, found.author) == ("Bridge opens", "2021-05-03", "Jane Roe")
    assert (found.source, found.id) == ("Daily Sample", "https://example.org/bridge")


def test_pdf_paragraphs_hyphens_and_running_heads() -> None:
    first = [
        "Daily Sample, page 1",
        "The governor of Sample Province opened a bridge on Mon-",
        "day. It cost 40 million.",
    ]
    second = [
        "Daily Sample, page 2",
        "Engineers planned it for three years and a half, people",
        "said. The end came.",
    ]
    found = article(pdf(first, second, info="/Title(Bridge opens)/CreationDate(D:20210503101500)"), "pdf")
    assert found.text.splitlines() == [
        "The governor of Sample Province opened a bridge on Monday. It cost 40 million.",
        "Engineers planned it for three years and a half, people said. The end came.",
    ]
    assert (found.headline, found.published) == ("Bridge opens", "2021-05-03")
    assert found.text[found.pages[1] :].startswith("Engineers planned")
    assert [found.page(0), found.page(found.pages[1] - 1), found.page(len(found.text) - 1)] == [1, 1, 2]


def test_pages_that_end_within_a_paragraph_or_hold_nothing() -> None:
    first = ["The governor of Sample Province opened a bridge for govern-"]
    last = ["ment officials on Monday afternoon in the rain."]
    found = article(pdf(first, [], last), "pdf")
    assert found.text.count("\n") == 0 and "for government officials" in found.text
    assert found.pages == (0, found.text.index("ment officials"), found.text.index("ment officials"))
    assert found.page(found.text.index("Monday")) == 3
    assert article(pdf(["Only one page of the governor."]), "pdf").pages == ()


@pytest.mark.parametrize(
    ("lines", "paragraph"),
    [
        (["a pro-", "Europe march of twenty thousand"], "a pro- Europe march of twenty thousand"),
        (["a well-known well-", "known bridge"], "a well-known well-known bridge"),
        (["the govern-", "ment of today"], "the government of today"),
    ],
)
def test_hyphens_at_line_ends(lines: list[str], paragraph: str) -> None:
    from kg.articles.printed_lines import joined

    assert joined([lines]) == (paragraph, (0,))


def test_docx() -> None:
    from docx import Document

    document = Document()
    document.core_properties.author = "Jane Roe"
    for line in ("Bridge opens in Sampleville", "Published: 3 May 2021", BODY):
        document.add_paragraph(line)
    document.add_table(1, 2).cell(0, 1).text = "A cell."
    stream = io.BytesIO()
    document.save(stream)
    found = article(stream.getvalue(), "docx")
    assert found.text == f"Bridge opens in Sampleville\nPublished: 3 May 2021\n{BODY}\nA cell."
    assert (found.headline, found.author, found.published) == (
        "Bridge opens in Sampleville",
        "Jane Roe",
        "2021-05-03",
    )


def test_mail() -> None:
    message = (
        "From: Jane Roe <jane@example.org>\nSubject: =?utf-8?q?Bridge_=E2=80=93_open?=\n"
        "Date: Mon, 03 May 2021 23:10:00 -0500\nMIME-Version: 1.0\n"
        "Content-Type: multipart/alternative; boundary=b\n\n"
        f"--b\nContent-Type: text/html\n\n<p>no</p>\n--b\nContent-Type: text/plain\n\n{BODY}\n--b--\n"
    )
    found = article(message, "eml")
    assert (found.headline, found.author, found.published) == ("Bridge \u2013 open", "Jane Roe", "2021-05-03")
    assert found.text.strip() == BODY


def test_mailbox() -> None:
    box = "From j@example.org Mon May  3 23:10:00 2021\nSubject: One\n"
    box += f"Message-ID: <m1>\n\n{BODY}\n>From here on.\n\n"
    box += "From k@example.org Mon May  3 23:10:00 2021\nSubject: Two\n\nShort.\n"
    one, two = articles(box, "mbox")
    assert (one.id, one.headline, two.id) == ("x#m1", "One", "x#2")
    assert one.text.rstrip().endswith("\nFrom here on.")


def test_json_lines_and_one_bad_row() -> None:
    rows = [
        {"id": "a", "text": "Plain text."},
        {"url": "http://e.org/1", "headline": "T", "body": "<p>One &amp; two</p><p>Three</p>",
         "publishedAt": "2021-05-03T10:00:00Z", "author": [{"name": "J. Roe"}, {"name": "J. Moe"}]},
        {"title": "no text"},
    ]  # fmt: skip
    data = "\n".join([*map(json.dumps, rows), "{broken", "[1]", json.dumps(rows[0])])
    contents = read(from_bytes(data.encode(), name="x.jsonl", format="jsonl"))
    first, second = contents.articles
    assert (first.id, first.text) == ("x.jsonl#a", "Plain text.")
    assert (second.id, second.text, second.author) == ("http://e.org/1", "One & two\nThree", "J. Roe, J. Moe")
    assert (second.headline, second.published) == ("T", "2021-05-03")
    messages = [str(problem) for problem in contents.problems]
    assert messages[0] == "x.jsonl: row 3: no text in it"
    assert messages[1].startswith("x.jsonl: row 4: broken JSON")
    assert messages[2:] == [
        "x.jsonl: row 5: no object with named fields",
        "x.jsonl: two articles have the id x.jsonl#a",
    ]


@pytest.mark.parametrize(
    "data", ['[{"text": "One."}]', '{"articles": [{"text": "One."}]}', '{"text": "One."}']
)
def test_json(data: str) -> None:
    assert [found.text for found in articles(data, "json")] == ["One."]


def test_csv_with_semicolons_quotes_and_line_breaks() -> None:
    data = 'ID;Headline;Body;Date\nb7;T;"Hello, ""you""\nthere";25.12.2021\n;;Second.;03/04/2021\n'
    one, two = articles(data, "csv")
    assert (one.id, one.headline, one.text, one.published) == (
        "x#b7",
        "T",
        'Hello, "you"\nthere',
        "2021-12-25",
    )
    assert (two.id, two.published) == ("x#2", "2021-04-03")  # as the other one says


def test_csv_without_a_column_for_the_text() -> None:
    assert problems("a,b\n1,2\n", "csv") == [
        "x: no column for the text (such as text, body or content) among: a,b;"
        " --columns text=a would read it, 'kg columns FILE' shows what there is"
    ]


RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Daily Sample</title><language>en</language>
<item><title>T &amp;amp; U</title><link>https://e.org/1</link>
<pubDate>Mon, 03 May 2021 23:10:00 -0500</pubDate>
<description>short</description><content:encoded><![CDATA[<p>Long text.</p><script>x</script><p>More.</p>]]>
</content:encoded></item><item><title>Empty</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Daily Sample</title>
<entry><id>tag:1</id><title>T</title>
<updated>2021-05-03T10:00:00Z</updated><author><name>Jane Roe</name></author><summary>Some text.</summary>
</entry></feed>"""


def test_rss() -> None:
    contents = read(from_bytes(RSS.encode(), name="x.rss", format="feed"))
    (found,) = contents.articles
    assert (found.id, found.text, found.headline) == ("https://e.org/1", "Long text.\nMore.", "T & U")
    assert (found.published, found.source) == ("2021-05-03", "Daily Sample")
    assert [str(problem) for problem in contents.problems] == ["x.rss: entry 2: no text in it"]


def test_atom() -> None:
    found = article(ATOM, "feed")
    assert (found.id, found.text, found.author) == ("x#tag:1", "Some text.", "Jane Roe")
    assert (found.published, found.source) == ("2021-05-03", "Daily Sample")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
def test_encodings(encoding: str) -> None:
    text = (
        "The \u201c\u00c9lys\u00e9e\u201d said so \u2014 it is today\u2019s news in all of the papers here."
    )
    data = text.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    assert article(data, "txt").text == text


def test_a_few_broken_bytes_do_not_change_the_rest() -> None:
    data = "L\u2019\u00c9lys\u00e9e, \u201cyes\u201d. ".encode() * 3 + b"\xe2\x80 end"
    assert article(data, "txt").text.endswith("\ufffd end")


RUSSIAN = "Сегодня губернатор открыл новый мост через реку. Его строили три года. "


@pytest.mark.parametrize(
    ("data", "format", "message"),
    [
        (b"", "txt", "x: no input"),
        (b" \n\t", "txt", "x: no input"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "txt", "x: binary data, not text"),
        (bytes(range(1, 9)) * 20, "txt", "x: binary data, not text"),
        (b"\xff\xfea", "txt", "x: marked as utf-16, but broken at byte 2"),
        (b"Leave a comment", "txt", "x: nothing but page furniture in it"),
        (b"---\ntitle: T\n---\n", "txt", "x: no text in it"),
        (RUSSIAN * 20, "txt", "x: its language seems to be ru; only English is read"),
        ("Le pr\u00e9sident a d\u00e9clar\u00e9 que la situation \u00e9tait grave pour tout le pays. " * 6,
         "txt", "x: its language seems to be fr; only English is read"),
        ("---\nlanguage: de\n---\nGuten Tag.", "txt", "x: its language is de; only English is read"),
        (b"%PDF-1.4 nothing", "pdf", "x: a broken PDF"),
        (b"nothing", "pdf", "x: a broken PDF"),
        (pdf([]), "pdf", "x: no text in it (a scanned PDF? --ocr reads it)"),
        (b"PK nothing", "docx", "x: no Word document, or a broken one"),
        (b"nothing at all", "eml", "x: no mail message: it has no headers"),
        (b"Subject: T\n\n", "eml", "x: no text in it"),
        (b"nothing", "mbox", "x: no mailbox"),
        (b"<html><body></body></html>", "html", "x: no article text in the page"),
        (b"<rss><channel><item><title>&#55296;</title></item></channel></rss>", "feed", "x: a broken feed"),
        (b"Some text.\0", "txt", "x: binary data, not text"),
        (b"<a><b/></a>", "feed", "x: no RSS or Atom feed"),
        (b"nothing", "rtf", "x: no RTF file"),
        (b"{\\rtf1 }", "rtf", "x: no text in it"),
        (b"<a><b/></a>", "xml", "x: no feed, and no article in it: nothing in <a> is named text"),
        (b"<a><b", "xml", "x: no RSS or Atom feed"),
        (b"{broken", "json", "x: broken JSON"),
        (b"[]", "json", "x: no articles in it"),
        (b"x", "doc", "x: unknown format 'doc'"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_one_line(data: bytes | str, format: str, message: str) -> None:
    (problem,) = problems(data, format)
    assert problem.startswith(message)
    assert "\n" not in problem


def test_a_word_file_that_unpacks_to_too_much() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * (USUAL.unpacked + 1))
        packed.writestr("word/media/image.png", b"0" * USUAL.unpacked)
    (problem,) = problems(stream.getvalue(), "docx")
    assert problem.startswith("x: unpacks to 20,000,001 bytes or more; at most 20,000,000 bytes are read")


def docx(body: str) -> bytes:
    """A Word file with that XML as its body."""
    import docx

    made, packed = io.BytesIO(), io.BytesIO()
    docx.Document().save(made)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            xml = f'<w:document xmlns:w="{space}">{body}</w:document>'.encode()
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    return packed.getvalue()


TABLE = "<w:body><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl></w:body>"
PDF = "%PDF-1.4\n{}trailer<</Root 1 0 R/Size 9>>\nstartxref\n0\n%%EOF"
HOSTILE = {
    "brackets in front matter": ("txt", f"---\ntitle: {'[' * 5000}\n---\n{BODY}"),
    "a value that holds itself": ("txt", f"---\ntitle: &a [*a]\n---\n{BODY}"),
    "nested JSON": ("json", f'[{{"text": "{BODY}", "title": {"[" * 700}{"]" * 700}}}]'),
    "broken nested JSON": ("json", "[" * 200_000),
    "nested JSON in a line": ("jsonl", f'{{"text": "{BODY}", "title": {"[" * 900}{"]" * 900}}}'),
    "mail in mail": ("eml", "From: a@example.org\n" + "Content-Type: message/rfc822\n\n" * 1500 + BODY),
    "parts in parts": (
        "eml",
        "From: a@example.org\n"
        + "".join(f'Content-Type: multipart/mixed; boundary="b{i}"\n\n--b{i}\n' for i in range(1500)),
    ),
    "an unknown charset": ("eml", f'Content-Type: text/plain; charset="%"\n\n{BODY}'),
    "brackets in a header": ("eml", f"From: {'(' * 2000}\n\n{BODY}"),
    "a Word file without a body": ("docx", docx("")),
    "nested elements": ("docx", docx("<w:body>" + "<w:tbl>" * 500 + "</w:tbl>" * 500 + "</w:body>")),
    "a cell that goes on from nothing": (
        "docx",
        docx(TABLE.format("<w:tcPr><w:vMerge/></w:tcPr><w:p/>")),
    ),
    "pages of themselves": (
        "pdf",
        PDF.format("1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]>>endobj\n"),
    ),
    "nested arrays": ("pdf", PDF.format(f"1 0 obj<</X {'[' * 20000}{']' * 20000}>>endobj\n")),
    "groups in groups": ("rtf", "{\\rtf1 " + "{" * 5000 + BODY),
    "groups that end too early": ("rtf", "{\\rtf1 " + "}" * 5000 + BODY),
    "a picture of more bytes than there are": ("rtf", f"{{\\rtf1 {BODY}\\bin999999999 "),
    "a code page of its own": ("rtf", f"{{\\rtf1\\ansicpg99999 {BODY}}}"),
    "elements in elements": ("xml", "<a>" * 5000 + BODY),
    "entities of entities": (
        "xml",
        '<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;">]>'
        f"<a><story><headline>&y;</headline><body>{BODY}</body></story></a>",
    ),
    "a file that an entity names": (
        "xml",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f"<a><story><headline>&x;</headline><date>2021</date><body>{BODY}&x;</body></story></a>",
    ),
    "nested markup": ("html", "<html><body>" + "<div>" * 20_000 + BODY),
    "a nested feed": ("feed", "<rss version='2.0'><channel>" + "<a>" * 5000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_trips_a_library_is_one_line(name: str) -> None:
    """Either the text is read, or one line says what is wrong; nothing is an error of ours."""
    format, data = HOSTILE[name]
    found = read(from_bytes(data if isinstance(data, bytes) else data.encode(), name="x", format=format))
    assert len(found.articles) + len(found.problems) == 1
    assert all(BODY in article.text for article in found.articles)
    assert all(str(problem).startswith("x: ") for problem in found.problems)


def test_a_few_lines_of_yaml_do_not_stand_for_billions() -> None:
    bomb = "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12))
    assert problems(f"---\na0: &a0 [x]\n{bomb}title: *a11\n---\n{BODY}", "txt") == [
        "x: its front matter is not YAML: 'a0: &a0 [x]'"
    ]


def test_a_cell_of_a_billion_columns_is_read_once() -> None:
    wide = "<w:tcPr><w:gridSpan w:val='2000000000'/></w:tcPr>"
    found = article(docx(TABLE.format(f"{wide}<w:p><w:r><w:t>{BODY}</w:t></w:r></w:p>")), "docx")
    assert found.text == BODY


LONG = " ".join([BODY] * 12)


def _more() -> dict[str, bytes | str]:
    """The long text in formats that other tests make."""
    import gzip

    import test_epub
    import test_more_formats as more

    saved = f"Content-Type: text/html\n\n<html><body><article><p>{LONG}</p></article></body></html>"
    return {
        "odt": more.odt(f"<text:p>{LONG}</text:p>"),
        "xlsx": more.xlsx(("Sheet", [["text"], [LONG]])),
        "msg": more.msg(LONG, attached=False),
        "mhtml": saved,
        "zip": more.packed(**{"a.txt": LONG}),
        "tar": more.tar({"a.txt": LONG}),
        "gz": gzip.compress(LONG.encode()),
        "epub": test_epub.book(**{"one.xhtml": test_epub.page("Bridge", LONG), "OEBPS__b two.xhtml": None}),
        "warc": more.record("https://example.org/1", "200 OK", "text/plain", LONG),
    }


MORE = _more()
LARGE = {
    "txt": LONG,
    "md": LONG,
    "html": f"<html><body><article><p>{LONG}</p></article></body></html>",
    "pdf": pdf([BODY] * 12),
    "docx": docx("<w:body>" + f"<w:p><w:r><w:t>{BODY}</w:t></w:r></w:p>" * 12 + "</w:body>"),
    "eml": f"From: a@example.org\nSubject: Bridge\n\n{LONG}",
    "mbox": f"From a Mon May  3 2021\nFrom: a@example.org\n\n{LONG}",
    "json": json.dumps([{"text": LONG}]),
    "jsonl": json.dumps({"text": LONG}),
    "csv": f"text\n{LONG}\n",
    "rtf": f"{{\\rtf1\\ansi {LONG}\\par}}",
    **MORE,
    "xml": f"<news><story><headline>Bridge</headline><body>{LONG}</body></story></news>",
    "feed": f"<rss version='2.0'><channel><item><description>{LONG}</description></item></channel></rss>",
}


@pytest.mark.parametrize("format", sorted(READERS.keys() - {"image"}))  # test_scans.py has those
@pytest.mark.parametrize(
    ("limit", "what"), [("characters=999", "characters"), ("words=150", "words and marks")]
)
def test_no_format_lets_more_through_than_is_read(format: str, limit: str, what: str) -> None:
    data = LARGE[format]
    source = from_bytes(data if isinstance(data, bytes) else data.encode(), name="x", format=format)
    assert len(read(source).articles) == 1
    found = read(replace(source, limits=limits([limit])))
    assert found.articles == ()
    (problem,) = map(str, found.problems)
    assert f" {what}" in problem and f"(--limit {limit.split('=')[0]}=NUMBER reads more)" in problem


def test_a_long_row_does_not_lose_the_others() -> None:
    data = f"text\n{LONG}\n{BODY}\n".encode()
    found = read(replace(from_bytes(data, name="x", format="csv"), limits=limits(["words=100"])))
    assert [article.id for article in found.articles] == ["x#2"]
    assert len(found.problems) == 1


def test_pages_that_unpack_to_too_much() -> None:
    source = from_bytes(pdf([BODY] * 12, [BODY] * 12), name="x", format="pdf")
    assert len(read(source).articles) == 1
    (problem,) = read(replace(source, limits=limits(["unpacked=1500"]))).problems
    assert str(problem).startswith("x: unpacks to ")


def test_empty_paragraphs_count() -> None:
    source = from_bytes(docx("<w:body>" + "<w:p/>" * 1000 + "</w:body>"), name="x", format="docx")
    (problem,) = read(replace(source, limits=limits(["characters=999"]))).problems
    assert "1,000 characters or more" in str(problem)


def test_a_file_that_is_too_large_is_not_even_loaded(tmp_path) -> None:
    path = tmp_path / "x.txt"
    with path.open("wb") as file:
        file.truncate(10**12)
    (problem,) = read(Source(path, "x", "txt")).problems
    assert str(problem).startswith("x: is 1,000,000,000,000 bytes long; at most 1,000,000 characters are")


@pytest.mark.parametrize(
    "unit", cases(["a", "_", "A. ", " ", "\n", "\u00e9", "\u4e2d", "\U0001f600", "(", "x\n", "1 "], 3)
)
def test_a_megabyte_of_anything_is_refused_or_read_at_once(unit: str) -> None:
    """The words of what is left are few enough to be read in seconds."""
    text = f"{BODY}\n\n{unit * (1_000_000 // len(unit.encode()))}"
    found = read(from_bytes(text.encode(), name="x", format="txt"))
    assert len(found.articles) + len(found.problems) == 1
    for one in found.articles:
        USUAL.check(one.text)


def test_limits_are_names_with_numbers() -> None:
    found = limits(["words=5", "unpacked=7"], limits(["characters=3"]))
    assert (found.words, found.unpacked, found.characters) == (5, 7, 3)
    assert limits(str(found).split()) == found
    assert str(USUAL) == ""
    for wrong in ("words", "words=", "words=-1", "words=many", "pages=3", "words=9999999999999999"):
        with pytest.raises(
            DataError, match=f"'{wrong}' is no limit: NAME=NUMBER, where NAME is one of unpacked, "
        ):
            limits([wrong])
