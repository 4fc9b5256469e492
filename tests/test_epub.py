"""E-books: chapters as articles, and what is broken, locked or too large."""

import pytest
from test_more_formats import packed, problem, told

from kg.articles import find_sources
from kg.limits import limits

ONE = (
    "The governor of Sample Province opened a bridge on Monday. It cost 40 million euros, more than planned. "
)
TWO = "The mayor of Exampleton closed a road on Friday. Nobody knows why she did so, and nobody has asked. "
CONTAINER = '<container xmlns="urn:c"><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>'
ITEM = '<item id="{0}" href="{1}" media-type="application/xhtml+xml" {2}/>'
MANIFEST = "".join(
    ITEM.format(*item)
    for item in (
        ("cover", "cover.xhtml", ""),
        ("nav", "nav.xhtml", 'properties="nav"'),
        ("two", "b%20two.xhtml", ""),
        ("one", "../one.xhtml", ""),
    )
)
BOOK = f"""<package xmlns="urn:p" xmlns:dc="urn:d"><metadata><dc:title>Bridges and roads</dc:title>
<dc:creator>Jane Roe</dc:creator><dc:creator>John Doe</dc:creator>
<dc:date>2021-05-03</dc:date><dc:language>en</dc:language></metadata>
<manifest>{MANIFEST}</manifest><spine><itemref idref="cover"/><itemref idref="nav"/><itemref idref="one"/>
<itemref idref="two"/><itemref idref="two"/><itemref idref="none"/></spine></package>"""


def page(title, text):
    return f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"


def book(**changed):
    made = {
        "META-INF__container_xml": CONTAINER,
        "OEBPS__a.opf": BOOK,
        "OEBPS__cover.xhtml": page("Bridges and roads", "A book by Jane Roe"),
        "OEBPS__nav.xhtml": page("Contents", ONE * 3),
        "OEBPS__b two.xhtml": page("Roads", f"{TWO * 2}</p><p>{TWO}"),
        "one.xhtml": page("Bridges", ONE * 3),
    }
    return packed(**{name: text for name, text in (made | changed).items() if text is not None})


def test_each_chapter_is_an_article_in_the_order_of_reading():
    one, two = told(book())
    assert (one.id, two.id) == ("x#one.xhtml", "x#OEBPS/b two.xhtml")
    assert (one.headline, one.source, one.author, one.published) == (
        "Bridges",
        "Bridges and roads",
        "Jane Roe",
        "2021-05-03",
    )
    assert one.format == "epub"
    assert two.text.split("\n") == ["Roads", (TWO * 2).strip(), TWO.strip()]


def test_a_short_book_is_read_too():
    short = book(**{"OEBPS__b two.xhtml": None, "OEBPS__nav.xhtml": None, "OEBPS__cover.xhtml": None})
    assert len(told(short)) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK nothing", "x: no e-book, or a broken one"),
        (book(**{"META-INF__container_xml": None}), "x: no e-book, or a broken one"),
        (book(**{"OEBPS__a.opf": None}), "x: no e-book, or a broken one"),
        (book(**{"OEBPS__a.opf": "<package"}), "x: no e-book, or a broken one"),
        (
            book(**{"OEBPS__a.opf": f'<!DOCTYPE a [<!ENTITY x "l">]>{BOOK}'}),
            "x: no e-book, or a broken one (it",
        ),
        (book(**{"META-INF__rights_xml": "<rights/>"}), "x: the e-book is locked"),
        (book(**{"OEBPS__a.opf": "<package/>"}), "x: no text in it"),
    ],
)
def test_books_that_are_broken_or_locked(data, message):
    assert problem(data, "epub").startswith(message)


def test_what_unpacks_to_too_much_is_refused():
    assert problem(book(), "epub", limits=limits(["unpacked=1000"])).startswith("x: unpacks to ")


def test_books_are_found(tmp_path):
    (tmp_path / "a.EPUB").write_bytes(book())
    assert [source.format for source in find_sources([tmp_path])] == ["epub"]
