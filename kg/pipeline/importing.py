"""Facts in bulk, from a person's table: each row an assertion, all of one source taken back at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import DataError, InputError, KGError, NotFoundError
from kg.pipeline.asserting import Desk, Line, Said
from kg.pipeline.build import DEFAULT_FOLDER, options, settle_again
from kg.pipeline.decision_words import difference, numbers
from kg.pipeline.report import BuildReport
from kg.pipeline.sync import Progress
from kg.pipeline.tools import Tools, reduced
from kg.store.connection import writing
from kg.store.database import Store
from kg.suggestions import near

DATES = ("since", "until", "on")
FIELDS = ("subject", "relation", "object", "subject_type", "object_type", *DATES, "status", "source")
NEEDED = ("subject", "relation", "object")
DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Map:
    """Which column is what, what all rows share, and what words of the table mean."""

    columns: Mapping[str, str]  # field → column
    values: Mapping[str, str]  # field → what every row has there
    relations: Mapping[str, str]  # word of the table, folded → relation
    types: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a table."""

    report: BuildReport
    rows: int  # that say something
    added: int  # facts that are new
    named: tuple[str, ...]  # who is new
    problems: tuple[tuple[int, str], ...]  # (line of the file, why): rows that were left out
    changes: str


def read_map(path: Path | None) -> Map:
    """The map in a YAML file; without one, columns are called as the fields are. Raises DataError."""
    if path is None:
        return Map({name: name for name in FIELDS}, {}, {}, {})
    from kg.lexicon import loader

    try:
        data = loader.read(path.read_text("utf-8"), str(path))
    except UnicodeDecodeError:
        raise DataError(f"{path} is no UTF-8 text") from None
    return _checked(data, str(path))


def _checked(data: Any, where: str) -> Map:
    parts = ("columns", "values", "relations", "types")
    if not isinstance(data, dict) or not set(data) <= set(parts):
        raise DataError(f"{where}: a map has the parts {', '.join(parts)}")
    found: dict[str, dict[str, str]] = {}
    for part in parts:
        entries = data.get(part) or {}
        if not isinstance(entries, dict) or not all(
            isinstance(key, str) and isinstance(value, str | int) for key, value in entries.items()
        ):
            raise DataError(f"{where}: {part}: names with texts belong there")
        found[part] = {key: str(value) for key, value in entries.items()}
    for part in ("columns", "values"):
        for name in found[part]:
            if name not in FIELDS:
                hint = near(name, FIELDS, otherwise=f" (known: {', '.join(FIELDS)})")
                raise DataError(f"{where}: {part}: there is no field {name!r}{hint}")
    missing = [n for n in NEEDED if n not in found["columns"] and n not in found["values"]]
    if missing:
        raise DataError(f"{where}: nothing says which column is the {' and the '.join(missing)}")
    folded = ({_fold(word): meant for word, meant in found[part].items()} for part in ("relations", "types"))
    return Map(found["columns"], found["values"], *folded)


def import_facts(
    file: str | Path,
    source: str,
    graph: str | Path = DEFAULT_FOLDER,
    *,
    map: str | Path | None = None,
    progress: Progress | None = None,
    tools: Tools | None = None,
    files: bool = True,
) -> Imported:
    """Add a fact by hand for each row of a CSV file; rows that cannot be are told and left out.

    Names are whole names or keys of entities that are there; whoever is not, and whose type the row, the map
    or the relation tells, is named anew. Importing a table again adds what is new in it.
    Raises DataError where the map does not fit the file.
    """
    from kg.entities.judgements import extend, remove_lines

    mapped = read_map(Path(map) if map is not None else None)
    chosen = reduced(tools or Tools(), files)
    with writing(Path(graph)), Store(Path(graph)) as store:
        decided = Path(options(store).decisions or "")
        lines, problems, rows = _planned(Path(file), mapped, source, Desk(store, chosen, exact=True))
        count = numbers(store)
        new = extend(decided, lines)
        try:
            report = settle_again(store, chosen, progress)
        except KGError:
            remove_lines(decided, {one.line for one in new})
            raise
        named = tuple(one.words[1] for one in new if one.kind == "entity")
        added = sum(one.kind == "assert" for one in new)
        return Imported(report, rows, added, named, problems, difference(count, numbers(store)))


