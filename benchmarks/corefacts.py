"""Facts that hang on a pronoun: how many are claimed, and what coreference costs in precision.

Run by ``python -m benchmarks.coref --facts``, ``--cost`` and ``--sample``.
"""

from __future__ import annotations

import gzip
import json
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from benchmarks import relations as card
from kg.coref import Resolution, resolve
from kg.lexicon.vocabulary import pronouns
from kg.pipeline.extract import interchange
from kg.records import Article, Claim, Parse, Reading
from kg.relations import read, reader

Span = tuple[int, int]
STATUSES = ("asserted", "former")
CACHE = Path(tempfile.gettempdir()) / "kg-benchmarks"
REASONS = (
    "claimed",
    "nothing named that it could mean",
    "pronoun not resolved",
    "pronoun resolved wrongly",
    "other argument not found",
    "other status",
    "no rule",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as annotated, its spans in the document's text."""

    native: str
    subject: Span
    object: Span


def mapping() -> dict[str, list[str]]:
    """The accepted names of each native relation."""
    rows = (card.shared() / "tools" / "mappings" / "knowledgenet.tsv").read_text(encoding="utf8").splitlines()
    cells = [row.split("\t") for row in rows if row and row[0] != "#"]
    return {cell[0]: cell[3].split("|") for cell in cells}


def pronoun_facts(texts: dict[str, str]) -> Iterator[tuple[str, Fact]]:
    """Every annotated fact with a pronoun as an argument, and its document."""
    at: dict[str, int] = defaultdict(int)
    with gzip.open(card.shared() / "data" / "relations" / "knowledgenet-dev.jsonl.gz", "rt") as lines:
        rows = [json.loads(line) for line in lines]
    for row in sorted(rows, key=lambda row: (row["doc"], int(row["id"].split(":")[2]))):
        doc = "kn-" + row["doc"]
        base = texts.get(doc, "").find(row["text"], at[doc])
        if base < 0:
            continue
        at[doc] = base + len(row["text"])
        for fact in row["facts"]:
            words = {fact["subject_text"].lower(), fact["object_text"].lower()}
            if words & pronouns().forms.keys():
                moved = [(base + fact[side][0], base + fact[side][1]) for side in ("subject", "object")]
                yield doc, Fact(fact["predicate"], *moved)


def meets(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]


@dataclass(frozen=True, slots=True)
class Judge:
    """One document's reading against its annotation."""

    gold: dict[str, Any]
    reading: Reading

    def entities(self, span: Span) -> set[str]:
        found = {m.entity for m in self.reading.mentions if m.entity and (m.start, m.end) == span}
        found |= {m.entity for m in self.reading.mentions if m.entity and meets(span, (m.start, m.end))}
        return {entity for entity in found if entity}

    def is_pronoun(self, span: Span) -> bool:
        return self.gold["text"][span[0] : span[1]].lower() in pronouns().forms

    def argument(self, claim: Claim, side: str, span: Span) -> bool:
        entity = getattr(claim, side)
        if self.is_pronoun(span):
            return entity is not None and entity in self.entities(span)
        return meets(getattr(claim, f"{side}_span"), span) or entity in self.entities(span)

    def says(self, claim: Claim, fact: Fact, names: list[str], inventory: Any) -> bool:
        flips = {
            flip for name in names for flip, coarse in inventory.relate(claim.predicate, name) if not coarse
        }
        for flip in flips:
            spans = (fact.object, fact.subject) if flip else (fact.subject, fact.object)
            if self.argument(claim, "subject", spans[0]) and self.argument(claim, "object", spans[1]):
                return True
        return False

    def wrong(self, span: Span) -> bool | None:
        """Whether a resolved pronoun means another than annotated; None where that isn't known."""
        cluster = next((m[3] for m in self.gold["mentions"] if (m[0], m[1]) == span), None)
        mates = [(m[0], m[1]) for m in self.gold["mentions"] if m[3] == cluster and (m[0], m[1]) != span]
        names = {e for mate in mates if not self.is_pronoun(mate) for e in self.entities(mate)}
        return None if cluster is None or not names else not names & self.entities(span)

    def verdict(self, fact: Fact, names: list[str], inventory: Any) -> str:
        spans = [span for span in (fact.subject, fact.object) if self.is_pronoun(span)]
        said = [claim for claim in self.reading.claims if self.says(claim, fact, names, inventory)]
        types = {entity.type for entity in self.reading.entities}
        if not types & {"Person", "Organization"}:
            return "nothing named that it could mean"
        if not all(self.entities(span) for span in spans):
            return "pronoun not resolved"
        if any(self.wrong(span) for span in spans):
            return "pronoun resolved wrongly"
        if any(claim.status in STATUSES for claim in said):
            return "claimed"
        if said:
            return "other status"
        others = [span for span in (fact.subject, fact.object) if span not in spans]
        dated = fact.native.startswith("DATE")
        missing = not dated and any(not self.entities(span) for span in others)
        return "other argument not found" if missing else "no rule"


def documents(limit: int = 0) -> tuple[list[dict[str, Any]], dict[str, Parse]]:
    rows = card.gold("knowledgenet", limit, "both")
    return rows, card.parses("knowledgenet", rows, CACHE)


def run_facts(show: int = 0) -> None:
    """Print how many facts with a pronoun are claimed, and why the others are not."""
    rows, parsed = documents()
    texts = {row["id"]: row["text"] for row in rows}
    facts: dict[str, list[Fact]] = defaultdict(list)
    for doc, fact in pronoun_facts(texts):
        facts[doc].append(fact)
    names, inventory = mapping(), card.scorer().Inventory(card.shared() / "design" / "relations.tsv")
    counts: Counter[tuple[str, str]] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row["id"] not in facts:
            continue
        article = Article(row["id"], row["text"])
        judge = Judge(row, read(article, parsed[article.id]))
        for fact in facts[row["id"]]:
            verdict = judge.verdict(fact, names[fact.native], inventory)
            counts["all", verdict] += 1
            spans = [s for s in (fact.subject, fact.object) if judge.is_pronoun(s)]
            named = all(_name_known(judge, span) for span in spans)
            counts["its name annotated", verdict] += named
            told[fact.native, verdict] += 1
            if show:
                words = [row["text"][s:e] for s, e in (fact.subject, fact.object)]
                print(f"{verdict}\t{row['id']}\t{fact.native}\t{words}\t{row['text'][:600]!r}")
    for group in ("all", "its name annotated"):
        total = sum(n for (g, _), n in counts.items() if g == group)
        share = counts[group, "claimed"] / max(1, total)
        print(f"KnowledgeNet facts with a pronoun, {group}: {total}; claimed with it resolved {share:.3f}")
        for reason in REASONS:
            print(f"  {reason:34} {counts[group, reason]:5d}  {counts[group, reason] / max(1, total):.3f}")
    for native in sorted({native for native, _ in told}):
        total = sum(n for (name, _), n in told.items() if name == native)
        print(f"  {native:24} {total:5d}  claimed {told[native, 'claimed'] / total:.3f}")


def _name_known(judge: Judge, span: Span) -> bool:
    cluster = next((m[3] for m in judge.gold["mentions"] if (m[0], m[1]) == span), None)
    return cluster is not None and any(
        m[3] == cluster and not judge.is_pronoun((m[0], m[1])) for m in judge.gold["mentions"]
    )


# --- what coreference costs ---------------------------------------------------------------------


def names_only(parse: Parse, article: Article | None = None) -> Resolution:
    """The resolution with descriptions and pronouns unlinked."""
    found = resolve(parse, article)
    return replace(
        found, refs=tuple(ref if ref.kind == "name" else replace(ref, entity=None) for ref in found.refs)
    )


def predictions(rows: list[dict[str, Any]], parsed: dict[str, Parse]) -> list[dict[str, Any]]:
    articles = [Article(row["id"], row["text"]) for row in rows]
    return [interchange(article, read(article, parsed[article.id])) for article in articles]


def run_cost() -> None:
    """Print the scorecard with coreference off and on."""
    module: ModuleType = card.scorer()
    print(f"{'set':14} {'half':6} {'off':>18} {'on':>19}  cost of precision")
    print(f"{'':21} {'P':>6} {'R':>6} {'right':>5}  {'P':>6} {'R':>6} {'right':>5}")
    sums: Counter[tuple[str, str]] = Counter()
    for name in card.SETS:
        rows = card.gold(name, 0, "both")
        parsed = card.parses(name, rows, CACHE)
        with patch.object(reader.coref, "resolve", names_only):
            off = predictions(rows, parsed)
        on = predictions(rows, parsed)
        for part in ("tuned", "held", "both"):
            keep = [i for i, row in enumerate(rows) if part in (card.half(row["id"]), "both")]
            with tempfile.TemporaryDirectory() as folder:
                found = [
                    card.score(module, Path(folder), [rows[i] for i in keep], [preds[i] for i in keep], name)[
                        0
                    ]
                    for preds in (off, on)
                ]
            table = [result["micro"]["micro"] for result in found]
            cells = "  ".join(
                f"{row['P']:6.3f} {row['R']:6.3f} {row['predicted'] - row['wrong']:5d}" for row in table
            )
            print(f"{name:14} {part:6} {cells}  {100 * (table[0]['P'] - table[1]['P']):+.1f} points")
            if part == "both":
                for side, row in zip(("off", "on"), table, strict=True):
                    sums[side, "predicted"] += row["predicted"]
                    sums[side, "wrong"] += row["wrong"]
    all_ = {side: 1 - sums[side, "wrong"] / sums[side, "predicted"] for side in ("off", "on")}
    cost = 100 * (all_["off"] - all_["on"])
    print(f"all sets: P {all_['off']:.3f} off, {all_['on']:.3f} on, cost {cost:+.1f} points")


# --- links to judge -----------------------------------------------------------------------------


def run_sample(size: int = 150, seed: int = 2026) -> None:
    """Print links of pronouns and descriptions in unseen news, drawn by a fixed seed."""
    with gzip.open(card.shared() / "data" / "raw" / "wikinews-dev.jsonl.gz", "rt") as lines:
        rows = sorted((json.loads(line) for line in lines), key=lambda row: str(row["id"]))
    parsed = card.parses("wikinews-dev", rows, CACHE)
    links = []
    for row in rows:
        text, found = row["text"], read(Article(row["id"], row["text"]), parsed[row["id"]])
        names = {entity.id: entity.name for entity in found.entities}
        for m in found.mentions:
            if m.kind != "name" and m.entity and m.why != "described":
                around = f"{text[max(0, m.start - 200) : m.start]}[[{m.text}]]{text[m.end : m.end + 40]}"
                links.append(f"{row['id']} {m.start}\t{names[m.entity]}\t{m.why}\t{' '.join(around.split())}")
    random.Random(seed).shuffle(links)
    print("\n".join(links[:size]))
