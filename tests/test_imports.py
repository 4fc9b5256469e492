"""Rooms import one way, and the command line starts without heavy libraries."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import networkx
import pytest

ROOT = Path(__file__).parent.parent
ORDER = [
    {"atomic", "disjoint_sets", "errors", "filenames", "fingerprints", "limits", "records", "suggestions"},
    {"ontology"},
    {"lexicon"},
    {"spans"},
    {"articles", "language", "syntax"},
    {"coref"},
    {"factuality"},
    {"relations"},
    {"entities"},
    {"store"},
    {"graph"},
    {"rdf"},
    {"exports"},
    {"queries"},
    {"layout"},
    {"page"},
    {"dossier"},
    {"pipeline"},
    {"server"},
    {"cli"},
]
LEVEL = {room: level for level, rooms in enumerate(ORDER) for room in rooms}
HEAVY = {
    *("spacy", "numpy", "onnxruntime", "rdflib", "pyoxigraph", "pyshacl", "pyvis", "networkx"),
    *("trafilatura", "dateparser", "pypdf", "docx", "yaml", "rapidfuzz", "datasketch", "rich", "sqlite3"),
    *("starlette", "uvicorn"),
}


def modules():
    return sorted((ROOT / "kg").rglob("*.py"))


def room(path):
    parts = path.relative_to(ROOT / "kg").with_suffix("").parts
    return parts[0]


def imported(path):
    """The rooms that a module imports, wherever in it, resolved from relative imports too."""
    package = ["kg", *path.relative_to(ROOT / "kg").parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            names = [f"{start}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "kg" and len(parts) > 1 and parts[1] in LEVEL:
                yield parts[1]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_rooms_import_one_way(path):
    own = room(path)
    if own in ("__init__", "__main__"):
        return
    wrong = {other for other in imported(path) if other != own and LEVEL[other] >= LEVEL[own] > 0}
    assert not wrong


def test_every_room_has_its_level():
    rooms = {room(path) for path in modules()} - {"__init__", "__main__"}
    assert rooms <= set(LEVEL)


def run(code):
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def seconds(code):
    """Processor time of a fresh interpreter, the least of three."""
    report = "import resource as r; u = r.getrusage(r.RUSAGE_SELF); print(u.ru_utime + u.ru_stime)"
    return min(float(run(f"{code}\n{report}").splitlines()[-1]) for _ in range(3))


HELP = (
    "import sys\nsys.argv = ['kg', '--help']\nfrom kg.cli import main\ntry: main()\nexcept SystemExit: pass"
)


def test_help_imports_nothing_heavy():
    loaded = json.loads(run(f"{HELP}\nimport json; print(json.dumps(list(sys.modules)))").splitlines()[-1])
    assert not HEAVY & {name.partition(".")[0] for name in loaded}


def test_help_is_quick():
    assert seconds(HELP) - seconds("pass") < 0.3


def test_importing_kg_imports_no_room():
    loaded = json.loads(run("import sys, kg, json; print(json.dumps(list(sys.modules)))"))
    assert {name for name in loaded if name.startswith("kg")} == {"kg"}


def module_name(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported_modules(path, names):
    """The modules of kg that a module imports, wherever in it, but for types."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = [node for node in ast.walk(tree) if isinstance(node, ast.If)]
    for_types = {
        id(inner)
        for node in tests
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and id(node) not in for_types:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in names else node.module


def test_no_modules_import_one_another_in_a_circle():
    paths = {module_name(path): path for path in modules()}
    graph = networkx.DiGraph()
    for name, path in paths.items():
        graph.add_edges_from((name, other) for other in imported_modules(path, paths) if other in paths)
    assert len(graph) > 200
    assert [sorted(group) for group in networkx.strongly_connected_components(graph) if len(group) > 1] == []
