PORT ?= 8000
PYTEST = .venv/bin/python -m pytest -n 2
.DEFAULT_GOAL := help
.PHONY: help serve test check format

help: ## List these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

serve: ## Set up and serve the site with examples on http://localhost:8000 (PORT=8001 for another port)
	@deploy/prepare.sh requirements.lock
	@exec .venv/bin/python deploy/serve.py $(PORT)

test: ## Run every test, on SQLite, on PostgreSQL and in a real browser
	@deploy/prepare.sh requirements-dev.lock
	@deploy/system-packages.sh
	CRAFTSITE_TEST_DATABASE=sqlite $(PYTEST) tests --ignore tests/e2e
	CRAFTSITE_TEST_DATABASE=postgresql $(PYTEST) tests --ignore tests/e2e --ignore tests/text --ignore tests/motif
	$(PYTEST) tests/e2e

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
