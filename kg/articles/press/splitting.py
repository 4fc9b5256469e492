"""The lines of a file → its articles, where it is an export of a press database."""

from __future__ import annotations

from collections.abc import Sequence

from kg.articles.drafts import Draft
from kg.articles.press import factiva, nexis, proquest
from kg.errors import InputError

DATABASES = (nexis, factiva, proquest)
ADVICE = "export its articles one by one, or as docx, html, rtf or txt"


def split(lines: Sequence[str]) -> tuple[Draft | InputError, ...]:
    """The articles of an export, and what is wrong with single ones; nothing where the lines are no export.

    InputError where the lines tell of several articles that cannot be told apart.
    """
    database = max(DATABASES, key=lambda database: database.count(lines))
    told = database.count(lines)
    found = tuple(database.split(lines)) if told else ()
    drafts = [item for item in found if isinstance(item, Draft)]
    if drafts and len(found) >= told:
        return found
    if told > 1:
        raise InputError(f"holds {told} articles of {database.NAME} that cannot be told apart; {ADVICE}")
    return tuple(drafts)
