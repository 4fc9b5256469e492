"""What the documents say is so: tables are current, links lead somewhere, examples do what they show."""

import os
import re
import runpy
import subprocess
from pathlib import Path

import pytest
import yaml

import kg
import kg.language

ROOT = Path(__file__).parent.parent
TABLES = runpy.run_path(str(ROOT / "docs/tables.py"))
PAGES = sorted(
    [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").glob("**/*.md"),
        *(ROOT / "training").glob("**/*.md"),
    ]
)
LINK = re.compile(r"\]\((?P<file>[^)#:]+)(?:#(?P<part>[^)]+))?\)")


def read(path):
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", sorted(TABLES["TABLES"]))
def test_tables_are_current(page):
    assert TABLES["renewed"](page) == read(ROOT / "docs" / page), "run: python docs/tables.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    for link in LINK.finditer(read(page)):
        target = page.parent / link["file"]
        assert target.exists(), link[0]
        if link["part"]:
            heads = re.findall(r"^#+ (.*)$", read(target), re.MULTILINE)
            assert link["part"] in {head.lower().replace(" ", "-") for head in heads}, link[0]


def test_the_check_runs_the_tests_of_the_readme():
    lines = [line for line in read(ROOT / "README.md").splitlines() if ".venv/bin/python -m pytest" in line]
    assert len(lines) == 1
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)


@pytest.mark.model
def test_commands_print_what_the_readme_shows(tmp_path):
    """Without numbers, nine lines in ten: another processor may round another way, a rule may be new."""
    readme = read(ROOT / "README.md")
    printed = dict(TABLES["examples"](readme, tmp_path / "graph"))
    said = dict(TABLES["shown"](readme))
    assert said
    for command, output in said.items():
        shown, real = words(output), words(printed[command])
        missing = [line for line in shown if line not in real]
        assert shown, command
        assert len(missing) <= len(shown) / 10, (
            f"kg {command} prints no {missing}; run: python docs/tables.py"
        )


def words(output):
    lines = (re.sub(r"\d+\.\d+|\s+|─+", " ", line).split() for line in output.splitlines())
    return [line for line in lines if line]


@pytest.mark.model
def test_the_python_example_runs(tmp_path, monkeypatch, capsys):
    (tmp_path / "seeds").symlink_to(ROOT / "seeds", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"^```python\n(.*?)^```$", read(ROOT / "README.md"), re.MULTILINE | re.DOTALL)
    names = {}
    exec(compile(example, "README.md", "exec"), names)
    try:
        assert len(capsys.readouterr().out.splitlines()) == len(names["graph"].articles)
        assert names["network"].number_of_nodes() == len(names["graph"].entities)
    finally:
        names["graph"].close()


@pytest.mark.model
def test_the_rules_of_the_tutorial_read_their_sentences(tmp_path):
    from kg.pipeline.user_relations import ontology
    from kg.relations.rules import load_file
    from kg.relations.trial import check

    text = re.findall(r"^```yaml\n(.*?)^```$", read(ROOT / "docs/rules.md"), re.MULTILINE | re.DOTALL)[0]
    file = tmp_path / "sponsors.yaml"
    file.write_text(text, encoding="utf-8")
    rules = load_file(text, file.name)
    assert all(rule.must and rule.must_not for rule in rules)
    assert not list(check(rules, kg.language.parse, ontology([str(file)])))


def test_the_pattern_of_the_rules_page_is_one():
    from kg.relations.rules import rule_from

    text = re.findall(r"^```yaml\n(.*?)^```$", read(ROOT / "docs/rules.md"), re.MULTILINE | re.DOTALL)[1]
    (rule,) = yaml.safe_load(text)
    assert rule_from(rule, "rules.md").pattern


def test_every_key_of_a_rule_is_documented():
    from kg.relations.rules import ARGUMENT_KEYS, KEYS, NEED_KEYS, TRIGGER_KEYS

    said = read(ROOT / "docs/rules.md")
    missing = {key for key in KEYS | ARGUMENT_KEYS | NEED_KEYS | TRIGGER_KEYS if f"`{key}" not in said}
    assert not missing


def test_every_input_format_is_documented():
    from kg.articles.sources import FORMATS

    said = read(ROOT / "docs/formats.md")
    assert not {suffix for suffix in FORMATS if f"`{suffix}`" not in said}


def test_every_export_format_is_documented():
    from kg.exports.formats import FORMATS

    said = read(ROOT / "docs/formats.md")
    assert not {name for name in FORMATS if f"`{name}`" not in said}
