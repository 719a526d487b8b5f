"""Words of listings as postings: bitmaps of ids for each word, and one row a listing instead of one for each word.

Revision ID: 0026
Revises: 0025
"""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op
from pyroaring import BitMap

from craftsite.extensions import byte_ordered

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

BLOCK = 65_536


def upgrade() -> None:
    """Applies the change."""
    rows = op.get_bind().execute(sa.text("SELECT listing_id, surface, stem, weight FROM listing_words")).all()
    op.drop_table("listing_words")
    words = op.create_table(
        "listing_words",
        sa.Column("listing_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_listing_words")),
    )
    postings = op.create_table(
        "postings",
        sa.Column("surface", byte_ordered(40), nullable=False),
        sa.Column("weight", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("block", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stem", byte_ordered(40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("ids", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("surface", "weight", "block", name=op.f("pk_postings")),
    )
    op.create_index("ix_postings_stem", "postings", ["stem"])
    op.create_index("ix_postings_surface_n", "postings", ["surface", "n"])

    of_listings: dict[int, list[str]] = defaultdict(list)
    of_words: dict[tuple[str, str, int, int], list[int]] = defaultdict(list)
    for listing_id, surface, stem, weight in rows:
        of_listings[listing_id].append(f"{weight}{surface}")
        of_words[surface, stem, weight, listing_id // BLOCK].append(listing_id)
    op.bulk_insert(words, [{"listing_id": one, "words": " ".join(sorted(some))} for one, some in of_listings.items()])
    op.bulk_insert(
        postings,
        [
            {
                **dict(zip(("surface", "stem", "weight", "block"), key, strict=True)),
                "n": len(ids),
                "ids": BitMap(ids).serialize(),
            }
            for key, ids in of_words.items()
        ],
    )


def downgrade() -> None:
    """Takes it back."""
    bind = op.get_bind()
    listings = {row.id for row in bind.execute(sa.text("SELECT id FROM listings"))}
    rows = bind.execute(sa.text("SELECT surface, stem, weight, ids FROM postings")).all()
    op.drop_table("postings")
    op.drop_table("listing_words")
    words = op.create_table(
        "listing_words",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("surface", byte_ordered(40), nullable=False),
        sa.Column("stem", byte_ordered(40), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_listing_words_listing_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", "surface", name=op.f("pk_listing_words")),
    )
    op.create_index("ix_listing_words_stem", "listing_words", ["stem", "listing_id"])
    op.create_index("ix_listing_words_surface", "listing_words", ["surface"])
    op.bulk_insert(
        words,
        [
            {"listing_id": one, "surface": surface, "stem": stem, "weight": weight}
            for surface, stem, weight, ids in rows
            for one in BitMap.deserialize(bytes(ids))
            if one in listings
        ],
    )
