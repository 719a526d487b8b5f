"""The table of reports."""

import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from craftsite.extensions import Model, UtcDateTime
from craftsite.web.contacts import LONGEST_EMAIL

LONGEST_KEY = 200
LONGEST_TEXT = 2_000


class SubjectKind(StrEnum):
    """What a report is about."""

    LISTING = "karya"
    PRODUCT = "khas"
    PRODUCER = "pembuat"
    PAGE = "halaman"


class Reason(StrEnum):
    """What is wrong, as the form offers it."""

    WRONG = "keliru"
    ELSEWHERE = "bukan-jatim"
    COPIED = "meniru"
    FRAUD = "penipuan"
    INDECENT = "tidak-pantas"
    OTHER = "lainnya"


class Report(Model):
    """What a visitor says is wrong. It waits until `handled_at` is set; the contact is erased in the same moment.

    `subject_key` is the code of a listing, the slug of a khas or a maker, or the path of a page. No foreign key: what
    is reported may be gone before anyone reads it. `receipt` names one content of one opened form, so that a button
    pressed twice leaves one report.
    """

    __tablename__ = "reports"
    __table_args__ = (
        CheckConstraint("subject_kind IN ('karya', 'khas', 'pembuat', 'halaman')", name="subject_kind"),
        CheckConstraint("handled_at IS NULL OR contact = ''", name="contact_goes_when_handled"),
        Index("ix_reports_waiting", "handled_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(7))
    subject_key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    reason: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    contact: Mapped[str] = mapped_column(String(LONGEST_EMAIL))
    language: Mapped[str] = mapped_column(String(2))
    receipt: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    handled_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
