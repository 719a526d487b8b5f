"""What every page of the editor of a listing does: reads what was sent, keeps it, takes a photograph, shows all of it.

Whoever speaks for the maker comes here, and whoever writes a listing for her.
"""

from collections.abc import Collection, Mapping, Sequence
from secrets import token_hex

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.permissions import Member
from craftsite.accounts.queries import find_office
from craftsite.extensions import db
from craftsite.goods.queries import find_sellable_of_region, find_taxa
from craftsite.listings import certificate_queries, draft_operations, photo_operations
from craftsite.listings.assist_queries import find_assist, get_writable, get_writable_for_update
from craftsite.listings.assists import helper_told, layout_of
from craftsite.listings.certificate_models import Certificate
from craftsite.listings.certificates import has_halal, is_about, own
from craftsite.listings.claims import warnings
from craftsite.listings.completeness import Progress, progress
from craftsite.listings.forms import DraftForm, EditionForm, PhotoForm
from craftsite.listings.models import DraftState, Listing
from craftsite.listings.offers import Offer, offer_of
from craftsite.listings.parts import Part
from craftsite.listings.photographs import (
    listing_is_full,
    maker_is_full,
    photo_fullness,
    photographs,
    sent_descriptions,
)
from craftsite.listings.stock import stock_text
from craftsite.listings.understood import said_back, understood
from craftsite.listings.works import copy_key
from craftsite.listings.written import written
from craftsite.media import operations as media
from craftsite.producers.badges import checked_by
from craftsite.producers.models import Producer
from craftsite.producers.names import PAYMENT_NAMES
from craftsite.web.carrying import sent_fields
from craftsite.web.clock import now, today
from craftsite.web.differences import Difference, differences
from craftsite.web.htmx import render, requested_fragment
from craftsite.web.languages import text_of
from craftsite.web.writing import writing


def kept_form(listing: Listing) -> DraftForm:
    """The form as it was kept, or as it would have been typed."""
    fields = listing.draft.fields if listing.draft is not None else written(offer_of(listing))
    return _form(fields, listing.producer)


def sent_form(listing: Listing) -> DraftForm:
    """The form with all that a page of the editor has sent."""
    # What is not sent by a page of ours has no kind; the listing keeps its own.
    return _form({"jenis": [listing.kind]} | dict(sent_fields().lists()), listing.producer)


def _form(fields: Mapping[str, list[str]], producer: Producer) -> DraftForm:
    return DraftForm(fields, find_taxa(), find_sellable_of_region(producer.region_code))


def save_whole(listing_id: int, member: Member, *, left: Collection[str] = ()) -> tuple[Response | None, DraftForm]:
    """Keeps all that a page has sent with its photograph, and what that was; an answer where it failed or lacks.

    `left` are the ids of controls that somebody else has to mend.
    """
    listing = get_writable(listing_id, member)
    form = sent_form(listing)
    answer = save_sent(listing, form, EditionForm(), member, Part.CHECK)
    if answer is not None:
        return answer, form
    fault = take_photo_along(get_writable(listing_id, member), member)
    listing = get_writable(listing_id, member)
    shown = EditionForm(formdata=None)
    if fault:
        return editor(listing, form, shown, Part.PICTURES, status=422, photo_fault=fault), form
    if any(lack.control_id not in left for lack in standing_of(listing, form).lacks):
        return editor(listing, form, shown, Part.CHECK, status=422), form
    return None, form


def save_sent(
    listing: Listing, form: DraftForm, token: EditionForm, member: Member, part: Part | None
) -> Response | None:
    """Keeps what was sent; an answer where that failed, which still holds all of it."""
    listing_id = listing.id
    if not token.validate_on_submit():
        return editor(listing, form, token, part, status=422)
    try:
        with writing():
            fresh = get_writable_for_update(listing_id, member)
            draft_operations.save(
                fresh, form.kept_fields(), understood(form), token.edition.data, member.id, now(), token.mark.data
            )
            photo_operations.describe_photos(fresh, sent_descriptions(sent_fields()))
            db.session.commit()
    except draft_operations.NotWritableError:
        flash(_("Karya ini sedang diperiksa kantor daerah. Tarik dulu untuk mengubahnya."), "err")
        return redirect(url_for("works.edit", listing_id=listing_id), 303)
    except draft_operations.StaleDraftError:
        return _both(get_writable(listing_id, member), form, token, part)
    return None


