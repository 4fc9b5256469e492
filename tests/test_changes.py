"""What docs/changes.md says that a change touches is there, and as many files as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "changes.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (.+) \| (\d+) \| (.+) \|$", TEXT, re.MULTILINE)
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.\w+)`")


def test_there_are_changes() -> None:
    assert len(ROWS) == TEXT.count("\n| ") - 2


@pytest.mark.parametrize(("change", "count", "files"), ROWS)
def test_a_change_touches_what_the_table_says(change: str, count: str, files: str) -> None:
    named = PATH.findall(files)
    assert len(set(named)) == len(named) == int(count), change
    assert not [path for path in named if not (ROOT / path).is_file()]


@pytest.mark.parametrize("path", sorted(set(PATH.findall(TEXT))))
def test_what_it_names_is_there(path: str) -> None:
    assert (ROOT / path).exists()
