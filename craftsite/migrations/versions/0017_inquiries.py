"""Questions of buyers, their threads, taps on WhatsApp, and wishes for what nobody sells.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TABLES = (
    "inquiries",
    "whatsapp_taps",
    "wishes",
    "inquiry_complaints",
    "inquiry_messages",
    "inquiry_outcomes",
    "inquiry_read_marks",
    "inquiry_attachments",
    "inquiry_offers",
)


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "inquiries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=7), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("producer_id", sa.Integer(), nullable=True),
        sa.Column("subject_name", sa.String(length=120), nullable=False),
        sa.Column("subject_code", sa.String(length=9), nullable=False),
        sa.Column("passed_on_from_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(length=11), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("quantity_text", sa.String(length=60), nullable=False),
        sa.Column("buyer_name", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("region_code", sa.String(length=4), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=True),
        sa.Column("country_code", sa.String(length=2), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("consent_version", sa.String(length=10), nullable=False),
        sa.Column("link_salt", sa.String(length=43), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("receipt", sa.String(length=64), nullable=False),
        sa.Column("sameness", sa.String(length=64), nullable=True),
        sa.Column("confirm_hash", sa.String(length=64), nullable=True),
        sa.Column("address_confirmed_at", INSTANT, nullable=True),
        sa.Column("letters_stopped_at", INSTANT, nullable=True),
        sa.Column("state", sa.String(length=7), nullable=False),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("reviewed_at", INSTANT, nullable=True),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("waits_for", sa.String(length=6), nullable=False),
        sa.Column("waiting_since", INSTANT, nullable=True),
        sa.Column("first_answered_at", INSTANT, nullable=True),
        sa.Column("last_message_at", INSTANT, nullable=False),
        sa.Column("reminded_at", INSTANT, nullable=True),
        sa.Column("asked_elsewhere_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("closed_by", sa.String(length=6), nullable=False),
        sa.Column("result", sa.String(length=13), nullable=False),
        sa.Column("erased_at", INSTANT, nullable=True),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_inquiries_closed_once")),
        sa.CheckConstraint(
            "erased_at IS NULL OR (buyer_name = '' AND contact = '' AND token_hash IS NULL)",
            name=op.f("ck_inquiries_erased_is_blank"),
        ),
        sa.CheckConstraint("state IN ('held', 'refused', 'open', 'closed')", name=op.f("ck_inquiries_state")),
        sa.CheckConstraint("subject_kind IN ('karya', 'khas', 'pembuat')", name=op.f("ck_inquiries_subject_kind")),
        sa.CheckConstraint(
            "CASE WHEN region_code IS NULL THEN 0 ELSE 1 END + CASE WHEN province_code IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN country_code IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_inquiries_one_place"),
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_inquiries_listing_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["passed_on_from_id"], ["inquiries.id"], name=op.f("fk_inquiries_passed_on_from_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["producer_id"], ["producers.id"], name=op.f("fk_inquiries_producer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["regional_products.id"], name=op.f("fk_inquiries_product_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["province_code"], ["provinces.code"], name=op.f("fk_inquiries_province_code")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_inquiries_region_code")),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["users.id"], name=op.f("fk_inquiries_reviewed_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiries")),
        sa.UniqueConstraint("confirm_hash", name=op.f("uq_inquiries_confirm_hash")),
        sa.UniqueConstraint("receipt", name=op.f("uq_inquiries_receipt")),
        sa.UniqueConstraint("sameness", name=op.f("uq_inquiries_sameness")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_inquiries_token_hash")),
    )
    op.create_index("ix_inquiries_inbox", "inquiries", ["producer_id", "state", "waiting_since"])
    op.create_index(op.f("ix_inquiries_last_message_at"), "inquiries", ["last_message_at"])
    op.create_index(op.f("ix_inquiries_listing_id"), "inquiries", ["listing_id"])
    op.create_index(op.f("ix_inquiries_passed_on_from_id"), "inquiries", ["passed_on_from_id"])
    op.create_index(op.f("ix_inquiries_product_id"), "inquiries", ["product_id"])
    op.create_index(op.f("ix_inquiries_reviewed_by_id"), "inquiries", ["reviewed_by_id"])
    op.create_index("ix_inquiries_state", "inquiries", ["state", "asked_at"])

    op.create_table(
        "whatsapp_taps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=7), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("producer_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=8), nullable=False),
        sa.Column("route", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("tapped_at", INSTANT, nullable=False),
        sa.CheckConstraint("subject_kind IN ('karya', 'khas', 'pembuat')", name=op.f("ck_whatsapp_taps_subject_kind")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_whatsapp_taps_listing_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["producer_id"], ["producers.id"], name=op.f("fk_whatsapp_taps_producer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["regional_products.id"], name=op.f("fk_whatsapp_taps_product_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_whatsapp_taps")),
    )
    op.create_index(op.f("ix_whatsapp_taps_listing_id"), "whatsapp_taps", ["listing_id"])
    op.create_index(op.f("ix_whatsapp_taps_producer_id"), "whatsapp_taps", ["producer_id"])
    op.create_index(op.f("ix_whatsapp_taps_product_id"), "whatsapp_taps", ["product_id"])
    op.create_index("ix_whatsapp_taps_tapped_at", "whatsapp_taps", ["tapped_at"])

    op.create_table(
        "wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=11), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("quantity_text", sa.String(length=60), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("consent_version", sa.String(length=10), nullable=False),
        sa.Column("link_salt", sa.String(length=43), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("receipt", sa.String(length=64), nullable=False),
        sa.Column("sameness", sa.String(length=64), nullable=True),
        sa.Column("confirm_hash", sa.String(length=64), nullable=True),
        sa.Column("address_confirmed_at", INSTANT, nullable=True),
        sa.Column("wished_at", INSTANT, nullable=False),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("erased_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "erased_at IS NULL OR (contact = '' AND token_hash IS NULL)", name=op.f("ck_wishes_erased_is_blank")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_wishes_listing_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["regional_products.id"], name=op.f("fk_wishes_product_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wishes")),
        sa.UniqueConstraint("confirm_hash", name=op.f("uq_wishes_confirm_hash")),
        sa.UniqueConstraint("receipt", name=op.f("uq_wishes_receipt")),
        sa.UniqueConstraint("sameness", name=op.f("uq_wishes_sameness")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_wishes_token_hash")),
    )
    op.create_index(op.f("ix_wishes_listing_id"), "wishes", ["listing_id"])
    op.create_index("ix_wishes_waiting", "wishes", ["product_id", "told_at"])

    op.create_table(
        "inquiry_complaints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=6), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("handled_at", INSTANT, nullable=True),
        sa.Column("handled_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["handled_by_id"], ["users.id"], name=op.f("fk_inquiry_complaints_handled_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("fk_inquiry_complaints_inquiry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_complaints")),
        sa.UniqueConstraint("inquiry_id", "side", name=op.f("uq_inquiry_complaints_inquiry_id_side")),
    )
    op.create_index(op.f("ix_inquiry_complaints_handled_by_id"), "inquiry_complaints", ["handled_by_id"])
    op.create_index(op.f("ix_inquiry_complaints_inquiry_id"), "inquiry_complaints", ["inquiry_id"])

    op.create_table(
        "inquiry_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=6), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sentence", sa.String(length=20), nullable=False),
        sa.Column("blanks", sa.JSON(), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=True),
        sa.Column("sent_at", INSTANT, nullable=False),
        sa.CheckConstraint("side IN ('buyer', 'maker', 'system')", name=op.f("ck_inquiry_messages_side")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_inquiry_messages_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("fk_inquiry_messages_inquiry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_messages")),
        sa.UniqueConstraint("receipt", name=op.f("uq_inquiry_messages_receipt")),
    )
    op.create_index(op.f("ix_inquiry_messages_author_id"), "inquiry_messages", ["author_id"])
    op.create_index(op.f("ix_inquiry_messages_inquiry_id"), "inquiry_messages", ["inquiry_id"])

    op.create_table(
        "inquiry_outcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=6), nullable=False),
        sa.Column("after_days", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("bought", sa.String(length=6), nullable=False),
        sa.Column("value_idr", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("is_repeated", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("elsewhere", sa.String(length=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("fk_inquiry_outcomes_inquiry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_outcomes")),
        sa.UniqueConstraint(
            "inquiry_id", "side", "after_days", name=op.f("uq_inquiry_outcomes_inquiry_id_side_after_days")
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_inquiry_outcomes_token_hash")),
    )
    op.create_index(op.f("ix_inquiry_outcomes_inquiry_id"), "inquiry_outcomes", ["inquiry_id"])

    op.create_table(
        "inquiry_read_marks",
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=6), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("read_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("fk_inquiry_read_marks_inquiry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("inquiry_id", "side", name=op.f("pk_inquiry_read_marks")),
    )
    op.create_table(
        "inquiry_attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("image_id", sa.Integer(), nullable=True),
        sa.Column("document_key", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("byte_size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "(image_id IS NULL) <> (document_key IS NULL)", name=op.f("ck_inquiry_attachments_is_a_photo_or_a_document")
        ),
        sa.ForeignKeyConstraint(["image_id"], ["stored_images.id"], name=op.f("fk_inquiry_attachments_image_id")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["inquiry_messages.id"], name=op.f("fk_inquiry_attachments_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_attachments")),
        sa.UniqueConstraint("document_key", name=op.f("uq_inquiry_attachments_document_key")),
        sa.UniqueConstraint("image_id", name=op.f("uq_inquiry_attachments_image_id")),
    )
    op.create_index(op.f("ix_inquiry_attachments_message_id"), "inquiry_attachments", ["message_id"])

    op.create_table(
        "inquiry_offers",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("price_idr", sa.BigInteger(), nullable=False),
        sa.Column("shipping_idr", sa.BigInteger(), nullable=True),
        sa.Column("ready_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=6), nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.CheckConstraint("(answer = '') = (answered_at IS NULL)", name=op.f("ck_inquiry_offers_answered_once")),
        sa.CheckConstraint("quantity > 0 AND price_idr > 0", name=op.f("ck_inquiry_offers_positive")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["inquiry_messages.id"], name=op.f("fk_inquiry_offers_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_inquiry_offers")),
    )


def downgrade() -> None:
    """Takes it back."""
    for name in reversed(TABLES):
        op.drop_table(name)
