"""Writes about people: opening an account, the links that reach its owner, and what they change."""

import datetime
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from craftsite.accounts import mails, queries
from craftsite.accounts.models import (
    NUMBER_DOMAIN,
    AccountEvent,
    AccountLink,
    Consent,
    Purpose,
    User,
    UserSession,
)
from craftsite.extensions import db
from craftsite.jobs.models import Payload
from craftsite.jobs.queue import Write
from craftsite.web.clock import now

RESET_JOB = "accounts.reset"
CONSENT_TEXT, CONSENT_VERSION = "account", "2026-11-25"

# How long a link may be used. OWASP ASVS 6.5.5: what is mailed to get in lives ten minutes at most; the link that
# confirms an account opens nothing without its password.
LIVES: Mapping[Purpose, datetime.timedelta] = {
    Purpose.CONFIRM: datetime.timedelta(days=3),
    Purpose.RESET: datetime.timedelta(minutes=10),
    Purpose.EMAIL: datetime.timedelta(minutes=60),
}
# How long a wish waits for the office that has to pass its link on.
WAITS = datetime.timedelta(days=14)
# A link that an office passes on: how long its owner can refuse it, and how long it then works.
PASSED_ON_WAITS = datetime.timedelta(hours=24)
PASSED_ON_LIVES = datetime.timedelta(days=2)
UNCONFIRMED_STAY = datetime.timedelta(days=14)
# How long what is over can still be looked up; docs/retention.md and /privasi say the same.
ENDED_SESSIONS_STAY = LINKS_STAY = datetime.timedelta(days=30)
EVENTS_STAY = datetime.timedelta(days=365)


class TakenError(ValueError):
    """The address belongs to another account."""


@dataclass(frozen=True, slots=True)
class Registration:
    """A new account; `password` is as it is stored, `address` an e-mail address or a number in one spelling."""

    name: str
    address: str
    password: str
    region_code: str | None
    language: str


def new_secret() -> str:
    """A random text that nobody guesses: 256 bits in 43 characters."""
    return secrets.token_urlsafe(32)


def register(draft: Registration, instant: datetime.datetime) -> None:
    """Opens an account that waits for its confirmation. Whoever registers learns nothing about an address that has one.

    An account that was never confirmed is overwritten: its link opens it only together with the newest password, so
    nobody can lie in wait with a password of theirs on an address of somebody else.
    """
    user = queries.find_user_by_address(draft.address)
    if user is not None and user.confirmed_at is not None:
        mails.send_already_registered(user)
        record(user.id, None, "registered_again", instant)
        return
    if user is None:
        user = new_user(draft, instant)
        if user is None:
            return
    user.name, user.password, user.region_code = draft.name, draft.password, draft.region_code
    user.language, user.password_changed_at = draft.language, instant
    db.session.execute(delete(Consent).where(Consent.user_id == user.id))
    db.session.add(Consent(user_id=user.id, text=CONSENT_TEXT, version=CONSENT_VERSION, given_at=instant))
    secret = issue_link(user, Purpose.CONFIRM, instant)
    if secret:
        mails.send_confirmation(user, secret)
    record(user.id, user.id, "registered", instant)
    db.session.flush()


def confirm(link: AccountLink, instant: datetime.datetime) -> None:
    """Opens the account of a link for good."""
    link.used_at = instant
    link.user.confirmed_at = instant
    record(link.user_id, link.user_id, "confirmed", instant)
    db.session.flush()


def request_reset(address: str, instant: datetime.datetime) -> None:
    """Sends the link to a new password to the account of an address, or lets its office know, if there is one."""
    user = queries.find_user_by_address(address)
    if user is None or not user.active:
        return
    secret = issue_link(user, Purpose.RESET, instant)
    if secret:
        mails.send_reset(user, secret, LIVES[Purpose.RESET])
    record(user.id, None, "reset_asked", instant)
    db.session.flush()


def request_reset_later(payload: Payload) -> Write:
    """The job that `request_reset` is, so that no page shows by its time whether an address has an account."""
    return lambda: request_reset(payload["address"], now())


def reset_password(link: AccountLink, password: str, instant: datetime.datetime) -> None:
    """Sets the password (as it is stored), confirms the address that the link came to, ends every session."""
    link.used_at = instant
    if link.user.confirmed_at is None:
        link.user.confirmed_at = instant
    change_password(link.user, password, instant, keep=None)


