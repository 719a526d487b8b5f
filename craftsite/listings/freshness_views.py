"""Which listings of a maker are still there: behind the link of the monthly letter, and in the maker's room.

The letter is answered by one tap without signing in; whoever has a number alone gets none, and is asked in the room.
"""

from collections.abc import Callable, Sequence

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.extensions import db
from craftsite.listings import freshness_operations as operations
from craftsite.listings import queries
from craftsite.listings.models import Listing
from craftsite.producers.models import Membership, Producer
from craftsite.producers.queries import get_own as get_own_maker
from craftsite.web.clock import now, today
from craftsite.web.forms import STALE, AnonymousForm, SignedInForm
from craftsite.web.guards import open_to_members, open_to_visitors
from craftsite.web.htmx import render
from craftsite.web.queries import id_value
from craftsite.web.writing import writing

bp = open_to_visitors(Blueprint("freshness", __name__, url_prefix="/masih-ada"))
room_bp = open_to_members(Blueprint("still_there", __name__, url_prefix="/ruang/masih-ada"))


class AnswerForm(AnonymousForm):
    """A button; the link is what says who presses it, and the guard of the page where."""


@bp.route("/<token>", methods=["GET", "POST"])
def show(token: str) -> Response:
    """The listings that were asked about; looking does nothing, since programs follow the links of letters too."""
    membership = operations.opened(token)
    if membership is None:
        return render("listings/still_there_over.html", status=410)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(token, membership, form)
    _confirm(lambda: operations.opened(token))
    return redirect(url_for(".show", token=token), 303)


@bp.post("/<token>/surat")
def letters(token: str) -> Response:
    """No more such letters to this person, or again."""
    if operations.opened(token) is None or not AnswerForm().validate_on_submit():
        return render("listings/still_there_over.html", status=410)
    _set_letters(lambda: operations.opened(token))
    return redirect(url_for(".show", token=token), 303)


@room_bp.route("", methods=["GET", "POST"])
def index() -> Response:
    """The same for whoever is signed in, with the switch of the letters."""
    producer, me = _own()
    form = SignedInForm()
    if not form.validate_on_submit():
        return render(
            "listings/still_there_room.html",
            status=form.http_status,
            form=form,
            wanted=id_value(request.args, "usaha"),
            membership=queries.find_speaker(producer.id, me),
            listings=_asked_about(producer.id),
        )
    _confirm(lambda: queries.find_speaker(producer.id, me))
    return redirect(_back(), 303)


@room_bp.post("/surat")
def switch() -> Response:
    """No more letters to whoever asks, or again."""
    producer, me = _own()
    if SignedInForm().validate_on_submit():
        _set_letters(lambda: queries.find_speaker(producer.id, me))
    else:
        flash(str(STALE), "err")
    return redirect(_back(), 303)


def _own() -> tuple[Producer, int]:
    me = sessions.signed_in_member().id
    return get_own_maker(id_value(request.args, "usaha"), me), me


def _back() -> str:
    return url_for(".index", usaha=id_value(request.args, "usaha"))


def _asked_about(producer_id: int) -> Sequence[Listing]:
    return queries.find_to_confirm(producer_id, now() - operations.ASKED_AFTER, today(), operations.MOST_SHOWN)


def _confirm(speaker: Callable[[], Membership | None]) -> None:
    """Says of the one that was tapped, or of all, that it is still there; and says thank you."""
    with writing():
        member = speaker()
        count = operations.confirm(member, id_value(request.form, "karya"), now(), today()) if member else 0
        db.session.commit()
    if count:
        flash(
            ngettext(
                "Terima kasih. Pembeli melihat bahwa %(num)s karya masih ada.",
                "Terima kasih. Pembeli melihat bahwa %(num)s karya masih ada.",
                count,
            ),
            "ok",
        )


def _set_letters(speaker: Callable[[], Membership | None]) -> None:
    is_wanted = request.form.get("surat") == "kirim"
    with writing():
        member = speaker()
        if member is not None and is_wanted:
            operations.want_letters(member)
        elif member is not None:
            operations.decline_letters(member, now())
        db.session.commit()
    flash(_("Surat bulanan dikirim lagi.") if is_wanted else _("Surat bulanan tidak dikirim lagi."), "ok")


def _page(token: str, membership: Membership, form: AnswerForm) -> Response:
    return render(
        "listings/still_there.html",
        status=form.http_status,
        token=token,
        membership=membership,
        listings=_asked_about(membership.producer_id),
    )
