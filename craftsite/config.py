"""Every setting of the site, its default, its unit, and the order in which a deployment overrides it."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_type_hints

ENVIRONMENT_PREFIX = "CRAFTSITE_"
DEVELOPMENT, PRODUCTION = "development", "production"


class Config:
    """The defaults. `instance/config.py`, then `CRAFTSITE_<NAME>` in the environment, then `create_app(overrides)` win.

    A setting `X` can also be read from the file that `CRAFTSITE_X_FILE` names, which keeps it secret.
    """

    # "production" refuses to start without SECRET_KEY; "development" makes one and keeps it in instance/secret_key.
    ENVIRONMENT: str = PRODUCTION
    # Signs sessions and tokens: at least 32 random characters, the same in every worker.
    SECRET_KEY: str = ""
    # SQLAlchemy address of the database; empty means instance/craftsite.sqlite. `DATABASE_URL` is an alias.
    DATABASE_URL: str = ""
    # How long a PostgreSQL statement may run before the page answers 503, in milliseconds.
    DATABASE_TIMEOUT_MS: int = 5_000

    # The public address of the site, without a slash at the end; printed in links, QR codes and share texts.
    SITE_URL: str = "http://localhost:8000"
    # The name of the site on every page.
    SITE_NAME: str = "Karya Jatim"
    # Who operates the site, where, and how to reach them; the footer of every page names them.
    ORGANISATION: str = ""
    ORGANISATION_ADDRESS: str = ""
    CONTACT_EMAIL: str = ""
    CONTACT_PHONE: str = ""
    # The letter and date (for example "No. 12/2027, 3 Februari 2027") that make the site official.
    # Without them the footer says that it is not.
    AUTHORISATION: str = ""

    # The mail server that letters leave by. Empty: development keeps them for /surat, in production they wait.
    SMTP_HOST: str = ""
    SMTP_PORT: int = 587
    # Without a name the server is used without signing in.
    SMTP_USERNAME: str = ""
    SMTP_PASSWORD: str = ""
    # "starttls" (usual on port 587), "tls" (usual on 465), or "none" for a server on this machine.
    SMTP_SECURITY: str = "starttls"
    # How long the mail server may take for each step, in seconds.
    SMTP_TIMEOUT_S: int = 10
    # The address that letters come from; needed with SMTP_HOST.
    MAIL_FROM: str = ""

    # The folder with the photographs; empty means instance/media. It needs a backup beside the database.
    MEDIA_FOLDER: str = ""
    # The copy of the catalogue that workers begin with; empty means instance/catalogue.index. It needs no backup.
    CATALOGUE_COPY: str = ""

    # How long counts of visits wait in memory to be written together, in seconds; with 0 each is written at once.
    EVENTS_WRITE_AFTER_S: int = 5

    # Host names the site answers to, separated by commas; empty means those of SITE_URL and, in development, loopback.
    TRUSTED_HOSTS: str = ""
    # How much work a browser does before a question or a wish goes on without being read first: rounds of PBKDF2 for
    # each of a hundred tries. Half a second on a cheap phone; raise it while machines flood the site.
    PROOF_COST: int = 3_000
    # How many proxies of ours stand in front and set X-Forwarded-For, -Proto and -Host.
    PROXY_HOPS: int = 0
    # The most bytes that a request body may have; forms with a photograph take 20 MB.
    MAX_CONTENT_LENGTH: int = 64 * 1024
    # How long a browser or proxy may keep a public page, in seconds, and how long it may show it while it fetches anew.
    PUBLIC_MAX_AGE_S: int = 60
    PUBLIC_STALE_S: int = 300
    # The least severe log line that is written: DEBUG, INFO, WARNING or ERROR.
    LOG_LEVEL: str = "INFO"


SETTINGS: Mapping[str, type] = get_type_hints(Config)


class ConfigurationError(RuntimeError):
    """The site cannot start with these settings; the text says what to change."""


def from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """The settings that the environment gives, converted to their types.

    Raises ConfigurationError for a value of the wrong type or a secret file that cannot be read.
    """
    found: dict[str, Any] = {}
    if "DATABASE_URL" in environment:
        found["DATABASE_URL"] = environment["DATABASE_URL"]
    for name, kind in SETTINGS.items():
        text = _environment_text(environment, ENVIRONMENT_PREFIX + name)
        if text is not None:
            found[name] = _converted(name, kind, text)
    return found


def secret_key(settings: Mapping[str, Any], instance: Path) -> str:
    """The key that signs, generated once and kept in the instance folder where the environment is development.

    Raises ConfigurationError in production without a key of 32 characters or more.
    """
    given = str(settings["SECRET_KEY"])
    if given:
        if settings["ENVIRONMENT"] == PRODUCTION and len(given) < 32:
            raise ConfigurationError("CRAFTSITE_SECRET_KEY is too short: give at least 32 random characters.")
        return given
    if settings["ENVIRONMENT"] == PRODUCTION:
        raise ConfigurationError(
            "CRAFTSITE_SECRET_KEY is not set. Give a long random text, for example from: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'. "
            "To try the site on your own machine set CRAFTSITE_ENVIRONMENT=development."
        )
    return _kept_key(instance / "secret_key")


def _kept_key(path: Path) -> str:
    """The key in the file, made first if it is missing; two workers that start at once agree on one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def _environment_text(environment: Mapping[str, str], key: str) -> str | None:
    if key in environment:
        return environment[key]
    file = environment.get(f"{key}_FILE")
    if file is None:
        return None
    try:
        return Path(file).read_text().strip()
    except OSError as error:
        raise ConfigurationError(f"{key}_FILE names {file}, which cannot be read: {error.strerror}.") from error


def _converted(name: str, kind: type, text: str) -> Any:
    if kind is int:
        try:
            return int(text)
        except ValueError as error:
            raise ConfigurationError(f"{ENVIRONMENT_PREFIX}{name} must be a whole number, not {text!r}.") from error
    return text
