"""Who belongs to a cooperative or group, and when a maker was closed.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "group_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("capacity_count", sa.Integer(), nullable=True),
        sa.Column("capacity_text", sa.String(length=120), nullable=False),
        sa.Column("consent_version", sa.String(length=10), nullable=False),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(name = '') = (maker_id IS NOT NULL)", name=op.f("ck_group_members_is_a_name_or_a_maker")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["users.id"], name=op.f("fk_group_members_entered_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["producers.id"], name=op.f("fk_group_members_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["maker_id"], ["producers.id"], name=op.f("fk_group_members_maker_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_members")),
        sa.UniqueConstraint("group_id", "maker_id", name=op.f("uq_group_members_group_id_maker_id")),
    )
    for name in ("entered_by_id", "group_id", "maker_id"):
        op.create_index(op.f(f"ix_group_members_{name}"), "group_members", [name])
    with op.batch_alter_table("producers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_producers_closed_at"), ["closed_at"])


def downgrade() -> None:
    """Takes it back."""
    with op.batch_alter_table("producers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_producers_closed_at"))
        batch_op.drop_column("erased_at")
        batch_op.drop_column("closed_at")
    op.drop_table("group_members")
