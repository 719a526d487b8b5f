"""What regions put first, and the exchange rates of English pages.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "exchange_rates",
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("valid_on", sa.Date(), nullable=False),
        sa.Column("idr_per_unit", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("idr_per_unit > 0", name=op.f("ck_exchange_rates_idr_per_unit")),
        sa.PrimaryKeyConstraint("currency", "valid_on", name=op.f("pk_exchange_rates")),
    )
    op.create_table(
        "highlights",
        sa.Column("region_code", sa.String(length=4), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("position BETWEEN 1 AND 5", name=op.f("ck_highlights_position")),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["regional_products.id"],
            name=op.f("fk_highlights_product_id_regional_products"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_highlights_region_code_regions")),
        sa.PrimaryKeyConstraint("region_code", "position", name=op.f("pk_highlights")),
        sa.UniqueConstraint("region_code", "product_id", name=op.f("uq_highlights_region_code_product_id")),
    )
    with op.batch_alter_table("highlights", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_highlights_product_id"), ["product_id"])


def downgrade() -> None:
    """Takes the change back."""
    with op.batch_alter_table("highlights", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_highlights_product_id"))
    op.drop_table("highlights")
    op.drop_table("exchange_rates")
