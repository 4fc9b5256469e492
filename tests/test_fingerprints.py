"""Cached work never outlives the code and the data that it was made with."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg import fingerprints

OWN_PAGES = ("server", "exports")  # read anew each time, and cached nowhere
ABOUT = {"ATTRIBUTION", "LICENSE", "README.md", "WORDNET-LICENSE"}
READ = """
import json, sys
from pathlib import Path
import kg
home = str(Path(kg.__file__).parent)
seen = set()
def hook(event, args):
    if event == "open" and isinstance(args[0], str) and args[0].startswith(home):
        seen.add(args[0])
sys.addaudithook(hook)
{work}
kept = sorted(p for p in seen if not p.endswith((".py", ".pyc")) and Path(p).is_file())
print(json.dumps([str(Path(p).relative_to(home)) for p in kept]))
"""
LANGUAGE = "import kg.language as k; k.parse('Ada Berg, a Dane, met John Smith of Fidesz in Oslo on 3 May.')"
RELATIONS = """
import kg.language, kg.relations
from kg.records import Article
text = "Ada Berg, the president of Acme Ltd, met John Smith in Oslo. She died there, the governor said."
parse = kg.language.parse(text)
seen.clear()
kg.relations.read(Article("a", text), parse)
"""


def hashes(changed: Path | None = None) -> dict[str, str]:
    """The fingerprint of each stage as if all files were empty, but for one that has changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda path: b"x" if path == changed else b"")
        fingerprints.stage.cache_clear()
        found = {name: fingerprints.stage(name) for name in fingerprints.STAGES}
    fingerprints.stage.cache_clear()
    return found


@pytest.fixture(scope="module")
def before() -> dict[str, str]:
    return hashes()


def data_files():
    return [p for p in fingerprints._data() if p.name not in ABOUT]


def room(path):
    return path.relative_to(fingerprints.HOME).parts[0]


STAGE_OF_ROOM = {
    **{
        "articles": "articles",
        "language": "language",
        "coref": "relations",
        "spans": "relations",
        "relations": "relations",
    },
    **{"entities": "resolution", "page": "resolution", "store": "resolution", "ontology": "resolution"},
}


@pytest.mark.parametrize("path", data_files(), ids=lambda p: p.relative_to(fingerprints.HOME).as_posix())
def test_a_changed_data_file_makes_its_stage_run_again(path, before):
    if room(path) in OWN_PAGES:
        pytest.skip("kept in no cache")
    after = {name for name, found in hashes(path).items() if found != before[name]}
    assert after
    assert STAGE_OF_ROOM.get(room(path), next(iter(after))) in after


@pytest.mark.model
@pytest.mark.parametrize(("name", "work"), [("language", LANGUAGE), ("relations", RELATIONS)])
def test_whatever_a_stage_opens_is_counted(name, work):
    code = READ.format(work=work)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    opened = json.loads(run.stdout)
    counted = {p.relative_to(fingerprints.HOME).as_posix() for p in fingerprints.files(name)}
    assert opened
    assert {o for o in opened if not o.startswith("language/model/LICENSE")} <= counted


def test_a_word_of_the_lexicon_reads_no_article_with_the_model_again():
    parsed = {p.relative_to(fingerprints.HOME).as_posix() for p in fingerprints.files("language")}
    read = {p.relative_to(fingerprints.HOME).as_posix() for p in fingerprints.files("relations")}
    words = {"lexicon/data/names.yaml", "lexicon/data/parties.tsv", "spans/data/expressions.yaml"}
    assert words <= read and words.isdisjoint(parsed)
    assert "lexicon/data/abbreviations.yaml" in parsed


def test_what_composes_the_stages_is_no_part_of_them():
    assert not {p.name for p in fingerprints.files("resolution")} & {"tools.py", "cli"}
