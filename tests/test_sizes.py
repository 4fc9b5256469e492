"""Modules and functions stay short enough to be read at once."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULE = 300  # lines
LONGER: dict[str, int] = {}  # what may be longer still, until it is parted
FUNCTION = 40  # lines with its signature, without its docstring


def modules() -> list[Path]:
    return sorted((ROOT / "kg").rglob("*.py"))


def web_modules() -> list[Path]:
    return sorted((ROOT / "web" / "src").rglob("*.ts"))


@cache
def functions(path: Path) -> list[tuple[str, int]]:
    return [
        (node.name, (node.end_lineno or 0) - node.lineno + 1 - told(node))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def told(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's docstring."""
    if ast.get_docstring(function) is None:
        return 0
    first = function.body[0]
    return (first.end_lineno or 0) - first.lineno + 1


def test_there_is_something_to_measure() -> None:
    assert len(modules()) > 250
    assert len(web_modules()) > 75
    assert max(size for path in modules() for _, size in functions(path)) > FUNCTION / 2


def test_no_module_is_too_long() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules() + web_modules()}
    too_long = {
        str(path.relative_to(ROOT)): n
        for path, n in lengths.items()
        if n > LONGER.get(str(path.relative_to(ROOT)), MODULE)
    }
    assert not too_long, "part them by what they are about"


def test_no_function_is_too_long() -> None:
    found = ((path, name, size) for path in modules() for name, size in functions(path))
    assert not [(str(path.relative_to(ROOT)), name, size) for path, name, size in found if size > FUNCTION]
