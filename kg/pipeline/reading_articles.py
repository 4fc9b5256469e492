"""From article records to readings: what a build calls here, in processes and on clusters alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from threading import Lock

from kg import fingerprints
from kg.limits import USUAL
from kg.pipeline.tools import LanguageReader, Options, Tools
from kg.pipeline.worker_pool import Failure, guarded
from kg.records import Article, Parse, Reading
from kg.store.codec import decode_parse, encode_blob, encode_parse

_ALONE = Lock()  # what reads is made for one thread; on a cluster a worker may have several


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads articles, in a form that travels to other processes and machines."""

    language: Callable[[Options], LanguageReader]
    relate: Callable[[Article, Parse, Options], Reading]
    model: Callable[[Options], str]
    relations: Callable[[Options], str]
    options: Options

    @classmethod
    def of(cls, tools: Tools, options: Options) -> Reader:
        """Those of the pipeline, with a person's own data."""
        return cls(tools.language, tools.relate, tools.model, tools.relations, options)

    @property
    def identity(self) -> str:
        """A hash of all that readings depend on besides the articles: model, rules, code, limits."""
        return fingerprints.digest([self.model(self.options), rules_of(self.relations, self.options)])


@dataclass(frozen=True, slots=True)
class Task:
    """An article to be read; ``parse`` is the cached one."""

    article: Article
    parse: bytes | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What came of an article; ``parse`` where it is new."""

    reading: Reading
    parse: Parse | None

    def packed(self) -> Packed:
        """The same as the store keeps it."""
        parse = None if self.parse is None else encode_parse(self.parse)
        return Packed(encode_blob(self.reading), parse)


@dataclass(frozen=True, slots=True)
class Packed:
    """A reading and, where it is new, its parse, as the store keeps them."""

    reading: bytes
    parse: bytes | None


def read_articles(tasks: Iterable[Task], reader: Reader) -> Iterator[Read | Failure]:
    """The reading of each article, or why it has none; one at a time in a process, whatever its threads."""
    function, rest = partial(read_one, reader=reader), iter(tasks)
    while True:
        with _ALONE:  # also while the next one is taken, so that whoever notes that knows what is being read
            if (task := next(rest, None)) is None:
                return
            result = guarded(function, task)
        yield result


def read_one(task: Task, reader: Reader) -> Read:
    """The reading of one article; raises KGError where it may not be read."""
    article, options = task.article, reader.options
    known = None if task.parse is None else decode_parse(task.parse, article.text)
    parse = known or reader.language(options).parse(article.text, article.skip)
    options.limits.check_names(names(parse))
    return Read(reader.relate(article, parse, options), None if known else parse)


def rules_of(relations: Callable[[Options], str], options: Options) -> str:
    """What turns parses into readings, and which it refuses."""
    rules, most = relations(options), options.limits.names
    return rules if most == USUAL.names else fingerprints.digest([rules, str(most)])


def names(parse: Parse) -> Iterator[str]:
    """All that is named in an article, as often as it is."""
    return (parse.span_text(ent.start, ent.end) for ent in parse.ents)
