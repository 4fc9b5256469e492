"""One source → its articles, checked, with metadata and the spans to skip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from itertools import chain
from typing import NamedTuple

from kg.articles.boilerplate import boilerplate
from kg.articles.drafts import Draft, merged, unskipped
from kg.articles.english import check_english
from kg.articles.heads import with_head
from kg.articles.press import split
from kg.articles.sources import Source
from kg.errors import InputError
from kg.limits import Limits
from kg.records import Article, Skip

READERS = {
    "txt": ("plain", "read_text"),
    "md": ("plain", "read_markdown"),
    "html": ("html", "read_html"),
    "pdf": ("pdf", "read_pdf"),
    "docx": ("docx", "read_docx"),
    "rtf": ("rtf", "read_rtf"),
    "eml": ("mail", "read_mail"),
    "mbox": ("mail", "read_mbox"),
    "json": ("rows", "read_json"),
    "jsonl": ("rows", "read_jsonl"),
    "csv": ("rows", "read_csv"),
    "feed": ("feeds", "read_feed"),
    "xml": ("xmlfile", "read_xml"),
}
PLAIN = frozenset({"txt", "md"})  # files that are not packed: they are as long as what they hold
Reader = Callable[[bytes, Limits], Iterable[Draft | InputError]]


class Contents(NamedTuple):
    """The articles of one source, and in one line each what could not be read."""

    articles: tuple[Article, ...]
    problems: tuple[InputError, ...]


def read(source: Source) -> Contents:
    """The articles of a source.

    It raises nothing for bad input: a file that cannot be read has no articles and one problem, and a bad
    row, entry or message does not lose the others. An article's id is its URL, else the name of the source,
    followed by ``#`` and its own id or row number where the source can hold several.
    """
    articles: dict[str, Article] = {}
    problems = []
    for item in _items(source):
        if isinstance(item, Article) and item.id not in articles:
            articles[item.id] = item
        elif isinstance(item, Article):
            problems.append(InputError(f"{source.name}: two articles have the id {item.id}"))
        else:
            problems.append(item)
    if not articles and not problems:
        problems.append(InputError(f"{source.name}: no articles in it"))
    return Contents(tuple(articles.values()), tuple(problems))


def _items(source: Source) -> Iterator[Article | InputError]:
    try:
        if source.format in PLAIN and (size := source.size()) > source.limits.unpacked:
            source.limits.check_size(size)
        data = source.data()
        if not data.strip():
            raise InputError("empty file" if source.path else "no input")
        for item in chain.from_iterable(map(_parted, _reader(source.format)(data, source.limits))):
            yield _named(item, source) if isinstance(item, InputError) else _checked(item, source)
    except InputError as error:
        yield _named(error, source)


def _parted(item: Draft | InputError) -> Iterator[Draft | InputError]:
    """The articles of a draft that is the export of a press database; else the draft itself."""
    if isinstance(item, InputError) or not (parts := split(item.text.splitlines())):
        yield item
        return
    before = f"{item.key}." if item.key else ""
    for part in parts:
        yield replace(part, key=f"{before}{part.key}") if isinstance(part, Draft) else part


def _reader(format: str) -> Reader:
    if format not in READERS:
        raise InputError(f"unknown format {format!r} (known: {', '.join(READERS)})")
    module, function = READERS[format]
    reader: Reader = getattr(import_module(f"kg.articles.{module}"), function)
    return reader


def _named(error: InputError, source: Source) -> InputError:
    message = " ".join(str(error).split())
    return error if message.startswith(f"{source.name}:") else InputError(f"{source.name}: {message}")


def _checked(draft: Draft, source: Source) -> Article | InputError:
    try:
        return _article(draft, source)
    except InputError as error:
        place = f"{draft.key}: " if draft.key else ""
        return _named(InputError(f"{place}{error}"), source)


def _article(draft: Draft, source: Source) -> Article:
    source.limits.check(draft.text)
    start = draft.skip[0].end if draft.skip and draft.skip[0].kind == "front-matter" else 0
    skips = merged([*draft.skip, *boilerplate(draft.text, start)])
    left = unskipped(draft.text, skips)
    if not any(char.isalnum() for char in left):
        raise InputError(
            "no text in it" if not draft.text[start:].strip() else "nothing but page furniture in it"
        )
    language = check_english(left, draft.language)
    if draft.plain:
        draft = with_head(draft, skips)
    return _made(draft, source, skips, language)


def _made(draft: Draft, source: Source, skips: tuple[Skip, ...], language: str) -> Article:
    own = f"{source.name}#{draft.key}" if draft.key else source.name
    return Article(
        id=draft.url or own,
        text=draft.text,
        title=draft.title,
        source=draft.source,
        author=draft.author,
        url=draft.url,
        published=draft.published,
        language=language,
        format=source.format,
        skip=skips,
    )
