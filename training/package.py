"""Lay the exported network out as a folder that ``spacy.load`` opens: ``python -m training.package ...``.

``--network`` is what ``training.export`` wrote, ``--scores`` a file of scores for the card.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

from kg.language.parsing import META, NETWORK_FOLDER

SOURCES = Path(__file__).with_name("sources.json")
VERSION = "0.4.0"
DESCRIPTION = (
    "English news: named entities, Universal Dependencies trees, tags, lemmas and sentences from one small "
    "transformer in 8-bit integers."
)
NOTES = (
    "Entities follow the corpora: names without articles and titles, compound names whole. There is no "
    "training data for FAC, MONEY and PERCENT, which rules and the lexicon tell; dates are the model's "
    "and the rules'. Weak on works of art and products, on organizations named like places or people, and on "
    "text without capital letters."
)


def card(scores: dict[str, Any]) -> dict[str, Any]:
    return {
        "lang": "en",
        "name": "news",
        "version": VERSION,
        "spacy_version": ">=3.7.0,<4.0.0",
        "description": DESCRIPTION,
        "license": "CC BY-SA 4.0",
        "sources": json.loads(SOURCES.read_text(encoding="utf-8")),
        "pipeline": [NETWORK_FOLDER],
        "performance": scores,
        "notes": NOTES,
    }


def licence(sources: list[dict[str, str]]) -> str:
    lines = [
        "The model in this folder is licensed under the Creative Commons Attribution-ShareAlike 4.0",
        "International Licence: https://creativecommons.org/licenses/by-sa/4.0/",
        "",
        "It was fine-tuned by the authors of this project from the weights and on the corpora below. They",
        "were changed in the course of it: labels were mapped and texts cut into words anew.",
        "",
    ]
    for source in sources:
        lines += [
            f"- {source['name']}",
            f"  {source['author']}",
            f"  {source['license']}",
            f"  {source['url']}",
            "",
        ]
    return "\n".join(lines)


def package(network: Path, scores: dict[str, Any], out: Path) -> None:
    """Write the folder."""
    from kg.language.component import pipeline

    shutil.copytree(network, out / NETWORK_FOLDER, dirs_exist_ok=True)
    meta = card(scores)
    (out / META).write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (out / "LICENSE").write_text(licence(meta["sources"]), encoding="utf-8")
    nlp = pipeline(out, threads=1)
    nlp.config.to_disk(out / "config.cfg")
    nlp.tokenizer.to_disk(out / "tokenizer", exclude=["vocab"])  # type: ignore[attr-defined]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--scores", type=Path, help="JSON")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    scores = json.loads(args.scores.read_text(encoding="utf-8")) if args.scores else {}
    package(args.network, scores, args.out)


if __name__ == "__main__":
    main()
