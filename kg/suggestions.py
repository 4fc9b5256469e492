"""What somebody may have meant who wrote a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MOST = 3


def near(name: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """The end of a message: "; did you mean x or y?", or ``otherwise`` where nothing is near."""
    shapes = {item.casefold(): item for item in known}
    found = get_close_matches(name.casefold(), list(shapes), n=MOST, cutoff=0.5)
    return f"; did you mean {' or '.join(shapes[item] for item in found)}?" if found else otherwise
