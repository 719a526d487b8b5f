"""The words for what stands in the rows of an account."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from craftsite.accounts.models import Purpose, RoleName
from craftsite.web.languages import Language

LANGUAGE_NAMES: Mapping[str, Any] = {Language.INDONESIAN: "Bahasa Indonesia", Language.ENGLISH: "English"}
CONSENT_NAMES: Mapping[str, Any] = {"account": _l("Membuat akun")}
PURPOSE_NAMES: Mapping[str, Any] = {
    Purpose.CONFIRM: _l("Mengonfirmasi akun"),
    Purpose.RESET: _l("Mengganti kata sandi"),
    Purpose.EMAIL: _l("Mengganti email"),
}
DEVICE_NAMES: Mapping[str, Any] = {
    "single_device": _l("Hanya di satu perangkat"),
    "multi_device": _l("Ikut ke perangkat lain"),
}
EVENT_NAMES: Mapping[str, Any] = {
    "registered": _l("Akun dibuat"),
    "registered_again": _l("Seseorang mendaftar lagi dengan alamat ini"),
    "confirmed": _l("Akun dikonfirmasi"),
    "signed_in": _l("Masuk"),
    "signed_out": _l("Keluar"),
    "signed_out_everywhere": _l("Keluar dari semua perangkat"),
    "password_changed": _l("Kata sandi diganti"),
    "email_asked": _l("Minta ganti email"),
    "email_changed": _l("Email diganti"),
    "reset_asked": _l("Minta tautan kata sandi baru"),
    "reset_by_operator": _l("Tautan kata sandi baru dibuat pengelola"),
    "link_handed_over": _l("Kantor menyerahkan tautan"),
    "link_allowed": _l("Tautan diizinkan"),
    "link_refused": _l("Tautan ditolak"),
    "opened_by_operator": _l("Akun dibukakan pengelola"),
    "second_factor_on": _l("Langkah kedua dipasang"),
    "second_factor_off": _l("Langkah kedua dilepas"),
    "second_factor_off_by_operator": _l("Langkah kedua dilepas pengelola"),
    "paper_codes_renewed": _l("Kode kertas diganti"),
    "fingerprint_added": _l("Sidik jari ditambahkan"),
    "fingerprint_removed": _l("Sidik jari dihapus"),
    "fingerprints_removed": _l("Semua sidik jari dihapus"),
    "fingerprint_copied": _l("Sidik jari tidak dipakai lagi: mungkin disalin"),
    "seat_taken": _l("Mulai bertugas di kantor"),
    "seat_left": _l("Selesai bertugas di kantor"),
    f"granted_{RoleName.ADMIN}": _l("Menjadi pengelola"),
    f"revoked_{RoleName.ADMIN}": _l("Bukan pengelola lagi"),
    "maker_joined": _l("Ikut mengurus usaha"),
    "maker_left": _l("Tidak lagi mengurus usaha"),
    "maker_owner": _l("Menjadi pemilik usaha"),
    "maker_editor": _l("Menjadi penyunting usaha"),
    "maker_invited": _l("Mengundang orang mengurus usaha"),
    "maker_closed": _l("Menutup usaha"),
    "invitation_handed_over": _l("Kantor menyerahkan undangan"),
}
