"""One listing as the desk reads it: its head, its facts, what changed, what looks wrong, what was decided before."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from craftsite.curation import review_queries as queries
from craftsite.curation.review_models import Decision, Review
from craftsite.curation.rubrics import rubric_of
from craftsite.curation.told import changes_of, doubts_of, waited
from craftsite.goods.queries import find_taxa, products_by_id
from craftsite.listings.assist_models import Assist
from craftsite.listings.assist_queries import find_assist
from craftsite.listings.assists import helper_told
from craftsite.listings.certificate_models import Certificate
from craftsite.listings.certificate_numbers import certificate_warning
from craftsite.listings.certificate_queries import find_of_maker
from craftsite.listings.certificates import OwnCertificate, is_about, own
from craftsite.listings.changes import Change
from craftsite.listings.labels import Label, ornament_family, photo_to_follow
from craftsite.listings.models import Listing
from craftsite.listings.offers import Offer, offer_of, restored
from craftsite.listings.told import Names, facts_of, name_of, product_ids, stock_of
from craftsite.media.pictures import Picture, picture_of
from craftsite.producers.badges import Origin, origin_of
from craftsite.producers.models import OriginStatus, Producer
from craftsite.web.clock import now, today
from craftsite.web.filters import waktu
from craftsite.web.languages import Language, Words, current_language, text_in, text_of


@dataclass(frozen=True, slots=True)
class Past:
    """A decision that was made before."""

    sentence: str
    tone: str
    who: str
    review: Review
    ticks: str


@dataclass(frozen=True, slots=True)
class Item:
    """A listing on the desk; `changes` are empty for one that was never public."""

    id: int
    edition: int
    kind: str
    code: str
    name: Words
    maker: Producer
    place: str
    origin: Origin | None
    is_origin_confirmed: bool
    offer: Offer
    stock: str
    facts: Sequence[tuple[str, str]]
    changes: Sequence[Change]
    doubts: Sequence[str]
    certificates: Sequence[OwnCertificate]
    pictures: Sequence[tuple[Picture, str]]
    plate: str
    words: str
    helped: str
    is_waiting: bool
    is_published: bool
    history: Sequence[Past]


def item_of(listing: Listing, *, is_waiting: bool) -> Item:
    """What the desk shows of a listing that `review_queries.get_of_regions` gave. Seven queries at most."""
    reviews = queries.find_reviews(listing.id)
    offer = _offer(listing, reviews, is_waiting=is_waiting)
    is_published = listing.published_at is not None
    before = offer_of(listing) if is_published and is_waiting else None
    names = Names({taxon.slug: taxon for taxon in find_taxa()}, products_by_id(product_ids(offer, before)))
    maker, day = listing.producer, today()
    certificates = [one for one in find_of_maker(maker.id) if is_about(one, listing.id, offer.kind, offer.halal)]
    since = listing.draft.submitted_at if listing.draft is not None else None
    return Item(
        id=listing.id,
        edition=listing.edition,
        kind=offer.kind,
        code=listing.code or "",
        name=name_of(offer),
        maker=maker,
        place=text_of(maker.region, "short_name"),
        origin=origin_of(maker, day),
        is_origin_confirmed=maker.origin_status(day) is OriginStatus.CONFIRMED,
        offer=offer,
        stock=stock_of(offer),
        facts=facts_of(offer, names),
        changes=changes_of(before, offer, names) if before is not None else [],
        doubts=[*doubts_of(offer), *_odd_numbers(certificates, maker)],
        certificates=[own(certificate, day) for certificate in certificates],
        pictures=[(picture_of(photo.image), photo.alt) for photo in listing.photos],
        plate=url_for("curation.plate", listing_id=listing.id, v=listing.edition),
        words=waited(since, now()) if is_waiting and since is not None else "",
        helped=_helped(find_assist(listing.id)),
        is_waiting=is_waiting,
        is_published=is_published,
        history=_history(reviews),
    )


def _helped(assist: Assist | None) -> str:
    if assist is None or assist.answered_at is None or assist.answered_by is None:
        return ""
    return _(
        "Ditulis oleh %(helper)s, disetujui %(person)s %(time)s.",
        helper=helper_told(assist),
        person=assist.answered_by.name,
        time=waktu(assist.answered_at),
    )


def _odd_numbers(certificates: Sequence[Certificate], maker: Producer) -> list[str]:
    warnings = [certificate_warning(one.kind, one.number, maker.region_code, today()) for one in certificates]
    return [warning for warning in warnings if warning]


def plate_of(listing: Listing) -> str:
    """The SVG of the label plate of what was sent, or of what is public."""
    draft = listing.draft
    offer = restored(draft.offer) if draft is not None and draft.offer is not None else offer_of(listing)
    language: Language = current_language()
    label = Label(
        name=text_in(language, offer, "name").partition(",")[0],
        place=text_in(language, listing.producer.region, "short_name"),
        code=listing.code or "",
        family=ornament_family(offer.kind, offer.taxon_slug, listing.motif_family),
        note=photo_to_follow(language),
    )
    return label.draw("card")


def _offer(listing: Listing, reviews: Sequence[Review], *, is_waiting: bool) -> Offer:
    """What was sent; else what is public; else what was read last, since what a maker writes now is not sent yet."""
    if is_waiting and listing.draft is not None and listing.draft.offer is not None:
        return restored(listing.draft.offer)
    if listing.published_at is not None or not reviews:
        return offer_of(listing)
    return restored(reviews[0].offer)


def _history(reviews: Sequence[Review]) -> list[Past]:
    taken_back = {review.undoes_id for review in reviews}
    return [_past(review, review.id in taken_back) for review in reviews if review.decision != Decision.UNDONE]


def _past(review: Review, is_taken_back: bool) -> Past:
    told = {
        Decision.APPROVED: (_("Disetujui"), "ok"),
        Decision.ASKED: (_("Diminta diperbaiki"), "warn"),
        Decision.REFUSED: (_("Belum bisa ditayangkan"), "err"),
    }
    sentence, tone = told[Decision(review.decision)]
    if is_taken_back:
        sentence, tone = _("%(decision)s, lalu dibatalkan", decision=sentence), ""
    lines = rubric_of(review.kind, review.rubric_version).lines
    return Past(
        sentence=sentence,
        tone=tone,
        who=_(
            "%(name)s, %(office)s",
            name=review.reviewer.name if review.reviewer else _("akun yang sudah dihapus"),
            office=review.office.name if review.office else _("pengelola situs"),
        ),
        review=review,
        ticks=_("%(done)s dari %(all)s hal diberi tanda", done=len(review.ticks), all=len(lines)),
    )
