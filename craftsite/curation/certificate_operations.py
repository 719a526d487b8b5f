"""Writes of an office about certificates: what it found, and what is let pass with the approval of a listing."""

import datetime
from dataclasses import dataclass

from craftsite.curation import certificate_queries as queries
from craftsite.curation.certificate_models import CertificateCheck, CertificateOutcome
from craftsite.curation.review_models import Review
from craftsite.extensions import db
from craftsite.listings import certificate_operations as certificates
from craftsite.listings.certificate_models import Assurance, Certificate, CertificateState
from craftsite.listings.certificate_queries import find_of_listing_for_update


class OvertakenCertificateError(ValueError):
    """The certificate is no longer what was read: its maker has changed it, or taken it away."""


@dataclass(frozen=True, slots=True)
class CertificateVerdict:
    """What was found of the edition that was read, where the issuer says so, and what its maker should know."""

    outcome: CertificateOutcome
    edition: int
    register_url: str
    reason: str


_ASSURANCES = {
    CertificateOutcome.CHECKED: Assurance.CHECKED,
    CertificateOutcome.SEEN: Assurance.SEEN,
    CertificateOutcome.OWN: Assurance.OWN,
}


def decide(
    certificate: Certificate,
    verdict: CertificateVerdict,
    office_id: int | None,
    user_id: int,
    instant: datetime.datetime,
) -> None:
    """Keeps what an office found, and does what it says. The caller holds the certificate.

    Raises OvertakenCertificateError.
    """
    if certificate.edition != verdict.edition:
        raise OvertakenCertificateError(certificate.id)
    if verdict.outcome is CertificateOutcome.REFUSED:
        certificates.refuse(certificate, verdict.reason)
    else:
        assurance = _ASSURANCES[verdict.outcome]
        certificates.accept(certificate, assurance, office_id, verdict.register_url, verdict.reason, instant)
    db.session.add(
        CertificateCheck(
            certificate_id=certificate.id,
            office_id=office_id,
            checked_by_id=user_id,
            outcome=verdict.outcome,
            edition=verdict.edition,
            register_url=verdict.register_url,
            reason=verdict.reason,
            checked_at=instant,
        )
    )
    db.session.flush()


def let_pass(review: Review, user_id: int, instant: datetime.datetime) -> None:
    """What nobody has looked at yet of a listing that was just approved is read from now on as its maker's statement.

    A change of a certificate that is shown is not: it takes a look of its own.
    """
    for certificate in find_of_listing_for_update(review.listing_id):
        certificates.accept(certificate, Assurance.OWN, None, "", "", instant)
        db.session.add(_check_with(review, certificate, CertificateOutcome.OWN, user_id, instant))
    db.session.flush()


def take_back(review: Review, user_id: int, instant: datetime.datetime) -> None:
    """Lets wait again what was let pass with an approval that is taken back, unless somebody has gone on since."""
    for certificate in queries.find_passed_for_update(review.id):
        last = queries.find_last_check(certificate.id)
        if certificate.state == CertificateState.SHOWN and last is not None and last.review_id == review.id:
            certificates.put_back(certificate)
            db.session.add(_check_with(review, certificate, CertificateOutcome.UNDONE, user_id, instant))
    db.session.flush()


def _check_with(
    review: Review, certificate: Certificate, outcome: CertificateOutcome, user_id: int, instant: datetime.datetime
) -> CertificateCheck:
    return CertificateCheck(
        certificate_id=certificate.id,
        review_id=review.id,
        office_id=review.office_id,
        checked_by_id=user_id,
        outcome=outcome,
        edition=certificate.edition,
        checked_at=instant,
    )
