"""Known lists: FollowTheMoney JSON lines, an extract of Wikidata (JSON lines or N-Triples), or CSV."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from kg import lexicon
from kg.errors import DataError
from kg.records import EntityType

PERSON, ORGANIZATION = EntityType.PERSON, EntityType.ORGANIZATION
_SCHEMATA = {  # of FollowTheMoney
    "Person": PERSON,
    **dict.fromkeys(("Organization", "Company", "PublicBody", "LegalEntity"), ORGANIZATION),
}
_COLUMNS = {
    "id": ("id", "identifier"),
    "name": ("name", "caption"),
    "names": ("aliases", "alias", "names", "other names"),
    "type": ("type", "schema"),
    "born": ("birth date", "birthdate", "born", "date of birth"),
    "countries": ("country", "countries", "nationality"),
    "offices": ("office", "offices", "position", "positions"),
    "topics": ("topics", "topic"),
}
_WIKIDATA = {"P569": "born", "P27": "countries", "P17": "countries", "P39": "offices", "P106": "offices"}
_HUMAN, _IS_A = "Q5", "P31"
_TRIPLE = re.compile(
    r'<([^>]+)>\s+<([^>]+)>\s+(?:<([^>]+)>|"((?:[^"\\]|\\.)*)"(?:\^\^<[^>]+>|@[\w-]+)?)\s*\.\s*'
)
_LABELS = ("#label", "#prefLabel", "#altLabel", "/name", "/alternateName")
_DATE = re.compile(r"\+?(\d{4}(?:-\d\d(?:-\d\d)?)?)")
_Q = re.compile(r".*\b(Q\d+)$")


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody or something on a list: what is told to know it by."""

    id: str
    type: EntityType  # Person or Organization
    names: tuple[str, ...]  # the main one first
    born: tuple[str, ...] = ()  # EDTF
    countries: frozenset[str] = frozenset()  # ids of the lexicon
    offices: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # as the list writes them: sanction, role.pep, ...

    @property
    def iri(self) -> str:
        """The IRI of the entry: Wikidata's for its ids, else one of its own."""
        if self.id.startswith(("http://", "https://", "urn:")):
            return self.id
        if re.fullmatch(r"Q\d+", self.id):
            return f"http://www.wikidata.org/entity/{self.id}"
        from urllib.parse import quote

        return f"urn:newskg:known:{quote(self.id, safe='')}"


def load(path: str | Path) -> tuple[Listed, ...]:
    """The people and organizations of a list; DataError naming the line of what is none."""
    file = Path(path)
    read = {".csv": _csv, ".nt": _triples}.get(file.suffix.lower(), _lines)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return tuple(entry for entry in read(lines, file) if entry.names)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{file}: cannot be read: {error}") from error


def _csv(lines: Iterable[str], file: Path) -> Iterator[Listed]:
    rows = csv.DictReader(lines)
    known = {name: field for field, names in _COLUMNS.items() for name in names}
    columns = {name: known.get(name.strip().lower().replace("_", " ")) for name in rows.fieldnames or ()}
    if unknown := [name for name, field in columns.items() if field is None]:
        raise DataError(f"{file}: column {unknown[0]!r} is none of {', '.join(sorted(known))}")
    if "name" not in columns.values():
        raise DataError(f"{file}: has no column for the name")
    for row in rows:
        values: dict[str, list[str]] = defaultdict(list)
        for name, cell in row.items():
            values[columns.get(name) or ""] += [part.strip() for part in re.split("[;|]", cell or "")]
        kind = next(iter(values["type"]), "") or PERSON
        if kind.capitalize() not in _SCHEMATA:
            raise DataError(f"{file}, line {rows.line_num}: unknown type {kind!r} (Person or Organization)")
        yield _made(
            (values["id"] or values["name"])[0] or values["name"][0], _SCHEMATA[kind.capitalize()], values
        )


def _lines(lines: Iterable[str], file: Path) -> Iterator[Listed]:
    for number, line in enumerate(lines, 1):
        if not line.strip(" \t\r\n,[]"):
            continue
        try:
            row = json.loads(line.strip().rstrip(","))
            entry = _followed(row) if "schema" in row else _extracted(row)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise DataError(
                f"{file}, line {number}: no entity of FollowTheMoney or Wikidata ({error})"
            ) from None
        if entry:
            yield entry


