# The verbs of Peil. `make` lists them. PORT=… and DATA_DIR=… work for all.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
export PEIL_PORT := $(or $(PORT),$(PEIL_PORT))
export PEIL_DATA_DIR := $(or $(DATA_DIR),$(PEIL_DATA_DIR))
.DEFAULT_GOAL := help
.PHONY: help run build test test-deps test-long check bench pack assets lock

help: ## shows this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: export PEIL_DEMO := $(or $(PEIL_DEMO),1)
run: .venv/.run chromium ## builds what is needed and serves http://127.0.0.1:8050, with marked example data
	@$(BIN)/python -m data_pipeline build || echo "De opbouw is mislukt; wat eerder gepubliceerd werd, blijft te zien." >&2
	@$(BIN)/python serve.py

build: .venv/.run ## builds the warehouse from data/sources and deliveries and publishes it
	@$(BIN)/python -m data_pipeline build

test: .venv/.test chromium ## runs the whole suite, browser included
	@$(BIN)/python -m pytest -m "not long"

test-long: .venv/.test chromium ## runs everything, the large matrices included
	@$(BIN)/python -m pytest

test-deps: .venv/.test chromium ## installs what the tests need beside Python
	@tools/test_programs.sh

check: .venv/.test ## ruff, mypy, import contracts, file sizes
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python tools/file_sizes.py

bench: .venv/.test build ## times pages, queries and pictures as ratios of one run
	@$(BIN)/python tools/bench.py
	@$(BIN)/python tools/bench_exports.py

pack: .venv/.run chromium build ## makes a board pack per municipality; PACK="--gemeente lier --soort pptx,docx,pdf,xlsx --datum 2026-12-31 --uit map"
	@$(BIN)/python tools/pack.py $(PACK)

assets: ## builds the vendored files in assets/ again (needs node and npm)
	@tools/assets/build.sh

lock: ## writes requirements*.txt again (needs uv)
	@uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml -o requirements.txt
	@uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.txt

.PHONY: chromium
chromium:
	@tools/chromium.sh

.venv/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Peil heeft Python 3.11 of nieuwer nodig." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.test: requirements-dev.txt .venv/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
