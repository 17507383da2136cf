# The commands of the project. `make build` and `make test` do everything; they
# need Python 3.11 or later (with venv and pip) and make.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build

PYTHON ?= python3
BIN := .venv/bin
SYNCED := .venv/synced
SYNCED_SPARK := .venv/synced-spark
NEW := target/building-$(shell echo $$PPID)
DOCUMENT ?= jlis_fy2021_january
SOURCE ?=
ID ?=
FROM ?=
PORT ?= 8000
SAIL_PORT ?= 50051
# dbt's log keeps the traceback; the terminal gets the message. Outlives Ctrl-C, to say it.
READABLE := (trap '' INT; sed '/Traceback (most recent call last):/,$$ { \
    s|.*Traceback.*|  詳しくは logs/dbt.log / details in logs/dbt.log|; t; d }')

export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export DO_NOT_TRACK := 1
export PYTHONDONTWRITEBYTECODE := 1
# The certificates of the machine, so that it also works behind a proxy of its own.
export UV_SYSTEM_CERTS := 1

.PHONY: build build-spark build-sail test test-spark lint shell browser java docs questions mutation benchmark propose verify-source new-document clean

# The environment, from the lock file alone.
$(SYNCED): pyproject.toml uv.lock
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --locked --inexact --quiet --compile-bytecode
	touch $@

$(SYNCED_SPARK): $(SYNCED)
	UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --locked --inexact --quiet --compile-bytecode --group spark
	touch $@

# Builds beside the last good database and site, in a folder of its own, and swaps
# them in, undisturbed, when everything is green. What an interrupted build left is
# removed. The file keeps its name: DuckDB names the catalog of its views after it.
build: $(SYNCED)
	@for left in target/building*; do kill -0 "$${left##*-}" 2> /dev/null || rm -rf "$$left"; done
	@$(BIN)/python scripts/check_inputs.py --folder $(NEW)
	@echo "dbt build"
	@trap 'echo "中断しました。最後の良いデータベースとサイトはそのままです / interrupted; the last good database and site are as they were"' INT; \
	    BUDGET_DATABASE=$(NEW)/budget.duckdb $(BIN)/dbt build --quiet 2>&1 | $(READABLE)
	$(BIN)/python expectations/run.py --database $(NEW)/budget.duckdb --docs $(NEW)/data_docs
	$(BIN)/python scripts/build_site.py --database $(NEW)/budget.duckdb --site $(NEW)/site --data-docs $(NEW)/data_docs
	@trap '' INT TERM; mv -f $(NEW)/budget.duckdb target/budget.duckdb; \
	    rm -rf target/site; mv $(NEW)/site target/site; rm -rf $(NEW)
	@echo "target/budget.duckdb と target/site を作成しました / are built and verified"

# The same models and tests on Spark, into Parquet files beside the last good ones.
build-spark: $(SYNCED_SPARK)
	@java -version > /dev/null 2>&1 || { echo "Java 17 が必要 / needs Java 17: bash scripts/install_packages.sh java"; exit 1; }
	@for left in target/building*; do kill -0 "$${left##*-}" 2> /dev/null || rm -rf "$$left"; done
	@mkdir -p $(NEW)
	SPARK_CONF_DIR=$${SPARK_CONF_DIR:-profiles/spark} SPARK_WAREHOUSE=$(NEW)/spark \
	    $(BIN)/dbt build --quiet --target spark --target-path target/dbt-spark
	@rm -rf target/spark && mv $(NEW)/spark target/spark && rm -rf $(NEW)
	@echo "target/spark を作成しました / is built and verified"

