"""One source → its articles, checked, with metadata and the spans to skip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from kg.articles.archives import DEEPEST, Member
from kg.articles.boilerplate import boilerplate
from kg.articles.characters import seen
from kg.articles.drafts import Draft, merged, unskipped
from kg.articles.english import check_english
from kg.articles.first_lines import with_head
from kg.articles.press import split
from kg.articles.sniffing import sniff
from kg.articles.sources import FORMATS, Source
from kg.errors import InputError
from kg.limits import Limits
from kg.records import Article, Skip

READERS = {
    "txt": ("plain", "read_text"),
    "md": ("plain", "read_markdown"),
    "html": ("html", "read_html"),
    "pdf": ("pdf", "read_pdf"),
    "image": ("scans", "read_image"),
    "docx": ("docx", "read_docx"),
    "rtf": ("rtf", "read_rtf"),
    "eml": ("mail", "read_mail"),
    "mbox": ("mail", "read_mbox"),
    "json": ("rows", "read_json"),
    "jsonl": ("rows", "read_jsonl"),
    "csv": ("rows", "read_csv"),
    "feed": ("feeds", "read_feed"),
    "xml": ("xmlfile", "read_xml"),
    "odt": ("odt", "read_odt"),
    "epub": ("epub", "read_epub"),
    "xlsx": ("xlsx", "read_xlsx"),
    "msg": ("msg", "read_msg"),
    "mhtml": ("mail", "read_mhtml"),
    "zip": ("archives", "read_zip"),
    "tar": ("archives", "read_tar"),
    "gz": ("archives", "read_gzip"),
    "warc": ("archives", "read_warc"),
}
PLAIN = frozenset({"txt", "md"})  # files that are not packed: they are as long as what they hold
SCANS = frozenset({"pdf", "image"})  # files that may be pictures of pages
ROWS = frozenset({"json", "jsonl", "csv", "xlsx"})  # files with columns
Item = Draft | Member | InputError
Reader = Callable[..., Iterable[Item]]  # takes the bytes, the limits, and of rows the columns


@dataclass(slots=True)
class _Budget:
    """The bytes that the files in an archive may still come to."""

    limits: Limits
    spent: int = 0

    def spend(self, size: int) -> None:
        """Count the bytes of one file; InputError where it is too much."""
        self.spent += size
        self.limits.check_archive(self.spent)


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
    for item in _items(source, _Budget(source.limits)):
        if isinstance(item, Article) and item.id not in articles:
            articles[item.id] = item
        elif isinstance(item, Article):
            problems.append(InputError(f"{source.name}: two articles have the id {item.id}"))
        else:
            problems.append(item)
    if not articles and not problems:
        problems.append(InputError(f"{source.name}: no articles in it"))
    return Contents(tuple(articles.values()), tuple(problems))


def _items(source: Source, budget: _Budget) -> Iterator[Article | InputError]:
    try:
        if source.format in PLAIN and (size := source.size()) > source.limits.unpacked:
            source.limits.check_size(size)
        data = source.data()
        if not data.strip():
            raise InputError("empty file" if source.path else "no input")
        options = _options(source)
        for item in chain.from_iterable(map(_parted, _reader(source.format)(data, source.limits, **options))):
            if isinstance(item, Member):
                yield from _inside(item, source, budget)
            else:
                yield _named(item, source) if isinstance(item, InputError) else _checked(item, source)
    except InputError as error:
        yield _named(error, source)


def _options(source: Source) -> dict[str, Any]:
    """What the reader of the format is told besides the bytes and the limits."""
    if source.format in ROWS:
        return {"columns": source.columns}
    return {"ocr": source.ocr} if source.format in SCANS else {}


def _inside(member: Member, source: Source, budget: _Budget) -> Iterator[Article | InputError]:
    """The articles of a file in another one; those of a kind that is not read are passed over."""
    budget.spend(len(member.content))
    name = f"{source.name}!/{member.name}" if member.name else source.name
    suffix = Path(member.name or _unpacked(source)).suffix.lower()
    format = member.format or FORMATS.get(suffix) or (None if member.name else sniff(member.content))
    if source.depth >= DEEPEST:
        raise InputError(f"more than {DEEPEST} archives in each other")
    if format is None or (format == "image" and not source.ocr):
        return
    inner = replace(
        source, path=None, name=name, format=format, content=member.content, depth=source.depth + 1
    )
    for item in _items(inner, budget):
        lone = isinstance(item, Article) and item.id == name and member.url
        yield replace(item, id=member.url, url=member.url) if lone else item  # type: ignore[type-var]


def _unpacked(source: Source) -> str:
    """The name of what is in a .gz file, which may be one itself."""
    name = source.name
    for _ in range(source.depth + 1):
        name = name.removesuffix(".gz")
    return name


def _parted(item: Item) -> Iterator[Item]:
    """The articles of a draft that is the export of a press database; else the draft itself."""
    if not isinstance(item, Draft) or not (parts := split(item.text.splitlines())):
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
    if not draft.skip:  # which point into the text
        text = seen(draft.text)
        draft = replace(draft, text=text, pages=draft.pages if text == draft.text else ())
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
        headline=draft.title,
        source=draft.source,
        author=draft.author,
        url=draft.url,
        published=draft.published,
        language=language,
        format=source.format,
        skip=skips,
        pages=draft.pages if len(draft.pages) > 1 else (),
        scanned=draft.scanned,
    )
