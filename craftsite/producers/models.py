"""The table of makers."""

import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from craftsite.extensions import Model, UtcDateTime
from craftsite.regions.models import Region


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


class Producer(Model):
    """A maker: a small industry, a small business, a women's cooperative, or a group.

    Public only while its origin is confirmed (`origin_valid_until`, a date in East Java, inclusive) or while it is an
    example. An example never has a confirmation.
    """

    __tablename__ = "producers"
    __table_args__ = (
        CheckConstraint("NOT (is_example AND origin_valid_until IS NOT NULL)", name="examples_are_never_confirmed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"), index=True)
    place: Mapped[str] = mapped_column(String(120), default="")
    story_id: Mapped[str] = mapped_column(Text, default="")
    story_en: Mapped[str] = mapped_column(Text, default="")
    is_example: Mapped[bool] = mapped_column(default=False)
    origin_valid_until: Mapped[datetime.date | None]
    payment_methods: Mapped[list[str]] = mapped_column(JSON, default=list)
    exchange_policy: Mapped[str] = mapped_column(String(200), default="")
    opening_hours: Mapped[str] = mapped_column(String(120), default="")
    visit_note: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)

    region: Mapped[Region] = relationship(lazy="raise_on_sql")
    kinds: Mapped[list["ProducerKindMark"]] = relationship(
        lazy="raise_on_sql", order_by="ProducerKindMark.kind", cascade="all, delete-orphan", passive_deletes=True
    )


class ProducerKindMark(Model):
    """That a maker is of a kind."""

    __tablename__ = "producer_kinds"

    producer_id: Mapped[int] = mapped_column(ForeignKey("producers.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
