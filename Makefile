# make nightly   set everything up and run the load (if raw/ is empty, write the synthetic sample first)
# make test      set everything up and check formatting, lint, types and imports, then run the tests
# make bench     measure the time and memory for landing large deliveries, linking many records and writing workbooks
# make mutate    change the code line by line, and list the changes that no test notices
# make dev       start Dagster's web interface
# make lock      pin the dependencies of pyproject.toml again

PYTHON ?= python3
BIN := .venv/bin
HATECRIME_WAREHOUSE ?= $(CURDIR)/warehouse
export HATECRIME_WAREHOUSE

.DEFAULT_GOAL := help
.PHONY: help setup nightly test bench mutate dev lock

help:
	@sed -n 's/^# //p' Makefile

setup: $(BIN)/.ready

# Only the pinned, hashed lock is installed. The project itself is linked, so a change needs no reinstall.
$(BIN)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
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

dev: setup
	@mkdir -p $(HATECRIME_WAREHOUSE)/.dagster && cp dagster.yaml $(HATECRIME_WAREHOUSE)/.dagster/
	DAGSTER_HOME=$(HATECRIME_WAREHOUSE)/.dagster $(BIN)/dagster dev --module-name pipelines.definitions

lock:
	$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate --all-extras pyproject.toml --output-file requirements.lock
