"""The tables of what makers offer."""

import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from craftsite.extensions import Model, UtcDateTime, byte_ordered
from craftsite.goods.models import RegionalProduct, Taxon
from craftsite.producers.models import Producer
from craftsite.text.tokenizer import fold


class Stock(StrEnum):
    """Whether a listing can be sent at once."""

    READY = "siap"
    ONE_OF_A_KIND = "satu"
    MADE_TO_ORDER = "pesan"


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
    range. `attributes` maps codes of `goods.attributes` to what the maker wrote. `seasons` has bit 0 for January.
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


class Channel(Model):
    """Another place where the listing is sold."""

    __tablename__ = "channels"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    url: Mapped[str] = mapped_column(String(300))


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


class ListingWord(Model):
    """A word by which a listing is found; `weight` is a `text.weights.Weight`."""

    __tablename__ = "listing_words"
    __table_args__ = (
        Index("ix_listing_words_stem", "stem", "listing_id"),
        Index("ix_listing_words_surface", "surface"),
    )

    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True)
    surface: Mapped[str] = mapped_column(byte_ordered(40), primary_key=True)
    stem: Mapped[str] = mapped_column(byte_ordered(40))
    weight: Mapped[int]
