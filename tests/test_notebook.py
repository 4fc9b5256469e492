"""The example notebook: its cells run, without Jupyter, and say what it shows."""

import importlib.util
import json
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "docs" / "notebook.py"


@pytest.mark.model
def test_the_cells_of_the_notebook_run_and_show_what_is_kept():
    pytest.importorskip("pandas")
    spec = importlib.util.spec_from_file_location("notebook", SCRIPT)
    notebook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(notebook)
    kept = json.loads(notebook.NOTEBOOK.read_text(encoding="utf-8"))
    made = notebook.executed(json.loads(json.dumps(kept)))
    cells = notebook.code_cells(made)
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    for now, before in zip(cells, notebook.code_cells(kept), strict=True):
        assert now["source"] == before["source"]
        assert [output["output_type"] for output in now["outputs"]] == [
            output["output_type"] for output in before["outputs"]
        ]
        assert before["outputs"]
    names = "".join("".join(output.get("text", ())) for cell in cells for output in cell["outputs"])
    assert "Sergei Tsivilev governs" in names
