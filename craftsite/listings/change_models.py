"""The table of what has changed of the catalogue."""

from sqlalchemy import BigInteger, Integer
from sqlalchemy.orm import Mapped, mapped_column

from craftsite.extensions import Model


class ListingChange(Model):
    """That a listing looks or is found differently since; without a listing, that all of the catalogue may.

    Triggers write it in the transaction of the change (`change_triggers`), so the newest row names a state of the
    whole catalogue. `seq` follows the order of the commits. A number that was rolled back or restored may come again,
    so every row also has a random `stamp`: two rows are the same only if both are.
    """

    __tablename__ = "listing_changes"

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    stamp: Mapped[int] = mapped_column(BigInteger)
    listing_id: Mapped[int | None]
