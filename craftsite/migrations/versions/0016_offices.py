"""What offices decide about regional products, and the exhibitions that they make.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

SLUG = sa.String(length=80)


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("regional_products", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("confirmed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("exhibitions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("region_code", sa.String(length=4), nullable=True))
        batch_op.add_column(sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("edited_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    # The values of old rows are there; new ones come from the model, which knows them better than the database.
    with op.batch_alter_table("regional_products", schema=None) as batch_op:
        batch_op.alter_column("version", existing_type=sa.Integer(), existing_nullable=False, server_default=None)
    with op.batch_alter_table("exhibitions", schema=None) as batch_op:
        batch_op.alter_column("version", existing_type=sa.Integer(), existing_nullable=False, server_default=None)
        batch_op.alter_column("slug", existing_type=SLUG, nullable=True)
        batch_op.create_foreign_key(op.f("fk_exhibitions_region_code"), "regions", ["region_code"], ["code"])
        batch_op.create_foreign_key(
            op.f("fk_exhibitions_edited_by_id"), "users", ["edited_by_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_check_constraint(
            op.f("ck_exhibitions_published_somewhere"), "NOT is_published OR slug IS NOT NULL"
        )
        batch_op.create_index(batch_op.f("ix_exhibitions_region_code"), ["region_code"])
        batch_op.create_index(batch_op.f("ix_exhibitions_edited_by_id"), ["edited_by_id"])

    op.create_table(
        "product_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("region_code", sa.String(length=4), nullable=True),
        sa.Column("publisher", sa.String(length=120), nullable=False),
        sa.Column("source_year", sa.Integer(), nullable=True),
        sa.Column("source_url", sa.String(length=400), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind IN ('proposed', 'named', 'declined')) = (region_code IS NOT NULL)",
            name=op.f("ck_product_decisions_names_a_region"),
        ),
        sa.CheckConstraint(
            "kind NOT IN ('confirmed', 'corrected', 'added') OR (publisher <> '' AND source_year IS NOT NULL)",
            name=op.f("ck_product_decisions_stands_on_a_source"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_product_decisions_decided_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_product_decisions_office_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["regional_products.id"], name=op.f("fk_product_decisions_product_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_product_decisions_region_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_decisions")),
    )
    for name in ("decided_by_id", "office_id", "product_id", "region_code"):
        op.create_index(op.f(f"ix_product_decisions_{name}"), "product_decisions", [name])


def downgrade() -> None:
    """Takes it back; exhibitions that were never published have no address to keep and go."""
    op.drop_table("product_decisions")
    op.execute("DELETE FROM exhibitions WHERE slug IS NULL")
    with op.batch_alter_table("exhibitions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exhibitions_edited_by_id"))
        batch_op.drop_index(batch_op.f("ix_exhibitions_region_code"))
        batch_op.drop_constraint(op.f("ck_exhibitions_published_somewhere"), type_="check")
        batch_op.drop_constraint(op.f("fk_exhibitions_edited_by_id"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_exhibitions_region_code"), type_="foreignkey")
        batch_op.alter_column("slug", existing_type=SLUG, nullable=False)
        for name in ("region_code", "edited_at", "edited_by_id", "version"):
            batch_op.drop_column(name)
    with op.batch_alter_table("regional_products", schema=None) as batch_op:
        for name in ("decided_at", "confirmed_on", "withdrawn_at", "version"):
            batch_op.drop_column(name)
