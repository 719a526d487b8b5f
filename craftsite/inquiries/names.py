"""What the choices of a question are called."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from craftsite.inquiries.models import OfferAnswer, Purpose, Side, State, SubjectKind

PURPOSE_NAMES: Mapping[str, Any] = {
    Purpose.SELF: _l("Dipakai sendiri"),
    Purpose.EVENT: _l("Acara atau kantor"),
    Purpose.RESALE: _l("Dijual lagi"),
    Purpose.EXPORT: _l("Ekspor"),
}
COMPLAINT_NAMES: Mapping[str, Any] = {
    "penipuan": _l("Penipuan, atau ada yang meminta uang"),
    "kasar": _l("Kata yang kasar atau mengancam"),
    "bukan-pembeli": _l("Bukan tentang membeli, hanya iklan"),
    "lainnya": _l("Lainnya"),
}
SUBJECT_NAMES: Mapping[str, Any] = {
    SubjectKind.LISTING: _l("Karya"),
    SubjectKind.PRODUCT: _l("Khas daerah"),
    SubjectKind.PRODUCER: _l("Pembuat"),
}
SIDE_NAMES: Mapping[str, Any] = {
    Side.BUYER: _l("Pembeli"),
    Side.MAKER: _l("Pembuat"),
    Side.SYSTEM: _l("Situs ini"),
}
STATE_NAMES: Mapping[str, Any] = {
    State.HELD: _l("Diperiksa dulu"),
    State.REFUSED: _l("Ditolak"),
    State.OPEN: _l("Terbuka"),
    State.CLOSED: _l("Ditutup"),
}
ANSWER_NAMES: Mapping[str, Any] = {OfferAnswer.ACCEPTED: _l("Setuju"), OfferAnswer.DECLINED: _l("Tidak cocok")}
