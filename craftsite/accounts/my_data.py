"""What the site holds about a person: shown, handed out, and deleted on request (UU PDP, articles 7 and 8)."""

import csv
import datetime
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import InstrumentedAttribute

from craftsite.accounts import operations
from craftsite.accounts.models import AccountEvent, AccountLink, Consent, RoleGrant, Seat, User, UserSession, WebAuthn
from craftsite.accounts.names import CONSENT_NAMES, DEVICE_NAMES, EVENT_NAMES, LANGUAGE_NAMES, PURPOSE_NAMES
from craftsite.extensions import Model, db
from craftsite.jobs.models import Job
from craftsite.mail.outbox import forget_recipient
from craftsite.web.filters import tanggal, waktu

EXTENSION, FAREWELLS = "craftsite_my_data", "craftsite_farewells"
# A spreadsheet takes what begins so for a formula, also behind a tab, and in the wide forms of East Asia.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


Words = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Holding:
    """A table with rows about people: `owner` is the column that says whose they are, `title` what they are.

    `shown` are the columns that their owner gets, with their names in words; `hidden` those that nobody gets, each with
    the reason. Every column is in one of the two, and a test looks for those that are in neither. Where `owner` stands
    in another table, `link` says how the rows of both belong together. `words` says of each column of codes what its
    codes are called; whoever takes the data along gets the codes.
    """

    title: Any
    model: type[Model]
    owner: InstrumentedAttribute[Any]
    shown: Mapping[str, Any]
    hidden: Mapping[str, str]
    link: ColumnElement[bool] | None = None
    words: Mapping[str, Words] = field(default_factory=dict)


def called(names: Mapping[str, Any]) -> Words:
    """The words for codes that have these names; a code without one stands for itself."""
    return lambda code: names.get(code, code)


@dataclass(frozen=True, slots=True)
class Parting:
    """What somebody reads before their account goes: what goes with it, and a link to what prevents that."""

    sentence: str
    action: str
    url: str


@dataclass(frozen=True, slots=True)
class Farewell:
    """What a feature above says before an account goes, and does as it goes; both take the id of its owner."""

    told: Callable[[int], Sequence[Parting]]
    part: Callable[[int, datetime.datetime], None]


_KEY = "a number without meaning outside of the database"
_SECRET = "a secret that opens the account"  # noqa: S105 - the words for one

HOLDINGS = (
    Holding(
        _l("Akun"),
        User,
        User.id,
        {
            "name": _l("Nama"),
            "email": _l("Email"),
            "phone": _l("Nomor WhatsApp"),
            "region_code": _l("Kode daerah"),
            "language": _l("Bahasa"),
            "active": _l("Bisa masuk"),
            "confirmed_at": _l("Dikonfirmasi"),
            "created_at": _l("Dibuat"),
            "password_changed_at": _l("Sandi diganti"),
        },
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
        words={"language": called(LANGUAGE_NAMES)},
    ),
    Holding(
        _l("Perangkat yang pernah masuk"),
        UserSession,
        UserSession.user_id,
        {
            "device": _l("Perangkat"),
            "created_at": _l("Masuk"),
            "last_seen_at": _l("Terakhir dipakai"),
            "expires_at": _l("Berlaku sampai"),
            "idle_ends_at": _l("Bila tidak dipakai, berlaku sampai"),
            "second_factor_at": _l("Langkah kedua"),
            "revoked_at": _l("Keluar"),
        },
        {"id": _KEY, "user_id": _KEY, "token_hash": _SECRET},
    ),
    Holding(
        _l("Persetujuan"),
        Consent,
        Consent.user_id,
        {
            "text": _l("Tentang"),
            "version": _l("Versi"),
            "given_at": _l("Diberikan"),
            "withdrawn_at": _l("Ditarik"),
        },
        {"id": _KEY, "user_id": _KEY},
        words={"text": called(CONSENT_NAMES)},
    ),
    Holding(
        _l("Tautan yang dibuat untuk Anda"),
        AccountLink,
        AccountLink.user_id,
        {
            "purpose": _l("Untuk"),
            "target": _l("Email baru"),
            "created_at": _l("Diminta"),
            "usable_at": _l("Bisa dipakai mulai"),
            "expires_at": _l("Berlaku sampai"),
            "used_at": _l("Dipakai"),
            "refused_at": _l("Ditolak"),
            "handed_at": _l("Diserahkan kantor"),
        },
        {"id": _KEY, "user_id": _KEY, "token_hash": _SECRET, "handed_by_id": "somebody else"},
        words={"purpose": called(PURPOSE_NAMES)},
    ),
    Holding(
        _l("Catatan tentang akun ini"),
        AccountEvent,
        AccountEvent.user_id,
        {"action": _l("Kejadian"), "happened_at": _l("Waktu")},
        {"id": _KEY, "user_id": _KEY, "actor_id": "somebody else"},
        words={"action": called(EVENT_NAMES)},
    ),
    Holding(
        _l("Tugas di kantor"),
        Seat,
        Seat.user_id,
        {"office_id": _l("Nomor kantor"), "from_at": _l("Sejak"), "until_at": _l("Sampai")},
        {"id": _KEY, "user_id": _KEY},
    ),
    Holding(_l("Hak khusus"), RoleGrant, RoleGrant.user_id, {"role_id": _l("Nomor hak")}, {"user_id": _KEY}),
    Holding(
        _l("Sidik jari"),
        WebAuthn,
        WebAuthn.user_id,
        {"name": _l("Nama"), "device_type": _l("Jenis"), "lastuse_datetime": _l("Terakhir dipakai")},
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
        words={"device_type": called(DEVICE_NAMES)},
    ),
)


