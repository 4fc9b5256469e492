"""Names and entities across articles on the development data that KG_SHARED names.

    KG_SHARED=... python -m benchmarks.names [pairs] [transliteration] [documents] [--list]

pairs: name_pairs-first_half, beside Levenshtein and rapidfuzz. transliteration: wd_russian_16, with negatives
of the same first letter. documents: DWIE, gold mentions joined across documents, against the Wikipedia links.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from kg.entities import explain, name_similarity
from kg.entities.phonetics import distance
from kg.lexicon import fold
from kg.records import LocalEntity, Mention, Reading

Pair = tuple[str, str, str]  # kind, name, name
TYPES = {"type::person": "Person", "type::organization": "Organization", "type::location": "Place"}
PRECISION = 0.95


def lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from (line.rstrip("\n") for line in file)


def best_recall(scored: list[tuple[float, bool]], least: float) -> tuple[float, float, float]:
    """The best recall at a precision of at least ``least``: recall, precision, threshold."""
    ranked = sorted(scored, reverse=True)
    total, right, best = sum(good for _, good in ranked), 0, (0.0, 0.0, 0.0)
    for n, (score, good) in enumerate(ranked, 1):
        right += good
        last_of_score = n == len(ranked) or ranked[n][0] != score
        if last_of_score and right / n >= least and right / total > best[0]:
            best = (right / total, right / n, score)
    return best


def pairs(folder: Path, show: bool) -> None:
    with (folder / "names/name_pairs-first_half.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["schema"] != "Vessel"]
    methods: dict[str, Callable[[Pair], float]] = {
        "kg": lambda p: name_similarity(p[1], p[2], p[0]),
        "Levenshtein": lambda p: Levenshtein.normalized_similarity(p[1].lower(), p[2].lower()),
        "token_sort_ratio": lambda p: fuzz.token_sort_ratio(p[1].lower(), p[2].lower()) / 100,
    }
    print(f"name pairs: best recall at precision >= {PRECISION}")
    for kind in ("Person", "Organization"):
        chosen = [row for row in rows if (row["schema"] == "Person") == (kind == "Person")]
        for name, method in methods.items():
            scored = [(method((kind, r["name1"], r["name2"])), r["is_match"] == "true") for r in chosen]
            recall, precision, threshold = best_recall(scored, PRECISION)
            print(
                f"  {kind:12} {name:16} R {recall:.3f} P {precision:.3f} at {threshold:.3f} of {len(chosen)}"
            )
            if show and name == "kg":
                disagreements(chosen, scored, threshold)


def disagreements(rows: list[dict[str, str]], scored: list[tuple[float, bool]], threshold: float) -> None:
    for row, (score, good) in zip(rows, scored, strict=True):
        if (score >= threshold) != good:
            print(f"    {'missed' if good else 'wrong '} {score:.2f}  {row['name1']} | {row['name2']}")


def transliteration(folder: Path, show: bool) -> None:
    rows = [line.split("\t") for line in lines(folder / "names/wd_russian_16.tsv.gz")][1:]
    chance = random.Random(0)
    same_letter: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows:
        same_letter[fold(row[0])[:1]].append(row)
    scored = []
    for latin, cyrillic, _ in rows:
        other = chance.choice(same_letter[fold(latin)[:1]])
        scored.append((1 - distance(latin, cyrillic), True))
        if other[0] != latin and other[1] != cyrillic:
            scored.append((1 - distance(latin, other[1]), False))
    recall, precision, threshold = best_recall(scored, 0.98)
    print(
        f"transliteration: R {recall:.4f} at P {precision:.4f}, distance <= {1 - threshold:.3f}, {len(rows)}"
    )
    if show:
        missed = [row for row in rows if 1 - distance(row[0], row[1]) < threshold]
        print("    missed: " + ", ".join(f"{a} = {b}" for a, b, _ in missed[::40]))


def reading(document: dict[str, Any]) -> tuple[Reading, dict[str, str]]:
    """A document's gold clusters as a reading, and the links of its entities."""
    roles = {
        m["end"]: m["text"] for c in document["clusters"] if c["type"] == "type::role" for m in c["mentions"]
    }
    entities, mentions, links = [], [], {}
    for number, cluster in enumerate(document["clusters"], 1):
        kind = TYPES.get(cluster["type"])
        if (
            kind is None
            or "type::language" in cluster["tags"]
            or "language" in (cluster.get("link") or "").split("_")
        ):
            continue
        named = [m for m in cluster["mentions"] if cluster["label"] != "NORP"]
        names = Counter(m["text"] for m in named or cluster["mentions"])
        first = min(names, key=lambda name: (-len(name), name))
        titles = {roles[m["start"] - 1] for m in cluster["mentions"] if m["start"] - 1 in roles}
        key = f"e{number}"
        aliases = tuple(sorted(set(names) - {first}))
        entities.append(
            LocalEntity(key, kind, first, aliases, titles=tuple(sorted(t.lower() for t in titles)))
        )
        mentions += [Mention(m["start"], m["end"], kind, m["text"], key, "name") for m in cluster["mentions"]]
        if cluster.get("link"):
            links[key] = cluster["link"]
    return Reading(str(document["id"]), tuple(mentions), tuple(entities), ()), links


