"""Terms of docs/glossary.md have a module with the word that leads to them; decisions are listed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"^\| (?P<term>[^|]+) \| (?P<sense>[^|]+) \| `(?P<module>[^`|]+)` \| `(?P<word>[^`|]+)` \|$")
LINES = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
ROWS = [found for line in LINES if (found := ROW.match(line))]


def test_every_row_is_read_and_no_term_stands_twice() -> None:
    rows = [line for line in LINES if line.startswith("| ") and not line.startswith(("| Term |", "| ---"))]
    assert len(rows) == len(ROWS) > 0
    assert len({row["term"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["term"])
def test_the_module_of_a_term_has_its_word(row: re.Match[str]) -> None:
    module = ROOT / row["module"]
    assert module.is_file()
    text = " ".join(module.read_text(encoding="utf-8").split())
    assert re.search(r"\b" + re.escape(row["word"]), text, re.IGNORECASE), row["word"]


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\(([\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(page.name for page in folder.glob("*.md") if page.name != "README.md")
