"""Regions, goods, makers and listings.

Revision ID: 0001
Revises: nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _byte_ordered(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "provinces",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("name_id", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_provinces")),
    )
    op.create_table(
        "regions",
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("short_name_id", sa.String(length=50), nullable=False),
        sa.Column("full_name_id", sa.String(length=60), nullable=False),
        sa.Column("full_name_en", sa.String(length=60), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("capital", sa.String(length=40), nullable=False),
        sa.Column("abbreviation", sa.String(length=3), nullable=False),
        sa.Column("cloth_column", sa.Integer(), nullable=False),
        sa.Column("cloth_row", sa.Integer(), nullable=False),
        sa.Column("pattern", sa.String(length=20), nullable=False),
        sa.Column("dye", sa.String(length=10), nullable=False),
        sa.Column("pattern_reason_id", sa.String(length=200), nullable=False),
        sa.Column("pattern_reason_en", sa.String(length=200), nullable=False),
        sa.CheckConstraint("kind IN ('kabupaten', 'kota')", name=op.f("ck_regions_kind")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_regions")),
        sa.UniqueConstraint("abbreviation", name=op.f("uq_regions_abbreviation")),
        sa.UniqueConstraint("slug", name=op.f("uq_regions_slug")),
    )
    op.create_table(
        "taxa",
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("name_id", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("definition_id", sa.String(length=200), nullable=False),
        sa.Column("definition_en", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_taxa")),
    )
    with op.batch_alter_table("taxa", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taxa_kind"), ["kind"], unique=False)

    op.create_table(
        "code_serials",
        sa.Column("region_code", sa.String(length=4), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_code_serials_region_code")),
        sa.PrimaryKeyConstraint("region_code", name=op.f("pk_code_serials")),
    )
    op.create_table(
        "producers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("region_code", sa.String(length=4), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("story_en", sa.Text(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("origin_valid_until", sa.Date(), nullable=True),
        sa.Column("payment_methods", sa.JSON(), nullable=False),
        sa.Column("exchange_policy", sa.String(length=200), nullable=False),
        sa.Column("opening_hours", sa.String(length=120), nullable=False),
        sa.Column("visit_note", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "NOT (is_example AND origin_valid_until IS NOT NULL)",
            name=op.f("ck_producers_examples_are_never_confirmed"),
        ),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_producers_region_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_producers")),
        sa.UniqueConstraint("slug", name=op.f("uq_producers_slug")),
    )
    with op.batch_alter_table("producers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_producers_region_code"), ["region_code"], unique=False)

    op.create_table(
        "regional_products",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("taxon_slug", sa.String(length=40), nullable=False),
        sa.Column("name_id", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("sort_name", _byte_ordered(120), nullable=False),
        sa.Column("description_id", sa.String(length=400), nullable=False),
        sa.Column("description_en", sa.String(length=400), nullable=False),
        sa.Column("motif", sa.String(length=200), nullable=False),
        sa.Column("motif_family", sa.String(length=20), nullable=False),
        sa.Column("material", sa.String(length=200), nullable=False),
        sa.Column("technique_text", sa.String(length=200), nullable=False),
        sa.Column("technique", sa.String(length=9), nullable=True),
        sa.Column("stage", sa.String(length=7), nullable=True),
        sa.Column("seasons", sa.Integer(), nullable=False),
        sa.Column("certification", sa.String(length=300), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("price_min_idr", sa.BigInteger(), nullable=True),
        sa.Column("price_max_idr", sa.BigInteger(), nullable=True),
        sa.Column("price_note", sa.String(length=200), nullable=False),
        sa.Column("verification", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=1000), nullable=False),
        sa.Column("source_public", sa.String(length=400), nullable=False),
        sa.Column("featured", sa.Integer(), nullable=True),
        sa.Column("handling", sa.String(length=12), nullable=True),
        sa.CheckConstraint("kind IN ('batik', 'kerajinan', 'agro')", name=op.f("ck_regional_products_kind")),
        sa.ForeignKeyConstraint(["taxon_slug"], ["taxa.slug"], name=op.f("fk_regional_products_taxon_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regional_products")),
        sa.UniqueConstraint("code", name=op.f("uq_regional_products_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_regional_products_slug")),
    )
    with op.batch_alter_table("regional_products", schema=None) as batch_op:
        batch_op.create_index("ix_regional_products_kind_taxon", ["kind", "taxon_slug"], unique=False)
        batch_op.create_index(batch_op.f("ix_regional_products_sort_name"), ["sort_name"], unique=False)
        batch_op.create_index(batch_op.f("ix_regional_products_taxon_slug"), ["taxon_slug"], unique=False)

    op.create_table(
        "listings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=9), nullable=True),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("producer_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("taxon_slug", sa.String(length=40), nullable=False),
        sa.Column("technique", sa.String(length=9), nullable=True),
        sa.Column("stage", sa.String(length=7), nullable=True),
        sa.Column("name_id", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("sort_name", _byte_ordered(120), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("story_en", sa.Text(), nullable=False),
        sa.Column("price_idr", sa.BigInteger(), nullable=True),
        sa.Column("price_to_idr", sa.BigInteger(), nullable=True),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("minimum_order", sa.Integer(), nullable=False),
        sa.Column("stock", sa.String(length=5), nullable=False),
        sa.Column("stock_count", sa.Integer(), nullable=True),
        sa.Column("lead_time_days", sa.Integer(), nullable=True),
        sa.Column("capacity_per_month", sa.Integer(), nullable=True),
        sa.Column("seasons", sa.Integer(), nullable=False),
        sa.Column("is_export_ready", sa.Boolean(), nullable=False),
        sa.Column("motif_family", sa.String(length=20), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('batik', 'kerajinan', 'agro')", name=op.f("ck_listings_kind")),
        sa.CheckConstraint("price_idr IS NULL OR price_idr > 0", name=op.f("ck_listings_price")),
        sa.CheckConstraint("price_to_idr IS NULL OR price_to_idr > price_idr", name=op.f("ck_listings_price_range")),
        sa.ForeignKeyConstraint(
            ["producer_id"], ["producers.id"], name=op.f("fk_listings_producer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["product_id"], ["regional_products.id"], name=op.f("fk_listings_product_id")),
        sa.ForeignKeyConstraint(["taxon_slug"], ["taxa.slug"], name=op.f("fk_listings_taxon_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listings")),
        sa.UniqueConstraint("code", name=op.f("uq_listings_code")),
    )
    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.create_index("ix_listings_kind_taxon", ["kind", "taxon_slug"], unique=False)
        batch_op.create_index(batch_op.f("ix_listings_price_idr"), ["price_idr"], unique=False)
        batch_op.create_index(batch_op.f("ix_listings_producer_id"), ["producer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listings_product_id"), ["product_id"], unique=False)
        batch_op.create_index("ix_listings_published", ["published_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listings_sort_name"), ["sort_name"], unique=False)
        batch_op.create_index(batch_op.f("ix_listings_taxon_slug"), ["taxon_slug"], unique=False)

    op.create_table(
        "producer_kinds",
        sa.Column("producer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["producer_id"], ["producers.id"], name=op.f("fk_producer_kinds_producer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("producer_id", "kind", name=op.f("pk_producer_kinds")),
    )
    op.create_table(
        "product_regions",
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.String(length=4), nullable=False),
        sa.Column("is_origin", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["regional_products.id"], name=op.f("fk_product_regions_product_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_product_regions_region_code")),
        sa.PrimaryKeyConstraint("product_id", "region_code", name=op.f("pk_product_regions")),
    )
    with op.batch_alter_table("product_regions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_product_regions_region_code"), ["region_code"], unique=False)

    op.create_table(
        "product_words",
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("surface", _byte_ordered(40), nullable=False),
        sa.Column("stem", _byte_ordered(40), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["regional_products.id"], name=op.f("fk_product_words_product_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("product_id", "surface", name=op.f("pk_product_words")),
    )
    with op.batch_alter_table("product_words", schema=None) as batch_op:
        batch_op.create_index("ix_product_words_stem", ["stem", "product_id"], unique=False)
        batch_op.create_index("ix_product_words_surface", ["surface"], unique=False)

    op.create_table(
        "channels",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_channels_listing_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", "kind", name=op.f("pk_channels")),
    )
    op.create_table(
        "listing_steps",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_listing_steps_listing_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", "position", name=op.f("pk_listing_steps")),
    )
    op.create_table(
        "listing_words",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("surface", _byte_ordered(40), nullable=False),
        sa.Column("stem", _byte_ordered(40), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_listing_words_listing_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", "surface", name=op.f("pk_listing_words")),
    )
    with op.batch_alter_table("listing_words", schema=None) as batch_op:
        batch_op.create_index("ix_listing_words_stem", ["stem", "listing_id"], unique=False)
        batch_op.create_index("ix_listing_words_surface", ["surface"], unique=False)

    op.create_table(
        "price_tiers",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("from_quantity", sa.Integer(), nullable=False),
        sa.Column("price_idr", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("from_quantity > 1", name=op.f("ck_price_tiers_from_quantity")),
        sa.CheckConstraint("price_idr > 0", name=op.f("ck_price_tiers_price")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_price_tiers_listing_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", "from_quantity", name=op.f("pk_price_tiers")),
    )


def downgrade() -> None:
    """Takes it back."""
    op.drop_table("price_tiers")
    with op.batch_alter_table("listing_words", schema=None) as batch_op:
        batch_op.drop_index("ix_listing_words_surface")
        batch_op.drop_index("ix_listing_words_stem")

    op.drop_table("listing_words")
    op.drop_table("listing_steps")
    op.drop_table("channels")
    with op.batch_alter_table("product_words", schema=None) as batch_op:
        batch_op.drop_index("ix_product_words_surface")
        batch_op.drop_index("ix_product_words_stem")

    op.drop_table("product_words")
    with op.batch_alter_table("product_regions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_product_regions_region_code"))

    op.drop_table("product_regions")
    op.drop_table("producer_kinds")
    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listings_taxon_slug"))
        batch_op.drop_index(batch_op.f("ix_listings_sort_name"))
        batch_op.drop_index("ix_listings_published")
        batch_op.drop_index(batch_op.f("ix_listings_product_id"))
        batch_op.drop_index(batch_op.f("ix_listings_producer_id"))
        batch_op.drop_index(batch_op.f("ix_listings_price_idr"))
        batch_op.drop_index("ix_listings_kind_taxon")

    op.drop_table("listings")
    with op.batch_alter_table("regional_products", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_regional_products_taxon_slug"))
        batch_op.drop_index(batch_op.f("ix_regional_products_sort_name"))
        batch_op.drop_index("ix_regional_products_kind_taxon")

    op.drop_table("regional_products")
    with op.batch_alter_table("producers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_producers_region_code"))

    op.drop_table("producers")
    op.drop_table("code_serials")
    with op.batch_alter_table("taxa", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_taxa_kind"))

    op.drop_table("taxa")
    op.drop_table("regions")
    op.drop_table("provinces")
