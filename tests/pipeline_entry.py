"""A process that builds with the simple rooms: the test of interruptions kills it."""

import sys

from pipeline_fakes import FAKES

from kg.pipeline.build import build

if __name__ == "__main__":
    folder, graph, workers = sys.argv[1:]
    print("ready", flush=True)
    build(folder, graph, tools=FAKES, workers=int(workers))
