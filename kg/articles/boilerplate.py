"""What on a news page is no part of the article: spans to skip, each with its kind.

Kinds: comments, share, subscription, donation, advertisement, related, cookies, copyright, credit, byline,
source, timestamp, footnote, repeat. Precision comes first: a doubtful line stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.articles.characters import footnotes
from kg.articles.credits import credits
from kg.articles.dates import stamp
from kg.articles.drafts import lines, merged
from kg.articles.first_lines import byline, is_headline, source_line
from kg.articles.furniture_phrases import appeals, furniture, simplified
from kg.articles.repeats import repeats
from kg.records import Skip, Span

MAX_LINKS = 15  # headlines that a list of related articles may hold
HEAD = 10  # lines at the start in which a byline or a bare date stands
TAIL = 4  # lines at the end in which a bare date stands
COMMENTS_AFTER = 0.33  # share of the text after which "Leave a Reply" closes the article
_QUOTED = re.compile(r"[\u201c\"][^\u201d\"]*(?:[\u201d\"]|$)")
_READER = re.compile(r"\byou(?:r|rs|'re|'ll|'ve)?\b")
_US = re.compile(r"\b(?:we|us|our|me)\b")
_WRAP = range(40, 101)  # widths at which a line break may be inside a paragraph
_SENTENCE_END = re.compile(r"[.!?:…]['\"\u2019\u201d)\]»]*$")
MAX_APPEAL = 3000


def boilerplate(text: str, start: int = 0) -> tuple[Skip, ...]:
    """The spans of ``text`` from ``start`` on that are no part of the article, in order."""
    spans = list(lines(text, start))
    found = [*_furniture(text, spans), *_appeals(text, spans), *_small(text, spans)]
    skips = merged(found)
    return merged([*skips, *repeats(text, list(_left(text, _paragraphs(text, spans), skips)))])


def _furniture(text: str, spans: Sequence[Span]) -> Iterator[Skip]:
    for index, (begin, end) in enumerate(spans):
        if not (found := furniture(text[begin:end])):
            continue
        yield Skip(begin, end, found.kind)
        if found.reach == "rest" and begin > COMMENTS_AFTER * len(text):
            yield Skip(begin, len(text), found.kind)
        elif found.reach in ("list", "next"):
            links = _links(text, spans[index + 1 :], found.reach)
            yield from (Skip(*span, found.kind) for span in links)


def _links(text: str, spans: Sequence[Span], reach: str) -> Sequence[Span]:
    """The headlines right after a heading such as "Related stories".

    A single one before a paragraph may be a heading of the article and stays.
    """
    count = 0
    limit = 1 if reach == "next" else MAX_LINKS
    while count < min(limit, len(spans)) and is_headline(text[slice(*spans[count])]):
        count += 1
    alone = reach == "list" and count == 1 and len(spans) > 1
    return () if alone else spans[:count]


def _appeals(text: str, spans: Sequence[Span]) -> Iterator[Skip]:
    """Blocks that ask the reader for support, from their opener on."""
    inside = False
    waiting: list[Span] = []  # short lines that belong to the block if it goes on after them
    for begin, end in spans:
        line = simplified(text[begin:end]).casefold() if end - begin <= MAX_APPEAL else ""
        inside = inside or _opens(line)
        if not inside:
            continue
        if _goes_on(line):
            yield from (Skip(*span, "donation") for span in [*waiting, (begin, end)])
            waiting = []
        elif len(line.split()) <= 4 and len(waiting) < 2 and not _SENTENCE_END.search(line):
            waiting.append((begin, end))
        else:
            inside, waiting = False, []


def _opens(line: str) -> bool:
    own = _QUOTED.sub("", line)
    spoken = _READER.search(own) or _US.search(own)
    return bool(spoken) and any(opener in own for opener in appeals().openers)


def _goes_on(line: str) -> bool:
    own = _QUOTED.sub("", line)
    if _opens(line):
        return True
    on_matter = bool(appeals().matters.search(own))
    return on_matter and (bool(_READER.search(own)) or len(own.split()) <= 6 or furniture(line) is not None)


def _small(text: str, spans: Sequence[Span]) -> Iterator[Skip]:
    """Credits, dates, source lines and bylines."""
    edges = {*spans[:HEAD], *spans[-TAIL:]}
    for begin, end in spans:
        line = text[begin:end]
        if kind := _kind(line, (begin, end) in edges):
            yield Skip(begin, end, kind)
        else:
            yield from (Skip(begin + first, begin + last, "credit") for first, last in credits(line))
            yield from (Skip(begin + first, begin + last, "footnote") for first, last in footnotes(line))


def _kind(line: str, at_edge: bool) -> str | None:
    if source_line(line):
        return "source"
    if at_edge and byline(line):
        return "byline"
    found = stamp(line)
    return "timestamp" if found and (at_edge or found.label) else None


def _paragraphs(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Lines, joined where a paragraph is broken into lines of a fixed width."""
    current: Span | None = None
    for span in spans:
        if current and _continues(text, current, span):
            current = (current[0], span[1])
            continue
        if current:
            yield current
        current = span
    if current:
        yield current


def _continues(text: str, before: Span, span: Span) -> bool:
    gap = text[before[1] : span[0]]
    last = text[before[0] : before[1]].rsplit("\n", 1)[-1]
    return gap.count("\n") == 1 and len(last) in _WRAP and not _SENTENCE_END.search(last[-8:])


def _left(text: str, paragraphs: Iterable[Span], skips: Sequence[Skip]) -> Iterator[Span]:
    """The paragraphs that no skip covers, each without the skips at its edges."""
    position = 0
    for begin, end in paragraphs:
        while position < len(skips) and skips[position].end <= begin:
            position += 1
        index = position
        while index < len(skips) and skips[index].start < end:
            skip = skips[index]
            if skip.start <= begin:
                begin = skip.end
            else:
                end = skip.start
                break
            index += 1
        if begin < end:
            yield begin, end
