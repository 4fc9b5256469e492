"""Articles in, one plain dictionary each out: the interchange format, without a graph folder."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import InputError
from kg.filenames import is_there, printable
from kg.limits import Limits
from kg.limits import limits as limits_of
from kg.pipeline.reading_articles import names
from kg.pipeline.sync import STDIN
from kg.pipeline.tools import LanguageReader, Options, Tools
from kg.pipeline.worker_pool import Failure, each, guarded, worker_count
from kg.records import Article, Claim, LocalEntity, Mention, Parse, Reading

if TYPE_CHECKING:
    from kg.articles import Contents, Source
    from kg.articles.columns import Column

Extracted = dict[str, Any]
Problem = tuple[str, str]  # where, why
Report = Callable[[str, str], None]
LONGEST_LINE = 100_000_000  # bytes of JSON
ENOUGH_BYTES = 2_000_000  # of input that is worth starting processes for
MENTION = ("start", "end", "type", "text", "entity", "kind")
ENTITY = ("id", "type", "name", "aliases")
CLAIM = (
    *("subject", "predicate", "object", "value", "role", "subject_span", "object_span", "evidence"),
    *("status", "speaker", "since", "until", "on", "where", "amount", "about"),
    *("support", "implied", "doubtful", "confidence", "rule"),
)


def extract(
    paths: str | Path | Sequence[str | Path],
    *,
    jsonl: bool = False,
    rules: Sequence[str | Path] = (),
    ner: str | None = None,
    experimental: bool = False,
    doubtful: bool = False,
    limits: Sequence[str] = (),
    columns: Sequence[str] = (),
    ocr: bool = False,
    workers: int | None = 1,
    seconds: float | None = None,
    problem: Callable[[str, str], None] | None = None,
    tools: Tools | None = None,
) -> Iterator[Extracted]:
    """What each article says, in input order; nothing is kept.

    With ``jsonl`` each line of the files (``.gz`` too, ``-`` for standard input) is an object with
    ``id`` and ``text``, which is taken exactly as it is. ``ner`` names a spaCy pipeline whose entities are
    used instead of the shipped model's. ``experimental`` reads relations that are not yet precise enough to
    be on, too; ``doubtful`` gives claims that are less sure than what the graph holds. ``problem`` is told of
    what cannot be read; without it the first such thing raises InputError. ``limits`` ("words=200000") say
    what an article may hold; one that takes longer than ``seconds``, in a process of its own, is given up.
    ``ocr`` reads scans with Tesseract, which must be installed.
    """
    chosen, report = tools or Tools(), problem or refuse
    given = [str(paths)] if isinstance(paths, str | Path) else [str(path) for path in paths]
    most = limits_of(limits)
    found = () if jsonl else sources_under(given, most, columns, report, ocr=ocr)
    articles = _lines(given, most, report) if jsonl else articles_of(found, chosen, seconds, report)
    own = tuple(str(rule) for rule in rules)
    options = Options(rules=own, ner=ner or None, experimental=experimental, limits=most)
    chosen.check(options)
    function = partial(
        _extract, language=chosen.language, relate=chosen.relate, options=options, doubtful=doubtful
    )
    for article, result in each(function, articles, workers_for(given, workers), seconds):
        if isinstance(result, Failure):
            report(article.id, result.reason)
        else:
            yield result


def interchange(article: Article, reading: Reading, *, doubtful: bool = False) -> Extracted:
    """One article's reading in the interchange format, with what is doubtful if asked for."""
    claims = (claim for claim in reading.claims if doubtful or not claim.doubtful)
    return {
        "id": article.id,
        "text": article.text,
        "mentions": [_fields(mention, MENTION) for mention in reading.mentions],
        "entities": [_fields(entity, ENTITY) for entity in reading.entities],
        "claims": [_fields(claim, CLAIM) for claim in claims],
    }


