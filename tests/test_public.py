"""The public names, pinned."""

import pytest

import kg


def test_names():
    assert kg.__all__ == ["Graph", "KGError", "add", "build", "extract", "open", "remove", "to_networkx"]


@pytest.mark.parametrize("name", kg.__all__)
def test_every_name_is_there(name):
    assert getattr(kg, name).__doc__


def test_dir_lists_them():
    assert set(kg.__all__) <= set(dir(kg))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no_such"):
        _ = kg.no_such
