import itertools

import numpy as np
import pytest

from kg.language.bilou import Bilou
from kg.language.mst import best_tree

TAGS = ("O", "B-PERSON", "I-PERSON", "L-PERSON", "U-PERSON", "B-ORG", "I-ORG", "L-ORG", "U-ORG")


def valid_paths(length):
    bilou = Bilou(TAGS)
    paths = itertools.product(range(len(TAGS)), repeat=length)
    return [path for path in paths if bilou.is_valid(np.array(path))]


def test_only_closed_spans_of_one_label_are_valid():
    names = {tuple(TAGS[i] for i in path) for path in valid_paths(2)}
    assert ("B-ORG", "L-ORG") in names
    assert ("U-ORG", "U-PERSON") in names
    assert not names & {
        ("B-ORG", "L-PERSON"),
        ("O", "L-ORG"),
        ("B-ORG", "O"),
        ("U-ORG", "B-ORG"),
        ("I-ORG", "L-ORG"),
    }


@pytest.mark.parametrize("seed", range(15))
def test_the_best_path_is_the_best_of_all_valid_ones(seed):
    scores = np.random.default_rng(seed).normal(size=(4, len(TAGS))).astype(np.float32)
    best = max(valid_paths(4), key=lambda path: scores[np.arange(4), path].sum())
    assert tuple(Bilou(TAGS).best(scores)) == best


def test_spans_carry_the_geometric_mean_of_their_tags():
    chances = np.full((3, len(TAGS)), 0.01, dtype=np.float32)
    chances[0, TAGS.index("B-PERSON")], chances[1, TAGS.index("L-PERSON")] = 0.9, 0.4
    chances[2, 0] = 0.8
    ((start, end, label, score),) = Bilou(TAGS).spans(np.log(chances))
    assert (start, end, label) == (0, 2, "PERSON")
    assert score == pytest.approx(0.6, abs=1e-4)


def trees(n):
    for heads in itertools.product(range(n + 1), repeat=n):
        if heads.count(0) == 1 and all(reaches_root(heads, i) for i in range(1, n + 1)):
            yield heads


def reaches_root(heads, node):
    for _ in heads:
        node = heads[node - 1] if node else 0
    return node == 0


@pytest.mark.parametrize("seed", range(60))
def test_the_tree_is_the_best_of_all_with_one_root(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 6))
    scores = rng.normal(size=(n, n + 1))
    best = max(trees(n), key=lambda heads: sum(scores[i, head] for i, head in enumerate(heads)))
    assert tuple(best_tree(scores)) == best


def test_a_long_sentence_whose_every_word_wants_to_be_root_has_one():
    scores = np.zeros((150, 151))
    scores[:, 0] = 100
    heads = best_tree(scores)
    assert (heads == 0).sum() == 1
    assert reaches_root(tuple(heads), 150)


@pytest.mark.parametrize("seed", range(5))
def test_cycles_in_cycles_are_broken_where_it_costs_least(seed):
    import networkx as nx

    rng = np.random.default_rng(seed)
    n = 25
    near = -np.abs(np.arange(n)[:, None] - np.arange(n)).astype(float)
    scores = np.concatenate([np.full((n, 1), -1000.0), near], axis=1) + 0.1 * rng.normal(size=(n, n + 1))
    graph = nx.DiGraph()
    for word, head in itertools.product(range(n), range(n + 1)):
        if head != word + 1:
            graph.add_edge(head, word + 1, weight=scores[word, head] + (0 if head else -10_000))
    best = nx.maximum_spanning_arborescence(graph, preserve_attrs=True)
    wanted = {word - 1: head for head, word in best.edges}
    assert dict(enumerate(best_tree(scores).tolist())) == wanted


def test_no_sentence_is_too_long_or_too_nested_for_the_tree():
    n = 1200  # deeper than the stack of the interpreter
    scores = np.zeros((n, n + 1))
    scores[:, 1:] = -np.abs(np.arange(n)[:, None] - np.arange(n)) - 0.001 * np.arange(n)
    heads = best_tree(scores)
    assert (heads == 0).sum() == 1
    assert reaches_root(tuple(heads), n)
