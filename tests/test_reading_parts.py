"""What several machines read is joined to the graph that one would have made."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from pipeline_fakes import FAKES, REAL_FILES

from kg.errors import InputError
from kg.pipeline import tools as real
from kg.pipeline.build import build
from kg.pipeline.reading_parts import VERSION, read, take
from kg.store.database import Store

FILES = (real.TURTLE, real.TRIG, real.INFERRED)
TOOLS = replace(REAL_FILES, outputs=tuple(item for item in real.OUTPUTS if item[0] in FILES))
TEXTS = {"a.txt": "Ann leads Acme. Bob leads Umbra.", "b.txt": "Ann leads Acme.", "c.txt": "Cyd leads Acme."}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    return folder


def parted(news: Path, place: Path, tools=TOOLS) -> list[Path]:
    """Each article in a part of its own, packed and not."""
    parts = [place / f"{name}.jsonl{'.gz' if name == 'a.txt' else ''}" for name in TEXTS]
    for name, part in zip(TEXTS, parts, strict=True):
        assert read([str(news / name)], part, tools=tools) == 1
    return parts


def unable(options):
    raise AssertionError("it was read again")


def test_the_files_are_those_of_one_machine(news, tmp_path):
    build(news, tmp_path / "one", tools=TOOLS)
    parts = parted(news, tmp_path)
    assert take(parts[:2], tmp_path / "g", TOOLS) == 2
    build((), tmp_path / "g", tools=replace(TOOLS, language=unable))
    assert take(parts[1:], tmp_path / "g", TOOLS) == 2  # one of them again
    report = build((), tmp_path / "g", tools=replace(TOOLS, language=unable))
    assert report.articles == 3
    for name in FILES:
        assert (tmp_path / "g" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()
    assert "leads" in (tmp_path / "g" / real.TURTLE).read_text("utf-8")


def test_an_article_that_is_brought_anew_replaces_the_old_one(news, tmp_path):
    parts = parted(news, tmp_path)
    take(parts, tmp_path / "g", TOOLS)
    build((), tmp_path / "g", tools=TOOLS)
    (news / "c.txt").write_text("Dee leads Umbra.")
    read([str(news / "c.txt")], parts[2], tools=TOOLS)
    take(parts[2:], tmp_path / "g", TOOLS)
    build((), tmp_path / "g", tools=TOOLS)
    build(news, tmp_path / "one", tools=TOOLS)
    for name in FILES:
        assert (tmp_path / "g" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()


def test_what_was_read_with_other_rules_is_read_again(news, tmp_path):
    part = tmp_path / "part.jsonl"
    read([str(news)], part, tools=replace(TOOLS, relations=lambda options: "others"))
    take([part], tmp_path / "g", TOOLS)
    assert build((), tmp_path / "g", tools=TOOLS).read == 3


def test_a_part_is_the_interchange_format_and_more(news, tmp_path):
    part = tmp_path / "part.jsonl.gz"
    read([str(news)], part, tools=FAKES)
    with gzip.open(part) as lines:
        first, *rows = map(json.loads, lines)
    assert (first["format"], first["version"]) == ("kg-readings", VERSION)
    assert {"id", "text", "mentions", "entities", "claims", "record", "reading"} == {*rows[0]}
    again = part.read_bytes()
    read([str(news)], part, tools=FAKES)
    assert part.read_bytes() == again


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"no part\n", "line 1: is not of a part"),
        (b'{"id": "a", "text": "b"}\n', "line 1: is not of a part"),
        (b'{"format": "kg-readings", "version": 1, "stages": []}\n', "another version of kg: read it again"),
    ],
)
def test_what_is_no_part_is_told(content, message, tmp_path):
    (tmp_path / "part").write_bytes(content)
    with pytest.raises(InputError, match=message):
        take([tmp_path / "part"], tmp_path / "g", FAKES)


def test_a_line_that_was_cut_is_told(news, tmp_path):
    part = tmp_path / "part.jsonl"
    read([str(news)], part, tools=FAKES)
    part.write_bytes(part.read_bytes()[:-30])
    with pytest.raises(InputError, match="line 4"):
        take([part], tmp_path / "g", FAKES)
    with Store(tmp_path / "g") as store:
        assert len(store.articles()) == 2  # whole ones; the part can be brought again
    with pytest.raises(InputError, match="No such file"):
        take([tmp_path / "none"], tmp_path / "g", FAKES)
