"""What the tables of makers hold about a person; the profile itself is shown to them whole where they change it."""

from flask_babel import lazy_gettext as _l

from craftsite.accounts.my_data import Holding
from craftsite.producers.models import Invitation, Membership, OriginCheck

_KEY = "a number without meaning outside of the database"

HOLDINGS = (
    Holding(
        _l("Usaha yang Anda urus"),
        Membership,
        Membership.user_id,
        {"producer_id": _l("Nomor usaha"), "role": _l("Sebagai"), "created_at": _l("Sejak")},
        {"user_id": _KEY},
    ),
    Holding(
        _l("Undangan dari Anda"),
        Invitation,
        Invitation.invited_by_id,
        {
            "producer_id": _l("Nomor usaha"),
            "address": _l("Kepada"),
            "role": _l("Sebagai"),
            "created_at": _l("Dibuat"),
            "expires_at": _l("Berlaku sampai"),
            "used_at": _l("Diterima"),
            "handed_at": _l("Diserahkan kantor"),
        },
        {
            "id": _KEY,
            "invited_by_id": _KEY,
            "token_hash": "a secret that opens the maker",
            "handed_by_id": "somebody else",
        },
    ),
    Holding(
        _l("Pemeriksaan asal yang Anda catat"),
        OriginCheck,
        OriginCheck.checked_by_id,
        {
            "producer_id": _l("Nomor usaha"),
            "method": _l("Cara memeriksa"),
            "checked_on": _l("Tanggal"),
            "outcome": _l("Hasil"),
            "created_at": _l("Dicatat"),
        },
        {
            "id": _KEY,
            "office_id": _KEY,
            "checked_by_id": _KEY,
            "valid_until": "about the maker",
            "note": "about the maker",
            "reason": "about the maker",
        },
    ),
)