def _fields(record: Mention | LocalEntity | Claim, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _extract(
    article: Article,
    language: Callable[[Options], LanguageReader],
    relate: Callable[[Article, Parse, Options], Reading],
    options: Options,
    doubtful: bool,
) -> Extracted:
    parse = language(options).parse(article.text, article.skip)
    options.limits.check_names(names(parse))
    return interchange(article, relate(article, parse, options), doubtful=doubtful)


def refuse(where: str, why: str) -> None:
    """Raise InputError for the first thing that cannot be read."""
    raise InputError(f"{where}: {why}")


def workers_for(paths: Sequence[str], asked: int | None) -> int:
    """How many processes to read paths with: what was asked for, else as many as pay."""
    if asked is not None:
        return asked
    enough = sum(_size(path) for path in paths if path != STDIN) > ENOUGH_BYTES
    return worker_count(None, 1000) if enough else 1


def _size(path: str) -> int:
    """The bytes under a path; none where it cannot be looked at, which reading it will say."""
    from kg.articles import find_sources

    if not is_there(path):
        return 0
    with suppress(OSError):
        if not Path(path).is_dir():
            return Path(path).stat().st_size
        return sum(Path(source.path or "").stat().st_size for source in find_sources([path]))
    return 0


def columns_of(path: str, columns: Sequence[str] = ()) -> tuple[Column, ...]:
    """The columns of a file of rows, each with an example and what it is read as."""
    from kg.articles import find_sources, unread
    from kg.articles.fields import choices
    from kg.articles.peek import columns as look

    if why := unread(path):
        raise InputError(f"{path}: {why}")
    found = list(find_sources([path], columns=choices(columns)))
    if len(found) != 1:
        raise InputError(f"{path}: is no single file")
    return look(found[0])


def sources_under(
    paths: Iterable[str], limits: Limits, columns: Sequence[str], report: Report, *, ocr: bool = False
) -> Iterator[list[Source]]:
    """The files under each path; InputError where scans are to be read and cannot be."""
    from kg.articles import find_sources, unread
    from kg.articles.fields import choices
    from kg.articles.scans import program

    chosen = choices(columns)
    if ocr:
        program()
    look = partial(find_sources, limits=limits, columns=chosen, ocr=ocr)
    for path in paths:
        if why := unread(path, ocr=ocr):
            report(path, why)
            continue
        found = guarded(lambda given: list(look([given])), path)
        if isinstance(found, Failure):
            report(path, found.reason.removeprefix(f"{path}: "))
        else:
            yield found


def articles_of(
    found: Iterable[list[Source]], tools: Tools, seconds: float | None, report: Report
) -> Iterator[Article]:
    """The articles of files, in order; what cannot be read is reported."""
    for sources in found:
        for source, contents in each(tools.read, sources, 1, seconds):
            yield from _told(source.name, contents, report)


def _told(name: str, contents: Contents | Failure, report: Report) -> Iterator[Article]:
    """The articles of a source, and what is wrong with it."""
    if isinstance(contents, Failure):
        return report(name, contents.reason.removeprefix(f"{name}: "))
    for problem in contents.problems:
        report(name, str(problem).removeprefix(f"{name}: "))
    yield from contents.articles


def _lines(paths: Iterable[str], limits: Limits, report: Report) -> Iterator[Article]:
    for path in paths:
        try:
            with _opened(path) as lines:
                yield from _numbered(path, lines, limits, report)
        except (OSError, EOFError, zlib.error) as error:
            report(path, getattr(error, "strerror", None) or str(error))


def _opened(path: str) -> BinaryIO:
    if path == STDIN:
        return sys.stdin.buffer
    return gzip.open(path) if path.endswith(".gz") else Path(path).open("rb")  # type: ignore[return-value]


def _numbered(path: str, lines: BinaryIO, limits: Limits, report: Report) -> Iterator[Article]:
    for number, line in enumerate(_whole(lines, LONGEST_LINE), 1):
        if line.strip():
            try:
                yield _line(line, limits)
            except InputError as error:
                report(f"{path} line {number}", str(error))
            except (ValueError, TypeError, RecursionError) as error:
                report(f"{path} line {number}", f"not an object with id and text ({error})")


def _whole(lines: BinaryIO, longest: int) -> Iterator[bytes]:
    """The lines; of one that is too long as much as shows that it is, the rest is passed over."""
    while line := lines.readline(longest + 1):
        yield line
        while len(line) > longest and not line.endswith(b"\n"):
            line = lines.readline(longest + 1)


def _line(line: bytes, limits: Limits) -> Article:
    if len(line) > LONGEST_LINE:
        raise InputError(f"is longer than {LONGEST_LINE:,} bytes")
    row = json.loads(line)
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
        raise ValueError(line[:60].decode(errors="replace"))
    text: str = row["text"]
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"its text is not Unicode: half a character at {error.start}") from error
    limits.check(text)
    return Article(printable(str(row["id"])), text, format="jsonl")
