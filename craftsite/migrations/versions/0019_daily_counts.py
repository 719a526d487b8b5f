"""How often each thing was opened, shared and asked about on each day.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "daily_counts",
        sa.Column("subject_kind", sa.String(length=12), nullable=False),
        sa.Column("subject_key", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("detail", sa.String(length=12), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_daily_counts_number")),
        sa.PrimaryKeyConstraint(
            "subject_kind", "subject_key", "day", "what", "detail", "country", name=op.f("pk_daily_counts")
        ),
    )
    op.create_index(op.f("ix_daily_counts_day"), "daily_counts", ["day"])


def downgrade() -> None:
    """Takes it back."""
    op.drop_table("daily_counts")