def change_password(user: User, password: str, instant: datetime.datetime, *, keep: int | None) -> None:
    """Sets the password (as it is stored), ends all sessions but one, and makes older links worthless."""
    user.password, user.password_changed_at = password, instant
    user.fs_uniquifier = secrets.token_hex(32)
    end_sessions(user.id, instant, keep=keep)
    _end_links(user.id, (Purpose.RESET, Purpose.CONFIRM, Purpose.EMAIL), instant)
    mails.send_password_changed(user, [passkey.name for passkey in queries.find_passkeys(user.id)])
    record(user.id, user.id, "password_changed", instant)
    db.session.flush()


def request_email(user: User, address: str, instant: datetime.datetime) -> None:
    """Sends a link to a new e-mail address, and the news to the old one; a taken address shows by nothing."""
    owner = queries.find_user_by_address(address)
    if owner is not None:
        if owner.id != user.id:
            mails.send_already_registered(owner)
        return
    secret = new_secret()
    _add_link(user, Purpose.EMAIL, instant, secret=secret, target=address)
    mails.send_email_change(user, address, secret, LIVES[Purpose.EMAIL])
    record(user.id, user.id, "email_asked", instant)
    db.session.flush()


def change_email(link: AccountLink, instant: datetime.datetime) -> None:
    """Makes the address of a link the account's, and tells the old one. Raises TakenError."""
    user, old_address, had_mailbox = link.user, link.user.email, link.user.has_mailbox
    link.used_at = instant
    try:
        with db.session.begin_nested():
            user.email = link.target
    except IntegrityError as error:
        raise TakenError(link.target) from error
    if had_mailbox:
        mails.send_email_changed(user, old_address)
    record(user.id, user.id, "email_changed", instant)
    db.session.flush()


def issue_link(user: User, purpose: Purpose, instant: datetime.datetime) -> str | None:
    """The secret of a new link for whoever has a mailbox; None where the office has to pass it on. Older ones end."""
    _end_links(user.id, (purpose,), instant)
    secret = new_secret() if user.has_mailbox else None
    _add_link(user, purpose, instant, secret=secret)
    return secret


def hand_over_link(link: AccountLink, actor_id: int, instant: datetime.datetime) -> str:
    """The secret of a link that an office passes on.

    One that confirms an account works at once, since it needs the password too. One to a new password works from
    tomorrow on, so that the owner can refuse it meanwhile; or once they allow it where they are signed in.
    """
    secret = new_secret()
    waits = PASSED_ON_WAITS if link.purpose == Purpose.RESET else datetime.timedelta()
    link.token_hash, link.handed_at, link.handed_by_id = queries.digest(secret), instant, actor_id
    link.usable_at = instant + waits
    link.expires_at = link.usable_at + PASSED_ON_LIVES
    record(link.user_id, actor_id, "link_handed_over", instant)
    db.session.flush()
    return secret


def allow_link(link_id: int, user_id: int, instant: datetime.datetime) -> None:
    """Lets a link that was passed on work at once; does nothing for a link of somebody else."""
    _answer_link(link_id, user_id, usable_at=instant)
    record(user_id, user_id, "link_allowed", instant)


def refuse_link(link_id: int, user_id: int, instant: datetime.datetime) -> None:
    """Ends a link that was passed on; does nothing for a link of somebody else."""
    _answer_link(link_id, user_id, refused_at=instant)
    record(user_id, user_id, "link_refused", instant)


def reset_link(user: User, instant: datetime.datetime, *, lives: datetime.timedelta) -> str:
    """The secret of a link to a new password that an operator hands out; it is in no letter."""
    _end_links(user.id, (Purpose.RESET,), instant)
    secret = new_secret()
    _add_link(user, Purpose.RESET, instant, secret=secret).expires_at = instant + lives
    record(user.id, None, "reset_by_operator", instant)
    db.session.flush()
    return secret


def open_session(
    user: User,
    secret: str,
    device: str,
    instant: datetime.datetime,
    *,
    lasts: datetime.timedelta,
    idles: datetime.timedelta,
    second_factor_at: datetime.datetime | None = None,
) -> UserSession:
    """A signed-in device, known by a secret that its cookie holds."""
    session = UserSession(
        token_hash=queries.digest(secret),
        user_id=user.id,
        device=device,
        created_at=instant,
        last_seen_at=instant,
        expires_at=instant + lasts,
        idle_ends_at=instant + idles,
        second_factor_at=second_factor_at,
    )
    db.session.add(session)
    record(user.id, user.id, "signed_in", instant)
    db.session.flush()
    return session


