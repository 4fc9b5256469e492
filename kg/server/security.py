"""Who may ask, and what the browser may do with the answer.

A page of another site can make the browser send requests to this server. So the Host must be
one that the server was started for (a rebound name is not), what changes something must come
from our own page, and answers carry a policy under which no text of the graph can act.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.responses import GENERATION, JSON, problem
from kg.server.settings import Settings
from kg.server.sockets import is_number
from kg.server.state import State

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SAFE = ("GET", "HEAD", "OPTIONS")
OWN_HEADER = "X-KG"  # another site cannot send it without being asked first, which we refuse


class Guard:
    """Lets through what may be answered, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, state: State) -> None:
        self.app = app
        self.state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, as ASGI has it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            self._check(scope)
            await self.app(scope, self._limited(receive), self._with_headers(send))
        except HTTPException as error:
            await problem(error.status_code, error.detail)(scope, receive, self._with_headers(send))

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        _check_host(headers, self.state.settings)
        _check_length(scope, headers, self.state.settings.target_bytes, self.state.settings.body_bytes)
        _check_site(scope, headers)
        if scope["method"] not in SAFE:
            _check_origin(headers)
            _check_intent(scope, headers)

    def _limited(self, receive: Receive) -> Receive:
        """``receive`` that stops at a body that is too long, whatever its length was said to be."""
        read = 0

        async def limited() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.state.settings.body_bytes:
                raise HTTPException(413, "the request is too long")
            return message

        return limited

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-cache")
                headers.setdefault(GENERATION, str(self.state.generation))
            await send(message)

        return sending


def _check_host(headers: Headers, settings: Settings) -> None:
    """A page of another site reaches us under a name that it has bound to us, never under a number."""
    given = headers.getlist("host")
    host = given[0].lower() if len(given) == 1 else ""
    if host in settings.hosts or (settings.any_address and is_number(host.rpartition(":")[0] or host)):
        return
    raise HTTPException(403, f"this server does not answer for the host {host[:80]!r}")


def _check_length(scope: Scope, headers: Headers, target: int, body: int) -> None:
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > target:
        raise HTTPException(414, f"the address is longer than {target} bytes")
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdecimal()):
        raise HTTPException(400, "the length of the request is no number")
    if len(length) > 12 or int(length) > body:
        raise HTTPException(413, f"the request is longer than {body} bytes")


def _check_site(scope: Scope, headers: Headers) -> None:
    """Another site may link to a page here; it may not embed one, nor make the server work."""
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return
    if scope["method"] not in SAFE or headers.get("sec-fetch-mode") != "navigate":
        raise HTTPException(403, "requests of other sites are not answered")


def _check_origin(headers: Headers) -> None:
    origin = headers.get("origin")
    if origin is None:
        return
    try:
        parts = urlsplit(origin)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != headers["host"].lower():
        raise HTTPException(403, f"requests of {unquote(origin)[:80]!r} are not answered")


def _check_intent(scope: Scope, headers: Headers) -> None:
    """What changes something says so in a way that a form of another site cannot."""
    if scope["method"] == "DELETE":
        if headers.get(OWN_HEADER) != "1":
            raise HTTPException(403, f"DELETE needs the header {OWN_HEADER}: 1")
    elif scope["path"].startswith("/api/") and _media_type(headers) != JSON:
        raise HTTPException(403, f"{scope['method']} needs Content-Type: {JSON}")


def _media_type(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()
