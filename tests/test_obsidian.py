"""A vault of notes: all that is there, links that lead somewhere, names that any system takes."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import PureWindowsPath

import pytest
import yaml
from graph_helpers import HOSTILE, make_collection
from pipeline_fakes import REAL_FILES
from typer.testing import CliRunner

from kg.cli.app import app
from kg.exports.formats import export
from kg.exports.obsidian import file_name, obsidian

LINK = re.compile(r"(?<!\\)\[\[([^|\]]+)\|([^\]]+)\]\]")


def vault(collection=None):
    return {name: text.decode() for name, text in obsidian(collection or make_collection()).items()}


def test_a_note_for_each_entity_and_article_and_no_link_leads_nowhere():
    notes, collection = vault(), make_collection()
    assert len(notes) == len(collection.entities) + len(collection.articles)
    links = [place for text in notes.values() for place, _ in LINK.findall(text)]
    assert links
    assert {f"{place}.md" for place in links} <= set(notes)


def test_a_fact_has_its_sentence_and_what_is_not_stated_does_not_link():
    collection, notes = make_collection(), vault()
    heads = [text.split("\n---\n")[0].removeprefix("---\n") for text in notes.values()]
    by_key = {yaml.safe_load(head).get("key"): text for head, text in zip(heads, notes.values(), strict=True)}
    for fact in collection.facts:
        stated, _, others = by_key[fact.subject].partition("## Not stated as facts")
        lines = (stated if fact.status == "asserted" else others).splitlines()
        assert any(line.startswith("- ") for line in lines)
        if fact.status != "asserted":
            assert not [line for line in lines if line.startswith("- ") and "[[" in line]
            assert any(line.startswith(f"- {fact.status}: ") for line in lines)
    assert HOSTILE in [yaml.safe_load(head).get("aliases", [""])[0] for head in heads]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("a/b\\c:d|e", "a b c d e"),
        ("../../etc", "etc"),
        ("CON", "CON_"),
        ("nul.txt", "nul.txt_"),
        ("...", "unnamed"),
        ("x]] [[y#z^1", "x y z 1"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("a\n\x00b. ", "a b"),
        ("\u0416" * 200, "\u0416" * 75),
    ],
)
def test_names_of_files(name, file):
    assert file_name(name) == file
    assert PureWindowsPath(f"People/{file}.md").parts == ("People", f"{file}.md")


def test_names_that_differ_in_case_only_are_two_files():
    collection = make_collection()
    first, second, *_ = (entity for entity in collection.entities if entity.type == "Person")
    twins = {first.key: replace(first, name="Ann Lee"), second.key: replace(second, name="ANN LEE")}
    entities = tuple(twins.get(entity.key, entity) for entity in collection.entities)
    assert {"People/Ann Lee.md", "People/ANN LEE 2.md"} <= set(vault(replace(collection, entities=entities)))


def test_nothing_in_names_or_sentences_is_markdown():
    collection = make_collection()
    first, *rest = collection.entities
    name = "%%a%% #tag [[b]] <script>"
    text = vault(replace(collection, entities=(replace(first, name=name), *rest)))
    (title,) = (
        line for note in text.values() for line in note.splitlines() if "\\%a" in line and line[:2] == "# "
    )
    assert title == "# \\%\\%a\\%\\% \\#tag \\[\\[b\\]\\] \\<script\\>"


def test_a_folder_is_written_once_and_an_archive_holds_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.pipeline.build.Tools", lambda: REAL_FILES)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text("Ann leads Acme.")
    run = CliRunner().invoke
    assert run(app, ["build", "one.txt"]).exit_code == 0
    words = ["export", "--format", "obsidian", "-o"]
    assert run(app, [*words, "vault"]).exit_code == 0
    note = tmp_path / "vault/People/Ann.md"
    assert "- *leads* [[Organizations/Acme|Acme]]" in note.read_text()
    again = run(app, [*words, "vault"])
    assert (again.exit_code, again.stderr.count("\n")) == (1, 1)
    assert "vault is there already" in again.stderr
    assert run(app, [*words, "v.zip"]).exit_code == 0
    with zipfile.ZipFile(tmp_path / "v.zip") as packed:
        found = {name: packed.read(name) for name in packed.namelist()}
    files = (path for path in (tmp_path / "vault").rglob("*.md"))
    assert found == {path.relative_to(tmp_path / "vault").as_posix(): path.read_bytes() for path in files}


def test_twice_the_same_bytes():
    first, second = io.BytesIO(), io.BytesIO()
    export(make_collection(), "obsidian", first)
    export(make_collection(), "obsidian", second)
    assert first.getvalue() == second.getvalue()
