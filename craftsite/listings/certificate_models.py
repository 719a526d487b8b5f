"""The tables of certificates: what a maker says that somebody else has certified, and of which of its listings."""

import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from craftsite.accounts.models import Office
from craftsite.extensions import Model, UtcDateTime
from craftsite.listings.models import Listing
from craftsite.media.models import StoredDocument, StoredImage
from craftsite.producers.models import Producer

LONGEST_CERTIFICATE_NUMBER, LONGEST_ISSUER, LONGEST_REASON, LONGEST_REGISTER = 60, 120, 500, 300


class CertificateKind(StrEnum):
    """What is certified; the value stands in addresses (`bukti=halal`)."""

    HALAL = "halal"
    FOOD_PERMIT = "pirt"
    FOOD_REGISTRATION = "bpom"
    STANDARD = "sni"
    BATIK_MARK = "batikmark"
    GEOGRAPHICAL = "ig"
    ORGANIC = "organik"
    TIMBER = "svlk"
    LOCAL_CONTENT = "tkdn"
    BRAND = "merek"
    DESIGN = "ciptaan"


class CertificateState(StrEnum):
    """Where a certificate stands: written and not looked at, shown, given back with a reason, or taken away."""

    WAITING = "waiting"
    SHOWN = "shown"
    REFUSED = "refused"
    REMOVED = "removed"


class Assurance(StrEnum):
    """Who stands behind it: the maker alone, an office that saw the paper, or one that asked the issuer's register."""

    OWN = "own"
    SEEN = "seen"
    CHECKED = "checked"


class Certificate(Model):
    """A certificate of a maker, for all of its goods that one of this kind can be about, or for some listings.

    The public reads it while `state` is shown and the day (WIB) lies within `valid_from` and `valid_until`, both
    inclusive; without an end it does not lapse. A change of one that is shown is a row of its own that `replaces_id`
    names the old one in, so that the old is read until an office has looked at the new. `assurance`, `checked_on`,
    `office_id` and `register_url` are those of the last look of an office. The file is private: those who speak for the
    maker and the office of its region see it. `edition` counts what its maker has written since, so that nobody decides
    about something else than they have read. `reminded_days` is the last reminder before it lapses that has gone out.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_from IS NULL OR valid_until >= valid_from", name="days"),
        CheckConstraint("image_id IS NULL OR document_id IS NULL", name="has_one_file"),
        Index("ix_certificates_shown", "producer_id", "state", "kind"),
        Index("ix_certificates_queue", "state", "submitted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    producer_id: Mapped[int] = mapped_column(ForeignKey("producers.id", ondelete="CASCADE"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("certificates.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str] = mapped_column(String(9))
    number: Mapped[str] = mapped_column(String(LONGEST_CERTIFICATE_NUMBER))
    issuer: Mapped[str] = mapped_column(String(LONGEST_ISSUER))
    valid_from: Mapped[datetime.date | None]
    valid_until: Mapped[datetime.date | None] = mapped_column(index=True)
    covers_all: Mapped[bool] = mapped_column(default=True)
    image_id: Mapped[int | None] = mapped_column(ForeignKey("stored_images.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("stored_documents.id"), index=True)
    state: Mapped[str] = mapped_column(String(8), default=CertificateState.WAITING)
    assurance: Mapped[str] = mapped_column(String(7), default=Assurance.OWN)
    checked_on: Mapped[datetime.date | None]
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"), index=True)
    register_url: Mapped[str] = mapped_column(String(LONGEST_REGISTER), default="")
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime, index=True)
    reminded_days: Mapped[int | None]
    edition: Mapped[int] = mapped_column(default=1)

    producer: Mapped[Producer] = relationship(lazy="raise_on_sql")
    replaces: Mapped["Certificate | None"] = relationship(lazy="raise_on_sql", remote_side="Certificate.id")
    image: Mapped[StoredImage | None] = relationship(lazy="raise_on_sql")
    document: Mapped[StoredDocument | None] = relationship(lazy="raise_on_sql")
    office: Mapped[Office | None] = relationship(lazy="raise_on_sql")
    marks: Mapped[list["CertificateListing"]] = relationship(
        lazy="raise_on_sql",
        order_by="CertificateListing.listing_id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    def is_valid(self, day: datetime.date) -> bool:
        """Whether a day (WIB) lies within its days, whoever stands behind it."""
        return (self.valid_from is None or self.valid_from <= day) and not self.is_lapsed(day)

    def is_lapsed(self, day: datetime.date) -> bool:
        """Whether its last day is over."""
        return self.valid_until is not None and self.valid_until < day


class CertificateListing(Model):
    """That a certificate is about a listing; none of one that is about all goods of its maker."""

    __tablename__ = "certificate_listings"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id", ondelete="CASCADE"), primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True, index=True)

    listing: Mapped[Listing] = relationship(lazy="raise_on_sql")
