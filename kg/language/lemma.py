"""Lemmas: of known forms from a table, of others by edit scripts (what to cut off the end, what to add)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kg.errors import DataError
from kg.language.inflection import base_form

KEEP, LOWERED = "k", "l"


def script_of(form: str, lemma: str) -> str:
    """Return the script that turns the form into the lemma, as "case|cut|added"."""
    case = KEEP if form == lemma or lemma != lemma.lower() else LOWERED
    base = form if case == KEEP else form.lower()
    kept = 0
    while kept < min(len(base), len(lemma)) and base[kept] == lemma[kept]:
        kept += 1
    return f"{case}|{len(base) - kept}|{lemma[kept:]}"


def apply_script(script: str, form: str) -> str | None:
    """Return the lemma, or None where the script does not fit the form."""
    case, cut, added = script.split("|", 2)
    base = form if case == KEEP else form.lower()
    if int(cut) > len(base):
        return None
    return (base[: len(base) - int(cut)] + added) or None


def read_table(path: Path) -> dict[tuple[str, str], str]:
    """Return lemmas by lower-case form and part of speech, from lines of form, part of speech and lemma."""
    table = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        fields = line.split("\t")
        if len(fields) != 3:
            raise DataError(f"{path}, line {number}: {line!r} is not form, part of speech and lemma")
        table[fields[0], fields[1]] = fields[2]
    return table


class Lemmatizer:
    """Tells lemmas by the treebanks' table, then WordNet's forms, then the script that the network chose."""

    def __init__(self, table: dict[tuple[str, str], str], scripts: tuple[str, ...]) -> None:
        self._table = table
        self._scripts = scripts
        self.lemma = lru_cache(maxsize=1 << 16)(self._lemma)

    def _lemma(self, form: str, pos: str, script: int) -> str:
        known = self._table.get((form, pos)) or self._table.get((form.lower(), pos)) or base_form(form, pos)
        return known or apply_script(self._scripts[script], form) or form.lower()
