"""What workers of a cluster read with in tests: simple rooms, and a note of each article that is read."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pipeline_fakes
from pipeline_fakes import REAL_FILES

from kg.pipeline import tools as real

NOTES = "KG_TEST_NOTES"  # the folder
FILES = (real.TURTLE, real.TRIG, real.INFERRED)


class Noting(pipeline_fakes.Words):
    def parse(self, text, skip=()):
        with tempfile.NamedTemporaryFile(dir=os.environ[NOTES], delete=False) as note:
            note.write(text.encode())
        if "deadly" in text:
            os._exit(1)
        return super().parse(text, skip)


def language(options):
    return Noting()


def other(options):
    return "2" if "KG_TEST_OTHER" in os.environ else "1"


def read_texts(folder):
    return [note.read_text() for note in Path(folder).iterdir()]


TOOLS = replace(
    REAL_FILES, language=language, outputs=tuple(item for item in real.OUTPUTS if item[0] in FILES)
)
