"""The list that a visitor keeps: maker by maker, up to four side by side, and the way to pass it on."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug import Response

from craftsite.catalog.cards import ListingCard, card
from craftsite.catalog.comparison import Row, compare
from craftsite.catalog.filters import Tab
from craftsite.catalog.pictures import shortlist_qr_picture
from craftsite.catalog.relief import counted
from craftsite.catalog.shortlist import MOST_COMPARED, Read, Shortlist, read_codes, read_shortlist
from craftsite.extensions import db
from craftsite.listings.certificate_queries import find_told
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public, with_main_photo
from craftsite.producers.models import Producer
from craftsite.regions.models import Region
from craftsite.regions.queries import find_regions
from craftsite.web.clock import today
from craftsite.web.filters import rupiah
from craftsite.web.htmx import render
from craftsite.web.languages import absolute_url, text_of
from craftsite.web.queries import text_value

bp = Blueprint("shortlist", __name__)
NAMES_SHARED = 5
# So many codes fit into the longest value of a query.
ASKED_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A listing on the list, and the address of the list without it."""

    card: ListingCard
    is_compared: bool
    remove_url: str


@dataclass(frozen=True, slots=True)
class Group:
    """A maker and what of theirs is on the list; `least` is what the smallest order of all of it costs, in words.

    `ask_url` is the form that asks about all of it at once; "" for an example, which nobody answers for.
    """

    name: str
    url: str
    place: str
    kept: Sequence[Kept]
    least: str
    ask_url: str


@bp.get("/daftar-saya")
def show() -> Response:
    """The list of an address; 422 where a code that is to be added leads to nothing. At most six queries."""
    day, regions = today(), {region.code: region for region in find_regions()}
    kept = read_shortlist(request.args, regions)
    typed = text_value(request.args, "tambah")
    added = read_codes([typed])
    found = _find([*kept.codes, *added.codes], day)
    fault = _fault(typed, added, found) if typed else ""
    if typed and not fault:
        return redirect(kept.adding(added.codes).address, 302)

    listings = [found[code] for code in kept.codes if code in found]
    chosen = [listing for listing in listings if listing.code in kept.compared] or listings
    compared = chosen[:MOST_COMPARED]
    return render(
        "catalog/shortlist.html",
        status=422 if fault else 200,
        is_indexable=False,
        canonical=kept.address,
        shortlist=kept,
        counted=_counted(listings),
        groups=_groups(kept, listings, compared),
        missing=[(code, kept.without(code).address) for code in kept.codes if code not in found],
        beyond_url=Shortlist(kept.beyond).address,
        compared=[card(listing) for listing in compared],
        rows=_rows(compared, regions.get(kept.origin), day),
        is_choice=len(listings) > MOST_COMPARED,
        is_cut=len(kept.compared) > MOST_COMPARED,
        origins=[(code, text_of(region, "short_name")) for code, region in regions.items()],
        typed=typed,
        fault=fault,
        share_url=absolute_url(kept.address),
        share_text=_share_text(listings),
        qr_url=shortlist_qr_picture(kept),
    )


def _find(codes: Sequence[str], day: datetime.date) -> dict[str, Listing]:
    """The public listings of these codes, with what a card and a comparison tell. Two queries."""
    statement = (
        select(Listing)
        .join(Listing.producer)
        .where(Listing.code.in_(codes), is_public(day))
        .options(
            joinedload(Listing.producer).joinedload(Producer.region),
            joinedload(Listing.producer).joinedload(Producer.origin_office),
            selectinload(Listing.tiers),
            with_main_photo(),
        )
    )
    return {listing.code: listing for listing in db.session.scalars(statement) if listing.code}


def _rows(listings: Sequence[Listing], origin: Region | None, day: datetime.date) -> list[Row]:
    """The comparison of two or more; nothing of one. One query."""
    if len(listings) < 2:
        return []
    return compare(listings, find_told([listing.id for listing in listings], day), origin, day)


def _fault(typed: str, added: Read, found: Mapping[str, Listing]) -> str:
    """What is wrong with what somebody wants to add; "" where nothing is."""
    missing = [code for code in added.codes if code not in found]
    if missing:
        return _("Tidak ada karya dengan kode %(codes)s. Periksa lagi.", codes=", ".join(missing))
    if added.unclear or not added.codes:
        words = added.unclear[0] if added.unclear else typed
        return _("“%(words)s” bukan kode karya. Kodenya tiga huruf dan angka, misalnya BKL-014.", words=words)
    return ""


def _groups(kept: Shortlist, listings: Sequence[Listing], compared: Sequence[Listing]) -> list[Group]:
    """What is on the list maker by maker, each where the first of theirs stands."""
    of_maker: dict[int, list[Listing]] = {}
    for listing in listings:
        of_maker.setdefault(listing.producer_id, []).append(listing)
    return [
        Group(
            name=theirs[0].producer.name,
            url=url_for("catalog.producers.show", slug=theirs[0].producer.slug),
            place=", ".join(filter(None, (theirs[0].producer.place, text_of(theirs[0].producer.region, "short_name")))),
            kept=[
                Kept(card(listing), listing in compared, kept.without(listing.code or "").address) for listing in theirs
            ],
            least=_least(theirs),
            ask_url=_ask_url(theirs),
        )
        for theirs in of_maker.values()
    ]


def _ask_url(listings: Sequence[Listing]) -> str:
    maker = listings[0].producer
    if maker.is_example:
        return ""
    if len(listings) == 1:
        return url_for("inquiries.listing", code=listings[0].code)
    codes = [listing.code or "" for listing in listings]
    # A query value is read up to a length; what no longer fits can be asked in the thread.
    return url_for("inquiries.producer", slug=maker.slug, karya=",".join(codes[:ASKED_AT_ONCE]))


def _least(listings: Sequence[Listing]) -> str:
    """What the smallest order of each of these costs together; "" for one, which says so itself."""
    priced = [listing for listing in listings if listing.price_idr is not None and not listing.sold_at]
    if len(listings) < 2 or not priced:
        return ""
    amount = rupiah(sum(listing.minimum_order * (listing.price_idr or 0) for listing in priced))
    if len(priced) < len(listings):
        return _("Paling sedikit %(amount)s untuk yang ada harganya.", amount=amount)
    return _("Paling sedikit %(amount)s untuk semuanya.", amount=amount)


def _counted(listings: Sequence[Listing]) -> str:
    makers = len({listing.producer_id for listing in listings})
    told = ngettext("%(num)s pembuat", "%(num)s pembuat", makers)
    return _("%(works)s dari %(makers)s", works=counted(len(listings), Tab.SOLD), makers=told)


def _share_text(listings: Sequence[Listing]) -> str:
    """What stands above the address in a message: the first few by code and name."""
    lines = [f"{listing.code} {text_of(listing, 'name')}" for listing in listings[:NAMES_SHARED]]
    more = len(listings) - len(lines)
    if more:
        lines.append(ngettext("dan %(num)s lagi", "dan %(num)s lagi", more))
    return "\n".join([_("Daftar karya Jawa Timur:"), *lines])
