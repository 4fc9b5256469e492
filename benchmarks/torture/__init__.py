"""Kills, errors of the disk, power cuts, damage and hostile clients, and what must hold after each.

python -m benchmarks.torture [--minutes N] [--seed S]

The articles are made up and read by simple rooms instead of the language model, so that a build
takes a fraction of a second; everything that is written is what a real build writes.
"""
