"""Which of the media types that a client accepts it gets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\Z")


@dataclass(frozen=True, slots=True)
class _Range:
    """What an Accept header says of one type, of a family or of all."""

    type: str
    family: str
    quality: float

    def fits(self, media: str) -> int:
        """How exactly it speaks of a type: 0 if not at all."""
        if self.type == media:
            return 3
        family = self.type.removesuffix("*")
        return 2 if self.family == "family" and media.startswith(family) else int(self.family == "all")


def choose(accept: str | None, offered: Iterable[str]) -> str | None:
    """The offered type that a client likes best, of equals the first; None where it takes none.

    ``offered`` are media types in the server's order; of several ranges that speak of one type the
    most exact counts.
    """
    ranges = [_range(item) for item in (accept or "*/*").lower().split(",") if item.strip()]
    liked = {media: _quality(media, ranges) for media in offered}
    best = max(liked.values(), default=0.0)
    return next((media for media in liked if liked[media] == best), None) if best else None


def _range(item: str) -> _Range:
    media, *parameters = (part.strip() for part in item.split(";"))
    quality = next((part[2:].strip() for part in parameters if part.startswith("q=")), "1")
    kind = "all" if media == "*/*" else "family" if media.endswith("/*") else "type"
    return _Range(media, kind, float(quality) if _QUALITY.match(quality) else 0.0)


def _quality(media: str, ranges: list[_Range]) -> float:
    fitting = [(one.fits(media), one.quality) for one in ranges if one.fits(media)]
    return max(fitting)[1] if fitting else 0.0
