"""A document of a thread is a stored document, as those of certificates are; nothing has written to this table yet.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLE = "inquiry_attachments"


def upgrade() -> None:
    """Applies the change."""
    op.drop_table(TABLE)
    op.create_table(
        TABLE,
        *_columns(sa.Column("document_id", sa.Integer(), nullable=True)),
        sa.CheckConstraint(
            "(image_id IS NULL) <> (document_id IS NULL)", name=op.f(f"ck_{TABLE}_is_a_photo_or_a_document")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["stored_documents.id"], name=op.f(f"fk_{TABLE}_document_id")),
        *_constraints(),
        sa.UniqueConstraint("document_id", name=op.f(f"uq_{TABLE}_document_id")),
    )
    op.create_index(op.f(f"ix_{TABLE}_message_id"), TABLE, ["message_id"])


def downgrade() -> None:
    """Takes it back."""
    op.drop_table(TABLE)
    op.create_table(
        TABLE,
        *_columns(sa.Column("document_key", sa.String(length=32), nullable=True)),
        sa.CheckConstraint(
            "(image_id IS NULL) <> (document_key IS NULL)", name=op.f(f"ck_{TABLE}_is_a_photo_or_a_document")
        ),
        *_constraints(),
        sa.UniqueConstraint("document_key", name=op.f(f"uq_{TABLE}_document_key")),
    )
    op.create_index(op.f(f"ix_{TABLE}_message_id"), TABLE, ["message_id"])


def _columns(document: sa.Column) -> list[sa.Column]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("image_id", sa.Integer(), nullable=True),
        document,
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("byte_size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
    ]


def _constraints() -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["image_id"], ["stored_images.id"], name=op.f(f"fk_{TABLE}_image_id")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["inquiry_messages.id"], name=op.f(f"fk_{TABLE}_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("image_id", name=op.f(f"uq_{TABLE}_image_id")),
    ]
