"""A built graph for assistants: tools of the Model Context Protocol, read-only, over stdin and stdout.

Each answer is small and has the sentences behind it. What a tool returns goes to whoever runs the assistant.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KGError, NotFoundError, QueryError
from kg.graph.shortest_paths import shortest
from kg.records import Fact, Status

if TYPE_CHECKING:
    from mcp.server import MCPServer

    from kg.graph.citations import Citation, Passage
    from kg.pipeline.built_graph import Graph

LACKING = "kg mcp needs the package mcp, which is not installed: pip install 'newskg[mcp]'"
INSTRUCTIONS = (
    "A knowledge graph of people, organizations and places, read from news articles by rules. Facts are what "
    "articles say, each with its status (asserted, former, attributed to a speaker, planned, hedged, "
    "negated, doubtful) and its sentences; they may be misread, so cite the sentence. Begin with search."
)
MOST_FACTS, MOST_SENTENCES, MOST_ROWS, MOST_PATHS, MOST_HITS = 60, 3, 200, 10, 50
LONGEST_ARTICLE = 20_000  # code points of an article's text in one answer
LONGEST_PATH = 6  # steps
UNSAID = frozenset({Status.NEGATED, Status.DOUBTFUL})  # which join nobody

Data = dict[str, Any]


class Tools:
    """What an assistant can ask of a graph folder; the folder is opened anew for each call."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def search(self, words: str, limit: int = 10) -> Data:
        """Sentences behind facts, and articles, that have all the words ("a phrase" and begin* work too)."""
        with self._opened() as graph:
            found = graph.search(words, limit=_within(limit, MOST_HITS))
        return {
            "sentences": [_sentence(hit) for hit in found.evidence],
            "articles": [_sentence(hit) for hit in found.articles],
        }

    def entity(self, name: str, limit: int = MOST_FACTS) -> Data:
        """What is known of a person, organization or place: names, facts with their sentences, articles.

        The name may be a key such as person/ada-lovelace. Where several answer, the error lists their keys.
        """
        with self._opened() as graph:
            found = graph.show(name)
        most = _within(limit, MOST_FACTS)
        entity = found.entity
        return {
            "key": entity.key,
            "name": entity.name,
            "type": entity.type,
            "aliases": list(entity.aliases),
            "articles": list(found.articles),
            "facts": [
                {"subject": said.subject, "object": said.object, **_fact(said.fact, said.evidence)}
                for said in found.statements[:most]
            ],
            "facts_left_out": max(0, len(found.statements) - most),
        }

    def paths(self, a: str, b: str, limit: int = 3) -> Data:
        """The shortest ways from one entity to another over facts, at most six steps long."""
        with self._opened() as graph:
            ends = [graph.find(name).key for name in (a, b)]
            if ends[0] == ends[1]:
                raise QueryError("a path needs two different entities")
            names = {entity.key: entity.name for entity in graph.entities}
            facts = [f for f in graph.facts if f.object and f.status not in UNSAID]
        return {"paths": _paths(names, facts, ends, _within(limit, MOST_PATHS))}

    def named_queries(self) -> list[Data]:
        """The queries that can be asked by name, with what they answer and their parameters."""
        from kg.queries import named

        return [
            {
                "name": query.name,
                "answers": query.purpose,
                "parameters": [
                    {"name": one.name, "type": one.type, "required": one.required, "help": one.help}
                    for one in query.parameters
                ],
            }
            for query in named().values()
        ]

    def ask(self, query: str, parameters: dict[str, str] | None = None, as_of: str | None = None) -> Data:
        """Answer a named query (see named_queries) or the text of a SPARQL query.

        Free queries run apart, with limits, and change nothing. ``as_of`` (a day, month or year) leaves out
        what is known not to hold then.
        """
        with self._opened() as graph:
            result = graph.run(query, parameters or {}, as_of=as_of).flat()
        rows = [
            {name: cell.value for name, cell in zip(result.variables, row, strict=True) if cell is not None}
            for row in result.rows[:MOST_ROWS]
        ]
        return {"rows": rows, "rows_left_out": max(0, len(result.rows) - MOST_ROWS)}

    def article(self, id: str, offset: int = 0) -> Data:
        """The text of an article from a place on, with its headline, publisher, date and address."""
        from kg.store import resolved

        with self._opened() as graph:
            found = resolved.article(graph.store, id)
        if found is None:
            raise NotFoundError(f"no article is called {id!r}")
        end = max(0, offset) + LONGEST_ARTICLE
        return {
            "id": found.id,
            "headline": found.headline,
            "publisher": found.source,
            "published": found.published,
            "url": found.url,
            "text": found.text[max(0, offset) : end],
            "next_offset": end if end < len(found.text) else None,
        }

    def _opened(self) -> Graph:
        from kg.pipeline.built_graph import Graph

        return Graph(self.folder)


