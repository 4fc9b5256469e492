"""SPARQL servers on this machine, each with a folder of its own, for as long as a test needs them."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


@contextmanager
def oxigraph(folder):
    """Oxigraph's server; the address before ``/query`` and ``/update``."""
    port = free_port()
    command = [OXIGRAPH, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            until_it_listens(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def until_it_listens(port, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise TimeoutError(f"no server on port {port}")


VIRTUOSO = shutil.which("virtuoso-t")
SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
MaxCheckpointRemap = 2000

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx

[Parameters]
ServerPort = 127.0.0.1:{own}
DirsAllowed = {folder}
NumberOfBuffers = 20000
ServerThreads = 10

[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 5

[SPARQL]
ResultSetMaxRows = 1000000
DefaultGraph = urn:nothing
"""


@contextmanager
def virtuoso(folder):
    """Virtuoso; where updates go and where queries do."""
    folder.mkdir(parents=True, exist_ok=True)
    port, own = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(SETTINGS.format(folder=folder, port=port, own=own))
    command = [VIRTUOSO, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            until_it_listens(port, 120)
            yield f"http://dba:dba@127.0.0.1:{port}/sparql-auth", f"http://127.0.0.1:{port}/sparql"
        finally:
            process.kill()
