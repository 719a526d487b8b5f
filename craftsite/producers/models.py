"""The tables of makers, of who speaks for them, and of how their origin was checked."""

import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from craftsite.accounts.models import Office, User
from craftsite.extensions import Model, UtcDateTime, byte_ordered
from craftsite.media.models import StoredImage
from craftsite.regions.models import Region
from craftsite.web.contacts import LONGEST_EMAIL

LONGEST_NAME, LONGEST_LINE, LONGEST_NOTE, LONGEST_STORY, LONGEST_URL = 120, 120, 200, 3_000, 300


class ProducerKind(StrEnum):
    """What a maker is; "IKM" and "UKM" overlap, so several may hold at once."""

    IKM = "ikm"
    UKM = "ukm"
    KOPWAN = "kopwan"
    GROUP = "kelompok"


class PaymentMethod(StrEnum):
    """How a maker takes money from a buyer; the site itself never does."""

    TRANSFER = "transfer"
    QRIS = "qris"
    ON_DELIVERY = "bayar-di-tempat"
    CASH = "tunai"


class SizeBand(StrEnum):
    """How large a business is; the band is asked for, never the figure."""

    MICRO = "mikro"
    SMALL = "kecil"
    MEDIUM = "menengah"


class ContactRoute(StrEnum):
    """Whose number a buyer reaches: the maker's own, or that of whoever answers for the centre."""

    DIRECT = "langsung"
    CENTRE = "sentra"


class Weekday(StrEnum):
    """The days on which a maker may be visited."""

    MONDAY = "senin"
    TUESDAY = "selasa"
    WEDNESDAY = "rabu"
    THURSDAY = "kamis"
    FRIDAY = "jumat"
    SATURDAY = "sabtu"
    SUNDAY = "minggu"


class MembershipRole(StrEnum):
    """What someone may do for a maker: an owner also decides who else may."""

    OWNER = "owner"
    EDITOR = "editor"


class CheckMethod(StrEnum):
    """How an office found out where a maker works."""

    VISIT = "kunjungan"
    DOCUMENT = "dokumen"


class CheckOutcome(StrEnum):
    """What an office found."""

    CONFIRMED = "confirmed"
    OUTSIDE = "outside"
    UNCLEAR = "unclear"


class OriginStatus(StrEnum):
    """Where the check of a maker's origin stands on a day."""

    EXAMPLE = "example"
    CONFIRMED = "confirmed"
    LAPSED = "lapsed"
    WAITING = "waiting"
    REFUSED = "refused"
    CLOSED = "closed"


class Producer(Model):
    """A maker: a small industry, a small business, a women's cooperative, or a group.

    Public only while its origin is confirmed (`origin_valid_until`, a date in East Java, inclusive) or while it is an
    example. An example never has a confirmation. `waiting_since` is set while the office of the region has to look at a
    maker for the first time, or again after a refusal. The number is given to buyers only where
    `whatsapp_consent_at` is set; it is never part of a public page. `asked_at` is when its people were last asked what
    of its goods is still there. `version` counts the changes of the profile.
    A maker that its owner has closed has nobody who speaks for it; `erased_at` is when all but its name was blanked.
    """

    __tablename__ = "producers"
    __table_args__ = (
        CheckConstraint("NOT (is_example AND origin_valid_until IS NOT NULL)", name="examples_are_never_confirmed"),
        Index("ix_producers_waiting", "region_code", "waiting_since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    name_key: Mapped[str] = mapped_column(String(LONGEST_NAME), default="", index=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"), index=True)
    place: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    centre: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    story_id: Mapped[str] = mapped_column(Text, default="")
    story_en: Mapped[str] = mapped_column(Text, default="")
    is_example: Mapped[bool] = mapped_column(default=False)
    waiting_since: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    origin_valid_until: Mapped[datetime.date | None] = mapped_column(index=True)
    origin_checked_on: Mapped[datetime.date | None]
    origin_office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"), index=True)
    origin_reminded_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    whatsapp: Mapped[str] = mapped_column(String(16), default="", index=True)
    whatsapp_route: Mapped[str] = mapped_column(String(8), default=ContactRoute.DIRECT)
    whatsapp_consent_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    answering_hours: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    business_number: Mapped[str] = mapped_column(String(13), default="")
    size_band: Mapped[str] = mapped_column(String(8), default="")
    payment_methods: Mapped[list[str]] = mapped_column(JSON, default=list)
    ships_from: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    exchange_policy: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    visit_days: Mapped[list[str]] = mapped_column(JSON, default=list)
    opening_hours: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    visit_note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    map_url: Mapped[str] = mapped_column(String(LONGEST_URL), default="")
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime, index=True)
    erased_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    region: Mapped[Region] = relationship(lazy="raise_on_sql")
    origin_office: Mapped[Office | None] = relationship(lazy="raise_on_sql")
    kinds: Mapped[list["ProducerKindMark"]] = relationship(
        lazy="raise_on_sql", order_by="ProducerKindMark.kind", cascade="all, delete-orphan", passive_deletes=True
    )

    def origin_status(self, day: datetime.date) -> OriginStatus:
        """Where the check of the origin stands on a day (WIB)."""
        if self.is_example:
            return OriginStatus.EXAMPLE
        if self.closed_at is not None:
            return OriginStatus.CLOSED
        if self.origin_valid_until is not None:
            return OriginStatus.CONFIRMED if self.origin_valid_until >= day else OriginStatus.LAPSED
        return OriginStatus.REFUSED if self.waiting_since is None else OriginStatus.WAITING


