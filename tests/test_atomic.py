"""Files are replaced as a whole, through links, and are on the disk before anyone is told so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.atomic import write_bytes, write_text
from kg.entities.judgements import append, remove


def test_a_link_stays_and_leads_to_the_new_file(tmp_path):
    (tmp_path / "shared").mkdir()
    real = tmp_path / "shared" / "ours.txt"
    real.write_text("old", "utf-8")
    real.chmod(0o640)
    link = tmp_path / "decisions.txt"
    link.symlink_to(real)
    write_text(link, "new")
    assert link.is_symlink() and real.read_text("utf-8") == "new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_decision_goes_through_the_link(tmp_path):
    (tmp_path / "shared").mkdir()
    link = tmp_path / "decisions.txt"
    link.symlink_to(tmp_path / "shared" / "ours.txt")
    append(link, "note", ["person/ann", "once"])
    append(link, "note", ["person/ann", "twice"])
    remove(link, "note", ["person/ann", "once"])
    assert link.is_symlink() and "twice" in (tmp_path / "shared" / "ours.txt").read_text("utf-8")
    assert [path.name for path in (tmp_path / "shared").iterdir()] == ["ours.txt"]


def test_what_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    file = tmp_path / "graph.ttl"
    file.write_text("old", "utf-8")

    def fail(new):
        new.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="space"):
        write_bytes(file, fail)
    assert file.read_text("utf-8") == "old" and list(tmp_path.iterdir()) == [file]


def test_the_file_is_on_the_disk_before_its_name_and_the_name_before_the_end(tmp_path, monkeypatch):
    calls = []
    real_sync, real_replace = os.fsync, type(tmp_path).replace

    def sync(handle):
        calls.append(f"sync {Path(f'/proc/self/fd/{handle}').readlink().name}")
        real_sync(handle)

    def replace(self, target):
        calls.append(f"rename {self.name} {target.name}")
        return real_replace(self, target)

    monkeypatch.setattr("kg.atomic.os.fsync", sync)
    monkeypatch.setattr(type(tmp_path), "replace", replace)
    append(tmp_path / "decisions.txt", "note", ["person/ann", "text"])
    new = ".decisions.txt.new"
    assert calls == [f"sync {new}", f"rename {new} decisions.txt", f"sync {tmp_path.name}"]


def test_a_pipe_is_written_to_as_it_is():
    code = "from pathlib import Path; from kg.atomic import write_text; write_text(Path('/dev/stdout'), 'x')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "x"
