# geomap: set-up, the main job, and the checks. Needs only make and Python 3.11 or later; everything else is pinned.
#
#   make map     install if need be, and draw the sample articles
#   make test    install with the development tools and a browser, and run all tests

PYTHON ?= python3
VENV ?= .venv
ARTICLES ?= data/articles
# The other files in benchmarks/ need a corpus and say so.
BENCHES ?= bench bench_annotate bench_events bench_gazetteer bench_geocoding bench_page bench_temporal
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --quiet --no-deps --require-hashes -r
# The package itself, editable, built with the pinned tools of the lock.
INSTALL_SELF := $(PIP) install --quiet --quiet --no-deps --no-build-isolation --editable .

.DEFAULT_GOAL := help
.PHONY: help map install dev scripts browser test lint format bench docs lock clean

help:
	@echo "make map      draw data/articles: outputs/map.html and outputs/events.geojson"
	@echo "make test     run all tests, browser included"
	@echo "make lint     ruff, mypy, the import contract, and the page's scripts"
	@echo "make format   put the code in the project's format"
	@echo "make bench    measure speed"
	@echo "make scores CORPORA=folder  score place names, each document by weights that have not seen it"
	@echo "make docs     build the documentation into docs/_build"
	@echo "make lock     choose new versions for requirements*.lock"
	@echo "make clean    remove everything that make made"

map: install
	@$(BIN)/geomap map $(ARTICLES) -o outputs/map.html --also outputs/events.geojson

install: $(VENV)/.installed
dev: $(VENV)/.installed-dev

$(BIN)/python:
	@$(PYTHON) .ci/check_python.py
	@echo "Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "geomap: $(PYTHON) cannot make a virtual environment." \
		"On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

# The stamps are why a second `make map` starts at once: set-up runs again only when the pins or the package's facts change.
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing geomap and what it needs, pinned in requirements.lock (some minutes the first time)"
	@$(INSTALL) requirements.lock
	@$(INSTALL_SELF)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing geomap, what it needs and the development tools, pinned in requirements-dev.lock"
	@$(INSTALL) requirements-dev.lock
	@$(INSTALL_SELF)
	@touch $(VENV)/.installed $@

# The tools that type, lint and format the page's scripts, pinned in package-lock.json.
scripts: node_modules/.installed
node_modules/.installed: package-lock.json .npmrc | $(VENV)/.installed-dev
	@PATH="$(abspath $(BIN)):$$PATH" .ci/node npm ci --silent
	@touch $@

browser: dev
	@PATH="$(abspath $(BIN)):$$PATH" .ci/browser

test: dev scripts browser
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: dev scripts
	@status=0; for check in "ruff check ." "ruff format --check ." mypy lint-imports; do \
		echo "== $$check"; $(BIN)/$$check || status=1; done; \
	for check in types lint style; do \
		echo "== scripts: $$check"; PATH="$(abspath $(BIN)):$$PATH" .ci/node npm run --silent $$check || status=1; done; \
	exit $$status

format: dev scripts
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@PATH="$(abspath $(BIN)):$$PATH" .ci/node npm run --silent format

bench: dev browser
	@for bench in $(BENCHES); do echo "== $$bench"; $(BIN)/python benchmarks/$$bench.py || exit 1; done

# Tagger and ranker trained fold by fold, each document scored by weights that have not seen it; CORPORA is a folder of
# gold corpora, WORK keeps parses, fold weights and reports. WRITE=yes also trains what ships.
CORPORA ?= corpora/toponyms
WORK ?= outputs/scores-toponyms
LEARNED := lgl geowebnews-odd tud-loc-2013
scores: dev
	@mkdir -p $(WORK)
	@$(BIN)/python benchmarks/train_toponym_tagger.py $(LEARNED:%=$(CORPORA)/%.jsonl) --cache $(WORK) --folds $(WORK) \
		--ner $(CORPORA)/worldwide-newswire-train.txt --name toponym-tagger-2 $(if $(WRITE),--write data/models/toponym_tagger.npz)
	@$(BIN)/python benchmarks/train_toponym_ranker.py $(LEARNED:%=$(CORPORA)/%.jsonl) $(CORPORA)/wiktor-sample.jsonl \
		--cache $(WORK) --tagger-folds $(WORK) --report $(WORK)/scores.txt \
		$(if $(WRITE),--write data/models/toponym_ranker.json)

docs: dev
	@$(BIN)/sphinx-build --fail-on-warning --keep-going --quiet -b html docs docs/_build
	@echo "Wrote docs/_build/index.html"

# Both locks hold the same versions: the second is compiled under the first as a constraint.
lock: dev
	@$(PIP) install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --group build $(LOCK_FLAGS) -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --group build --extra dev -c requirements.lock $(LOCK_FLAGS) -o requirements-dev.lock
LOCK_FLAGS := --universal --python-version 3.11 --generate-hashes --upgrade --no-header --no-annotate --quiet \
	--no-emit-index-url --no-emit-find-links

clean:
	rm -rf $(VENV) node_modules build dist docs/_build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -f outputs/map.html outputs/events.geojson
	find geomap tests -name __pycache__ -type d -prune -exec rm -rf {} +
