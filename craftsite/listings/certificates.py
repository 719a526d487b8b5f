"""Certificates in words: what the public is told of one, and where one stands for its maker and its office."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from craftsite.goods.models import Kind
from craftsite.listings.certificate_models import Assurance, Certificate, CertificateKind, CertificateState
from craftsite.listings.certificate_names import CERTIFICATE_NAMES, GOODS, assurance_words
from craftsite.listings.models import Halal, Listing
from craftsite.web.filters import tanggal
from craftsite.web.languages import Words, text_of


@dataclass(frozen=True, slots=True)
class ToldCertificate:
    """What everyone reads of a certificate; `works` are the listings it is about, none where it is about all."""

    name: str
    number: str
    issuer: str
    validity: str
    assurance: str
    is_looked_at: bool
    register_url: str
    works: Sequence[Words]


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """A certificate in the lists of its maker and of the office: the same, and where it stands."""

    id: int
    told: ToldCertificate
    status: str
    tone: str
    reason: str
    has_file: bool
    is_change: bool


def told(certificate: Certificate) -> ToldCertificate:
    """The words for a certificate whose office is loaded, on a page of one thing that it is about."""
    return _told(certificate, ())


def told_of_maker(certificate: Certificate) -> ToldCertificate:
    """The same on the page of its maker, with those of its listings that everyone sees; they are loaded."""
    return _told(certificate, [mark.listing for mark in certificate.marks if _is_seen(mark.listing)])


def told_inside(certificate: Certificate) -> ToldCertificate:
    """The same for its maker and the office, with all of its listings, which are loaded."""
    return _told(certificate, [mark.listing for mark in certificate.marks])


def _told(certificate: Certificate, listings: Sequence[Listing]) -> ToldCertificate:
    return ToldCertificate(
        name=str(CERTIFICATE_NAMES[certificate.kind]),
        number=certificate.number,
        issuer=certificate.issuer,
        validity=validity(certificate),
        assurance=assurance_words(certificate),
        is_looked_at=certificate.assurance != Assurance.OWN,
        register_url=certificate.register_url,
        works=[text_of(listing, "name") for listing in listings],
    )


def own(certificate: Certificate, day: datetime.date) -> OwnCertificate:
    """The same with where it stands on a day; its office, file and listings are loaded."""
    status, tone = status_of(certificate, day)
    return OwnCertificate(
        id=certificate.id,
        told=told_inside(certificate),
        status=status,
        tone=tone,
        reason=certificate.reason,
        has_file=certificate.image_id is not None or certificate.document_id is not None,
        is_change=certificate.replaces_id is not None,
    )


def _is_seen(listing: Listing) -> bool:
    return listing.published_at is not None and listing.archived_at is None and listing.deleted_at is None


def validity(certificate: Certificate) -> str:
    """Until when, and where that matters since when; "" for one without an end."""
    if certificate.valid_until is None:
        return ""
    return _("sampai %(day)s", day=tanggal(certificate.valid_until))


def status_of(certificate: Certificate, day: datetime.date) -> tuple[str, str]:
    """Where a certificate stands, in words and with a tone: `ok`, `warn`, `err`."""
    if certificate.state == CertificateState.REFUSED:
        return _("Belum bisa ditampilkan"), "err"
    if certificate.is_lapsed(day):
        return _("Sudah habis masa berlakunya"), "err"
    if certificate.state == CertificateState.WAITING:
        return _("Menunggu dilihat kantor"), "warn"
    if not certificate.is_valid(day):
        return _("Belum mulai berlaku"), "warn"
    return _("Tampil, %(assurance)s", assurance=assurance_words(certificate)), "ok"


def is_about(certificate: Certificate, listing_id: int, kind: str, halal: str) -> bool:
    """Whether a certificate, its marks loaded, is about goods as somebody describes them now.

    `certificate_queries.is_about_listing` asks the database the same of what is stored.
    """
    if Kind(kind) not in GOODS[CertificateKind(certificate.kind)]:
        return False
    if certificate.kind == CertificateKind.HALAL and halal != Halal.CERTIFIED:
        return False
    return certificate.covers_all or listing_id in {mark.listing_id for mark in certificate.marks}


def has_halal(certificates: Sequence[Certificate], day: datetime.date) -> bool:
    """Whether one of these is a halal certificate that may be shown on a day, or will be once an office has looked."""
    return any(
        certificate.kind == CertificateKind.HALAL
        and certificate.state != CertificateState.REFUSED
        and not certificate.is_lapsed(day)
        for certificate in certificates
    )
