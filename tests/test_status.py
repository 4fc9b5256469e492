"""Status and speaker of claims in news-like sentences, from raw text with the shipped model and rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from parse_helpers import parse

from kg import language, lexicon
from kg.factuality.cues import cue_words
from kg.factuality.status import stance, strongest
from kg.lexicon import fold
from kg.ontology import load as ontology
from kg.records import Article, Claim, Reading
from kg.relations import read
from kg.syntax.graph import Graph
from kg.syntax.normalisation import graphs
from kg.syntax.tree import tree_of

STATUSES = ("asserted", "attributed", "negated", "hedged", "planned", "former")
UNREAL = frozenset({"negated", "hedged", "planned"})


@dataclass(frozen=True)
class Example:
    """A sentence, the claim in it and what is expected of it."""

    text: str
    subject: str
    predicate: str
    object: str
    statuses: tuple[str, ...]  # the first is the likeliest
    speaker: str | None
    reason: str | None  # why it is known to fail

    @property
    def held(self) -> bool:
        """Whether the sentence is in the third that nothing was tuned on."""
        return int(sha256(self.text.encode()).hexdigest()[:8], 16) % 3 == 0


@dataclass(frozen=True)
class Outcome:
    """What was read of an example."""

    example: Example
    claims: tuple[Claim, ...]
    names: dict[str, tuple[str, ...]]

    @property
    def status(self) -> str | None:
        """One status that differs from the expected ones, else the one read; None for no claim."""
        read_ = sorted({c.status for c in self.claims})
        return next((s for s in read_ if s not in self.example.statuses), read_[0] if read_ else None)

    @property
    def right(self) -> bool:
        return self.status in self.example.statuses

    @property
    def right_speaker(self) -> bool:
        wanted = self.example.speaker or ""
        return any(c.speaker and _same(wanted, self.names.get(c.speaker, (c.speaker,))) for c in self.claims)


def load() -> tuple[Example, ...]:
    path = Path(__file__).parent / "data" / "status.yaml"
    return tuple(_example(row) for row in yaml.safe_load(path.read_text("utf8"))["sentences"])


def _example(row: dict[str, str]) -> Example:
    unknown = set(row) - {"text", "claim", "status", "speaker", "fails"}
    assert not unknown, f"{row['text']}: {unknown}"
    subject, predicate, object_ = row["claim"].split(" | ")
    statuses = tuple(row["status"].split("|"))
    assert set(statuses) <= set(STATUSES) and predicate in ontology(), row["text"]
    return Example(row["text"], subject, predicate, object_, statuses, row.get("speaker"), row.get("fails"))


@cache
def outcomes() -> tuple[Outcome, ...]:
    return tuple(outcome(e, read(Article("a", e.text), language.parse(e.text))) for e in load())


def outcome(example: Example, reading: Reading) -> Outcome:
    names = {e.id: (e.name, *e.aliases) for e in reading.entities}
    return Outcome(example, tuple(c for c in reading.claims if _is_meant(example, c, names)), names)


def _is_meant(example: Example, claim: Claim, names: dict[str, tuple[str, ...]]) -> bool:
    terms = ontology()
    if example.predicate not in (claim.predicate, *terms.ancestors(claim.predicate)) and (
        claim.predicate not in terms.ancestors(example.predicate)
    ):
        return False
    pair = (names[claim.subject], names.get(claim.object or "", (claim.value or "",)))
    return _pair(example, pair) or (terms[claim.predicate].symmetric and _pair(example, pair[::-1]))


def _pair(example: Example, pair: tuple[tuple[str, ...], ...]) -> bool:
    return _same(example.subject, pair[0]) and _same(example.object, pair[1])


def _same(wanted: str, names: Iterable[str]) -> bool:
    """Whether a name is the wanted one, maybe with words before or after it."""
    words = f" {fold(wanted)} "
    return any(words in f" {fold(n)} " or f" {fold(n)} " in words for n in names)


def accuracy(found: Iterable[bool]) -> float:
    results = list(found)
    return sum(results) / len(results)


def report(results: Iterable[Outcome]) -> str:
    """A confusion table, a row for each expected status, and the sentences that come out wrong."""
    results = list(results)
    cells = Counter((o.example.statuses[0], o.example.statuses[0] if o.right else o.status) for o in results)
    columns = (*STATUSES, None)
    lines = [" " * 12 + "".join(f"{c or 'no claim':>11}" for c in columns)]
    lines += [f"{row:12}" + "".join(f"{cells[row, c]:11}" for c in columns) for row in STATUSES]
    wrong = [o for o in results if o.claims and not (o.right and (not o.example.speaker or o.right_speaker))]
    lines += [
        f"{'|'.join(o.example.statuses)} {o.example.speaker or '-'} -> {o.status}: {o.example.text}"
        for o in wrong
    ]
    return "\n".join(lines)


@pytest.mark.model
@pytest.mark.parametrize("held", [False, True])
def test_status_is_right_for_nine_in_ten(held: bool) -> None:
    found = [o for o in outcomes() if o.claims and o.example.held is held]
    assert accuracy(o.right for o in found) >= 0.9, report(found)


@pytest.mark.model
def test_speaker_is_right_where_one_is_named() -> None:
    found = [o for o in outcomes() if o.claims and o.example.speaker]
    assert accuracy(o.right_speaker for o in found) >= 0.85, report(found)


@pytest.mark.model
def test_most_claims_are_found() -> None:
    assert accuracy(bool(o.claims) for o in outcomes()) >= 0.7, report(outcomes())


@pytest.mark.model
@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            e, id=e.text, marks=[pytest.mark.xfail(reason=e.reason, strict=True)] if e.reason else []
        )
        for e in load()
        if UNREAL.issuperset(e.statuses)
    ],
)
def test_what_is_denied_doubted_or_planned_is_no_fact(example: Example) -> None:
    found = next(o for o in outcomes() if o.example == example)
    assert "asserted" not in {c.status for c in found.claims}, report([found])


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Kenya urged Uganda to release John Okello.", "released"),
        ("The opposition demanded that Sudan expel France.", "expelled"),
        ("Ines Duarte called on Chile to impose sanctions on Peru.", "sanctioned"),
        ("Ghana invited Togo to attack Benin.", "attacked"),
    ],
)
def test_what_is_only_asked_for_is_not_told(text: str, predicate: str) -> None:
    reading = read(Article("asked", text), language.parse(text))
    assert predicate not in {c.predicate for c in reading.claims}
    assert reading.claims, "the asking itself is told"


def test_sentences_cover_every_status() -> None:
    counts = Counter(e.statuses[0] for e in load())
    assert len(load()) >= 150
    assert all(counts[s] >= 25 for s in STATUSES), counts


def graph_of(rows: str) -> Graph:
    return next(graphs(tree_of(parse(rows))))


VISIT = """
Ann Ann NNP {verb} nsubj B-PERSON
{words}
Oslo Oslo NNP {object} obj B-GPE
"""


@pytest.mark.parametrize(
    ("words_", "at", "status"),
    [
        ("visited visit VBD 0 root", 2, "asserted"),
        ("will will MD 3 aux\nvisit visit VB 0 root", 3, "planned"),
        ("may may MD 3 aux\nvisit visit VB 0 root", 3, "hedged"),
        ("never never RB 3 advmod\nvisited visit VBD 0 root", 3, "negated"),
        ("refused refuse VBD 0 root\nto to TO 4 mark\nvisit visit VB 2 xcomp", 4, "negated"),
        (
            "never never RB 3 advmod\nrefused refuse VBD 0 root\nto to TO 5 mark\nvisit visit VB 3 xcomp",
            5,
            "asserted",
        ),
        ("used use VBD 0 root\nto to TO 4 mark\nvisit visit VB 2 xcomp", 4, "former"),
        ("hopes hope VBZ 0 root\nto to TO 4 mark\nvisit visit VB 2 xcomp", 4, "planned"),
        ("seems seem VBZ 0 root\nto to TO 4 mark\nvisit visit VB 2 xcomp", 4, "hedged"),
        ("managed manage VBD 0 root\nto to TO 4 mark\nvisit visit VB 2 xcomp", 4, "asserted"),
    ],
)
def test_what_governs_a_verb_decides(words_: str, at: int, status: str) -> None:
    first = 2 if at in (2, 4) else 3
    tree = graph_of(VISIT.format(verb=first, words=words_, object=at))
    assert stance(tree, at - 1).status == status


REPORTED = """
Bob Bob NNP 2 nsubj B-PERSON
{verb} 0 root
that that IN 6 mark
Ann Ann NNP 6 nsubj B-PERSON
would would MD 6 aux
visit visit VB 2 ccomp
Oslo Oslo NNP 6 obj B-GPE
"""


@pytest.mark.parametrize(
    ("verb", "status", "speaker"),
    [
        ("said say VBD", "planned", 0),
        ("says say VBZ", "hedged", 0),
        ("denied deny VBD", "negated", 0),
        ("confirmed confirm VBD", "planned", None),
    ],
)
def test_would_is_a_plan_in_what_was_said(verb: str, status: str, speaker: int | None) -> None:
    found = stance(graph_of(REPORTED.format(verb=verb)), 5)
    assert (found.status, found.speaker) == (status, speaker)


def test_refusing_to_say_denies_nothing() -> None:
    tree = graph_of(
        """
        Bob Bob NNP 2 nsubj B-PERSON
        refused refuse VBD 0 root
        to to TO 4 mark
        say say VB 2 xcomp
        that that IN 7 mark
        Ann Ann NNP 7 nsubj B-PERSON
        visited visit VBD 4 ccomp
        Oslo Oslo NNP 7 obj B-GPE
        """
    )
    assert stance(tree, 6).status == "hedged"


def test_one_of_two_objects_may_be_shut_out() -> None:
    tree = graph_of(
        """
        Ann Ann NNP 2 nsubj B-PERSON
        met meet VBD 0 root
        Bob Bob NNP 2 obj B-PERSON
        , , , 6 punct
        not not RB 6 advmod
        Cid Cid NNP 3 conj B-PERSON
        """
    )
    assert stance(tree, 1, arguments=(0, 2)).status == "asserted"
    assert stance(tree, 1, arguments=(0, 5)).status == "negated"


def test_the_strongest_signal_wins() -> None:
    assert strongest({"attributed", "hedged", "former"}) == "hedged"
    assert strongest(set()) == "asserted"


def test_word_lists_hold_words_only() -> None:
    lists = yaml.safe_load((Path(lexicon.__file__).parent / "data" / "factuality.yaml").read_text("utf8"))
    for key, entries in lists.items():
        assert all(isinstance(w, str) for w in entries), key
        assert len(entries) == len(set(entries)), (key, [w for w in entries if entries.count(w) > 1])
        assert cue_words(key) == set(entries)
