"""The office's pages of certificates: what waits, all of one maker, and one with its private file and the findings."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.models import RoleName
from craftsite.accounts.permissions import Member, desk_regions, may_act_in
from craftsite.curation import certificate_operations as operations
from craftsite.curation.certificate_forms import CertificateCheckForm
from craftsite.curation.certificate_models import CertificateCheck, CertificateOutcome
from craftsite.curation.certificate_queries import find_checks
from craftsite.curation.desk import acting
from craftsite.curation.review_queries import find_own_makers
from craftsite.curation.told import waited
from craftsite.extensions import db
from craftsite.listings import certificate_queries as queries
from craftsite.listings.certificate_models import Certificate, CertificateState
from craftsite.listings.certificate_numbers import certificate_warning
from craftsite.listings.certificates import ToldCertificate, own, told, told_inside, validity
from craftsite.media import answers
from craftsite.media.pictures import Picture, picture_of
from craftsite.media.renditions import Format, Size
from craftsite.producers.models import Producer
from craftsite.producers.queries import get_of_regions as get_maker
from craftsite.web.clock import now, today
from craftsite.web.filters import tanggal
from craftsite.web.guards import open_to_roles
from craftsite.web.htmx import render
from craftsite.web.languages import text_of
from craftsite.web.queries import id_value
from craftsite.web.writing import writing

bp = open_to_roles(
    Blueprint("certificates_desk", __name__, url_prefix="/dekranasda/sertifikat"), RoleName.COORDINATOR, RoleName.ADMIN
)
QUEUE_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A certificate in a list of the desk."""

    id: int
    name: str
    number: str
    maker: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What an office found before."""

    sentence: str
    tone: str
    who: str
    check: CertificateCheck


@bp.get("")
def index() -> Response:
    """What nobody has looked at, the longest waiting first; or all of one maker. Some eight queries."""
    regions = desk_regions(sessions.signed_in_member())
    wanted = id_value(request.args, "pembuat")
    maker = get_maker(wanted, regions) if wanted is not None else None
    return render(
        "curation/certificates_index.html",
        maker=maker,
        total=queries.count_queue(regions),
        rows=_of_maker(maker) if maker is not None else _waiting(regions),
    )


@bp.route("/<id:certificate_id>", methods=["GET", "POST"])
def show(certificate_id: int) -> Response:
    """One certificate with its file and what it would replace; the finding is written down and the next one opens."""
    member = sessions.signed_in_member()
    certificate = queries.get_of_regions(certificate_id, desk_regions(member))
    form = CertificateCheckForm()
    if not form.is_submitted():
        form.edition.data = certificate.edition
    is_valid = form.validate_on_submit()
    if form.is_submitted() and not _may_decide(member, certificate.producer):
        abort(403)
    if not is_valid:
        return _page(form, certificate, member)
    verdict = form.to_verdict()
    actor = acting(member, certificate.producer.region_code)
    try:
        with writing():
            held = queries.get_of_regions_for_update(certificate_id, desk_regions(member))
            if not _may_decide(member, held.producer):
                abort(403)
            operations.decide(held, verdict, actor.office_id, member.id, now())
            db.session.commit()
    except operations.OvertakenCertificateError:
        fresh = queries.get_of_regions(certificate_id, desk_regions(member))
        form.form_errors.append(_("Pembuatnya baru saja mengubah sertifikat ini. Ini isinya sekarang; periksa lagi."))
        form.edition.data = fresh.edition
        return _page(form, fresh, member, status=409)
    if verdict.outcome is CertificateOutcome.REFUSED:
        flash(_("Dicatat. Sertifikat ini tidak tampil, dan pembuatnya membaca alasan Anda."), "ok")
    else:
        flash(_("Dicatat. Sertifikat ini tampil selama masih berlaku."), "ok")
    return redirect(_back(), 303)


@bp.get("/<id:certificate_id>/berkas/<size>.<kind>")
def photo(certificate_id: int, size: str, kind: str) -> Response:
    """The private photograph of a certificate, in one size and format."""
    image = queries.get_of_regions(certificate_id, desk_regions(sessions.signed_in_member())).image
    return answers.rendition(image, size, kind) if image is not None else abort(404)


@bp.get("/<id:certificate_id>/berkas.pdf")
def document(certificate_id: int) -> Response:
    """The private PDF of a certificate, to take along."""
    stored = queries.get_of_regions(certificate_id, desk_regions(sessions.signed_in_member())).document
    return answers.document(stored, f"sertifikat-{certificate_id}") if stored is not None else abort(404)


def _may_decide(member: Member, producer: Producer) -> bool:
    """The office of the maker's region, the province and admins; nobody vouches for a maker of their own."""
    return may_act_in(member, producer.region_code) and producer.id not in find_own_makers(member.id)


