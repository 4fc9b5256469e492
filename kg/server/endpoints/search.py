"""/api/search: entities by name, sentences and articles by their words."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError
from kg.page.utf16 import Units
from kg.pipeline.lookup import TOKENS, fts_query
from kg.records import Span
from kg.server import describing, serializers
from kg.server.endpoints.facts import claims_of
from kg.server.questions import pairs, questions
from kg.server.responses import number, text
from kg.server.serializers import Data
from kg.server.state import State, View
from kg.server.views import reading

LONGEST = 200  # letters of a search
MOST_TOKENS = 16
MOST = 100
BEGIN, END = "\x02", "\x03"  # around what was found, until it is said as offsets
PREFIX = 2  # letters of a last word that is not yet typed to its end

SENTENCES = (
    f"SELECT article, sentence, highlight(evidence, 0, '{BEGIN}', '{END}'), start, stop FROM evidence"
    " WHERE evidence MATCH ? ORDER BY rank LIMIT ?"
)
ARTICLES = (
    f"SELECT admitted.id, snippet(article_text, -1, '{BEGIN}', '{END}', '…', 24) FROM article_text"
    " JOIN admitted ON admitted.article = article_text.rowid WHERE article_text MATCH ? ORDER BY rank LIMIT ?"
)


def routes(state: State) -> list[BaseRoute]:
    """The address of this module."""
    return [Route("/api/search", reading(state, search), methods=["GET"])]


def search(view: View, request: Request) -> Data:
    """What answers to some words; ``only=entities`` leaves the full text out."""
    query = text(request, "q", longest=LONGEST)
    limit = number(request, "limit", 10, most=MOST)
    only = text(request, "only", "")
    if only not in ("", "entities"):
        raise QueryError(f"'only' is {only!r}, not 'entities'")
    found: Data = {"entities": _entities(view, query, limit), "sentences": [], "articles": []}
    found |= {"questions": [], "pairs": []}
    if not only:
        found |= {"questions": questions(view.snapshot, query), "pairs": pairs(view.snapshot, query)}
    words = None if only else full_text(query)
    if words is not None:
        found["sentences"] = [_sentence(view, *row) for row in view.store.execute(SENTENCES, [words, limit])]
        found["articles"] = [_article(view, *row) for row in view.store.execute(ARTICLES, [words, limit])]
    return found


def full_text(query: str) -> str | None:
    """A search as FTS5 has it: all words, the last one maybe not typed to its end; None without a word."""
    tokens = TOKENS.findall(query)[:MOST_TOKENS]
    if tokens and len(tokens[-1]) >= PREFIX and tokens[-1][-1].isalnum() and not query[-1].isspace():
        tokens[-1] += "*"
    try:
        return fts_query(" ".join(tokens))
    except QueryError:
        return None


def _entities(view: View, query: str, limit: int) -> list[Data]:
    shot = view.snapshot
    return [
        {
            **serializers.key_ref(shot, found.key),
            "matched": found.name,
            "degree": shot.degrees[shot.places[found.key]],
            "articles": len({article for article, _ in shot.entities[found.key].members}),
            "line": describing.line(shot, shot.entities[found.key]),
        }
        for found in shot.names.search(query, limit)
    ]


def _sentence(view: View, article: str, sentence: str, marked: str, start: int, stop: int) -> Data:
    units = Units(sentence)
    return {
        "text": sentence,
        "marks": [units.span(span) for span in spans(sentence, marked)],
        "article": serializers.article(view.snapshot.article(article)),
        "fact": _fact(view, article, (start, stop)),
    }


def spans(plain: str, marked: str) -> Iterator[tuple[int, int]]:
    """Where ``marked`` has marks that ``plain`` has not; a text may hold the signs of marks itself."""
    place, begin = 0, None
    for sign in marked:
        if place < len(plain) and sign == plain[place]:
            place += 1
        elif sign == BEGIN:
            begin = place
        elif begin is not None:
            yield begin, place
            begin = None


def _fact(view: View, article: str, evidence: Span) -> str | None:
    """A fact that rests on a sentence."""
    for link in view.snapshot.of_article.get(article, ()):
        claims = claims_of(view, link)
        if any(source == article and claim.evidence == evidence for source, claim in claims):
            return link.id
    return None


def _article(view: View, id: str, marked: str) -> Data:
    plain, found = unmarked(marked)
    units = Units(plain)
    return {
        **serializers.article(view.snapshot.article(id)),
        "text": plain,
        "marks": [units.span(span) for span in found],
    }


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its marks, and where they were."""
    plain: list[str] = []
    found: list[tuple[int, int]] = []
    begin: int | None = None
    for sign in marked:
        if sign == BEGIN:
            begin = len(plain)
        elif sign == END:
            found += [(begin, len(plain))] if begin is not None else []
            begin = None
        else:
            plain.append(sign)
    return "".join(plain), found
