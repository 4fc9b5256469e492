"""Starts the server on an address, and stops it."""

from __future__ import annotations

import ipaddress
import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path

from kg.errors import InputError
from kg.graph.store import Store
from kg.server.app import create_app
from kg.server.settings import Settings

FIRST_PORT = 8765
TRIES = 50
LOCAL = ("127.0.0.1", "localhost", "[::1]")


def run(folder: Path, host: str, port: int | None, *, say: Callable[[str], None], open_browser: bool) -> None:
    """Serve a graph folder until Ctrl-C."""
    import uvicorn

    Store(folder).close()  # says so where there is no graph
    listening = bind(host, port)
    port = listening.getsockname()[1]
    settings = Settings(hosts=hosts(host, port))
    config = uvicorn.Config(
        create_app(folder, settings), log_level="warning", access_log=False, server_header=False,
        timeout_graceful_shutdown=3, lifespan="on",
    )  # fmt: skip
    address = f"http://{_in_address(host)}:{port}/"
    say(f"the explorer is at {address} (Ctrl-C ends it)")
    if not is_local(host):
        say(
            f"anyone who can reach {host} can read this graph and its articles, and write decisions: "
            "there is no password"
        )
    if open_browser:
        webbrowser.open(address)
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def bind(host: str, port: int | None) -> socket.socket:
    """A socket that listens; without a port on the first one that is free."""
    if port is not None:
        return _bound(host, port)
    for number in range(FIRST_PORT, FIRST_PORT + TRIES):
        try:
            return _bound(host, number)
        except InputError:
            continue
    return _bound(host, 0)


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError) as error:
        raise InputError(f"{host!r} is no address of this machine: {error}") from None
    made = socket.socket(family, kind, proto)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(address)
        made.listen(128)
    except OSError as error:
        made.close()
        raise InputError(f"cannot listen on {host} port {port}: {error.strerror or error}") from None
    return made


def hosts(host: str, port: int) -> frozenset[str]:
    """The values of the Host header that mean this server."""
    names = [*LOCAL, _in_address(host).lower()]
    with_port = {f"{name}:{port}" for name in names}
    return frozenset(with_port | (set(names) if port == 80 else set()))


def is_local(host: str) -> bool:
    """Whether only this machine can reach the address."""
    bare = host.strip("[]")
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return bare == "localhost"


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