def undo_import(
    source: str,
    graph: str | Path = DEFAULT_FOLDER,
    *,
    progress: Progress | None = None,
    tools: Tools | None = None,
    files: bool = True,
) -> Imported:
    """Take back all facts and entities that were added from a source; NotFoundError where there are none."""
    from kg.entities.judgements import load, remove_lines

    chosen = reduced(tools or Tools(), files)
    with writing(Path(graph)), Store(Path(graph)) as store:
        decided = Path(options(store).decisions or "")
        added = [d for d in load(decided).all if d.kind in ("entity", "assert")]
        gone = [d for d in added if " ".join(_source(d.words).split()) == " ".join(source.split())]
        if not gone:
            hint = near(source, {_source(d.words) for d in added})
            raise NotFoundError(f"nothing was added from {source!r}{hint}")
        count = numbers(store)
        remove_lines(decided, {d.line for d in gone})
        report = settle_again(store, chosen, progress)
        facts = sum(d.kind == "assert" for d in gone)
        named = tuple(d.words[1] for d in gone if d.kind == "entity")
        return Imported(report, facts, facts, named, (), difference(count, numbers(store)))


def _source(words: tuple[str, ...]) -> str:
    return words[words.index("source", 2) + 1]


def _planned(
    file: Path, mapped: Map, source: str, desk: Desk
) -> tuple[list[Line], tuple[tuple[int, str], ...], int]:
    """Decisions for the rows that make sense, and what is wrong with the others, by line."""
    from kg.articles.dates import order_of

    table = list(_rows(file, mapped))
    order = order_of(row[name] for _, row in table for name in DATES if name in row)
    for meant in mapped.relations.values():
        desk.ontology.named(meant)
    lines: list[Line] = []
    problems: list[tuple[int, str]] = []
    for number, row in table:
        try:
            lines += desk.lines(_said(row, mapped, source, order))
        except (DataError, NotFoundError, InputError) as error:
            problems.append((number, str(error)))
    return lines, tuple(problems), len(table) - len(problems)


def _said(row: Mapping[str, str], mapped: Map, source: str, order: str | None) -> Said:
    missing = [name for name in NEEDED if not row.get(name)]
    if missing:
        raise InputError(f"no {' and no '.join(missing)}")
    relation, kinds = row["relation"], {n: row.get(n) for n in ("subject_type", "object_type")}
    return Said(
        row["subject"],
        mapped.relations.get(_fold(relation), relation),
        row["object"],
        row.get("source") or source,
        **{name: mapped.types.get(_fold(kind), kind) if kind else None for name, kind in kinds.items()},
        **{name: _date(name, row.get(name), order) for name in DATES},
        status=row.get("status") or None,
    )


def _date(name: str, value: str | None, order: str | None) -> str | None:
    from kg.articles.dates import edtf
    from kg.graph.edtf import bounds

    if not value:
        return None
    found = value if bounds(value) else edtf(value, order)
    if found is None:
        raise InputError(f"{name}: {value!r} is no date: 2024, 2024-05 or 2024-05-04")
    return found


def _rows(file: Path, mapped: Map) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows by field, each with the line of the file that it begins in; empty ones are passed over."""
    import csv
    import io

    from kg.articles.decode import decode

    text = decode(file.read_bytes())
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=head.count), strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        columns = _columns(names, mapped, file)
        before = reader.line_num
        for cells in reader:
            line, before = before + 1, reader.line_num
            if any(map(str.strip, cells)):
                found = {field: " ".join(cells[n].split()) for field, n in columns.items() if n < len(cells)}
                yield line, {**mapped.values, **{name: cell for name, cell in found.items() if cell}}
    except csv.Error as error:
        raise DataError(f"{file}, line {reader.line_num}: broken CSV ({error})") from None


def _columns(names: list[str], mapped: Map, file: Path) -> dict[str, int]:
    """Where each field stands; DataError where a column that is needed or asked for is not there."""
    twice = [name for name, count in Counter(names).items() if count > 1 and name in mapped.columns.values()]
    if twice:
        raise DataError(f"{file} has two columns {twice[0]!r}")
    standard = all(field == column for field, column in mapped.columns.items())
    for field, column in mapped.columns.items():
        if column not in names and field not in mapped.values and (not standard or field in NEEDED):
            hint = near(column, names, otherwise=f" among: {', '.join(names)[:100]}")
            raise DataError(f"{file} has no column {column!r} for the {field}{hint}")
    return {field: names.index(column) for field, column in mapped.columns.items() if column in names}


def _fold(word: str) -> str:
    return " ".join(word.split()).casefold()
