"""Near-duplicates after articles came and went are those that are found from scratch."""

from __future__ import annotations

import random

import pytest

from kg.articles import duplicates, group, regroup, regrouping, signature
from kg.records import Article

WORDS = [f"w{number}" for number in range(400)]


def text(chance, boiler):
    return " ".join([*boiler, *chance.choices(WORDS, k=chance.choice((5, 40, 60)))])


def copied(chance, texts):
    """A text like one that is there: the same, one that was cut, or one with other words in it."""
    words = chance.choice(sorted(texts.values())).split()
    kind = chance.randrange(3)
    if kind == 1:
        words = words[: max(3, len(words) * 3 // 4)]
    elif kind == 2:
        for place in range(0, len(words), chance.choice((9, 14, 40))):
            words[place] = chance.choice(WORDS)
    return " ".join(words)


@pytest.mark.parametrize("shared", [3, 5, 100])
@pytest.mark.parametrize("seed", range(12))
def test_step_by_step_is_as_at_once(seed, shared, monkeypatch):
    for module in (duplicates, regrouping):
        monkeypatch.setattr(module, "MAX_SHARED", shared)
    chance = random.Random(seed)
    boiler = chance.choices(WORDS, k=24)
    texts = {f"a{chance.random()}": text(chance, boiler if chance.random() < 0.5 else ()) for _ in range(25)}
    texts["empty"] = ""
    signatures = {id: signature(Article(id, body)) for id, body in texts.items()}
    found, grew = group(signatures), 0
    for _ in range(12):
        old = dict(signatures)
        for _ in range(chance.randint(1, 3)):
            if chance.random() < 0.4:
                signatures.pop(chance.choice(sorted(signatures)))
            else:
                id = chance.choice((f"a{chance.random()}", chance.choice(sorted(signatures))))
                body = copied(chance, texts) if chance.random() < 0.7 else text(chance, boiler)
                texts[id], signatures[id] = body, signature(Article(id, body))
        found = regroup(found, old, signatures)
        assert found == group(signatures)
        grew += len(found)
    assert grew


def test_nothing_new_is_not_looked_at():
    same = {"a": signature(Article("a", "one two three"))}
    assert regroup((("x", "y"),), same, dict(same)) == (("x", "y"),)


def test_much_that_is_new_is_grouped_anew(monkeypatch):
    monkeypatch.setattr(regrouping, "MOST", 1)
    signatures = {id: signature(Article(id, "one two three four")) for id in "abc"}
    assert regroup((), {}, signatures) == (("a", "b", "c"),)
