"""Exports of press databases are split into their articles, with all their fields."""

import press_files as made
import pytest

from kg.articles import from_bytes, read

EXPORTS = {
    "nexis older txt": ("txt", made.txt(made.nexis_older())),
    "nexis older html": ("html", made.html(made.nexis_older(wrapped=False))),
    "nexis older rtf": ("rtf", made.rtf(made.nexis_older(wrapped=False))),
    "nexis older docx": ("docx", made.docx(made.nexis_older(wrapped=False))),
    "nexis newer docx": ("docx", made.docx(made.nexis_newer())),
    "nexis newer html": ("html", made.html(made.nexis_newer())),
    "nexis newer rtf": ("rtf", made.rtf(made.nexis_newer())),
    "nexis newer txt": ("txt", made.txt(made.nexis_newer())),
    "factiva codes html": ("html", made.table_html(list(made.factiva_coded()))),
    "factiva codes rtf": ("rtf", made.table_rtf(list(made.factiva_coded()))),
    "factiva html": ("html", made.html(made.factiva_ordered())),
    "factiva rtf": ("rtf", made.rtf(made.factiva_ordered())),
    "factiva xml": ("xml", made.factiva_xml()),
    "proquest txt": ("txt", made.txt(made.proquest())),
    "proquest html": ("html", made.labelled_html(made.proquest())),
    "proquest html without rules": (
        "html",
        made.labelled_html(
            [x for x in made.proquest() if "____" not in x and not x.startswith("Document 1 of")]
        ),
    ),
    "proquest eml": ("eml", made.eml(made.proquest())),
    "proquest eml as html": ("eml", made.eml(made.proquest(), as_html=True)),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_five_articles_with_all_fields(name):
    format, data = EXPORTS[name]
    found = read(from_bytes(data, name="x", format=format))
    assert found.problems == ()
    told = [(a.headline, a.source, a.published, a.author, a.text) for a in found.articles]
    both = ", " if name.startswith("proquest") else " and "  # it lists authors one by one
    authors = [piece.author and piece.author.replace(" and ", both) for piece in made.FIVE]
    assert told == [
        (p.headline, p.source, p.published, author, p.text)
        for p, author in zip(made.FIVE, authors, strict=True)
    ]
    assert len({article.id for article in found.articles}) == 5


@pytest.mark.parametrize(
    ("format", "lines", "message"),
    [
        (
            "txt",
            ["End of Document", "Some text of no layout.", "End of Document"],
            "x: holds 2 articles of Nexis",
        ),
        ("md", ["End of Document", "Load-Date: May 4, 2021"] * 2, "x: holds 2 articles of Nexis that cannot"),
        ("txt", ["ProQuest document ID: 1", "ProQuest document ID: 2"], "x: holds 2 articles of ProQuest"),
    ],
)
def test_what_cannot_be_split_is_never_read_as_one(format, lines, message):
    found = read(from_bytes(made.txt(lines), name="x", format=format))
    assert found.articles == ()
    assert str(found.problems[0]).startswith(message)
    assert len(found.problems) == 1


def test_an_article_without_text_does_not_lose_the_others():
    lines = made.nexis_newer()
    at = lines.index("Classification")
    del lines[at - 2 : at]
    found = read(from_bytes(made.txt(lines), name="x", format="txt"))
    assert [article.headline for article in found.articles] == [piece.headline for piece in made.FIVE[1:]]
    assert list(map(str, found.problems)) == ["x: article 1: no text in it"]


def test_a_single_article_is_split_off_its_labels_too():
    lines = made.nexis_newer()
    begin, end = lines.index("Page 1 of 1"), lines.index("End of Document") + 1
    (only,) = read(from_bytes(made.txt(lines[begin:end]), name="x", format="txt")).articles
    assert (only.headline, only.text) == (made.FIVE[0].headline, made.FIVE[0].text)


def test_a_long_export_is_no_long_article():
    from dataclasses import replace

    from kg.limits import limits

    source = from_bytes(made.txt(made.nexis_newer()), name="x", format="txt")
    assert len(read(replace(source, limits=limits(["characters=200"]))).articles) == 5


def test_text_that_speaks_of_documents_is_text():
    text = "The clerk held up Document 1 of 5.\nIt was 20 of 30 documents that the court had seen."
    (only,) = read(from_bytes(text.encode(), name="x", format="txt")).articles
    assert only.text == text
