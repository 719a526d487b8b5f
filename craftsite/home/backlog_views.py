"""Letters that did not leave and jobs that were not done: why, since when, and a button to try again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import and_, true
from werkzeug import Response

from craftsite.accounts import operations, sessions
from craftsite.accounts.models import RoleName
from craftsite.accounts.permissions import may_see_all_regions
from craftsite.config import DEVELOPMENT
from craftsite.extensions import db
from craftsite.jobs import leases
from craftsite.jobs.models import Durable, Job, State
from craftsite.mail.delivery import mail_queue
from craftsite.mail.models import OutboxMessage
from craftsite.mail.troubles import plainly
from craftsite.web.clock import now
from craftsite.web.contacts import shortened
from craftsite.web.filters import waktu
from craftsite.web.forms import SignedInForm
from craftsite.web.guards import open_to_roles
from craftsite.web.htmx import render
from craftsite.web.writing import writing

bp = open_to_roles(
    Blueprint("backlog", __name__, url_prefix="/dekranasda/antrean"), RoleName.COORDINATOR, RoleName.ADMIN
)
MOST_SHOWN = 50
MODELS: Mapping[str, type[Durable]] = {"surat": OutboxMessage, "tugas": Job}
JOB_NAMES: Mapping[str, Any] = {
    "tidy": _l("Pembersihan harian"),
    "producers.remind": _l("Pengingat pemeriksaan asal"),
    "certificates.remind": _l("Pengingat sertifikat yang hampir habis"),
    "listings.ask": _l("Pertanyaan bulanan apakah karya masih ada"),
    "producers.changed": _l("Pencarian karya seorang pembuat"),
    "products.changed": _l("Pencarian karya sebuah khas"),
    "catalogue.keep": _l("Salinan katalog untuk awal yang cepat"),
    "accounts.reset": _l("Permintaan sandi baru"),
    "inquiries.follow_up": _l("Pertanyaan pembeli yang lama tidak dijawab"),
    "inquiries.ask_outcome": _l("Pertanyaan apakah jadi membeli"),
    "wishes.tell": _l("Kabar bahwa yang ditunggu sudah dijual"),
    "curation.tell": _l("Kabar keputusan kepada pembuat"),
    "media.finish": _l("Ukuran lain dari sebuah foto"),
    "media.sweep": _l("Pembersihan foto yang dibuang"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row that failed, or that waits after a try that did, as the page shows it."""

    id: int
    title: str
    to: str
    trouble: str
    since: str
    detail: str


@bp.before_request
def require_all_regions() -> None:
    """Letters go to every region, so only the province and admins see them. Raises Forbidden."""
    if not may_see_all_regions(sessions.signed_in_member()):
        abort(403)


@bp.get("")
def index() -> Response:
    """What failed, the newest first, and how much waits. Six queries and those of the desk."""
    letters = leases.newest(OutboxMessage, State.FAILED, limit=MOST_SHOWN)
    jobs = leases.newest(Job, State.FAILED, limit=MOST_SHOWN)
    return render(
        "backlog/index.html",
        form=SignedInForm(),
        sections=[
            ("surat", _("Surat yang gagal"), [_letter_line(one) for one in letters]),
            ("tugas", _("Tugas otomatis yang gagal"), [_job_line(one) for one in jobs]),
        ],
        counts={kind: leases.count(model, State.FAILED) for kind, model in MODELS.items()},
        waiting_letters=leases.count(OutboxMessage, State.WAITING),
        waiting_jobs=leases.count(Job, State.WAITING),
        is_closed=bool(mail_queue(current_app.config).closed_because),
        is_kept=current_app.config["ENVIRONMENT"] == DEVELOPMENT and not current_app.config["SMTP_HOST"],
        most_shown=MOST_SHOWN,
    )


@bp.post("/<any(surat, tugas):kind>/percobaan")
def retry_all(kind: str) -> Response:
    """Makes everything of a kind that failed due now."""
    return _retry(kind, None)


@bp.post("/<any(surat, tugas):kind>/<id:row_id>/percobaan")
def retry(kind: str, row_id: int) -> Response:
    """Makes one that failed due now; one that did not fail is left as it is."""
    return _retry(kind, row_id)


def _retry(kind: str, row_id: int | None) -> Response:
    if not SignedInForm().validate_on_submit():
        flash(_("Tombol ini sudah kedaluwarsa. Tekan sekali lagi."), "err")
        return redirect(url_for(".index"), 303)
    model, actor_id = MODELS[kind], sessions.signed_in_member().id
    which = and_(model.failed_at.is_not(None), true() if row_id is None else model.id == row_id)
    with writing():
        count = leases.revive(model, which)
        if count:
            operations.record(actor_id, actor_id, "letters_retried" if kind == "surat" else "jobs_retried", now())
        db.session.commit()
    if not count:
        flash(_("Tidak ada yang perlu dicoba lagi."), "")
    elif kind == "surat":
        flash(ngettext("%(num)s surat dicoba lagi.", "%(num)s surat dicoba lagi.", count), "ok")
    else:
        flash(ngettext("%(num)s tugas dicoba lagi.", "%(num)s tugas dicoba lagi.", count), "ok")
    return redirect(url_for(".index"), 303)


def _letter_line(message: OutboxMessage) -> Line:
    return Line(
        id=message.id,
        title=message.subject,
        to=shortened(message.recipient),
        trouble=plainly(message.last_error),
        since=_since(message),
        detail=shortened(message.last_error),
    )


def _job_line(job: Job) -> Line:
    return Line(
        id=job.id,
        title=str(JOB_NAMES.get(job.kind, job.kind)),
        to="",
        trouble=_("Tugas ini berhenti karena kesalahan program. Kabari yang merawat situs."),
        since=_since(job),
        detail=shortened(job.last_error),
    )


def _since(row: Durable) -> str:
    tries = ngettext("%(num)s kali dicoba", "%(num)s kali dicoba", row.attempts)
    return _("Gagal sejak %(time)s, %(tries)s.", time=waktu(row.failed_at or row.due_at), tries=tries)
