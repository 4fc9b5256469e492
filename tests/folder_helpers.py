"""A graph folder from a collection made by hand, as a build leaves it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.explorer import save
from kg.pipeline import tools
from kg.pipeline.outputs import write_outputs
from kg.pipeline.tools import Options, Tools
from kg.records import Collection
from kg.store.database import Store


def make_folder(folder: Path, collection: Collection) -> Path:
    """Everything of the collection in ``folder``, with the files made of it but for the page."""
    some = Tools(outputs=tuple(output for output in tools.OUTPUTS if output[0] != tools.PAGE))
    with Store(folder, create=True) as store:
        save(store, collection)
        write_outputs(store, some, Options(), collection, lambda stage, done, total: None)
    return folder
