"""What makers write before it is public, the life of a listing, and who did what to it.

Revision ID: 0010
Revises: 0009
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TEXTS = {
    "price_note": 200,
    "made_by": 200,
    "halal": 5,
    "halal_number": 30,
    "pirt_number": 30,
    "hs_code": 12,
    "packed_size": 60,
}
FILLED: Mapping[str, tuple[sa.types.TypeEngine[Any], Any]] = {
    **{name: (sa.String(length=length), "") for name, length in TEXTS.items()},
    "has_sample": (sa.Boolean(), sa.false()),
    "owns_pictures": (sa.Boolean(), sa.false()),
    "edition": (sa.Integer(), "0"),
}
OPTIONAL: Mapping[str, sa.types.TypeEngine[Any]] = {
    "made_by_agreed_at": INSTANT,
    "packed_weight_g": sa.Integer(),
    "per_carton": sa.Integer(),
    "confirmed_at": INSTANT,
    "sold_at": INSTANT,
    "away_until": sa.Date(),
    "archived_at": INSTANT,
    "deleted_at": INSTANT,
}


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("listings", schema=None) as batch_op:
        for name, (kind, value) in FILLED.items():
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=value))
        for name, kind in OPTIONAL.items():
            batch_op.add_column(sa.Column(name, kind, nullable=True))
    # The values of old rows are there; new ones come from the model, which knows them better than the database.
    with op.batch_alter_table("listings", schema=None) as batch_op:
        for name, (kind, _value) in FILLED.items():
            batch_op.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)

    op.create_table(
        "listing_drafts",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", INSTANT, nullable=True),
        sa.Column("offer", sa.JSON(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        _of_listing("listing_drafts"),
        _of_user("listing_drafts", "saved_by_id"),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_listing_drafts")),
    )
    with op.batch_alter_table("listing_drafts", schema=None) as batch_op:
        batch_op.create_index("ix_listing_drafts_queue", ["state", "submitted_at"])
        batch_op.create_index(batch_op.f("ix_listing_drafts_saved_by_id"), ["saved_by_id"])

    op.create_table(
        "listing_deeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("deed", sa.String(length=12), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("done_at", INSTANT, nullable=False),
        _of_listing("listing_deeds"),
        _of_user("listing_deeds", "user_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_deeds")),
    )
    with op.batch_alter_table("listing_deeds", schema=None) as batch_op:
        for name in ("listing_id", "user_id"):
            batch_op.create_index(batch_op.f(f"ix_listing_deeds_{name}"), [name])

    op.create_table(
        "listing_variants",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("aspect", sa.String(length=6), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        _of_listing("listing_variants"),
        sa.PrimaryKeyConstraint("listing_id", "aspect", "position", name=op.f("pk_listing_variants")),
    )
    op.create_table(
        "listing_photos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("image_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(length=200), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        _of_listing("listing_photos"),
        sa.ForeignKeyConstraint(["image_id"], ["stored_images.id"], name=op.f("fk_listing_photos_image_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_photos")),
        sa.UniqueConstraint("image_id", name=op.f("uq_listing_photos_image_id")),
    )
    with op.batch_alter_table("listing_photos", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_photos_listing_id"), ["listing_id"])


def downgrade() -> None:
    """Takes it back."""
    for table in ("listing_photos", "listing_variants", "listing_deeds", "listing_drafts"):
        op.drop_table(table)
    with op.batch_alter_table("listings", schema=None) as batch_op:
        for name in (*FILLED, *OPTIONAL):
            batch_op.drop_column(name)


def _of_listing(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_listing_id")
    return sa.ForeignKeyConstraint(["listing_id"], ["listings.id"], name=name, ondelete="CASCADE")


def _of_user(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["users.id"], name=op.f(f"fk_{table}_{column}"), ondelete="SET NULL")
