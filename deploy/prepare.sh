#!/bin/sh
# Makes .venv hold what a lock file names, and says what to do where it cannot.
# Usage: deploy/prepare.sh LOCK        (a second run with unchanged locks takes no time)
set -eu
lock=$1

fail() { printf 'error: %s\n' "$*" >&2; exit 1; }
is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# A stamp tells the state of both locks, so that packages of an older lock never stay behind the newer stamp of the other.
stamp=.venv/.$lock
state=$(cat requirements.lock requirements-dev.lock | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$state" ] && is_recent .venv/bin/python; then
    exit 0
fi

# After an upgrade of the system's Python an old .venv points nowhere; after an interrupted start it has no pip.
if ! is_recent .venv/bin/python || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && is_recent "$candidate"; then
            python=$candidate
            break
        fi
    done
    [ -n "$python" ] || fail "Python 3.11 or newer is needed. On Debian: apt-get install python3 python3-venv"
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$("$python" --version) cannot make environments. On Debian: apt-get install python3-venv"
    echo "Making the Python environment in .venv ..."
    "$python" -m venv --clear .venv || fail ".venv cannot be made: see above. Is the disk full or the folder read-only?"
fi

echo "Installing the packages of $lock (the first time this takes a minute or two) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" ||
    fail "the packages cannot be installed: see above. Check the network and the free disk space, then run the command again."
[ "$lock" = requirements.lock ] || printf '%s' "$state" >.venv/.requirements.lock
printf '%s' "$state" >"$stamp"
