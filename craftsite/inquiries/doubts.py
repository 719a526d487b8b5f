"""Why a question may be a machine's: such a question waits until somebody has looked through it; reads nothing."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

# The limits that make a question wait instead of refusing it are told in `limits`.
OFTEN, UNPROVEN = "sering", "tanpa-bukti"
DOUBT_NAMES: Mapping[str, Any] = {
    "tautan": _l("Ada tautan ke situs lain"),
    "kata": _l("Kata yang biasa dipakai penawar pinjaman, judi, atau iklan"),
    "huruf": _l("Sebagian besar bukan huruf Latin"),
    "uang": _l("Meminta kode, rekening, atau biaya lebih dulu"),
    OFTEN: _l("Banyak pertanyaan dari jaringan yang sama"),
    UNPROVEN: _l("Perambannya tidak menyelesaikan hitungan pengaman, biasanya karena JavaScript mati"),
}
_LINK = re.compile(r"https?://|www\.|\bt\.me/|\bbit\.ly/|\bs\.id/", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?:pinjol|pinjaman online|dana tunai cepat|judi|slot gacor|togel|casino|viagra|crypto|bitcoin|forex"
    r"|seo services?|backlinks?|web ?design services?|loan offer|guest post)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:kode otp|otp|kode verifikasi|biaya (?:admin|administrasi|pendaftaran)|uang pelicin|verification code"
    r"|transfer (?:dulu|lebih dulu))\b",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-z]")


def doubts_about(text: str, name: str) -> list[str]:
    """The codes of what speaks for a machine or a fraud, in a question of at most 2,000 characters and a name."""
    whole = f"{name}\n{text}"
    letters = [sign for sign in whole if sign.isalpha()]
    found = {
        "tautan": bool(_LINK.search(whole)),
        "kata": bool(_WORDS.search(whole)),
        "huruf": len(letters) > 20 and len(_LATIN.findall(whole)) * 2 < len(letters),
        "uang": bool(_MONEY.search(whole)),
    }
    return [code for code, is_there in found.items() if is_there]
