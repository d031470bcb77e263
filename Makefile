# run · test · check · fix · bench · ui · lock: the only commands to know.
# Needs Python 3.11 or newer and make; everything else is fetched into .venv and web/node_modules.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell sh scripts/find-python)
BIN := .venv/bin
CACHE := .cache
STEP := sh scripts/step
# The lock files are complete (pip check agrees), so nothing is resolved: a release made after the
# lock would otherwise be looked at for "coverage[toml]" and refused for want of a hash.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --root-user-action=ignore
# an account without a home of its own (nobody, a CI user) still needs a place for caches
export HOME := $(shell if [ -d "$$HOME" ] && [ -w "$$HOME" ]; then echo "$$HOME"; else mkdir -p .cache/home && cd .cache/home && pwd; fi)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_PYTHON_DOWNLOADS := never

WEB_SOURCES := $(shell find web -type f -not -path 'web/node_modules/*')
UI := src/urakata/main/ui/index.html

.PHONY: help run test check fix bench docs ui lock clean

help:
	@echo "make run    start Urakata with the demo company: http://localhost:8000 (PORT, URAKATA_HOME)"
	@echo "make test   every check and test"
	@echo "make check  the quick checks: style, types, architecture"
	@echo "make fix    repair what can be repaired automatically"
	@echo "make bench  measure speed against PostgreSQL itself (BENCH='--only process': approvals)"
	@echo "make docs   write the pages of docs/ that come from the code"
	@echo "make ui     build the screen"
	@echo "make lock   renew the lock files of requirements/"

run: $(CACHE)/run-installed $(UI)
	@exec $(BIN)/urakata serve --demo

# --- set up -----------------------------------------------------------------------------------

$(BIN)/python:
	@$(STEP) "Making a virtual environment (.venv)" sh scripts/make-venv "$(PYTHON)"

$(CACHE)/run-installed: $(BIN)/python requirements/run.txt pyproject.toml
	@mkdir -p $(CACHE)
	@$(STEP) "Installing what Urakata needs" $(PIP) --require-hashes --no-deps -r requirements/run.txt
	@$(STEP) "Installing Urakata" $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(CACHE)/dev-installed: $(CACHE)/run-installed requirements/dev.txt
	@$(STEP) "Installing the tools of the tests" $(PIP) --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

# --- the screen -------------------------------------------------------------------------------

ui: $(UI)

$(CACHE)/node-found: $(BIN)/python requirements/ui.txt
	@mkdir -p $(CACHE)
	@sh scripts/find-node >/dev/null 2>&1 || $(STEP) "Installing Node" $(PIP) --require-hashes --no-deps -r requirements/ui.txt
	@touch $@

$(CACHE)/web-installed: $(CACHE)/node-found web/package-lock.json
	@$(STEP) "Installing what the screen needs" sh scripts/npm web ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(UI): $(CACHE)/web-installed $(WEB_SOURCES)
	@$(STEP) "Building the screen" sh scripts/npm web run build
	@$(STEP) "Compressing the screen" $(BIN)/python -m whitenoise.compress --quiet src/urakata/main/ui
	@touch $@

# --- checks and tests -------------------------------------------------------------------------

check: $(CACHE)/dev-installed $(CACHE)/web-installed
	@$(STEP) "Style (ruff check)" $(BIN)/ruff check .
	@$(STEP) "Format (ruff format)" $(BIN)/ruff format --check .
	@$(STEP) "Types (mypy)" $(BIN)/mypy
	@$(STEP) "Architecture (import-linter)" $(BIN)/lint-imports
	@$(STEP) "Unused code (vulture)" $(BIN)/vulture
	@$(STEP) "Dependencies (deptry)" $(BIN)/deptry src
	@$(STEP) "Migrations are complete" $(BIN)/python scripts/check_migrations.py
	@$(STEP) "Lock files name no host" sh scripts/check-locks
	@$(STEP) "Screen: types and style (tsc, biome)" sh scripts/npm web run check
	@$(STEP) "Screen: tests (vitest)" sh scripts/npm web run test

test: $(CACHE)/dev-installed $(UI) $(CACHE)/clients-installed
	@sh scripts/get-chromium
	@$(MAKE) check
	@sh scripts/run-tests

$(CACHE)/clients-installed: $(CACHE)/node-found $(wildcard tests/clients/package-lock.json)
	@if [ -f tests/clients/package-lock.json ]; then $(STEP) "Installing kintone's clients" sh scripts/npm tests/clients ci --ignore-scripts --no-audit --no-fund; fi
	@touch $@

fix: $(CACHE)/dev-installed $(CACHE)/web-installed
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@sh scripts/npm web run fix

docs: $(CACHE)/dev-installed
	@$(BIN)/python scripts/write_cli_reference.py

bench: $(CACHE)/dev-installed
	@$(BIN)/python -m bench $(BENCH)

# --- lock files: versions and hashes, never the address of a registry ---------------------------

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

lock: $(CACHE)/dev-installed
	@$(LOCK) pyproject.toml --group build --output-file requirements/run.txt
	@$(LOCK) pyproject.toml --group dev --group build --constraint requirements/run.txt --output-file requirements/dev.txt
	@$(LOCK) --group ui --output-file requirements/ui.txt
	@sh scripts/check-locks

clean:
	@rm -rf .venv $(CACHE) web/node_modules tests/clients/node_modules src/urakata/main/ui
