"""The tables of what makers offer."""

import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from craftsite.accounts.models import User
from craftsite.extensions import Model, UtcDateTime, byte_ordered
from craftsite.goods.models import RegionalProduct, Taxon
from craftsite.media.models import StoredImage
from craftsite.producers.models import Producer
from craftsite.text.tokenizer import fold

LONGEST_NAME, LONGEST_NOTE, LONGEST_STORY, LONGEST_ANSWER = 120, 200, 3_000, 2_000
LONGEST_MARK = 24


class Stock(StrEnum):
    """Whether a listing can be sent at once."""

    READY = "siap"
    ONE_OF_A_KIND = "satu"
    MADE_TO_ORDER = "pesan"


class DraftState(StrEnum):
    """Where the review of what was written stands."""

    WRITING = "writing"
    SUBMITTED = "submitted"
    ASKED = "asked"
    REFUSED = "refused"


class Halal(StrEnum):
    """What a maker of food says of halal; the law asks every one of them."""

    CERTIFIED = "nomor"
    EXEMPT = "bebas"
    NOT_HALAL = "tidak"


class Aspect(StrEnum):
    """In what the variants of a listing differ."""

    COLOUR = "warna"
    SIZE = "ukuran"


class Deed(StrEnum):
    """What somebody did to a listing."""

    BEGUN = "begun"
    HANDED = "handed"
    DECLINED = "declined"
    COPIED = "copied"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    PHOTOS_CHANGED = "photos"
    APPROVED = "approved"
    ASKED = "asked"
    REFUSED = "refused"
    UNDONE = "undone"
    SOLD = "sold"
    BACK_ON_SALE = "back_on_sale"
    AWAY = "away"
    BACK = "back"
    ARCHIVED = "archived"
    RESTORED = "restored"
    DELETED = "deleted"
    CONFIRMED = "confirmed"


class ChannelKind(StrEnum):
    """Where else a listing is sold; links are kept as data, so one switch can retire a channel everywhere."""

    TOKOPEDIA = "tokopedia"
    SHOPEE = "shopee"
    TIKTOK = "tiktok"
    BLIBLI = "blibli"
    LAZADA = "lazada"
    PADI = "padi"
    INSTAGRAM = "instagram"
    WEBSITE = "situs"


class Listing(Model):
    """A karya: one maker's offer. Public once `published_at` is set and its maker is public.

    `code` (`BKL-014`) is given at publication and never again to another. Money is whole rupiah; `price_to_idr` makes a
    range and `price_note` says why. `attributes` maps codes of `goods.attributes` to what the maker wrote. `seasons`
    has bit 0 for January. Until it is published the columns hold what was understood of the draft so far.
    `archived_at` and `deleted_at` hide it; `sold_at` leaves it to be seen; `away_until` is the last day of a leave.
    `edition` counts what was saved in the editor, `version` every change of the row. `saved_from` is the mark of the
    sending that made the edition: its page, and a number of it, so that a page knows its own again.
    """

    __tablename__ = "listings"
    __table_args__ = (
        CheckConstraint("kind IN ('batik', 'kerajinan', 'agro')", name="kind"),
        CheckConstraint("price_idr IS NULL OR price_idr > 0", name="price"),
        CheckConstraint("price_to_idr IS NULL OR price_to_idr > price_idr", name="price_range"),
        Index("ix_listings_published", "published_at", "id"),
        Index("ix_listings_kind_taxon", "kind", "taxon_slug"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(9), unique=True)
    slug: Mapped[str] = mapped_column(String(120))
    producer_id: Mapped[int] = mapped_column(ForeignKey("producers.id", ondelete="CASCADE"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("regional_products.id"), index=True)
    kind: Mapped[str] = mapped_column(String(9))
    taxon_slug: Mapped[str] = mapped_column(ForeignKey("taxa.slug"), index=True)
    technique: Mapped[str | None] = mapped_column(String(9))
    stage: Mapped[str | None] = mapped_column(String(7))
    name_id: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    sort_name: Mapped[str] = mapped_column(byte_ordered(120), index=True)
    story_id: Mapped[str] = mapped_column(Text, default="")
    story_en: Mapped[str] = mapped_column(Text, default="")
    price_idr: Mapped[int | None] = mapped_column(BigInteger, index=True)
    price_to_idr: Mapped[int | None] = mapped_column(BigInteger)
    unit: Mapped[str] = mapped_column(String(12))
    minimum_order: Mapped[int] = mapped_column(default=1)
    stock: Mapped[str] = mapped_column(String(5))
    stock_count: Mapped[int | None]
    lead_time_days: Mapped[int | None]
    capacity_per_month: Mapped[int | None]
    seasons: Mapped[int] = mapped_column(default=0)
    is_export_ready: Mapped[bool] = mapped_column(default=False)
    motif_family: Mapped[str] = mapped_column(String(20), default="")
    attributes: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    price_note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    has_sample: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    made_by_agreed_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    halal: Mapped[str] = mapped_column(String(5), default="")
    hs_code: Mapped[str] = mapped_column(String(12), default="")
    packed_weight_g: Mapped[int | None]
    packed_size: Mapped[str] = mapped_column(String(60), default="")
    per_carton: Mapped[int | None]
    owns_pictures: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    sold_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    away_until: Mapped[datetime.date | None]
    archived_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    edition: Mapped[int] = mapped_column(default=0)
    saved_from: Mapped[str] = mapped_column(String(LONGEST_MARK), default="")
    version: Mapped[int] = mapped_column(default=1)

    producer: Mapped[Producer] = relationship(lazy="raise_on_sql")
    product: Mapped[RegionalProduct | None] = relationship(lazy="raise_on_sql")
    taxon: Mapped[Taxon] = relationship(lazy="raise_on_sql")
    tiers: Mapped[list["PriceTier"]] = relationship(
        lazy="raise_on_sql", order_by="PriceTier.from_quantity", cascade="all, delete-orphan", passive_deletes=True
    )
    steps: Mapped[list["Step"]] = relationship(
        lazy="raise_on_sql", order_by="Step.position", cascade="all, delete-orphan", passive_deletes=True
    )
    channels: Mapped[list["Channel"]] = relationship(
        lazy="raise_on_sql", order_by="Channel.kind", cascade="all, delete-orphan", passive_deletes=True
    )
    variants: Mapped[list["Variant"]] = relationship(
        lazy="raise_on_sql",
        order_by="(Variant.aspect, Variant.position)",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )
    photos: Mapped[list["Photo"]] = relationship(
        lazy="raise_on_sql", order_by="(Photo.position, Photo.id)", cascade="all, delete-orphan", passive_deletes=True
    )
    main_photo: Mapped["Photo | None"] = relationship(
        lazy="raise_on_sql",
        primaryjoin="and_(Photo.listing_id == Listing.id, Photo.position == 1)",
        viewonly=True,
        uselist=False,
    )
    draft: Mapped["Draft | None"] = relationship(
        lazy="raise_on_sql", back_populates="listing", cascade="all, delete-orphan", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": version}

    @validates("name_id")
    def _keep_sort_name(self, key: str, name: str) -> str:
        self.sort_name = fold(name)[:120]
        return name


class PriceTier(Model):
    """The price of one unit from a quantity on; a listing that has tiers sells wholesale."""

    __tablename__ = "price_tiers"
    __table_args__ = (
        CheckConstraint("from_quantity > 1", name="from_quantity"),
        CheckConstraint("price_idr > 0", name="price"),
    )

    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True)
    from_quantity: Mapped[int] = mapped_column(primary_key=True)
    price_idr: Mapped[int] = mapped_column(BigInteger)


class Step(Model):
    """One step of how a thing is made; for farm goods the four of petik, olah, kemas, jual."""

    __tablename__ = "listing_steps"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(String(400))


class Photo(Model):
    """A photograph of a listing; `alt` says what is seen, in the words of the maker.

    `position` counts from 1, which is the main one, without gaps.
    """

    __tablename__ = "listing_photos"

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), index=True)
    image_id: Mapped[int] = mapped_column(ForeignKey("stored_images.id"), unique=True)
    position: Mapped[int]
    alt: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    added_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)

    image: Mapped[StoredImage] = relationship(lazy="raise_on_sql")


