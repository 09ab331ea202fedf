#!/bin/sh
# Everything that must pass before a change is done: style, types, the order of the stages, the tests.
# Needs ./setup.sh dev. Arguments go to pytest.
set -eu
cd "$(dirname "$0")"
bin=$PWD/.venv/bin
[ -x "$bin/pytest" ] || { echo 'check: run ./setup.sh dev first' >&2; exit 1; }
failed=
step() { printf '== %s\n' "$1"; shift; "$@" || failed=yes; }

step 'style' "$bin/ruff" check --quiet --no-cache --output-format concise
step 'types' "$bin/mypy"
step 'order of the stages' "$bin/lint-imports" --no-cache
step 'tests' "$bin/pytest" -n auto "$@"
[ -z "$failed" ] || { echo 'check: something failed, see above' >&2; exit 1; }
