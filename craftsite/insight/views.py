"""How far the works of a region reach, for its office: tables of what is counted, and the same as a file."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale
from flask import Blueprint, Response
from flask_babel import gettext as _

from craftsite.accounts import sessions
from craftsite.accounts.models import RoleName
from craftsite.accounts.permissions import desk_regions
from craftsite.events.models import What
from craftsite.goods.models import Kind
from craftsite.goods.names import KIND_NAMES
from craftsite.insight.queries import Reach, reach_of
from craftsite.regions.queries import find_regions
from craftsite.web.clock import today
from craftsite.web.filters import month_names
from craftsite.web.guards import open_to_roles
from craftsite.web.htmx import render
from craftsite.web.languages import current_language, text_of

bp = open_to_roles(Blueprint("market_desk", __name__, url_prefix="/dekranasda"), RoleName.COORDINATOR, RoleName.ADMIN)

# Fewer than this are not told one by one.
LEAST_SHOWN = 5
OTHERS = "lain"


@dataclass(frozen=True, slots=True)
class Row:
    """What a line is about, and its numbers: of `What` in its order, perhaps after that of listings."""

    name: str
    numbers: Sequence[int]


@bp.get("/pasar")
def index() -> Response:
    """Makers, listings and what was done on their pages, by kind, month and country. About six queries."""
    reach = _reach()
    return render(
        "insight/desk.html",
        reach=reach,
        scope=_scope(),
        totals=[reach.count(what) for what in What],
        kinds=[
            Row(str(KIND_NAMES[kind]), [reach.listings[kind], *(reach.count(what, kind=kind) for what in What)])
            for kind in Kind
        ],
        months=[
            Row(f"{month_names()[month.month - 1]} {month.year}", [reach.count(what, month=month) for what in What])
            for month in reach.months
        ],
        countries=_countries(reach),
    )


@bp.get("/pasar.csv")
def as_csv() -> Response:
    """Every number of the page, one a line, so that they add up to it; countries with few have no name here either."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("bulan", "jenis", "apa", "negara", "jumlah"))
    reach = _reach()
    few = {country for country, number in reach.countries().items() if country and number < LEAST_SHOWN}
    for reading in sorted(reach.readings, key=lambda one: (one.month, one.kind, one.what, one.country)):
        country = OTHERS if reading.country in few else reading.country
        writer.writerow((f"{reading.month:%Y-%m}", reading.kind, reading.what, country, reading.number))
    answer = Response(f"\ufeff{out.getvalue()}", mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="jangkauan-{today().isoformat()}.csv"'
    return answer


def _reach() -> Reach:
    return reach_of(desk_regions(sessions.signed_in_member()), today())


def _scope() -> str:
    codes = desk_regions(sessions.signed_in_member())
    if codes is None:
        return _("Seluruh Jawa Timur")
    return ", ".join(text_of(region, "short_name") for region in find_regions() if region.code in codes)


def _countries(reach: Reach) -> Sequence[Row]:
    """The countries from which pages were opened, the most first; those with few together, and the unknown last."""
    names = Locale(current_language()).territories
    counted = reach.countries()
    unknown = counted.pop("", 0)
    shown = [(code, number) for code, number in counted.most_common() if number >= LEAST_SHOWN]
    few = sum(number for number in counted.values() if number < LEAST_SHOWN)
    rows = [Row(names.get(code, code), [number]) for code, number in shown]
    rows += [Row(_("Negara lain"), [few])] if few else []
    return [*rows, Row(_("Tidak diketahui"), [unknown])] if unknown else rows
