#!/bin/sh
# Sets up and serves the site on this machine only, for development and for a first look.
# Usage: deploy/serve.sh PORT        (Ctrl-C ends every process)
set -eu
port=$1
export CRAFTSITE_ENVIRONMENT="${CRAFTSITE_ENVIRONMENT:-development}"
export CRAFTSITE_SITE_URL="${CRAFTSITE_SITE_URL:-http://localhost:$port}"

.venv/bin/python - "$port" <<'PYTHON'
import socket, sys
port = sys.argv[1]
if not port.isdigit() or not 0 < int(port) < 65536:
    sys.exit(f"error: PORT={port} is no port. Choose a number from 1024 to 65535.")
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(port)))
    except OSError as problem:
        sys.exit(f"error: port {port} cannot be used ({problem.strerror}). Try another: make serve PORT=8001")
PYTHON

.venv/bin/flask --app wsgi setup --examples
printf 'Open http://localhost:%s in a browser. Ctrl-C stops the site.\n' "$port"
# Two blocking threads a worker freeze on two slow clients; 32 do not, and 64 waiting requests bound the memory.
exec .venv/bin/granian --interface wsgi --workers 2 --blocking-threads 32 --backpressure 64 \
    --host 127.0.0.1 --port "$port" --no-ws --respawn-failed-workers --workers-kill-timeout 10 \
    --log-level error wsgi:app