def init_app(app: Flask, holdings: Sequence[Holding], farewells: Sequence[Farewell]) -> None:
    """Makes known which tables hold rows about people, and who has to act when an account goes, of every feature."""
    app.extensions[EXTENSION] = tuple(holdings)
    app.extensions[FAREWELLS] = tuple(farewells)


def holdings() -> Sequence[Holding]:
    """The tables that hold rows about people."""
    return current_app.extensions[EXTENSION]


def partings(user_id: int) -> Sequence[Parting]:
    """What else goes with the account of somebody."""
    return [parting for farewell in current_app.extensions[FAREWELLS] for parting in farewell.told(user_id)]


def collect(owner_id: int, of: Sequence[Holding] | None = None) -> dict[str, list[dict[str, Any]]]:
    """Everything about a person by table, in values of JSON; `of` where they are no account. One query a table."""
    return {
        holding.model.__tablename__: [
            {name: _plain(value) for name, value in row.items()} for row in _rows(holding, owner_id)
        ]
        for holding in (holdings() if of is None else of)
    }


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one table as their owner reads them: names and values as texts, the empty ones left out."""

    title: str
    rows: Sequence[Sequence[tuple[str, str]]]


def sheets(owner_id: int, of: Sequence[Holding] | None = None) -> list[Sheet]:
    """Everything about a person in words. One query for each table."""
    found = []
    for holding in holdings() if of is None else of:
        rows = [
            [
                (str(holding.shown[name]), _told(value, holding.words.get(name, str)))
                for name, value in row.items()
                if value not in (None, "", [], {})
            ]
            for row in _rows(holding, owner_id)
        ]
        if rows:
            found.append(Sheet(str(holding.title), rows))
    return found


def as_csv(data: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """The same as one table: which table, which row, which column, and what stands there."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("table", "row", "column", "value"))
    for table, rows in data.items():
        for number, row in enumerate(rows, 1):
            writer.writerows((table, number, column, _harmless(value)) for column, value in row.items())
    return out.getvalue()


def erase(user: User, instant: datetime.datetime) -> None:
    """Deletes an account with all that hangs on it, and the letters to it; what happened stays without a name."""
    user_id = user.id
    for farewell in current_app.extensions[FAREWELLS]:
        farewell.part(user_id, instant)
    forget_recipient(user.email)
    for address in filter(None, (user.email, user.phone)):
        db.session.execute(
            delete(Job)
            .where(Job.kind == operations.RESET_JOB, Job.payload["address"].as_string() == address)
            .execution_options(synchronize_session=False)
        )
    db.session.execute(delete(User).where(User.id == user_id).execution_options(synchronize_session=False))
    db.session.expire_all()


def _rows(holding: Holding, owner_id: int) -> list[dict[str, Any]]:
    columns = [getattr(holding.model, name) for name in holding.shown]
    statement = select(*columns).where(holding.owner == owner_id)
    if holding.link is not None:
        statement = statement.where(holding.link)
    return [dict(zip(holding.shown, row, strict=True)) for row in db.session.execute(statement)]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    return value if isinstance(value, str | int | bool | float | list | dict | None) else str(value)


def _told(value: Any, words: Words) -> str:
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, datetime.datetime):
        return waktu(value)
    if isinstance(value, datetime.date):
        return tanggal(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_told(each, str)}" for name, each in value.items())
    return ", ".join(str(words(each)) for each in value) if isinstance(value, list) else str(words(value))


def _harmless(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
