"""A spaCy CNN pipeline trained on the same data as the shipped model, for comparison only.

``python -m benchmarks.cnn --data DIR --out FOLDER [--minutes N]`` trains it (with spaCy's own defaults for
small English pipelines: hash embeddings, four layers of convolutions, width 96) and
``python -m benchmarks.language --cnn FOLDER`` prints its scores beside those of the shipped model.

spaCy cannot be told that a source leaves a label open, so there O means "no entity"; unsure words are masked.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.language.annotate import Annotations
from kg.language.parsing import as_parse, english_tokenizer
from kg.language.wordpiece import GLUED
from kg.language.words import Words, words_of
from kg.records import Ent, Parse

WIDTH = 96
SEED = 7
WORDS = 2000  # a batch
TAGGERS = ("tagger", "morphologizer", "trainable_lemmatizer")
TRANSITIONS = ("parser", "ner")


def config() -> dict[str, Any]:
    """The settings of the pipeline; what is not named here is spaCy's default."""
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "*"}
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": WIDTH,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY"],
        "rows": [5000, 1000, 2500, 2500, 50],
        "include_static_vectors": False,
    }
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": WIDTH,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    }
    components: dict[str, Any] = {
        "tok2vec": {
            "factory": "tok2vec",
            "model": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode},
        }
    }
    for name in TAGGERS:
        model: dict[str, Any] = {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": listener}
        components[name] = {"factory": name, "model": model}
    for name in TRANSITIONS:
        model = {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": name,
            "extra_state_tokens": False,
            "hidden_width": 64,
            "maxout_pieces": 2,
            "use_upper": True,
            "nO": None,
            "tok2vec": listener,
        }
        components[name] = {"factory": name, "model": model}
    return {"nlp": {"lang": "en", "pipeline": ["tok2vec", *TAGGERS, *TRANSITIONS]}, "components": components}


def examples(nlp: Any, data: Path) -> list[Any]:
    """One example for each run of sentences of a document, at most some 120 words long."""
    from training.corpora import train_documents

    trees, names = train_documents(data)
    found = []
    for document in (*trees, *names):
        window: list[Any] = []
        for sentence in document:
            if window and sum(len(s.words) for s in window) + len(sentence.words) > 120:
                found.append(_example(nlp, window))
                window = []
            window.append(sentence)
        if window:
            found.append(_example(nlp, window))
    return found


def _example(nlp: Any, window: Sequence[Any]) -> Any:
    from spacy.tokens import Doc
    from spacy.training import Example

    words = [word for sentence in window for word in sentence.words]
    spaces = [space for s in window for space in [*s.spaces[:-1], True]]
    columns: dict[str, Any] = {"ents": [tag for sentence in window for tag in _tags(sentence)]}
    if all(sentence.tree is not None for sentence in window):
        base = 0
        heads: list[int] = []
        for sentence in window:
            heads += [base + (i if head < 0 else head) for i, head in enumerate(sentence.tree.heads)]
            base += len(sentence.words)
        columns |= {"heads": heads}
        for ours, theirs in (("upos", "pos"), ("xpos", "tags"), ("feats", "morphs"), ("lemmas", "lemmas")):
            columns[theirs] = [value for s in window for value in getattr(s.tree, ours)]
        columns["deps"] = [dep for s in window for dep in s.tree.deps]
    return Example(
        Doc(nlp.vocab, words=words, spaces=spaces), Doc(nlp.vocab, words=words, spaces=spaces, **columns)
    )


def _tags(sentence: Any) -> list[str]:
    tags = ["O"] * len(sentence.words)
    for start, end in sentence.unsure:
        tags[start:end] = [""] * (end - start)
    for start, end, label in sentence.ents:
        tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return tags


def batches(items: Sequence[Any], rng: random.Random) -> Iterator[list[Any]]:
    """The examples in random order, about WORDS words at a time."""
    batch: list[Any] = []
    for item in rng.sample(items, len(items)):
        batch.append(item)
        if sum(len(one.reference) for one in batch) > WORDS:
            yield batch
            batch = []
    if batch:
        yield batch


def train(data: Path, out: Path, minutes: float) -> None:
    """Train for some minutes of processor time, averaging the weights as spaCy does, and save."""
    import spacy

    nlp = spacy.util.load_model_from_config(config(), auto_fill=True, validate=True)
    found = examples(nlp, data)
    spacy.util.fix_random_seed(SEED)
    rng = random.Random(SEED)
    optimizer = nlp.initialize(lambda: found)
    began, seen, epoch = time.process_time(), 0, 0
    while time.process_time() - began < 60 * minutes:
        losses: dict[str, float] = {}
        for batch in batches(found, rng):
            nlp.update(batch, drop=0.1, sgd=optimizer, losses=losses)
            seen += len(batch)
            if time.process_time() - began > 60 * minutes:
                break
        epoch += 1
        print(f"pass {epoch}, {seen} examples of {len(found)} a pass", losses, flush=True)
        with nlp.use_params(optimizer.averages):
            nlp.to_disk(out)


class CnnReader:
    """The trained pipeline with the reader's methods that the benchmark uses."""

    name = "spaCy CNN"

    def __init__(self, folder: Path) -> None:
        import spacy

        self.nlp = spacy.load(folder)

    def parse(self, text: str) -> Parse:
        """The parse of a text, cut into words as the reader cuts them."""
        tokenize: Callable[[str], Iterator[tuple[int, str]]] = lambda part: (  # noqa: E731
            (token.idx, token.text) for token in english_tokenizer()(part)
        )
        words = words_of(text, (), tokenize)
        return as_parse(text, words, self.annotate(words), self.name)

    def annotate(self, words: Words, *, sentences: frozenset[int] | None = None) -> Annotations:
        """What the pipeline reads in words and maybe sentences cut elsewhere."""
        if not len(words):
            return Annotations()
        spaces = [before != GLUED for before in words.before[1:]] + [False]
        from spacy.tokens import Doc

        starts = None if sentences is None else [i in sentences for i in range(len(words))]
        doc = Doc(self.nlp.vocab, words=list(words.texts), spaces=spaces, sent_starts=starts)
        return _annotations(self.nlp(doc))


def _annotations(doc: Any) -> Annotations:
    return Annotations(
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        morphs=[str(token.morph) for token in doc],
        lemmas=[token.lemma_ for token in doc],
        heads=[token.head.i for token in doc],
        deps=["root" if token.dep_ == "ROOT" else token.dep_ for token in doc],
        sents=[(sent.start, sent.end) for sent in doc.sents],
        ents=[Ent(ent.start, ent.end, ent.label_) for ent in doc.ents],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with treebank/ and ner/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60, help="of processor time")
    args = parser.parse_args()
    train(args.data, args.out, args.minutes)


if __name__ == "__main__":
    main()
