"""Asks the explorer's server without a network: requests go to the application as ASGI has them."""

from __future__ import annotations

import asyncio
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from kg.lexicon import fold
from kg.page import overview
from kg.server.app import create_app
from kg.server.settings import Settings
from kg.store import saving
from kg.store.codec import encode, encode_blob
from kg.store.database import ReadArticle, Store, StoredSource
from kg.store.resolved import Admitted

HOST = "127.0.0.1:8765"
JSON = {"Content-Type": "application/json"}


@dataclass
class Answer:
    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def text(self):
        return self.plain.decode()

    @property
    def plain(self):
        packed = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.body) if packed else self.body

    def json(self):
        return json.loads(self.plain)


def save(folder, collection, *, undecided=(), stamp="made"):
    """A graph folder with ``collection`` and the explorer's file, without the other outputs."""
    with Store(folder, create=True) as store:
        found = [
            ReadArticle(article, encode(article), encode(article), b"") for article in collection.articles
        ]
        store.put_source(StoredSource("/news", "news", stamp, "made"), found, ())
        rows = {article.name: article.row for article in store.articles()}
        admitted = [Admitted(article.id, rows[article.id], article.id) for article in collection.articles]
        with store.transaction():
            for reading in collection.readings:
                store.replace_reading(reading.article, encode_blob(reading))
            saving.save(store, stamp, admitted, collection, fold)
            saving.put_undecided(store, undecided)
    overview.write(collection, folder / "explorer.json", stamp)
    return folder


class Client:
    """Asks one application; ``folder`` may be a graph folder, from which it is made."""

    def __init__(self, folder_or_app, **settings):
        made = isinstance(folder_or_app, str | Path)
        self.app = (
            create_app(Path(folder_or_app), Settings(hosts=frozenset({HOST}), **settings))
            if made
            else folder_or_app
        )

    def close(self):
        """End its processes, as the server does when it ends."""
        self.app.app.state.kg.workers.close()

    def get(self, path, headers=None, **parameters):
        return self.ask("GET", path, headers=headers, parameters=parameters)

    def post(self, path, data, headers=None):
        return self.ask("POST", path, json.dumps(data).encode(), headers={**JSON, **(headers or {})})

    def delete(self, path, headers=None):
        return self.ask("DELETE", path, headers={"X-KG": "1", **(headers or {})})

    def ask(self, method, path, body=b"", headers=None, parameters=None):
        return asyncio.run(self._ask(method, path, body, headers or {}, parameters or {}))

    async def _ask(self, method, path, body, headers, parameters):
        parts = urlsplit(f"http://{HOST}{path}")
        query = "&".join(filter(None, (parts.query, urlencode(parameters, doseq=True))))
        given = {"Host": HOST, **headers}
        if body:
            given.setdefault("Content-Length", str(len(body)))
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(n.lower().encode(), v.encode()) for n, v in given.items() if v is not None],
            "client": ("127.0.0.1", 50000),
            "server": ("127.0.0.1", 8765),
        }
        return await self._call(scope, body)

    async def _call(self, scope, body):
        sent = []
        messages = [{"type": "http.request", "body": body, "more_body": False}]
        answered = asyncio.Event()

        async def receive():
            if messages:
                return messages.pop(0)
            await answered.wait()  # the client stays until then
            return {"type": "http.disconnect"}

        async def send(message):
            sent.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                answered.set()

        try:
            await self.app(scope, receive, send)
        except Exception:
            if not sent:  # else a 500 was sent, and the error is for the server's log
                raise
        start = next(message for message in sent if message["type"] == "http.response.start")
        headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
        parts = [m.get("body", b"") for m in sent if m["type"] == "http.response.body"]
        return Answer(start["status"], headers, b"".join(parts))
