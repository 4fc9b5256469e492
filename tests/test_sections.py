"""Files of sections: renewed they are as made as a whole, whatever came, went or changed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg.rdf import sections
from kg.rdf.sections import Section, Unit, digest, kept, write

KEYS = tuple("abcdefghij")


def units(held: dict[str, str]) -> list[Unit]:
    return [Unit(key, f"<{key}>{text}\n".encode()) for key, text in sorted(held.items())]


def drawn(chance: random.Random) -> dict[str, str]:
    return {key: "x" * chance.randint(0, 9) for key in chance.sample(KEYS, chance.randint(0, len(KEYS)))}


@pytest.mark.parametrize("seed", range(20))
def test_renewed_is_as_made_as_a_whole(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    held = [drawn(chance), drawn(chance)]
    path, whole = tmp_path / "file", tmp_path / "whole"
    write(path, [Section(units(one)) for one in held], "0")
    for step in range(1, 5):
        old = kept(path, str(step - 1))
        assert old is not None
        changed = [chance.sample(KEYS, 3) for _ in held]
        for one, keys in zip(held, changed, strict=True):
            for key in keys:
                one.pop(key, None)
            one.update((key, f"{step}") for key in keys[1:])
        fresh = [
            units({k: v for k, v in one.items() if k in keys})
            for one, keys in zip(held, changed, strict=True)
        ]
        write(path, [Section(*three) for three in zip(fresh, changed, old, strict=True)], str(step))
        write(whole, [Section(units(one)) for one in held], str(step))
        assert path.read_bytes() == whole.read_bytes()
        assert digest(path) == digest(path, verify=False) == digest(whole)
        assert kept(path, str(step)) == kept(whole, str(step))


def test_what_only_some_units_lead_to(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write(path, [Section([Unit("a", b"a", ("x", "y")), Unit("b", b"b", ("y",)), Unit("c", b"c")])], "0")
    (found,) = kept(path, "0") or ()
    assert found.without(["a"]) == {"x"}
    assert found.without(["b"]) == set()
    assert found.without(["a", "b", "z"]) == {"x", "y"}


@pytest.mark.parametrize("content", [b"ax", b"", b"abc"])
def test_other_bytes_have_another_digest(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    write(path, [Section([Unit("a", b"a"), Unit("b", b"b")])], "0")
    before = digest(path)
    path.write_bytes(content)
    assert digest(path) != before == digest(path, verify=False)


def test_without_a_stamp_nothing_is_kept(tmp_path: Path) -> None:
    write(tmp_path / "file", [Section([Unit("a", b"a")])])
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert kept(tmp_path / "file", "") is None and digest(tmp_path / "file") is None
    write(tmp_path / "file", [Section([Unit("a", b"a")])], "1")
    assert kept(tmp_path / "file", "2") is None
    assert (tmp_path / sections.FOLDER).is_dir()
