"""Legal forms of organizations with all their spellings."""

from __future__ import annotations

import re
from pathlib import Path

from kg.lexicon.fold import fold
from training.lexicon.sources import json_lines


def build(folder: Path) -> list[tuple[str, ...]]:
    """Folded spelling and the form it stands for, as it is usually written."""
    forms: dict[str, str] = {}
    entries = json_lines(folder / "org_types.jsonl")
    for field in ("display", "compare", "aliases"):
        for entry in entries:
            shown = entry.get("display") or entry.get("compare") or entry["aliases"][0]
            spellings = entry.get(field) or []
            for spelling in [spellings] if isinstance(spellings, str) else spellings:
                key = fold(spelling)
                if key and len(key) <= 60 and re.search("[a-z]", key):
                    forms.setdefault(key, shown)
    return sorted(forms.items())
