#!/bin/sh
# Makes sure that the programs the tests drive are there: a real browser, and PostgreSQL to start a server of their own.
# On Debian as root or with sudo they are installed; elsewhere they are named.
set -eu
missing=
command -v chromium >/dev/null || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$missing postgresql"
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null && as_root=sudo
    [ -n "$as_root" ] || { echo "error: the tests need:$missing. Install them, then run the command again." >&2; exit 1; }
fi
command -v apt-get >/dev/null || { echo "error: the tests need:$missing. Install them, then run the command again." >&2; exit 1; }
echo "Installing for the tests:$missing ..."
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
