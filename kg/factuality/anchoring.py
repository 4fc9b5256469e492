"""Time of a claim: the dates that hang on its trigger, as since, until or on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.coref import Ref
from kg.coref.context import Context
from kg.factuality.cues import not_until
from kg.factuality.timex import edtf
from kg.lexicon.wordlists import word_set
from kg.syntax.graph import Graph

SINCE = frozenset({"since", "from", "after", "starting", "beginning"})
UNTIL = frozenset({"until", "till", "to", "through", "before"})
ON = frozenset(
    {
        "in",
        "on",
        "at",
        "during",
        "unmarked",
        "obl:unmarked",
        "nmod:unmarked",
        "by",
        "advmod",
        "of",
        "late",
        "early",
    }
)
SERVED = frozenset({"serve", "fill"})
THAT_YEAR = (["of", "that", "year"], ["of", "the", "same"], ["the", "same", "year"])


@dataclass(frozen=True, slots=True)
class When:
    """The times of a claim, EDTF."""

    since: str | None = None
    until: str | None = None
    on: str | None = None


def when(
    tree: Graph,
    ctx: Context,
    anchors: tuple[int, ...],
    kind: str,
    published: str | None,
    after: int | None = None,
    *,
    ahead: bool = False,
) -> When:
    """The time of a claim from the dates at its anchors and right after it.

    ``kind`` is the rule's: on, since, until, none. ``ahead`` says that it is still to come.
    """
    found = When()
    if kind == "none":
        return found
    dates = [d for anchor in anchors for d in _dates(tree, ctx, anchor)]
    for label, text in (*following(tree, ctx, after), *dates):
        value = edtf(text, published, ahead=ahead and label not in SINCE)
        if value is not None:
            found = _set(found, label, value, kind)
    return found


def following(tree: Graph, ctx: Context, at: int | None) -> Iterator[tuple[str, str]]:
    """The dates that stand right after a title and what it governs: "from 2010 to 2014", "since May"."""
    while at is not None and at + 1 < tree.end:
        word = tree.parse.word(at).lower()
        ref = ctx.ref(at + 1)
        if word not in SINCE | UNTIL | {"between", "and"} or ref is None or ref.type != "DATE":
            return
        yield {"between": "from", "and": "to"}.get(word, word), tree.parse.span_text(ref.start, ref.end)
        at = ref.end


def office(tree: Graph, ctx: Context, title: int, after: int, published: str | None) -> When:
    """When an office began and ended: "became mayor in 2010", "mayor of Hull, a post he held until 2019".

    ``title`` is its head, ``after`` the token behind it and what it governs.
    """
    verb, found = tree.head(title), When()
    began = tree.deprel(title) in ("xcomp", "obj") and tree.lemma(verb) in word_set("verbs", "taking_office")
    dates = (
        [("since" if label in ON else label, text) for label, text in _dates(tree, ctx, verb)]
        if began
        else []
    )
    for label, text in (*dates, *_held(tree, ctx, title, after)):
        value = edtf(text, published)
        found = found if value is None else _set(found, label, value, "since")
    return found


def _held(tree: Graph, ctx: Context, title: int, after: int) -> Iterator[tuple[str, str]]:
    """The dates of a relative clause about the office: "a post he held until 2019"."""
    for verb in range(after, tree.end):
        if (
            tree.deprel(verb) != "acl:relcl"
            or tree.lemma(verb) not in word_set("verbs", "holding_office") | SERVED
        ):
            continue
        noun = tree.head(verb)
        if noun == title or tree.head(noun) == title or tree.lemma(noun) in word_set("nouns", "offices"):
            yield from ((label, text) for label, text in _dates(tree, ctx, verb) if label in SINCE | UNTIL)
            return


def to_come(time: When, published: str | None) -> bool:
    """Whether something begins or happens after the day of publication: "named chief, effective Jan 1"."""
    day = time.since or time.on
    if published is None or day is None or len(day) < len("2024-01") or not day.replace("-", "").isdigit():
        return False
    return day[:7] <= day[:4] + "-12" and day[: len(published)] > published[: len(day)]


def over(time: When, published: str | None) -> bool:
    """Whether a state has an end that is past at the time of publication, or any end without such a time."""
    return time.until is not None and (published is None or time.until[:4] <= published[:4])


def _set(found: When, label: str, value: str, kind: str) -> When:
    if label in SINCE and found.since is None:
        return replace(found, since=value)
    if label in UNTIL and found.until is None:
        return replace(found, until=value)
    if label in ON and found.on is None and found.since is None:
        return replace(found, on=value) if kind == "on" else _state(found, value, kind)
    return found


def _state(found: When, value: str, kind: str) -> When:
    return replace(found, since=value) if kind == "since" else replace(found, until=value)


def _dates(tree: Graph, ctx: Context, anchor: int) -> Iterator[tuple[str, str]]:
    for label, target in tree.edges(anchor):
        ref = ctx.ref(target)
        if ref is None or ref.type != "DATE" or floats(tree, ref) or _is_inserted(tree, target, anchor):
            continue
        label = "on" if label in ("until", "till") and not_until(tree, anchor) else label
        further_dates = [(inner, k, ctx.ref(k)) for inner, k in tree.edges(target)]
        for _, k, other in further_dates:
            if other is not None and other.type == "DATE" and _is_effective(tree, k):
                yield "from", tree.parse.span_text(other.start, other.end)
        yield label, tree.parse.span_text(ref.start, ref.end)
        for inner, _, other in further_dates:
            if other is not None and other.type == "DATE" and other is not ref and inner in UNTIL:
                yield inner, tree.parse.span_text(other.start, other.end)


def _is_effective(tree: Graph, date: int) -> bool:
    """Whether a date is that from which something holds: "on Monday, effective July 1"."""
    return any(tree.lemma(k) == "effective" for k in tree.kids(date, "amod", "advmod"))


def floats(tree: Graph, ref: Ref) -> bool:
    """Whether other words tell of which year a date is: "in July of that year", "the October 7 attacks"."""
    if _names_event(tree, ref):
        return True
    return [tree.parse.word(k).lower() for k in range(ref.end, min(ref.end + 3, tree.end))] in THAT_YEAR


def _names_event(tree: Graph, ref: Ref) -> bool:
    """Whether a day without a year is part of what many know an event by: "the October 7 attacks"."""
    if ref.end >= tree.end or tree.parse.tags[ref.end] != "NNS" or tree.parse.word(ref.end - 1)[:1].isalpha():
        return False
    words = [tree.parse.word(k).lower() for k in range(max(ref.start - 1, tree.start), ref.end)]
    return "the" in words[:2] and not any(len(word) == len("2001") for word in words if word.isdigit())


def _is_inserted(tree: Graph, date: int, anchor: int) -> bool:
    """Whether a date stands in an insertion before the verb: "A, minister from 2017 to 2023, married B"."""
    commas = [i for i in range(tree.start, anchor) if tree.parse.word(i) == ","]
    return date < anchor and any(i < date for i in commas) and any(i > date for i in commas)