def server(folder: Path) -> MCPServer:
    """The server for a graph folder; raises KGError where there is none, or where its package is lacking."""
    try:
        from mcp.server import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
        from mcp.types import ToolAnnotations
    except ImportError:
        raise KGError(LACKING) from None
    from kg import __version__

    tools = Tools(folder)
    tools._opened().close()
    made = MCPServer("kg", version=__version__, instructions=INSTRUCTIONS, log_level="ERROR")
    marks = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for tool in (tools.search, tools.entity, tools.paths, tools.named_queries, tools.ask, tools.article):
        made.add_tool(_told(tool, ToolError), name=tool.__name__, annotations=marks)
    return made


def serve(folder: Path) -> None:
    """Answer on stdin and stdout until stdin ends."""
    server(folder).run("stdio")


def _told(tool: Callable[..., Any], error_type: type[Exception]) -> Callable[..., Any]:
    """The tool, its errors told in a way that an assistant reads."""

    @functools.wraps(tool)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return tool(*args, **kwargs)
        except KGError as error:
            raise error_type(str(error)) from None

    return run


def _within(limit: int, most: int) -> int:
    return max(1, min(limit, most))


def _sentence(passage: Passage) -> Data:
    source = passage.article
    said = {
        "sentence": passage.line,
        "article": source.id,
        "headline": source.headline,
        "published": source.published,
        "place": passage.place,
    }
    return {name: value for name, value in said.items() if value}


def _fact(fact: Fact, evidence: Iterable[Citation]) -> Data:
    cited = list(evidence)
    return {
        "id": fact.id,
        "relation": fact.predicate,
        "status": fact.status,
        "confidence": round(fact.confidence, 2),
        "articles": fact.support,
        "sentences": [
            _sentence(one.passage) | ({"speaker": one.speaker.name} if one.speaker else {})
            for one in cited[:MOST_SENTENCES]
        ],
    }


def _paths(names: dict[str, str], facts: list[Fact], ends: list[str], limit: int) -> list[Data]:
    """The shortest paths between two keys; of each step the facts that join its ends."""
    joined: dict[frozenset[str], list[Fact]] = {}
    for fact in facts:
        joined.setdefault(frozenset((fact.subject, str(fact.object))), []).append(fact)
    keys = sorted(names)
    number = {key: i for i, key in enumerate(keys)}
    around: list[set[int]] = [set() for _ in keys]
    for pair in joined:
        if len(pair) == 2:
            one, other = (number[key] for key in pair)
            around[one].add(other)
            around[other].add(one)
    neighbours = [sorted(others, key=lambda other: (-len(around[other]), other)) for others in around]
    found = shortest(neighbours, number[ends[0]], number[ends[1]], limit, LONGEST_PATH)
    return [
        {
            "entities": [names[keys[node]] for node in path],
            "steps": [
                [_step(names, fact) for fact in joined[frozenset((keys[x], keys[y]))]]
                for x, y in pairwise(path)
            ],
        }
        for path in found
    ]


def _step(names: dict[str, str], fact: Fact) -> str:
    said = f"{names[fact.subject]} {fact.predicate} {names[str(fact.object)]}"
    return said if fact.status == Status.ASSERTED else f"{said} ({fact.status})"
