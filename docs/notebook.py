"""Runs the code cells of docs/example.ipynb and keeps what they show: python docs/notebook.py."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "docs" / "example.ipynb"
LONGEST = 20_000  # characters of a shown page; the network is larger, and shows itself where the cell is run


def code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells that are run."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def run(source: str, names: dict[str, Any]) -> tuple[str, Any]:
    """What a cell prints, and the value of its last line."""
    tree = ast.parse(source)
    last = ast.Expression(tree.body.pop().value) if isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)
        value = eval(compile(last, "cell", "eval"), names) if last else None
    return printed.getvalue(), value


def executed(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook with the outputs of its cells, run in a folder of their own beside the sample."""
    names: dict[str, Any] = {}
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "seeds").symlink_to(ROOT / "seeds")
        os.chdir(place)
        try:
            for number, cell in enumerate(code_cells(notebook), 1):
                printed, value = run("".join(cell["source"]), names)
                cell |= {"execution_count": number, "outputs": [*_stream(printed), *_shown(value, number)]}
        finally:
            if "graph" in names:
                names["graph"].close()
            os.chdir(before)
    return notebook


def _stream(text: str) -> list[dict[str, Any]]:
    return [{"name": "stdout", "output_type": "stream", "text": text.splitlines(True)}] if text else []


def _shown(value: Any, number: int) -> list[dict[str, Any]]:
    if value is None:
        return []
    data = {"text/plain": repr(value).splitlines(True)}
    page = value._repr_html_() if hasattr(value, "_repr_html_") else None
    if page and len(page) <= LONGEST:
        data["text/html"] = page.splitlines(True)
    return [{"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"}]


if __name__ == "__main__":
    made = executed(json.loads(NOTEBOOK.read_text(encoding="utf-8")))
    NOTEBOOK.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
