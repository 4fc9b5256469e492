"""Lemmas as edit scripts: how many letters to cut off the end of a word and what to put there."""

from __future__ import annotations

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
