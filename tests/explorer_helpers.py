"""A server of a graph folder, and its pages in headless Chromium, for tests of the explorer."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
import view_helpers
from server_helpers import save

import kg
from kg.records import Collection
from kg.server import sockets
from kg.server.app import create_app
from kg.server.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
HARMLESS = ("GPU stall due to ReadPixels",)  # the driver's remark on drawing without a graphics card
SECONDS = 30  # a busy machine is slow
STILL = 3  # pairs of frames without a request

# names that would do something if they were taken for more than text
HOSTILE = {
    "person/a": "<script>document.title='taken'</script>",
    "person/b": '"><img src=x onerror="document.title=\'taken\'">',
    "place/c": "<a href='javascript:alert(1)'>href=</a>",
    "place/d": "name " * 2000,
    "organization/e": "\u202e\u05e9\u05dc\u05d5\u05dd\u200b right to left",
    "organization/f": "\u200b\u200d",
    "person/g": "</script><script>document.title='taken'</script>\u2028",
}


@contextmanager
def served(folder) -> Iterator[str]:
    """The address at which the folder is served; the server runs in a thread of this process."""
    socket = sockets.bind("127.0.0.1", 0)
    port = socket.getsockname()[1]
    settings = Settings(hosts=sockets.hosts("127.0.0.1", port))
    config = uvicorn.Config(create_app(folder, settings), log_level="warning", lifespan="on", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(SECONDS)
        socket.close()


def hostile_collection() -> Collection:
    """A first entity with hostile names all around it, in articles with hostile headlines."""
    first, *others = HOSTILE
    made = view_helpers.collect(HOSTILE, [(first, "metWith", other) for other in others])
    said = {"headline": "<b>bold</b><img src=x onerror=alert(1)>", "source": "<i>source</i>"}
    articles = tuple(replace(a, **said, url="javascript:alert(1)") for a in made.articles)
    noted = {"aliases": ("<i>alias</i>",), "note": "<script>alert(2)</script>"}
    return replace(made, articles=articles, entities=tuple(replace(e, **noted) for e in made.entities))


def graph_of(folder: Path, texts: Mapping[str, str]) -> Path:
    """A graph, built with the shipped model, of articles of one day by name."""
    for name, text in texts.items():
        (folder / name).write_text(f"---\ntitle: {name}\ndate: 2023-05-04\n---\n{text}\n", "utf-8")
    kg.build(folder, graph=folder / "graph").close()
    return folder / "graph"


def serving(tmp_path_factory, collection: Collection):
    """The address of an explorer of a collection."""
    return served(save(tmp_path_factory.mktemp("served") / "graph", collection))


@contextmanager
def chromium() -> Iterator:
    """A browser, or the test is skipped."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (apt install chromium)")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@contextmanager
def opened(browser, address: str, path: str = "/", *, failing: bool = False, **options) -> Iterator:
    """A page; any error, warning, dialog of the browser or request to another host fails the test.

    ``failing`` allows the lines that the browser itself writes when an answer is an error.
    """
    given = {"viewport": {"width": 1280, "height": 720}, "reduced_motion": "reduce", **options}
    context = browser.new_context(**given)
    page = context.new_page()
    page.set_default_timeout(SECONDS * 1000)
    pending = watched(page)
    problems = heard(page, (address, "data:", "blob:"), failing=failing)
    page.goto(address + path)
    settle(page, pending)
    yield page
    page.wait_for_timeout(50)
    assert problems == []
    context.close()


def heard(page, allowed: tuple[str, ...], *, failing: bool = False, silent: bool = False) -> list[str]:
    """What goes wrong on a page from now on, and requests for what does not begin with what is ``allowed``.

    A page that is to be ``silent`` writes nothing at all to the console.
    """
    problems: list[str] = []

    def hear(message) -> None:
        expected = failing and message.text.startswith("Failed to load resource")
        harmless = expected or any(h in message.text for h in HARMLESS)
        if silent or (message.type in ("error", "warning") and not harmless):
            problems.append(f"{message.type}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: (problems.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda r: None if r.url.startswith(allowed) else problems.append(r.url))
    return problems


def watched(page) -> set[object]:
    """The requests of a page that are not answered yet, at any time."""
    pending: set[object] = set()
    page.on("request", lambda request: pending.add(request))
    for event in ("requestfinished", "requestfailed"):
        page.on(event, lambda request: pending.discard(request))
    return pending


def settle(page, pending: set[object]) -> None:
    """Wait until the page has nothing to fetch: it drew some frames in a row and asked for no more."""
    still = 0
    while still < STILL:
        page.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        still = 0 if pending else still + 1


def expect(locator):
    """What is asserted of it is waited for."""
    from playwright.sync_api import expect as waiting

    return waiting(locator)


def eventually(page, question: str, argument: object = None):
    """The first true answer of the page to a question."""
    for _ in range(600):
        found = page.evaluate(question, argument)
        if found:
            return found
        page.wait_for_timeout(50)
    raise AssertionError(f"not so after half a minute: {question} {argument}")


def ready(page) -> None:
    """Wait until the network is drawn."""
    eventually(page, "Boolean(window.kgNetwork?.probe().ready)")
    page.wait_for_timeout(60)  # a frame is drawn


class Hand:
    """Counts what a person does: a click, a key, and a name typed as one."""

    def __init__(self, page) -> None:
        self.page, self.done = page, 0

    def click(self, what, **options) -> None:
        self.done += 1
        what.click(**options)

    def key(self, name: str) -> None:
        self.done += 1
        self.page.keyboard.press(name)

    def look_up(self, words: str, option: str | None = None) -> None:
        """Type into the search, which has the focus where the explorer opens, and take what is found."""
        self.done += 1
        self.page.get_by_role("combobox", name="Search the graph").fill(words)
        found = self.page.locator(".search [role=option]")
        (found.filter(has_text=option) if option else found).first.wait_for()
        if option:
            self.click(found.filter(has_text=option).first)
        else:
            self.key("Enter")

    def at(self, key: str):
        return eventually(self.page, "key => kgNetwork.positionOf(key)", key)
