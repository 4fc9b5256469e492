"""What all commands share: options, errors as one line, printing, progress."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TypeVar

import typer

from kg.errors import KGError
from kg.filenames import printable

if TYPE_CHECKING:
    from kg.pipeline.built_graph import Graph
    from kg.pipeline.sync import Progress

P = ParamSpec("P")
R = TypeVar("R")
INTERRUPTED = 130

Folder = Annotated[Path, typer.Option("--graph", "-g", help="The graph folder.", show_default=True)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
Workers = Annotated[
    int | None,
    typer.Option("--workers", "-w", min=1, help="Processes to read with; as many as pay by default."),
]
Seconds = Annotated[
    float,
    typer.Option("--seconds", min=0, help="Give an article up after that time; 0 for never."),
]
Limits = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=NUMBER",
        help="What may be read: characters, words, names, unpacked, archive.",
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FIELD=COLUMN,...",
        help="What is what in CSV, JSON and Excel files: text=body,title=headline; see kg columns.",
    ),
]
Ner = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="A spaCy pipeline whose entities to use; '' for the shipped model's."),
]
GRAPH = Path("graph_output")
SECONDS = 300.0  # far more than any article takes: only a net


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """A command whose errors become one line on standard error and exit code 1."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except BrokenPipeError:
            raise
        except KGError as error:
            raise fail(str(error)) from None
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise fail(f"{where}{error.strerror or error}") from None
        except UnicodeEncodeError as error:
            raise fail(f"{printable(str(error.object))!r} is no text in UTF-8") from None
        except MemoryError:
            raise fail("not enough memory; try fewer --workers") from None
        except KeyboardInterrupt:
            raise fail("interrupted; run it again and it goes on where it was", INTERRUPTED) from None

    return run


def fail(message: str, code: int = 1) -> typer.Exit:
    """Print an error; the exit to raise."""
    complain(message)
    return typer.Exit(code)


def complain(message: str) -> None:
    """One line on standard error."""
    typer.echo(f"kg: {' '.join(printable(message).split())}", err=True)


def say(text: str = "") -> None:
    """A line of output, without control characters that a terminal would obey."""
    typer.echo("".join(c if c.isprintable() else " " for c in printable(text)))


def many(count: int, thing: str) -> str:
    """A number of things in words."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def say_json(data: Any) -> None:
    """Data as JSON, dataclasses as objects."""
    import dataclasses
    import json

    def default(value: Any) -> Any:
        return dataclasses.asdict(value) if dataclasses.is_dataclass(value) else str(value)  # type: ignore[arg-type]

    typer.echo(printable(json.dumps(data, ensure_ascii=False, indent=1, default=default)))


@contextmanager
def opened(folder: Path) -> Iterator[Graph]:
    """The graph of a folder, for reading."""
    from kg.pipeline.built_graph import Graph

    with Graph(folder) as graph:
        yield graph


@contextmanager
def progress(quiet: bool) -> Iterator[Progress | None]:
    """A progress bar on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show
