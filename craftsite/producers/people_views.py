"""Who speaks for one's own maker: everyone sees it, owners change it."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import limits, sessions
from craftsite.accounts.models import User
from craftsite.extensions import db
from craftsite.producers import people_operations, people_queries, queries
from craftsite.producers.models import Membership, MembershipRole, Producer
from craftsite.producers.names import ROLE_BRIEF_NAMES
from craftsite.producers.people_forms import ButtonForm, InvitationForm, RoleForm
from craftsite.producers.permissions import is_last_owner, may_manage_people
from craftsite.web import throttle
from craftsite.web.clock import now
from craftsite.web.guards import open_to_members
from craftsite.web.htmx import render
from craftsite.web.queries import id_value
from craftsite.web.writing import writing

bp = open_to_members(Blueprint("people", __name__, url_prefix="/ruang/orang"))


@bp.route("", methods=["GET", "POST"])
def index() -> Response:
    """The list of people, the open invitations, and for owners the form of a new one. Seven queries."""
    producer, role = _own()
    form = InvitationForm()
    if not may_manage_people(role):
        if form.is_submitted():
            abort(403)
        return _page(producer, role, None)
    if not form.validate_on_submit():
        return _page(producer, role, form)
    address, wanted = form.address.address, MembershipRole(form.role.data)
    try:
        with writing():
            limits.spend_letter(address)
            producer = _held(producer.id)
            inviter = db.session.get_one(User, sessions.signed_in_member().id)
            people_operations.invite(producer, address, wanted, inviter, now())
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(_page(*_own(), form))
    except people_operations.CrowdedError:
        form.form_errors.append(_("Sudah terlalu banyak orang dan undangan. Batalkan dulu salah satunya."))
        return _page(*_own(), form)
    if address.startswith("+"):
        flash(_("Undangan dicatat. Kantor daerah mengirim tautannya lewat WhatsApp ke nomor itu."), "ok")
    else:
        flash(_("Undangan dikirim ke %(address)s. Berlaku 7 hari.", address=address), "ok")
    return redirect(_back(), 303)


@bp.post("/<id:user_id>/peran")
def change_role(user_id: int) -> Response:
    """Makes somebody an owner or an editor."""
    producer, role = _own()
    _require_owner(role)
    queries.get_person(producer.id, user_id)
    form = RoleForm()
    if not form.validate_on_submit():
        flash(_("Tombol ini sudah kedaluwarsa. Tekan sekali lagi."), "err")
        return redirect(_back(), 303)
    wanted = MembershipRole(form.role.data)
    try:
        with writing():
            _held(producer.id)
            person = queries.get_person(producer.id, user_id)
            people_operations.change_role(person, wanted, sessions.signed_in_member().id, now())
            name = person.user.name
            db.session.commit()
    except people_operations.LastOwnerError:
        flash(_last_owner(), "err")
        return redirect(_back(), 303)
    flash(_("%(name)s sekarang %(role)s.", name=name, role=str(ROLE_BRIEF_NAMES[wanted]).lower()), "ok")
    return redirect(_back(), 303)


@bp.route("/<id:user_id>/keluar", methods=["GET", "POST"])
def remove(user_id: int) -> Response:
    """Takes somebody out, or lets oneself out, after a look at what that means."""
    producer, role = _own()
    me = sessions.signed_in_member().id
    if user_id != me:
        _require_owner(role)
    person = queries.get_person(producer.id, user_id)
    form = ButtonForm()
    is_last = is_last_owner(person, queries.find_people([producer.id]))
    is_asked = form.validate_on_submit()
    if is_last or not is_asked:
        status = 409 if is_asked else form.http_status
        return render(
            "producers/person_leave.html",
            status=status,
            form=form,
            producer=producer,
            person=person,
            is_self=user_id == me,
            is_last_owner=is_last,
            back_url=_back(),
        )
    try:
        with writing():
            if user_id == me:
                queries.get_own_for_update(producer.id, me)
            else:
                _held(producer.id)
            person = queries.get_person(producer.id, user_id)
            people_operations.remove(person, me, now())
            name = person.user.name
            db.session.commit()
    except people_operations.LastOwnerError:
        flash(_last_owner(), "err")
        return redirect(_back(), 303)
    if user_id == me:
        flash(_("Anda tidak lagi mengurus %(maker)s.", maker=producer.name), "ok")
        return redirect(url_for("room.index"), 303)
    flash(_("%(name)s tidak lagi mengurus usaha ini.", name=name), "ok")
    return redirect(_back(), 303)


@bp.post("/undangan/<id:invitation_id>/batal")
def withdraw(invitation_id: int) -> Response:
    """Ends an invitation that was not answered yet."""
    producer, role = _own()
    _require_owner(role)
    if not ButtonForm().validate_on_submit():
        flash(_("Tombol ini sudah kedaluwarsa. Tekan sekali lagi."), "err")
        return redirect(_back(), 303)
    with writing():
        _held(producer.id)
        people_operations.withdraw(people_queries.get_open_invitation(invitation_id, producer.id, now()), now())
        db.session.commit()
    flash(_("Undangan dibatalkan."), "ok")
    return redirect(_back(), 303)


def _own() -> tuple[Producer, str]:
    member = sessions.signed_in_member()
    producer = queries.get_own(id_value(request.args, "usaha"), member.id)
    return producer, queries.get_role(producer.id, member.id)


def _held(producer_id: int) -> Producer:
    """The maker, held, of whoever is its owner still."""
    me = sessions.signed_in_member().id
    producer = queries.get_own_for_update(producer_id, me)
    _require_owner(queries.get_role(producer_id, me))
    return producer


def _require_owner(role: str) -> None:
    if not may_manage_people(role):
        abort(403)


def _back() -> str:
    return url_for(".index", usaha=id_value(request.args, "usaha"))


def _last_owner() -> str:
    return _("Usaha ini harus punya paling sedikit satu pemilik. Jadikan orang lain pemilik dulu.")


def _page(producer: Producer, role: str, form: InvitationForm | None) -> Response:
    people = queries.find_people([producer.id])
    return render(
        "producers/people.html",
        status=form.http_status if form else 200,
        form=form,
        button=ButtonForm(formdata=None),
        producer=producer,
        people=people,
        me=sessions.signed_in_member().id,
        invitations=people_queries.find_open_invitations(producer.id, now()) if may_manage_people(role) else (),
        role_names=ROLE_BRIEF_NAMES,
        others=_other_roles(people),
        usaha=id_value(request.args, "usaha"),
    )


def _other_roles(people: Sequence[Membership]) -> dict[int, MembershipRole]:
    """What each may be made."""
    owner, editor = MembershipRole.OWNER, MembershipRole.EDITOR
    return {person.user_id: editor if person.role == owner else owner for person in people}
