"""The words for what offices decide, and for what is told of a khas."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from craftsite.curation.certificate_models import CertificateOutcome
from craftsite.curation.models import DecisionKind
from craftsite.curation.review_models import Decision
from craftsite.goods.models import Handling

DECISION_NAMES: Mapping[str, Any] = {
    DecisionKind.CONFIRMED: _l("Dikukuhkan"),
    DecisionKind.CORRECTED: _l("Diperbaiki dan dikukuhkan"),
    DecisionKind.ADDED: _l("Ditambahkan"),
    DecisionKind.WITHDRAWN: _l("Ditarik"),
    DecisionKind.RESTORED: _l("Dikembalikan"),
    DecisionKind.PROPOSED: _l("Diusulkan ikut disebut"),
    DecisionKind.NAMED: _l("Ikut disebut"),
    DecisionKind.DECLINED: _l("Usulan ditolak"),
}
REVIEW_NAMES: Mapping[str, Any] = {
    Decision.APPROVED: _l("Disetujui"),
    Decision.ASKED: _l("Diminta diperbaiki"),
    Decision.REFUSED: _l("Belum bisa ditayangkan"),
    Decision.UNDONE: _l("Putusan dibatalkan"),
}
FINDING_NAMES: Mapping[str, Any] = {
    CertificateOutcome.SEEN: _l("Dokumen dilihat"),
    CertificateOutcome.CHECKED: _l("Dicek di daftar penerbitnya"),
    CertificateOutcome.OWN: _l("Menurut pembuat"),
    CertificateOutcome.REFUSED: _l("Belum bisa ditampilkan"),
    CertificateOutcome.UNDONE: _l("Putusan dibatalkan"),
}
FACT_NAMES: Mapping[str, Any] = {
    "name_id": _l("Nama khas"),
    "name_en": _l("Nama dalam bahasa Inggris"),
    "taxon_slug": _l("Jenis dan golongan"),
    "description_id": _l("Keterangan"),
    "description_en": _l("Keterangan dalam bahasa Inggris"),
    "stage": _l("Tahap, untuk hasil tani & laut"),
    "handling": _l("Aturan khusus"),
    "place_id": _l("Tempat asal"),
    "place_en": _l("Tempat asal dalam bahasa Inggris"),
    "material_id": _l("Bahan"),
    "material_en": _l("Bahan dalam bahasa Inggris"),
    "technique_text_id": _l("Teknik"),
    "technique_text_en": _l("Teknik dalam bahasa Inggris"),
    "motif_id": _l("Motif"),
    "motif_en": _l("Motif dalam bahasa Inggris"),
    "certification_id": _l("Catatan, misalnya Indikasi Geografis"),
    "certification_en": _l("Catatan dalam bahasa Inggris"),
    "seasons": _l("Bulan musim"),
}
HANDLING_NAMES: Mapping[str, Any] = {
    "": _l("Tidak ada"),
    Handling.NOT_HALAL: _l("Tidak halal"),
    Handling.TOBACCO: _l("Tembakau: dikenalkan saja, tidak dijual"),
    Handling.ANIMAL_PARTS: _l("Memakai bagian tubuh hewan"),
    Handling.BLADE: _l("Bilah tajam"),
}