class ProducerKindMark(Model):
    """That a maker is of a kind."""

    __tablename__ = "producer_kinds"

    producer_id: Mapped[int] = mapped_column(ForeignKey("producers.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)


class Membership(Model):
    """That someone speaks for a maker. `declined_letters_at` is since when they want no letter of the month."""

    __tablename__ = "memberships"

    producer_id: Mapped[int] = mapped_column(ForeignKey("producers.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(6))
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    declined_letters_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)

    producer: Mapped[Producer] = relationship(lazy="raise_on_sql")
    user: Mapped[User] = relationship(lazy="raise_on_sql")


class Invitation(Model):
    """That an owner asked someone, known by an e-mail address or a number, to speak for a maker too.

    A letter brings the link; to a number the office passes it on, and until then the row has no digest of its secret.
    It lets one account in once. Whoever opens one for a number has to be signed in with that number.
    """

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    producer_id: Mapped[int] = mapped_column(ForeignKey("producers.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(6))
    address: Mapped[str] = mapped_column(String(LONGEST_EMAIL))
    token_hash: Mapped[str | None] = mapped_column(byte_ordered(64), unique=True)
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    handed_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    handed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)

    producer: Mapped[Producer] = relationship(lazy="raise_on_sql")
    invited_by: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[invited_by_id])

    @property
    def is_for_number(self) -> bool:
        """Whether it goes by WhatsApp, through the office."""
        return self.address.startswith("+")


class GroupMember(Model):
    """Somebody who makes things as part of a cooperative or group: a name, or a maker that has a page of its own.

    The public reads a name only while `consent_at` is set, and a maker's only once that maker has agreed. What a member
    can make in a month is told in words, with a number where it can be added up.
    """

    __tablename__ = "group_members"
    __table_args__ = (
        CheckConstraint("(name = '') = (maker_id IS NOT NULL)", name="is_a_name_or_a_maker"),
        UniqueConstraint("group_id", "maker_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("producers.id", ondelete="CASCADE"), index=True)
    maker_id: Mapped[int | None] = mapped_column(ForeignKey("producers.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    capacity_count: Mapped[int | None]
    capacity_text: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    consent_version: Mapped[str] = mapped_column(String(10), default="")
    consent_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    agreed_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)

    group: Mapped[Producer] = relationship(lazy="raise_on_sql", foreign_keys=[group_id])
    maker: Mapped[Producer | None] = relationship(lazy="raise_on_sql", foreign_keys=[maker_id])


class OriginCheck(Model):
    """That an office looked where a maker works: how, when, and what it found. Rows are added, never changed.

    `note` stays inside the office; `reason` is what the maker reads where the origin was not confirmed. `office_id` is
    empty where whoever runs the site checked. The row outlives the account of who checked. The photograph is private:
    the office of the region and the province see it, nobody else.
    """

    __tablename__ = "origin_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    producer_id: Mapped[int] = mapped_column(ForeignKey("producers.id", ondelete="CASCADE"), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"), index=True)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    image_id: Mapped[int | None] = mapped_column(ForeignKey("stored_images.id"), unique=True)
    method: Mapped[str] = mapped_column(String(9))
    outcome: Mapped[str] = mapped_column(String(9))
    checked_on: Mapped[datetime.date]
    valid_until: Mapped[datetime.date | None]
    note: Mapped[str] = mapped_column(String(1_000), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)

    office: Mapped[Office | None] = relationship(lazy="raise_on_sql")
    checked_by: Mapped[User | None] = relationship(lazy="raise_on_sql")
    image: Mapped[StoredImage | None] = relationship(lazy="raise_on_sql")
