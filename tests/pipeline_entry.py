"""A process that builds with the simple rooms: the test of interruptions kills it."""

import sys

import pipeline_fakes

from kg.pipeline.build import build

if __name__ == "__main__":
    folder, graph, workers, tools = sys.argv[1:]
    print("ready", flush=True)
    build(folder, graph, tools=getattr(pipeline_fakes, tools), workers=int(workers))
