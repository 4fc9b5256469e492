"""Plain text and Markdown: the text is the decoded file, and its front matter a span to skip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from kg.articles import fields
from kg.articles.decode import decode
from kg.articles.drafts import Draft, lines
from kg.articles.foreign import reading
from kg.errors import InputError
from kg.limits import Limits
from kg.records import Skip

MAX_HEADER = 65536
_FENCE = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_FIELD = re.compile(r"([A-Za-z][A-Za-z _-]{0,24}):(?:[ \t]+(\S.*))?")
_MARKS = re.compile(
    r"^ {0,3}#{1,6}[ \t]+"  # heading
    r"|^ {0,3}>[ \t]?"  # quotation
    r"|^ {0,3}(?:[*_-][ \t]*){3,}$"  # rule
    r"|!\[[^\]\n]{0,300}\]\([^()\s]{0,500}\)"  # image
    r"|\[(?=[^\[\]\n]{1,300}\]\([^()\s]{1,500}\))|\]\([^()\s]{1,500}\)"  # link
    r"|\*\*",
    re.MULTILINE,
)


def read_text(data: bytes, limits: Limits) -> Iterator[Draft]:
    """The article of a .txt file."""
    yield headed(decode(data))


def read_markdown(data: bytes, limits: Limits) -> Iterator[Draft]:
    """The article of a .md file; its marks are skipped, not cut out."""
    draft = headed(decode(data))
    start = draft.skip[0].end if draft.skip else 0
    marks = (Skip(mark.start(), mark.end(), "markup") for mark in _MARKS.finditer(draft.text, start))
    yield replace(draft, skip=(*draft.skip, *marks))


def headed(text: str) -> Draft:
    """The draft of a text, with the metadata of its front matter or header lines."""
    found = _front_matter(text) or _header_lines(text)
    if not found:
        return Draft(text, plain=True)
    end, values = found
    metadata = {field: value for field, value in fields.pick(values).items() if field not in ("text", "key")}
    return Draft(text, **metadata, skip=(Skip(0, end, "front-matter"),), plain=True)  # type: ignore[arg-type]


def _front_matter(text: str) -> tuple[int, Mapping[str, Any]] | None:
    """The end and the values of a block between two lines of three hyphens."""
    opening = _FENCE.match(text)
    closing = _CLOSING.search(text, opening.end(), MAX_HEADER) if opening else None
    if not opening or not closing:
        return None
    values = _yaml(text[opening.end() : closing.start()])
    return None if values is None else (closing.end(), values)


def _yaml(block: str) -> Mapping[str, Any] | None:
    """The names and values of a block; None where it holds none, so that it is part of the text.

    Lines of "name: value" count where a value breaks YAML ("title: War: day 3").
    """
    try:
        with reading("no YAML"):
            values = _loaded(block)
    except InputError as error:
        values = _name_value_lines(block, error)
    return values if isinstance(values, dict) else None


def _loaded(block: str) -> Any:
    """The values of YAML without aliases, by which a few lines can stand for billions, or for themselves."""
    import yaml

    loader = yaml.BaseLoader(block)
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(block, Loader=yaml.BaseLoader)):
            raise InputError("aliases are not followed")
        return loader.get_single_data()
    finally:
        loader.dispose()


def _name_value_lines(block: str, error: Exception) -> dict[str, str] | None:
    rows = [line.strip() for line in block.splitlines() if line.strip()]
    matches = [_FIELD.fullmatch(row) for row in rows]
    if not any(matches):
        return None
    if None in matches:
        raise InputError(f"its front matter is not YAML: {rows[matches.index(None)][:60]!r}") from error
    return {match[1]: (match[2] or "").strip("\"'") for match in matches if match}


def _header_lines(text: str) -> tuple[int, Mapping[str, str]] | None:
    """The end and the values of "Title: …" lines before everything else: two of them, or a title alone."""
    values = {}
    end = 0
    for begin, stop in islice(lines(text[:MAX_HEADER]), 20):
        match = _FIELD.fullmatch(text[begin:stop])
        if not match or not fields.known(match[1]) or fields.folded(match[1]) in fields.aliases()["text"]:
            break
        values[match[1]] = match[2] or ""
        end = stop
    titled = any(fields.folded(name) in ("title", "headline") for name in values)
    return (end, values) if len(values) > 1 or titled else None
