"""Who wrote an article, out of what bylines and columns hold."""

from __future__ import annotations

import re

_BEGIN = re.compile(
    r"^(?:(?:story|words|text|report|written|posted|published|reported|compiled)\s+)?by:?\s+", re.I
)
_NOBODY = re.compile(
    r"(?:user ?name|admin(?:istrator)?|guest|anonymous|unknown|none|null|n/?a|nan|author|editor|web ?master"
    r"|default|undefined|test|root|no author|by|staff|-+)\.?",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"(?:(?:file|handout|cover|lead)\s+)?(?:photo(?:graph)?|picture|image|illustration|graphic|video|cartoon)s?"
    r"(?:\s+(?:credit|source|courtesy))?(?:\s*[:/]|\s+(?:by|of|from|via)\b).*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:;|\||\u2022|\s/\s)\s*")


def author(value: str) -> str:
    """The names of a byline without "By" and picture credits; "" where it names nobody."""
    parts = (part.strip(" ,.-\u2013\u2014") for part in _PARTS.split(" ".join(value.split())))
    names = (_BEGIN.sub("", part, count=1) for part in parts)
    return ", ".join(name for name in names if _names_somebody(name))


def _names_somebody(name: str) -> bool:
    return bool(name) and not _NOBODY.fullmatch(name) and not _PICTURE.fullmatch(name)
