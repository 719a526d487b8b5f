"""The tables of kinds of things: taxa, and the products that regions are known for."""

import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from craftsite.extensions import Model, UtcDateTime, byte_ordered
from craftsite.regions.models import Region
from craftsite.text.tokenizer import fold

# Alembic takes a plain "" for another default than the '' that SQLite reports.
_EMPTY = text("''")


class Kind(StrEnum):
    """The three kinds of goods; the values stand in addresses in both languages."""

    BATIK = "batik"
    CRAFT = "kerajinan"
    FARM = "agro"


class Technique(StrEnum):
    """How a batik is made. Calling cap "tulis" is the gravest wrong in this trade, so a mix has its own value."""

    TULIS = "tulis"
    CAP = "cap"
    TULIS_CAP = "tulis-cap"
    GEDOG = "gedog"


class Stage(StrEnum):
    """How far farm goods have come from the field, as a buyer sees it."""

    FRESH = "segar"
    PROCESSED = "olahan"
    PACKED = "kemasan"


class Handling(StrEnum):
    """A rule that follows the goods wherever they are shown."""

    TOBACCO = "tobacco"
    ANIMAL_PARTS = "animal-parts"
    NOT_HALAL = "not-halal"
    BLADE = "blade"


class Verification(StrEnum):
    """How far a fact was traced; general knowledge stays hidden."""

    SOURCED = "sourced"
    PARTLY_SOURCED = "partly_sourced"
    GENERAL_KNOWLEDGE = "general_knowledge"


class Taxon(Model):
    """A group of goods within a kind, as the catalogue offers it."""

    __tablename__ = "taxa"

    slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(9), index=True)
    name_id: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    definition_id: Mapped[str] = mapped_column(String(200))
    definition_en: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]


class RegionalProduct(Model):
    """A produk khas: what one or more regions are known for. Never for sale itself; listings point to it.

    A text that people read is a pair `x_id` and `x_en`. From the tables that come with the site both are there or
    neither; an office may write the Indonesian alone, and pages in English then show it marked as such. Prices in
    `price_min_idr` and `price_max_idr` are as old as `price_note` says and are never shown as current. `source` stays
    inside; `source_public` may be shown. `seasons` has bit 0 for January.

    `decided_at` is when an office last decided about it: from then on loading leaves it alone. `confirmed_on` is the
    day on which an office stood by what is told here, `withdrawn_at` when one took it back. `version` counts changes.
    """

    __tablename__ = "regional_products"
    __table_args__ = (
        CheckConstraint("kind IN ('batik', 'kerajinan', 'agro')", name="kind"),
        Index("ix_regional_products_kind_taxon", "kind", "taxon_slug"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(9))
    taxon_slug: Mapped[str] = mapped_column(ForeignKey("taxa.slug"), index=True)
    name_id: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    sort_name: Mapped[str] = mapped_column(byte_ordered(120), index=True)
    description_id: Mapped[str] = mapped_column(String(400))
    description_en: Mapped[str] = mapped_column(String(400))
    motif_id: Mapped[str] = mapped_column(String(200))
    motif_en: Mapped[str] = mapped_column(String(200), server_default=_EMPTY)
    motif_family: Mapped[str] = mapped_column(String(20))
    material_id: Mapped[str] = mapped_column(String(200))
    material_en: Mapped[str] = mapped_column(String(200), server_default=_EMPTY)
    technique_text_id: Mapped[str] = mapped_column(String(200))
    technique_text_en: Mapped[str] = mapped_column(String(200), server_default=_EMPTY)
    technique: Mapped[str | None] = mapped_column(String(9))
    stage: Mapped[str | None] = mapped_column(String(7))
    seasons: Mapped[int] = mapped_column(default=0)
    certification_id: Mapped[str] = mapped_column(String(300))
    certification_en: Mapped[str] = mapped_column(String(300), server_default=_EMPTY)
    place_id: Mapped[str] = mapped_column(String(200))
    place_en: Mapped[str] = mapped_column(String(200), server_default=_EMPTY)
    unit: Mapped[str] = mapped_column(String(12))
    price_min_idr: Mapped[int | None] = mapped_column(BigInteger)
    price_max_idr: Mapped[int | None] = mapped_column(BigInteger)
    price_note: Mapped[str] = mapped_column(String(200))
    verification: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(1_000))
    source_public: Mapped[str] = mapped_column(String(400))
    featured: Mapped[int | None]
    handling: Mapped[str | None] = mapped_column(String(12))
    decided_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    confirmed_on: Mapped[datetime.date | None]
    withdrawn_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    taxon: Mapped[Taxon] = relationship(lazy="raise_on_sql")
    # The place of origin comes first, then the other regions in the order of their codes.
    origins: Mapped[list["ProductRegion"]] = relationship(
        lazy="raise_on_sql",
        order_by="(ProductRegion.is_origin.desc(), ProductRegion.region_code)",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @validates("name_id")
    def _keep_sort_name(self, key: str, name: str) -> str:
        self.sort_name = fold(name)[:120]
        return name


class ProductRegion(Model):
    """That a region is known for a product; exactly one of a product's regions is its place of origin."""

    __tablename__ = "product_regions"

    product_id: Mapped[int] = mapped_column(ForeignKey("regional_products.id", ondelete="CASCADE"), primary_key=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"), primary_key=True, index=True)
    is_origin: Mapped[bool]

    region: Mapped[Region] = relationship(lazy="raise_on_sql")


class Highlight(Model):
    """That the office of a region puts a product first on the region's page; at most five, in its order."""

    __tablename__ = "highlights"
    __table_args__ = (
        UniqueConstraint("region_code", "product_id"),
        CheckConstraint("position BETWEEN 1 AND 5", name="position"),
    )

    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("regional_products.id", ondelete="CASCADE"), index=True)
    chosen_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)


class ProductWord(Model):
    """A word by which a product is found; `weight` is a `text.weights.Weight`."""

    __tablename__ = "product_words"
    __table_args__ = (
        Index("ix_product_words_stem", "stem", "product_id"),
        Index("ix_product_words_surface", "surface"),
    )

    product_id: Mapped[int] = mapped_column(ForeignKey("regional_products.id", ondelete="CASCADE"), primary_key=True)
    surface: Mapped[str] = mapped_column(byte_ordered(40), primary_key=True)
    stem: Mapped[str] = mapped_column(byte_ordered(40))
    weight: Mapped[int]
