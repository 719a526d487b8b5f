"""The links that an office passes on by WhatsApp, to people of its region who have no mailbox."""

from urllib.parse import quote

from flask import Blueprint, current_app, flash, redirect, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import limits, operations, queries, sessions
from craftsite.accounts.forms import ButtonForm
from craftsite.accounts.models import AccountLink, Purpose, RoleName
from craftsite.accounts.permissions import desk_regions
from craftsite.extensions import db
from craftsite.web import throttle
from craftsite.web.clock import now
from craftsite.web.guards import open_to_roles
from craftsite.web.htmx import render
from craftsite.web.languages import Language
from craftsite.web.writing import writing

bp = open_to_roles(
    Blueprint("handover", __name__, url_prefix="/dekranasda/serah-tautan"), RoleName.COORDINATOR, RoleName.ADMIN
)
WAITING_SHOWN, HANDED_SHOWN = 50, 20


@bp.get("")
def index() -> Response:
    """Who waits for a link, and which were passed on by whom."""
    member = sessions.signed_in_member()
    regions = desk_regions(member)
    return render(
        "accounts/handover.html",
        links=queries.find_waiting_links(regions, now(), WAITING_SHOWN),
        handed=queries.find_handed_links(regions, HANDED_SHOWN),
        member=member,
        form=ButtonForm(),
    )


@bp.post("/<id:link_id>/tautan")
def new(link_id: int) -> Response:
    """Makes the link, and shows it this once."""
    member = sessions.signed_in_member()
    regions = desk_regions(member)
    queries.get_waiting_link(link_id, regions, member.id, now())
    if not ButtonForm().validate_on_submit():
        flash(_("Tombol ini sudah kedaluwarsa. Tekan sekali lagi."), "err")
        return redirect(url_for(".index"), 303)
    try:
        with writing():
            limits.spend_passing_on(member.id)
            link = queries.get_waiting_link(link_id, regions, member.id, now())
            url = _address(link, operations.hand_over_link(link, member.id, now()))
            text, phone, purpose = _message(link, url), link.user.phone or "", link.purpose
            name, usable_at = link.user.name, link.usable_at
            db.session.commit()
    except throttle.ThrottledError as refusal:
        flash(refusal.explanation.sentence, "err")
        return redirect(url_for(".index"), 303)
    return render(
        "accounts/handed_over.html",
        name=name,
        url=url,
        whatsapp_url=f"https://wa.me/{phone.removeprefix('+')}?text={quote(text)}",
        text=text,
        is_reset=purpose == Purpose.RESET,
        usable_at=usable_at,
    )


def _address(link: AccountLink, secret: str) -> str:
    endpoint = {
        Purpose.CONFIRM: "accounts.registration.confirm",
        Purpose.RESET: "accounts.recovery.edit",
    }[Purpose(link.purpose)]
    path = current_app.url_map.bind("").build(endpoint, {"token": secret})
    return current_app.config["SITE_URL"].rstrip("/") + Language(link.user.language).prefix + path


def _message(link: AccountLink, url: str) -> str:
    """What is sent by WhatsApp, in the language of its reader."""
    site = current_app.config["SITE_NAME"]
    with force_locale(link.user.language):
        if link.purpose == Purpose.CONFIRM:
            return _(
                "Tautan untuk membuka akun Anda di %(site)s: %(url)s Tulis kata sandi yang Anda buat saat mendaftar.",
                site=site,
                url=url,
            )
        return _(
            "Tautan untuk sandi baru Anda di %(site)s, berlaku mulai besok: %(url)s Bukan Anda yang meminta? Abaikan.",
            site=site,
            url=url,
        )