class Channel(Model):
    """Another place where the listing is sold."""

    __tablename__ = "channels"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    url: Mapped[str] = mapped_column(String(300))


class Variant(Model):
    """A colour or a size in which a listing can be had."""

    __tablename__ = "listing_variants"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True)
    aspect: Mapped[str] = mapped_column(String(6), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))


class Draft(Model):
    """What was written of a listing and is not public yet, as it was typed: nothing is lost that was not understood.

    `fields` maps the names of controls to what they held. A listing that was never published has a draft until it is; a
    published one has a draft while changes are written or wait for the office. `submitted_at` is when it was last sent
    and `offer` what was understood of it then, which is what the office reads and publishes. `note` is what the office
    asked for, or why it refused.
    """

    __tablename__ = "listing_drafts"
    __table_args__ = (Index("ix_listing_drafts_queue", "state", "submitted_at"),)

    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True)
    fields: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    state: Mapped[str] = mapped_column(String(9), default=DraftState.WRITING)
    saved_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    submitted_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    offer: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    note: Mapped[str] = mapped_column(String(LONGEST_ANSWER), default="")

    listing: Mapped[Listing] = relationship(lazy="raise_on_sql", back_populates="draft")


class ListingDeed(Model):
    """That somebody did something to a listing; rows are added, never changed, and outlive the account of who did it.

    `details` maps what was changed to `[before, after]` in words, or is empty.
    """

    __tablename__ = "listing_deeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    deed: Mapped[str] = mapped_column(String(12))
    details: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    done_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)

    user: Mapped[User | None] = relationship(lazy="raise_on_sql")


class ExchangeRate(Model):
    """What one unit of a foreign currency was worth on a day, as an operator read it from a named source."""

    __tablename__ = "exchange_rates"
    __table_args__ = (CheckConstraint("idr_per_unit > 0", name="idr_per_unit"),)

    currency: Mapped[str] = mapped_column(String(3), primary_key=True)
    valid_on: Mapped[datetime.date] = mapped_column(primary_key=True)
    idr_per_unit: Mapped[int]
    source: Mapped[str] = mapped_column(String(80))
    entered_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)


class CodeSerial(Model):
    """The last serial given to a listing of a region, so that no code is ever given twice."""

    __tablename__ = "code_serials"

    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"), primary_key=True)
    last: Mapped[int]
