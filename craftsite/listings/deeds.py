"""The words for what was done to a listing, and for where its writing stands."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from craftsite.listings.assist_models import AssistAnswer
from craftsite.listings.models import Deed, DraftState

STATE_NAMES: Mapping[str, Any] = {
    DraftState.WRITING: _l("Sedang ditulis"),
    DraftState.SUBMITTED: _l("Sedang diperiksa"),
    DraftState.ASKED: _l("Perlu diperbaiki"),
    DraftState.REFUSED: _l("Belum bisa ditayangkan"),
}
ANSWER_NAMES: Mapping[str, Any] = {
    AssistAnswer.CONFIRMED: _l("Disetujui"),
    AssistAnswer.DECLINED: _l("Ditolak"),
    AssistAnswer.DROPPED: _l("Dibatalkan"),
}
DEED_NAMES: Mapping[str, Any] = {
    Deed.BEGUN: _l("Dimulai"),
    Deed.HANDED: _l("Pembuatnya ditanya"),
    Deed.DECLINED: _l("Tidak disetujui pembuatnya"),
    Deed.COPIED: _l("Disalin"),
    Deed.SUBMITTED: _l("Dikirim untuk diperiksa"),
    Deed.WITHDRAWN: _l("Ditarik untuk diubah"),
    Deed.CHANGED: _l("Diubah"),
    Deed.PHOTOS_CHANGED: _l("Fotonya diubah"),
    Deed.APPROVED: _l("Disetujui dan ditayangkan"),
    Deed.ASKED: _l("Diminta diperbaiki"),
    Deed.REFUSED: _l("Belum bisa ditayangkan"),
    Deed.UNDONE: _l("Putusan dibatalkan"),
    Deed.SOLD: _l("Ditandai terjual"),
    Deed.BACK_ON_SALE: _l("Dijual lagi"),
    Deed.AWAY: _l("Libur dicatat"),
    Deed.BACK: _l("Libur selesai"),
    Deed.ARCHIVED: _l("Disimpan di arsip"),
    Deed.RESTORED: _l("Ditampilkan lagi"),
    Deed.DELETED: _l("Dihapus"),
    Deed.CONFIRMED: _l("Dipastikan masih ada"),
}
