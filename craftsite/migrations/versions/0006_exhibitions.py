"""Exhibitions and what hangs on their walls.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "exhibitions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title_id", sa.String(length=120), nullable=False),
        sa.Column("title_en", sa.String(length=120), nullable=False),
        sa.Column("lead_id", sa.String(length=400), nullable=False),
        sa.Column("lead_en", sa.String(length=400), nullable=False),
        sa.Column("story_id", sa.String(length=2000), nullable=False),
        sa.Column("story_en", sa.String(length=2000), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("place_id", sa.String(length=120), nullable=False),
        sa.Column("place_en", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(opens_on IS NULL) = (closes_on IS NULL)", name=op.f("ck_exhibitions_both_dates")),
        sa.CheckConstraint("closes_on >= opens_on", name=op.f("ck_exhibitions_order_of_dates")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibitions")),
        sa.UniqueConstraint("slug", name=op.f("uq_exhibitions_slug")),
    )
    with op.batch_alter_table("exhibitions", schema=None) as batch_op:
        batch_op.create_index("ix_exhibitions_published", ["is_published", "position"], unique=False)

    op.create_table(
        "exhibition_items",
        sa.Column("exhibition_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("title_id", sa.String(length=120), nullable=False),
        sa.Column("title_en", sa.String(length=120), nullable=False),
        sa.Column("text_id", sa.String(length=600), nullable=False),
        sa.Column("text_en", sa.String(length=600), nullable=False),
        sa.Column("pause_id", sa.String(length=200), nullable=False),
        sa.Column("pause_en", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("source_en", sa.String(length=200), nullable=False),
        sa.CheckConstraint("(product_id IS NULL) <> (listing_id IS NULL)", name=op.f("ck_exhibition_items_one_thing")),
        sa.ForeignKeyConstraint(
            ["exhibition_id"], ["exhibitions.id"], name=op.f("fk_exhibition_items_exhibition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["regional_products.id"], name=op.f("fk_exhibition_items_product_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_exhibition_items_listing_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("exhibition_id", "position", name=op.f("pk_exhibition_items")),
    )
    with op.batch_alter_table("exhibition_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exhibition_items_listing_id"), ["listing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exhibition_items_product_id"), ["product_id"], unique=False)


def downgrade() -> None:
    """Takes it back."""
    op.drop_table("exhibition_items")
    op.drop_table("exhibitions")
