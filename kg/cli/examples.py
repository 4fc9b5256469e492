"""The commands by what they are for, and examples of each for its help."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

COMMANDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Make a graph": ("build", "add", "remove", "columns", "watch", "extract", "read"),
        "Ask it": ("query", "show", "mentions", "search", "diff"),
        "See it, take it elsewhere": ("serve", "view", "mcp", "export", "publish", "dossier"),
        "Decide": (
            *("undecided", "merge", "split", "link", "unlink", "confirm", "reject", "rename", "note"),
            *("assert", "import", "claim", "correct", "type", "none", "extent", "decisions"),
        ),
        "Keep it sound": ("check", "backup", "restore"),
        "How it reads": ("rules",),
    }
)

EXAMPLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "build": (
            "kg build news",
            "kg build news more/*.pdf -g our_graph",
            "kg build",
            "kg build news --on dask://10.0.0.1:8786",
        ),
        "add": ("kg add letter.docx", "kg add news/2023/a.txt -g our_graph"),
        "remove": ("kg remove news/a.txt", "kg remove news/a.txt --undo"),
        "columns": ("kg columns articles.csv", "kg columns export.json --columns text=content.body"),
        "watch": ("kg watch news", 'kg watch news --about "Ada Lovelace" --format rss -o new.xml'),
        "extract": ("kg extract news/a.txt", "kg extract --input-format jsonl articles.jsonl"),
        "read": ("kg read news/2023 --out part-1.jsonl.gz", "kg build --readings part-1.jsonl.gz"),
        "query": (
            "kg query who-heads",
            'kg query facts-about --entity "Ada Lovelace" --format csv',
            "kg query who-governs --as-of 2022-03",
            "kg query who-heads --endpoint http://127.0.0.1:7878/query",
            'kg query "SELECT ?person { ?person a <https://schema.org/Person> }"',
        ),
        "show": ('kg show "Ada Lovelace"', "kg show person/ada-lovelace --ids"),
        "mentions": ('kg mentions "Ada Lovelace"',),
        "search": ("kg search bridge opens", "kg search '\"opened a bridge\"' govern*"),
        "diff": ("kg diff graph_before graph_output",),
        "serve": (
            "kg serve",
            "kg serve -g our_graph --port 8000 --no-open",
            "kg serve --endpoint http://127.0.0.1:7878/query",
        ),
        "view": ("kg view",),
        "mcp": ("kg mcp -g our_graph",),
        "export": (
            "kg export -o graph.graphml",
            "kg export --format csv -o facts.csv",
            'kg export --around "Ada Lovelace" -o part.ttl',
        ),
        "publish": (
            "kg publish http://127.0.0.1:7878/update",
            "kg publish http://dba:PASSWORD@127.0.0.1:8890/sparql-auth --query http://127.0.0.1:8890/sparql",
        ),
        "dossier": ('kg dossier "Ada Lovelace" -o ada.docx --format docx',),
        "undecided": ("kg undecided", "kg undecided --limit 5 --json"),
        "merge": ('kg merge "Ada Lovelace" "Ada King"',),
        "split": ('kg split "John Smith" person/john-smith-1f2e3d4c',),
        "link": ('kg link "Ada Lovelace" Q7259',),
        "unlink": ('kg unlink "Ada Lovelace" NK-1',),
        "confirm": ("kg confirm 4f2a9c0d1e5b6a78",),
        "reject": ("kg reject 4f2a9c0d1e5b6a78",),
        "rename": ('kg rename "A. Lovelace" "Ada Lovelace"',),
        "note": ('kg note "Ada Lovelace" "Met in 2020"',),
        "assert": (
            'kg assert "Ada Lovelace" heads "Harbour Bank" --source "Minutes, 4 May 2023"',
            'kg assert "Jane New" heads "Harbour Bank" --subject-type Person --since 2021 -s "Staff list"',
        ),
        "import": (
            'kg import owners.csv --source "Register of companies, May 2024"',
            'kg import staff.csv --map staff.yaml --source "Staff list"',
            'kg import --undo "Staff list"',
        ),
        "claim": ('kg claim news/a.txt "Lovelace of the bank" Lovelace worksFor bank',),
        "correct": (
            "kg correct 4f2a9c0d1e5b6a78 relation leads",
            "kg correct 4f2a9c0d1e5b6a78 direction swapped",
            "kg correct 4f2a9c0d1e5b6a78 status planned",
        ),
        "type": ('kg type "Harbour Bank" Organization',),
        "none": ("kg none Monday",),
        "extent": ('kg extent news.txt "On Monday Anna Berg met Reed." "Monday Anna Berg" "Anna Berg"',),
        "decisions": ("kg decisions", "kg decisions --undo 3", "kg decisions --examples"),
        "check": ("kg check", "kg check --all", "kg check --repair"),
        "backup": ("kg backup graph.kgbackup",),
        "restore": ("kg restore graph.kgbackup -g restored",),
        "rules list": ("kg rules list",),
        "rules show": ("kg rules show title-of",),
        "rules try": ('kg rules try "The mayor of Lyon resigned."',),
        "rules test": ("kg rules test", "kg rules test --rules own.yaml"),
    }
)
