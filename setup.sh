#!/bin/sh
# Sets Ostraka up in .venv beside this file. Nothing else on the machine is changed, but for Debian packages that are
# missing and that root may install: python3-venv, and for `test` chromium.
#
#   ./setup.sh         what is needed to use it:  then  .venv/bin/ostraka demo
#   ./setup.sh dev     the tools of development too
#   ./setup.sh test    sets up for development and runs everything that must pass
#
# Wanted: Python 3.11 or later with pip (another one than python3: PYTHON=/path/to/python ./setup.sh).
set -eu
cd "$(dirname "$0")"
mode=${1:-use}
python=${PYTHON:-python3}

fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

case $mode in
  use) wanted=. ;;
  dev | test) wanted='.[dev]' ;;
  *) fail "unknown mode '$mode': ./setup.sh, ./setup.sh dev or ./setup.sh test" ;;
esac

make_venv() {
  command -v "$python" >/dev/null 2>&1 || fail "no $python here; Python 3.11 or later is needed"
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$("$python" --version) is too old; Python 3.11 or later is needed (PYTHON=/path/to/python ./setup.sh)"
  if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then # Debian keeps these in a package of their own
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
      echo 'setup: installing the Debian package python3-venv' >&2
      apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    else
      fail "Python's venv module is missing: as root, apt-get install python3-venv, then run this again"
    fi
  fi
  rm -rf .venv
  "$python" -m venv .venv
}

.venv/bin/python -c 'import pip' >/dev/null 2>&1 || make_venv
# uv installs in seconds what takes pip a minute; where it cannot be had or cannot reach the registry, pip does it.
by_uv() {
  .venv/bin/python -m uv --version >/dev/null 2>&1 ||
    .venv/bin/python -m pip install -q --disable-pip-version-check uv || return 1
  .venv/bin/python -m uv pip install -q --python .venv/bin/python --compile-bytecode -c constraints.txt -e "$wanted"
}
by_uv || {
  echo 'setup: uv did not manage; pip now tries the same, which takes a minute' >&2
  .venv/bin/python -m pip install -q --disable-pip-version-check -c constraints.txt -e "$wanted"
}

# The web app is tested in a real browser: Debian's Chromium. Where it cannot be had those tests say so and are skipped.
browser() {
  command -v chromium >/dev/null 2>&1 && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo 'setup: installing the Debian package chromium, for the browser tests' >&2
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null && return
  fi
  echo 'setup: no chromium here: the browser tests will be skipped' >&2
}

if [ "$mode" = test ]; then
  browser
  exec ./check.sh
fi
echo "Ostraka is set up: .venv/bin/ostraka --help"
