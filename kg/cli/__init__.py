"""The ``kg`` command: it parses, calls a function of the same name, and prints."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from kg.cli.app import app

    app(prog_name="kg")