# The same on Sail, whose server runs for the build only.
build-sail: $(SYNCED_SPARK)
	@for left in target/building*; do kill -0 "$${left##*-}" 2> /dev/null || rm -rf "$$left"; done
	@mkdir -p $(NEW)
	@if (exec 3<> /dev/tcp/127.0.0.1/$(SAIL_PORT)) 2> /dev/null; then \
	    echo "ポート $(SAIL_PORT) は使用中。SAIL_PORT=50052 など / port $(SAIL_PORT) is in use; try SAIL_PORT=50052"; exit 1; fi
	@$(BIN)/sail spark server --ip 127.0.0.1 --port $(SAIL_PORT) > $(NEW)/sail.log 2>&1 & server=$$!; \
	    trap 'kill $$server' EXIT; \
	    PYTHONWARNINGS="ignore:PySpark does not yet:FutureWarning" \
	    SPARK_REMOTE=sc://127.0.0.1:$(SAIL_PORT) SPARK_WAREHOUSE=$(abspath $(NEW)/sail) \
	    $(BIN)/dbt build --quiet --target sail --target-path target/dbt-sail
	@rm -rf target/sail && mv $(NEW)/sail target/sail && rm -rf $(NEW)
	@echo "target/sail を作成しました / is built and verified"

test: $(SYNCED) browser
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder --ignore tests/project/test_spark.py

# Compares Spark and Sail with DuckDB, row by row.
test-spark: $(SYNCED_SPARK) java
	$(BIN)/python -m pytest --numprocesses 2 --dist loadgroup tests/project/test_spark.py

lint: $(SYNCED)
	mkdir -p target
	$(BIN)/sqlfluff lint --processes 2 models tests analyses
	$(BIN)/dbt parse --quiet
	$(BIN)/dbt-bouncer --config-file dbt-bouncer.yml

# Chromium and Japanese fonts, for the tests of the site.
browser:
	@bash scripts/install_packages.sh browser

# Java, for Spark.
java:
	@bash scripts/install_packages.sh java

# Serves the site on this machine only, until Ctrl-C. It can also be opened as a file.
docs: $(SYNCED)
	@test -f target/site/index.html || { echo "先に make build / run make build first"; exit 1; }
	@if (exec 3<> /dev/tcp/127.0.0.1/$(PORT)) 2> /dev/null; then \
	    echo "ポート $(PORT) は使用中。make docs PORT=8001 など / port $(PORT) is in use; try PORT=8001"; exit 1; fi
	@echo "http://127.0.0.1:$(PORT)/ で公開中。終了は Ctrl-C / serving; stop with Ctrl-C"
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory target/site $(PORT) > /dev/null 2>&1

# The DuckDB shell on the built file, read-only.
shell: $(SYNCED)
	@test -f target/budget.duckdb || { echo "先に make build / run make build first"; exit 1; }
	$(BIN)/duckdb -readonly target/budget.duckdb

# Writes docs/questions.md from the queries of analyses/.
questions: $(SYNCED)
	$(BIN)/python scripts/answer_questions.py

# Corrupts every figure in every way, and many at once, and writes docs/mutation.md and docs/decoding.md.
mutation: $(SYNCED)
	$(BIN)/python scripts/mutation.py --document $(DOCUMENT)
	$(BIN)/python scripts/mutation_decoding.py --document $(DOCUMENT)

# Verifies 40,000 generated documents in every way and writes docs/benchmark.md (about
# 15 minutes; SMALL=1: a minute, and no page). Its own packages, and Java 17 for Spark.
benchmark: $(SYNCED)
	@test -f target/budget.duckdb || { echo "先に make build / run make build first"; exit 1; }
	UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --locked --inexact --quiet --group benchmark
	$(BIN)/python benchmarks/benchmark.py $(if $(SMALL),--small)

# Prints the minus marks that arithmetic forces, as rows of restored_signs.csv, and what
# else is suspect; changes nothing.
propose: $(SYNCED)
	@$(BIN)/python scripts/propose.py --document $(DOCUMENT)

# Compares the transcription with the source text, which is not part of the project.
verify-source: $(SYNCED)
	@test -n "$(SOURCE)" || { echo "make verify-source SOURCE=path/to/text"; exit 2; }
	$(BIN)/python scripts/verify_source.py "$(SOURCE)" --document $(DOCUMENT)

# Begins a document: seeds/ID/ and its rows in the vocabulary; FROM is one with the same forms.
new-document: $(SYNCED)
	@test -n "$(ID)" || { echo "make new-document ID=fy2022_amendment [FROM=$(DOCUMENT)]"; exit 2; }
	@$(BIN)/python scripts/new_document.py "$(ID)" --from "$(FROM)"

clean:
	rm -rf .venv target logs
