"""Commands run as a user who may not do everything, whoever runs the tests."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

AWAY = ["unshare", "--user", "--map-user=1000", "--"]  # root there is nobody special


def as_ordinary_user(command: list[str]) -> list[str]:
    """The command as one that permissions hold for; skips the test where there is no such way."""
    if os.geteuid() != 0:
        return command
    if not shutil.which("unshare") or subprocess.run([*AWAY, "true"], capture_output=True).returncode:
        pytest.skip("run by root, and unshare --user does not work here")
    return [*AWAY, *command]
