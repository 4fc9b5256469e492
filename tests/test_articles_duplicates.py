"""Near-duplicates: what counts as one, and what the groups do not depend on."""

import random

from kg.articles import group, near_duplicates, signature
from kg.records import Article, Skip

WORDS = [f"word{number}" for number in range(3000)]


def text(seed: int, length: int = 200) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def edited(original: str, every: int) -> str:
    return " ".join(f"x{i}" if i % every == 0 else word for i, word in enumerate(original.split()))


def groups(**texts: str) -> tuple[tuple[str, ...], ...]:
    return near_duplicates(Article(id, words) for id, words in texts.items())


def test_lightly_edited_copies_are_grouped() -> None:
    assert groups(b=text(1), a=edited(text(1), 12), c=text(2)) == (("a", "b"),)


def test_an_article_inside_a_longer_one() -> None:
    assert groups(a=text(1), b=f"{text(1)} {text(2, 600)}") == (("a", "b"),)


def test_a_shared_quotation_is_no_duplicate() -> None:
    assert groups(a=f"{text(1)} {text(3, 60)}", b=f"{text(2)} {text(3, 60)}") == ()


def test_short_texts_only_when_they_are_the_same() -> None:
    assert groups(
        a="Bridge opens today in town.", b="Bridge opens today in town", c="Bridge opens today"
    ) == (("a", "b"),)


def test_empty_texts_are_no_duplicates() -> None:
    assert groups(a="", b="...") == ()


def test_skipped_text_does_not_count() -> None:
    furniture = text(9, 400)
    one = Article(
        "a", f"{text(1)} {furniture}", skip=(Skip(len(text(1)), len(text(1)) + 1 + len(furniture), "share"),)
    )
    other = Article(
        "b", f"{text(2)} {furniture}", skip=(Skip(len(text(2)), len(text(2)) + 1 + len(furniture), "share"),)
    )
    assert near_duplicates([one, other]) == ()


def test_order_does_not_matter_and_groups_chain() -> None:
    signatures = {str(i): signature(Article(str(i), edited(text(i % 7), 20 + i // 7))) for i in range(40)}
    expected = group(signatures)
    shuffled = list(signatures.items())
    random.Random(0).shuffle(shuffled)
    assert group(dict(shuffled)) == expected
    assert len(expected) == 7


def test_another_article_does_not_change_the_groups() -> None:
    signatures = {
        id: signature(Article(id, words)) for id, words in {"a": text(1), "b": text(1), "c": text(2)}.items()
    }
    more = {**signatures, "d": signature(Article("d", text(4)))}
    assert group(signatures) == group(more) == (("a", "b"),)


def test_many_copies() -> None:
    assert groups(**{f"a{i:04}": edited(text(1), 150 + i) for i in range(300)}) == (
        tuple(f"a{i:04}" for i in range(300)),
    )
