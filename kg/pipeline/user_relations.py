"""The relations that a user's rule files bring along.

relations:
  - name: sponsors
    domain: [Organization]
    range: [Person, Organization]
    parent: funds
    label: gives money to a team or player
    symmetric: false
    traits: [incidental]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import DataError

if TYPE_CHECKING:
    from kg.ontology import Ontology, Relation, Trait

TEXTS = ("name", "label", "parent", "inverse")
LISTS = ("domain", "range", "traits")
SWITCHES = ("symmetric", "transitive")
TRAITS = {
    "office": "office",
    "single_holder": "singleHolder",
}  # that have a key of their own, from before traits


def ontology(rule_files: Sequence[str]) -> Ontology:
    """The shipped relations and those of rule files."""
    from kg.ontology import load

    found = load()
    for file in rule_files:
        found = found.with_relations(_relations(Path(file)), source=file)
    return found


def _relations(path: Path) -> Iterator[Relation]:
    from kg.ontology import Relation

    for entry in _entries(path):
        where = f"{path}: relation {entry.get('name') if isinstance(entry, dict) else entry!r}"
        fields = dict(_fields(entry, where))
        traits = {name for key, name in TRAITS.items() if fields.pop(key, False)}
        yield Relation(**fields | {"traits": _traits(traits.union(fields.get("traits", ())), where)})


def _traits(names: set[str], where: str) -> frozenset[Trait]:
    from kg.ontology import Trait

    for name in sorted(names - set(Trait)):
        raise DataError(f"{where}: no trait is called {name!r} (there are {', '.join(sorted(Trait))})")
    return frozenset(map(Trait, names))


def _entries(path: Path) -> Iterable[Any]:
    from kg.lexicon import loader

    try:
        data = loader.read(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({' '.join(str(error).split())})") from error
    entries = data.get("relations") or [] if isinstance(data, dict) else []
    if not isinstance(entries, list):
        raise DataError(f"{path}: relations are a list")
    return entries


def _fields(entry: Any, where: str) -> Iterator[tuple[str, Any]]:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise DataError(f"{where}: has no name")
    for key, value in entry.items():
        yield key, _value(key, value, where)


def _value(key: Any, value: Any, where: str) -> Any:
    if key in TEXTS and isinstance(value, str):
        return value
    if key in LISTS and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if key in (*SWITCHES, *TRAITS) and isinstance(value, bool):
        return value
    raise DataError(f"{where}: {key!r} cannot be {value!r}")
