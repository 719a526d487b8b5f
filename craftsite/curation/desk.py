"""What the pages of the desk share: which regions somebody sits for, and in whose name they decide."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from craftsite.accounts.permissions import Member, desk_regions
from craftsite.accounts.queries import find_seats
from craftsite.curation.names import FACT_NAMES, HANDLING_NAMES
from craftsite.curation.operations import Actor
from craftsite.goods.models import RegionalProduct
from craftsite.goods.names import STAGE_NAMES
from craftsite.goods.queries import is_shown
from craftsite.listings.labels import product_label
from craftsite.producers.permissions import checking_seat
from craftsite.regions.models import Region
from craftsite.regions.queries import find_regions
from craftsite.web.clock import now
from craftsite.web.filters import season
from craftsite.web.languages import current_language, root_url, text_of
from craftsite.web.queries import text_value

_CODES: Mapping[str, Mapping[str, Any]] = {"stage": STAGE_NAMES, "handling": HANDLING_NAMES}


def regions_of(member: Member | None) -> Sequence[Region]:
    """The regions somebody sits for, all of them for the province and admins and for None. One query."""
    codes = desk_regions(member) if member else None
    return [region for region in find_regions() if codes is None or region.code in codes]


def desk_region(member: Member, args: MultiDict[str, str]) -> Region | None:
    """The region that an address asks for, or the only one somebody sits for; None means all of theirs."""
    theirs = regions_of(member)
    if len(theirs) == 1:
        return theirs[0]
    wanted = text_value(args, "daerah")
    return next((region for region in theirs if region.code == wanted), None)


def told_regions(member: Member) -> str:
    """For which regions somebody sits, in words."""
    if desk_regions(member) is None:
        return _("Jawa Timur")
    return ", ".join(text_of(region, "short_name") for region in regions_of(member))


def acting(member: Member, region_code: str) -> Actor:
    """Who decides, and for which office: of the region, else of the province; for none where an admin does."""
    held = [seat for seat in find_seats(member.id) if seat.is_held(now())]
    seat = checking_seat(held, region_code)
    return Actor(member.id, seat.office_id if seat else None)


def plate_of(product: RegionalProduct) -> str:
    """The address of the small label plate of a product; empty where the public has never seen it."""
    if not is_shown(product) and product.withdrawn_at is None:
        return ""
    key = product_label(product, current_language()).key
    return root_url("catalog.pictures.product", slug=product.slug, key=key, size="chip")


def told_changes(changes: Mapping[str, Sequence[Any]], taxon_names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What a correction changed: the name of each fact, and how it was told before and after."""
    return [
        (str(FACT_NAMES[name]), _told(name, before, taxon_names), _told(name, after, taxon_names))
        for name, (before, after) in changes.items()
    ]


def _told(name: str, value: Any, taxon_names: Mapping[str, str]) -> str:
    if name == "seasons":
        return season(value)
    if name in _CODES:
        return str(_CODES[name].get(value, value or ""))
    return taxon_names.get(value, value) if name == "taxon_slug" else str(value or "")
