"""What the page of a listing tells in pairs: what decides a sale, what the thing is, and how fresh all that is."""

import datetime

from flask_babel import gettext as _

from craftsite.goods.attributes import described
from craftsite.goods.names import STAGE_NAMES, TECHNIQUE_NAMES
from craftsite.goods.units import unit_name
from craftsite.listings.changes import HALAL_NAMES
from craftsite.listings.models import Aspect, Halal, Listing
from craftsite.listings.numbers import customs_code_in_groups
from craftsite.listings.stock import duration
from craftsite.producers.names import PAYMENT_NAMES
from craftsite.web.filters import angka, season
from craftsite.web.languages import as_written, text_of

# After so many days without a word of its maker a page says so, and turns grey.
STALE_AFTER = datetime.timedelta(days=90)

Facts = list[tuple[object, str]]


def sale_facts(listing: Listing) -> list[tuple[str, str]]:
    """What decides a sale; what the maker has not told is empty."""
    maker, least = listing.producer, listing.minimum_order
    minimum = f"{angka(least)} {unit_name(listing.unit, least)}" if least > 1 else ""
    time = duration(listing.lead_time_days) if listing.lead_time_days else ""
    made = listing.capacity_per_month or 0
    capacity = _("%(count)s %(unit)s sebulan", count=angka(made), unit=unit_name(listing.unit, made))
    return [
        (_("Dikirim dari"), ", ".join(filter(None, (maker.place, text_of(maker.region, "short_name"))))),
        (_("Pembayaran"), ", ".join(str(PAYMENT_NAMES[method]) for method in maker.payment_methods)),
        (_("Tukar bila rusak"), as_written(maker.exchange_policy)),
        (_("Minimal beli"), minimum),
        (_("Lama membuat"), time),
        (_("Sanggup membuat"), capacity if made else ""),
        (_("Contoh barang"), _("Bisa dikirim dulu") if listing.has_sample else ""),
    ]


def facts_of(listing: Listing) -> Facts:
    """What the thing is, who made it and how it is packed; its variants are loaded."""
    facts: Facts = []
    if listing.technique:
        facts.append((_("Teknik batik"), str(TECHNIQUE_NAMES[listing.technique])))
    facts += described(listing.kind, listing.attributes)
    for aspect, name in ((Aspect.COLOUR, _("Warna")), (Aspect.SIZE, _("Pilihan ukuran"))):
        names = [variant.name for variant in listing.variants if variant.aspect == aspect]
        if names:
            facts.append((name, as_written(", ".join(names))))
    if listing.stage:
        facts.append((_("Tahap"), str(STAGE_NAMES[listing.stage])))
    if listing.seasons:
        facts.append((_("Musim"), season(listing.seasons)))
    if listing.made_by and listing.made_by_agreed_at:
        facts.append((_("Dibuat oleh"), as_written(listing.made_by)))
    return facts + _food_facts(listing) + _packing_facts(listing)


def confirmed_on(listing: Listing) -> datetime.date:
    """The day on which its maker last said that all this holds."""
    return (listing.confirmed_at or listing.updated_at).date()


def is_stale(listing: Listing, day: datetime.date) -> bool:
    """Whether nobody has said so for more than 90 days; examples never grow old."""
    return not listing.producer.is_example and confirmed_on(listing) < day - STALE_AFTER


def halal_claim(listing: Listing) -> str:
    """What its maker says of halal without a certificate; "" for whatever is not food.

    What is certified is told by its certificate, and by nothing once that has lapsed.
    """
    if not listing.halal or listing.halal == Halal.CERTIFIED:
        return ""
    return _("%(claim)s (menurut pembuat)", claim=HALAL_NAMES[listing.halal])


def _food_facts(listing: Listing) -> Facts:
    claim = halal_claim(listing)
    return [(_("Halal"), claim)] if claim else []


def _packing_facts(listing: Listing) -> Facts:
    facts: Facts = []
    if listing.packed_weight_g:
        facts.append((_("Berat dikemas"), _("%(weight)s gram", weight=angka(listing.packed_weight_g))))
    if listing.packed_size:
        facts.append((_("Ukuran kemasan (cm)"), as_written(listing.packed_size)))
    if listing.per_carton:
        count = f"{angka(listing.per_carton)} {unit_name(listing.unit, listing.per_carton)}"
        facts.append((_("Isi satu kardus"), count))
    if listing.hs_code:
        facts.append((_("Kode HS"), customs_code_in_groups(listing.hs_code)))
    return facts
