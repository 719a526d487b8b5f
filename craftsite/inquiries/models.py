"""The tables of questions of buyers, and of what is said, offered and reported in their threads."""

import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from craftsite.extensions import Model, UtcDateTime
from craftsite.listings.models import Listing
from craftsite.media.models import StoredDocument, StoredImage
from craftsite.producers.models import Producer
from craftsite.web.contacts import LONGEST_EMAIL

LONGEST_QUESTION, LONGEST_NAME, LONGEST_QUANTITY, LONGEST_FILE_NAME = 2_000, 120, 60, 120
# The 256 bits of a secret link as text, and what is stored of them.
SALT_LENGTH, HASH_LENGTH = 43, 64


class SubjectKind(StrEnum):
    """What somebody asks about."""

    LISTING = "karya"
    PRODUCT = "khas"
    PRODUCER = "pembuat"


class Purpose(StrEnum):
    """What somebody buys for."""

    SELF = "sendiri"
    EVENT = "acara"
    RESALE = "dijual-lagi"
    EXPORT = "ekspor"


class Side(StrEnum):
    """Who speaks in a thread."""

    BUYER = "buyer"
    MAKER = "maker"
    SYSTEM = "system"


class State(StrEnum):
    """Where a question stands; what is held or refused no maker has seen."""

    HELD = "held"
    REFUSED = "refused"
    OPEN = "open"
    CLOSED = "closed"


class Result(StrEnum):
    """With what a thread was closed."""

    AGREED = "sepakat"
    NOT_AGREED = "tidak-jadi"
    NOT_AVAILABLE = "tidak-ada"
    UNANSWERED = "tidak-dijawab"
    NO_BUYER = "bukan-pembeli"
    WITHDRAWN = "ditarik"


class OfferAnswer(StrEnum):
    """What a buyer said to an offer."""

    ACCEPTED = "setuju"
    DECLINED = "tolak"


class Inquiry(Model):
    """A question of a buyer to a maker, and the thread that follows; its first message is the question.

    Whoever has the secret link reads and writes as the buyer. `token_hash` is the only trace of the link in the
    database: `links.secret_of` makes it again from `link_salt` and the key of the site, for letters. `receipt` names
    one sending of one opened form, `sameness` the same words from the same network within a day; both make sure that
    what is sent twice is asked once.

    `subject_name` and `subject_code` say what it was about after that is gone. `quantity` counts in `unit`, as
    understood from `quantity_text`. Exactly one of the three codes of a place is set. `doubts` are the codes of why it
    was held. `waits_for` is the side whose turn it is, "" for none, and `waiting_since` since when.

    A letter goes to an address only once its owner has confirmed it. `asked_elsewhere_at` is when a buyer was asked
    whether the question may go to another maker; one that went there has `passed_on_from_id`. What was erased keeps
    what statistics need, and nothing of the person.
    """

    __tablename__ = "inquiries"
    __table_args__ = (
        CheckConstraint("subject_kind IN ('karya', 'khas', 'pembuat')", name="subject_kind"),
        CheckConstraint("state IN ('held', 'refused', 'open', 'closed')", name="state"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_once"),
        CheckConstraint(
            "CASE WHEN region_code IS NULL THEN 0 ELSE 1 END + CASE WHEN province_code IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN country_code IS NULL THEN 0 ELSE 1 END = 1",
            name="one_place",
        ),
        CheckConstraint(
            "erased_at IS NULL OR (buyer_name = '' AND contact = '' AND token_hash IS NULL)", name="erased_is_blank"
        ),
        Index("ix_inquiries_inbox", "producer_id", "state", "waiting_since"),
        Index("ix_inquiries_state", "state", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(7))
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listings.id", ondelete="SET NULL"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("regional_products.id", ondelete="SET NULL"), index=True)
    producer_id: Mapped[int | None] = mapped_column(ForeignKey("producers.id", ondelete="SET NULL"))
    subject_name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    subject_code: Mapped[str] = mapped_column(String(9), default="")
    passed_on_from_id: Mapped[int | None] = mapped_column(ForeignKey("inquiries.id", ondelete="SET NULL"), index=True)

    purpose: Mapped[str] = mapped_column(String(11))
    quantity: Mapped[int | None]
    unit: Mapped[str] = mapped_column(String(12), default="")
    quantity_text: Mapped[str] = mapped_column(String(LONGEST_QUANTITY), default="")
    buyer_name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    contact: Mapped[str] = mapped_column(String(LONGEST_EMAIL))
    region_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"))
    province_code: Mapped[str | None] = mapped_column(ForeignKey("provinces.code"))
    country_code: Mapped[str | None] = mapped_column(String(2))
    language: Mapped[str] = mapped_column(String(2))
    consent_version: Mapped[str] = mapped_column(String(10))

    link_salt: Mapped[str] = mapped_column(String(SALT_LENGTH))
    token_hash: Mapped[str | None] = mapped_column(String(HASH_LENGTH), unique=True)
    receipt: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    sameness: Mapped[str | None] = mapped_column(String(HASH_LENGTH), unique=True)
    confirm_hash: Mapped[str | None] = mapped_column(String(HASH_LENGTH), unique=True)
    address_confirmed_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    letters_stopped_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)

    state: Mapped[str] = mapped_column(String(7))
    doubts: Mapped[list[str]] = mapped_column(JSON, default=list)
    reviewed_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    waits_for: Mapped[str] = mapped_column(String(6), default=Side.MAKER)
    waiting_since: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    first_answered_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    last_message_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime, index=True)
    reminded_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    asked_elsewhere_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str] = mapped_column(String(6), default="")
    result: Mapped[str] = mapped_column(String(13), default="")
    erased_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)

    listing: Mapped[Listing | None] = relationship(lazy="raise_on_sql")
    producer: Mapped[Producer | None] = relationship(lazy="raise_on_sql")
    messages: Mapped[list["Message"]] = relationship(
        lazy="raise_on_sql",
        order_by="Message.id",
        back_populates="inquiry",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )


