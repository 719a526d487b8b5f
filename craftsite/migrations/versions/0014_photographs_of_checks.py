"""A private photograph of a check of origin.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("origin_checks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("image_id", sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_origin_checks_image_id"), ["image_id"])
        batch_op.create_foreign_key(batch_op.f("fk_origin_checks_image_id"), "stored_images", ["image_id"], ["id"])


def downgrade() -> None:
    """Takes it back."""
    with op.batch_alter_table("origin_checks", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_origin_checks_image_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_origin_checks_image_id"), type_="unique")
        batch_op.drop_column("image_id")
