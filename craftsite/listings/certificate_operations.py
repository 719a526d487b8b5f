"""Writes of certificates: by their maker, by the office that looked, and by the days that go by."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from limits import RateLimitItemPerHour
from sqlalchemy import ColumnElement, delete, exists, or_, select

from craftsite.extensions import db
from craftsite.jobs.models import Payload
from craftsite.jobs.queue import Write
from craftsite.listings import certificate_mails as mails
from craftsite.listings import certificate_queries as queries
from craftsite.listings.certificate_models import Assurance, Certificate, CertificateListing, CertificateState
from craftsite.media import operations as media
from craftsite.media.operations import Kept, KeptDocument
from craftsite.producers.models import Producer
from craftsite.producers.queries import find_people
from craftsite.web.clock import today
from craftsite.web.throttle import spend

# What one maker may have, also taken away; stops a script that fills the table.
MOST_CERTIFICATES = 300
# Each may bring a file, and what is taken away keeps its file for a week.
_FILES_OF_MEMBER = RateLimitItemPerHour(60, namespace="certificate-member")
# Whoever filed something that was wrong can be asked for a year.
REMOVED_STAY = datetime.timedelta(days=365)


class TooManyCertificatesError(ValueError):
    """A maker has as many certificates as one may have."""


class StaleCertificateError(ValueError):
    """Somebody else has written the certificate since it was read."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a maker says of a certificate; without `listing_ids` it is about all goods that it can be about."""

    kind: str
    number: str
    issuer: str
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    listing_ids: Sequence[int]

    @property
    def covers_all(self) -> bool:
        """Whether it is about everything."""
        return not self.listing_ids


File = Kept | KeptDocument


def add(producer_id: int, paper: Paper, file: File | None, user_id: int, instant: datetime.datetime) -> Certificate:
    """A certificate that waits for an office. Raises TooManyCertificatesError, ThrottledError."""
    return _new(producer_id, paper, file, user_id, instant)


def change(
    certificate: Certificate,
    paper: Paper,
    file: File | None,
    edition: int,
    user_id: int,
    instant: datetime.datetime,
) -> Certificate:
    """The certificate as it is written now, waiting for an office; without a new file it keeps the one it has.

    What is shown stays as it is until the office has looked: its change is a row of its own. The caller holds it, and
    has loaded its marks. Raises StaleCertificateError, TooManyCertificatesError, ThrottledError.
    """
    if certificate.edition != edition:
        raise StaleCertificateError(certificate.id)
    if certificate.state != CertificateState.SHOWN:
        if file is not None:
            _spend(user_id)
            _drop_file(certificate)
            _give_file(certificate, file)
        _write(certificate, paper)
        certificate.state, certificate.reason = CertificateState.WAITING, ""
        certificate.submitted_at, certificate.entered_by_id = instant, user_id
        certificate.edition += 1
        db.session.flush()
        return certificate
    if queries.find_change(certificate.id) is not None:
        raise StaleCertificateError(certificate.id)
    fresh = _new(certificate.producer_id, paper, file, user_id, instant)
    fresh.replaces_id = certificate.id
    if file is None:
        fresh.image_id, fresh.document_id = certificate.image_id, certificate.document_id
    certificate.edition += 1
    db.session.flush()
    return fresh


def remove(certificate: Certificate, instant: datetime.datetime) -> None:
    """Takes a certificate away at once, with what was to come in its place; its file goes a week later."""
    following = queries.find_change(certificate.id)
    if following is not None:
        _remove(following, instant)
    _remove(certificate, instant)


def accept(
    certificate: Certificate,
    assurance: Assurance,
    office_id: int | None,
    register_url: str,
    reason: str,
    instant: datetime.datetime,
) -> None:
    """Lets the public read a certificate from now on, and as what; what it replaces is read no more.

    `reason` is what its maker reads of why nobody stands behind it yet.
    """
    certificate.state, certificate.reason = CertificateState.SHOWN, reason
    certificate.assurance = assurance
    is_looked_at = assurance is not Assurance.OWN
    certificate.checked_on = today() if is_looked_at else None
    certificate.office_id = office_id if is_looked_at else None
    certificate.register_url = register_url if assurance is Assurance.CHECKED else ""
    if certificate.replaces_id is not None:
        before = db.session.get(Certificate, certificate.replaces_id, with_for_update=True)
        if before is not None and before.state != CertificateState.REMOVED:
            _remove(before, instant)
    db.session.flush()


