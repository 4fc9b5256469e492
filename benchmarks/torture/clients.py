"""Hostile queries, many at once, beside normal page loads of a running explorer."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

from benchmarks.torture.world import ROOT, PromiseError, Worker, World

AT_ONCE = 50
PATIENCE = 5.0  # seconds that a page may take meanwhile
HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    f"SELECT * {'{' * 3000} ?s ?p ?o {'}' * 3000}",
    "SELECT * { SERVICE <http://192.0.2.1/> { ?s ?p ?o } }",
    "LOAD <file:///etc/passwd>",
    "DELETE WHERE { ?s ?p ?o }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    'SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), "(a*)*(a*)*(a*)*b")) }',
    "SELECT * { ?s (!<x:y>)* ?o . ?o (!<x:y>)* ?t . ?t (!<x:y>)* ?u }",
)
PAGES = ("", "api/meta", "api/search?q=acme", "query")


def run(home: Path, worker: Worker, *, seconds: float) -> Counter[str]:
    """No hostile query gets what it wants or an error of the server; no page has to wait."""
    world = World.made(home)
    worker.do("build", paths=[world.news], graph=world.graph)
    command = [sys.executable, "-m", "kg", "serve", "--no-open", "-g", str(world.graph)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            found = re.search(r"http://\S+", line)
            if found is None:
                raise PromiseError(f"the explorer does not start: {line}")
            return _asked(found[0], seconds)
        finally:
            process.send_signal(signal.SIGINT)


def _asked(address: str, seconds: float) -> Counter[str]:
    counts, end = Counter[str](), time.monotonic() + seconds
    for page in PAGES:  # what is found out once, at the first load
        _get(f"{address}{page}")
    with ThreadPoolExecutor(AT_ONCE) as threads:
        queries = [HOSTILE[number % len(HOSTILE)] for number in range(AT_ONCE)]
        asking = [threads.submit(_get, f"{address}sparql?query={quote(query)}") for query in queries]
        while time.monotonic() < end and not all(one.done() for one in asking):
            for page in PAGES:
                begun = time.monotonic()
                status = _get(f"{address}{page}")
                if status != 200 or time.monotonic() - begun > PATIENCE:
                    raise PromiseError(f"/{page}: {status} in {time.monotonic() - begun:.1f} s")
                counts["pages"] += 1
        for one, query in zip(asking, queries, strict=True):
            counts[f"hostile answered {one.result()}"] += 1
            refused = any(word in query for word in ("SERVICE", "LOAD", "DELETE", "FROM"))
            if refused and one.result() not in (400, 503):
                raise PromiseError(f"{query[:60]}: {one.result()}")
    return counts


def _get(address: str) -> int:
    """The status of an answer."""
    try:
        with build_opener(ProxyHandler({})).open(address, timeout=200) as answer:
            answer.read()
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code
