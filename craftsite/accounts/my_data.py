"""What the site holds about a person: shown, handed out, and deleted on request (UU PDP, articles 7 and 8)."""

import csv
import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from sqlalchemy import delete, select
from sqlalchemy.orm import InstrumentedAttribute

from craftsite.accounts import operations
from craftsite.accounts.models import AccountEvent, AccountLink, Consent, RoleGrant, Seat, User, UserSession, WebAuthn
from craftsite.extensions import Model, db
from craftsite.jobs.models import Job
from craftsite.mail.outbox import forget_recipient

EXTENSION = "craftsite_my_data"
# A spreadsheet takes what begins so for a formula, also behind a tab, and in the wide forms of East Asia.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Holding:
    """A table with rows about people: `owner` is the column that says whose they are.

    `shown` are the columns that their owner gets; `hidden` those that nobody gets, each with the reason. Every column
    is in one of the two, and a test looks for those that are in neither.
    """

    model: type[Model]
    owner: InstrumentedAttribute[Any]
    shown: tuple[str, ...]
    hidden: Mapping[str, str]


_KEY = "a number without meaning outside of the database"
_SECRET = "a secret that opens the account"  # noqa: S105

HOLDINGS = (
    Holding(
        User,
        User.id,
        (
            "name",
            "email",
            "phone",
            "region_code",
            "language",
            "active",
            "confirmed_at",
            "created_at",
            "password_changed_at",
        ),
        {
            "id": _KEY,
            "password": _SECRET,
            "fs_uniquifier": _KEY,
            "fs_webauthn_user_handle": _KEY,
            "tf_primary_method": "told by whether a second step is set up",
            "tf_totp_secret": _SECRET,
            "tf_last_counter": _SECRET,
            "mf_recovery_codes": _SECRET,
        },
    ),
    Holding(
        UserSession,
        UserSession.user_id,
        ("device", "created_at", "last_seen_at", "expires_at", "second_factor_at", "revoked_at"),
        {"id": _KEY, "user_id": _KEY, "token_hash": _SECRET},
    ),
    Holding(Consent, Consent.user_id, ("text", "version", "given_at", "withdrawn_at"), {"id": _KEY, "user_id": _KEY}),
    Holding(
        AccountLink,
        AccountLink.user_id,
        ("purpose", "target", "created_at", "usable_at", "expires_at", "used_at", "refused_at", "handed_at"),
        {"id": _KEY, "user_id": _KEY, "token_hash": _SECRET, "handed_by_id": "somebody else"},
    ),
    Holding(
        AccountEvent,
        AccountEvent.user_id,
        ("action", "happened_at"),
        {"id": _KEY, "user_id": _KEY, "actor_id": "somebody else"},
    ),
    Holding(Seat, Seat.user_id, ("office_id", "from_at", "until_at"), {"id": _KEY, "user_id": _KEY}),
    Holding(RoleGrant, RoleGrant.user_id, ("role_id",), {"user_id": _KEY}),
    Holding(
        WebAuthn,
        WebAuthn.user_id,
        ("name", "device_type", "lastuse_datetime"),
        {
            "id": _KEY,
            "user_id": _KEY,
            "credential_id": _KEY,
            "public_key": _KEY,
            "sign_count": _KEY,
            "transports": _KEY,
            "backup_state": _KEY,
            "extensions": _KEY,
            "usage": _KEY,
        },
    ),
)


def init_app(app: Flask, holdings: Sequence[Holding]) -> None:
    """Makes known which tables hold rows about people, of every feature."""
    app.extensions[EXTENSION] = tuple(holdings)


def holdings() -> Sequence[Holding]:
    """The tables that hold rows about people."""
    return current_app.extensions[EXTENSION]


def collect(user_id: int) -> dict[str, list[dict[str, Any]]]:
    """Everything about a person by table, in values of JSON. One query for each table."""
    return {holding.model.__tablename__: _rows(holding, user_id) for holding in holdings()}


def as_csv(data: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """The same as one table: which table, which row, which column, and what stands there."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("table", "row", "column", "value"))
    for table, rows in data.items():
        for number, row in enumerate(rows, 1):
            writer.writerows((table, number, column, _harmless(value)) for column, value in row.items())
    return out.getvalue()


def erase(user: User) -> None:
    """Deletes an account with all that hangs on it, and the letters to it; what happened stays without a name."""
    user_id = user.id
    forget_recipient(user.email)
    for address in filter(None, (user.email, user.phone)):
        db.session.execute(
            delete(Job)
            .where(Job.kind == operations.RESET_JOB, Job.payload["address"].as_string() == address)
            .execution_options(synchronize_session=False)
        )
    db.session.execute(delete(User).where(User.id == user_id).execution_options(synchronize_session=False))
    db.session.expire_all()


def _rows(holding: Holding, user_id: int) -> list[dict[str, Any]]:
    columns = [getattr(holding.model, name) for name in holding.shown]
    return [
        {name: _plain(value) for name, value in zip(holding.shown, row, strict=True)}
        for row in db.session.execute(select(*columns).where(holding.owner == user_id))
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    return value if isinstance(value, str | int | bool | float | list | dict | None) else str(value)


def _harmless(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
