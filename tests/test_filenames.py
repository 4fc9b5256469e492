"""Names of files that are no text: shown, kept, and found again."""

import os

import pytest

from kg.filenames import actual, printable, shown

NAMES = [
    b"plain.txt",
    b"caf\xc3\xa9",
    b"a\xff.txt",
    rb"a\xff.txt",
    b"\\\xff\\",
    rb"\x5c\xff",
    b"\\\\x41",
    b"\xc3",
]


@pytest.mark.parametrize("name", [*NAMES, bytes(range(1, 256)).replace(b"/", b"")])
def test_every_name_is_text_and_comes_back(name):
    text = shown(os.fsdecode(name))
    assert text.encode()
    assert os.fsencode(actual(text)) == name


def test_names_are_told_apart():
    texts = {shown(os.fsdecode(name)) for name in NAMES}
    assert len(texts) == len(NAMES)


def test_usual_names_are_left_as_they_are():
    for name in ("plain.txt", "über/ü.md", "a\\b", "C:\\news\\x.txt", "😀"):
        assert shown(name) == actual(name) == printable(name) == name


def test_texts_of_any_origin_can_be_printed():
    assert printable("a\udcffb\ud800") == "a\\xffb\N{REPLACEMENT CHARACTER}"
    assert printable("C:\\x41") == "C:\\x41"
