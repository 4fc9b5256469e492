"""Dates of every form in columns, authors, invisible characters, footnotes, encodings, short pages."""

import json

import pytest

from kg.articles import from_bytes, read
from kg.articles.authors import author
from kg.articles.dates import edtf, order_of


def contents(data, format):
    return read(from_bytes(data if isinstance(data, bytes) else data.encode(), name="x", format=format))


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("25.12.2021", "2021-12-25"),
        ("03.04.2021", "2021-04-03"),  # with dots the day is first
        ("3.4.21", "2021-04-03"),
        ("25/12/2021", "2021-12-25"),
        ("12/25/2021", "2021-12-25"),
        ("03/04/2021", "2021"),  # either, so that only the year is sure
        ("03/03/2021", "2021-03-03"),
        ("31/12/99", "1999-12-31"),
        ("2021/12/25", "2021-12-25"),
        ("2021.12.25 10:00", "2021-12-25"),
        ("12/2021", "2021-12"),
        ("2021/12", "2021-12"),
        ("December 2021", "2021-12"),
        ("Dec-21", "2021-12"),
        ("2021", "2021"),
        ("2021.0", "2021"),
        ("20211225", "2021-12-25"),
        ("20211225T101500Z", "2021-12-25"),
        ("202112", "2021-12"),
        ("1640390400", "2021-12-25"),
        ("1640390400000", "2021-12-25"),
        ("1640390400.0", "2021-12-25"),
        ("2021-12-25T10:15:00+01:00", "2021-12-25"),
        ("25/13/2021", None),
        ("31.02.2021", None),
        ("soon", None),
    ],
)
def test_dates(written, date):
    assert edtf(written) == date


def test_a_column_settles_which_number_is_the_day():
    assert order_of(["03/04/2021", "25/04/2021"]) == "dmy"
    assert order_of(["03/04/2021", "04/25/2021", "2021-05-03"]) == "mdy"
    assert order_of(["03/04/2021"]) is None
    assert order_of(["25/04/2021", "04/25/2021"]) is None
    rows = "text,date\nOne thing.,03/04/2021\nAnother thing.,25/04/2021\n"
    assert [a.published for a in contents(rows, "csv").articles] == ["2021-04-03", "2021-04-25"]


def test_a_date_that_cannot_be_read_is_told_and_loses_no_article():
    rows = [
        {"text": f"Thing {n}.", "date": date} for n, date in enumerate(("2021-05-03", "whenever", "", "x"))
    ]
    found = contents(json.dumps(rows), "json")
    assert [article.published for article in found.articles] == ["2021-05-03", None, None, None]
    assert list(map(str, found.problems)) == [
        "x: 2 of its dates cannot be read, such as 'whenever' in row 2;"
        " write them like 2021-05-03, 2021-05 or 2021"
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("BY JANE ROE", "JANE ROE"),
        ("Reported by: Jane Roe", "Jane Roe"),
        ("Username", ""),
        ("admin", ""),
        ("Photo: John Moe/AP", ""),
        ("Jane Roe; Photo by John Moe", "Jane Roe"),
        ("Jane Roe | Image via Agency", "Jane Roe"),
        ("Jane Roe, John Moe", "Jane Roe, John Moe"),
        ("Byron Bay", "Byron Bay"),
        ("Imogen Grant", "Imogen Grant"),
    ],
)
def test_authors(written, name):
    assert author(written) == name


def test_what_nobody_sees_is_no_part_of_words():
    text = "The gov\u00ader\u00adnor of Sample\u200b Province \u2060opened\ufeff a bridge."
    forms = (("txt", text), ("json", json.dumps({"text": text})), ("html", f"<p>{text}</p>" * 3))
    for format, data in forms:
        (article,) = contents(data, format).articles
        assert "The governor of Sample Province opened a bridge." in article.text


def test_marks_of_footnotes_are_skipped():
    text = (
        "The bridge[1] cost 40 million.[2][3] It is 3 km² long,¹ she said [sic] to [the] press."
        "[citation needed]\n"
        "It opened in 2021 [14, 15] and won² nothing; he[a] left."
    )
    (article,) = contents(text, "txt").articles
    marks = [text[s.start : s.end] for s in article.skip if s.kind == "footnote"]
    assert marks == ["[1]", "[2]", "[3]", "¹", "[citation needed]", " [14, 15]", "[a]"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "iso2022_jp"])
def test_encodings_without_a_mark(encoding):
    text = "The governor of Sample Province opened a bridge on Monday, and it cost 40 million euros."
    text += " \u6771\u4eac" if encoding == "iso2022_jp" else " \u2013 so he said."
    (article,) = contents(text.encode(encoding), "txt").articles
    assert article.text == text


def test_zero_bytes_are_no_utf16():
    (problem,) = contents(b"Some text\0\0\0 and more of it.", "txt").problems
    assert "binary data" in str(problem)


def test_a_dateline_gives_the_date_where_nothing_else_does():
    body = "NAIROBI, Kenya, May 3, 2021 (AP) - The governor opened a bridge. It cost 40 million euros."
    assert contents(body, "txt").articles[0].published == "2021-05-03"
    dated = contents(f"Published: 4 May 2021\n\n{body}", "txt").articles[0]
    assert dated.published == "2021-05-04"
    assert contents(body.replace(", 2021", ""), "txt").articles[0].published is None


def test_short_pages_keep_their_paragraphs():
    lines = ["The governor opened a bridge.", "It cost 40 million.", "Engineers planned it for years."]
    page = f"<html lang='en'><body><div>{''.join(f'<p>{line}</p>' for line in lines)}</div></body></html>"
    assert contents(page, "html").articles[0].text.split("\n") == lines
