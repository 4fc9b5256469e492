"""Legal forms of organizations: "Ltd", "GmbH", "OOO", ..."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from kg.lexicon import loader
from kg.lexicon.fold import fold
from kg.lexicon.packed_tables import rows

NEWS: Traversable = files("kg.lexicon") / "data" / "legal_forms.yaml"
_KINDS = ("sure", "other", "word")
_LONGEST = 6
_SAFE = 4
_BRACKETS = re.compile(r"[()\[\]]")
_EDGE = ",;:-\u2013\u2014\u201c\u201d\"'\u00ab\u00bb "


_FORM = loader.record(
    {
        "is": loader.one_of(*_KINDS),
        "firm": loader.set_of(),
        "front": loader.switch,
        "short": loader.set_of(),
    },
    optional=("is", "firm", "front", "short"),
)


@cache
def _news() -> Mapping[str, frozenset[str]]:
    """The forms that news writes, by how sure they are, where they stand and how they are written."""
    forms = loader.load(NEWS, loader.record({"forms": loader.table(_FORM, loader.lower)}))["forms"]
    kinds = {kind: {name for name, form in forms.items() if form.get("is") == kind} for kind in _KINDS}
    written = {
        key: {word for form in forms.values() for word in form.get(key, ())} for key in ("firm", "short")
    }
    front = {name for name, form in forms.items() if form.get("front")}
    return {key: frozenset(found) for key, found in {**kinds, **written, "front": front}.items()}


@cache
def _forms() -> dict[str, str]:
    """How each form is usually written, by its folded words."""
    written = {fold(word): word.upper() for word in _news()["sure"] | _news()["other"]}
    return written | {row[0]: row[1] for row in rows("legal_forms.tsv", 2)}


def is_legal_form(word: str) -> bool:
    """Whether a name of an organization goes on with a word: "inc.", "limited"."""
    written = word.lower().rstrip(".")
    return any(written in _news()[kind] for kind in _KINDS)


def is_written_form(word: str) -> bool:
    """Whether a word is the legal form of a firm and nothing else, as it is written: "GmbH", "SpA"."""
    return word.rstrip(".") in _news()["firm"]


def ends_company(word: str) -> bool:
    """Whether a name that ends with a word is a company's: "Ltd." but not "Limited"."""
    return word.lower().rstrip(".") in _news()["sure"]


def legal_form(name: str) -> tuple[str, str | None]:
    """The name without its legal form, and the form as usually written: "Acme Ltd." → ("Acme", "LLC").

    A form stands at the end, or in front as in "OOO Lukoil"; a short one only counts in
    capitals, with full stops or after a comma. A name that is all form keeps it.
    """
    words = _BRACKETS.sub(" ", name).split()
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        for form, rest in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            front = rest[-1] == words[-1]
            if front and len(fold(" ".join(form))) < _SAFE and fold(form[0]) not in _news()["front"]:
                continue
            found = _match(form, after_comma=not front and rest[-1].endswith(","))
            if found:
                return " ".join(rest).strip(_EDGE), found
    return name, None


def _match(words: list[str], *, after_comma: bool) -> str | None:
    joined = " ".join(words)
    found = _forms().get(fold(joined)) or _forms().get(fold(joined).replace(" ", ""))
    if found is None or len(fold(joined)) >= _SAFE or after_comma:
        return found if found and len(fold(joined)) > 1 else None
    marked = joined.isupper() or "." in joined or joined.rstrip(".") in _news()["short"]
    return found if marked and len(fold(joined)) > 1 else None
