"""The judge of claims: draw claims to be read, keep the verdicts, fit.

    KG_SHARED=... python -m training.judge draw --claims 2500 --out FOLDER --parts 4 [--below N]
    python -m training.judge keep FOLDER >> training/judgements.tsv
    KG_SHARED=... python -m training.judge fit [--precision .89] [--precision-of-acts .84] [--write]

Texts are raw news that may train (those of ``benchmarks.raw_news``). ``draw`` takes claims rule by rule, so
that rare rules are judged too, and keeps how many each stands for. Readers put r (right), w (wrong) or v
(says nothing) behind the number of a claim, in files NAME.verdicts. ``fit`` learns a logistic regression from
all verdicts on claims that today's rules still make, cross-fitted by article; what a rule's claims are worth
is counted on the other folds. It prints how well the probabilities hold, and the threshold at which so many
of the claims that are kept are right.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import raw_news
from kg.ontology import load
from kg.records import Article, Claim, LocalEntity, Parse, Reading
from kg.relations.features import Values, features, names
from kg.relations.judge import is_act
from kg.relations.reader import unweighed

FILE = Path(__file__).with_name("judgements.tsv")
MODEL = Path(__file__).parent.parent / "kg" / "relations" / "data" / "judge.json"
FOLDS = 5
ALL = 2_000_000  # more words than there are
SMOOTH = 6.0  # verdicts that stand in for a rule's first
STRENGTH = 0.02  # of the data against the L2 penalty; trees were tried and were no better
RIGHT = "r"
Key = tuple[str, str, str, str, str]  # article, spans, predicate, status


@dataclass(frozen=True)
class Judged:
    """A claim with its features and a verdict."""

    article: str
    claim: Claim
    values: Values
    right: bool
    weight: float


def key(article: str, claim: Claim) -> Key:
    """What a verdict knows its claim by."""
    spans = ("-".join(map(str, span)) for span in (claim.subject_span, claim.object_span))
    return article, *spans, claim.predicate, claim.status  # type: ignore[return-value]


def read_all(words: int, wanted: set[str] | None = None) -> Iterator[tuple[Article, Parse, Reading]]:
    """Raw news with what is read in it; only ``wanted`` articles, where given."""
    left = set(wanted or ())
    for article, parse in raw_news.parsed(Path(os.environ["KG_SHARED"]) / "data", words):
        if wanted is None or article.id in wanted:
            yield article, parse, unweighed(article, parse)
            left.discard(article.id)
        if wanted is not None and not left:
            return


def draw(count: int, words: int, out: Path, parts: int, seed: int, below: int) -> None:
    """Write files of claims to be read, and beside them what the verdicts are kept with.

    Only claims of rules with fewer verdicts than ``below``, and none that was judged.
    """
    known = [line.split("\t") for line in FILE.read_text("utf-8").splitlines()]
    counts, judged_ = Counter(row[5] for row in known), {tuple(row[:5]) for row in known}
    of_rule: defaultdict[str, list[tuple[Article, Reading, Claim]]] = defaultdict(list)
    for article, _, reading in read_all(words):
        for claim in reading.claims:
            if counts[claim.rule] < below and key(article.id, claim) not in judged_:
                of_rule[claim.rule].append((article, reading, claim))
    rng = random.Random(seed)
    most = _most(sorted(map(len, of_rule.values())), count)
    chosen = []
    for rule in sorted(of_rule):
        drawn = rng.sample(of_rule[rule], min(most, len(of_rule[rule])))
        chosen += [(item, len(of_rule[rule]) / len(drawn)) for item in drawn]
    rng.shuffle(chosen)
    out.mkdir(parents=True, exist_ok=True)
    with (out / "keys.tsv").open("w", encoding="utf-8") as file:
        for number, ((article, _, claim), weight) in enumerate(chosen):
            print(number, *key(article.id, claim), claim.rule, round(weight, 2), sep="\t", file=file)
    for part in range(parts):
        with (out / f"part{part}.txt").open("w", encoding="utf-8") as file:
            for number, (item, _) in list(enumerate(chosen))[part::parts]:
                file.write(_shown(number, *item))
    print(f"{len(chosen)} claims, at most {most} of a rule", file=sys.stderr)


def _most(sizes: Sequence[int], count: int) -> int:
    """How many of each rule come to ``count`` in all."""
    return max((n for n in range(1, count + 1) if sum(min(n, size) for size in sizes) <= count), default=1)


def _shown(number: int, article: Article, reading: Reading, claim: Claim) -> str:
    entities = {entity.id: entity for entity in reading.entities}
    relation = load()[claim.predicate].label if claim.predicate in load() else claim.predicate
    other = _entity(entities.get(claim.object or "")) if claim.object else f'"{claim.value}"'
    times = [f"{n} {v}" for n in ("since", "until", "on") if (v := getattr(claim, n))]
    where = entities.get(claim.where or "")
    times += [f"in {where.name}"] if where else []
    times += [f"{n}: {v}" for n in ("amount", "about", "implied") if (v := getattr(claim, n))]
    speaker = entities[claim.speaker].name if claim.speaker in entities else claim.speaker
    said = f" by {speaker}" if speaker else ""
    before = " ".join(article.text[max(0, claim.evidence[0] - 300) : claim.evidence[0]].split())
    sentence = " ".join(article.text[slice(*claim.evidence)].split())
    after = " ".join(article.text[claim.evidence[1] : claim.evidence[1] + 120].split())
    marks = [article.text[slice(*span)] for span in (claim.subject_span, claim.object_span)]
    ends = f"{_entity(entities[claim.subject])} -- {claim.predicate} ({relation}) -- {other}"
    role = f" as {claim.role!r}" if claim.role else ""
    at = f"(published {article.published}; read at {marks[0]!r}, {marks[1]!r})"
    return (
        f"#{number} [{claim.status}{said}] {ends}{role} {'; '.join(times)} {at}\n"
        f"   ...{before} >>> {sentence} <<< {after}\n"
    )


def _entity(entity: LocalEntity | None) -> str:
    if entity is None:
        return "?"
    aliases = f" = {' = '.join(entity.aliases[:3])}" if entity.aliases else ""
    return f"{entity.name} [{entity.type}{aliases}]"


def keep(folder: Path) -> None:
    """Print the verdicts of readers with what they are kept with."""
    keys = dict(line.split("\t", 1) for line in (folder / "keys.tsv").read_text("utf-8").splitlines())
    for path in sorted(folder.glob("*.verdicts")):
        for line in path.read_text("utf-8").split("\n"):
            number, _, verdict = line.strip().partition(" ")
            if number in keys and verdict[:1] in ("r", "w", "v"):
                print(keys[number], verdict[:1], sep="\t")


def judged(file: Path = FILE) -> list[Judged]:
    """All verdicts on claims that are still made, with features of today."""
    verdicts: dict[Key, tuple[bool, float]] = {}
    for line in file.read_text("utf-8").splitlines():
        article, subject, object_, predicate, status, _, weight, verdict = line.split("\t")
        verdicts[article, subject, object_, predicate, status] = verdict == RIGHT, float(weight)
    found = []
    for article, parse, reading in read_all(ALL, {k[0] for k in verdicts}):
        for claim, values in zip(reading.claims, features(article, parse, reading), strict=True):
            known = verdicts.get(key(article.id, claim))
            if known is not None:
                found.append(Judged(article.id, claim, values, *known))
    return found


def priors(rows: Sequence[Judged]) -> tuple[dict[str, float], dict[str, float]]:
    """Log odds of the claims of each rule and each relation, smoothed towards what stands above it."""
    overall = _odds(sum(r.right for r in rows), len(rows), 0.0)
    relations = {name: _odds(*count, overall) for name, count in _counts(rows, lambda c: c.predicate).items()}
    above = {row.claim.rule: relations[row.claim.predicate] for row in rows}
    rules = {name: _odds(*count, above[name]) for name, count in _counts(rows, lambda c: c.rule).items()}
    return rules, relations


def _counts(rows: Sequence[Judged], name: object) -> dict[str, tuple[int, int]]:
    right, total = Counter[str](), Counter[str]()
    for row in rows:
        total[name(row.claim)] += 1  # type: ignore[operator]
        right[name(row.claim)] += row.right  # type: ignore[operator]
    return {one: (right[one], total[one]) for one in sorted(total)}


def _odds(right: int, total: int, above: float) -> float:
    share = (right + SMOOTH / (1 + math.exp(-above))) / (total + SMOOTH)
    return round(math.log(share / (1 - share)), 4)


def table(
    rows: Sequence[Judged], columns: Sequence[str], known: tuple[dict[str, float], dict[str, float]]
) -> np.ndarray:
    """One line a claim, one column a feature."""
    rules, relations = known
    out = np.zeros((len(rows), len(columns)))
    for number, row in enumerate(rows):
        relation = relations.get(row.claim.predicate, 0.0)
        values = {**row.values, "rule": rules.get(row.claim.rule, relation), "relation": relation}
        out[number] = [values.get(name, 0.0) for name in columns]
    return out


def fold(article: str) -> int:
    """Which part of the articles an article belongs to."""
    return zlib.crc32(article.encode()) % FOLDS


def fitted(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Means, deviations, weights and shift of a logistic regression over standardised columns."""
    from sklearn.linear_model import LogisticRegression

    means, deviations = x.mean(axis=0), x.std(axis=0)
    deviations[deviations < 1e-6] = 1.0
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit((x - means) / deviations, y)
    return means, deviations, model.coef_[0], float(model.intercept_[0])


