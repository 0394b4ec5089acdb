# make nightly   set everything up and run the load (if raw/ is empty, write the synthetic sample first)
# make test      set everything up and check formatting, lint, types and imports, then run the tests
# make bench     measure the time and memory for landing large deliveries, linking many records and writing workbooks
# make mutate    change the code line by line, and list the changes that no test notices
# make dev       start Dagster's web page on http://127.0.0.1:3000 (PORT=... for another); it starts no load by itself
# make lock      pin the dependencies of pyproject.toml again

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 3000
HATECRIME_WAREHOUSE ?= $(CURDIR)/warehouse
export HATECRIME_WAREHOUSE
DAGSTER = $(abspath $(HATECRIME_WAREHOUSE))/.dagster

.DEFAULT_GOAL := help
.PHONY: help setup nightly test bench mutate dev lock

help:
	@sed -n 's/^# //p' Makefile

setup: $(BIN)/.ready

# Only the pinned, hashed lock is installed. The project itself is linked, so a change needs no reinstall.
$(BIN)/.ready: requirements.lock pyproject.toml
	@echo "Installing the pinned packages into .venv: a few minutes, and 1.3 GB. Without changes to them, never again."
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock
	@echo "The packages are installed. Linking the project itself, which takes seconds."
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

nightly: setup
	@$(BIN)/hatecrime sample --if-empty
	@$(BIN)/hatecrime nightly

test: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/pytest

bench: setup
	$(BIN)/python -m benchmarks.landing
	$(BIN)/python -m benchmarks.linkage
	$(BIN)/python -m benchmarks.extracts

mutate: setup
	$(BIN)/mutmut run --max-children 2
	$(BIN)/mutmut results

# Dagster starts in its own folder: in this one it would warn that it does not read this folder's dagster.yaml.
dev: setup
	@umask 027 && mkdir -p "$(DAGSTER)" && cp dagster.yaml "$(DAGSTER)/"
	@echo "In about half a minute, Dagster's web page is at http://127.0.0.1:$(PORT). Press Ctrl+C to stop it."
	@echo "No load starts by itself until you turn on the schedule and the sensor, under Automation."
	@umask 027 && cd "$(DAGSTER)" && DAGSTER_HOME="$(DAGSTER)" HATECRIME_WAREHOUSE="$(abspath $(HATECRIME_WAREHOUSE))" \
		$(if $(HATECRIME_RAW),HATECRIME_RAW="$(abspath $(HATECRIME_RAW))") \
		PYTHONWARNINGS='ignore:Function `dev_command` is superseded' \
		"$(CURDIR)/$(BIN)/dagster" dev --module-name pipelines.definitions --port $(PORT)

lock:
	$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate --all-extras pyproject.toml --output-file requirements.lock
