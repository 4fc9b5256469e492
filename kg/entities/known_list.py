"""The analyst's own list of entities: a CSV file with the columns name, aliases, type, id."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError
from kg.lexicon import fold
from kg.records import EntityType

_COLUMNS = ("name", "aliases", "type", "id")
_KINDS = {
    "person": EntityType.PERSON,
    "organization": EntityType.ORGANIZATION,
    "organisation": EntityType.ORGANIZATION,
    "place": EntityType.PLACE,
}


TYPES = tuple(sorted(set(_KINDS.values())))


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity of the list."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameList:
    """The list. Its entities keep their ids, and its names win."""

    entries: tuple[Entry, ...] = ()

    def by_name(self) -> dict[tuple[str, str], Entry | None]:
        """Entries by type and folded name; None for a name that two entries share."""
        found: dict[tuple[str, str], Entry | None] = {}
        for entry in self.entries:
            for name in {fold(name) for name in (entry.name, *entry.aliases)}:
                key = (entry.type, name)
                found[key] = entry if found.get(key, entry) in (entry, None) and key not in found else None
        return found


def load(path: str | Path) -> NameList:
    """The list in a CSV file; aliases are parted by ";" or "|", an empty id is the name.

    Raises DataError naming the line of a faulty entry.
    """
    file = Path(path)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            _check_columns(rows.fieldnames, file)
            entries = tuple(_entry(row, file, rows.line_num) for row in rows if any(row.values()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{file}: cannot be read: {error}") from error
    _check_ids(entries, file)
    return NameList(entries)


def _check_columns(found: object, file: Path) -> None:
    names = [str(name).strip().lower() for name in found] if isinstance(found, list) else []
    unknown = [name for name in names if name not in _COLUMNS]
    missing = [name for name in ("name", "type") if name not in names]
    if unknown or missing:
        raise DataError(
            f"{file}: columns must be {', '.join(_COLUMNS)}: {', '.join(unknown + missing)} is wrong"
        )


def _entry(row: dict[str, str | None], file: Path, line: int) -> Entry:
    cells = {str(key).strip().lower(): (value or "").strip() for key, value in row.items() if key is not None}
    kind = _KINDS.get(cells["type"].lower())
    if kind is None:
        raise DataError(
            f"{file}, line {line}: unknown type {cells['type']!r} (Person, Organization or Place)"
        )
    if not fold(cells["name"]):
        raise DataError(f"{file}, line {line}: an entry without a name")
    aliases = tuple(
        a for a in map(str.strip, cells.get("aliases", "").replace("|", ";").split(";")) if fold(a)
    )
    return Entry(cells.get("id") or cells["name"], kind, cells["name"], aliases)


def _check_ids(entries: tuple[Entry, ...], file: Path) -> None:
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        if (entry.type, entry.id) in seen:
            raise DataError(f"{file}: two entries have the id {entry.id!r}")
        seen.add((entry.type, entry.id))
