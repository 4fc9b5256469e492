# make quick: what to run after every change. make all: what must pass before a change goes in.
VENV ?= .venv
PYTHON ?= $(VENV)/bin/python

.PHONY: quick style types tests web all

quick: style types tests web

style:
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .

types:
	$(PYTHON) -m mypy --strict kg

tests:
	$(PYTHON) -m pytest -n 2 --dist worksteal -m "not model and not browser and not slow"

web:
	@if ! command -v npm >/dev/null; then echo "npm is not installed: the front end is not checked"; \
	else cd web && { [ -d node_modules ] || npm ci --silent; } && npm run --silent check; fi

all:
	.ci/run
