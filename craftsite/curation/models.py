"""The table of what offices decided about regional products."""

import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from craftsite.accounts.models import Office, User
from craftsite.extensions import Model, UtcDateTime
from craftsite.goods.models import RegionalProduct

LONGEST_PUBLISHER, LONGEST_URL, LONGEST_REASON = 120, 400, 500


class DecisionKind(StrEnum):
    """What an office did.

    An office that a product is not of can only propose that its region be named with it; the office of the place of
    origin then names it or declines.
    """

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    PROPOSED = "proposed"
    NAMED = "named"
    DECLINED = "declined"


# By these an office stands by all that is told of a product; each names a source.
STANDING = (DecisionKind.CONFIRMED, DecisionKind.CORRECTED, DecisionKind.ADDED)


class ProductDecision(Model):
    """That an office decided something about a regional product. Rows are added, never changed.

    `office_id` is empty where whoever runs the site decided. `region_code` is the other region that is proposed, named
    or declined. `changes` has the old and the new value of each column that a correction changed. The row outlives the
    account of who decided.
    """

    __tablename__ = "product_decisions"
    __table_args__ = (
        CheckConstraint(
            "(kind IN ('proposed', 'named', 'declined')) = (region_code IS NOT NULL)", name="names_a_region"
        ),
        CheckConstraint(
            "kind NOT IN ('confirmed', 'corrected', 'added') OR (publisher <> '' AND source_year IS NOT NULL)",
            name="stands_on_a_source",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("regional_products.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(9))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"), index=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    decided_on: Mapped[datetime.date]
    region_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"), index=True)
    publisher: Mapped[str] = mapped_column(String(LONGEST_PUBLISHER), default="")
    source_year: Mapped[int | None]
    source_url: Mapped[str] = mapped_column(String(LONGEST_URL), default="")
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)

    product: Mapped[RegionalProduct] = relationship(lazy="raise_on_sql")
    office: Mapped[Office | None] = relationship(lazy="raise_on_sql")
    decided_by: Mapped[User | None] = relationship(lazy="raise_on_sql")
