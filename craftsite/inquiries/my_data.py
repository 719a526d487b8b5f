"""What the tables of threads hold about people: what accounts did in them, and what a buyer without one gets."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_

from craftsite.accounts.my_data import Holding, called
from craftsite.accounts.names import LANGUAGE_NAMES
from craftsite.goods.units import UNITS, unit_name
from craftsite.inquiries.demand_models import Wish
from craftsite.inquiries.doubts import DOUBT_NAMES
from craftsite.inquiries.models import Attachment, Complaint, Inquiry, Message, Offer, Outcome, ReadMark, Side
from craftsite.inquiries.names import (
    ANSWER_NAMES,
    COMPLAINT_NAMES,
    PURPOSE_NAMES,
    SIDE_NAMES,
    STATE_NAMES,
    SUBJECT_NAMES,
)
from craftsite.inquiries.outcome_operations import STORED
from craftsite.inquiries.results import RESULT_NAMES
from craftsite.inquiries.sentences import sentence_words

_KEY = "a number without meaning outside of the database"
_SECRET = "a secret that opens the thread"  # noqa: S105 - the words for one
_TWICE = "only keeps what is sent twice from being asked twice"
_OF_BUYER = "the buyer's, who gets it from the link of the thread"


def unit_words(unit: str) -> str:
    """What a unit is called; itself where the site does not know it."""
    return unit_name(unit) if unit in UNITS else unit


# Of whoever has an account.
HOLDINGS = (
    Holding(
        _l("Balasan yang Anda tulis"),
        Message,
        Message.author_id,
        {
            "inquiry_id": _l("Nomor percakapan"),
            "text": _l("Tulisan"),
            "sentence": _l("Kalimat siap pakai"),
            "blanks": _l("Isian kalimat"),
            "sent_at": _l("Kapan"),
        },
        {"id": _KEY, "side": "always the maker", "author_id": _KEY, "receipt": _TWICE},
        words={"sentence": sentence_words},
    ),
    Holding(
        _l("Pertanyaan yang Anda periksa"),
        Inquiry,
        Inquiry.reviewed_by_id,
        {"id": _l("Nomor percakapan"), "state": _l("Keputusan"), "reviewed_at": _l("Kapan")},
        {
            column.name: _OF_BUYER
            for column in Inquiry.__table__.columns
            if column.name not in ("id", "state", "reviewed_at")
        },
        words={"state": called(STATE_NAMES)},
    ),
    Holding(
        _l("Laporan percakapan yang Anda selesaikan"),
        Complaint,
        Complaint.handled_by_id,
        {"inquiry_id": _l("Nomor percakapan"), "reason": _l("Apa yang salah"), "handled_at": _l("Kapan")},
        {
            "id": _KEY,
            "side": "somebody else",
            "text": "somebody else",
            "made_at": "somebody else",
            "handled_by_id": _KEY,
        },
        words={"reason": called(COMPLAINT_NAMES)},
    ),
)

# Of a buyer, by the id of the thread that their link opens.
BUYER_HOLDINGS = (
    Holding(
        _l("Pertanyaan yang Anda kirim"),
        Inquiry,
        Inquiry.id,
        {
            "subject_kind": _l("Tentang"),
            "subject_code": _l("Kode"),
            "subject_name": _l("Nama karya, khas, atau pembuat"),
            "purpose": _l("Untuk"),
            "quantity_text": _l("Jumlah, seperti ditulis"),
            "quantity": _l("Jumlah"),
            "unit": _l("Satuan"),
            "buyer_name": _l("Nama"),
            "contact": _l("Nomor WhatsApp atau email"),
            "region_code": _l("Kode daerah tujuan"),
            "province_code": _l("Kode provinsi tujuan"),
            "country_code": _l("Kode negara tujuan"),
            "language": _l("Bahasa"),
            "consent_version": _l("Versi persetujuan"),
            "asked_at": _l("Ditanyakan"),
            "state": _l("Keadaan"),
            "address_confirmed_at": _l("Email dikonfirmasi"),
            "letters_stopped_at": _l("Surat dihentikan"),
            "first_answered_at": _l("Pertama dijawab"),
            "last_message_at": _l("Pesan terakhir"),
            "reminded_at": _l("Pembuat diingatkan"),
            "asked_elsewhere_at": _l("Ditawari pembuat lain"),
            "closed_at": _l("Ditutup"),
            "closed_by": _l("Ditutup oleh"),
            "result": _l("Hasil"),
            "doubts": _l("Mengapa diperiksa dulu"),
            "reviewed_at": _l("Diperiksa"),
        },
        {
            "id": _KEY,
            "listing_id": _KEY,
            "product_id": _KEY,
            "producer_id": _KEY,
            "passed_on_from_id": _KEY,
            "link_salt": _SECRET,
            "token_hash": _SECRET,
            "confirm_hash": _SECRET,
            "receipt": _TWICE,
            "sameness": _TWICE,
            "reviewed_by_id": "somebody else",
            "waits_for": "told by the messages",
            "waiting_since": "told by the messages",
            "erased_at": "nothing is left then",
        },
        words={
            "subject_kind": called(SUBJECT_NAMES),
            "purpose": called(PURPOSE_NAMES),
            "unit": unit_words,
            "language": called(LANGUAGE_NAMES),
            "state": called(STATE_NAMES),
            "closed_by": called(SIDE_NAMES),
            "result": called(RESULT_NAMES),
            "doubts": called(DOUBT_NAMES),
        },
    ),
    Holding(
        _l("Pesan dalam percakapan"),
        Message,
        Message.inquiry_id,
        {
            "side": _l("Dari"),
            "text": _l("Tulisan"),
            "sentence": _l("Kalimat siap pakai"),
            "blanks": _l("Isian kalimat"),
            "sent_at": _l("Kapan"),
        },
        {"id": _KEY, "inquiry_id": _KEY, "author_id": "somebody else", "receipt": _TWICE},
        words={"side": called(SIDE_NAMES), "sentence": sentence_words},
    ),
    Holding(
        _l("Penawaran"),
        Offer,
        Message.inquiry_id,
        {
            "quantity": _l("Jumlah"),
            "unit": _l("Satuan"),
            "price_idr": _l("Harga satuan (Rp)"),
            "shipping_idr": _l("Ongkos kirim (Rp)"),
            "ready_on": _l("Siap tanggal"),
            "valid_until": _l("Berlaku sampai"),
            "answer": _l("Jawaban"),
            "answered_at": _l("Dijawab"),
        },
        {"message_id": _KEY},
        link=Offer.message_id == Message.id,
        words={"unit": unit_words, "answer": called(ANSWER_NAMES)},
    ),
    Holding(
        _l("Berkas"),
        Attachment,
        Message.inquiry_id,
        {"name": _l("Nama berkas"), "byte_size": _l("Ukuran (bita)"), "added_at": _l("Kapan")},
        {"id": _KEY, "message_id": _KEY, "image_id": _KEY, "document_id": _KEY, "sha256": _KEY},
        link=Attachment.message_id == Message.id,
    ),
    Holding(
        _l("Yang sudah dibaca"),
        ReadMark,
        ReadMark.inquiry_id,
        {"side": _l("Oleh"), "read_at": _l("Kapan")},
        {"inquiry_id": _KEY, "message_id": _KEY},
        words={"side": called(SIDE_NAMES)},
    ),
    Holding(
        _l("Hasil yang Anda ceritakan"),
        Outcome,
        Outcome.inquiry_id,
        {
            "after_days": _l("Ditanya setelah (hari)"),
            "asked_at": _l("Ditanya"),
            "answered_at": _l("Dijawab"),
            "bought": _l("Jadi membeli"),
            "value_idr": _l("Kira-kira (Rp)"),
            "channel": _l("Lewat"),
            "is_repeated": _l("Lebih dari sekali"),
            "reason": _l("Sebabnya"),
            "elsewhere": _l("Kode tempat membeli"),
        },
        {"id": _KEY, "inquiry_id": _KEY, "side": "always the buyer", "token_hash": _SECRET},
        link=and_(Outcome.side == Side.BUYER),
        words={column: called(STORED[column]) for column in ("bought", "channel", "reason")},
    ),
    Holding(
        _l("Laporan Anda"),
        Complaint,
        Complaint.inquiry_id,
        {"reason": _l("Apa yang salah"), "text": _l("Ceritakan"), "made_at": _l("Kapan"), "handled_at": _l("Selesai")},
        {"id": _KEY, "inquiry_id": _KEY, "side": "always the buyer", "handled_by_id": "somebody else"},
        link=and_(Complaint.side == Side.BUYER),
        words={"reason": called(COMPLAINT_NAMES)},
    ),
)

# Of whoever waits for a khas, by the id of the wish that their link opens.
WISH_HOLDINGS = (
    Holding(
        _l("Yang Anda tunggu"),
        Wish,
        Wish.id,
        {
            "purpose": _l("Untuk"),
            "quantity_text": _l("Jumlah, seperti ditulis"),
            "quantity": _l("Jumlah"),
            "contact": _l("Nomor WhatsApp atau email"),
            "language": _l("Bahasa"),
            "consent_version": _l("Versi persetujuan"),
            "wished_at": _l("Ditulis"),
            "address_confirmed_at": _l("Email dikonfirmasi"),
            "told_at": _l("Dikabari"),
        },
        {
            "id": _KEY,
            "product_id": _KEY,
            "listing_id": _KEY,
            "link_salt": _SECRET,
            "token_hash": _SECRET,
            "confirm_hash": _SECRET,
            "receipt": _TWICE,
            "sameness": _TWICE,
            "is_proven": "whether their browser did some work, nothing of theirs",
            "erased_at": "nothing is left then",
        },
        words={"purpose": called(PURPOSE_NAMES), "language": called(LANGUAGE_NAMES)},
    ),
)
