"""What a command does to the network and to files, seen from outside its processes with strace.

A library in native code opens sockets that no patched Python module sees; strace sees every call of
every thread and child.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from ordinary import as_ordinary_user

NETWORK = ("connect", "sendto", "sendmsg", "sendmmsg")
FILES = (
    *("open", "openat", "openat2", "creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "link"),
    *("linkat", "symlink", "symlinkat", "unlink", "unlinkat", "rmdir", "truncate", "mknod", "mknodat"),
)
CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<rest>.*)$")
QUOTED = re.compile(r'(?:(?P<fd>AT_FDCWD|\d+)<(?P<at>[^>]*)>, )?"(?P<path>(?:[^"\\]|\\.)*)"')
OUTSIDE = re.compile(r"sa_family=AF_INET6?\b")
LOOK_UP = re.compile(r'"/etc/(?:resolv\.conf|hosts)"|/nscd/|systemd/resolve')
ADDRESS = re.compile(r'inet_(?:addr|pton)\((?:AF_INET6, )?"([^"]+)"')
WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE")
ALWAYS = ("/dev/", "/proc/")  # terminals and nothing; a process's own settings


@dataclass(frozen=True)
class Seen:
    """The output of a command, and what it did that it may not do."""

    code: int
    output: str
    errors: str
    network: tuple[str, ...]  # connections, and look-ups of names
    files: tuple[str, ...]  # written, made, moved or removed outside of where it may


def tracing(log: Path) -> list[str]:
    """What goes before a command; skips the test where there is no strace that works."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed: what a process does cannot be seen from outside")
    if subprocess.run([strace, "-o", "/dev/null", "true"], capture_output=True).returncode:
        pytest.skip("strace may not look at processes here")
    traced = ",".join(f"?{name}" for name in (*NETWORK, *FILES))  # ?: not every system has each
    flags = ["-f", "-qq", "-y", "-s", "4096", "--seccomp-bpf", "-e", "signal=none", "-e", f"trace={traced}"]
    return [strace, *flags, "-o", str(log)]


def environment(home: Path) -> dict[str, str]:
    """A clean environment with an empty home; Python's own cache of compiled code is left out."""
    (home / "tmp").mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG", "LC_ALL") if name in os.environ}
    (home / "home").mkdir(exist_ok=True)
    return {
        **kept,
        "HOME": str(home / "home"),
        "TMPDIR": str(home / "tmp"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "BROWSER": "true",
    }


def observe(home: Path, command: list[str], *, allowed: tuple[Path, ...], given: str | None = None) -> Seen:
    """Run a command and look at all it does; ``allowed`` are the places where it may write."""
    log = home / "strace.log"
    traced = as_ordinary_user([*tracing(log), *command])
    done = subprocess.run(
        traced,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=environment(home),
        input=given,
        check=False,
    )
    return judged(home, allowed, done.returncode, done.stdout, done.stderr)


def kg(*arguments: object) -> list[str]:
    """The command line of kg."""
    return [sys.executable, "-m", "kg", *map(str, arguments)]


def judged(home: Path, allowed: tuple[Path, ...], code: int = 0, output: str = "", errors: str = "") -> Seen:
    """What the log of strace in ``home`` tells; /tmp may be written to, but for the tests' own folders."""
    lines = (home / "strace.log").read_text("utf-8", "replace").splitlines()
    calls = [(match["name"], match["rest"]) for line in lines if (match := CALL.match(line))]
    if not calls:
        raise AssertionError(f"strace saw nothing: {errors}")
    network = [f"{name}({rest}" for name, rest in calls if _reaches_out(name, rest)]
    files = [path for name, rest in calls if name in FILES for path in _changed(name, rest)]
    roots = tuple(os.path.realpath(path) for path in (*allowed, home / "tmp"))
    ours = (os.path.realpath(home.parent),)
    wrong = [
        path
        for path in files
        if not path.startswith(ALWAYS)
        and not _under(path, roots)
        and (_under(path, ours) or not _under(path, ("/tmp",)))
    ]
    return Seen(code, output, errors, tuple(network), tuple(dict.fromkeys(wrong)))


def _reaches_out(name: str, rest: str) -> bool:
    if LOOK_UP.search(rest):
        return True
    if name not in NETWORK or not OUTSIDE.search(rest):
        return False
    found = ADDRESS.search(rest)
    return found is None or not found[1].startswith(("127.", "::1"))


def _changed(name: str, rest: str) -> Iterator[str]:
    """The paths that a call changes."""
    if name in ("open", "openat", "openat2") and not WRITES.search(rest):
        return
    last = rest.rpartition(" = ")[0]
    for match in QUOTED.finditer(last):
        path = match["path"].encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")
        yield os.path.realpath(os.path.join(match["at"] or "/", path))  # noqa: PTH118


def _under(path: str, roots: tuple[str, ...]) -> bool:
    return any(path == root or path.startswith(f"{root}/") for root in roots)
