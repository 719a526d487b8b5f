"""The makers: the list of them, and the page of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from craftsite.catalog.asking import about_maker
from craftsite.catalog.cards import card
from craftsite.catalog.filters import Tab
from craftsite.catalog.linked_data import card_links, maker_thing
from craftsite.catalog.pictures import mark_picture
from craftsite.catalog.relief import counted
from craftsite.catalog.share_pictures import producer_share
from craftsite.extensions import db
from craftsite.inquiries.conversation import answering_words
from craftsite.inquiries.silence_queries import usual_answer_hours
from craftsite.listings.certificate_queries import find_told_of_maker
from craftsite.listings.certificates import told_of_maker
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public as is_public_listing
from craftsite.listings.queries import with_main_photo
from craftsite.producers.badges import brief_origin, origin_of
from craftsite.producers.counted import subject_of
from craftsite.producers.member_queries import told_members
from craftsite.producers.models import Producer
from craftsite.producers.names import DAY_NAMES, PAYMENT_NAMES, PRODUCER_KIND_NAMES
from craftsite.producers.permissions import may_have_members
from craftsite.producers.queries import is_public
from craftsite.web.clock import now, today
from craftsite.web.htmx import render
from craftsite.web.languages import as_written, current_language, text_of
from craftsite.web.linked_data import breadcrumbs, item_list, linked_data
from craftsite.web.paging import LAST_PAGE, PER_PAGE, Page, page_count
from craftsite.web.queries import page_value

bp = Blueprint("producers", __name__)
NAMES_SHOWN = 50


@bp.get("/pembuat")
def index() -> Response:
    """The public makers in the order of the regions' codes, then by name, 24 a page."""
    day = today()
    total = db.session.scalar(select(func.count()).select_from(Producer).where(is_public(day))) or 0
    number = page_value(request.args, "hal", LAST_PAGE)
    number = min(number, page_count(total))
    statement = (
        select(Producer)
        .where(is_public(day))
        .options(joinedload(Producer.region), selectinload(Producer.kinds))
        .order_by(Producer.region_code, Producer.name, Producer.id)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    producers = list(db.session.scalars(statement))
    counts = _listing_counts(producers)
    page = Page([_tile(producer, counts.get(producer.id, 0)) for producer in producers], number, total)
    return render(
        "catalog/producers.html",
        linked_data=linked_data(
            item_list(_("Para pembuat"), [(tile.name, tile.url) for tile in page.items if not tile.is_example])
        ),
        tiles=page.items,
        page=page,
        pages=[(other, url_for(".index", hal=other if other != 1 else None)) for other in page.numbers()],
        next_url=url_for(".index", hal=number + 1) if number < page.count else None,
    )


@bp.get("/pembuat/<slug:slug>")
def show(slug: str) -> Response:
    """Who the maker is, where, how to visit, and everything they offer."""
    statement = (
        select(Producer)
        .where(Producer.slug == slug, is_public(today()))
        .options(joinedload(Producer.region), joinedload(Producer.origin_office), selectinload(Producer.kinds))
    )
    producer = db.first_or_404(statement)
    listings = db.session.scalars(
        select(Listing)
        .join(Listing.producer)
        .where(Listing.producer_id == producer.id, is_public_listing(today()))
        .options(joinedload(Listing.producer).joinedload(Producer.region), with_main_photo())
        .order_by(Listing.published_at.desc(), Listing.id.desc())
    )
    cards = [card(listing) for listing in listings]
    place = text_of(producer.region, "short_name")
    trail = [
        (_("Para pembuat"), url_for(".index")),
        (place, url_for("catalog.regions.show", slug=producer.region.slug)),
    ]
    certificates = find_told_of_maker(producer.id, today())
    maker = maker_thing(producer, certificates)
    facts = [breadcrumbs(trail, producer.name), maker, item_list(producer.name, card_links(cards))]
    return render(
        "catalog/producer.html",
        producer=producer,
        subject=None if producer.is_example else subject_of(producer),
        share=producer_share(producer, current_language()),
        is_indexable=not producer.is_example,
        linked_data=None if producer.is_example else linked_data(*facts),
        trail=trail,
        asking=about_maker(producer),
        place=place,
        kind_names=_kind_names(producer),
        mark=mark_picture(producer.slug),
        origin=origin_of(producer, today()),
        fact_pairs=[
            *_facts(producer),
            (_("Biasanya membalas"), answering_words(usual_answer_hours(producer.id, now()))),
            (_("Anggota"), _members(producer)),
        ],
        certificates=[told_of_maker(certificate) for certificate in certificates],
        cards=cards,
        counted=counted(len(cards), Tab.SOLD),
    )


@dataclass(frozen=True, slots=True)
class ProducerTile:
    """A maker in the list of makers."""

    url: str
    name: str
    is_example: bool
    mark: str
    region_name: str
    kinds: str
    origin: str
    counted: str


def _tile(producer: Producer, listings: int) -> ProducerTile:
    return ProducerTile(
        url=url_for(".show", slug=producer.slug),
        name=producer.name,
        is_example=producer.is_example,
        mark=mark_picture(producer.slug),
        region_name=text_of(producer.region, "short_name"),
        kinds=_kind_names(producer),
        origin=brief_origin(producer, today()),
        counted=counted(listings, Tab.SOLD),
    )


def _kind_names(producer: Producer) -> str:
    return ", ".join(str(PRODUCER_KIND_NAMES[mark.kind]) for mark in producer.kinds)


def _facts(producer: Producer) -> list[tuple[str, str]]:
    return [
        (_("Jenis"), _kind_names(producer)),
        (_("Sentra"), as_written(producer.centre)),
        (_("Menjawab"), as_written(producer.answering_hours)),
        (_("Hari kunjungan"), _days(producer)),
        (_("Jam buka"), as_written(producer.opening_hours)),
        (_("Bisa dikunjungi"), as_written(producer.visit_note)),
        (_("Pembayaran"), ", ".join(str(PAYMENT_NAMES[method]) for method in producer.payment_methods)),
        (_("Dikirim dari"), as_written(producer.ships_from)),
        (_("Tukar bila rusak"), as_written(producer.exchange_policy)),
    ]


def _members(producer: Producer) -> str:
    """How many a cooperative or group is, and the names of those who want it. One query where it is one."""
    if producer.is_example or not may_have_members(producer):
        return ""
    number, names = told_members(producer.id, today())
    if not number:
        return ""
    counted_members = ngettext("%(num)s anggota", "%(num)s anggota", number)
    if not names:
        return counted_members
    told = ", ".join(names[:NAMES_SHOWN])
    return _("%(members)s; di antaranya %(names)s", members=counted_members, names=told)


def _days(producer: Producer) -> str:
    if len(producer.visit_days) == len(DAY_NAMES):
        return _("Setiap hari")
    return ", ".join(str(name) for day, name in DAY_NAMES.items() if day in producer.visit_days)


def _listing_counts(producers: Sequence[Producer]) -> dict[int, int]:
    statement = (
        select(Listing.producer_id, func.count())
        .where(Listing.producer_id.in_([producer.id for producer in producers]), Listing.published_at.is_not(None))
        .group_by(Listing.producer_id)
    )
    return dict(db.session.execute(statement).all())
