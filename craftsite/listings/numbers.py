"""The numbers that offices give to goods: of certificates and of the customs.

The forms of BPOM, IDG, IDM and EC numbers are as they are commonly seen; no rule of their offices was read for them, so
the readers leave room, and an officer looks at the paper.
"""

import datetime
import re
from dataclasses import dataclass

from flask_babel import gettext as _

from craftsite.web.plain import plain
from craftsite.web.unclear import UnclearError

LONGEST_NUMBER = 60

_SEPARATORS = re.compile(r"[\s./\-]")
_HALAL = re.compile(r"id([0-9]{17})")
_PIRT = re.compile(r"[0-9]{15,17}")
_BPOM = re.compile(r"(?:bpom)?(?:ri)?(md[0-9]{12,15})")
_GEOGRAPHICAL = re.compile(r"idg([0-9]{9,12})")
_BRAND = re.compile(r"idm([0-9]{9})")
_RECORD = re.compile(r"(?:ec)?[0-9]{8,15}")
_HS = re.compile(r"[0-9]{6}|[0-9]{8}|[0-9]{10}")
_LABELS = re.compile(
    r"(?:(?:no|nomor|sertifikat|halal|bpjph|bpom ri|bpom|merek|ig|p[ .-]?irt|hs|kode|code|pos tarif)\b[ .:]*)+"
)
# The chapters of the customs tariff; 77 is kept free.
_CHAPTERS = frozenset(range(1, 98)) - {77}


@dataclass(frozen=True, slots=True)
class FoodPermit:
    """What a P-IRT number says of itself: where it was given and when it ends; sources differ, so this is a hint."""

    number: str

    @property
    def region_code(self) -> str:
        """The province and the regency, as digits four to seven say."""
        return self.number[3:7]

    @property
    def ends_in(self) -> int:
        """The year, as digits fourteen and fifteen say."""
        return 2000 + int(self.number[13:15])


def read_halal(text: str) -> str:
    """`ID` and 17 digits, as BPJPH gives them. Raises UnclearError for anything else."""
    found = _HALAL.fullmatch(_compact(text))
    if found is None:
        raise UnclearError(_("Nomor halal BPJPH dimulai dengan ID, lalu 17 angka. Periksa lagi."))
    return f"ID{found[1]}"


def read_food_permit(text: str) -> str:
    """The 15 to 17 digits of a P-IRT number. Raises UnclearError for anything else."""
    digits = _compact(text)
    if not _PIRT.fullmatch(digits):
        raise UnclearError(_("Nomor P-IRT terdiri dari paling sedikit 15 angka. Periksa lagi."))
    return digits


def food_permit_warning(number: str, region_code: str, day: datetime.date) -> str | None:
    """What looks wrong about a P-IRT number of a maker in a region on a day; None where nothing does."""
    permit = FoodPermit(number)
    if permit.ends_in < day.year:
        return _("Menurut nomornya, P-IRT ini berlaku sampai %(year)s. Periksa lagi.", year=permit.ends_in)
    if permit.region_code != region_code:
        return _("Menurut nomornya, P-IRT ini bukan dari daerah Anda. Periksa lagi.")
    return None


def read_food_registration(text: str) -> str:
    """`MD` and 12 to 15 digits, for processed food made here. Raises UnclearError for anything else."""
    found = _BPOM.fullmatch(_compact(text))
    if found is None:
        raise UnclearError(_("Nomor izin edar BPOM dimulai dengan MD, lalu 12 sampai 15 angka. Periksa lagi."))
    return found[1].upper()


def read_geographical(text: str) -> str:
    """`IDG` and 9 to 12 digits, for geographical indications. Raises UnclearError for anything else."""
    found = _GEOGRAPHICAL.fullmatch(_compact(text))
    if found is None:
        raise UnclearError(_("Nomor indikasi geografis dimulai dengan IDG, lalu 9 sampai 12 angka. Periksa lagi."))
    return f"IDG{found[1]}"


def read_brand(text: str) -> str:
    """`IDM` and nine digits, for registered brands. Raises UnclearError for anything else, such as an application."""
    found = _BRAND.fullmatch(_compact(text))
    if found is None:
        raise UnclearError(
            _("Nomor merek terdaftar dimulai dengan IDM, lalu 9 angka. Nomor permohonan belum bisa dipakai.")
        )
    return f"IDM{found[1]}"


def read_record(text: str) -> str:
    """The number of a recorded work, 8 to 15 digits with or without `EC`. Raises UnclearError for anything else."""
    found = _RECORD.fullmatch(_compact(text))
    if found is None:
        raise UnclearError(
            _("Nomor pencatatan ciptaan terdiri dari 8 sampai 15 angka, boleh diawali EC. Periksa lagi.")
        )
    return found[0].upper()


def read_free_number(text: str) -> str:
    """A number whose issuers agree on no format, as it stands on the paper. Raises UnclearError where it has no digit.

    SNI, Batikmark, organic, SVLK and TKDN certificates are numbered by many bodies, each in its own way.
    """
    if not any(sign.isdecimal() for sign in text):
        raise UnclearError(_("Tulis nomornya seperti di lembar sertifikat."))
    return text


def read_customs_code(text: str) -> str:
    """The 6, 8 or 10 digits of an HS code, without its dots. Raises UnclearError for anything else."""
    digits = _compact(text)
    if not _HS.fullmatch(digits) or int(digits[:2]) not in _CHAPTERS:
        raise UnclearError(_("Kode HS terdiri dari 6, 8, atau 10 angka, misalnya 6214.90. Periksa lagi."))
    return digits


def customs_code_in_groups(digits: str) -> str:
    """`6214.90.10` for 62149010, as a tariff writes it."""
    return ".".join((digits[:4], *(digits[at : at + 2] for at in range(4, len(digits), 2))))


def _compact(text: str) -> str:
    line = plain(text[: LONGEST_NUMBER * 4])
    if len(line) > LONGEST_NUMBER:
        return ""
    labels = _LABELS.match(line)
    return _SEPARATORS.sub("", line[labels.end() :] if labels else line)
