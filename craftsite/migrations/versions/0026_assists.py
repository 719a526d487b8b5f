"""Listings that somebody else writes for a maker, who confirms them.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TABLE = "listing_assists"
REFERENCES = (
    ("listing_id", "listings.id", "CASCADE"),
    ("helper_id", "users.id", "SET NULL"),
    ("group_id", "producers.id", "CASCADE"),
    ("office_id", "offices.id", None),
    ("answered_by_id", "users.id", "SET NULL"),
)


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        TABLE,
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("helper_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=9), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_{TABLE}_{name}"), ondelete=ondelete)
            for name, target, ondelete in REFERENCES
        ),
        sa.PrimaryKeyConstraint("listing_id", name=op.f(f"pk_{TABLE}")),
    )
    for name in ("helper_id", "group_id", "office_id", "answered_by_id"):
        op.create_index(op.f(f"ix_{TABLE}_{name}"), TABLE, [name])


def downgrade() -> None:
    """Takes it back."""
    op.drop_table(TABLE)