class Message(Model):
    """What one side says in a thread; rows are added, never changed.

    `sentence` is the code of a fixed sentence, which each reader gets in their language with `blanks` in its gaps;
    `text` is what was typed, or that sentence as its writer read it. `receipt` names one sending of one opened form.
    """

    __tablename__ = "inquiry_messages"
    __table_args__ = (CheckConstraint("side IN ('buyer', 'maker', 'system')", name="side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inquiry_id: Mapped[int] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), index=True)
    side: Mapped[str] = mapped_column(String(6))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    sentence: Mapped[str] = mapped_column(String(20), default="")
    blanks: Mapped[list[str]] = mapped_column(JSON, default=list)
    receipt: Mapped[str | None] = mapped_column(String(HASH_LENGTH), unique=True)
    sent_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)

    inquiry: Mapped[Inquiry] = relationship(lazy="raise_on_sql", back_populates="messages")
    offer: Mapped["Offer | None"] = relationship(
        lazy="raise_on_sql", back_populates="message", cascade="all, delete-orphan", passive_deletes=True
    )
    attachments: Mapped[list["Attachment"]] = relationship(
        lazy="raise_on_sql", order_by="Attachment.id", cascade="all, delete-orphan", passive_deletes=True
    )


class Offer(Model):
    """An offer of a maker, which stands in a message. Money is whole rupiah; `price_idr` is that of one unit.

    `ready_on` is the day on which the goods are ready, `valid_until` the last day on which the offer holds.
    """

    __tablename__ = "inquiry_offers"
    __table_args__ = (
        CheckConstraint("quantity > 0 AND price_idr > 0", name="positive"),
        CheckConstraint("(answer = '') = (answered_at IS NULL)", name="answered_once"),
    )

    message_id: Mapped[int] = mapped_column(ForeignKey("inquiry_messages.id", ondelete="CASCADE"), primary_key=True)
    quantity: Mapped[int]
    unit: Mapped[str] = mapped_column(String(12))
    price_idr: Mapped[int] = mapped_column(BigInteger)
    shipping_idr: Mapped[int | None] = mapped_column(BigInteger)
    ready_on: Mapped[datetime.date | None]
    valid_until: Mapped[datetime.date]
    answer: Mapped[str] = mapped_column(String(6), default="")
    answered_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)

    message: Mapped[Message] = relationship(lazy="raise_on_sql", back_populates="offer")


class Attachment(Model):
    """A file of a message: a photograph, which is private, or a document."""

    __tablename__ = "inquiry_attachments"
    __table_args__ = (CheckConstraint("(image_id IS NULL) <> (document_id IS NULL)", name="is_a_photo_or_a_document"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("inquiry_messages.id", ondelete="CASCADE"), index=True)
    image_id: Mapped[int | None] = mapped_column(ForeignKey("stored_images.id"), unique=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("stored_documents.id"), unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST_FILE_NAME), default="")
    byte_size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    added_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)

    image: Mapped[StoredImage | None] = relationship(lazy="raise_on_sql")
    document: Mapped[StoredDocument | None] = relationship(lazy="raise_on_sql")


class ReadMark(Model):
    """Up to which message a side has read a thread."""

    __tablename__ = "inquiry_read_marks"

    inquiry_id: Mapped[int] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), primary_key=True)
    side: Mapped[str] = mapped_column(String(6), primary_key=True)
    message_id: Mapped[int]
    read_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)


class Outcome(Model):
    """What became of a question, as one side says when asked after `after_days`; it names nobody and stays.

    `bought` is what they say first; the rest is "" or None where it was not asked or not said. `elsewhere` is where it
    was bought instead: the code of a region (4 digits), a province (2 digits) or a country (2 letters).
    """

    __tablename__ = "inquiry_outcomes"
    __table_args__ = (UniqueConstraint("inquiry_id", "side", "after_days"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inquiry_id: Mapped[int] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), index=True)
    side: Mapped[str] = mapped_column(String(6))
    after_days: Mapped[int]
    token_hash: Mapped[str | None] = mapped_column(String(HASH_LENGTH), unique=True)
    asked_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    bought: Mapped[str] = mapped_column(String(6), default="")
    value_idr: Mapped[int | None] = mapped_column(BigInteger)
    channel: Mapped[str] = mapped_column(String(8), default="")
    is_repeated: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(String(12), default="")
    elsewhere: Mapped[str] = mapped_column(String(4), default="")


class Complaint(Model):
    """That one side reported a thread. An office sees that and why, never what was said in it."""

    __tablename__ = "inquiry_complaints"
    __table_args__ = (UniqueConstraint("inquiry_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inquiry_id: Mapped[int] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), index=True)
    side: Mapped[str] = mapped_column(String(6))
    reason: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    handled_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
