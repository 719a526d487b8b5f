"""The table of windows."""

import datetime

from sqlalchemy.orm import Mapped, mapped_column

from craftsite.extensions import Model, UtcDateTime, byte_ordered


class ThrottleHit(Model):
    """The hits of one window. `key` names the limit and a digest, never a person; an ended window counts nothing."""

    __tablename__ = "throttle_hits"

    key: Mapped[str] = mapped_column(byte_ordered(160), primary_key=True)
    hits: Mapped[int]
    expires_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime, index=True)
