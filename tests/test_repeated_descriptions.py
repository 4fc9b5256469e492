"""What takes up something without a name, on the shipped model's parses."""

from __future__ import annotations

import pytest

from kg import language
from kg.coref.resolver import chains_of
from kg.spans import mended


def is_one(text: str, first: str, then: str) -> bool:
    """Whether the first phrase and the last one mean the same."""
    start, end = text.index(first), text.rindex(then)
    parse = mended(language.parse(text))
    _, chains = chains_of(parse)
    inside = [range(start, start + len(first)), range(end, end + len(then))]
    return any(
        all(any(parse.starts[link.mark.head] in part for link in chain.links) for part in inside)
        for chain in chains
    )


@pytest.mark.parametrize(
    ("text", "first", "then"),
    [
        ("Lena Holm wrote a novel. Readers loved the novel.", "a novel", "the novel"),
        ("Tom Reed sold his boat in May. He missed his boat.", "his boat", "his boat"),
        ("Engineers tested a red valve. The valve leaked.", "a red valve", "The valve"),
        ("Villagers built a bridge. This bridge fell.", "a bridge", "This bridge"),
    ],
)
def test_a_description_takes_up_what_was_called_so(text: str, first: str, then: str) -> None:
    assert is_one(text, first, then)


@pytest.mark.parametrize(
    ("text", "first", "then"),
    [
        ("Tom Reed sold his boat in May. Lena Holm kept her boat.", "his boat", "her boat"),
        ("Lena Holm wrote a novel. Tom Reed wrote a novel.", "a novel", "a novel"),
        (
            "Workers closed the northern gate. Guards watched the southern gate.",
            "the northern",
            "the southern",
        ),
        ("Lena Holm left on Monday. Tom Reed came back on Monday.", "Monday", "Monday"),
    ],
)
def test_what_differs_is_something_else(text: str, first: str, then: str) -> None:
    assert not is_one(text, first, then)
