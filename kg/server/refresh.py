"""After a decision the files that are made from the graph follow, in a process of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Lock, Thread

from kg.queries.sandbox import environment


class Follower:
    """Writes the files of a folder after decisions; a new decision does not wait for that."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def start(self) -> None:
        """Begin to write what is older than the graph. It is brought to its end even if the server ends."""
        with self._lock:
            self._stop()
            command = [sys.executable, "-P", "-m", "kg.pipeline.catchup", str(self._folder)]
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, env=environment(), start_new_session=True
            )
            Thread(target=self._process.wait, daemon=True).start()  # an end that nobody sees leaves a zombie

    def stop(self) -> None:
        """Let go of the folder, so that the graph can be changed; what was begun is begun anew later."""
        with self._lock:
            self._stop()

    def wait(self) -> None:
        """Wait until all is written."""
        with self._lock:
            if self._process is not None:
                self._process.wait()

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
