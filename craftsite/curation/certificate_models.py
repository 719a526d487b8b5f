"""The table of what offices found when they looked at certificates."""

import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from craftsite.accounts.models import Office, User
from craftsite.curation.review_models import Review
from craftsite.extensions import Model, UtcDateTime
from craftsite.listings.certificate_models import LONGEST_REASON, LONGEST_REGISTER, Certificate


class CertificateOutcome(StrEnum):
    """What an office found; the last takes back what was let pass with the approval of a listing."""

    CHECKED = "checked"
    SEEN = "seen"
    OWN = "own"
    REFUSED = "refused"
    UNDONE = "undone"


class CertificateCheck(Model):
    """That an office looked at a certificate. Rows are added, never changed.

    `edition` is what was read. `review_id` is the approval of a listing with which a certificate was let pass as its
    maker's own statement, without anybody having judged the paper. `reason` is what the maker reads. The row outlives
    the account of who looked.
    """

    __tablename__ = "certificate_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id", ondelete="CASCADE"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id", ondelete="SET NULL"), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"), index=True)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    outcome: Mapped[str] = mapped_column(String(7))
    edition: Mapped[int]
    register_url: Mapped[str] = mapped_column(String(LONGEST_REGISTER), default="")
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    checked_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)

    certificate: Mapped[Certificate] = relationship(lazy="raise_on_sql")
    review: Mapped[Review | None] = relationship(lazy="raise_on_sql")
    office: Mapped[Office | None] = relationship(lazy="raise_on_sql")
    checked_by: Mapped[User | None] = relationship(lazy="raise_on_sql")
