PORT ?= 8000
DATABASE ?= sqlite
PYTEST = .venv/bin/python -m pytest
# Where databases could differ: what asks, writes, races and migrates. The matrix opens every page on both.
ON_POSTGRESQL = bench catalog curation inquiries exhibitions/test_operations.py goods/test_operations.py jobs listings producers \
	accounts/test_sessions.py accounts/test_sign_in.py media/test_operations.py test_database.py test_databases.py test_hostile.py \
	test_loading.py test_matrix.py test_migrations.py test_retention.py test_time_travel.py web/test_throttle.py web/test_writing.py
# A run starts Python hundreds of times; where no bytecode is kept, each start would compile the whole site anew.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.PHONY: help serve test check format words audit bench endure

help: ## List these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

serve: ## Set up and serve the site with examples on http://localhost:8000 (PORT=8001 for another port)
	@deploy/prepare.sh requirements.lock
	@exec .venv/bin/python deploy/serve.py $(PORT)

test: ## Run every test: on SQLite, what depends on a database on PostgreSQL too, and in a real browser
	@deploy/prepare.sh requirements-dev.lock
	@deploy/system-packages.sh chromium postgresql strace
	CRAFTSITE_TEST_DATABASE=sqlite $(PYTEST) -n auto --ignore tests/e2e
	CRAFTSITE_TEST_DATABASE=postgresql $(PYTEST) -n auto $(ON_POSTGRESQL:%=tests/%)
	$(PYTEST) -n auto --dist loadgroup -m "not thorough" tests/e2e

check: ## Check style, types and the direction of imports
	@deploy/prepare.sh requirements-dev.lock
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

format: ## Bring the code into its one format
	@deploy/prepare.sh requirements-dev.lock
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

words: ## Bring the file of English words in line with the texts of the code
	@deploy/prepare.sh requirements-dev.lock
	cd craftsite && ../.venv/bin/pybabel -q extract --no-location --sort-output -F ../pyproject.toml -k _l -o ../.venv/words.pot .
	.venv/bin/pybabel -q update -i .venv/words.pot -o craftsite/translations/en/LC_MESSAGES/messages.po -l en \
		--no-fuzzy-matching --ignore-obsolete --omit-header --no-wrap

audit: node_modules/.package-lock.json ## Check every kind of page: HTML, accessibility, Lighthouse and slower tests (needs Node and Java)
	@deploy/prepare.sh requirements-dev.lock
	@deploy/system-packages.sh chromium default-jre-headless
	.venv/bin/python -m tests.audit
	$(PYTEST) -n auto --dist loadgroup -m thorough tests/e2e

bench: .venv-bench/.installed ## Measure with 10,000 and 100,000 made-up listings, or N=1000000 (DATABASE=postgresql)
	@deploy/prepare.sh requirements.lock
	@test $(DATABASE) = sqlite || deploy/system-packages.sh postgresql
	.venv/bin/python -m bench run $(if $(N),1000 $(N),10000 100000) --database $(DATABASE) $(FOLDER:%=--folder %)

# The other program of the comparison has an environment of its own.
.venv-bench/.installed: bench/requirements.txt
	@deploy/prepare.sh requirements.lock
	.venv/bin/python -m venv --clear .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check -r bench/requirements.txt
	@touch $@

endure: ## Kill the whole site thirty times while eight buyers write, and take the power away once
	@deploy/prepare.sh requirements-dev.lock
	@deploy/system-packages.sh strace
	CRAFTSITE_ENDURE_ROUNDS=30 $(PYTEST) tests/endure

# One tool asks for the newest third-party-web, which `npm ci` refuses; so package.json overrides that.
node_modules/.package-lock.json: package.json package-lock.json
	@deploy/system-packages.sh nodejs npm
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
