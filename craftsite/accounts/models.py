"""The tables of people, of the offices they sit in, and of the ways in that they have."""

import datetime
from enum import StrEnum

from flask_security import RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from craftsite.extensions import Model, UtcDateTime, byte_ordered
from craftsite.regions.models import Region
from craftsite.web.contacts import LONGEST_EMAIL

LONGEST_NAME, LONGEST_DEVICE = 80, 80
# RFC 2606 keeps `.invalid` free of mail for ever, so an account without an address can have one there.
NUMBER_DOMAIN = "nomor.invalid"
# What is stored where nobody knows a password yet; it is the hash of none.
NO_PASSWORD = "!"  # noqa: S105 - a mark, no password


class RoleName(StrEnum):
    """What someone is on this site. Every account is a maker's; a seat makes a coordinator; only ADMIN is a row."""

    MAKER = "maker"
    COORDINATOR = "coordinator"
    ADMIN = "admin"


class Purpose(StrEnum):
    """What a link that was sent to someone does."""

    CONFIRM = "confirm"
    RESET = "reset"
    EMAIL = "email"


class RoleGrant(Model):
    """That someone has a role which no seat gives."""

    __tablename__ = "role_grants"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), primary_key=True, index=True)


class Role(Model, RoleMixin):
    """A role that is granted by name."""

    __tablename__ = "roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)


class Office(Model):
    """The Dekranasda of a region, or of the province where `region_code` is empty."""

    __tablename__ = "offices"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    region_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"), unique=True)
    phone: Mapped[str] = mapped_column(String(16), default="")

    region: Mapped[Region | None] = relationship(lazy="raise_on_sql")


class Seat(Model):
    """That someone worked in an office, from one instant until another; it is handed over, never overwritten."""

    __tablename__ = "seats"
    __table_args__ = (CheckConstraint("until_at IS NULL OR until_at >= from_at", name="ends_after_its_beginning"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    from_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)

    office: Mapped[Office] = relationship(lazy="raise_on_sql")
    user: Mapped["User"] = relationship(lazy="raise_on_sql", back_populates="seats")

    def is_held(self, instant: datetime.datetime) -> bool:
        """Whether the seat is taken at an instant."""
        return self.from_at <= instant and (self.until_at is None or instant < self.until_at)


class User(Model, UserMixin):
    """A person with an account. `email` is `<number>@nomor.invalid` where only a number was given.

    `fs_uniquifier` is the name of the account towards the library; a new one ends whatever was built on the old one.
    The codes of `mf_recovery_codes` and the secret of `tf_totp_secret` are encrypted.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL), unique=True)
    phone: Mapped[str | None] = mapped_column(String(16), unique=True)
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    fs_webauthn_user_handle: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    region_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    password_changed_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    tf_primary_method: Mapped[str | None] = mapped_column(String(20))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(400))
    tf_last_counter: Mapped[int | None] = mapped_column(BigInteger)
    # The library takes a used code out of the list in place, which a plain column would not notice.
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(JSON))

    # The library reads the roles wherever it likes, so these alone load themselves; it declares plain lists.
    roles: Mapped[list[Role]] = relationship(secondary="role_grants", lazy="selectin")  # type: ignore[assignment]
    seats: Mapped[list[Seat]] = relationship(lazy="raise_on_sql", back_populates="user", order_by=Seat.from_at)
    webauthn: Mapped[list["WebAuthn"]] = relationship(lazy="raise_on_sql", back_populates="user")  # type: ignore[assignment]
    region: Mapped[Region | None] = relationship(lazy="raise_on_sql")

    @property
    def has_mailbox(self) -> bool:
        """Whether a letter to this person arrives anywhere."""
        return not self.email.endswith(f"@{NUMBER_DOMAIN}")

    @property
    def address(self) -> str:
        """What the person signs in with, as they would write it: the e-mail address, else the number."""
        return self.email if self.has_mailbox else self.phone or ""

    @property
    def has_second_factor(self) -> bool:
        """Whether a code from an authenticator is asked for."""
        return self.tf_totp_secret is not None


class WebAuthn(Model, WebAuthnMixin):
    """A fingerprint, a face or a key that someone signs in with."""

    __tablename__ = "webauthn"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_DEVICE))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    transports: Mapped[list[str] | None] = mapped_column(JSON)
    backup_state: Mapped[bool] = mapped_column(default=False)
    device_type: Mapped[str] = mapped_column(String(20))
    extensions: Mapped[str | None] = mapped_column(String(255))
    lastuse_datetime: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    usage: Mapped[str] = mapped_column(String(12))

    user: Mapped[User] = relationship(lazy="raise_on_sql", back_populates="webauthn")


class UserSession(Model):
    """A device that is signed in. The cookie holds a random text of which only the digest is here; the row decides.

    `second_factor_at` is when a code, or a fingerprint in its place, was shown on this device. It ends at `expires_at`
    however often it is used, and at `idle_ends_at` where it is not; each use moves the latter on.
    """

    __tablename__ = "user_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(byte_ordered(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(LONGEST_DEVICE))
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime, index=True)
    idle_ends_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    second_factor_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="raise_on_sql")


class AccountLink(Model):
    """A link that lets whoever has it do one thing once. Only the digest of its secret is stored.

    For someone without a mailbox the office makes the secret: until then the row waits, and has none. `target` is the
    new address of a change. A link that was handed over works from `usable_at` on.
    """

    __tablename__ = "account_links"
    __table_args__ = (Index("ix_account_links_waiting", "purpose", "handed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(8))
    target: Mapped[str] = mapped_column(String(LONGEST_EMAIL), default="")
    token_hash: Mapped[str | None] = mapped_column(byte_ordered(64), unique=True)
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    usable_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    refused_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    handed_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    handed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    user: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[user_id])
    handed_by: Mapped[User | None] = relationship(lazy="raise_on_sql", foreign_keys=[handed_by_id])


class Consent(Model):
    """That someone agreed to a version of a text, and when they took it back."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(10))
    given_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)


class AccountEvent(Model):
    """One line of what happened to an account: what, when, by whom; never what was written.

    `user_id` is whose account it is. The line outlives both people, without their names.
    """

    __tablename__ = "account_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    action: Mapped[str] = mapped_column(String(40))
    happened_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
