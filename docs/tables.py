"""Writes the tables of queries.md and relations.md anew: python docs/tables.py.

A table stands between two comments, ``<!-- NAME -->`` and ``<!-- /NAME -->``; what is around it is kept.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))


def queries() -> Iterator[str]:
    """One row for each named query."""
    from kg.queries import named

    yield from row("Query", "What it answers", "Parameters")
    yield from row("---", "---", "---")
    for query in named().values():
        taken = [f"`--{one.name} {one.type.upper()}`{_need(one)}" for one in query.parameters]
        yield from row(f"`{query.name}`", query.purpose, "; ".join(taken) or "–")


def _need(parameter) -> str:
    if parameter.required:
        return " (required)"
    return f" (default {parameter.default})" if parameter.default else ""


def relations() -> Iterator[str]:
    """One row for each relation, with what reads it and how often that was right."""
    from kg import ontology

    readers = _readers()
    yield from row("Relation", "From", "To", "A kind of", "Meaning", "Rules", "Right of judged")
    yield from row("---", "---", "---", "---", "---", "---", "---")
    for one in ontology.load():
        mark = f"`{one.parent}`" if one.parent else "–"
        sense = f"{one.label} (both ways)" if one.symmetric else one.label
        joined = (_types(one.domain), _types(one.range))
        rules = readers.get(one.name, [])
        yield from row(f"`{one.name}`", *joined, mark, sense, str(len(rules) or "–"), _judged(one.name, rules))


def _readers() -> dict[str, list[str]]:
    """The rules that read each relation; those that leave it to the title read all that titles say."""
    from kg.lexicon.titles import titles
    from kg.relations import shipped

    of_titles = {name for each in titles().classes.values() for name in each.relations.values()}
    found = defaultdict(list)
    for rule in shipped():
        for name in sorted(of_titles) if rule.predicate == "@title" else [rule.predicate]:
            found[name].append(rule.id)
    return found


def _judged(relation: str, rules: Iterable[str]) -> str:
    """Of rules that read this relation alone: those for titles read many."""
    from kg.relations import shipped
    from kg.relations.confidence import judged

    total: Counter[str] = Counter()
    own = {rule.id for rule in shipped() if rule.predicate == relation}
    for rule in own & set(rules) & set(judged()):
        right, all_ = judged()[rule]
        total.update(right=right, all=all_)
    return f"{total['right']} of {total['all']}" if total["all"] else "–"


def _types(names: Iterable[str]) -> str:
    return ", ".join(names)


def row(*cells: str) -> Iterator[str]:
    """A row of a Markdown table."""
    yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


TABLES = {"queries.md": ("queries", queries), "relations.md": ("relations", relations)}


def renewed(page: str) -> str:
    """A page of this folder with its table as it should be."""
    name, table = TABLES[page]
    text = (HERE / page).read_text(encoding="utf-8")
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    head, rest = text.split(start)
    lines = "".join(f"{line}\n" for line in table())
    return f"{head}{start}{lines}{end}{rest.split(end)[1]}"


if __name__ == "__main__":
    for page in TABLES:
        (HERE / page).write_text(renewed(page), encoding="utf-8")