def _followed(row: Mapping[str, Any]) -> Listed | None:
    """An entity of FollowTheMoney; None for one that is neither a person nor an organization."""
    kind, said = _SCHEMATA.get(row["schema"]), row.get("properties", {})
    if kind is None:
        return None
    names = [
        row.get("caption") or "",
        *said.get("name", ()),
        *said.get("alias", ()),
        *said.get("previousName", ()),
    ]
    countries = [c for name in ("nationality", "citizenship", "country") for c in said.get(name, ())]
    born = said.get("birthDate", ())
    values = {"names": names, "born": born, "countries": countries, "offices": said.get("position", ())}
    return _made(row["id"], kind, {**values, "topics": said.get("topics", ())})


def _extracted(row: Mapping[str, Any]) -> Listed:
    """An entity of Wikidata as its dumps write it."""
    labels = [label["value"] for label in row.get("labels", {}).values()]
    aliases = [alias["value"] for several in row.get("aliases", {}).values() for alias in several]
    values: dict[str, list[str]] = {"names": [*labels, *aliases]}
    kinds = [str(value) for value in _claims(row, _IS_A)]
    for property, field in _WIKIDATA.items():
        values.setdefault(field, []).extend(map(str, _claims(row, property)))
    return _made(row["id"], PERSON if _HUMAN in kinds or not kinds else ORGANIZATION, values)


def _claims(row: Mapping[str, Any], property: str) -> Iterator[str]:
    for claim in row.get("claims", {}).get(property, ()):
        value = claim["mainsnak"].get("datavalue", {}).get("value")
        if isinstance(value, Mapping):
            yield value.get("id") or value.get("time") or value.get("text") or ""
        elif value:
            yield value


def _triples(lines: Iterable[str], file: Path) -> Iterator[Listed]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _TRIPLE.fullmatch(line)
        if not match:
            raise DataError(f"{file}, line {number}: no N-Triples: {line.strip()[:60]!r}")
        subject, predicate, iri, text = match.groups()
        value = iri or json.loads(f'"{text}"')
        property = predicate.rpartition("/")[2]
        if predicate.endswith(_LABELS):
            found[subject]["names"].append(value)
        elif property == _IS_A:
            found[subject]["kinds"].append(value.rpartition("/")[2])
        elif field := _WIKIDATA.get(property) or ("born" if property == "birthDate" else None):
            found[subject][field].append(value)
    for subject, values in found.items():
        qid = _Q.match(subject)
        kind = PERSON if _HUMAN in values["kinds"] or not values["kinds"] else ORGANIZATION
        yield _made(qid[1] if qid else subject, kind, values)


def _made(id: str, kind: EntityType, values: Mapping[str, Iterable[str]]) -> Listed:
    names = dict.fromkeys(name.strip() for field in ("name", "names") for name in values.get(field, ()))
    born = (match[1] for value in values.get("born", ()) if (match := _DATE.match(value)))
    return Listed(
        id=str(id),
        type=kind,
        names=tuple(filter(None, names)),
        born=tuple(dict.fromkeys(date.replace("-00", "") for date in born)),
        countries=frozenset(filter(None, map(country, values.get("countries", ())))),
        offices=tuple(filter(None, values.get("offices", ()))),
        topics=tuple(sorted(set(filter(None, values.get("topics", ()))))),
    )


def country(told: str) -> str | None:
    """The lexicon's id of a country told by its code, its name or its id in Wikidata."""
    if (match := _Q.match(told)) is not None:
        return _by_wikidata().get(match[1])
    if len(told.strip()) == 2:
        place = lexicon.places().get(f"country/{told.strip().upper()}")
        return place.id if place else None
    found = lexicon.places().lookup(told.strip())
    return next((place.id for place in found if place.kind == "country"), None)


@cache
def _by_wikidata() -> Mapping[str, str]:
    ids = (f"country/{a}{b}" for a, b in product(ascii_uppercase, repeat=2))
    places = filter(None, map(lexicon.places().get, ids))
    return {place.wikidata: place.id for place in places if place.wikidata}
