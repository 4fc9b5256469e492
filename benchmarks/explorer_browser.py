"""The explorer in headless Chromium on a large graph: how long one waits for what.

python -m benchmarks.explorer make FOLDER       (20,000 entities, 60,000 facts)
python -m benchmarks.explorer_browser FOLDER [ROUNDS]

Each time is the least of ROUNDS (5), in milliseconds, with software rendering and no graphics card; a
busy machine makes them longer, never shorter. The exit code is 1 where one is over its limit, at any
error in the console, and at any request to another host.
"""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LIMITS = {"first view": 1500, "chosen entity": 300, "search": 100, "expand": 200}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage"]
HARMLESS = "GPU stall due to ReadPixels"
SIZE = {"width": 1280, "height": 720}
WORDS = ("ba", "min", "ste", "ko", "lan", "port", "gra", "de")

# The time from a key or click to the second frame after what was asked for is there.
UNTIL = """async ([act, done]) => {
  const there = eval(`(() => ${done})`);
  const begun = performance.now();
  eval(act);
  while (!there()) await new Promise((next) => setTimeout(next, 1));
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  return performance.now() - begun;
}"""
FRAMES = """async (count) => {
  const times = [];
  let last = performance.now();
  for (let i = 0; i < count; i++) {
    kgNetwork.shake(0.1 * Math.sin(i / 5));
    await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)));
    times.push(performance.now() - last);
    last = performance.now();
  }
  return times.sort((a, b) => a - b)[count >> 1];
}"""


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    problems: list[str] = []
    with served(folder) as address, browser() as chromium:
        page = chromium.new_context(viewport=SIZE, bypass_csp=True, reduced_motion="reduce").new_page()
        listen(page, address, problems)
        found = {
            "first view": least(rounds, lambda _: first_view(page, address)),
            "the network": least(rounds, lambda _: network_view(page, address)),
            "chosen entity": least(rounds, lambda turn: chosen(page, address, turn)),
            "search": least(rounds, lambda turn: search(page, WORDS[turn % len(WORDS)])),
            "expand": least(rounds, lambda turn: expand(page, address, turn)),
            "show all": least(2, lambda _: show_all(page, address)),
            "a frame of moving all": page.evaluate(FRAMES, 30),
        }
    return report(found, problems)


def report(found: dict[str, float], problems: list[str]) -> int:
    for name, milliseconds in found.items():
        limit = LIMITS.get(name)
        print(f"{name:<24}{milliseconds:8.0f} ms" + (f"  (at most {limit})" if limit else ""))
    for problem in problems:
        print(problem)
    over = [name for name, limit in LIMITS.items() if found[name] > limit]
    return 1 if over or problems else 0


def least(rounds: int, measure: Callable[[int], float]) -> float:
    return min(measure(turn) for turn in range(rounds))


def first_view(page: Any, address: str) -> float:
    """From the request for the page to its second frame with the groups in it."""
    return opened(page, address, "document.querySelectorAll('.bubble').length > 5")


def network_view(page: Any, address: str) -> float:
    """From the request for the network to its second frame with nodes in it."""
    return opened(page, f"{address}/network", "Boolean(window.kgNetwork && kgNetwork.ready)")


def chosen(page: Any, address: str, turn: int) -> float:
    """From the choice of an entity, where the network is open, to the second frame of its view."""
    page.goto(f"{address}/network")
    until(page, "kgNetwork.ready")
    page.wait_for_timeout(300)
    key = page.evaluate("turn => kgNetwork.probe().entities[turn]", turn)
    act = f"dispatchEvent(new CustomEvent('kg:pick', {{ detail: {key!r} }}))"
    return float(page.evaluate(UNTIL, [act, f"kgNetwork.probe().state.includes('start={key}')"]))


def opened(page: Any, address: str, question: str) -> float:
    page.goto("about:blank")
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    for _ in range(6000):
        if page.evaluate(question):
            break
        time.sleep(0.005)
    page.evaluate("new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))")
    return (time.perf_counter() - begun) * 1000


def search(page: Any, word: str) -> float:
    """From a key to the proposals."""
    box = page.get_by_role("combobox").first
    box.fill("")
    page.wait_for_timeout(150)
    key = f"box.value = {word!r}; box.dispatchEvent(new Event('input'))"
    key = f"const box = document.querySelector('#header input'); {key}"
    return float(
        page.evaluate(UNTIL, [key, "document.querySelector('#header ul:not([hidden]) .name') !== null"])
    )


def expand(page: Any, address: str, turn: int) -> float:
    """From the wish for an entity's neighbours to their second frame."""
    page.goto(f"{address}/network")
    until(page, "kgNetwork.ready")
    page.wait_for_timeout(300)
    key = page.evaluate("turn => kgNetwork.probe().entities[turn]", turn)
    before = page.evaluate("kgNetwork.shown")
    done = f"kgNetwork.shown > {before}"
    return float(page.evaluate(UNTIL, [f"kgNetwork.unfold({key!r})", done]))


def show_all(page: Any, address: str) -> float:
    page.goto(f"{address}/network")
    until(page, "kgNetwork.ready")
    press = (
        "[...document.querySelectorAll('.toolbar button')].find((b) => b.textContent === 'Show all').click()"
    )
    return float(page.evaluate(UNTIL, [press, "kgNetwork.shown > 1000"]))


def until(page: Any, question: str) -> None:
    for _ in range(6000):
        if page.evaluate(f"Boolean(window.kgNetwork && {question})"):
            return
        time.sleep(0.005)
    raise RuntimeError(f"not so after half a minute: {question}")


def listen(page: Any, address: str, problems: list[str]) -> None:
    def hear(message: Any) -> None:
        if message.type in ("error", "warning") and HARMLESS not in message.text:
            problems.append(f"{message.type}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else problems.append(r.url)
    )


@contextmanager
def served(folder: Path) -> Iterator[str]:
    import uvicorn

    from kg.server import sockets
    from kg.server.app import create_app
    from kg.server.settings import Settings

    socket = sockets.bind("127.0.0.1", 0)
    port = socket.getsockname()[1]
    settings = Settings(hosts=sockets.hosts("127.0.0.1", port))
    server = uvicorn.Server(uvicorn.Config(create_app(folder, settings), log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


if __name__ == "__main__":
    sys.exit(main())