def refuse(certificate: Certificate, reason: str) -> None:
    """Gives a certificate back to its maker, who gets a letter; the public reads it no more, if it did."""
    certificate.state, certificate.reason = CertificateState.REFUSED, reason
    certificate.assurance, certificate.checked_on = Assurance.OWN, None
    certificate.office_id, certificate.register_url = None, ""
    mails.send_refused(certificate, find_people([certificate.producer_id]))
    db.session.flush()


def put_back(certificate: Certificate) -> None:
    """Lets a certificate wait again that nobody has looked at, as if it had never been let pass."""
    certificate.state = CertificateState.WAITING
    db.session.flush()


def remind(day: datetime.date) -> int:
    """How many certificates their makers were told of that lapse within 30 or 7 days; each time once."""
    certificates = queries.find_to_remind(day)
    people = find_people({certificate.producer_id for certificate in certificates})
    for certificate in certificates:
        of_maker = [person for person in people if person.producer_id == certificate.producer_id]
        mails.send_lapses(certificate, of_maker)
        left = (certificate.valid_until - day).days if certificate.valid_until else 0
        certificate.reminded_days = min(days for days in queries.REMINDERS if left <= days)
    db.session.flush()
    return len(certificates)


def remind_daily(payload: Payload) -> Write:
    """The job that does so once a day."""
    return lambda: remind(today())


def forget_removed(instant: datetime.datetime) -> int:
    """How many certificates were deleted: taken away a year ago, or of blanked makers. Their files go by the sweep."""
    erased = select(Producer.id).where(Producer.erased_at.is_not(None))
    over = delete(Certificate).where(
        or_(Certificate.removed_at < instant - REMOVED_STAY, Certificate.producer_id.in_(erased))
    )
    gone = db.session.scalars(over.returning(Certificate.id), execution_options={"synchronize_session": False})
    return len(gone.all())


def _new(producer_id: int, paper: Paper, file: File | None, user_id: int, instant: datetime.datetime) -> Certificate:
    # The row of the maker is held, so that two at once do not both find room.
    db.session.get_one(Producer, producer_id, with_for_update=True)
    if queries.count_of_maker(producer_id) >= MOST_CERTIFICATES:
        raise TooManyCertificatesError(producer_id)
    _spend(user_id)
    certificate = Certificate(
        producer_id=producer_id,
        kind=paper.kind,
        number=paper.number,
        issuer=paper.issuer,
        state=CertificateState.WAITING,
        assurance=Assurance.OWN,
        entered_by_id=user_id,
        created_at=instant,
        submitted_at=instant,
        marks=[],
    )
    _write(certificate, paper)
    if file is not None:
        _give_file(certificate, file)
    db.session.add(certificate)
    db.session.flush()
    return certificate


def _spend(user_id: int) -> None:
    spend(_FILES_OF_MEMBER, str(user_id))


def _write(certificate: Certificate, paper: Paper) -> None:
    certificate.kind, certificate.number, certificate.issuer = paper.kind, paper.number, paper.issuer
    certificate.valid_from, certificate.valid_until = paper.valid_from, paper.valid_until
    certificate.covers_all = paper.covers_all
    certificate.reminded_days = None
    kept = {mark.listing_id: mark for mark in certificate.marks}
    certificate.marks = [
        kept.get(listing_id) or CertificateListing(listing_id=listing_id) for listing_id in paper.listing_ids
    ]


def _give_file(certificate: Certificate, file: File) -> None:
    if isinstance(file, KeptDocument):
        certificate.document_id, certificate.image_id = media.add_document(file).id, None
    else:
        certificate.image_id, certificate.document_id = media.add_image(file, is_private=True).id, None


def _drop_file(certificate: Certificate) -> None:
    """Takes its file from a certificate; it goes, unless the row that this one replaces has the same."""
    image_id, document_id = certificate.image_id, certificate.document_id
    certificate.image_id = certificate.document_id = None
    db.session.flush()
    if image_id is not None and not _is_used(Certificate.image_id == image_id):
        media.discard_image(image_id)
    if document_id is not None and not _is_used(Certificate.document_id == document_id):
        media.discard_document(document_id)


def _is_used(condition: ColumnElement[bool]) -> bool:
    return bool(db.session.scalar(select(exists().where(condition))))


def _remove(certificate: Certificate, instant: datetime.datetime) -> None:
    certificate.state, certificate.removed_at = CertificateState.REMOVED, instant
    _drop_file(certificate)
    db.session.flush()
