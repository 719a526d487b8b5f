"""Flask-Security, set up for this site: what it hashes, checks and encrypts; the pages and the sessions are ours."""

import base64
import hashlib
from typing import Any

from flask import Flask, Request
from flask_security import Security, SQLAlchemyUserDatastore

from craftsite.accounts.models import Role, User, WebAuthn
from craftsite.accounts.second_factor import OnceTotp
from craftsite.accounts.sessions import RowSessions, current_user_row
from craftsite.config import PRODUCTION, ConfigurationError
from craftsite.extensions import db

HASH_SCHEME = "argon2"
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 128
LEAST_ZXCVBN_SCORE = 2
RECOVERY_CODES = 8

# 19 MiB and two passes (OWASP). With the 64 MiB of the default, 64 sign-ins at once would take 4 GiB.
HASH_COSTS = {"argon2__memory_cost": 19_456, "argon2__time_cost": 2, "argon2__parallelism": 1}
HASHING: dict[str, Any] = {
    "SECURITY_PASSWORD_HASH": HASH_SCHEME,
    "SECURITY_PASSWORD_SCHEMES": [HASH_SCHEME],
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": HASH_COSTS,
}
SETTINGS: dict[str, Any] = {
    **HASHING,
    # Without a second secret in every hash, a lost SECRET_KEY locks nobody out.
    "SECURITY_PASSWORD_SINGLE_HASH": True,
    "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
    "SECURITY_TWO_FACTOR": True,
    "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": RECOVERY_CODES,
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "SECURITY_CLI_USERS_NAME": None,
    "SECURITY_CLI_ROLES_NAME": None,
    # The library would mark a session as stale when the telephone changes its browser's version.
    "SESSION_PROTECTION": None,
}


def init_app(app: Flask) -> None:
    """Makes the library and our sessions known to `app`. Raises ConfigurationError where passwords are not hashed."""
    for name, value in SETTINGS.items():
        app.config.setdefault(name, value)
    if app.config["ENVIRONMENT"] == PRODUCTION:
        for name, value in HASHING.items():
            if app.config[name] != value:
                raise ConfigurationError(f"{name} must stay as it is in production: {value!r}.")
    app.config["SECURITY_TOTP_SECRETS"] = {"1": _derived(app, "totp")}
    app.config["SECURITY_TOTP_ISSUER"] = app.config["SITE_NAME"]
    app.config["SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS"] = [_derived(app, "recovery").encode()]

    app.session_interface = RowSessions()
    datastore = SQLAlchemyUserDatastore(db, User, Role, WebAuthn)
    security = Security(app, datastore, register_blueprint=False, totp_cls=OnceTotp)
    security.login_manager.user_loader(_load_user)
    # The library would also take signed tokens from headers and addresses, which no row could end.
    security.login_manager.request_loader(_load_from_request)


def _load_user(name: str) -> User | None:
    user = current_user_row()
    return user if user is not None and user.fs_uniquifier == name else None


def _load_from_request(request: Request) -> None:
    return None


def _derived(app: Flask, use: str) -> str:
    """A key for one use, as the library wants it: 32 bytes in base64."""
    secret = hashlib.sha256(f"{use}\0{app.config['SECRET_KEY']}".encode()).digest()
    return base64.urlsafe_b64encode(secret).decode()
