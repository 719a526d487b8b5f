"""How long a device may lie unused; those that are signed in keep the end that they have.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("user_sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("idle_ends_at", INSTANT, nullable=True))
    op.execute("UPDATE user_sessions SET idle_ends_at = expires_at")
    with op.batch_alter_table("user_sessions", schema=None) as batch_op:
        batch_op.alter_column("idle_ends_at", existing_type=INSTANT, nullable=False)


def downgrade() -> None:
    """Takes it back."""
    with op.batch_alter_table("user_sessions", schema=None) as batch_op:
        batch_op.drop_column("idle_ends_at")
