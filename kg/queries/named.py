"""The named queries: ``.rq`` files whose comments say what each is for and what it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import DataError, QueryError
from kg.queries.phrases import Phrase
from kg.suggestions import near

KEYS = ("title", "for", "group", "question", "parameter", "inferred")
GROUPS = (
    "people and offices",
    "organizations and places",
    "one or two entities",
    "what happened",
    "facts and how sure they are",
    "what is only said",
    "the whole",
)
TYPES = ("entity", "relation", "status", "date", "text", "integer")
_HEADER = re.compile(r"#\s*(?P<key>[a-z]+):\s*(?P<value>.*\S)\s*\Z")
_BOUND = re.compile(r"\bBOUND\(\s*[?$](\w+)\s*\)")
_SAID = re.compile(r"\?(\w+) [.;]$", re.MULTILINE)  # ends a statement
_PARAMETER = re.compile(
    r"(?P<name>[a-z][a-z0-9]*) (?P<type>[a-z]+)"
    r"(?: (?P<need>required)| = (?P<default>\S+))?(?: - (?P<help>.+))?\Z"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query takes; without one a query that does not need it answers for all."""

    name: str
    type: str  # one of TYPES
    help: str = ""
    default: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name, a title and its purpose."""

    name: str
    title: str
    purpose: str
    parameters: tuple[Parameter, ...]
    text: str
    inferred: bool = False  # wants the inferred graph to be added
    questions: tuple[Phrase, ...] = ()  # how a person may ask for it
    group: str = GROUPS[-1]

    @property
    def asking(self) -> frozenset[str]:
        """Variables that only say what is asked for: entities, and what the text asks ``BOUND`` of alone.

        Others, such as the id of an article, tell something where they are not given.
        """
        optional = frozenset(_BOUND.findall(self.text)) - frozenset(_SAID.findall(self.text))
        return frozenset(p.name for p in self.parameters if p.type == "entity" or p.name in optional)


@cache
def named(folder: Path | None = None) -> dict[str, NamedQuery]:
    """All named queries by name, sorted."""
    place = folder or query_folder()
    return {path.stem: _read(path) for path in sorted(place.glob("*.rq"), key=lambda path: path.stem)}


def query_folder() -> Path:
    """Where the files stand: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    for folder in (package / "named_queries", package.parent / "queries"):
        if folder.is_dir():
            return folder
    raise DataError(f"the named queries are missing beside {package}")


def query_named(name: str) -> NamedQuery:
    """The query of that name."""
    known = named()
    if name not in known:
        raise QueryError(
            f"no query is called {name!r}{near(name, known, otherwise='.')} kg query --list shows all"
        )
    return known[name]


def _read(path: Path) -> NamedQuery:
    text = path.read_text("utf-8")
    headers: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        match = _HEADER.match(line)
        if match is None or match["key"] not in KEYS:
            raise DataError(f"{path.name}: {line!r} is no {', '.join(KEYS[:-1])} or {KEYS[-1]}")
        headers.setdefault(match["key"], []).append(match["value"])
    parameters = tuple(_parameter(path, value) for value in headers.get("parameter", []))
    return NamedQuery(
        name=path.stem,
        title=_single(path, headers, "title"),
        purpose=_single(path, headers, "for"),
        parameters=parameters,
        text=text,
        inferred=headers.get("inferred", ["no"]) == ["yes"],
        questions=tuple(_phrase(path, value, parameters) for value in headers.get("question", [])),
        group=_group(path, headers),
    )


def _single(path: Path, headers: dict[str, list[str]], key: str) -> str:
    values = headers.get(key, [])
    if len(values) != 1:
        raise DataError(f"{path.name}: should have one {key!r} line, has {len(values)}")
    return values[0]


def _group(path: Path, headers: dict[str, list[str]]) -> str:
    group = headers.get("group", [GROUPS[-1]])[-1]
    if group not in GROUPS:
        raise DataError(f"{path.name}: group {group!r} is none of {', '.join(GROUPS)}")
    return group


def _parameter(path: Path, line: str) -> Parameter:
    match = _PARAMETER.match(line)
    if match is None or match["type"] not in TYPES:
        raise DataError(f"{path.name}: parameter {line!r} is not 'name type [required | = default] [- help]'")
    return Parameter(
        name=match["name"],
        type=match["type"],
        help=match["help"] or "",
        default=match["default"],
        required=match["need"] is not None,
    )


def _phrase(path: Path, line: str, parameters: tuple[Parameter, ...]) -> Phrase:
    known = {parameter.name for parameter in parameters}
    try:
        return Phrase.of(line, known)
    except ValueError as error:
        raise DataError(f"{path.name}: question {line!r} {error}") from None
