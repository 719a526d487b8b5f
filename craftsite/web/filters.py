"""How money, dates and months are written in the language of the page."""

import datetime
import re

from flask import Flask
from flask_babel import gettext as _

from craftsite.web.clock import EAST_JAVA
from craftsite.web.languages import Language, Words, current_language

NO_BREAK_SPACE = "\u00a0"
MONTHS = 12
# The space between a number and a unit, and around the sign between two measures.
_MEASURE = re.compile(r"(?<=\d) (?=(?:kg|gr?|ml|l|cm|mm|m)\b|×)|(?<=×) (?=\d)")


def init_app(app: Flask) -> None:
    """Gives the templates of `app` these filters under their own names."""
    app.jinja_env.filters.update(
        rupiah=rupiah, tanggal=tanggal, waktu=waktu, angka=angka, rentang=rentang, unbroken=unbroken
    )


def rupiah(amount_idr: int) -> str:
    """`Rp 1.250.000` with a no-break space, in English `IDR 1,250,000`; Babel's own adds cents that nobody uses."""
    unit = "IDR" if _is_english() else "Rp"
    return f"{unit}{NO_BREAK_SPACE}{angka(amount_idr)}"


def angka(number: int) -> str:
    """A whole number with the thousands mark of the language."""
    return f"{number:,}" if _is_english() else f"{number:,}".replace(",", ".")


def unbroken(text: str) -> str:
    """The text with each number tied to the short unit behind it, so that no line begins with `g` or `cm`."""
    tied = _MEASURE.sub(NO_BREAK_SPACE, text)
    return Words(tied, text.language) if isinstance(text, Words) else tied


def tanggal(day: datetime.date) -> str:
    """`24 Mar 2019`, in English `24 Mar 2019` with the English month."""
    return f"{day.day} {month_abbreviations()[day.month - 1]} {day.year}"


def waktu(instant: datetime.datetime) -> str:
    """`24 Mar 2019, 19.40` on the clocks of East Java (WIB), in English `24 Mar 2019, 19:40`."""
    local = instant.astimezone(EAST_JAVA)
    return f"{tanggal(local.date())}, {local:%H:%M}" if _is_english() else f"{tanggal(local.date())}, {local:%H.%M}"


def rentang(first: datetime.date, last: datetime.date) -> str:
    """`3–9 Nov 2026`, `28 Okt – 3 Nov 2026`, `28 Des 2026 – 3 Jan 2027`, or `3 Nov 2026` where both are one day."""
    if first == last:
        return tanggal(last)
    if first.year != last.year:
        return f"{tanggal(first)} – {tanggal(last)}"
    if first.month != last.month:
        return f"{first.day} {month_abbreviations()[first.month - 1]} – {tanggal(last)}"
    return f"{first.day}–{tanggal(last)}"


def month_names() -> list[str]:
    """The twelve months in full, January first."""
    return [
        _("Januari"), _("Februari"), _("Maret"), _("April"), _("Mei"), _("Juni"),
        _("Juli"), _("Agustus"), _("September"), _("Oktober"), _("November"), _("Desember"),
    ]  # fmt: skip


def month_abbreviations() -> list[str]:
    """The twelve months in three letters, January first."""
    return [
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("Mei"), _("Jun"),
        _("Jul"), _("Agu"), _("Sep"), _("Okt"), _("Nov"), _("Des"),
    ]  # fmt: skip


def season(bits: int) -> str:
    """`Sep–Des` for the months whose bits are set (January is bit 0), also over the turn of the year.

    Several spans are joined by commas; all twelve months are `sepanjang tahun`; none is empty.
    """
    months = {month for month in range(1, MONTHS + 1) if bits & 1 << (month - 1)}
    if len(months) == MONTHS:
        return _("sepanjang tahun")
    names = month_abbreviations()
    spans = []
    for start in sorted(month for month in months if (month - 2) % MONTHS + 1 not in months):
        end = start
        while end % MONTHS + 1 in months:
            end = end % MONTHS + 1
        spans.append(names[start - 1] if start == end else f"{names[start - 1]}–{names[end - 1]}")
    return ", ".join(spans)


def _is_english() -> bool:
    return current_language() is Language.ENGLISH
