"""What a maker is asked about a listing that somebody wrote for her: all of it, and her answer.

A letter shows whose mailbox it is, so its link works without signing in. What goes by WhatsApp passes through the hands
of whoever wrote the listing: its link leads to the same page behind her own sign-in, and holds no secret.
"""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.queries import find_office
from craftsite.extensions import db
from craftsite.goods.queries import find_taxa, products_by_id
from craftsite.listings import assist_operations as operations
from craftsite.listings import assist_queries as queries
from craftsite.listings.assist_models import Assist
from craftsite.listings.assists import helper_told
from craftsite.listings.consent_forms import ConsentForm, LinkConsentForm, Reply
from craftsite.listings.editor_views import kept_form, standing_of
from craftsite.listings.photographs import photographs
from craftsite.listings.told import Names, facts_of, name_of, product_ids, stock_of
from craftsite.listings.understood import understood
from craftsite.producers.badges import checked_by
from craftsite.web.clock import now
from craftsite.web.guards import open_to_members, open_to_visitors
from craftsite.web.htmx import render
from craftsite.web.languages import text_of
from craftsite.web.writing import writing

bp = open_to_members(Blueprint("consents", __name__, url_prefix="/ruang/karya/<id:listing_id>/persetujuan"))
links_bp = open_to_visitors(Blueprint("consent_links", __name__, url_prefix="/persetujuan"))
# The question and who answers it; with True it is held until the unit of work ends.
Find = Callable[[bool], tuple[Assist, int] | None]


@bp.route("", methods=["GET", "POST"])
def show(listing_id: int) -> Response:
    """The listing as buyers will see it, for whoever speaks for its maker; 404 where she was never asked."""
    me = sessions.signed_in_member().id

    def find(is_held: bool) -> tuple[Assist, int] | None:
        assist = queries.find_asked_of(listing_id, me, is_held=is_held)
        return (assist, me) if assist is not None else None

    return _dialogue(find, ConsentForm()) or abort(404)


@links_bp.route("/<token>", methods=["GET", "POST"])
def show_link(token: str) -> Response:
    """The same behind the link of a letter; looking does nothing, since programs follow the links of letters too."""
    answered = _dialogue(lambda is_held: operations.opened(token, is_held=is_held), LinkConsentForm())
    return answered or render("listings/consent_over.html", status=410)


def _dialogue(find: Find, form: ConsentForm | LinkConsentForm) -> Response | None:
    """The page, or what an answer leads to; None where there is no such question."""
    found = find(False)
    if found is None:
        return None
    assist = found[0]
    if not form.validate_on_submit():
        return _page(assist, form, form.http_status)
    draft = kept_form(assist.listing)
    if assist.is_open and form.reply.data == Reply.AGREES and standing_of(assist.listing, draft).lacks:
        return _page(assist, form, 422)
    try:
        with writing():
            held = find(True)
            if held is not None and held[0].is_open:
                _answer(held[0], form, held[1])
            db.session.commit()
    except operations.OvertakenError:
        form.form_errors.append(_("Tulisannya baru saja berubah. Ini yang terbaru; baca lagi, lalu jawab."))
        again = find(False)
        return again and _page(again[0], form, 409)
    return redirect(url_for(str(request.endpoint), **(request.view_args or {})), 303)


def _answer(assist: Assist, form: ConsentForm | LinkConsentForm, user_id: int) -> None:
    if form.reply.data == Reply.AGREES:
        offer = understood(kept_form(assist.listing))
        operations.confirm(assist, offer, form.edition.data, user_id, now())
    else:
        operations.decline(assist, user_id, now())


def _page(assist: Assist, form: ConsentForm | LinkConsentForm, status: int) -> Response:
    listing = assist.listing
    draft = kept_form(listing)
    offer = understood(draft)
    names = Names({taxon.slug: taxon for taxon in find_taxa()}, products_by_id(product_ids(offer)))
    said = (draft.owns_pictures, draft.people_agree, draft.made_by_agrees)
    return render(
        "listings/consent.html",
        status=status,
        form=form,
        assist=assist,
        listing=listing,
        helper=helper_told(assist),
        name=name_of(offer),
        place=text_of(listing.producer.region, "short_name"),
        offer=offer,
        stock=stock_of(offer),
        facts=facts_of(offer, names),
        said=[tick.label.text for tick in said if tick.data],
        photos=photographs(listing),
        lacks=standing_of(listing, draft).lacks if assist.is_open else [],
        office=checked_by(find_office(listing.producer.region_code)),
    )
