"""Make the table of base forms: ``python -m training.lemmas FOLDER OUT``.

FOLDER is the ``data`` folder of the package spacy-lookups-data (MIT), which holds WordNet 3.0's irregular
forms, word list and suffix rules.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

CLASSES = ("verb", "noun", "adj", "adv")


def main(folder: Path, out: Path) -> None:
    def table(name: str) -> dict[str, object]:
        with gzip.open(folder / f"en_lemma_{name}.json.gz", "rt", encoding="utf8") as file:
            return json.load(file)

    irregular, known = table("exc"), table("index")
    made = {
        "irregular": {c: {form: lemmas[0] for form, lemmas in sorted(irregular[c].items())} for c in CLASSES},
        "known": {c: sorted(w for w in known[c] if w.isalpha()) for c in ("verb", "noun", "adj")},
    }
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    out.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
