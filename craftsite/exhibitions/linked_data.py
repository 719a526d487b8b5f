"""An exhibition in the words of schema.org."""

from collections.abc import Sequence

from flask import url_for

from craftsite.catalog.linked_data import COUNTRY, PROVINCE
from craftsite.exhibitions.models import Exhibition
from craftsite.web.languages import absolute_url, text_of
from craftsite.web.linked_data import CONTEXT, Thing, operator_thing, thing


def event_thing(exhibition: Exhibition, picture_url: str) -> Thing | None:
    """An exhibition with dates; None for one that is always open, since an event has a beginning."""
    if exhibition.opens_on is None or exhibition.closes_on is None:
        return None
    attendance = "OnlineEventAttendanceMode" if exhibition.is_online else "OfflineEventAttendanceMode"
    return thing(
        "ExhibitionEvent",
        url=exhibition_url(exhibition),
        name=text_of(exhibition, "title"),
        description=text_of(exhibition, "lead"),
        image=picture_url,
        startDate=exhibition.opens_on.isoformat(),
        endDate=exhibition.closes_on.isoformat(),
        eventAttendanceMode=f"{CONTEXT}/{attendance}",
        eventStatus=f"{CONTEXT}/EventScheduled",
        location=_location(exhibition),
        organizer=operator_thing(),
    )


def exhibition_links(exhibitions: Sequence[Exhibition]) -> list[tuple[str, str]]:
    """The titles and paths of exhibitions."""
    return [(text_of(exhibition, "title"), _path(exhibition)) for exhibition in exhibitions]


def exhibition_url(exhibition: Exhibition) -> str:
    """The full address of the page of an exhibition, in the language of the page being written."""
    return absolute_url(_path(exhibition))


def _path(exhibition: Exhibition) -> str:
    return url_for("exhibitions.show", slug=exhibition.slug)


def _location(exhibition: Exhibition) -> Thing:
    if exhibition.is_online:
        return thing("VirtualLocation", url=exhibition_url(exhibition))
    address = thing("PostalAddress", streetAddress=exhibition.address, addressRegion=PROVINCE, addressCountry=COUNTRY)
    return thing("Place", name=text_of(exhibition, "place"), address=address)
