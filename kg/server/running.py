"""Starts the server, stops it, and finds one that is running."""

from __future__ import annotations

import json
import signal
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING, NoReturn
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from kg.server.app import guarded
from kg.server.elsewhere import check, told
from kg.server.endpoints.meta import instance
from kg.server.settings import Settings
from kg.server.snapshot import Snapshot
from kg.server.sockets import bind, hosts, is_local, is_wildcard, written
from kg.server.state import State

if TYPE_CHECKING:
    import uvicorn

ADDRESS = "explorer.address"  # the file in a graph folder that says where it is being served
SECONDS = 3.0  # to wait for a server that may be running, and for requests when the server ends
CONNECTIONS = 500

Say = Callable[[str], None]


def run(
    folder: Path, host: str, port: int | None, *, say: Say, open_browser: bool, endpoint: str | None = None
) -> None:
    """Serve a graph folder until Ctrl-C; queries go to a SPARQL server at ``endpoint``, if one is given.

    Raises KGError where there is no graph or no free port, or where that server does not hold the graph.
    """
    with _ended_by_signals(), bind(host, port) as listening:
        number = int(listening.getsockname()[1])
        settings = Settings(
            hosts=hosts(host, number), any_address=is_wildcard(host), endpoint=endpoint, warm=True
        )
        state = State(folder, settings)
        _warn(state.snapshot(), say)
        if endpoint is not None:
            check(state.snapshot(), endpoint)
        if state.has_old_files:
            state.follower.start()
        address = f"http://{'127.0.0.1' if is_wildcard(host) else written(host)}:{number}/"
        _greet(address, host, say)
        if endpoint is not None:
            say(told(endpoint, behind=state.is_behind))
        with _known(folder, address):
            if open_browser:
                Thread(target=show, args=(address,), daemon=True).start()
            _server(state).run(sockets=[listening])
    say("stopped")


def running(folder: Path) -> str | None:
    """The address at which a graph folder is being served already."""
    try:
        address = (folder / ADDRESS).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return address if address.startswith("http://") and _answers(address, folder) else None


def show(address: str) -> None:
    """Open an address in the browser."""
    webbrowser.open(address)


def _answers(address: str, folder: Path) -> bool:
    """Whether a server of this folder is there; proxies are not asked."""
    try:
        with build_opener(ProxyHandler({})).open(f"{address}api/meta", timeout=SECONDS) as answer:
            found = json.loads(answer.read())
    except (URLError, OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("instance") == instance(folder)


def _greet(address: str, host: str, say: Say) -> None:
    say(f"the explorer is at {address} (Ctrl-C ends it)")
    if not is_local(host):
        say(
            f"it listens on {host}: whoever can reach this machine there can read the graph and its articles "
            "and write decisions; there is no password, and nothing is encrypted"
        )


def _warn(shot: Snapshot, say: Say) -> None:
    """Say what is missing in a graph, and what to do."""
    if not shot.entities:
        say("the graph is empty: 'kg build FOLDER' fills it, and the explorer will show it")
    elif not shot.seen:
        say("the graph was built before there was an explorer: 'kg build' adds what it needs")


def _server(state: State) -> uvicorn.Server:
    """A server that ends its requests when it is told to end, once, however often it is told."""
    import uvicorn

    from kg.server.connections import Patient

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            self.should_exit = True

    config = uvicorn.Config(
        guarded(state),
        http=Patient,
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=round(SECONDS),
    )
    return Server(config)


@contextmanager
def _known(folder: Path, address: str) -> Iterator[None]:
    """Write down where a folder is being served, for as long as it is."""
    file = folder / ADDRESS
    with suppress(OSError):  # a folder that cannot be written to can still be served
        file.write_text(f"{address}\n", "utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            if file.read_text("utf-8").strip() == address:
                file.unlink()


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let Ctrl-C and a request to end lead out of here, also where no server runs yet."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
