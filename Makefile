# Everything a developer or CI runs. A fresh machine needs python3 (3.11 or newer) with its venv module, make and git.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
# One process per core, each with a stretch of the tests, so that most files are prepared once; who is done takes tests
# of others. `make test TESTS=tests/rules/formula PYTEST="-x"` runs a part.
TESTS  ?= tests
PYTEST ?= -n auto --dist worksteal

# Some machines tell Python to keep no bytecode; then each of the many processes of the tests compiles everything again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install demo test test-rules fuzz faults coverage check format bench openapi serve constraints image clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The build backend comes first and from the constraints file, so that building the project fetches nothing else.
$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install -c constraints.txt hatchling editables
	$(PIP) install -c constraints.txt --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	$(PIP) install -c constraints.txt --no-build-isolation -e '.[dev]'
	@touch $@

install: $(VENV)/.dev ## Create .venv with everything pinned in constraints.txt

demo: $(VENV)/.runtime ## Compute a sample company's month and print the bonuses
	$(BIN)/bonus demo

test: $(VENV)/.dev ## Run all tests
	$(BIN)/python -m pytest $(PYTEST) $(TESTS)

test-rules: $(VENV)/.dev ## Run the tests of the pure engine only
	$(BIN)/python -m pytest tests/rules

fuzz: $(VENV)/.dev ## Try the promises of openapi.json with many more calls than the tests make
	FUZZ_WHOLE=1 FUZZ_EXAMPLES=$(or $(EXAMPLES),300) $(BIN)/python -m pytest $(PYTEST) tests/service/fuzz

faults: $(VENV)/.dev ## Kill the service at every point of its work, race, crash PostgreSQL, fill the disk
	FAULT_POINTS=$(or $(POINTS),100000) RACE_ROUNDS=$(or $(ROUNDS),300) LIFE_EXAMPLES=$(or $(LIVES),100) LIFE_STEPS=40 \
	    TAMPERINGS=$(or $(ATTEMPTS),1000) $(BIN)/python -m pytest $(PYTEST) tests/faults \
	    tests/service/runs/test_knowledge_race.py tests/service/audit/test_tampering.py

coverage: $(VENV)/.dev ## Run all tests and report lines and branches never reached
	$(BIN)/python -m pytest $(PYTEST) --cov --cov-report=term $(TESTS)

check: $(VENV)/.dev ## Check format, lint, types, import direction, openapi.json
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(BIN)/bonus openapi | diff -u openapi.json - || { echo "openapi.json is not the app's: run make openapi"; exit 1; }

format: $(VENV)/.dev ## Format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## Measure speed and memory against peers
	$(BIN)/python -m benchmarks

openapi: $(VENV)/.runtime ## Write openapi.json from the app
	$(BIN)/bonus openapi > openapi.json.new
	mv openapi.json.new openapi.json

serve: $(VENV)/.runtime ## Serve the API on this machine
	$(BIN)/bonus serve

constraints: ## Pin the newest versions that pyproject.toml allows
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -e '.[dev]'
	{ grep '^#' constraints.txt; $(BIN)/python -m pip freeze --exclude-editable | LC_ALL=C sort -f; } > constraints.new
	mv constraints.new constraints.txt

image: ## Build the container image
	docker build -t bonus-engine .

clean: ## Remove the virtual environment and everything generated
	rm -rf $(VENV) build dist .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
