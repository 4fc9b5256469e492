"""Readings that other machines made, in files to be joined: the graph is as if all were read here.

A part is JSON lines, ``.gz`` or not. The first says of which format and version of kg it is, each other holds
an article in the interchange format with, besides, its record and its whole reading, or what could not be
read and why. Parts that are put one after the other are a part, too.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from kg import fingerprints
from kg.atomic import write_bytes
from kg.errors import DamageError, InputError
from kg.limits import limits as limits_of
from kg.pipeline.extract import Report, articles_of, interchange, refuse, sources_under, workers_for
from kg.pipeline.reading_articles import Read, Reader, Task, read_articles, read_one
from kg.pipeline.readings import reading_key, relations
from kg.pipeline.sync import STDIN, hashed
from kg.pipeline.tools import Options, Tools
from kg.pipeline.worker_pool import Failure, each
from kg.records import Article, Reading
from kg.store.codec import decode, encode_blob, plain
from kg.store.connection import writing
from kg.store.database import Store, StoredSource

FORMAT, VERSION = "kg-readings", 1
PLACE = f"{STDIN}readings/"  # then the article's id: no file, the store alone keeps it


def read(
    paths: Sequence[str],
    out: Path,
    *,
    options: Options | None = None,
    limits: Sequence[str] = (),
    columns: Sequence[str] = (),
    ocr: bool = False,
    workers: int | None = 1,
    seconds: float | None = None,
    problem: Report | None = None,
    tools: Tools | None = None,
) -> int:
    """Read files and folders into a part; the number of articles. The part appears whole or not at all."""
    chosen, report, most = tools or Tools(), problem or refuse, limits_of(limits)
    own = options or Options(limits=most)
    chosen.check(own)
    articles = articles_of(sources_under(paths, most, columns, report, ocr=ocr), chosen, seconds, report)
    function, count = partial(reading_line, options=own, tools=chosen), 0

    def write(file: BinaryIO) -> None:
        nonlocal count
        file.write(_line(header(own, chosen)))
        for article, result in each(function, articles, workers_for(paths, workers), seconds):
            if isinstance(result, Failure):
                report(article.id, result.reason)
            else:
                file.write(_line(result))
                count += 1

    write_bytes(out, lambda file: _packed(file, write) if out.suffix == ".gz" else write(file))
    return count


def header(options: Options | None = None, tools: Tools | None = None) -> Mapping[str, Any]:
    """The first line of a part that is read with these options."""
    chosen, own = tools or Tools(), options or Options()
    made = {"model": chosen.model(own), "relations": relations(chosen, own)}
    return {"format": FORMAT, "version": VERSION, "stages": _stages(), **made}


def _stages() -> list[str]:
    """The code and data that readings are made by."""
    return [fingerprints.stage("language"), fingerprints.stage("relations")]


def reading_line(
    article: Article, options: Options | None = None, tools: Tools | None = None
) -> dict[str, Any]:
    """What a part holds of an article."""
    reader = Reader.of(tools or Tools(), options or Options())
    return _row(article, read_one(Task(article), reader).reading)


def part_lines(
    rows: Iterable[Mapping[str, Any]],
    name: str = "articles",
    *,
    options: Options | None = None,
    tools: Tools | None = None,
) -> Iterator[str]:
    """The lines of a part, from rows with the columns that files of rows may have: text, id, title, date, ...

    Any process that has kg can call this, on any engine. A row is read as one of a file of that name would
    be, so its article has the same id: its URL or ``name#id``. What cannot be read has a line, too.
    """
    chosen, own = tools or Tools(), options or Options()
    reader = Reader.of(chosen, own)
    yield _text(header(own, chosen))
    for number, row in enumerate(rows, 1):
        articles, problems = _article(row, f"{name}#{number}", name, chosen, own)
        for article, read in zip(articles, read_articles(map(Task, articles), reader), strict=True):
            if isinstance(read, Read):
                yield _text(_row(article, read.reading))
            else:
                problems.append((article.id, read.reason))
        yield from (_text({"problem": why, "id": where}) for where, why in problems)


def _article(
    row: Mapping[str, Any], where: str, name: str, tools: Tools, options: Options
) -> tuple[Sequence[Article], list[tuple[str, str]]]:
    """The article of a row, or what is wrong with it."""
    from kg.articles import from_bytes
    from kg.articles.fields import raw

    try:
        said = {column: value for column, value in row.items() if value is not None and value == value}
        content = json.dumps(said, default=str).encode()
    except (ValueError, TypeError, AttributeError) as error:
        return (), [(where, f"is no row of plain values ({error})")]
    if not {"key", "url"} & raw(said).keys():  # rows of a cluster have no number of their own
        return (), [(where, "has neither an id nor a URL")]
    found = tools.read(from_bytes(content, name=name, format="jsonl", limits=options.limits))
    return found.articles, [(where, str(problem).removeprefix(f"{name}: ")) for problem in found.problems]


def _row(article: Article, reading: Reading) -> dict[str, Any]:
    known = interchange(article, reading, doubtful=True)
    return known | {"record": plain(article), "reading": plain(reading)}


def take(
    parts: Iterable[Path], graph: Path, tools: Tools | None = None, problem: Report | None = None
) -> int:
    """Put the articles and readings of parts into a graph folder, for the next build; how many there are.

    A folder stands for the files in it whose names begin with no dot or underscore. An article of an id that
    a part brought before is replaced. ``problem`` is told of what could not be read where a part was made;
    without it the first such thing raises InputError, as does a file that is no part, or of another version.
    """
    chosen, count, report = tools or Tools(), 0, problem or refuse
    with writing(graph), Store(graph, create=True) as store:
        for part in (file for given in parts for file in _files(given)):
            for article, reading, made in _entries(part, report):
                _keep(store, article, reading, made, chosen)
                count += 1
    return count


def _keep(store: Store, article: Article, reading: Reading, made: Mapping[str, Any], tools: Tools) -> None:
    item = hashed(article, tools.signature)
    place = f"{PLACE}{article.id}"
    store.put_source(StoredSource(place, article.id, item.digest, FORMAT), [item], [])
    key = reading_key(article.id, item.digest, made["model"], made["relations"])
    store.replace_reading(key, encode_blob(reading))


def _files(part: Path) -> list[Path]:
    if not part.is_dir():
        return [part]
    return sorted(file for file in part.iterdir() if file.is_file() and not file.name.startswith((".", "_")))


def _entries(part: Path, report: Report) -> Iterator[tuple[Article, Reading, Mapping[str, Any]]]:
    made: Mapping[str, Any] | None = None
    for number, line in enumerate(_lines(part), 1):
        try:
            row = json.loads(line)
            if made is None or "format" in row:
                made = _checked(part, row)
                continue
            if "problem" in row:
                report(str(row["id"]), str(row["problem"]))
                continue
            article = decode(Article, json.dumps(row["record"]))
            yield article, decode(Reading, json.dumps(row["reading"])), made
        except (ValueError, TypeError, KeyError, DamageError) as error:
            raise InputError(
                f"{part} line {number}: is not of a part that 'kg read' wrote ({error})"
            ) from None


def _checked(part: Path, row: Any) -> Mapping[str, Any]:
    """The first line, if it is that of a part that fits."""
    if not isinstance(row, dict) or row.get("format") != FORMAT:
        raise ValueError("it does not begin as one")
    if row.get("version") != VERSION or row.get("stages") != _stages():
        raise InputError(f"{part}: was read by another version of kg: read it again")
    return {"model": str(row["model"]), "relations": str(row["relations"])}


def _lines(part: Path) -> Iterator[bytes]:
    try:
        with gzip.open(part) if part.suffix == ".gz" else part.open("rb") as lines:
            yield from (line for line in lines if line.strip())
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{part}: {getattr(error, 'strerror', None) or error}") from None


def _line(row: Mapping[str, Any]) -> bytes:
    return _text(row).encode() + b"\n"


def _text(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _packed(file: BinaryIO, write: Any) -> None:
    with gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as packed:
        write(packed)