def end_session(session_id: int, user_id: int, instant: datetime.datetime) -> None:
    """Signs one device of somebody out; does nothing for a device of somebody else."""
    db.session.execute(
        update(UserSession)
        .where(UserSession.id == session_id, UserSession.user_id == user_id, UserSession.revoked_at.is_(None))
        .values(revoked_at=instant)
    )


def end_sessions(user_id: int, instant: datetime.datetime, *, keep: int | None = None) -> int:
    """Signs somebody out everywhere, but on the device to keep; how many devices that were."""
    ended = db.session.scalars(
        update(UserSession)
        .where(
            UserSession.user_id == user_id,
            UserSession.revoked_at.is_(None),
            UserSession.expires_at > instant,
            UserSession.id != (keep or 0),
        )
        .values(revoked_at=instant)
        .returning(UserSession.id)
    )
    return len(ended.all())


def note_presence(session_id: int, instant: datetime.datetime, idles: datetime.timedelta) -> None:
    """Notes when a device was last used, and that it may lie unused for so long from then on."""
    db.session.execute(
        update(UserSession)
        .where(UserSession.id == session_id)
        .values(last_seen_at=instant, idle_ends_at=instant + idles)
    )


def record(user_id: int | None, actor_id: int | None, action: str, instant: datetime.datetime) -> None:
    """Notes that something happened to an account, and by whom; None where nobody was signed in."""
    db.session.add(AccountEvent(user_id=user_id, actor_id=actor_id, action=action, happened_at=instant))


def forget_what_is_over(instant: datetime.datetime) -> int:
    """Removes ended sessions and links, old lines of what happened, and accounts nobody confirmed; how many rows."""
    waits = select(AccountLink.user_id).where(
        AccountLink.purpose == Purpose.CONFIRM, AccountLink.expires_at > instant, AccountLink.used_at.is_(None)
    )
    statements = (
        delete(UserSession)
        .where(
            or_(
                UserSession.expires_at < instant - ENDED_SESSIONS_STAY,
                UserSession.idle_ends_at < instant - ENDED_SESSIONS_STAY,
                UserSession.revoked_at < instant - ENDED_SESSIONS_STAY,
            )
        )
        .returning(UserSession.id),
        delete(AccountLink).where(AccountLink.expires_at < instant - LINKS_STAY).returning(AccountLink.id),
        delete(AccountEvent).where(AccountEvent.happened_at < instant - EVENTS_STAY).returning(AccountEvent.id),
        delete(User)
        .where(User.confirmed_at.is_(None), User.created_at < instant - UNCONFIRMED_STAY, User.id.not_in(waits))
        .returning(User.id),
    )
    return sum(
        len(db.session.scalars(statement.execution_options(synchronize_session=False)).all())
        for statement in statements
    )


def new_user(draft: Registration, instant: datetime.datetime) -> User | None:
    """The account, flushed; None where another request has made it a moment ago."""
    is_number = draft.address.startswith("+")
    user = User(
        name=draft.name,
        email=f"{draft.address[1:]}@{NUMBER_DOMAIN}" if is_number else draft.address.lower(),
        phone=draft.address if is_number else None,
        password=draft.password,
        fs_uniquifier=secrets.token_hex(32),
        fs_webauthn_user_handle=secrets.token_hex(32),
        region_code=draft.region_code,
        language=draft.language,
        created_at=instant,
        password_changed_at=instant,
    )
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError:
        return None
    return user


def _add_link(
    user: User, purpose: Purpose, instant: datetime.datetime, *, secret: str | None, target: str = ""
) -> AccountLink:
    link = AccountLink(
        user_id=user.id,
        purpose=purpose,
        target=target,
        token_hash=secret and queries.digest(secret),
        created_at=instant,
        usable_at=instant,
        expires_at=instant + (LIVES[purpose] if secret else WAITS),
    )
    db.session.add(link)
    return link


def _answer_link(link_id: int, user_id: int, **values: datetime.datetime) -> None:
    db.session.execute(
        update(AccountLink)
        .where(
            AccountLink.id == link_id,
            AccountLink.user_id == user_id,
            AccountLink.handed_at.is_not(None),
            AccountLink.used_at.is_(None),
            AccountLink.refused_at.is_(None),
        )
        .values(values)
    )


def _end_links(user_id: int, purposes: tuple[Purpose, ...], instant: datetime.datetime) -> None:
    db.session.execute(
        update(AccountLink)
        .where(
            AccountLink.user_id == user_id,
            AccountLink.purpose.in_(purposes),
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > instant,
        )
        .values(expires_at=instant)
    )