Cluster = dict[tuple[str, str], str]  # member → name of its cluster


def b_cubed(system: Cluster, truth: Cluster) -> tuple[float, float, float]:
    sides = []
    for a, b in ((system, truth), (truth, system)):
        sizes, overlap = Counter(a[m] for m in truth), Counter((a[m], b[m]) for m in truth)
        sides.append(sum(overlap[a[m], b[m]] / sizes[a[m]] for m in truth) / len(truth))
    precision, recall = sides
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairwise_precision(system: Cluster, truth: Cluster) -> float:
    """Of the pairs of members of different documents that the system joins, how many are one."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for member in sorted(truth):
        groups[system[member]].append(member)
    joined = [(a, b) for g in groups.values() for n, a in enumerate(g) for b in g[n + 1 :] if a[0] != b[0]]
    return sum(truth[a] == truth[b] for a, b in joined) / max(1, len(joined))


def documents(folder: Path, show: bool) -> None:
    found = [reading(json.loads(line)) for line in lines(folder / "relations/dwie-dev.jsonl.gz")]
    result = explain([one for one, _ in found])
    system = {member: entity.key for entity in result.entities for member in entity.members}
    local = {(one.article, e.id): e for one, _ in found for e in one.entities}
    truth = {(one.article, key): link for one, links in found for key, link in links.items()}
    print(f"documents: {len(found)}, {len(result.undecided)} pairs undecided")
    for kind in ("Person", "Organization", "Place"):
        members = {m: link for m, link in truth.items() if local[m].type == kind}
        exact = {m: fold(local[m].name) for m in members}
        for name, clusters in (("kg", {m: system[m] for m in members}), ("longest exact name", exact)):
            p, r, f = b_cubed(clusters, members)
            pairs = pairwise_precision(clusters, members)
            print(
                f"  {kind:12} {name:19} B3 P {p:.4f} R {r:.4f} F {f:.4f}, cross-document pairs P {pairs:.4f}"
            )
        if show and kind == "Person":
            for doubt in result.undecided:
                print("    undecided:", doubt.left, doubt.right, doubt.score, "; ".join(doubt.reasons))
        if show:
            mistakes({m: system[m] for m in members}, members, local)


def mistakes(system: Cluster, truth: Cluster, local: dict[tuple[str, str], LocalEntity]) -> None:
    for label, a, b in (("joined", system, truth), ("apart", truth, system)):
        groups: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for member in truth:
            groups[a[member]][b[member]].add(local[member].name)
        for key in sorted(groups):
            if len(groups[key]) > 1:
                print(
                    f"    {label}: {key}: "
                    + "; ".join(f"{k}: {sorted(v)}" for k, v in sorted(groups[key].items()))
                )


def main(arguments: list[str]) -> None:
    if "KG_SHARED" not in os.environ:
        raise SystemExit("set KG_SHARED to the folder of the development data")
    folder = Path(os.environ["KG_SHARED"]) / "data"
    wanted = [a for a in arguments if not a.startswith("-")] or ["pairs", "transliteration", "documents"]
    for name in wanted:
        {"pairs": pairs, "transliteration": transliteration, "documents": documents}[name](
            folder, "--list" in arguments
        )


if __name__ == "__main__":
    main(sys.argv[1:])
