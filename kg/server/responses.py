"""Answers as JSON, errors in one line, and what requests ask for."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import FaultError, KGError, NotFoundError, QueryError, StoreError

JSON = "application/json"
GENERATION = "X-KG-Generation"
SMALL = 1400  # bytes that fit into one packet are not worth packing
LEVEL = 5


def parsed(body: bytes) -> Any:
    """The JSON of a body."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise QueryError(f"the request is not JSON: {body[:60]!r}") from None


def answer(
    request: Request,
    data: Any,
    *,
    status: int = 200,
    generation: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """``data`` as JSON, packed where the browser can unpack it."""
    given = {} if generation is None else {GENERATION: str(generation)}
    return packed(request, to_json(data), JSON, status=status, headers={**given, **(headers or {})})


def packed(
    request: Request, body: bytes, kind: str, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """A body with gzip where the browser takes it and it pays."""
    given = {"Vary": "Accept-Encoding", "Cache-Control": "no-cache", **(headers or {})}
    if len(body) > SMALL and takes_gzip(request):
        body, given = pack(body), {**given, "Content-Encoding": "gzip"}
    return Response(body, status, given, media_type=kind)


def pack(body: bytes) -> bytes:
    """A body in gzip; no clock in it."""
    return gzip.compress(body, LEVEL, mtime=0)


def takes_gzip(request: Request) -> bool:
    """Whether the browser can unpack gzip."""
    given = (item.strip() for item in request.headers.get("accept-encoding", "").lower().split(","))
    return any(item == "gzip" or (item.startswith("gzip;") and "q=0" not in item) for item in given)


def to_json(data: Any) -> bytes:
    """JSON in UTF-8; what UTF-8 cannot hold (half a surrogate pair) is written as an escape."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(data, separators=(",", ":"), allow_nan=False).encode()


def problem(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """An error as the front end expects it: one line."""
    return Response(to_json({"error": " ".join(message.split())}), status, headers, media_type=JSON)


def on_kg_error(request: Request, error: Exception) -> Response:
    """An error that a user can cause or mend."""
    kinds = ((NotFoundError, 404), (QueryError, 400), (StoreError, 503), (FaultError, 500), (KGError, 400))
    status = next((code for kind, code in kinds if isinstance(error, kind)), 500)
    return problem(status, str(error))


def on_http_error(request: Request, error: Exception) -> Response:
    """No such page, or not with this method."""
    if not isinstance(error, HTTPException):
        return on_any_error(request, error)
    return problem(error.status_code, error.detail, error.headers)


def on_any_error(request: Request, error: Exception) -> Response:
    """An error of ours: the log has it, the browser does not."""
    return problem(500, "the server made an error; its log says which")


def text(request: Request, name: str, default: str | None = None, *, longest: int = 1000) -> str:
    """A parameter of the query string; raises QueryError where it is missing or too long."""
    value = request.query_params.get(name, default)
    if value is None:
        raise QueryError(f"the parameter {name!r} is missing")
    if len(value) > longest:
        raise QueryError(f"the parameter {name!r} is longer than {longest} characters")
    return value


def number(request: Request, name: str, default: int, *, most: int, least: int = 1) -> int:
    """A whole number of the query string."""
    value = request.query_params.get(name, str(default))
    if not (value.isascii() and value.isdecimal() and len(value) < 10 and least <= int(value) <= most):
        raise QueryError(f"the parameter {name!r} is {value[:20]!r}, not a number from {least} to {most}")
    return int(value)
