"""The table of what offices decided about listings that makers had sent them."""

import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from craftsite.accounts.models import Office, User
from craftsite.extensions import Model, UtcDateTime
from craftsite.listings.models import LONGEST_ANSWER, Listing


class Decision(StrEnum):
    """What an office did with a listing; the last takes one of the others back."""

    APPROVED = "approved"
    ASKED = "asked"
    REFUSED = "refused"
    UNDONE = "undone"


class Review(Model):
    """That an office decided about what a maker had sent. Rows are added, never changed.

    `edition` is what the reviewer had read and `offer` what it said; `before` is what a published listing offered until
    then, and nothing where it was not public. `ticks` are codes of the lines of the rubric of this version and kind
    that were found in order. `office_id` is empty where whoever runs the site decided. `undoes_id` is the decision that
    a row takes back. The row outlives the account of who decided.
    """

    __tablename__ = "reviews"
    __table_args__ = (CheckConstraint("(decision = 'undone') = (undoes_id IS NOT NULL)", name="undoes_a_decision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"), index=True)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    decision: Mapped[str] = mapped_column(String(8))
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id", ondelete="CASCADE"), unique=True)
    kind: Mapped[str] = mapped_column(String(9))
    rubric_version: Mapped[int]
    ticks: Mapped[list[str]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(String(LONGEST_ANSWER), default="")
    edition: Mapped[int]
    offer: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    submitted_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime, index=True)

    listing: Mapped[Listing] = relationship(lazy="raise_on_sql")
    office: Mapped[Office | None] = relationship(lazy="raise_on_sql")
    reviewer: Mapped[User | None] = relationship(lazy="raise_on_sql")