def inner(rows: Sequence[Judged], columns: Sequence[str]) -> np.ndarray:
    """The features of rows, what is known of rules counted on the other folds."""
    out = np.zeros((len(rows), len(columns)))
    for part in range(FOLDS):
        mine = [n for n, row in enumerate(rows) if fold(row.article) == part]
        others = [row for row in rows if fold(row.article) != part]
        if mine:
            out[mine] = table([rows[n] for n in mine], columns, priors(others or list(rows)))
    return out


def crossed(rows: Sequence[Judged], columns: Sequence[str]) -> np.ndarray:
    """The log odds of each row, learnt from other articles."""
    odds = np.zeros(len(rows))
    for part in range(FOLDS):
        train = [row for row in rows if fold(row.article) != part]
        mine = [n for n, row in enumerate(rows) if fold(row.article) == part]
        learnt = fitted(inner(train, columns), np.array([row.right for row in train]))
        means, deviations, weights, shift = learnt
        table_ = table([rows[n] for n in mine], columns, priors(train))
        odds[mine] = ((table_ - means) / deviations) @ weights + shift
    return odds


def platt(odds: np.ndarray, y: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Slope and shift of the logistic function that fits best."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6).fit(odds[:, None], y, sample_weight=weights)
    return float(model.coef_[0][0]), float(model.intercept_[0])


def threshold(probabilities: np.ndarray, y: np.ndarray, weights: np.ndarray, precision: float) -> float:
    """The least probability at which the claims that are kept are right so often."""
    order = np.argsort(-probabilities)
    right, total = np.cumsum((y * weights)[order]), np.cumsum(weights[order])
    enough = np.nonzero(right / total >= precision)[0]
    return float(probabilities[order][enough[-1]]) if len(enough) else 1.0


def fit(precision: float, precision_of_acts: float, write: bool) -> None:
    """Learn, print how well it holds on articles that were not learnt from, and maybe write the model."""
    rows = judged()
    y = np.array([row.right for row in rows])
    weights = np.minimum(np.array([row.weight for row in rows]), 20.0)
    columns = [*names(row.values for row in rows), "relation", "rule"]
    odds = crossed(rows, columns)
    scale = platt(odds, y, weights)
    probabilities = 1 / (1 + np.exp(-(scale[0] * odds + scale[1])))
    print(f"{len(rows)} claims of {len({row.article for row in rows})} articles, {y.mean():.3f} right")
    acts = np.array([is_act(row.claim.predicate) for row in rows])
    least = {}
    for part, inside, aim in (("states", ~acts, precision), ("acts", acts, precision_of_acts)):
        print(f"{part}: {inside.sum()} claims")
        mine = probabilities[inside], y[inside], weights[inside]
        least[part] = threshold(*mine, aim)
        report(*mine, least[part])
        for wanted in (0.84, 0.86, 0.88, 0.9, 0.92, 0.94):
            bound = threshold(*mine, wanted)
            share = np.average(mine[0] >= bound, weights=mine[2] * mine[1])
            print(f"  {wanted:.2f} right from {bound:.3f} on: {share:.3f} of the right ones")
    if write:
        means, deviations, learnt, shift = fitted(inner(rows, columns), y)
        rules, relations = priors(rows)
        triples = zip(means, deviations, scale[0] * learnt, strict=True)
        named = zip(columns, triples, strict=True)
        kept = {name: [round(float(v), 5) for v in triple] for name, triple in named}
        raw = {"threshold": round(least["states"], 3), "threshold_of_acts": round(least["acts"], 3)}
        raw |= {"shift": round(scale[0] * shift + scale[1], 5), "weights": kept}
        raw |= {"rules": rules, "relations": relations}
        MODEL.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
        print(f"{MODEL.name}: {MODEL.stat().st_size / 1000:.0f} kB")


def report(probabilities: np.ndarray, y: np.ndarray, weights: np.ndarray, least: float) -> None:
    """Print how far the probabilities hold and what the threshold keeps."""
    brier = np.average((probabilities - y) ** 2, weights=weights)
    print(f"weighted: {np.average(y, weights=weights):.3f} right, Brier {brier:.3f}")
    kept = probabilities >= least
    share, found = (np.average(kept, weights=w) for w in (weights, weights * y))
    right = np.average(y[kept], weights=weights[kept])
    print(f"from {least:.3f} on: {share:.3f} of the claims, {found:.3f} of the right ones, {right:.3f} right")
    for low in np.arange(0, 1, 0.1):
        inside = (probabilities >= low) & (probabilities < low + 0.1)
        if inside.any():
            share = np.average(y[inside], weights=weights[inside])
            print(f"  {low:.1f} to {low + 0.1:.1f}: {share:.3f} right of {inside.sum()}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("--claims", type=int, default=2500)
    drawing.add_argument("--words", type=int, default=700_000)
    drawing.add_argument("--out", type=Path, required=True)
    drawing.add_argument("--parts", type=int, default=4)
    drawing.add_argument("--seed", type=int, default=1)
    drawing.add_argument("--below", type=int, default=10**9, help="only rules with fewer verdicts")
    commands.add_parser("keep").add_argument("folder", type=Path)
    fitting = commands.add_parser("fit")
    fitting.add_argument("--precision", type=float, default=0.89)
    fitting.add_argument("--precision-of-acts", type=float, default=0.84)
    fitting.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if args.command == "draw":
        draw(args.claims, args.words, args.out, args.parts, args.seed, args.below)
    elif args.command == "keep":
        keep(args.folder)
    else:
        fit(args.precision, args.precision_of_acts, args.write)


if __name__ == "__main__":
    main()
