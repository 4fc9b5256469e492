"""Which files are found, under which names."""

import hashlib
import io
import sys
from pathlib import Path

import pytest

from kg.articles import Skipped, find_sources, read
from kg.articles.sources import sniff
from kg.errors import InputError


def make(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("Some text.")


def names(*paths: Path | str) -> list[str]:
    return [source.name for source in find_sources(paths)]


def test_folders_are_searched_in_order_and_the_rest_is_reported(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.MD", "a/b/c.html", ".hidden", ".git/x.txt", "a/logo.png", "README")
    skipped: list[Skipped] = []
    found = [source.name for source in find_sources([tmp_path], skipped=skipped.append)]
    assert found == ["a/b/c.html", "a/z.MD", "b.txt"]
    assert {(item.name, item.reason) for item in skipped} == {
        (".git", "hidden"),
        (".hidden", "hidden"),
        ("a/logo.png", "a picture (--ocr reads the words in it)"),
        ("README", "unknown kind of file (no suffix)"),
    }


def test_a_folder_with_a_graph_is_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "graph_output/kg.sqlite", "graph_output/network.html")
    skipped: list[Skipped] = []
    assert [source.name for source in find_sources([tmp_path], skipped=skipped.append)] == ["a.txt"]
    assert skipped == [Skipped("graph_output", "a folder with a graph")]


def test_a_file_is_named_once_and_the_order_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    make(tmp_path, "a/x.txt")
    file = tmp_path / "a" / "x.txt"
    assert names(tmp_path, file) == names(file, tmp_path) == ["a/x.txt"]
    assert names(file) == ["x.txt"]


def test_files_of_one_name_are_told_apart_by_their_folder(tmp_path: Path) -> None:
    make(tmp_path, "one/x.txt", "two/x.txt", "two/y.txt")
    assert names(tmp_path / "one", tmp_path / "two") == ["one/x.txt", "two/x.txt", "y.txt"]
    assert names(tmp_path / "two", tmp_path / "one") == ["one/x.txt", "two/x.txt", "y.txt"]


def test_missing_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere: no such file or folder"):
        list(find_sources([tmp_path / "nowhere"]))


def test_unreadable_file(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (source,) = find_sources([tmp_path])
    (tmp_path / "a.txt").unlink()
    with pytest.raises(InputError, match=r"a\.txt: cannot be read"):
        source.digest()
    assert [str(problem) for problem in read(source).problems] == [
        "a.txt: cannot be read (No such file or directory)"
    ]


def test_digest_is_of_the_bytes(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (source,) = find_sources([tmp_path])
    assert source.digest() == hashlib.sha256(b"Some text.").hexdigest()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"id": "a", "text": "Some text."}\n')))
    (source,) = find_sources(["-"])
    assert (source.name, source.format) == ("stdin", "jsonl")
    assert [article.id for article in read(source).articles] == ["stdin#a"]


@pytest.mark.parametrize(
    ("content", "format"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"PK\x03\x04", "docx"),
        (b"<?xml version='1.0'?><rss>", "feed"),
        (b"\n<!DOCTYPE html>", "html"),
        (b'[{"text": 1}]', "json"),
        (b'{"text": 1}', "jsonl"),
        (b"Some text.", "txt"),
    ],
)
def test_sniff(content: bytes, format: str) -> None:
    assert sniff(content) == format
