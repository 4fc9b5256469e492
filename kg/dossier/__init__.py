"""A dossier: what is known of some entities, each statement with a note that leads to its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kg.dossier.content import Dossier, Known, compose
from kg.errors import QueryError
from kg.suggestions import near

__all__ = ["FORMATS", "Dossier", "Known", "compose", "write"]


def write(dossier: Dossier, format_: str) -> bytes:
    """The dossier in one of ``FORMATS``."""
    if format_ not in FORMATS:
        hint = near(format_, FORMATS)
        raise QueryError(f"{format_!r} is no format of dossiers{hint} (there are {', '.join(FORMATS)})")
    return FORMATS[format_](dossier)


def _markdown(dossier: Dossier) -> bytes:
    from kg.dossier.markdown import write

    return write(dossier).encode("utf-8", "replace")


def _docx(dossier: Dossier) -> bytes:
    from kg.dossier.word import write

    return write(dossier)


FORMATS: Mapping[str, Callable[[Dossier], bytes]] = MappingProxyType({"markdown": _markdown, "docx": _docx})
