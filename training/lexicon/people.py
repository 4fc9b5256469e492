"""Given names with gender, and how common given names and surnames are."""

from __future__ import annotations

import importlib
import math
import pkgutil
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import faker.providers.person
import names

from kg.entities.phonetics import sound
from kg.lexicon.fold import fold
from kg.lexicon.name_words import name_data
from training.lexicon.sources import table

GENDERS = ("female", "male")
CENSUS_WEIGHT = 0.35  # the census lists one country; names in world news spread wider


def faker_lists() -> list[tuple[str, Any]]:
    found = []
    for info in sorted(pkgutil.iter_modules(faker.providers.person.__path__), key=lambda i: i.name):
        provider = importlib.import_module(f"faker.providers.person.{info.name}").Provider
        for key in sorted(vars(provider)):
            value = vars(provider)[key]
            if isinstance(value, tuple | list | dict | set) and "name" in key and "language" not in key:
                found.append((f"{info.name}/{key}", value))
    return found


def words(value: Any) -> list[str]:
    return sorted({item for item in value if isinstance(item, str)})


UKRAINIAN = str.maketrans(
    {"и": "y", "\u0433": "h", "є": "ie", "ї": "i", "ґ": "g", "й": "i", "ь": "", "И": "Y", "Г": "H"}
)


def spellings(name: str, key: str) -> set[str]:
    """The folded name, and for Ukrainian also as Ukraine romanises it; none for several words."""
    if " " in name.strip():
        return set()
    found = {fold(name)}
    return found | {fold(name.translate(UKRAINIAN))} if key.startswith("uk_UA") else found


def census(kind: str) -> dict[str, float]:
    text = (Path(names.__file__).parent / f"dist.{kind}").read_text(encoding="utf-8")
    return {fold(line.split()[0]): float(line.split()[1]) / 100 for line in text.splitlines()}


def gender_votes(folder: Path) -> dict[str, dict[str, float]]:
    votes: dict[str, dict[str, float]] = defaultdict(lambda: {"female": 0.0, "male": 0.0})
    for gender in GENDERS:
        for name, share in census(f"{gender}.first").items():
            votes[name][gender] += 1e4 * share
        for key, value in faker_lists():
            if f"first_names_{gender}" in key or f"first_romanized_names_{gender}" in key:
                for name in words(value):
                    for key_of_name in spellings(name, key):
                        votes[key_of_name][gender] += 1.0
    for person in table(folder / "us_congress.tsv"):
        gender = {"F": "female", "M": "male"}.get(person["gender"])
        if gender:
            for name in {person["first"], person["nickname"]} - {""}:
                votes[fold(name)][gender] += 0.5
    return votes


def gender_of(votes: dict[str, float]) -> str:
    total = votes["female"] + votes["male"]
    for gender in GENDERS:
        if total and votes[gender] / total >= 0.95:
            return gender
    return ""


def spread(votes: dict[str, dict[str, float]], names: set[str]) -> dict[str, str]:
    """Genders of names that no list says, from other forms and spellings of the same name that agree."""
    known = {name: gender for name in votes if (gender := gender_of(votes[name]))}
    sounds: dict[str, set[str]] = defaultdict(set)
    for name in votes:
        sounds[sound(name)].add(name)
    found = {}
    forms = name_data().forms
    for name in sorted({*names, *forms} - set(known)):
        near = {other for other in sounds[sound(name)] if alike(name, other)} if name not in votes else set()
        for others in (forms.get(name, frozenset()), near):
            genders = {known.get(other, "") for other in others if other in votes and other != name}
            genders -= {""} if others is not near else set()
            if len(genders) == 1 and leans(votes.get(name), *genders):
                found.setdefault(name, min(genders))
    return {name: gender for name, gender in found.items() if gender}


def alike(name: str, other: str) -> bool:
    """Whether two names of one sound begin and end alike, so that they are spellings of one name."""
    ends = name[-1:] == other[-1:] or {name[-1:], other[-1:]} <= set("iyj")
    return name != other and len(sound(name)) >= 5 and name[:1] == other[:1] and ends


def leans(votes: dict[str, float] | None, gender: str) -> bool:
    """Whether what is known of a name does not speak against a gender."""
    return not votes or not gender or votes[gender] >= 0.7 * sum(votes.values())


def wikidata_parts(folder: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in table(folder / "wd_russian_64.tsv.gz"):
        counts[fold(row["latin"])] += int(row["count"])
    return counts


def build(folder: Path) -> list[tuple[str, ...]]:
    """Name, gender evidence, and log10 of shares among people as a given name and as a surname."""
    votes = gender_votes(folder)
    given = {fold(row["name"]) for row in table(folder / "first_names.tsv.gz")}
    family = {fold(row["name"]): row["lists"] for row in table(folder / "surnames.tsv.gz")}
    for key, value in faker_lists():
        kind = given if "first" in key else family if "last" in key else None
        for name in words(value) if kind is not None else ():
            if kind is given:
                given.add(fold(name))
            else:
                family.setdefault(fold(name), "faker")
    counts = wikidata_parts(folder)
    total = sum(counts.values())
    first, last = {}, census("all.last")
    for gender in GENDERS:
        for name, share in census(f"{gender}.first").items():
            first[name] = first.get(name, 0.0) + share / 2
    genders = {name: gender_of(votes[name]) for name in votes}
    genders |= spread(votes, given)
    out = []
    for name in sorted({*given, *genders, *family, *(n for n, c in counts.items() if c >= 3)}):
        if not name or " " in name or name.isdigit():
            continue
        is_given = name in given or name in genders
        is_family = name in family
        world = counts.get(name, 0) / total
        part = (
            share_given(first.get(name, 0.0), last.get(name, 0.0))
            if is_given and is_family
            else float(is_given)
        )
        g = level(CENSUS_WEIGHT * first.get(name, 0.0) + 2 * world * part) if is_given else ""
        s = (
            level(CENSUS_WEIGHT * last.get(name, 0.0) + 2 * world * (1 - part))
            if is_family or not is_given
            else ""
        )
        out.append((name, genders.get(name, "")[:1], g, s))
    return out


def share_given(first: float, last: float) -> float:
    """How often a name that can be both is a given name."""
    return (first + 1e-6) / (first + last + 2e-6)


def level(share: float) -> str:
    """Log10 of a share, at least one in a million, to one digit."""
    return f"{max(math.log10(max(share, 1e-9)), -6.0):.1f}"
