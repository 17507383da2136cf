# The commands of the project. `make build`, `make lint` and `make test` do everything; they
# need Python 3.11 or later (with venv and pip) and make.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build

PYTHON ?= python3
BIN := .venv/bin
SYNCED := .venv/synced
SYNCED_SPARK := .venv/synced-spark
SYNCED_XBRL := .venv/synced-xbrl
DOCUMENT ?= jlis_fy2021_january
SOURCE ?=
ID ?=
FROM ?=
# In the environment and as typed, so that neither a shell nor make reads what stands in a name or a path.
$(foreach name,DOCUMENT SOURCE ID FROM,$(eval override $(name) := $$(value $(name))))
export DOCUMENT SOURCE ID FROM
PORT ?= 8000
CASES ?= 10000
BUILDS ?= 50
KILLS ?= 200
export SAIL_PORT ?= 50051
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export DO_NOT_TRACK := 1
export PYTHONDONTWRITEBYTECODE := 1
# The certificates of the machine, so that it also works behind a proxy of its own.
export UV_SYSTEM_CERTS := 1
# What a terminal cannot show is spelled out, and no reason to stop.
export PYTHONIOENCODING := :backslashreplace

.PHONY: build build-spark build-sail test test-spark test-xbrl lint attack shell browser tools java docs look questions mutation benchmark propose read-score verify-source expect read new-document clean

# The environment, from the lock file alone. Relocatable: its commands name no folder,
# so that the project can be moved.
$(SYNCED): pyproject.toml uv.lock
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	grep -q relocatable .venv/pyvenv.cfg || { echo "relocatable = true" >> .venv/pyvenv.cfg; \
	    UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --locked --inexact --quiet --reinstall; }
	UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --locked --inexact --quiet --compile-bytecode
	touch $@

$(SYNCED_SPARK): $(SYNCED)
	UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --locked --inexact --quiet --compile-bytecode --group spark
	touch $@

$(SYNCED_XBRL): $(SYNCED)
	UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --locked --inexact --quiet --compile-bytecode --group xbrl
	touch $@

# Each builds beside what is there and publishes only what is green (scripts/build.py).
build: $(SYNCED)
	@$(BIN)/python scripts/build.py

# The same models and tests on Spark and on Sail, into Parquet files.
build-spark: $(SYNCED_SPARK)
	@java -version > /dev/null 2>&1 || { echo "Java 17 が必要 / needs Java 17: bash scripts/install_packages.sh java"; exit 1; }
	@$(BIN)/python scripts/build.py spark

build-sail: $(SYNCED_SPARK)
	@$(BIN)/python scripts/build.py sail

test: $(SYNCED) browser tools
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder --ignore tests/project/test_spark.py --ignore tests/project/test_xbrl.py

# Arbitrary input, and kills at any instant: about 2 hours on two cores as it stands.
attack: $(SYNCED)
	CASES=$(CASES) BUILDS=$(BUILDS) KILLS=$(KILLS) $(BIN)/python -m pytest -rP -o faulthandler_timeout=0 --numprocesses 2 --dist worksteal tests/project/test_attack.py

# Compares Spark and Sail with DuckDB, row by row.
test-spark: $(SYNCED_SPARK) java
	$(BIN)/python -m pytest --numprocesses 2 --dist loadgroup tests/project/test_spark.py

# Lets Arelle, the reference validator of XBRL, read what the downloads offer (4 minutes).
test-xbrl: $(SYNCED_XBRL)
	$(BIN)/python -m pytest tests/project/test_xbrl.py

# The style of the SQL and the conventions of the project. In a folder of its own: what dbt says of the last build stays.
lint: $(SYNCED)
	mkdir -p target
	$(BIN)/sqlfluff lint --processes 2 models tests analyses
	$(BIN)/dbt parse --quiet --target-path target/lint
	$(BIN)/dbt-bouncer --config-file dbt-bouncer.yml

# Chromium and Japanese fonts, for the tests of the site.
browser:
	@bash scripts/install_packages.sh browser

# R and LibreOffice, for the lines of docs/other-tools.md.
tools:
	@bash scripts/install_packages.sh tools

# Contact sheets of every kind of page into target/look, and what an eye would notice (10 minutes).
look: $(SYNCED) browser
	@$(BIN)/python scripts/look.py

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

# The DuckDB shell on the built file, read-only; it begins with what one may ask.
shell: $(SYNCED)
	@test -f target/budget.duckdb || { echo "先に make build / run make build first"; exit 1; }
	@$(BIN)/duckdb -readonly -init scripts/shell.sql target/budget.duckdb

# Writes docs/questions.md from the queries of analyses/.
questions: $(SYNCED)
	$(BIN)/python scripts/answer_questions.py

# Corrupts every figure in every way, and many at once, and writes docs/mutation.md and docs/decoding.md.
mutation: $(SYNCED)
	$(BIN)/python scripts/mutation.py --document "$$DOCUMENT"
	$(BIN)/python scripts/mutation_decoding.py --document "$$DOCUMENT"

# Builds with 40,000 generated documents, beside other tools, and writes docs/benchmark.md
# (20 minutes; SMALL=1: two, and no page). Its own packages, and Java 17 for Spark.
benchmark: $(SYNCED)
	@test -f target/budget.duckdb || { echo "先に make build / run make build first"; exit 1; }
	UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --locked --inexact --quiet --group benchmark
	$(BIN)/python benchmarks/benchmark.py $(if $(SMALL),--small)

# Prints the minus marks that arithmetic forces, as rows of restored_signs.csv, and what
# else is suspect; changes nothing.
propose: $(SYNCED)
	@$(BIN)/python scripts/propose.py --document "$$DOCUMENT"

# Reads the source text from nothing, compares what is found with the transcription, and writes
# docs/read-score.md.
read-score: $(SYNCED)
	@test -n "$$SOURCE" || { echo "make read-score SOURCE=path/to/text"; exit 2; }
	@test -f target/budget.duckdb || { echo "先に make build / run make build first"; exit 1; }
	$(BIN)/python -m reader.score "$$SOURCE" --document "$$DOCUMENT"

# Compares the transcription with the source text, which is not part of the project.
verify-source: $(SYNCED)
	@test -n "$$SOURCE" || { echo "make verify-source SOURCE=path/to/text"; exit 2; }
	$(BIN)/python scripts/verify_source.py "$$SOURCE" --document "$$DOCUMENT"

# Reads a document in from its text or PDF: make read SOURCE=file ID=fy2022_amendment [FROM=...]
read: $(SYNCED)
	@test -n "$$SOURCE" -a -n "$$ID" || { echo "make read SOURCE=path/to/text ID=fy2022_amendment [FROM=$$DOCUMENT]"; exit 2; }
	@$(BIN)/python -m reader.read "$$SOURCE" "$$ID" --from "$$FROM"

# Takes what the rules of a document evaluate from a trial build, after it was corrected.
expect: $(SYNCED)
	@$(BIN)/python -m reader.expect "$$DOCUMENT"

# Begins a document that has the forms of FROM: seeds/ID/ and its rows in the vocabulary.
new-document: $(SYNCED)
	@test -n "$$ID" -a -n "$$FROM" || { echo "make new-document ID=fy2022_amendment FROM=$$DOCUMENT"; exit 2; }
	@$(BIN)/python scripts/new_document.py "$$ID" --from "$$FROM"

clean:
	rm -rf .venv target logs
