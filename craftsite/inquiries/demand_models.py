"""The tables of demand that is no question: taps on WhatsApp, and wishes for what nobody sells."""

import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from craftsite.extensions import Model, UtcDateTime
from craftsite.goods.models import RegionalProduct
from craftsite.inquiries.models import HASH_LENGTH, LONGEST_QUANTITY, SALT_LENGTH
from craftsite.web.contacts import LONGEST_EMAIL


class Line(StrEnum):
    """How the number that was shown is reached."""

    WHATSAPP = "whatsapp"
    TELEPHONE = "telepon"


class Tap(Model):
    """That somebody was shown the number of a maker; of whom, nothing is kept.

    `route` is whose number it was, as the maker's profile says.
    """

    __tablename__ = "whatsapp_taps"
    __table_args__ = (
        CheckConstraint("subject_kind IN ('karya', 'khas', 'pembuat')", name="subject_kind"),
        Index("ix_whatsapp_taps_tapped_at", "tapped_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(7))
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listings.id", ondelete="SET NULL"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("regional_products.id", ondelete="SET NULL"), index=True)
    producer_id: Mapped[int] = mapped_column(ForeignKey("producers.id", ondelete="CASCADE"), index=True)
    line: Mapped[str] = mapped_column(String(8))
    route: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(2))
    tapped_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)


class Wish(Model):
    """That somebody wants to hear when a khas that nobody sells is sold here: "Kabari saya bila ada".

    Its links are made and stored like those of an inquiry. An address is written to only once it was confirmed; a
    number goes to the first maker who sells it, as its owner was told. `told_at` is when they heard, of `listing_id`.
    One that came without a proof of work reaches a maker only through an office. `sameness` keeps one wish for each
    khas and contact. What was erased counts on, without the contact.
    """

    __tablename__ = "wishes"
    __table_args__ = (
        CheckConstraint("erased_at IS NULL OR (contact = '' AND token_hash IS NULL)", name="erased_is_blank"),
        Index("ix_wishes_waiting", "product_id", "told_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("regional_products.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(11))
    quantity: Mapped[int | None]
    quantity_text: Mapped[str] = mapped_column(String(LONGEST_QUANTITY), default="")
    contact: Mapped[str] = mapped_column(String(LONGEST_EMAIL))
    language: Mapped[str] = mapped_column(String(2))
    consent_version: Mapped[str] = mapped_column(String(10))
    link_salt: Mapped[str] = mapped_column(String(SALT_LENGTH))
    token_hash: Mapped[str | None] = mapped_column(String(HASH_LENGTH), unique=True)
    receipt: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    sameness: Mapped[str | None] = mapped_column(String(HASH_LENGTH), unique=True)
    confirm_hash: Mapped[str | None] = mapped_column(String(HASH_LENGTH), unique=True)
    address_confirmed_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    is_proven: Mapped[bool] = mapped_column(default=True)
    wished_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listings.id", ondelete="SET NULL"), index=True)
    erased_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)

    product: Mapped[RegionalProduct] = relationship(lazy="raise_on_sql")
