#!/bin/sh
# Makes sure that system packages are there which pip does not bring. On Debian as root or with sudo they are installed;
# elsewhere they are named.
# Usage: deploy/system-packages.sh PACKAGE...        (names of Debian; those that are there take no time)
set -eu

fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

any_of() {
    for program in "$@"; do
        command -v "$program" >/dev/null && return
    done
    return 1
}

is_there() {
    case $1 in
        chromium) any_of "${CHROME_PATH:-chromium}" chromium-browser google-chrome google-chrome-stable ;;
        postgresql) any_of initdb /usr/lib/postgresql/*/bin/initdb ;;
        nodejs) any_of node ;;
        default-jre-headless) any_of java ;;
        *) any_of "$1" ;;
    esac
}

missing=
for package in "$@"; do
    is_there "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
    as_root="sudo -n"
    $as_root true 2>/dev/null || as_root=none
fi
if [ "$as_root" = none ] || ! command -v apt-get >/dev/null; then
    fail "this needs:$missing. Install them, then run the command again. On Debian: apt-get install$missing"
fi

echo "Installing$missing (the first time this takes a minute or two) ..."
# The lists of packages may be missing or too old; they are fetched only then.
install() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; }
if ! install >/dev/null 2>&1; then
    $as_root apt-get update -qq && install >/dev/null ||
        fail "apt-get could not install$missing: see above. Check the network and the free disk space."
fi
