# The commands of the project. `make build` and `make test` do everything; they
# need Python 3.11 or later (with venv and pip) and make.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build

PYTHON ?= python3
BIN := .venv/bin
SYNCED := .venv/synced
DOCUMENT ?= jlis_fy2021_january
SOURCE ?=

export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export DO_NOT_TRACK := 1
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: build test lint shell questions mutation verify-source clean

# The environment, from the lock file alone.
$(SYNCED): pyproject.toml uv.lock
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --locked --inexact --quiet
	touch $@

# Builds beside the last good database and swaps it in when everything is green.
# The file keeps its name, because DuckDB names the catalog of its views after it.
build: $(SYNCED)
	rm -rf target/building && mkdir -p target/building
	BUDGET_DATABASE=target/building/budget.duckdb $(BIN)/dbt build --quiet
	mv -f target/building/budget.duckdb target/budget.duckdb
	@echo "target/budget.duckdb を作成しました / target/budget.duckdb is built and verified"

test: $(SYNCED) lint
	$(BIN)/python -m pytest

lint: $(SYNCED)
	mkdir -p target
	$(BIN)/sqlfluff lint --processes 2 models tests analyses
	$(BIN)/dbt parse --quiet
	$(BIN)/dbt-bouncer --config-file dbt-bouncer.yml

# The DuckDB shell on the built file, read-only.
shell: $(SYNCED)
	@test -f target/budget.duckdb || { echo "先に make build / run make build first"; exit 1; }
	$(BIN)/duckdb -readonly target/budget.duckdb

# Writes docs/questions.md from the queries of analyses/.
questions: $(SYNCED)
	$(BIN)/python scripts/answer_questions.py

# Corrupts every figure in every way and writes docs/mutation.md.
mutation: $(SYNCED)
	$(BIN)/python scripts/mutation.py

# Compares the transcription with the source text, which is not part of the project.
verify-source: $(SYNCED)
	@test -n "$(SOURCE)" || { echo "make verify-source SOURCE=path/to/text"; exit 2; }
	$(BIN)/python scripts/verify_source.py "$(SOURCE)" --document $(DOCUMENT)

clean:
	rm -rf .venv target logs
