"""What a listing says of whether it is there, in the language of the page."""

from flask_babel import gettext as _
from flask_babel import ngettext

from craftsite.goods.units import unit_name
from craftsite.listings.models import Listing, Stock
from craftsite.web.clock import today
from craftsite.web.filters import angka, tanggal


def stock_text(listing: Listing) -> str:
    """`Siap kirim, 6 lembar`, `Satu-satunya`, `Dibuat setelah dipesan, ±6 bulan`, `Terjual`, or `Libur sampai ...`."""
    if listing.sold_at is not None:
        return _("Terjual")
    if listing.away_until is not None and listing.away_until >= today():
        return _("Libur sampai %(day)s", day=tanggal(listing.away_until))
    if listing.stock == Stock.ONE_OF_A_KIND:
        return _("Satu-satunya")
    if listing.stock == Stock.READY:
        if listing.stock_count is None:
            return _("Siap kirim")
        unit = unit_name(listing.unit, listing.stock_count)
        return _("Siap kirim, %(count)s %(unit)s", count=angka(listing.stock_count), unit=unit)
    if listing.lead_time_days is None:
        return _("Dibuat setelah dipesan")
    return _("Dibuat setelah dipesan, %(time)s", time=duration(listing.lead_time_days))


def duration(days: int) -> str:
    """`±5 hari`, `±3 minggu` or `±6 bulan`: the unit people say for a time that long."""
    if days < 14:
        return ngettext("±%(num)s hari", "±%(num)s hari", days)
    if days < 60:
        return ngettext("±%(num)s minggu", "±%(num)s minggu", round(days / 7))
    return ngettext("±%(num)s bulan", "±%(num)s bulan", round(days / 30.4))
