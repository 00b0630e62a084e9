# Two commands on a fresh machine: `make reports`, `make test`. Each sets up what it needs; all are safe to repeat.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
# compiled modules are kept: without them each notebook would compile its libraries again
unexport PYTHONDONTWRITEBYTECODE

.PHONY: reports test test-tools lint lock setup illustrative bench-reading coverage null simulate bench-statistics bench-reports checks check-pages check-pdf check-welsh clean

reports: setup        ## every council's report from the shipped raw returns
	$(BIN)/cyfrif run

test: setup           ## all tests; the last lines say what was skipped
	$(BIN)/python -m pytest -n 2 --dist loadfile

test-tools: .venv-checks/reference/apistrat.csv   ## the tests that need a tool of Debian's; none is skipped
	$(BIN)/python -m pytest -n 2 --dist loadfile -m needs --all-tools

simulate: setup       ## the tests that take minutes: many random surveys
	$(BIN)/python -m pytest -m slow -s

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

setup: .venv/.ready

# The lock decides: with it unchanged nothing is done. uv comes first, by its own line of the lock, and installs the rest.
.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; ok = (3, 11) <= sys.version_info < (3, 14); sys.exit(None if ok else "Python 3.11, 3.12 or 3.13 is needed; this is " + sys.version.split()[0] + ". Name one: make PYTHON=python3.12")'
	@rm -f $@
	$(PYTHON) -m venv .venv
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > .venv/uv.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.lock
	VIRTUAL_ENV=.venv $(UV) pip sync --quiet --require-hashes requirements.lock
	VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# What only checks need: tools that would change the libraries of the reports, in a folder of their own.
.venv-checks/.ready: requirements-checks.lock .venv/.ready
	$(PYTHON) -m venv --without-pip .venv-checks
	VIRTUAL_ENV=.venv-checks $(UV) pip sync --quiet --require-hashes requirements-checks.lock
	@touch $@

# Two published samples, R survey's, which the statistics of weights are held to; its licence keeps them out of the project.
.venv-checks/reference/apistrat.csv: .venv-checks/.ready
	@command -v Rscript > /dev/null || { echo "R is not installed (Debian: r-cran-survey)"; exit 1; }
	@mkdir -p $(@D)
	Rscript --vanilla -e 'data(api, package = "survey"); for (name in c("apiclus1", "apistrat"))' \
	  -e 'write.csv(get(name), file.path("$(@D)", paste0(name, ".csv")), row.names = FALSE)'

checks: check-pages check-pdf check-welsh   ## all of what was made, as browsers, screen readers and readers of Welsh have it

check-pages: .venv-checks/.ready   ## axe-core in Debian's Chromium on every page that was made: light, dark, 320 pixels
	@for place in outputs/*/public; do .venv-checks/bin/python -m tools.checks.pages $$place || exit 1; done

lock: setup           ## names, versions and hashes; no address of a registry
	VIRTUAL_ENV=.venv $(UV) pip compile --quiet --universal --fork-strategy fewest --generate-hashes --no-annotate --no-header \
	  --python-version 3.11 --all-extras pyproject.toml -o requirements.lock
	VIRTUAL_ENV=.venv $(UV) pip compile --quiet --universal --fork-strategy fewest --generate-hashes --no-annotate --no-header \
	  --python-version 3.11 --group checks -o requirements-checks.lock

illustrative: setup   ## make the illustrative returns again (the same bytes)
	$(BIN)/python -m analysis.setup.illustrative.make

bench-reading: setup  ## seconds and memory to read, match and clean 10,000 to 1,000,000 returns, beside pandas.read_csv
	$(BIN)/python -m tools.benchmarks.reading

coverage: setup       ## how often the printed interval holds the true share, for every true share
	$(BIN)/python -m tools.benchmarks.coverage

null: setup           ## differences told where there are none (500 simulations), and planted ones found
	$(BIN)/python -m tools.benchmarks.null

bench-statistics: setup   ## seconds of all statistics, to 2,200 councils
	$(BIN)/python -m tools.benchmarks.statistics_timing

bench-reports: setup  ## seconds of a report in each format, beside nbconvert's own page
	$(BIN)/python -m tools.benchmarks.reports_timing

check-welsh: .venv-checks/.ready   ## every report in Welsh for words and sentences that are not (Debian's aspell-cy)
	$(BIN)/python -m tools.checks.welsh outputs/*/public/reports/*/report.cy.html

check-pdf: .venv-checks/.ready   ## every report's PDF against PDF/UA-1 (Java 11 and Debian's libjaxb-java)
	$(BIN)/python -m tools.checks.pdf_ua outputs

clean:                ## what a run makes; releases and their key stay
	rm -rf .venv .venv-checks .pytest_cache .mypy_cache .ruff_cache
	find data/processed -mindepth 2 -delete; find data/processed -mindepth 1 -type d -empty -delete
	find outputs -mindepth 2 -not -path '*/releases*' -not -name row.key -delete 2>/dev/null || true
