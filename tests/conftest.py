"""What several test modules share: the sample corpus, built once with the shipped model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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
