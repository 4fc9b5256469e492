"""The front end's files: only those that lie in the folder, looked up by name, so no path leads out of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.server.responses import SMALL, pack, problem, takes_gzip
from kg.server.state import State

FOLDER = Path(__file__).with_name("static")
INDEX = "index.html"
PAGES = ("/", "/network", "/entity", "/article", "/query", "/decide", "/articles")
FOREVER = "public, max-age=31536000, immutable"  # names under assets/ hold a hash of what is in them
PACKED = ("text/", "application/javascript", "application/json", "image/svg+xml")
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
NOT_BUILT = "the explorer's pages are not built: run 'npm ci && npm run build' in web/"


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent."""

    plain: bytes
    packed: bytes | None
    kind: str
    tag: str


def routes(state: State) -> list[BaseRoute]:
    """The browser's pages, which are all one file, and what belongs to it."""
    pages: list[BaseRoute] = [Route(path, page, methods=["GET"]) for path in PAGES]
    return [*pages, Route("/{name:path}", asset, methods=["GET"])]


def page(request: Request) -> Response:
    """The front end; which page it shows, it finds in the address."""
    if INDEX not in names():
        return problem(503, NOT_BUILT)
    return _send(request, INDEX, "no-cache")


def asset(request: Request) -> Response:
    """A script, a style sheet, a picture."""
    name = request.path_params["name"]
    if name not in names() or name == INDEX:
        raise HTTPException(404, "there is no such page")
    return _send(request, name, FOREVER if name.startswith("assets/") else "no-cache")


def names() -> frozenset[str]:
    """The files that there are, by their path in the folder."""
    if not FOLDER.is_dir():
        return frozenset()
    found = (path for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink())
    return frozenset(path.relative_to(FOLDER).as_posix() for path in found)


def _send(request: Request, name: str, caching: str) -> Response:
    path = FOLDER / name
    status = path.stat()
    file = _file(path, status.st_mtime_ns, status.st_size)
    headers = {"Cache-Control": caching, "ETag": file.tag, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == file.tag:
        return Response(status_code=304, headers=headers)
    if file.packed is not None and takes_gzip(request):
        return Response(file.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=file.kind)
    return Response(file.plain, headers=headers, media_type=file.kind)


@lru_cache(maxsize=128)
def _file(path: Path, time: int, size: int) -> File:
    """A file with its packed form, read again when it changes."""
    plain = path.read_bytes()
    kind = TYPES.get(path.suffix, "application/octet-stream")
    packs = len(plain) > SMALL and kind.startswith(PACKED)
    return File(plain, pack(plain) if packs else None, kind, f'"{time:x}-{size:x}"')