def _back() -> str:
    listing_id, maker_id = id_value(request.args, "karya"), id_value(request.args, "pembuat")
    if listing_id is not None:
        return url_for("curation.show", listing_id=listing_id, _anchor="work")
    return url_for(".index", pembuat=maker_id)


def _waiting(regions: queries.Regions) -> list[Row]:
    return [
        Row(one.id, told(one).name, one.number, one.producer.name, waited(one.submitted_at, now()), "")
        for one in queries.find_queue(regions, QUEUE_SHOWN)
    ]


def _of_maker(maker: Producer) -> list[Row]:
    rows = [own(certificate, today()) for certificate in queries.find_of_maker(maker.id)]
    return [Row(row.id, row.told.name, row.told.number, maker.name, row.status, row.tone) for row in rows]


def _page(form: CertificateCheckForm, certificate: Certificate, member: Member, status: int | None = None) -> Response:
    maker = certificate.producer
    return render(
        "curation/certificates_show.html",
        status=status or form.http_status,
        form=form,
        one=own(certificate, today()),
        certificate=certificate,
        maker=maker,
        place=text_of(maker.region, "short_name"),
        facts=_facts(certificate),
        changes=_changes(certificate),
        warning=certificate_warning(certificate.kind, certificate.number, maker.region_code, today()),
        picture=_picture(certificate),
        may_decide=_may_decide(member, maker),
        is_waiting=certificate.state == CertificateState.WAITING,
        findings=[_finding(check) for check in find_checks(certificate.id)],
        action_url=url_for(
            ".show",
            certificate_id=certificate.id,
            karya=id_value(request.args, "karya"),
            pembuat=id_value(request.args, "pembuat"),
        ),
        back_url=_back(),
    )


def _facts(certificate: Certificate) -> list[tuple[str, str]]:
    one = told_inside(certificate)
    return [
        (_("Nomor"), one.number),
        (_("Penerbit"), one.issuer),
        (_("Berlaku mulai"), tanggal(certificate.valid_from) if certificate.valid_from else ""),
        (_("Berlaku sampai"), tanggal(certificate.valid_until) if certificate.valid_until else _("tanpa batas waktu")),
        (_("Untuk"), _scope(one)),
    ]


def _scope(one: ToldCertificate) -> str:
    return ", ".join(one.works) or _("semua barang yang sejenis")


def _changes(certificate: Certificate) -> list[tuple[str, str, str]]:
    """What differs from the one that is shown now: its name, as it is, as it would be."""
    before = certificate.replaces
    if before is None or before.state == CertificateState.REMOVED:
        return []
    old, new = told_inside(before), told_inside(certificate)
    pairs = [
        (_("Sertifikat"), old.name, new.name),
        (_("Nomor"), old.number, new.number),
        (_("Penerbit"), old.issuer, new.issuer),
        (_("Berlaku"), validity(before), validity(certificate)),
        (_("Untuk"), _scope(old), _scope(new)),
    ]
    return [pair for pair in pairs if pair[1] != pair[2]]


def _finding(check: CertificateCheck) -> Finding:
    sentences = {
        CertificateOutcome.CHECKED: (_("Dicek di daftar penerbitnya"), "ok"),
        CertificateOutcome.SEEN: (_("Lembarnya dilihat"), "ok"),
        CertificateOutcome.OWN: (_("Tampil menurut pembuat"), "warn"),
        CertificateOutcome.REFUSED: (_("Belum bisa ditampilkan"), "err"),
        CertificateOutcome.UNDONE: (_("Menunggu lagi, putusan karyanya dibatalkan"), ""),
    }
    sentence, tone = sentences[CertificateOutcome(check.outcome)]
    return Finding(
        sentence=sentence,
        tone=tone,
        who=_(
            "%(name)s, %(office)s",
            name=check.checked_by.name if check.checked_by else _("akun yang sudah dihapus"),
            office=check.office.name if check.office else _("pengelola situs"),
        ),
        check=check,
    )


def _picture(certificate: Certificate) -> Picture | None:
    if certificate.image is None:
        return None

    def address(size: Size, kind: Format) -> str:
        name = {"size": str(size), "kind": kind.value}
        # The checker takes the values of an address for the named options of Flask.
        return url_for(".photo", certificate_id=certificate.id, **name)  # type: ignore[arg-type]

    return picture_of(certificate.image, address=address)
