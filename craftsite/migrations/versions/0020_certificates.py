"""Certificates with their private files, what offices found, and the numbers of food that listings held until now.

Revision ID: 0020
Revises: 0019
"""

import datetime

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
# The column that held a number, the kind of certificate it became, and who issues it.
NUMBERS = (("halal_number", "halal", "BPJPH"), ("pirt_number", "pirt", "Dinas Kesehatan kabupaten/kota"))
LISTINGS = sa.table(
    "listings",
    *(sa.column(name) for name in ("id", "producer_id", "halal_number", "pirt_number")),
    sa.column("published_at", INSTANT),
)
CERTIFICATES = sa.table(
    "certificates",
    *(
        sa.column(name)
        for name in ("id", "producer_id", "kind", "number", "issuer", "covers_all", "state", "assurance")
    ),
    *(sa.column(name) for name in ("register_url", "reason", "edition")),
    *(sa.column(name, INSTANT) for name in ("created_at", "submitted_at")),
)
MARKS = sa.table("certificate_listings", sa.column("certificate_id"), sa.column("listing_id"))


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "stored_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("byte_size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("discarded_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_documents")),
        sa.UniqueConstraint("key", name=op.f("uq_stored_documents_key")),
    )
    _index("stored_documents", "discarded_at")
    op.create_table(
        "certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("producer_id", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("issuer", sa.String(length=120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("covers_all", sa.Boolean(), nullable=False),
        sa.Column("image_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("assurance", sa.String(length=7), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("register_url", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("submitted_at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT, nullable=True),
        sa.Column("reminded_days", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_from IS NULL OR valid_until >= valid_from", name=op.f("ck_certificates_days")
        ),
        sa.CheckConstraint("image_id IS NULL OR document_id IS NULL", name=op.f("ck_certificates_has_one_file")),
        _key("certificates", "producer_id", "producers", "CASCADE"),
        _key("certificates", "replaces_id", "certificates", "SET NULL"),
        _key("certificates", "image_id", "stored_images"),
        _key("certificates", "document_id", "stored_documents"),
        _key("certificates", "office_id", "offices"),
        _key("certificates", "entered_by_id", "users", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
    )
    _index(
        "certificates",
        *("replaces_id", "valid_until", "image_id", "document_id", "office_id", "entered_by_id", "removed_at"),
    )
    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.create_index("ix_certificates_shown", ["producer_id", "state", "kind"])
        batch_op.create_index("ix_certificates_queue", ["state", "submitted_at"])
    op.create_table(
        "certificate_listings",
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        _key("certificate_listings", "certificate_id", "certificates", "CASCADE"),
        _key("certificate_listings", "listing_id", "listings", "CASCADE"),
        sa.PrimaryKeyConstraint("certificate_id", "listing_id", name=op.f("pk_certificate_listings")),
    )
    _index("certificate_listings", "listing_id")
    op.create_table(
        "certificate_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=7), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("register_url", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("checked_at", INSTANT, nullable=False),
        _key("certificate_checks", "certificate_id", "certificates", "CASCADE"),
        _key("certificate_checks", "review_id", "reviews", "SET NULL"),
        _key("certificate_checks", "office_id", "offices"),
        _key("certificate_checks", "checked_by_id", "users", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_checks")),
    )
    _index("certificate_checks", "certificate_id", "review_id", "office_id", "checked_by_id")
    _take_numbers_over()
    with op.batch_alter_table("listings", schema=None) as batch_op:
        for column, _kind, _issuer in NUMBERS:
            batch_op.drop_column(column)


def downgrade() -> None:
    """Takes it back; the numbers of certificates that are about listings return to them."""
    with op.batch_alter_table("listings", schema=None) as batch_op:
        for column, _kind, _issuer in NUMBERS:
            batch_op.add_column(sa.Column(column, sa.String(length=30), server_default="", nullable=False))
    with op.batch_alter_table("listings", schema=None) as batch_op:
        for column, _kind, _issuer in NUMBERS:
            batch_op.alter_column(column, existing_type=sa.String(length=30), server_default=None)
    for column, kind, _issuer in NUMBERS:
        number = (
            sa.select(sa.func.max(CERTIFICATES.c.number))
            .join(MARKS, MARKS.c.certificate_id == CERTIFICATES.c.id)
            .where(MARKS.c.listing_id == LISTINGS.c.id, CERTIFICATES.c.kind == kind)
            .scalar_subquery()
        )
        op.execute(sa.update(LISTINGS).values({column: sa.func.coalesce(number, "")}))
    for table in ("certificate_checks", "certificate_listings", "certificates", "stored_documents"):
        op.drop_table(table)


def _take_numbers_over() -> None:
    """One certificate for each number of a maker, about the listings that held it, as its maker's own statement."""
    connection = op.get_bind()
    instant = datetime.datetime.now(datetime.UTC)
    if connection.dialect.name == "sqlite":
        # There an instant is written without its zone.
        instant = instant.replace(tzinfo=None)
    for column, kind, issuer in NUMBERS:
        holding = sa.select(LISTINGS.c.producer_id, LISTINGS.c[column], LISTINGS.c.id, LISTINGS.c.published_at)
        found: dict[tuple[int, str], list[tuple[int, bool]]] = {}
        for producer_id, number, listing_id, published_at in connection.execute(
            holding.where(LISTINGS.c[column] != "").order_by(LISTINGS.c.id)
        ):
            found.setdefault((producer_id, number), []).append((listing_id, published_at is not None))
        for (producer_id, number), listings in found.items():
            is_shown = any(is_published for _listing_id, is_published in listings)
            added = sa.insert(CERTIFICATES).values(
                producer_id=producer_id,
                kind=kind,
                number=number,
                issuer=issuer,
                covers_all=False,
                state="shown" if is_shown else "waiting",
                assurance="own",
                register_url="",
                reason="",
                edition=1,
                created_at=instant,
                submitted_at=instant,
            )
            certificate_id = connection.execute(added.returning(CERTIFICATES.c.id)).scalar_one()
            connection.execute(
                sa.insert(MARKS),
                [{"certificate_id": certificate_id, "listing_id": listing_id} for listing_id, _shown in listings],
            )


def _index(table: str, *names: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for name in names:
            batch_op.create_index(batch_op.f(f"ix_{table}_{name}"), [name])


def _key(table: str, column: str, other: str, when_gone: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=when_gone)
