# Everything one does with this folder. `make` alone lists it.

.DEFAULT_GOAL := help
.PHONY: help run test soak lint format bench docs screenshots wheel clean

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
# Seconds after which a test that hangs fails and says where it stands, instead of holding up all of them.
PATIENCE := 300
# Another Python may be named: make run PYTHON=/opt/python3.13/bin/python3
PYTHON ?=

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/installed ## install what is needed and open the workbench
	@$(BIN)/lattice

test: $(VENV)/installed-dev ## all tests but the long ones
	$(BIN)/python -m pytest -n logical --maxprocesses 8 --dist worksteal --timeout $(PATIENCE)

soak: $(VENV)/installed-dev ## the long tests
	$(BIN)/python -m pytest -m soak

lint: $(VENV)/installed-dev ## style, formatting and types
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

format: $(VENV)/installed-dev ## mend style and formatting where that is safe
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

bench: $(VENV)/installed-dev ## measure every line of the speed table on this machine
	@$(BIN)/python -m tests.benchmarks

docs: $(VENV)/installed-dev ## make docs/keys.md again from the table of keys
	@$(BIN)/python assets/make_keys.py

screenshots: $(VENV)/installed-dev ## make the pictures in assets/ again
	@$(BIN)/python -m assets.screenshots

wheel: $(VENV)/installed-dev ## build the wheel into dist/
	$(PIP) wheel --no-deps --wheel-dir dist .

clean: ## remove all that make has made
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis snapshot_report.html

# A stamp file for each kind of installation, so that pip runs again only when pyproject.toml changed.
$(VENV)/installed: pyproject.toml $(BIN)/python
	@echo "Installing Lattice into $(VENV) (once) …"
	@$(PIP) install -e '.[documents,mcp,server,web]'
	@touch $@

$(VENV)/installed-dev: pyproject.toml $(BIN)/python
	@echo "Installing Lattice and the tools of its developers into $(VENV) (once) …"
	@$(PIP) install -e '.[dev,documents,mcp,server,web]'
	@touch $@ $(VENV)/installed

# The first Python that is new enough and can make a virtual environment.
$(BIN)/python:
	@for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
		"$$python" -m venv --clear $(VENV) >/dev/null 2>&1 && exit 0; \
		echo "$$python is new enough, but cannot make a virtual environment." >&2; \
	done; \
	rm -rf $(VENV); \
	echo "Lattice needs Python 3.11 or newer with its venv module; python3 here is: \
	$$(python3 --version 2>&1 || true)" >&2; \
	echo "Install one (on Debian and Ubuntu: python3 and python3-venv), or name one:" >&2; \
	echo "    make run PYTHON=/path/to/python3" >&2; \
	exit 1
