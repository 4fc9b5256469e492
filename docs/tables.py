"""Writes what the pages of this folder and the README take from the package anew: python docs/tables.py.

What is taken stands between two comments, ``<!-- NAME -->`` and ``<!-- /NAME -->``, or in the README after
a command, ``$ kg ...``, in a block of its own; the rest is kept.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HOME = HERE.parent
COMMAND = re.compile(r"^```\n\$ kg (?P<words>.*)\n(?P<output>(?:.*\n)*?)```$", re.MULTILINE)
sys.path.insert(0, str(HOME))


def queries() -> Iterator[str]:
    """One row for each named query."""
    from kg.queries import named

    yield from row("Query", "What it answers", "Parameters")
    yield from row("---", "---", "---")
    for query in named().values():
        taken = [f"`--{one.name} {one.type.upper()}`{_need(one)}" for one in query.parameters]
        yield from row(f"`{query.name}`", query.purpose, "; ".join(taken) or "–")


def _need(parameter: Any) -> str:
    if parameter.required:
        return " (required)"
    return f" (default {parameter.default})" if parameter.default else ""


def relations() -> Iterator[str]:
    """One row for each relation, with what reads it and how often that was right."""
    from kg import ontology

    readers = _readers()
    yield from row("Relation", "From", "To", "A kind of", "Meaning", "Read", "Right of judged")
    yield from row("---", "---", "---", "---", "---", "---", "---")
    for one in ontology.load():
        mark = f"`{one.parent}`" if one.parent else "–"
        sense = f"{one.label} (both ways)" if one.symmetric else one.label
        joined = (_types(one.domain), _types(one.range))
        rules = readers.get(one.name, [])
        yield from row(f"`{one.name}`", *joined, mark, sense, _read(one.name, rules), _judged(one.name))


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


def _read(relation: str, rules: Iterable[str]) -> str:
    from kg.relations.enabled import Standing, standings

    if not list(rules):
        return "–"
    found = standings().get(relation, Standing(0, 0))
    return "yes" if found.on else "yes, few judged" if found.hopeful else "experimental"


def _judged(relation: str) -> str:
    from kg.relations.enabled import standings

    found = standings().get(relation)
    return f"{found.right} of {found.judged}" if found is not None and found.judged else "–"


def title_rules() -> Iterator[str]:
    """One row for each judged rule that leaves the relation to the title, and one for all rules."""
    from kg.relations import shipped
    from kg.relations.confidence import judged

    yield from row("Rule", "Right of judged")
    yield from row("---", "---")
    for rule in shipped():
        right, all_ = judged().get(rule.id, (0, 0))
        if rule.predicate == "@title" and all_:
            yield from row(f"`{rule.id}`", f"{right} of {all_}")
    right, all_ = (sum(counts) for counts in zip(*judged().values(), strict=True))
    yield from row("all rules", f"{right} of {all_}")


def _types(names: Iterable[str]) -> str:
    return ", ".join(names)


def row(*cells: str) -> Iterator[str]:
    """A row of a Markdown table."""
    yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def traits() -> Iterator[str]:
    """One row for each trait that a relation can have, with the shipped relations that have it."""
    from kg import ontology

    yield from row("Trait", "What it does", "Have it")
    yield from row("---", "---", "---")
    for trait, meaning in sorted(ontology.meanings().items()):
        having = [f"`{one.name}`" for one in ontology.load() if one.has(trait)]
        shown = having if len(having) <= 8 else [*having[:7], f"{len(having) - 7} more"]
        yield from row(f"`{trait}`", meaning, ", ".join(shown))


def sources() -> Iterator[str]:
    """What the language model was trained on."""
    yield from row("Source", "By", "Licence")
    yield from row("---", "---", "---")
    for one in _card()["sources"]:
        yield from row(f"[{one['name']}]({one['url']})", one["author"], one["license"])


def scores() -> Iterator[str]:
    """How well the language model does."""
    yield from row("Measure", "Set", "Score")
    yield from row("---", "---", "---")
    for measure, sets in _card()["performance"].items():
        for name, score in sets.items() if isinstance(sets, dict) else [("", sets)]:
            yield from row(measure, name, _score(score))


def _score(score: Any) -> str:
    if isinstance(score, dict):
        return ", ".join(f"{name} {_score(value)}" for name, value in score.items())
    return f"{score:,.1f}" if isinstance(score, float) else str(score)


def notes() -> Iterator[str]:
    """What the language model is bad at."""
    yield _card()["notes"]


def _card() -> dict[str, Any]:
    return json.loads((HOME / "kg/language/model/meta.json").read_text(encoding="utf-8"))


TABLES = {
    "model.md": {"sources": sources, "scores": scores, "notes": notes},
    "queries.md": {"queries": queries},
    "relations.md": {"relations": relations, "title rules": title_rules},
    "rules.md": {"traits": traits},
}


def renewed(page: str) -> str:
    """A page of this folder with what it takes from the package as it should be."""
    text = (HERE / page).read_text(encoding="utf-8")
    for name, lines in TABLES[page].items():
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        head, rest = text.split(start)
        inner = "".join(f"{line}\n" for line in lines())
        text = f"{head}{start}{inner}{end}{rest.split(end)[1]}"
    return text


def examples(text: str, graph: Path) -> Iterator[tuple[str, str]]:
    """Each command in a text, as written, with what it prints of a graph of the sample articles."""
    kg = [sys.executable, "-m", "kg"]
    subprocess.run([*kg, "build", "seeds", "-q", "-g", str(graph)], cwd=HOME, check=True)
    for found in COMMAND.finditer(text):
        command = [*kg, *shlex.split(found["words"]), "-g", str(graph)]
        yield (
            found["words"],
            subprocess.run(command, cwd=HOME, check=True, capture_output=True, text=True).stdout,
        )


def shown(text: str) -> Iterator[tuple[str, str]]:
    """Each command in a text with what the text says that it prints."""
    for found in COMMAND.finditer(text):
        yield found["words"], found["output"]


def with_examples(text: str, graph: Path) -> str:
    """A text whose commands print what they print."""
    printed = dict(examples(text, graph))
    return COMMAND.sub(lambda found: f"```\n$ kg {found['words']}\n{_tidy(printed[found['words']])}```", text)


def _tidy(output: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in output.rstrip().splitlines())


if __name__ == "__main__":
    for page in TABLES:
        (HERE / page).write_text(renewed(page), encoding="utf-8")
    readme = HOME / "README.md"
    with tempfile.TemporaryDirectory() as folder:
        readme.write_text(with_examples(readme.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")
