"""What the tables of listings hold about a person: what they wrote and did; the listing itself is its maker's."""

from flask_babel import lazy_gettext as _l

from craftsite.accounts.my_data import Holding, called
from craftsite.listings.assist_models import Assist
from craftsite.listings.certificate_models import Certificate
from craftsite.listings.certificate_names import CERTIFICATE_NAMES
from craftsite.listings.deeds import ANSWER_NAMES, DEED_NAMES, STATE_NAMES
from craftsite.listings.models import Draft, ListingDeed

_KEY = "a number without meaning outside of the database"

HOLDINGS = (
    Holding(
        _l("Karya yang terakhir Anda tulis"),
        Draft,
        Draft.saved_by_id,
        {
            "listing_id": _l("Nomor karya"),
            "fields": _l("Isian"),
            "state": _l("Keadaan"),
            "saved_at": _l("Disimpan"),
            "submitted_at": _l("Dikirim"),
        },
        {"saved_by_id": _KEY, "offer": "the same as what was written", "note": "written by the office"},
        words={"state": called(STATE_NAMES)},
    ),
    Holding(
        _l("Karya yang Anda tuliskan untuk pembuat"),
        Assist,
        Assist.helper_id,
        {
            "listing_id": _l("Nomor karya"),
            "begun_at": _l("Dimulai"),
            "asked_at": _l("Pembuatnya ditanya"),
            "answer": _l("Jawaban"),
            "answered_at": _l("Dijawab"),
        },
        {**dict.fromkeys(("helper_id", "group_id", "office_id"), _KEY), "answered_by_id": "somebody else"},
        words={"answer": called(ANSWER_NAMES)},
    ),
    Holding(
        _l("Yang Anda lakukan pada karya"),
        ListingDeed,
        ListingDeed.user_id,
        {"listing_id": _l("Nomor karya"), "deed": _l("Apa"), "done_at": _l("Kapan")},
        {"id": _KEY, "user_id": _KEY, "details": "about the listing"},
        words={"deed": called(DEED_NAMES)},
    ),
    Holding(
        _l("Sertifikat yang Anda catat"),
        Certificate,
        Certificate.entered_by_id,
        {
            "kind": _l("Jenis"),
            "number": _l("Nomor"),
            "issuer": _l("Penerbit"),
            "valid_from": _l("Berlaku mulai"),
            "valid_until": _l("Berlaku sampai"),
            "created_at": _l("Dicatat"),
            "submitted_at": _l("Terakhir ditulis"),
            "removed_at": _l("Dihapus"),
        },
        {
            **dict.fromkeys(("id", "producer_id", "replaces_id", "entered_by_id", "office_id"), _KEY),
            **dict.fromkeys(("image_id", "document_id"), "the file, which the page of the certificate shows"),
            **dict.fromkeys(("state", "assurance", "checked_on", "register_url", "reason"), "written by the office"),
            **dict.fromkeys(("covers_all", "reminded_days", "edition"), "about the certificate"),
        },
        words={"kind": called(CERTIFICATE_NAMES)},
    ),
)
