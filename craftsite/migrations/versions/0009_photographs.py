"""Stored photographs.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "stored_images",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("byte_size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_stored_images_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_images")),
        sa.UniqueConstraint("key", name=op.f("uq_stored_images_key")),
    )
    with op.batch_alter_table("stored_images", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stored_images_discarded_at"), ["discarded_at"], unique=False)


def downgrade() -> None:
    """Takes it back. The files of photographs stay in their folder."""
    op.drop_table("stored_images")
