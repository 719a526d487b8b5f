"""Passwords: which are too weak and why, how they are stored, and whether one is right."""

from collections.abc import Mapping, Sequence
from typing import Any

import zxcvbn
from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security.utils import hash_password, verify_password

from craftsite.accounts.models import NO_PASSWORD, User
from craftsite.accounts.security import LEAST_ZXCVBN_SCORE, SHORTEST_PASSWORD

# What is past this is not looked at: the check takes longer and longer, and a password of 64 characters is not weak.
LONGEST_CHECKED = 64

# The library knows the words of English. These are what people here use first.
COMMON_HERE = (
    "rahasia", "bismillah", "alhamdulillah", "assalamualaikum", "indonesia", "merdeka", "sayang", "cinta", "sayangku",
    "katasandi", "sandi", "password", "masuk", "surabaya", "malang", "madura", "jatim", "jawatimur", "jember", "kediri",
    "banyuwangi", "batik", "kerajinan", "karya", "usaha", "toko", "berkah", "barokah", "rejeki", "rezeki", "makmur",
    "sukses", "garuda", "persebaya", "arema", "bonek", "aremania", "ganteng", "cantik", "anakku", "keluarga", "ibuku",
    "mama", "ayah", "bunda", "jualan", "dekranasda", "karyajatim", "januari", "agustus", "desember", "allah", "jokowi",
    "doraemon", "naruto", "sekolah", "rumah", "selamat", "bahagia", "kopwan", "tenun", "anyaman",
)  # fmt: skip

_REASONS: Mapping[str, Any] = {
    "user_inputs": _l("Sandi ini mudah ditebak: berisi nama, nomor, atau kata yang sering dipakai."),
    "dictionary": _l("Sandi ini mudah ditebak: berisi kata atau nama yang sering dipakai."),
    "spatial": _l("Sandi ini mudah ditebak: hurufnya berderet di papan ketik."),
    "repeat": _l("Sandi ini mudah ditebak: ada bagian yang diulang-ulang."),
    "sequence": _l("Sandi ini mudah ditebak: huruf atau angkanya berurutan."),
    "date": _l("Sandi ini mudah ditebak: berisi tanggal atau tahun."),
    "regex": _l("Sandi ini mudah ditebak: berisi tanggal atau tahun."),
}
_OTHERWISE = _l("Sandi ini mudah ditebak.")


def weakness(password: str, known: Sequence[str]) -> str | None:
    """Why a password is too weak and what is better, in one or two sentences; None where it will do.

    `known` is what others know of the person: their name, number, address. Takes some milliseconds.
    """
    if len(password) < SHORTEST_PASSWORD:
        return _("Buat sandi dengan paling sedikit %(count)s huruf atau angka.", count=SHORTEST_PASSWORD)
    words = [part for text in known for part in (text, *text.replace("@", " ").split()) if part]
    found = zxcvbn.zxcvbn(password[:LONGEST_CHECKED], user_inputs=[*words, *COMMON_HERE])
    if found["score"] >= LEAST_ZXCVBN_SCORE:
        return None
    advice = _("Pakai tiga atau empat kata yang tidak berhubungan, mudah Anda ingat.")
    return f"{_reason(found['sequence'])} {advice}"


def stored(password: str) -> str:
    """What is stored of a password. Slow on purpose, so call it before a unit of work."""
    return hash_password(_normalized(password))


def is_right(user: User | None, password: str) -> bool:
    """Whether this is the password of the account; False for no account, after the same time. Slow on purpose."""
    normalized = _normalized(password)
    if user is None or user.password == NO_PASSWORD:
        hash_password(normalized)
        return False
    return verify_password(normalized, user.password)


def _normalized(password: str) -> str:
    """One spelling of letters that telephones write in two ways."""
    return current_app.extensions["security"].password_util.normalize(password)


def _reason(matches: Sequence[Mapping[str, Any]]) -> str:
    weakest = max(matches, key=lambda match: len(match["token"]), default=None)
    if weakest is None:
        return str(_OTHERWISE)
    kind = "user_inputs" if weakest.get("dictionary_name") == "user_inputs" else weakest["pattern"]
    return str(_REASONS.get(kind, _OTHERWISE))
