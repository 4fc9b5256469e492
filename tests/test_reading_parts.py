"""What several machines read is joined to the graph that one would have made."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from pipeline_fakes import FAKES, REAL_FILES

from kg.errors import InputError
from kg.pipeline import tools as real
from kg.pipeline.build import build
from kg.pipeline.reading_parts import VERSION, part_lines, read, take
from kg.store.database import Store

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs/formats.md"
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


ROWS = [
    {
        "id": 7,
        "text": "Ann leads Acme. Bob leads Umbra.",
        "title": "Ann",
        "date": "2024-05-03",
        "source": None,
    },
    {"id": 8, "text": "Ann leads Acme.", "title": "Ann again", "date": "2024-05-04", "source": "The Herald"},
    {"id": 9, "text": "Cyd leads Acme.", "title": "Cyd", "date": float("nan"), "source": "The Herald"},
]
ARTICLES = "articles.jsonl"
READING = replace(TOOLS, read=real.read)


def recipe(monkeypatch):
    """The function for Spark that the documentation shows, with the simple rooms in place of the model."""
    monkeypatch.setattr("kg.pipeline.reading_parts.part_lines", partial(part_lines, tools=READING))
    text = DOCS.read_text("utf-8")
    (code,) = (
        c for c in re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL) if "frames" in c
    )
    names = {}
    exec(compile(code, str(DOCS), "exec"), names)
    return names["read_news"]


def written(rows, read_news, file, at_once):
    """As a task of Spark does it: frames in, a column of lines out, which stand in a file of their own."""
    pandas = pytest.importorskip("pandas")

    def frames() -> Iterator[object]:
        for start in range(0, len(rows), at_once):
            yield pandas.DataFrame(rows[start : start + at_once])

    made = list(read_news(frames()))
    assert all(list(frame.columns) == ["line"] for frame in made)
    file.write_text("".join(f"{line}\n" for frame in made for line in frame["line"]), "utf-8")


def test_the_recipe_for_spark_makes_the_graph_of_one_machine(tmp_path, monkeypatch):
    read_news, parts = recipe(monkeypatch), tmp_path / "parts"
    parts.mkdir()
    (parts / "_SUCCESS").write_bytes(b"")
    written(ROWS[:2], read_news, parts / "part-00000.txt", 1)
    written(ROWS[2:], read_news, parts / "part-00001.txt", 1)
    written([], read_news, parts / "part-00002.txt", 1)  # tasks may have nothing to do
    assert take([parts], tmp_path / "g", READING) == 3
    report = build((), tmp_path / "g", tools=replace(READING, language=unable))
    assert report.articles == 3
    lines = ({k: v for k, v in row.items() if v is not None and v == v} for row in ROWS)
    (tmp_path / ARTICLES).write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    build(tmp_path / ARTICLES, tmp_path / "one", tools=READING)
    for name in FILES:
        assert (tmp_path / "g" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()
    assert "2024-05-04" in (tmp_path / "g" / real.TURTLE).read_text("utf-8")


def test_parts_that_are_joined_are_a_part_and_what_could_not_be_read_is_told(tmp_path):
    bad = [{"id": 1, "text": "poison, cannot be parsed"}, {"text": "Ann leads Acme."}, {"id": 2, "text": ""}]
    lines = [*part_lines(bad, ARTICLES, tools=READING), *part_lines(ROWS, ARTICLES, tools=READING)]
    part, told = tmp_path / "part.jsonl", []
    part.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    assert take([part], tmp_path / "g", READING, lambda *problem: told.append(problem)) == len(ROWS)
    assert [where for where, _ in told] == [f"{ARTICLES}#{n}" for n in (1, 2, 3)]
    assert [("poison" in why, "neither an id" in why, "no text" in why) for _, why in told] == [
        *((True, False, False), (False, True, False), (False, False, True))
    ]
    with pytest.raises(InputError, match="poison"):
        take([part], tmp_path / "other", READING)


@pytest.mark.slow
@pytest.mark.model
def test_the_command_tells_what_could_not_be_read_elsewhere(tmp_path):
    (tmp_path / "parts").mkdir()
    lines = part_lines([{"id": 1, "text": "poison"}, *ROWS], ARTICLES, tools=READING)
    (tmp_path / "parts" / "part-0.txt").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    command = [sys.executable, "-m", "kg", "build", "--readings", tmp_path / "parts", "-g", tmp_path / "g"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert f"kg: {ARTICLES}#1: internal error" in done.stderr
    assert done.stdout.startswith("3 articles")
