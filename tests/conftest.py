"""What several test modules share: the sample corpus, built once with the shipped model, and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.pipeline.built_graph import Graph

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of ``seeds/``; tests only read it."""
    folder = tmp_path_factory.mktemp("sample") / "graph"
    kg.build(SEEDS, graph=folder).close()
    return folder


@pytest.fixture(scope="session")
def sample_graph(sample_folder: Path) -> Iterator[Graph]:
    """That folder, opened."""
    with kg.open(sample_folder) as graph:
        yield graph


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium."""
    from explorer_helpers import chromium

    with chromium() as started:
        yield started


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """The address of an explorer of the module's own ``folder``."""
    from explorer_helpers import served

    with served(folder) as found:
        yield found


@pytest.fixture(scope="session")
def sample(sample_folder: Path) -> Iterator[str]:
    """The address of an explorer of the sample corpus; tests only read it."""
    from explorer_helpers import served

    with served(sample_folder) as address:
        yield address


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an explorer of the collection that is made by hand; tests only read it."""
    from explorer_helpers import serving
    from graph_helpers import make_collection

    with serving(tmp_path_factory, make_collection()) as address:
        yield address


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an explorer whose names, headlines and notes hold markup; tests only read it."""
    from explorer_helpers import hostile_collection, serving

    with serving(tmp_path_factory, hostile_collection()) as address:
        yield address
