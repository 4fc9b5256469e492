"""What coreference takes a name of several places for."""

import pytest

from kg.coref.gazetteer import sure_place


@pytest.mark.parametrize(
    ("name", "place"),
    [("Florida", "region/US.FL"), ("Ontario", "region/CA.08"), ("Arizona", "region/US.AZ")],
)
def test_what_the_press_means_is_sure(name: str, place: str) -> None:
    found = sure_place(name)
    assert found is not None
    assert found.id == place


def test_a_name_that_nobody_prefers_stays_open() -> None:
    assert sure_place("Victoria") is None
