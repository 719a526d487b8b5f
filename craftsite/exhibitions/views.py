"""The exhibitions: the list, the walk along the walls, the television in a hall, and the date for a calendar."""

import datetime
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from icalendar import Calendar, Event

from craftsite.catalog.cards import get_cards
from craftsite.catalog.share_pictures import titled_sheet
from craftsite.catalog.sharing import LANGUAGES, Sheet, share_answer, share_picture
from craftsite.events.models import Subject
from craftsite.exhibitions.linked_data import event_thing, exhibition_links, exhibition_url
from craftsite.exhibitions.models import Exhibition, State
from craftsite.exhibitions.queries import count_walls, find_items, find_published, get_exhibition, offered_listing_ids
from craftsite.exhibitions.walls import walls_of
from craftsite.motif.qr import qr_code
from craftsite.web.clock import today
from craftsite.web.guards import open_to_public
from craftsite.web.heads import SharePicture
from craftsite.web.htmx import render
from craftsite.web.languages import Language, at_root, current_language, text_in, text_of
from craftsite.web.linked_data import breadcrumbs, item_list, linked_data
from craftsite.web.queries import page_value

bp = open_to_public(Blueprint("exhibitions", __name__))
CARDS_SHOWN = 8
# How long a wall stays on a television: the longest text takes about fifteen seconds to read.
TURN_S = 20


@bp.get("/pameran")
def index() -> Response:
    """All exhibitions: those that run, that will come, and that are over. Two queries."""
    day = today()
    found = find_published(day)
    return render(
        "exhibitions/index.html",
        linked_data=linked_data(item_list(_("Pameran"), exhibition_links(found))),
        groups={state: [exhibition for exhibition in found if exhibition.state_on(day) is state] for state in State},
        wall_counts=count_walls(found, day),
    )


@bp.get("/pameran/<slug:slug>")
def show(slug: str) -> Response:
    """The walk along the walls, then what can be bought of it. Five queries, however many walls there are."""
    day = today()
    exhibition = get_exhibition(slug)
    walls = walls_of(find_items(exhibition, day))
    things = [(wall.thing.name, wall.thing.url) for wall in walls if not wall.thing.is_example]
    title, picture = text_of(exhibition, "title"), exhibition_share(exhibition, current_language())
    return render(
        "exhibitions/show.html",
        share=picture,
        linked_data=linked_data(
            breadcrumbs([(_("Pameran"), url_for(".index"))], title),
            event_thing(exhibition, picture.url),
            item_list(title, things),
        ),
        exhibition=exhibition,
        subject=Subject("exhibition", slug),
        state=exhibition.state_on(day),
        walls=walls,
        cards=get_cards(offered_listing_ids([wall.item for wall in walls], day, CARDS_SHOWN)),
        full_url=exhibition_url(exhibition),
    )


@bp.get("/pameran/<slug:slug>/layar")
def screen(slug: str) -> Response:
    """One wall at a time for a television. The address says which; a script turns them without asking again."""
    exhibition = get_exhibition(slug)
    walls = walls_of(find_items(exhibition, today()))
    current = page_value(request.args, "dinding", max(1, len(walls)))
    return render(
        "exhibitions/screen.html",
        exhibition=exhibition,
        walls=walls,
        current=current,
        before=(current - 2) % len(walls) + 1 if walls else 1,
        after=current % len(walls) + 1 if walls else 1,
        is_paused="jeda" in request.args,
        turn_s=TURN_S,
    )


@bp.get("/pameran/<slug:slug>/kalender.ics")
def calendar(slug: str) -> Response:
    """The days of an exhibition as iCalendar (RFC 5545); 404 for one that is always open."""
    exhibition = get_exhibition(slug)
    if exhibition.opens_on is None or exhibition.closes_on is None:
        abort(404)
    event = Event()
    event.add("uid", f"{exhibition.slug}@{urlsplit(current_app.config['SITE_URL']).hostname}")
    event.add("dtstamp", exhibition.updated_at)
    event.add("summary", text_of(exhibition, "title"))
    event.add("description", text_of(exhibition, "lead"))
    event.add("url", exhibition_url(exhibition))
    event.add("dtstart", exhibition.opens_on)
    # The end of an event of whole days is the day after its last one.
    event.add("dtend", exhibition.closes_on + datetime.timedelta(days=1))
    # Nobody is busy all day because an exhibition is open.
    event.add("transp", "TRANSPARENT")
    if not exhibition.is_online:
        event.add("location", ", ".join(filter(None, (text_of(exhibition, "place"), exhibition.address))))
    whole = Calendar()
    whole.add("prodid", f"-//{current_app.config['SITE_NAME']}//craftsite//{current_language().upper()}")
    whole.add("version", "2.0")
    whole.add_component(event)
    response = Response(whole.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{exhibition.slug}.ics"'
    return response


@bp.get("/pameran/<slug:slug>/qr.svg")
def qr(slug: str) -> Response:
    """The QR code of the page of an exhibition, for paper."""
    return Response(qr_code(exhibition_url(get_exhibition(slug))), mimetype="image/svg+xml")


@bp.get(f"/motif/bagikan/<{LANGUAGES}:language>/pameran/<slug:slug>/<key>.jpg")
@at_root
def share(language: str, slug: str, key: str) -> ResponseReturnValue:
    """The picture that messengers show beside a link to an exhibition."""
    sheet = exhibition_sheet(get_exhibition(slug), Language(language))
    return share_answer(sheet, key, "exhibitions.share", language=language, slug=slug)


def exhibition_share(exhibition: Exhibition, language: Language) -> SharePicture:
    """The picture of an exhibition."""
    sheet = exhibition_sheet(exhibition, language)
    return share_picture(sheet, "exhibitions.share", language=language, slug=exhibition.slug)


def exhibition_sheet(exhibition: Exhibition, language: Language) -> Sheet:
    """Its title and what leads in, over an ornament of its own."""
    with force_locale(language):
        over = _("Pameran")
    title, lead = (text_in(language, exhibition, field) for field in ("title", "lead"))
    return titled_sheet(title, lead, exhibition.slug or "", over=over)
