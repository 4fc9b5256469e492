"""A graph folder from a collection made by hand, as a build leaves it."""

from __future__ import annotations

from pathlib import Path

from kg.graph import saving
from kg.graph.codec import encode, encode_blob
from kg.graph.resolved import Admitted
from kg.graph.store import ReadArticle, Store, StoredSource
from kg.pipeline import tools
from kg.pipeline.collection import write_outputs
from kg.pipeline.tools import Options, Tools
from kg.pipeline.versions import digest
from kg.records import Article, Collection


def make_folder(folder: Path, collection: Collection) -> Path:
    """Everything of the collection in ``folder``, with the files made of it but for the page."""
    some = Tools(outputs=tuple(output for output in tools.OUTPUTS if output[0] != tools.PAGE))
    with Store(folder, create=True) as store:
        save(store, collection)
        write_outputs(store, some, Options(), collection, lambda stage, done, total: None)
    return folder


def save(store: Store, collection: Collection) -> None:
    """Articles, readings and what was resolved, in place of what the store held."""
    texts = [encode(article) for article in collection.articles]
    found = [_read(*pair) for pair in zip(collection.articles, texts, strict=True)]
    store.put_source(StoredSource("-made", "made", digest(texts), "made"), found, ())
    rows = {item.name: item.row for item in store.articles()}
    with store.transaction():
        for reading in collection.readings:
            store.replace_reading(reading.article, encode_blob(reading))
        admitted = [Admitted(article.id, rows[article.id], article.id) for article in collection.articles]
        saving.save(store, digest(texts), admitted, collection, tools.fold)


def _read(article: Article, text: str) -> ReadArticle:
    mark = digest([text])
    return ReadArticle(article, mark, mark, mark.encode())
