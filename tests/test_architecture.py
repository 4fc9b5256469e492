"""The tables of docs/architecture.md are true."""

from __future__ import annotations

import re
from collections import Counter

from test_imports import LEVEL, ROOT

from kg.pipeline import tools

TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def first_column(heading: str) -> list[str]:
    """The code in the first cells of a table, in order."""
    table = TEXT.partition(f"| {heading} |")[2].partition("\n\n")[0]
    return [code for row in table.splitlines()[2:] for code in re.findall(r"`([^`]+)`", row.split("|")[1])]


def test_every_room_has_a_row_and_rows_are_in_order() -> None:
    rooms = [name.removesuffix(".py") for name in first_column("Room")]
    assert sorted(rooms) == sorted(LEVEL)
    assert [LEVEL[room] for room in rooms] == sorted(LEVEL[room] for room in rooms)


def test_the_outputs_of_a_build_are_listed() -> None:
    listed = {name.rstrip("/") for name in first_column("File in `graph_output/`")}
    assert {name for name, _ in tools.OUTPUTS} <= listed


def test_every_benchmark_that_is_listed_is_there() -> None:
    listed = first_column("Benchmark")
    assert listed
    assert not [name for name in listed if not (ROOT / name).exists()]


def test_files_of_one_name_are_about_one_thing() -> None:
    alike = {  # the same matter, as each room sees it
        *("app", "dossiers", "facts", "features", "implied", "importing", "labels", "mending", "offices"),
        *(
            "people",
            "rules",
            "saved_views",
            "story",
            "watching",
            "__init__",
        ),
    }
    counts = Counter(path.stem for path in (ROOT / "kg").rglob("*.py"))
    assert {name for name, count in counts.items() if count > 1} == alike
