# Everything runs in .venv, which `make install` makes; nothing outside this folder and the cache
# (DYCL_CACHE, by default ~/.cache/dycl) is touched.

PYTHON ?= $(firstword $(shell command -v python3.11 python3))
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
BROWSER_INSTALLED := $(VENV)/.browser-installed
BENCH_INSTALLED := $(VENV)/.bench-installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: install
install: $(INSTALLED) ## Make .venv with the locked versions, and install the Relay toolchain
	$(BIN)/python -m dycl.toolchain install

$(INSTALLED): pyproject.toml requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -c requirements.lock setuptools
	$(BIN)/python -m pip install -q -c requirements.lock --no-build-isolation -e '.[dev]'
	touch $@

.PHONY: demo
demo: install ## Train two small networks, compile them, compare with eager PyTorch on held-out digits
	$(BIN)/python examples/demo.py

.PHONY: test
test: lint typecheck lit pytest ## Everything below: what a change must pass

.PHONY: lint
lint: $(INSTALLED) ## Check style and formatting (ruff)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: format
format: $(INSTALLED) ## Reformat, and fix what ruff can fix
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: typecheck
typecheck: $(INSTALLED) ## Check types (pyright, strict for dycl/ and tools/)
	$(BIN)/pyright

.PHONY: lit
lit: install ## Run the text tests (lit and FileCheck)
	$(BIN)/lit -v tests/filecheck

.PHONY: emulation
emulation: $(INSTALLED) ## Get the C library for 64-bit Arm that tests of cross-compilation run with
	$(BIN)/python -m tests.emulation

.PHONY: pytest
pytest: install emulation $(BROWSER_INSTALLED) ## Run the Python tests
	$(BIN)/pytest --numprocesses logical --dist loadfile

$(BROWSER_INSTALLED): $(INSTALLED)
	$(BIN)/python -m pip install -q -c requirements.lock --no-build-isolation -e '.[dev,browser]'
	touch $@

.PHONY: docs
docs: $(INSTALLED) ## Build the documentation as a site, into build/site
	$(BIN)/mkdocs build --quiet

.PHONY: operators
operators: install ## Try PyTorch's samples of its operators; writes docs/operators.md
	$(BIN)/python tools/operator_table.py

.PHONY: bench
bench: install $(BENCH_INSTALLED) ## Measure speed side by side, all or SUBJECTS="NAME ..."; writes docs/benchmarks.md
	$(BIN)/python -m benchmarks run $(SUBJECTS)
	$(BIN)/python -m benchmarks report

$(BENCH_INSTALLED): $(INSTALLED)
	$(BIN)/python -m pip install -q -c requirements.lock --no-build-isolation -e '.[dev,bench]'
	touch $@

MINUTES ?= 30

.PHONY: fuzz
fuzz: install ## Compare random programs with eager PyTorch for MINUTES=30, or PROGRAMS=5000 SEED=0
	$(BIN)/python -m tests.frontend.fuzz $(if $(SEED),--seed $(SEED)) \
		$(if $(PROGRAMS),--programs $(PROGRAMS),--minutes $(MINUTES))

.PHONY: clean
clean: ## Remove .venv and everything built here; the cache stays
	rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .hypothesis
