"""The WSGI application: `granian --interface wsgi wsgi:app`, `flask --app wsgi ...`."""

from craftsite.app import create_app

app = create_app()
