"""Whether a wish came with a proof of work; those before it were not asked for one.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_proven", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.alter_column("is_proven", server_default=None)


def downgrade() -> None:
    """Takes it back."""
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.drop_column("is_proven")
