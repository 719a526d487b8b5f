"""The table of listings that somebody else writes for a maker."""

import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from craftsite.accounts.models import Office, User
from craftsite.extensions import Model, UtcDateTime
from craftsite.listings.models import Listing
from craftsite.producers.models import Producer


class AssistAnswer(StrEnum):
    """What became of a listing that was written for its maker."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"
    DROPPED = "dropped"


class Assist(Model):
    """That somebody writes a listing for its maker, who alone may send it.

    `group_id` says for which cooperative or group the helper does so; without one it is for the office of `office_id`,
    or for whoever runs the site. While `asked_at` is set the maker reads it and the helper does not write. `answer` is
    "" until the maker has confirmed or declined, or the helper has dropped it; then the helper may nothing more.
    """

    __tablename__ = "listing_assists"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True)
    helper_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("producers.id", ondelete="CASCADE"), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"), index=True)
    begun_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(String(9), default="")
    answered_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)

    listing: Mapped[Listing] = relationship(lazy="raise_on_sql")
    helper: Mapped[User | None] = relationship(lazy="raise_on_sql", foreign_keys=[helper_id])
    group: Mapped[Producer | None] = relationship(lazy="raise_on_sql")
    office: Mapped[Office | None] = relationship(lazy="raise_on_sql")
    answered_by: Mapped[User | None] = relationship(lazy="raise_on_sql", foreign_keys=[answered_by_id])

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return not self.answer
