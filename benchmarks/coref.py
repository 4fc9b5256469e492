"""Measures coreference on the development data named by KG_SHARED.

python -m benchmarks.coref [ontogum|gap|knowledgenet|annotated]... [--facts] [--cost] [--sample]

``--facts``: KnowledgeNet facts with a pronoun that are claimed; ``--cost``: what coreference costs the
scorecard of relations in precision; ``--sample``: 150 links of unseen news to judge.
Parses are kept in the folder KG_PARSES where that is set.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
import pickle
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from kg.coref import Ref, resolve
from kg.coref.markables import Markable, find_markables
from kg.coref.name_groups import labelled
from kg.coref.resolver import chains_of
from kg.lexicon.vocabulary import pronouns
from kg.records import Article, Ent, Parse
from kg.spans import mended
from kg.syntax.tree import tree_of

Span = tuple[int, int]
Clusters = list[set[Span]]


def shared() -> Path:
    return Path(os.environ["KG_SHARED"]) / "data"


def lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


# --- gold trees -> Parse ------------------------------------------------------------------------


def conllu(path: Path) -> Iterator[tuple[str, list[list[list[str]]]]]:
    """Documents of a treebank: id and sentences of ten-column rows."""
    name, sents, rows = "", [], []
    for line in lines(path):
        if line.startswith("# newdoc id"):
            if sents:
                yield name, sents
            name, sents = line.split("=")[1].strip(), []
        elif line and line[0] != "#":
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif not line and rows:
            sents.append(rows)
            rows = []
    if sents:
        yield name, sents


def gold_parse(sents: list[list[list[str]]], ents: list[tuple[int, int, str]]) -> Parse:
    text, starts, ends, heads, ranges = "", [], [], [], []
    flat = [row for rows in sents for row in rows]
    base = 0
    for rows in sents:
        for i, row in enumerate(rows):
            starts.append(len(text))
            text += row[1]
            ends.append(len(text))
            text += "" if "SpaceAfter=No" in row[9] else " "
            heads.append(base + (int(row[6]) - 1 if row[6] != "0" else i))
        ranges.append((base, base + len(rows)))
        base += len(rows)
    return Parse(
        text,
        tuple(starts),
        tuple(ends),
        tuple(row[2].lower() if row[3] != "PROPN" else row[2] for row in flat),
        tuple(row[4] for row in flat),
        tuple(row[3] for row in flat),
        tuple("" if row[5] == "_" else row[5] for row in flat),
        tuple(heads),
        tuple(row[7] for row in flat),
        tuple(ranges),
        tuple(Ent(*ent) for ent in ents),
    )


def gum(part: str) -> Iterator[tuple[str, Parse, Clusters]]:
    """Documents with gold trees, derived gold names and OntoNotes-style clusters."""
    names = gold_names(shared() / "ner" / f"gum_open-{part}.jsonl.gz")
    gold = dict(ontogum(shared() / "coref" / f"ontogum_open-{part}.conll.gz"))
    for doc, sents in conllu(shared() / "treebank" / f"gum-open-{part}.conllu.gz"):
        words = [row[1] for rows in sents for row in rows]
        yield doc, gold_parse(sents, align(words, names[doc])), gold[doc]


def gold_names(path: Path) -> dict[str, list[dict]]:
    rows: dict[str, list[dict]] = defaultdict(list)
    for line in lines(path):
        row = json.loads(line)
        rows[row["doc"]].append(row)
    return rows


def align(words: list[str], rows: list[dict]) -> list[tuple[int, int, str]]:
    """Entities of the name rows as token ranges of the document; rows come in its order."""
    ents, at = [], 0
    for row in rows:
        size = len(row["words"])
        here = next((i for i in range(at, len(words)) if words[i : i + size] == row["words"]), None)
        if here is None:
            continue
        ents += [(here + s, here + e, label) for s, e, label in row["ents"]]
        at = here + size
    return ents


def ontogum(path: Path) -> Iterator[tuple[str, Clusters]]:
    doc, i, clusters, stack = "", 0, defaultdict(set), defaultdict(list)
    for line in lines(path):
        if line.startswith("# begin document"):
            doc, i, clusters, stack = line.split()[-1], 0, defaultdict(set), defaultdict(list)
        elif line.startswith("# end document"):
            yield doc, list(clusters.values())
            doc = ""
        elif line and line[0] != "#":
            _brackets(line.split("\t")[2], i, clusters, stack)
            i += 1
    if doc:
        yield doc, list(clusters.values())


def _brackets(cell: str, i: int, clusters: dict, stack: dict) -> None:
    number = ""
    opening = False
    for c in cell + " ":
        if c.isdigit():
            number += c
            continue
        if number and opening:
            stack[number].append(i)
        if c == ")" and number:
            clusters[number].add((stack[number].pop(), i + 1))
        number = ""
        opening = c == "("


# --- scores -------------------------------------------------------------------------------------


def muc(gold: Clusters, pred: Clusters) -> tuple[float, float, float, float]:
    return (*_muc(gold, pred), *_muc(pred, gold))


def _muc(key: Clusters, other: Clusters) -> tuple[float, float]:
    where = {span: number for number, cluster in enumerate(other) for span in cluster}
    hit = total = 0
    for cluster in key:
        parts = {where[span] for span in cluster if span in where}
        alone = sum(span not in where for span in cluster)
        hit += len(cluster) - len(parts) - alone
        total += len(cluster) - 1
    return hit, total


def b_cubed(gold: Clusters, pred: Clusters) -> tuple[float, float, float, float]:
    return (*_b_cubed(gold, pred), *_b_cubed(pred, gold))


def _b_cubed(key: Clusters, other: Clusters) -> tuple[float, float]:
    where = {span: cluster for cluster in other for span in cluster}
    hit = sum(len(cluster & where.get(span, set())) / len(cluster) for cluster in key for span in cluster)
    return hit, sum(map(len, key))


def ceaf_e(gold: Clusters, pred: Clusters) -> tuple[float, float, float, float]:
    from scipy.optimize import linear_sum_assignment

    if not gold or not pred:
        return 0, len(gold), 0, len(pred)
    table = [[2 * len(g & p) / (len(g) + len(p)) for p in pred] for g in gold]
    rows, columns = linear_sum_assignment([[-value for value in row] for row in table])
    best = sum(table[r][c] for r, c in zip(rows, columns, strict=True))
    return best, len(gold), best, len(pred)


def f_score(parts: list[float]) -> tuple[float, float, float]:
    recall = parts[0] / parts[1] if parts[1] else 0.0
    precision = parts[2] / parts[3] if parts[3] else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def conll(pairs: Iterable[tuple[Clusters, Clusters]]) -> dict[str, tuple[float, float, float]]:
    sums = {name: [0.0] * 4 for name in ("MUC", "B3", "CEAFe", "mentions")}
    for gold, pred in pairs:
        spans_g, spans_p = set().union(*gold), set().union(*pred)
        both = len(spans_g & spans_p)
        rows = {
            "MUC": muc(gold, pred),
            "B3": b_cubed(gold, pred),
            "CEAFe": ceaf_e(gold, pred),
            "mentions": (both, len(spans_g), both, len(spans_p)),
        }
        for name, row in rows.items():
            sums[name] = [a + b for a, b in zip(sums[name], row, strict=True)]
    found = {name: f_score(parts) for name, parts in sums.items()}
    mean = sum(found[name][2] for name in ("MUC", "B3", "CEAFe")) / 3
    return found | {"CoNLL F1": (0.0, 0.0, mean)}


# --- OntoGUM ------------------------------------------------------------------------------------


OUTSIDE = frozenset(
    """case cc mark cop aux nsubj advmod conj parataxis advcl obl discourse ccomp csubj punct""".split()  # noqa: SIM905
)


def phrase(tree, head: int) -> Span:
    """The whole phrase around a head, as OntoNotes marks it: with the ending of a possessive."""
    start, end = head, head + 1
    for kid in tree.children[head]:
        if tree.universal(kid) in OUTSIDE and tree.parse.tags[kid] != "POS":
            continue
        start, end = min(start, tree.left[kid]), max(end, tree.right[kid] + 1)
    return start, end


def predicted(parse: Parse) -> Clusters:
    tree = tree_of(parse)
    _, chains = chains_of(parse)
    clusters = []
    for chain in chains:
        spans = set()
        for link in chain.links:
            mark = link.mark
            if mark.use == "relative":
                continue
            if mark.kind == "pronoun":
                spans.add((mark.start, mark.end))
            elif mark.use == "group":
                left, right = phrase(tree, mark.head)
                last = max(
                    (tree.right[k] + 1 for k in tree.children[mark.head] if tree.universal(k) == "conj"),
                    default=right,
                )
                spans.add((left, max(last, right)))
            elif mark.head == mark.head and mark.label == "NORP" and tree.universal(mark.head) in ("amod",):
                continue
            else:
                spans.add(
                    phrase(tree, mark.head)
                    if tree.universal(mark.head) not in ("compound", "flat", "amod")
                    else (mark.start, mark.end)
                )
        if len(spans) > 1:
            clusters.append(spans)
    return clusters


def nearest_match(parse: Parse) -> Clusters:
    """Baseline: equal heads are one; a pronoun means the nearest phrase before it."""
    from kg.coref.markables import find_markables

    tree = tree_of(parse)
    groups: dict[str, set[Span]] = defaultdict(set)
    last = ""
    for mark in find_markables(tree):
        if mark.use in ("relative", "group"):
            continue
        key = tree.lower[mark.head]
        if mark.kind == "pronoun":
            key = last if mark.person == 3 else key
        last = key if mark.kind != "pronoun" else last
        groups[key].add((mark.start, mark.end) if mark.kind == "pronoun" else phrase(tree, mark.head))
    return [spans for spans in groups.values() if len(spans) > 1]


def run_ontogum(part: str = "dev") -> None:
    docs = list(gum(part))
    for name, method in (("nearest match", nearest_match), ("kg", predicted)):
        table = conll((gold, method(parse)) for _, parse, gold in docs)
        print(f"OntoGUM {part}, gold trees and names, {name}:")
        for metric, (p, r, f) in table.items():
            print(f"  {metric:9} P {p:.3f}  R {r:.3f}  F {f:.3f}")
    print(pronoun_report(docs))


def pronoun_report(docs: list[tuple[str, Parse, Clusters]]) -> str:
    """Links of pronouns: right when one of the three phrases before in the chain is in the gold cluster."""
    counts: Counter[str] = Counter()
    for _, parse, gold in docs:
        tree = tree_of(parse)
        where = {span: number for number, cluster in enumerate(gold) for span in cluster}
        _, chains = chains_of(parse)
        for chain in chains:
            heads = []
            for link in chain.links:
                mark = link.mark
                span = (mark.start, mark.end) if mark.kind == "pronoun" else phrase(tree, mark.head)
                if mark.kind == "pronoun" and mark.use != "relative":
                    form = f"{mark.person}{mark.number}{mark.gender}"
                    truth = where.get(span)
                    counts[form, "gold"] += truth is not None
                    if link.why != "new":
                        counts[form, "said"] += 1
                        counts[form, "right"] += truth is not None and truth in heads[-3:]
                heads.append(where.get(span))
    forms = sorted({form for form, _ in counts})
    return "\n".join(
        f"  {form:12}" + "".join(f" {what} {counts[form, what]:4}" for what in ("gold", "said", "right"))
        for form in forms
    )


# --- GAP ----------------------------------------------------------------------------------------


def parsed(text: str) -> Parse:
    """The shipped model's parse, mended; its own is kept in the folder KG_PARSES where that is set."""
    from kg import language

    folder = os.environ.get("KG_PARSES")
    if not folder:
        return mended(language.parse(text))
    path = Path(folder) / (hashlib.sha256(text.encode()).hexdigest() + ".pickle")
    if not path.exists():
        path.write_bytes(pickle.dumps(language.parse(text)))
    return mended(pickle.loads(path.read_bytes()))


