# Short names for what the scripts do; every line can be typed by hand where make is missing.
.PHONY: setup check test demo constraints
setup:
	./setup.sh dev
check: test
test:
	./check.sh
demo:
	./setup.sh && .venv/bin/ostraka demo
# The exact versions that the tests pass with, without addresses; after a change of pyproject.toml.
constraints:
	.venv/bin/python -m uv pip compile -q --all-extras --no-annotate --no-header --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml -o constraints.txt
