"""What a server is started with."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Knowledge graph"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the server listens, and its limits; the same for as long as it runs."""

    hosts: frozenset[str] = frozenset()  # values of the Host header that are answered, with their ports
    any_address: bool = False  # answer for every numeric address too: we listen on all
    title: str = TITLE
    query_seconds: float = 20.0  # for one SPARQL query
    query_megabytes: int = 1024  # of memory, for one SPARQL query
    queries_at_once: int = 2
    body_bytes: int = 8_000_000  # the longest request that is read
    target_bytes: int = 32_000  # the longest path and query string that is read
    endpoint: str | None = None  # the SPARQL server that answers queries in place of the store
    warm: bool = False  # find out ahead, in the background, what the first requests need
