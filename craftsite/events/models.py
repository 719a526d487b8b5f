"""The table of counts, and what can be counted."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from craftsite.extensions import Model

LONGEST_KIND, LONGEST_KEY, LONGEST_DETAIL = 12, 120, 12


class What(StrEnum):
    """What somebody did."""

    VIEW = "view"
    SHARE = "share"
    CHANNEL = "channel"
    WHATSAPP = "whatsapp"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a count is about: a kind of thing, as the feature that owns it calls it, and its key.

    A key is never given to another thing: a code or the name in an address, not the number of a row.
    """

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted together: the same deed on the same thing, on one day, from one country.

    `detail` says which of a few it was (a shop, a way to share), and `country` has two letters; both may be empty.
    """

    subject: Subject
    what: What
    detail: str
    country: str
    day: datetime.date


class DailyCount(Model):
    """How often something was done to a thing on a day (WIB), without anything about who did it."""

    __tablename__ = "daily_counts"
    __table_args__ = (CheckConstraint("number > 0", name="number"),)

    subject_kind: Mapped[str] = mapped_column(String(LONGEST_KIND), primary_key=True)
    subject_key: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    day: Mapped[datetime.date] = mapped_column(primary_key=True, index=True)
    what: Mapped[str] = mapped_column(String(8), primary_key=True)
    detail: Mapped[str] = mapped_column(String(LONGEST_DETAIL), primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
