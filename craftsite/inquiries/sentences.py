"""Fixed sentences of a thread: whoever taps one reads it in their language, and the other side in theirs.

A sentence has gaps; what fills them is stored as data, so that money, numbers and days are written as the reader does.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from craftsite.inquiries.models import Message
from craftsite.web.filters import angka, rupiah, tanggal

# How much may stand in a gap.
LONGEST_BLANK = 60


class BlankKind(StrEnum):
    """What fills a gap: some words, a number, whole rupiah, or a day."""

    WORDS = "words"
    COUNT = "count"
    MONEY = "money"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Blank:
    """A gap of a sentence, with the label of its control."""

    label: Any
    kind: BlankKind = BlankKind.WORDS


@dataclass(frozen=True, slots=True)
class Sentence:
    """A fixed sentence; `%(a)s` and `%(b)s` are its gaps."""

    words: Any
    blanks: Sequence[Blank] = ()


# What a maker taps instead of typing, in the order in which a talk goes.
READY: Mapping[str, Sentence] = {
    "terima-kasih": Sentence(_l("Terima kasih sudah bertanya.")),
    "masih-ada": Sentence(_l("Barangnya masih ada.")),
    "habis": Sentence(_l("Maaf, barangnya sedang habis.")),
    "berapa": Sentence(_l("Berapa banyak yang Anda perlukan?")),
    "kapan": Sentence(_l("Kapan barangnya Anda perlukan?")),
    "ke-mana": Sentence(_l("Dikirim ke kota mana?")),
    "ukuran": Sentence(_l("Ukuran berapa yang Anda perlukan?")),
    "pilihan": Sentence(_l("Pilihan yang ada: %(a)s."), (Blank(_l("Pilihan, misalnya warna")),)),
    "minimal": Sentence(_l("Minimal belinya %(a)s."), (Blank(_l("Jumlah dan satuan")),)),
    "perlu-hari": Sentence(_l("Saya perlu %(a)s hari untuk membuatnya."), (Blank(_l("Berapa hari"), BlankKind.COUNT),)),
    "siap": Sentence(_l("Barangnya siap tanggal %(a)s."), (Blank(_l("Tanggal siap"), BlankKind.DAY),)),
    "harga": Sentence(_l("Harga satuannya %(a)s."), (Blank(_l("Harga satuan (Rp)"), BlankKind.MONEY),)),
    "ongkir": Sentence(
        _l("Ongkos kirim ke %(a)s: %(b)s."),
        (Blank(_l("Kota tujuan")), Blank(_l("Ongkos kirim (Rp)"), BlankKind.MONEY)),
    ),
    "contoh": Sentence(
        _l("Saya bisa mengirim satu contoh dulu, harganya %(a)s."), (Blank(_l("Harga contoh (Rp)"), BlankKind.MONEY),)
    ),
    "bayar": Sentence(_l("Pembayaran ke rekening atas nama %(a)s."), (Blank(_l("Nama di rekening")),)),
    "dikirim": Sentence(
        _l("Barangnya dikirim tanggal %(a)s, nomor resi %(b)s."),
        (Blank(_l("Tanggal kirim"), BlankKind.DAY), Blank(_l("Nomor resi"))),
    ),
}
SIMILAR = "serupa"
# What the site writes where somebody pressed a button.
OTHERS: Mapping[str, Sentence] = {
    SIMILAR: Sentence(_l("Saya ingin dibuatkan yang serupa dengan %(a)s."), (Blank(_l("Karya")),)),
    "setuju": Sentence(_l("Saya setuju dengan penawaran ini.")),
    "tolak": Sentence(_l("Penawaran ini belum cocok untuk saya.")),
    "penawaran": Sentence(_l("Ini penawaran saya.")),
    "berkas": Sentence(_l("Saya mengirim berkas.")),
}


def filled(sentence: Sentence, blanks: Sequence[str]) -> str:
    """A sentence in the language of the reader, with what stands in its gaps; a dash where nothing does."""
    values = [_told(blank, text) for blank, text in zip(sentence.blanks, blanks, strict=False)]
    values += ["–"] * (len(sentence.blanks) - len(values))
    return str(sentence.words) % dict(zip("ab", values, strict=False))


def with_gaps(sentence: Sentence) -> str:
    """A sentence as it is offered, with a line where a gap is."""
    return str(sentence.words) % {"a": "___", "b": "___"}


def sentence_words(code: str) -> str:
    """A fixed sentence as it is offered, by its code; the code itself where no sentence has it."""
    sentence = READY.get(code) or OTHERS.get(code)
    return with_gaps(sentence) if sentence is not None else code


def said(message: Message) -> str:
    """What a message says in the language of the reader: its fixed sentence, or what was typed."""
    sentence = READY.get(message.sentence) or OTHERS.get(message.sentence)
    if sentence is None:
        return message.text
    words = filled(sentence, message.blanks)
    return f"{words}\n{message.text}" if message.sentence in OTHERS and message.text else words


def _told(blank: Blank, text: str) -> str:
    match blank.kind:
        case BlankKind.COUNT if text.isdecimal():
            return angka(int(text))
        case BlankKind.MONEY if text.isdecimal():
            return rupiah(int(text))
        case BlankKind.DAY:
            return _day(text)
        case _:
            return text


def _day(text: str) -> str:
    try:
        return tanggal(datetime.date.fromisoformat(text))
    except ValueError:
        return _("(tanggal tidak jelas)")
