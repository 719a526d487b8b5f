"""What the tables of decisions and of certificates that were looked at hold about a person."""

from flask_babel import lazy_gettext as _l

from craftsite.accounts.my_data import Holding, called
from craftsite.curation.certificate_models import CertificateCheck
from craftsite.curation.models import ProductDecision
from craftsite.curation.names import DECISION_NAMES, FINDING_NAMES

_KEY = "a number without meaning outside of the database"
_ABOUT_KHAS = "about the khas"

HOLDINGS = (
    Holding(
        _l("Keputusan tentang khas yang Anda catat"),
        ProductDecision,
        ProductDecision.decided_by_id,
        {
            "product_id": _l("Nomor khas"),
            "kind": _l("Keputusan"),
            "decided_on": _l("Tanggal"),
            "created_at": _l("Dicatat"),
        },
        {
            "id": _KEY,
            "office_id": _KEY,
            "decided_by_id": _KEY,
            **dict.fromkeys(
                ("region_code", "publisher", "source_year", "source_url", "reason", "changes"), _ABOUT_KHAS
            ),
        },
        words={"kind": called(DECISION_NAMES)},
    ),
    Holding(
        _l("Sertifikat yang Anda lihat untuk kantor"),
        CertificateCheck,
        CertificateCheck.checked_by_id,
        {"certificate_id": _l("Nomor sertifikat"), "outcome": _l("Hasil"), "checked_at": _l("Kapan")},
        {
            **dict.fromkeys(("id", "review_id", "office_id", "checked_by_id"), _KEY),
            **dict.fromkeys(("edition", "register_url", "reason"), "about the certificate"),
        },
        words={"outcome": called(FINDING_NAMES)},
    ),
)
