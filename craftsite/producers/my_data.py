"""What the tables of makers hold about a person, and what happens to a maker whose owner goes."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_

from craftsite.accounts.my_data import Farewell, Holding, called
from craftsite.producers import closing_operations
from craftsite.producers.models import GroupMember, Invitation, Membership, MembershipRole, OriginCheck, Producer
from craftsite.producers.names import (
    DAY_NAMES,
    METHOD_NAMES,
    OUTCOME_NAMES,
    PAYMENT_NAMES,
    ROLE_BRIEF_NAMES,
    ROUTE_NAMES,
    SIZE_NAMES,
)

_KEY = "a number without meaning outside of the database"

HOLDINGS = (
    Holding(
        _l("Usaha yang Anda urus"),
        Membership,
        Membership.user_id,
        {
            "producer_id": _l("Nomor usaha"),
            "role": _l("Sebagai"),
            "created_at": _l("Sejak"),
            "declined_letters_at": _l("Tidak mau surat bulanan sejak"),
        },
        {"user_id": _KEY},
        words={"role": called(ROLE_BRIEF_NAMES)},
    ),
    Holding(
        _l("Profil usaha Anda"),
        Producer,
        Membership.user_id,
        {
            "name": _l("Nama usaha"),
            "slug": _l("Kode"),
            "region_code": _l("Kode daerah"),
            "place": _l("Desa atau kecamatan"),
            "centre": _l("Sentra"),
            "story_id": _l("Cerita"),
            "story_en": _l("Cerita dalam bahasa Inggris"),
            "whatsapp": _l("Nomor WhatsApp"),
            "whatsapp_route": _l("Pembeli menghubungi"),
            "whatsapp_consent_at": _l("Nomor boleh diberikan sejak"),
            "answering_hours": _l("Jam menjawab"),
            "business_number": _l("NIB"),
            "size_band": _l("Ukuran usaha"),
            "payment_methods": _l("Cara pembayaran"),
            "ships_from": _l("Barang dikirim dari"),
            "exchange_policy": _l("Bila barang rusak atau keliru"),
            "visit_days": _l("Hari"),
            "opening_hours": _l("Jam buka"),
            "visit_note": _l("Pesan untuk tamu"),
            "map_url": _l("Tautan peta"),
            "origin_checked_on": _l("Asal diperiksa"),
            "origin_valid_until": _l("Asal berlaku sampai"),
            "waiting_since": _l("Menunggu diperiksa sejak"),
            "created_at": _l("Dibuat"),
            "updated_at": _l("Diubah"),
        },
        {
            "id": _KEY,
            "name_key": "the name in a spelling that is compared",
            "is_example": "nobody owns an example",
            "origin_office_id": _KEY,
            "origin_reminded_at": "told by the letter",
            "asked_at": "told by the letter",
            "closed_at": "nobody owns what is closed",
            "erased_at": "nobody owns what is closed",
            "version": _KEY,
        },
        link=and_(Membership.producer_id == Producer.id, Membership.role == MembershipRole.OWNER),
        words={
            "whatsapp_route": called(ROUTE_NAMES),
            "size_band": called(SIZE_NAMES),
            "payment_methods": called(PAYMENT_NAMES),
            "visit_days": called(DAY_NAMES),
        },
    ),
    Holding(
        _l("Anggota yang Anda catat"),
        GroupMember,
        GroupMember.entered_by_id,
        {
            "group_id": _l("Nomor usaha"),
            "name": _l("Nama"),
            "maker_id": _l("Nomor pembuat"),
            "capacity_count": _l("Sanggup membuat sebulan"),
            "capacity_text": _l("Satuan dan barangnya"),
            "consent_version": _l("Versi"),
            "consent_at": _l("Diberikan"),
            "agreed_at": _l("Disetujui pembuat"),
            "created_at": _l("Dicatat"),
        },
        {"id": _KEY, "entered_by_id": _KEY},
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
        words={"role": called(ROLE_BRIEF_NAMES)},
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
            "image_id": "about the maker",
            "note": "about the maker",
            "reason": "about the maker",
        },
        words={"method": called(METHOD_NAMES), "outcome": called(OUTCOME_NAMES)},
    ),
)
FAREWELLS = (Farewell(closing_operations.told_partings, closing_operations.part),)
