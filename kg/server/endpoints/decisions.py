"""/api/decisions and /api/undecided: what a person has decided, decides now, and might decide next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import BusyError, NotFoundError, QueryError
from kg.pipeline import decide
from kg.server import serializers
from kg.server.background import Queue
from kg.server.marked_words import Marked, written
from kg.server.responses import answer, number, problem
from kg.server.serializers import Data
from kg.server.state import State, View
from kg.server.views import reading
from kg.store import resolved

MOST_WORDS = 7
LONGEST_WORD = 10_000
LONGEST_NUMBER = 10  # digits
MOST_PAIRS = 1000


def routes(state: State) -> list[BaseRoute]:
    """The addresses of this module. Decisions are taken one after the other."""
    queue = Queue("decide")

    def listed(view: View, request: Request) -> list[Data]:
        return [
            {"line": one.line, "kind": one.kind, "words": list(one.words), "text": str(one)}
            for one in decide.decisions(state.folder)
        ]

    def taken(request: Request, data: Any) -> Response:
        return _settled(state, request, lambda: _taken(state, *_decision(data)))

    async def undone(request: Request) -> Response:
        return await queue.run(lambda: _settled(state, request, lambda: _undone(state, request)))

    return [
        Route("/api/decisions", reading(state, listed), methods=["GET"]),
        Route("/api/decisions", queue.json(taken), methods=["POST"]),
        Route("/api/decisions/{line}", undone, methods=["DELETE"]),
        Route("/api/undecided", reading(state, undecided), methods=["GET"]),
    ]


def undecided(view: View, request: Request) -> list[Data]:
    """Pairs of entities that may be one, those most worth a look first."""
    shot, limit = view.snapshot, number(request, "limit", 50, most=MOST_PAIRS)
    pairs = resolved.doubts(view.store, "undecided")[:limit]
    return [
        {
            "left": serializers.key_ref(shot, pair["left"]),
            "right": serializers.key_ref(shot, pair["right"]),
            "score": pair["score"],
            "reasons": pair["reasons"],
        }
        for pair in pairs
    ]


def _decision(data: Any) -> tuple[str, list[Marked]]:
    """Kind and words in a request's JSON; stretches of a text as [start, end], its sentence as null."""
    kind, words = (data.get("kind"), data.get("words")) if isinstance(data, dict) else (None, None)
    if not isinstance(kind, str) or not isinstance(words, list) or not all(map(_is_word, words)):
        raise QueryError('a decision is {"kind": ..., "words": [...]}')
    if len(words) > MOST_WORDS or any(len(word or "") > LONGEST_WORD for word in words):
        raise QueryError(f"a decision has at most {MOST_WORDS} words of {LONGEST_WORD} characters")
    return kind, words


def _is_word(word: Any) -> bool:
    if isinstance(word, list):
        return len(word) == 2 and all(type(unit) is int for unit in word)
    return word is None or isinstance(word, str)


def _taken(state: State, kind: str, words: list[Marked]) -> Data:
    with state.view() as view:
        said = written(view, kind, words)
    made = decide.record(kind, said, state.folder, files=False)
    return {"line": made.decision.line, "unmatched": list(made.report.unmatched)}


def _undone(state: State, request: Request) -> Data:
    """Take a line back, if it still says what the one who asks has seen there."""
    line, seen = _number(request.path_params["line"]), request.query_params.get("text")
    there = next((str(one) for one in decide.decisions(state.folder) if one.line == line), None)
    if there is not None and seen is not None and seen != there:
        raise BusyError(f"line {line} now says {there!r}: load the decisions again")
    decide.undo(line, state.folder, files=False)
    return {}


def _number(line: str) -> int:
    """The number of a line; one that no file has is told like any other that is not there."""
    if not (line.isascii() and line.isdecimal() and len(line) < LONGEST_NUMBER):
        raise NotFoundError(f"there is no decision in line {line[:LONGEST_NUMBER]!r}")
    return int(line)


def _settled(state: State, request: Request, work: Callable[[], Data]) -> Response:
    """What came of a decision, with the generation that it made; the files follow later."""
    state.follower.stop()
    try:
        found = work()
    except BusyError as error:
        return problem(409, str(error))
    finally:
        state.follower.start()
    with state.view() as view:
        generation = view.snapshot.generation
    return answer(request, {"generation": generation, **found}, generation=generation)
