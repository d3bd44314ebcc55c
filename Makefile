# make demo    the demo district at work, on http://localhost:8765/ (PORT=8766 chooses another port)
# make test    the whole suite
# make check   everything that must hold: format, lint, types, layers, and the suite
# make explore the properties once more, with new examples (the suite takes the same at each run)
# make lock    renew requirements/*.txt from requirements/*.in
# make bench-NAME    one measurement, its figures in the last line as JSON

# Only relative paths: make cannot cope with a checkout whose path has spaces in it.
SHELL = /bin/sh
VENV = .venv
RUN = $(VENV)/bin/python -m
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$name >/dev/null 2>&1 && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	&& { echo $$name; break; }; done)
PIP = $(RUN) pip --disable-pip-version-check install -q -q --require-hashes --no-deps
TESTS ?=
WORKERS ?= 2
LOCK = $(RUN) uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

export PORT

# An environment whose Python went away (moved or upgraded) is made again.
ifeq ($(wildcard $(VENV)/bin/python),)
$(shell rm -f $(VENV)/*.stamp)
endif

.PHONY: demo test explore check rules format lint types layers lock

demo: $(VENV)/base.stamp
	@exec $(RUN) huisheng demo

test: $(VENV)/test.stamp
	@$(RUN) huisheng compile_translations
	@$(RUN) pytest -n $(WORKERS) --dist loadgroup -r fEs $(TESTS)

explore: $(VENV)/test.stamp
	@$(RUN) pytest -n $(WORKERS) --dist loadgroup -m hypothesis --hypothesis-profile=new -r fEs $(TESTS)

check: rules test

rules: format lint types layers

format: $(VENV)/test.stamp
	@$(RUN) ruff format --check .

lint: $(VENV)/test.stamp
	@$(RUN) ruff check .

types: $(VENV)/test.stamp
	@$(RUN) mypy

layers: $(VENV)/test.stamp
	@$(VENV)/bin/python -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

bench-%: $(VENV)/test.stamp
	@exec $(RUN) bench.$(subst -,_,$*)

lock: $(VENV)/test.stamp
	@$(RUN) pip --disable-pip-version-check install --quiet uv
	@$(LOCK) requirements/base.in -o requirements/base.txt
	@$(LOCK) requirements/test.in -o requirements/test.txt

$(VENV)/made.stamp:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found."; exit 1; }
	@echo "Making the Python environment …"
	@"$(PYTHON)" -m venv $(VENV) || { echo "Python cannot make environments here." \
		"On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/base.stamp: requirements/base.txt $(VENV)/made.stamp
	@echo "Installing what Huisheng runs on (locked versions; about half a minute) …"
	@$(PIP) -r requirements/base.txt
	@touch $@

$(VENV)/test.stamp: requirements/test.txt requirements/crosscheck.txt $(VENV)/made.stamp
	@echo "Installing what the tests need (locked versions; about a minute) …"
	@$(PIP) -r requirements/test.txt
	@$(PIP) --ignore-requires-python -r requirements/crosscheck.txt
	@touch $@ $(VENV)/base.stamp
