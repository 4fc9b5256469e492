"""``python -m kg.pipeline.catchup FOLDER`` writes the files of a graph that are older than it.

It goes behind other processes, and may be killed at any time: each file is the old one or the whole new one.
"""

from __future__ import annotations

import os
import sys
import time

from kg.errors import BusyError

PAUSE = 1.0  # seconds, while another process writes
TRIES = 600


def main() -> None:
    """Write them, once no other process writes."""
    from kg.pipeline.decide import catch_up

    if hasattr(os, "nice"):
        os.nice(10)
    for _ in range(TRIES):
        try:
            catch_up(sys.argv[1])
            return
        except BusyError:
            time.sleep(PAUSE)


if __name__ == "__main__":
    main()
