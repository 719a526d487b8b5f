"""What each kind of certificate is called, who issues it, how its number looks, and which goods it can be about."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from craftsite.goods.models import Kind
from craftsite.listings.certificate_models import Assurance, Certificate, CertificateKind
from craftsite.producers.badges import checked_by
from craftsite.web.filters import month_names

CERTIFICATE_NAMES: Mapping[str, Any] = {
    CertificateKind.HALAL: _l("Sertifikat halal"),
    CertificateKind.FOOD_PERMIT: _l("P-IRT"),
    CertificateKind.FOOD_REGISTRATION: _l("Izin edar BPOM (MD)"),
    CertificateKind.STANDARD: _l("SNI"),
    CertificateKind.BATIK_MARK: _l("Batikmark"),
    CertificateKind.GEOGRAPHICAL: _l("Indikasi geografis"),
    CertificateKind.ORGANIC: _l("Organik"),
    CertificateKind.TIMBER: _l("SVLK (kayu legal)"),
    CertificateKind.LOCAL_CONTENT: _l("TKDN"),
    CertificateKind.BRAND: _l("Merek terdaftar"),
    CertificateKind.DESIGN: _l("Motif tercatat (hak cipta)"),
}
# Proper names of offices, in Indonesian on every page.
ISSUERS: Mapping[str, str] = {
    CertificateKind.HALAL: "BPJPH",
    CertificateKind.FOOD_PERMIT: "Dinas Kesehatan kabupaten/kota",
    CertificateKind.FOOD_REGISTRATION: "BPOM",
    CertificateKind.BATIK_MARK: "Balai Besar Kerajinan dan Batik",
    CertificateKind.GEOGRAPHICAL: "DJKI",
    CertificateKind.LOCAL_CONTENT: "Kementerian Perindustrian",
    CertificateKind.BRAND: "DJKI",
    CertificateKind.DESIGN: "DJKI",
}
# Goods of another kind are never shown with it, also where its maker says that it is about everything.
_FARM, _CLOTH, _ALL = frozenset({Kind.FARM}), frozenset({Kind.BATIK, Kind.CRAFT}), frozenset(Kind)
GOODS: Mapping[CertificateKind, Collection[Kind]] = {
    **dict.fromkeys(CertificateKind, _ALL),
    CertificateKind.HALAL: _FARM,
    CertificateKind.FOOD_PERMIT: _FARM,
    CertificateKind.FOOD_REGISTRATION: _FARM,
    CertificateKind.ORGANIC: _FARM,
    CertificateKind.BATIK_MARK: frozenset({Kind.BATIK}),
    CertificateKind.TIMBER: frozenset({Kind.CRAFT}),
    CertificateKind.DESIGN: _CLOTH,
}


def kinds_for(kind: Kind) -> list[CertificateKind]:
    """The kinds of certificates that goods of a kind can have, in their order."""
    return [certificate for certificate in CertificateKind if kind in GOODS[certificate]]


def assurance_words(certificate: Certificate) -> str:
    """Who stands behind a certificate whose office is loaded: `menurut pembuat`, or which office looked, and when."""
    if certificate.assurance == Assurance.OWN or certificate.checked_on is None:
        return _("menurut pembuat")
    seen = certificate.checked_on
    told = {
        "office": checked_by(certificate.office),
        "month": month_names()[seen.month - 1],
        "year": seen.year,
    }
    if certificate.assurance == Assurance.CHECKED:
        return _("dicek di daftar penerbitnya oleh %(office)s, %(month)s %(year)s", **told)
    return _("dokumen dilihat %(office)s, %(month)s %(year)s", **told)
