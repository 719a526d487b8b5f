"""When makers were asked what of their goods is still there, and who wants no such letter.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("producers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.add_column(sa.Column("declined_letters_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Takes it back."""
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_column("declined_letters_at")
    with op.batch_alter_table("producers", schema=None) as batch_op:
        batch_op.drop_column("asked_at")
