"""Reads of what offices found when they looked at certificates."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from craftsite.curation.certificate_models import CertificateCheck, CertificateOutcome
from craftsite.extensions import db
from craftsite.listings.certificate_models import Certificate


def find_checks(certificate_id: int) -> Sequence[CertificateCheck]:
    """All that was found of a certificate with who and where, the newest first. One query, and one for the roles."""
    return db.session.scalars(
        select(CertificateCheck)
        .where(CertificateCheck.certificate_id == certificate_id)
        .options(joinedload(CertificateCheck.office), joinedload(CertificateCheck.checked_by))
        .order_by(CertificateCheck.id.desc())
    ).all()


def find_passed_for_update(review_id: int) -> Sequence[Certificate]:
    """The certificates that were let pass with the approval of a listing, held until the unit of work ends."""
    return db.session.scalars(
        select(Certificate)
        .join(CertificateCheck, CertificateCheck.certificate_id == Certificate.id)
        .where(CertificateCheck.review_id == review_id, CertificateCheck.outcome == CertificateOutcome.OWN)
        .with_for_update(of=Certificate)
        .order_by(Certificate.id)
    ).all()


def find_last_check(certificate_id: int) -> CertificateCheck | None:
    """The newest of them. One query."""
    return db.session.scalar(
        select(CertificateCheck)
        .where(CertificateCheck.certificate_id == certificate_id)
        .order_by(CertificateCheck.id.desc())
        .limit(1)
    )
