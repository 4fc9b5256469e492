"""Code asks for traits of relations, never for a relation by its name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.ontology import load

PACKAGE = Path(kg.__file__).parent
# Words that mean something else, and examples that a reader is shown
EXCEPTIONS = frozenset(
    {
        ("cli/examples.py", "worksFor"),  # a command to type
        ("ontology/relation.py", "worksFor"),  # what a name looks like
        ("language/neural_network.py", "heads"),  # of words in a tree
        ("pipeline/mended_examples.py", "rejected"),  # by the user, of a claim
        ("server/endpoints/articles.py", "rejected"),  # the same
        ("queries/asof.py", "told"),  # a column of a query
    }
)


def named(source: str) -> set[str]:
    """The relations that texts in code name: alone, or within a text where the name is no plain word."""
    names = {relation.name for relation in load()}
    coined = {name for name in names if not name.islower()}
    texts = list(_texts(ast.parse(source)))
    return (names & set(texts)) | (coined & {word for text in texts for word in re.findall(r"\w+", text)})


def _texts(tree: ast.Module) -> Iterator[str]:
    """The texts in code that are no docstrings."""
    nodes = list(ast.walk(tree))
    docs = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_no_module_names_a_relation() -> None:
    modules = sorted(PACKAGE.rglob("*.py"))
    found = {(p.relative_to(PACKAGE).as_posix(), n) for p in modules for n in named(p.read_text("utf-8"))}
    assert found == EXCEPTIONS, "a trait in kg/ontology/kg.ttl, or the data of a rule, says it instead"


@pytest.mark.parametrize(
    "line",
    ['x = "visited"', 'f(x == "partOf")', 'x = f"agencyOf>{y}"', 'x = {"bornOn": 1}', 'x = "a bornOn b"'],
)
def test_a_name_is_found_however_it_is_written(line: str) -> None:
    assert len(named(line)) == 1


@pytest.mark.parametrize("line", ['"""What visited says."""', "visited = 1", 'x = "has visited it"'])
def test_plain_words_and_docstrings_are_no_names(line: str) -> None:
    assert not named(line)
