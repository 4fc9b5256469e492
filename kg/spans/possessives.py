"""Names that end in a possessive of their own: "McDonald's", "St. John's"."""

from __future__ import annotations

import re

from kg.records import Ent, Parse

COMPARED = frozenset({"than", "as", "to", "like", "with", "is", "was", "are", "were", "and", "from", "of"})
FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})


def is_owned_name(parse: Parse, ent: Ent) -> bool:
    """Whether a name has a possessive of its own, as nothing is owned: "McDonald's said"."""
    at, first = ent.end + 1, parse.word(ent.start)
    if at >= len(parse) or parse.word(ent.end) not in ("'s", "’s") or parse.tags[ent.end] != "POS":
        return False
    named = ent.label == "ORG" or (ent.label in ("GPE", "LOC") and first.rstrip(".") in ("St", "Saint"))
    before = parse.word(ent.start - 1).lower() if ent.start else ""
    if not named or before in COMPARED or not (parse.word(at) in ",." or parse.tags[at] in FINITE):
        return False
    name = parse.span_text(ent.start, ent.end)
    return not re.search(rf"\b{re.escape(name)}\b(?!['’]s)", parse.text)
