"""The tables of exhibitions and of what hangs on their walls."""

import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from craftsite.extensions import Model, UtcDateTime
from craftsite.goods.models import RegionalProduct
from craftsite.listings.models import Listing


class State(StrEnum):
    """Where a day lies in the run of an exhibition."""

    RUNNING = "running"
    UPCOMING = "upcoming"
    PAST = "past"


class Exhibition(Model):
    """A pameran: a title, a story, and things in a chosen order. Public once `is_published`.

    With dates it runs from `opens_on` to `closes_on`, both days in East Java and inclusive; without them it is open at
    any time. Without a place it is an online exhibition. `position` orders those that run at the same time.

    It belongs to the office of a region, or of the province where `region_code` is empty. `slug` is given when it is
    first published, and stays. `edited_at` is when an office last changed it: from then on loading leaves it alone.
    `version` counts the changes of itself and of its walls.
    """

    __tablename__ = "exhibitions"
    __table_args__ = (
        CheckConstraint("(opens_on IS NULL) = (closes_on IS NULL)", name="both_dates"),
        CheckConstraint("closes_on >= opens_on", name="order_of_dates"),
        CheckConstraint("NOT is_published OR slug IS NOT NULL", name="published_somewhere"),
        Index("ix_exhibitions_published", "is_published", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"), index=True)
    slug: Mapped[str | None] = mapped_column(String(80), unique=True)
    title_id: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(120), default="")
    lead_id: Mapped[str] = mapped_column(String(400))
    lead_en: Mapped[str] = mapped_column(String(400), default="")
    story_id: Mapped[str] = mapped_column(String(2_000), default="")
    story_en: Mapped[str] = mapped_column(String(2_000), default="")
    opens_on: Mapped[datetime.date | None]
    closes_on: Mapped[datetime.date | None]
    place_id: Mapped[str] = mapped_column(String(120), default="")
    place_en: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int] = mapped_column(default=0)
    is_published: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    items: Mapped[list["Item"]] = relationship(
        lazy="raise_on_sql", order_by="Item.position", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def is_online(self) -> bool:
        """Whether it has no place to go to."""
        return not self.place_id

    def state_on(self, day: datetime.date) -> State:
        """Whether it runs on that day (WIB); one without dates always does."""
        if self.opens_on is None or self.closes_on is None or self.opens_on <= day <= self.closes_on:
            return State.RUNNING
        return State.UPCOMING if day < self.opens_on else State.PAST


class Item(Model):
    """What hangs on one wall: a regional product or a listing, never both, with the words beside it.

    `pause` is a sentence in a field of its own on the way to this wall, empty where the walk goes straight on. `source`
    names the publisher and how old what it says is.
    """

    __tablename__ = "exhibition_items"
    __table_args__ = (CheckConstraint("(product_id IS NULL) <> (listing_id IS NULL)", name="one_thing"),)

    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibitions.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("regional_products.id", ondelete="CASCADE"), index=True)
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), index=True)
    title_id: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(120), default="")
    text_id: Mapped[str] = mapped_column(String(600))
    text_en: Mapped[str] = mapped_column(String(600), default="")
    pause_id: Mapped[str] = mapped_column(String(200), default="")
    pause_en: Mapped[str] = mapped_column(String(200), default="")
    source_id: Mapped[str] = mapped_column(String(200), default="")
    source_en: Mapped[str] = mapped_column(String(200), default="")

    product: Mapped[RegionalProduct | None] = relationship(lazy="raise_on_sql")
    listing: Mapped[Listing | None] = relationship(lazy="raise_on_sql")
