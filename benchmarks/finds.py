"""What rules find in raw news that may train, to be read before a rule is on.

    KG_SHARED=... python -m benchmarks.finds RULE|RELATION... [--words N] [--show N] [--all] [--off]

Each find stands with its ends in brackets, its status, how sure it is, and whether it is doubtful. ``--all``
shows those that another rule reads too; ``--off`` takes rules that are off.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter

from benchmarks import raw_news, relations
from kg import ontology
from kg.records import Article, Claim
from kg.relations import load, read


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="+")
    parser.add_argument("--words", type=int, default=300_000)
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--off", action="store_true", help="rules that are off too")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rules, terms, wanted = load(experimental=args.off), ontology.load(), frozenset(args.names)
    found: list[tuple[Article, Claim]] = []
    for article, parse in raw_news.parsed(relations.shared() / "data", args.words):
        found += [
            (article, c) for c in read(article, parse, rules, terms).claims if {c.rule, c.predicate} & wanted
        ]
    counts = Counter((c.rule, "doubtful" if c.doubtful else c.status.value) for _, c in found)
    for (rule, status), number in sorted(counts.items()):
        print(f"{rule:36} {status:12} {number}")
    random.Random(args.seed).shuffle(found)
    for article, claim in found[: args.show]:
        print(shown(article, claim))


def shown(article: Article, claim: Claim) -> str:
    """A claim in two lines."""
    start, end = claim.evidence
    text, spans = "", sorted({s for s in (claim.subject_span, claim.object_span) if s})
    at = start
    for first, last in spans:
        if at <= first and last <= end:
            text += f"{article.text[at:first]}[{article.text[first:last]}]"
            at = last
    doubt = " doubtful" if claim.doubtful else ""
    ends = f"{article.text[slice(*claim.subject_span)]} {claim.predicate} "
    ends += claim.value or (article.text[slice(*claim.object_span)] if claim.object_span else "")
    said = " ".join((text + article.text[at:end]).split())
    marks = f"{claim.status.value}{doubt} {claim.confidence:.2f}"
    return f"{ends} · {marks} · {claim.rule} · {article.id[:30]}\n    {said}"


if __name__ == "__main__":
    main()
