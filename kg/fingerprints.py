"""What cached work depends on, as hashes: for each stage the modules it imports and the data files they name.

A stage's modules are found by following the imports in the source, those inside of functions
too, from where the stage begins; its data files are those that one of these modules names in a
string, by name or folder. So nobody lists files by hand, and what is counted too much only means
that something is read once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

HOME = Path(__file__).parent
STAGES = {  # where each stage begins; a package stands for all its modules
    "articles": ("kg.articles",),
    "language": ("kg.language.parsing", "kg.language.borrowed"),
    "relations": ("kg.relations.reader", "kg.relations.rules"),
    "resolution": (
        *("kg.entities", "kg.store", "kg.graph", "kg.rdf", "kg.page"),
        *("kg.articles.duplicates", "kg.articles.regrouping", "kg.pipeline.incremental"),
    ),
}
COMPOSITION = "kg.pipeline.tools"  # imports all stages: whoever imports it depends on none for that
IMPORT = re.compile(r"^[ \t]*(?:from (kg[\w.]*) import (\([^)]*\)|[^\n]+)|import (kg[\w.]*))", re.MULTILINE)
LITERAL = re.compile(r"[\"']([\w.-]+)[\"']")
WORD_LIST = re.compile(r"\b(?:word_lists|word_set)\(\s*\"(\w+)\"")  # without a suffix


@cache
def stage(name: str) -> str:
    """A hash over the code and data that the outcome of a stage depends on."""
    return digest(
        item for path in files(name) for item in (path.relative_to(HOME).as_posix(), path.read_bytes())
    )


def files(name: str) -> list[Path]:
    """The modules and data files behind a stage, sorted."""
    found = _modules(STAGES[name])
    named = {literal for module in found for literal in _literals(module)}
    rooms = {_parts(module)[0] for module in found}
    return sorted({*found, *(path for path in _data() if _is_named(_parts(path), named, rooms))})


def digest(items: Iterable[str | bytes]) -> str:
    """One hash over some texts; where one ends and the next begins counts."""
    total = sha256()
    for item in items:
        data = item if isinstance(item, bytes) else item.encode("utf-8", "surrogatepass")
        total.update(b"%d:" % len(data))
        total.update(data)
    return total.hexdigest()


def file_digest(path: str | None) -> str:
    """A hash of a user's file; empty where there is none."""
    return digest([Path(path).read_bytes()]) if path and Path(path).is_file() else ""


def _modules(entries: Iterable[str]) -> frozenset[Path]:
    found: set[Path] = set()
    waiting = [path for entry in entries for path in _of_entry(entry)]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting.extend(_imports(path))
    return frozenset(found)


def _of_entry(entry: str) -> list[Path]:
    path = _path(entry)
    if path is None:
        raise ModuleNotFoundError(f"no module {entry}")
    return sorted(path.parent.rglob("*.py")) if path.name == "__init__.py" else [path]


@cache
def _imports(path: Path) -> frozenset[Path]:
    """The modules of the package that a module imports, those inside of functions too."""
    return frozenset(found for name in _imported(path) if (found := _path(name)) and name != COMPOSITION)


def _imported(path: Path) -> Iterator[str]:
    for package, names, plain in IMPORT.findall(path.read_text(encoding="utf-8")):
        if plain:
            yield plain
        for name in re.findall(r"(\w+)(?: as \w+)?", names):
            yield _home(package, name)


@cache
def _home(package: str, name: str) -> str:
    """The module that ``from package import name`` takes the name from."""
    if _path(f"{package}.{name}") is not None:
        return f"{package}.{name}"
    init = _path(package)
    if init is not None and init.name == "__init__.py":
        for source, names, _ in IMPORT.findall(init.read_text(encoding="utf-8")):
            if source and re.search(rf"\b{name}\b", names):
                return str(source)
    return package


@cache
def _path(module: str) -> Path | None:
    place = HOME.joinpath(*module.split(".")[1:])
    file = place.with_suffix(".py")
    if module != "kg" and file.is_file():
        return file
    return place / "__init__.py" if (place / "__init__.py").is_file() else None


@cache
def _literals(module: Path) -> frozenset[str]:
    source = module.read_text(encoding="utf-8")
    return frozenset({*LITERAL.findall(source), *(f"{name}.yaml" for name in WORD_LIST.findall(source))})


@cache
def _data() -> tuple[Path, ...]:
    """All files of the package that are no code."""
    found = (path for path in HOME.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc"))
    return tuple(sorted(found))


def _is_named(parts: tuple[str, ...], named: set[str], rooms: set[str]) -> bool:
    return parts[0] in rooms and bool(named & {parts[-1], *parts[1:-1]} - {"data"})


@cache
def _parts(path: Path) -> tuple[str, ...]:
    """The room and the rest of the way to a file."""
    return path.relative_to(HOME).parts
