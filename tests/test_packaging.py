"""What is installed: every package, every data file, every library that is imported."""

import ast
import re
import sys
import sysconfig
import tomllib
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = ("dask", "mcp", "pandas", "parquet")  # that the package imports where they are installed
UNSEEN = {"lxml-html-clean"}  # trafilatura needs it and does not always say so


def files(folder, pattern="*"):
    found = (path for path in folder.rglob(pattern) if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in found}


def imported():
    for path in (ROOT / "kg").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield node.module.partition(".")[0]


def plain(name):
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", name)[0]).lower()


def test_dependencies_are_what_is_imported():
    outside = set(imported()) - sys.stdlib_module_names - {"kg"}
    homes = packages_distributions()
    wanted = {plain(homes[name][0]) for name in outside}
    extras = PROJECT["project"]["optional-dependencies"]
    optional = {plain(name) for extra in EXTRAS for name in extras[extra]}
    assert optional <= wanted
    assert wanted - optional == {plain(name) for name in PROJECT["project"]["dependencies"]} - UNSEEN


def test_licences_are_there():
    assert not [name for name in PROJECT["project"]["license-files"] if not (ROOT / name).is_file()]


def test_every_file_is_installed():
    found = list(distributions(name="newskg", path=[sysconfig.get_path("purelib")]))
    there = {file.as_posix() for one in found for file in one.files or () if file.suffix != ".pyc"}
    if "kg/__init__.py" not in there:
        pytest.skip("kg is not installed here, or runs from its checkout")
    wanted = {f"kg/{name}" for name in files(ROOT / "kg")}
    wanted |= {f"kg/named_queries/{name}" for name in files(ROOT / "queries", "*.rq")}
    assert {name for name in there if name.startswith("kg/")} == wanted
