"""Fits what takes up something without a name (kg/coref/repeated_descriptions.py) on OntoGUM's training part.

    KG_SHARED=... python -m training.repeated [--write]

A case is a description with the chains that it may take up and the option that it means something new;
what OntoGUM says decides. Each document is judged by weights that were fitted without its tenth;
prints precision and recall over thresholds beside those of the rule for equal descriptions, and ``--write``
renews kg/coref/data/repeated_weights.yaml with the least probability at which PRECISION was reached.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from benchmarks.coref import Clusters, gum, phrase
from kg.coref import repeated_descriptions
from kg.coref.resolver import chains_of
from kg.records import Parse
from kg.syntax.tree import tree_of
from training.coref import _head
from training.descriptions import Case, crossfitted, fit, threshold

WEIGHTS = Path(__file__).parent.parent / "kg" / "coref" / "data" / "repeated_weights.yaml"
PRECISION = 0.70  # the rule for equal descriptions has .69
RECENT = 4  # links of a chain that may show what it is
HEAD = """# Weights of the evidence for what takes up something without a name (repeated_descriptions.py);
# `least` is the probability that it must reach. Made by training/repeated.py from OntoGUM's training part
# (open genres: CC BY, CC BY-SA and public domain by document, annotations CC BY 4.0; amir-zeldes/gum,
# 115 documents). The weights are CC BY-SA 4.0.
"""


def cases(name: str, parse: Parse, gold: Clusters) -> Iterator[Case]:
    """Each description of a document that may take something up, as the last reading saw it."""
    tree = tree_of(parse)
    chain_of = {span: number for number, cluster in enumerate(gold) for span in cluster}
    heads = {_head(parse, span): number for span, number in chain_of.items()}
    seen: dict[int, Case] = {}
    asked = repeated_descriptions.options

    def record(view, mine, same, ruled):  # type: ignore[no-untyped-def]
        weighed, without = asked(view, mine, same, ruled)
        head = mine.mark.head
        truth = chain_of.get(phrase(tree, head), heads.get(head))
        recent = ([link.mark.head for link in chain.links[-RECENT:]] for chain, _ in weighed)
        right = [truth is not None and any(heads.get(i) == truth for i in some) for some in recent]
        seen[head] = Case(
            name,
            "repeated",
            (*(evidence for _, evidence in weighed), without),
            (*right, not any(right)),
            any(right),
        )
        return weighed, without

    with patch.object(repeated_descriptions, "options", record):
        chains_of(parse)
    yield from (case for case in seen.values() if len(case.options) > 1)


def main(options: list[str]) -> None:
    found = [case for name, parse, gold in gum("train") for case in cases(name, parse, gold)]
    total = sum(case.named for case in found)
    ruled = [case.right[i] for case in found for i, one in enumerate(case.options) if one.get("by rule")]
    print(f"{len(found)} descriptions, {total} take up what they may")
    print(f"by rule: {len(ruled)} said, P {sum(ruled) / len(ruled):.3f}, R {sum(ruled) / total:.3f}")
    least = threshold(crossfitted(found), total, PRECISION)
    table = fit(found)
    rows = [HEAD, f"least: {least}"]
    rows += [f"{name}: {table[name]}" for name in sorted(table, key=lambda n: (-table[n], n)) if table[name]]
    if "--write" in options:
        WEIGHTS.write_text("\n".join(rows) + "\n", encoding="utf8")


if __name__ == "__main__":
    main(sys.argv[1:])
