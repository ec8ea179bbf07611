# Two commands: `make run` sets everything up and runs the journey on this workspace,
# `make test` sets everything up and passes the tests. uv is used where it is installed.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=
COMPILE = uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url pyproject.toml requirements/build.in

.PHONY: run test lint docs bench slow lock clean

run: $(VENV)/.run-ready
	$(BIN)/polyglot run --drafts $(ARGS)

test: $(VENV)/.test-ready lint
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered $(ARGS)

lint: $(VENV)/.test-ready
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src

docs: $(VENV)/.test-ready
	$(BIN)/mkdocs build --strict

bench: $(VENV)/.test-ready
	$(BIN)/python benchmarks/journey.py $(ARGS)

slow: $(VENV)/.test-ready
	$(BIN)/python -m pytest --slow -m slow $(ARGS)

lock:
	$(COMPILE) -o requirements/run.lock
	$(COMPILE) --group test --group lint --group docs -o requirements/test.lock

clean:
	rm -rf $(VENV) .polyglot .mypy_cache .ruff_cache .pytest_cache site

$(VENV)/.run-ready: requirements/run.lock pyproject.toml
	requirements/install "$(PYTHON)" "$(VENV)" requirements/run.lock
	touch $@

$(VENV)/.test-ready: requirements/test.lock pyproject.toml
	requirements/install "$(PYTHON)" "$(VENV)" requirements/test.lock
	touch $@ $(VENV)/.run-ready
