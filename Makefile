# `make run` and `make test` do all their own set-up; `make ui` serves the Dagster UI on 127.0.0.1.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help install run test soak ui lock lint browser r bench bench-full

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# A venv holds exactly one lock: the stamp names it, so a changed lock installs again.
define install
	@test -x $(@D)/bin/python || $(PYTHON) -m venv $(@D)
	@echo "Installing $(1) …"
	@$(@D)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r $(1)
	@$(@D)/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
endef

$(VENV)/.run: requirements.lock pyproject.toml
	$(call install,requirements.lock)

# The lock for testing holds all of the lock for running, in the same versions.
$(VENV)/.dev: requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock)
	@touch $(VENV)/.run

# Apart from the others: with pyarrow and dbt installed, pandas and the pipeline would no longer be what is tested.
$(VENV)-bench/.klaar: requirements-bench.lock pyproject.toml
	$(call install,requirements-bench.lock)

install: $(VENV)/.run  ## what a server needs, and nothing else (PYTHON=… chooses the interpreter)
	@# Whoever runs it there may not write here.
	@$(BIN)/python -m compileall -q jbr_pipeline

run: $(VENV)/.run  ## make the sample if there is no delivery yet, run the whole job, print the kerncijfers
	@# Exit code 3 is a published run that leaves something to attend to, as the sample does on purpose.
	@$(BIN)/jbr run --voorbeeld-indien-leeg || test $$? -eq 3

test: $(VENV)/.dev browser r  ## tests, lint, types and import rules
	$(MAKE) lint
	@# In the order of the folders, so that no two workers wait for the sample at once.
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# What `make test` does a few times, a few hundred times; nothing may be lost.
soak: $(VENV)/.dev  ## kill runs at any moment, read while they publish, feed 5.000 bad files: 90 minutes
	JBR_SOAK=1 $(BIN)/python -m pytest -q jbr_pipeline_tests/soak

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The numbers are in benchmarks/results; it fails when a ratio is a quarter worse than in the last commit.
bench: $(VENV)/.dev $(VENV)-bench/.klaar  ## measure against the floor and against the peers, up to 2 million rows
	@$(BIN)/python -m benchmarks

bench-full: $(VENV)/.dev $(VENV)-bench/.klaar  ## the same up to 20 million rows: ten years (some hours)
	@$(BIN)/python -m benchmarks --maten 0,2M 2M 20M --bewijs

ui: $(VENV)/.run  ## serve the Dagster UI (webserver and daemon)
	@$(BIN)/jbr ui

# What the Python lock cannot install: a real Chromium for the browser tests, and R for the examples of docs/analysts.md.
define apt
	echo "Installing $(1) for the tests …"; SUDO=$$(test "$$(id -u)" = 0 || echo sudo); \
	$$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq $(1)
endef

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	  || { $(call apt,chromium); }

# Only the examples in R need it, and those tests say so when it is not there.
r:
	@command -v Rscript >/dev/null || { $(call apt,--no-install-recommends r-base-core); } \
	  || echo "R is not installed; its examples are not run."

lock:  ## resolve the lock files again (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group bench -c requirements.lock -o requirements-bench.lock
