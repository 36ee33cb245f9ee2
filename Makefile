# `make help` says what there is. Everything runs in a virtual environment that make keeps itself.

PYTHON ?= python3
VENV ?= .venv

BIN := $(VENV)/bin
# A thread of one worker that waits without sleeping takes its core from the others; tests and the programs that they
# start are compiled once, wherever an environment says otherwise.
PYTEST := OMP_WAIT_POLICY=passive PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n logical --dist worksteal
# On Linux the usual index has torch with gigabytes of CUDA, which Byline does not use. PyTorch's own has a CPU build; where it
# is out of reach, the next line installs what the usual one has.
CPU_TORCH = [ "$$(uname)" != Linux ] || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --retries 0 \
	--timeout 15 --index-url https://download.pytorch.org/whl/cpu "$$(grep '^torch==' requirements.txt)" 2>/dev/null
RUN_STAMP := $(VENV)/.byline-run
DEV_STAMP := $(VENV)/.byline-dev

.DEFAULT_GOAL := help
.PHONY: help run check test lint audit screenshots clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16
	@echo "  Another Python: make PYTHON=python3.12 run.  Another place for the environment: make VENV=folder run."

run: $(RUN_STAMP) ## build the index and open the app (the address is printed)
	@$(BIN)/python cli.py build || echo "The app opens all the same; it shows what a build would do and asks."
	$(BIN)/python -m streamlit run app.py

check: lint ## linters, types and the quick tests
	$(PYTEST) --hypothesis-profile=quick -m "not model and not browser and not slow and not page"

test: lint ## linters, types and every test, with coverage (needs Chromium)
	$(PYTEST) --cov --cov-report=term

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/oxlint --deny-warnings .

# In an environment of its own: what audits the libraries is none of them. All that is installed is asked for, so also
# what the libraries bring; pip-audit knows no version with a "+cpu" behind it.
audit: $(DEV_STAMP) ## look up known holes in what Byline runs on and is tested with (asks the network)
	$(BIN)/python -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	$(BIN)/python -m pip freeze | sed 's/+.*//' > $(VENV)/audit/installed.txt
	$(VENV)/audit/bin/pip-audit --strict --disable-pip --no-deps -r $(VENV)/audit/installed.txt

screenshots: $(DEV_STAMP) ## take the pictures of the docs from the running app (needs Chromium)
	$(BIN)/python -m benchmarks.pictures

clean: ## remove the environment and every cache; the index in data/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis htmlcov .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Byline needs Python 3.11 or later; say which: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# A stamp is younger than the requirements it stands for only when all of them went in.
$(RUN_STAMP): requirements.txt | $(BIN)/python
	@echo "Installing what Byline runs on (once; a few minutes)"
	@$(CPU_TORCH) || true
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(DEV_STAMP): requirements-dev.txt requirements-scale.txt requirements-languages.txt requirements-mcp.txt $(RUN_STAMP)
	@echo "Installing what the tests need"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
