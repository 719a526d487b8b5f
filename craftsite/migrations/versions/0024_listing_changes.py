"""A log of what has changed of the catalogue, which its index follows; the triggers come after every migration.

Revision ID: 0024
Revises: 0023
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    log = op.create_table(
        "listing_changes",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_listing_changes")),
    )
    # The log is never empty: its newest row names the state of the catalogue.
    op.bulk_insert(log, [{"stamp": secrets.randbits(53), "listing_id": None}])


def downgrade() -> None:
    """Takes it back."""
    op.drop_table("listing_changes")