def take_photo(listing: Listing, member: Member) -> str:
    """Adds the photograph that was sent, if there is one; the sentence that says why not, or ""."""
    listing_id = listing.id
    fault = photo_fullness(listing)
    if fault:
        return fault
    form = PhotoForm()
    if not form.validate_on_submit():
        return str(form.photo.errors[0]) if form.photo.errors else ""
    kept = media.keep_files(form.photo.data)
    try:
        with writing():
            photo_operations.add_photo(get_writable_for_update(listing_id, member), kept, member.id, now())
            db.session.commit()
    except photo_operations.TooManyPhotosError:
        return listing_is_full()
    except photo_operations.MakerIsFullError:
        return maker_is_full()
    except draft_operations.NotWritableError:
        return _("Karya ini sedang diperiksa kantor daerah. Tarik dulu untuk mengubahnya.")
    return ""


def take_photo_along(listing: Listing, member: Member) -> str:
    """The same, where a browser without scripts sends what was chosen with any button of the editor."""
    photo = request.files.get("foto")
    return take_photo(listing, member) if photo is not None and photo.filename else ""


def _both(listing: Listing, form: DraftForm, token: EditionForm, part: Part | None) -> Response | None:
    """The page that holds what was typed, and beside it what somebody else has saved meanwhile."""
    found = differences(form, kept_form(listing))
    if not found:
        # A button that was pressed twice has written what it wanted.
        return None
    # Whoever saves again after having seen both means it; a fragment has no room for both.
    again = token if requested_fragment({"saved"}) else EditionForm(formdata=None)
    return editor(listing, form, again, part, status=409, differences=found)


def editor(
    listing: Listing,
    form: DraftForm,
    token: EditionForm,
    part: Part | None,
    *,
    status: int = 200,
    differences: Sequence[Difference] = (),
    photo_fault: str = "",
    is_arranging: bool = False,
) -> Response:
    """The editor, open at a part or at the first that is not done; or the block of it that htmx swaps.

    With the token that was sent it is a page of what was not saved, and still of the edition that was read.
    """
    draft = listing.draft
    is_unsaved = token.edition.raw_data is not None
    is_sent = draft is not None and draft.state == DraftState.SUBMITTED
    certificates = _certificates(listing, form)
    standing = _standing(listing, form, certificates, is_sent=is_sent)
    assist = find_assist(listing.id)
    member = sessions.signed_in_member()
    is_helper = assist is not None and assist.is_open and assist.helper_id == member.id
    if part is None:
        part = next((state.part for state in standing.parts if not state.is_done), Part.CHECK)
    return render(
        "listings/edit.html",
        fragments={"saved", "photos"},
        also={"preview"},
        status=status,
        listing=listing,
        form=form,
        token=token,
        edition=token.edition.data if is_unsaved else listing.edition,
        mark=(is_unsaved and token.mark.data) or f"{token_hex(6)}-0",
        copy_key=copy_key(listing.id),
        assist=assist,
        is_helper=is_helper,
        layout=layout_of(member),
        helper=helper_told(assist) if assist is not None else "",
        is_kept=not (is_unsaved or differences),
        draft=draft,
        is_sent=is_sent,
        standing=standing,
        open_part=part,
        differences=differences,
        said_back=said_back,
        preview=_preview(listing, understood(form)),
        photos=photographs(listing),
        photo_fault=photo_fault,
        most_photos=photo_operations.MOST_PHOTOS,
        is_arranging=is_arranging or "atur" in request.args,
        certificates=[own(certificate, today()) for certificate in certificates],
        office=checked_by(find_office(listing.producer.region_code)),
        payments=[PAYMENT_NAMES[method] for method in listing.producer.payment_methods],
        warnings=[*dict.fromkeys(found.sentence for found in warnings(form.kind_chosen, form.told_texts))],
    )


def _certificates(listing: Listing, form: DraftForm) -> Sequence[Certificate]:
    """The certificates of its maker that are about a listing as it is written now. Two queries."""
    kind, halal = form.kind_chosen, form.halal.data or ""
    of_maker = certificate_queries.find_of_maker(listing.producer_id)
    return [one for one in of_maker if is_about(one, listing.id, kind, halal)]


def standing_of(listing: Listing, form: DraftForm) -> Progress:
    """Where a listing stands as it is written in a form. Two queries."""
    return _standing(listing, form, _certificates(listing, form))


def _standing(
    listing: Listing, form: DraftForm, certificates: Sequence[Certificate], *, is_sent: bool = False
) -> Progress:
    certified = has_halal(certificates, today())
    return progress(form, listing.producer, len(listing.photos), has_halal=certified, is_sent=is_sent)


def _preview(listing: Listing, offer: Offer) -> dict[str, object]:
    """What the card of an offer will say."""
    shown = Listing(**{name: getattr(offer, name) for name in ("unit", "stock", "stock_count", "lead_time_days")})
    return {
        "code": listing.code or _("Belum berkode"),
        "name": offer.name_id or _("Belum bernama"),
        "maker": listing.producer.name,
        "place": text_of(listing.producer.region, "short_name"),
        "price_idr": offer.price_idr,
        "price_to_idr": offer.price_to_idr,
        "stock": stock_text(shown),
    }