def token_at(parse: Parse, offset: int) -> int | None:
    return next(
        (i for i, (s, e) in enumerate(zip(parse.starts, parse.ends, strict=True)) if s <= offset < e), None
    )


def gap_rows() -> list[dict[str, str]]:
    with gzip.open(shared() / "coref" / "gap-development.tsv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def gap_kg(parse: Parse, token: int, article: Article | None = None) -> list[Span]:
    _, chains = chains_of(parse, article)
    for chain in chains:
        if any(link.mark.kind == "pronoun" and link.mark.head == token for link in chain.links):
            return [(link.mark.start, link.mark.end) for link in chain.links if link.mark.kind == "name"]
    return []


def person_names(parse: Parse) -> list[Markable]:
    tree = tree_of(parse)
    return [
        mark
        for mark in labelled(tree, find_markables(tree))
        if mark.kind == "name" and mark.label == "PERSON"
    ]


def same_string(parse: Parse, chosen: Markable, names: list[Markable]) -> list[Span]:
    text = parse.span_text(chosen.start, chosen.end)
    return [(m.start, m.end) for m in names if parse.span_text(m.start, m.end) == text]


def gap_nearest(parse: Parse, token: int) -> list[Span]:
    names = person_names(parse)
    chosen = min(names, key=lambda mark: (abs(mark.head - token), mark.head), default=None)
    return same_string(parse, chosen, names) if chosen else []


def gap_parallel(parse: Parse, token: int) -> list[Span]:
    tree, names = tree_of(parse), person_names(parse)
    near = [mark for mark in names if mark.head < token and tree.sent[token] - tree.sent[mark.head] <= 2]
    alike = [mark for mark in near if tree.role(mark.head) == tree.role(token)]
    chosen = max(alike or near, key=lambda mark: mark.head, default=None)
    return same_string(parse, chosen, names) if chosen else []


def overlaps(parse: Parse, spans: list[Span], offset: int, name: str) -> bool:
    return any(parse.starts[s] < offset + len(name) and offset < parse.ends[e - 1] for s, e in spans)


def gap_score(answers: list[tuple[dict[str, str], bool, bool]]) -> dict[str, float]:
    counts: dict[str, Counter[str]] = {"F": Counter(), "M": Counter()}
    for row, *said in answers:
        gender = "F" if row["Pronoun"].lower() in ("she", "her", "hers") else "M"
        for side, answer in zip("AB", said, strict=True):
            truth = row[f"{side}-coref"].upper() == "TRUE"
            counts[gender]["tp" if truth and answer else "fp" if answer else "fn" if truth else "tn"] += 1
    both = counts["F"] + counts["M"]
    scores = {
        name: f_score([c["tp"], c["tp"] + c["fn"], c["tp"], c["tp"] + c["fp"]]) for name, c in counts.items()
    }
    precision, recall, f1 = f_score(
        [both["tp"], both["tp"] + both["fn"], both["tp"], both["tp"] + both["fp"]]
    )
    female, male = scores["F"][2], scores["M"][2]
    return {
        "P": precision,
        "R": recall,
        "F1": f1,
        "M": male,
        "F": female,
        "bias": female / male if male else 0.0,
    }


def gap_answers(method: Callable[[Parse, int], list[Span]]) -> list[tuple[dict[str, str], bool, bool]]:
    answers = []
    for row in gap_rows():
        parse = parsed(row["Text"])
        token = token_at(parse, int(row["Pronoun-offset"]))
        spans = method(parse, token) if token is not None else []
        said = [overlaps(parse, spans, int(row[f"{side}-offset"]), row[side]) for side in "AB"]
        answers.append((row, said[0], said[1]))
    return answers


def run_gap() -> None:
    for name, method in (("nearest name", gap_nearest), ("parallelism", gap_parallel), ("kg", gap_kg)):
        scores = gap_score(gap_answers(method))
        print(f"GAP development, {name:13}", "  ".join(f"{key} {value:.3f}" for key, value in scores.items()))


# --- KnowledgeNet -------------------------------------------------------------------------------


def pronoun_arguments(row: dict, forms: Collection[str]) -> list[Span]:
    """Spans of the pronouns that are, or belong to, an argument of a fact."""
    used = {
        fact[side] for fact in row["facts"] for side in ("subject", "object") if isinstance(fact[side], str)
    }
    spans = {(m[0], m[1]) for m in row["mentions"] if m[3] in used}
    spans |= {
        tuple(fact[side]["any"])
        for fact in row["facts"]
        for side in ("subject", "object")
        if isinstance(fact[side], dict) and "any" in fact[side]
    }
    return [span for span in sorted(spans) if row["text"][span[0] : span[1]].lower() in forms]


def run_knowledgenet() -> None:
    """How many pronouns that are arguments of facts come to a named entity, and to the one annotated."""
    seen: Counter[str] = Counter()
    for line in lines(shared().parent / "gold" / "dev" / "knowledgenet.jsonl.gz"):
        row = json.loads(line)
        wanted = pronoun_arguments(row, pronouns().forms)
        if not wanted:
            continue
        parse = parsed(row["text"])
        found = resolve(parse)
        refs = {(parse.starts[r.start], parse.ends[r.end - 1]): r for r in found.refs}
        people = any(entity.type != "Place" for entity in found.entities)
        for span in wanted:
            form = row["text"][span[0] : span[1]].lower()
            seen[form, "all"] += 1
            seen[form, "possible"] += people
            seen[form, "named"] += span in refs and refs[span].entity is not None
            _compare(seen, row, span, refs)
    sums = {what: sum(n for (_, w), n in seen.items() if w == what) for what in ("all", "possible", "named")}
    print(
        "KnowledgeNet pronouns in facts: {all}; in a text with a name {possible}; resolved {named}".format(
            **sums
        )
    )
    print(f"  right {seen['', 'right']}, wrong {seen['', 'wrong']} where the annotation tells")
    for form in sorted({form for form, _ in seen if form}, key=lambda form: -seen[form, "all"])[:14]:
        print(f"  {form:8}" + "".join(f" {what} {seen[form, what]:4}" for what in sums))


def _compare(seen: Counter[str], row: dict, span: Span, refs: dict[Span, Ref]) -> None:
    """Count a resolved pronoun as right when a name of its gold cluster has the same entity."""
    cluster = next((m[3] for m in row["mentions"] if (m[0], m[1]) == span), None)
    mates = [(m[0], m[1]) for m in row["mentions"] if m[3] == cluster and (m[0], m[1]) != span]
    mates = [refs[mate] for mate in mates if mate in refs and refs[mate].kind == "name"]
    if cluster is None or not mates or span not in refs:
        return
    seen["", "right" if any(mate.entity == refs[span].entity for mate in mates) else "wrong"] += 1


def run_annotated() -> None:
    """Links of pronouns and descriptions in the annotated news, by kind."""
    from benchmarks.coref_kinds import outcomes, table

    print("Annotated news, links to what has a name:")
    print(table(outcomes(shared(), parsed)))


RUNS = {"ontogum": run_ontogum, "gap": run_gap, "knowledgenet": run_knowledgenet, "annotated": run_annotated}


def main(names: list[str]) -> None:
    from benchmarks.corefacts import run_cost, run_facts, run_sample

    runs = RUNS | {"--facts": run_facts, "--cost": run_cost, "--sample": run_sample}
    for name in names or list(RUNS):
        runs[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
