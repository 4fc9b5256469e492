# make quick: what to run after every change. make all: what must pass before a change goes in.
VENV ?= .venv
PYTHON ?= $(VENV)/bin/python

.PHONY: quick style types tests all

quick: style types tests

style:
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .

types:
	$(PYTHON) -m mypy --strict kg

tests:
	$(PYTHON) -m pytest -n 2 -m "not model and not browser"

all:
	.ci/run
