#!/bin/sh
# Everything that must pass before a change is done: style, types, the order of the stages, the tests.
# Needs ./setup.sh dev. Arguments go to pytest.
set -eu
cd "$(dirname "$0")"
bin=$PWD/.venv/bin
[ -x "$bin/pytest" ] || { echo 'check: run ./setup.sh dev first' >&2; exit 1; }
"$bin/ruff" check -q --no-cache
"$bin/mypy" --no-error-summary
"$bin/lint-imports" --no-cache >.venv/imports.log 2>&1 || { cat .venv/imports.log; exit 1; }
exec "$bin/pytest" -n auto "$@"
