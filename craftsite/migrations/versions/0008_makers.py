"""Who speaks for a maker, what a maker says of itself, and how its origin was checked.

Revision ID: 0008
Revises: 0007
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXTS = {
    "name_key": 120,
    "centre": 120,
    "whatsapp": 16,
    "answering_hours": 120,
    "business_number": 13,
    "size_band": 8,
    "ships_from": 120,
    "map_url": 300,
}
INDEXED = ("name_key", "whatsapp", "origin_valid_until", "origin_office_id")
OPTIONAL: Mapping[str, sa.types.TypeEngine[Any]] = {
    "waiting_since": sa.DateTime(timezone=True),
    "origin_checked_on": sa.Date(),
    "origin_office_id": sa.Integer(),
    "origin_reminded_at": sa.DateTime(timezone=True),
    "whatsapp_consent_at": sa.DateTime(timezone=True),
    "updated_at": sa.DateTime(timezone=True),
}
FILLED: Mapping[str, tuple[sa.types.TypeEngine[Any], str]] = {
    **{name: (sa.String(length=length), "") for name, length in TEXTS.items()},
    "whatsapp_route": (sa.String(length=8), "langsung"),
    "visit_days": (sa.JSON(), "[]"),
    "version": (sa.Integer(), "1"),
}


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("producers", schema=None) as batch_op:
        for name, (kind, value) in FILLED.items():
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=value))
        for name, kind in OPTIONAL.items():
            batch_op.add_column(sa.Column(name, kind, nullable=True))
    # The values of old rows are there; new ones come from the model, which knows them better than the database.
    with op.batch_alter_table("producers", schema=None) as batch_op:
        for name, (kind, _value) in FILLED.items():
            batch_op.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)
        batch_op.create_foreign_key(op.f("fk_producers_origin_office_id"), "offices", ["origin_office_id"], ["id"])
        for name in INDEXED:
            batch_op.create_index(batch_op.f(f"ix_producers_{name}"), [name])
        batch_op.create_index("ix_producers_waiting", ["region_code", "waiting_since"])

    op.create_table(
        "memberships",
        sa.Column("producer_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=6), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["producer_id"], ["producers.id"], name=op.f("fk_memberships_producer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_memberships_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("producer_id", "user_id", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_user_id"), "memberships", ["user_id"])

    op.create_table(
        "origin_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("producer_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(length=9), nullable=False),
        sa.Column("outcome", sa.String(length=9), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["users.id"], name=op.f("fk_origin_checks_checked_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_origin_checks_office_id")),
        sa.ForeignKeyConstraint(
            ["producer_id"], ["producers.id"], name=op.f("fk_origin_checks_producer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_origin_checks")),
    )
    for name in ("checked_by_id", "office_id", "producer_id"):
        op.create_index(op.f(f"ix_origin_checks_{name}"), "origin_checks", [name])


def downgrade() -> None:
    """Takes it back."""
    op.drop_table("origin_checks")
    op.drop_table("memberships")
    with op.batch_alter_table("producers", schema=None) as batch_op:
        batch_op.drop_index("ix_producers_waiting")
        for name in INDEXED:
            batch_op.drop_index(batch_op.f(f"ix_producers_{name}"))
        batch_op.drop_constraint(op.f("fk_producers_origin_office_id"), type_="foreignkey")
        for name in (*FILLED, *OPTIONAL):
            batch_op.drop_column(name)
