"""Entities of another spaCy pipeline in the shipped model's parses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from typer.testing import CliRunner

from kg.cli.app import app
from kg.errors import DataError
from kg.language import reader
from kg.language.borrowed import _parts, identity

TEXT = "Anna Berg heads the Zorblat. The Zorblat's plan was shown in Oslo on 4 May 2023."


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline that knows two names, one of them by a label that is used elsewhere."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "ORG", "pattern": [{"LOWER": "the"}, {"TEXT": "Zorblat"}]},
            {"label": "ORG", "pattern": [{"LOWER": "the"}, {"TEXT": "Zorblat"}, {"TEXT": "'s"}]},
            {"label": "PER", "pattern": "Anna Berg"},
            {"label": "CARDINAL", "pattern": "4"},
        ]
    )
    folder = tmp_path_factory.mktemp("pipeline") / "other"
    nlp.to_disk(folder)
    return folder


def ents(text: str, pipeline: Path) -> list[tuple[str, str]]:
    parse = reader(ner=str(pipeline)).parse(text)
    return [(parse.span_text(ent.start, ent.end), ent.label) for ent in parse.ents]


@pytest.mark.model
def test_entities_are_the_other_pipelines(pipeline: Path) -> None:
    found = ents(TEXT, pipeline)
    assert [item for item in found if item[1] != "DATE"] == [
        ("Anna Berg", "PERSON"),
        ("Zorblat", "ORG"),
        ("Zorblat", "ORG"),
    ]


@pytest.mark.model
def test_all_else_is_the_shipped_models(pipeline: Path) -> None:
    own, other = reader().parse(TEXT), reader(ner=str(pipeline)).parse(TEXT)
    assert (own.heads, own.lemmas, own.sents) == (other.heads, other.lemmas, other.sents)
    assert own.model != other.model


def test_long_texts_go_in_whole_paragraphs() -> None:
    text = "\n\n".join(["word " * 9_000] * 5)
    parts = list(_parts(text))
    assert "".join(text[low:high] for low, high in parts) == text
    assert len(parts) > 1
    assert all(text[low:high].lstrip().startswith("word") for low, high in parts)


def test_a_pipeline_that_is_not_there_is_named() -> None:
    with pytest.raises(DataError, match="no_such_pipeline"):
        identity("no_such_pipeline")


def test_a_pipeline_without_entities_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(DataError, match="finds no named entities"):
        reader(ner=str(tmp_path / "blank"))


def test_a_changed_pipeline_has_another_identity(pipeline: Path, tmp_path: Path) -> None:
    nlp = spacy.load(pipeline)
    nlp.get_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Blurb"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "new")
    assert identity(str(tmp_path / "new")) != identity(str(pipeline))


@pytest.mark.model
def test_a_graph_keeps_to_its_pipeline_until_told_otherwise(pipeline: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")

    def run(*words: str) -> set[str]:
        result = CliRunner().invoke(app, [*words, "-q", "-g", str(tmp_path / "g"), "-w", "1"])
        assert result.exit_code == 0, result.output
        shown = CliRunner().invoke(app, ["export", "-f", "csv-entities", "-g", str(tmp_path / "g")])
        return {name for name in ("Zorblat", "Oslo") if name in shown.output}

    assert run("build", str(file), "--ner", str(pipeline)) == {"Zorblat"}
    assert run("build") == {"Zorblat"}
    assert "Oslo" in run("build", "--ner", "")


@pytest.mark.model
def test_extract_takes_one_too(pipeline: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["extract", str(file), "--ner", str(pipeline), "-w", "1"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert "Oslo" not in {mention["text"] for mention in found["mentions"]}


def test_a_wrong_name_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["build", str(file), "--ner", "nowhere_sm", "-g", str(tmp_path / "g")])
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1
