#!/bin/sh
# Makes .venv hold exactly what a lock file names, and says what to do where it cannot.
# Usage: deploy/prepare.sh LOCK        (a second run with the same lock takes no time)
set -eu
lock=$1

say() { printf '%s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

python=
for candidate in python3 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || fail "Python 3.11 or newer is needed. On Debian: apt-get install python3 python3-venv"

stamp=.venv/.$(basename "$lock")
wanted=$(cksum <"$lock")
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    exit 0
fi

if [ ! -x .venv/bin/python ]; then
    say "Making the Python environment in .venv ..."
    "$python" -m venv .venv || { rm -rf .venv; fail "cannot make .venv. On Debian: apt-get install python3-venv"; }
fi
say "Installing the packages of $lock (the first time this takes a minute or two) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" ||
    fail "the packages could not be installed. Check the network and the free disk space, then run the command again."
printf '%s' "$wanted" >"$stamp"
