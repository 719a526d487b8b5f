"""Every text of a regional product in both languages.

The tables stay and change column by column: `batch_alter_table` would make a new `regional_products` on SQLite, and
dropping the old one takes its regions and words along. The English texts come with the next `flask setup`.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_LENGTHS = {"motif": 200, "material": 200, "technique_text": 200, "certification": 300, "place": 200}


def upgrade() -> None:
    """Applies the change."""
    for name, length in _LENGTHS.items():
        op.alter_column("regional_products", name, new_column_name=f"{name}_id")
        op.add_column(
            "regional_products", sa.Column(f"{name}_en", sa.String(length=length), server_default="", nullable=False)
        )


def downgrade() -> None:
    """Takes the change back."""
    for name in _LENGTHS:
        op.drop_column("regional_products", f"{name}_en")
        op.alter_column("regional_products", f"{name}_id", new_column_name=name)
