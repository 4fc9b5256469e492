"""Scans: words in pictures and in pages of PDF files without text, by an installed Tesseract."""

from __future__ import annotations

import shutil
import struct
import zlib
from dataclasses import replace

import pytest
from pipeline_fakes import relate
from test_articles_formats import pdf

from kg.articles import find_sources, read, scans, unread
from kg.articles.sources import Source, from_bytes
from kg.cli.app import app
from kg.errors import DataError, InputError

LINES = [
    "The governor of Sample Province opened a bridge on Monday.",
    "It cost forty million, said the mayor of the town of Example.",
]
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


def drawn(lines: list[str]) -> tuple[int, int, bytes]:
    """A page as grey dots."""
    document = pytest.importorskip("pypdfium2").PdfDocument(pdf(lines))
    head, dots = scans._drawn(document[0]).split(b"\n", 1)
    width, height = map(int, head.split()[1:3])
    document.close()
    return width, height, dots


def png(lines: list[str]) -> bytes:
    width, height, dots = drawn(lines)
    rows = b"".join(b"\0" + dots[start : start + width] for start in range(0, width * height, width))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    made = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def scanned_pdf(lines: list[str]) -> bytes:
    """A PDF whose second page is a picture, as scanners make them."""
    width, height, dots = drawn(lines)
    packed = zlib.compress(dots)
    image = f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray"
    image += f"/BitsPerComponent 8/Filter/FlateDecode/Length {len(packed)}>>stream\n"
    draw = "q 600 0 0 800 0 0 cm /I Do Q"
    text = f"BT /F1 12 Tf 50 700 Td ({LINES[1]}) Tj ET"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 2/Kids[3 0 R 5 0 R]>>",
        f"{page}/Font<</F1 {font}>>>>/Contents 4 0 R>>".encode(),
        f"<</Length {len(text)}>>stream\n{text}\nendstream".encode(),
        f"{page}/XObject<</I 7 0 R>>>>/Contents 6 0 R>>".encode(),
        f"<</Length {len(draw)}>>stream\n{draw}\nendstream".encode(),
        image.encode() + packed + b"\nendstream",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, value in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj" % number + value + b"endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 8\n0000000000 65535 f \n{table}trailer<</Size 8/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    )
    return body + end.encode()


def source(data: bytes, *, ocr: bool = True) -> Source:
    return replace(from_bytes(data, name="x"), ocr=ocr)


@needs_tesseract
def test_words_in_a_picture() -> None:
    (found,) = read(source(png(LINES))).articles
    assert found.text.split() == " ".join(LINES).split()
    assert found.scanned and found.format == "image" and found.pages == ()


@needs_tesseract
def test_pages_of_a_pdf_without_text() -> None:
    (found,) = read(source(scanned_pdf(LINES[:1]))).articles
    assert found.text.split() == f"{LINES[1]} {LINES[0]}".split()
    assert found.scanned and found.page(found.text.index("governor")) == 2
    (without,) = read(source(scanned_pdf(LINES[:1]), ocr=False)).articles
    assert "governor" not in without.text and not without.scanned


@needs_tesseract
def test_a_pdf_with_text_is_no_scan() -> None:
    (found,) = read(source(pdf(LINES))).articles
    assert not found.scanned


@needs_tesseract
@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"\x89PNG\r\n\x1a\nbroken", "x: Tesseract cannot read it"),
        (b"\xff\xd8\xff\xe0broken", "x: Tesseract cannot read it"),
    ],
)
def test_broken_pictures_are_told_in_one_line(data: bytes, complaint: str) -> None:
    (problem,) = read(source(data)).problems
    assert str(problem).startswith(complaint) and "\n" not in str(problem)


def test_pictures_are_passed_over_without_ocr(tmp_path) -> None:
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "a.txt").write_text("Some words.")
    skipped = []
    assert [one.name for one in find_sources([tmp_path], skipped=skipped.append)] == ["a.txt"]
    assert [(one.name, one.reason) for one in skipped] == [
        ("scan.png", "a picture (--ocr reads the words in it)")
    ]
    assert [one.name for one in find_sources([tmp_path], ocr=True)] == ["a.txt", "scan.png"]
    assert unread(tmp_path / "scan.png") and not unread(tmp_path / "scan.png", ocr=True)


def test_without_tesseract_there_is_one_clear_line(tmp_path, monkeypatch) -> None:
    from typer.testing import CliRunner

    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(DataError, match="--ocr needs Tesseract, which is not installed"):
        scans.program()
    (tmp_path / "a.txt").write_text("Some words.")
    result = CliRunner().invoke(app, ["build", str(tmp_path / "a.txt"), "-g", str(tmp_path / "g"), "--ocr"])
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [f"kg: {scans.MISSING}"]
    result = CliRunner().invoke(app, ["extract", str(tmp_path / "a.txt"), "--ocr"])
    assert (result.exit_code, result.stderr.splitlines()) == (1, [f"kg: {scans.MISSING}"])


@needs_tesseract
def test_extract_reads_scans_where_it_is_told_to(tmp_path) -> None:
    from pipeline_fakes import REAL_FILES

    from kg.pipeline.extract import extract

    (tmp_path / "scan.png").write_bytes(png(LINES))
    (found,) = extract(tmp_path / "scan.png", ocr=True, tools=REAL_FILES)
    assert found["text"].split() == " ".join(LINES).split()
    with pytest.raises(InputError, match="a picture"):
        list(extract(tmp_path / "scan.png", tools=REAL_FILES))


@needs_tesseract
def test_a_scan_that_was_read_apart_is_a_scan_in_the_graph(tmp_path) -> None:
    from pipeline_fakes import REAL_FILES

    from kg.pipeline.build import build
    from kg.pipeline.reading_parts import read as read_part
    from kg.pipeline.reading_parts import take
    from kg.store import resolved
    from kg.store.database import Store

    scan, part, graph = (tmp_path / name for name in ("scan.png", "part.jsonl", "graph"))
    scan.write_bytes(png(LINES))
    assert read_part([str(scan)], part, ocr=True, tools=REAL_FILES) == 1
    assert take([part], graph, REAL_FILES) == 1
    build((), graph, tools=REAL_FILES)
    with Store(graph) as store:
        (article,) = resolved.collection(store).articles
    assert article.scanned
    with pytest.raises(InputError, match="a picture"):
        read_part([str(scan)], part, tools=REAL_FILES)


def test_claims_of_scans_are_less_sure() -> None:
    from kg.records import Article
    from kg.relations import judge

    claim = relate(Article("a", "Ann leads Acme."), None, None).claims[0]
    weighed = judge._weighed(claim, {}, judge.shipped(), 1.0)
    scanned = judge._weighed(claim, {}, judge.shipped(), judge.OF_SCANS)
    assert scanned.confidence == pytest.approx(weighed.confidence * judge.OF_SCANS, abs=0.001)
    assert (
        judge._trust(Article("a", "", scanned=True)) == judge.OF_SCANS < judge._trust(Article("a", "")) == 1
    )


@needs_tesseract
def test_a_picture_with_more_words_than_are_read() -> None:
    from kg.limits import limits

    (problem,) = read(replace(source(png(LINES)), limits=limits(["words=10"]))).problems
    assert "words and marks; at most 10 words are read" in str(problem)
