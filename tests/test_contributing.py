"""The recipes of CONTRIBUTING.md are true: their files hold what they say, and two of them are followed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg.lexicon import titles
from kg.queries import named

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^### (.+)\n\n((?:.+\n)+)", TEXT, re.MULTILINE))
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.\w+|README\.md|pyproject\.toml)`(?:\s\(`([^`]+)`\))?")


def named_in(recipe: str) -> list[tuple[str, str]]:
    """The files that a recipe names, each with what to look for in it."""
    return PATH.findall(" ".join(RECIPES[recipe].split()))


def test_the_recipes_are_those_that_one_looks_for() -> None:
    asked = ["relation", "title", "word", "file format", "export", "status", "query", "column"]
    assert [name.split(" ", 1)[1] for name in RECIPES] == asked


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_files_of_a_recipe_hold_what_it_says(recipe: str) -> None:
    found = named_in(recipe)
    assert len(found) > 2
    for path, word in found:
        assert (ROOT / path).is_file(), path
        assert word in (ROOT / path).read_text(encoding="utf-8"), (path, word)


def test_a_title_that_is_added_as_its_recipe_says_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = {path for path, word in named_in("A title") if word == "titles:"}
    assert ROOT / file == titles.PATH
    text = titles.PATH.read_text(encoding="utf-8")
    copy = tmp_path / "titles.yaml"
    copy.write_text(text.replace("titles: [governor, ", "titles: [governor, quorvane, ", 1), encoding="utf-8")
    known = titles.titles()
    monkeypatch.setattr(titles, "PATH", copy)
    titles.titles.cache_clear()
    try:
        added = titles.titles()
    finally:
        monkeypatch.undo()
        titles.titles.cache_clear()
    assert "quorvane" not in repr(known)
    assert "quorvane" in repr(added)


def test_a_query_that_is_added_as_its_recipe_says_is_there(tmp_path: Path) -> None:
    (example, _), *_ = named_in("A query")
    text = (ROOT / example).read_text(encoding="utf-8")
    (tmp_path / "who-else.rq").write_text(text.replace("Who heads what", "Who else"), encoding="utf-8")
    (query,) = named(tmp_path).values()
    assert (query.name, query.title) == ("who-else", "Who else")
    assert [parameter.name for parameter in query.parameters] == ["organization"]
    assert "ORDER BY" in query.text


def test_what_is_run_before_a_change_goes_in() -> None:
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "\nquick: style types tests web\n" in rules
    assert '-m "not model and not browser and not slow"' in rules
    assert "\nall:\n\t.ci/run\n" in rules
    scripts = json.loads((ROOT / "web" / "package.json").read_text(encoding="utf-8"))["scripts"]
    assert {"biome ci .", "tsc --noEmit", "vitest run"} == set(scripts["check"].split(" && "))
    for caller in ("Makefile", ".ci/run"):
        assert re.search(r"npm run --silent check\b", (ROOT / caller).read_text(encoding="utf-8"))
