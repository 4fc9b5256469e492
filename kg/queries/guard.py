"""What a free query may not do, found in its tokens before any engine sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import QueryError
from kg.queries.dataset import check_graph

LONGEST = 100_000  # characters
DEEPEST = 100  # nested brackets
_TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\n\r]*)
  | (?P<string>'''(?:[^\\]|\\.)*?''' | \"\"\"(?:[^\\]|\\.)*?\"\"\"
             | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*")
  | (?P<iri><[^<>"{}|^`\\\s]*>)
  | (?P<variable>[?$]\w+)
  | (?P<prefixed>[\w.-]*:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_GRAPHS = ("CONSTRUCT", "DESCRIBE")
Token = tuple[str, str]


def check(query: str) -> None:
    """Raise for updates, SERVICE, unknown graphs, and queries that are too long or too deep."""
    if len(query) > LONGEST:
        raise QueryError(f"the query has {len(query)} characters; at most {LONGEST} are read")
    for view in (query, _unescaped(query)):  # engines differ in where they read \\u escapes
        _check_tokens(list(tokens(view)))


def asks_for_graph(query: str) -> bool:
    """Whether the answer is a graph (CONSTRUCT, DESCRIBE) rather than rows or a truth value."""
    return next((word in _GRAPHS for word in _words(query) if word in _FORMS), False)


def names_dataset(query: str) -> bool:
    """Whether the query says itself, with FROM, what it is asked of."""
    return "FROM" in _words(query)


def names_graph(query: str) -> bool:
    """Whether the query asks named graphs, with GRAPH."""
    return "GRAPH" in _words(query)


def _words(query: str) -> Iterator[str]:
    return (text.upper() for kind, text in tokens(_unescaped(query)) if kind == "word")


def tokens(query: str) -> Iterator[Token]:
    """Kind and text of each token, without spaces and comments."""
    for match in _TOKEN.finditer(query):
        if match.lastgroup != "space":
            yield match.lastgroup or "other", match.group()


def _unescaped(query: str) -> str:
    return _ESCAPE.sub(lambda match: _character(int(match[1] or match[2], 16)), query)


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 else "?"


def _check_tokens(found: list[Token]) -> None:
    _check_depth(found)
    _check_form(found)
    prefixes = _prefixes(found)
    for (kind, text), following in zip(found, [*found[1:], ("other", "")], strict=True):
        if kind != "word":
            continue
        if text.upper() in ("SERVICE", "LOAD"):
            raise QueryError(f"{text.upper()} is refused: queries ask this graph only")
        if text.upper() in ("FROM", "NAMED", "GRAPH"):
            _check_graph(following, prefixes)


def _check_depth(found: list[Token]) -> None:
    depth = 0
    for kind, text in found:
        depth += kind == "other" and text in "{(["
        depth -= kind == "other" and text in "})]"
        if depth > DEEPEST:
            raise QueryError(f"the query nests brackets more than {DEEPEST} deep")


def _check_form(found: list[Token]) -> None:
    words = [text.upper() for kind, text in found if kind == "word"]
    first = next((word for word in words if word in _FORMS + _UPDATES), None)
    if first is None:
        raise QueryError("a query should hold SELECT, ASK, CONSTRUCT or DESCRIBE")
    if first in _UPDATES:
        raise QueryError(f"{first} is refused: queries do not change the graph")


def _prefixes(found: list[Token]) -> dict[str, str]:
    return {
        name[1].rstrip(":"): iri[1][1:-1]
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if word[0] == "word" and word[1].upper() == "PREFIX" and iri[0] == "iri"
    }


def _check_graph(token: Token, prefixes: dict[str, str]) -> None:
    kind, text = token
    if kind == "iri":
        iri = text[1:-1]
    elif kind == "prefixed":
        prefix, _, local = text.partition(":")
        iri = prefixes.get(prefix, prefix + ":") + local
    else:  # a variable, or the NAMED of FROM NAMED
        return
    check_graph(iri)
