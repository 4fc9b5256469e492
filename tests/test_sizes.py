"""Modules and functions stay short enough to be read at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULE = 300  # lines
FUNCTION = 40  # lines of its body, without the signature, which options lengthen, and the docstring


def modules() -> list[Path]:
    return sorted((ROOT / "kg").rglob("*.py"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            told = ast.get_docstring(node) is not None and len(node.body) > 1
            first = node.body[1] if told else node.body[0]
            yield node.name, (node.end_lineno or 0) - first.lineno + 1


def test_there_is_something_to_measure() -> None:
    assert len(modules()) > 250
    assert max(size for path in modules() for _, size in functions(path)) > FUNCTION / 2


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_sizes(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MODULE, f"{lines} lines: part it by what it is about"
    assert [(name, size) for name, size in functions(path) if size > FUNCTION] == []
