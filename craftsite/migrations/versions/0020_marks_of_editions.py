"""The mark of what was sent when a listing was saved last.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("saved_from", sa.String(length=24), nullable=False, server_default=""))
    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.alter_column("saved_from", existing_type=sa.String(24), existing_nullable=False, server_default=None)


def downgrade() -> None:
    """Takes it back."""
    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.drop_column("saved_from")
