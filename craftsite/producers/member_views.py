"""Who belongs to one's own cooperative or group, and the groups that one's own maker belongs to."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.extensions import db
from craftsite.producers import member_operations, member_queries, queries
from craftsite.producers.member_forms import MemberForm
from craftsite.producers.models import GroupMember, Producer
from craftsite.producers.people_forms import ButtonForm
from craftsite.producers.permissions import may_have_members, may_manage_people
from craftsite.web.clock import now, today
from craftsite.web.guards import open_to_members
from craftsite.web.htmx import render
from craftsite.web.queries import id_value
from craftsite.web.writing import writing

bp = open_to_members(Blueprint("members", __name__, url_prefix="/ruang"))


@bp.route("/anggota", methods=["GET", "POST"])
def index() -> Response:
    """All members, and the form of a new one. Six queries, however many there are."""
    group = _own_group()
    form = MemberForm(lambda slug: member_queries.find_maker_to_add(slug, group.id, today()))
    if not form.validate_on_submit():
        return _list(form, group)
    draft = form.to_draft()
    try:
        with writing():
            held = _held(group.id)
            member_operations.add_member(held, draft, sessions.signed_in_member().id, now())
            db.session.commit()
    except member_operations.DoubleMemberError:
        form.form_errors.append(_("Pembuat itu sudah ada di daftar ini."))
        return _list(form, _own_group())
    except member_operations.CrowdedGroupError:
        form.form_errors.append(_("Daftar ini sudah penuh."))
        return _list(form, _own_group())
    if draft.maker is None:
        flash(_("Anggota dicatat."), "ok")
    else:
        flash(_("Dicatat. Pembuat itu diminta menyetujuinya di ruangnya sendiri."), "ok")
    return redirect(_back(), 303)


@bp.route("/anggota/<id:member_id>", methods=["GET", "POST"])
def edit(member_id: int) -> Response:
    """What is said of one member."""
    group = _own_group()
    member = member_queries.get_member(member_id, group.id)
    form = MemberForm(member=member, data=_values(member))
    if not form.validate_on_submit():
        return render(
            "producers/member_edit.html",
            status=form.http_status,
            form=form,
            button=ButtonForm(formdata=None),
            group=group,
            member=member,
            usaha=_wanted(),
        )
    draft = form.to_draft()
    with writing():
        _held(group.id)
        member_operations.change_member(member_queries.get_member(member_id, group.id), draft, now())
        db.session.commit()
    flash(_("Perubahan disimpan."), "ok")
    return redirect(_back(), 303)


@bp.post("/anggota/<id:member_id>/hapus")
def remove(member_id: int) -> Response:
    """Takes a member out of the list."""
    group = _own_group()
    if not ButtonForm().validate_on_submit():
        flash(_("Tombol ini sudah kedaluwarsa. Tekan sekali lagi."), "err")
        return redirect(_back(), 303)
    with writing():
        _held(group.id)
        member_operations.remove_member(member_queries.get_member(member_id, group.id))
        db.session.commit()
    flash(_("Anggota dihapus dari daftar."), "ok")
    return redirect(_back(), 303)


@bp.get("/keanggotaan")
def groups() -> Response:
    """The groups that say one's own maker is theirs."""
    maker = _own()
    return render(
        "producers/member_groups.html",
        maker=maker,
        groups=member_queries.find_groups_of(maker.id),
        button=ButtonForm(formdata=None),
        usaha=_wanted(),
    )


@bp.post("/keanggotaan/<id:member_id>/<any(setuju, keluar):reply>")
def answer(member_id: int, reply: str) -> Response:
    """Agrees to be the member of a group, or is so no more."""
    maker = _own()
    back = url_for(".groups", usaha=_wanted())
    if not ButtonForm().validate_on_submit():
        flash(_("Tombol ini sudah kedaluwarsa. Tekan sekali lagi."), "err")
        return redirect(back, 303)
    with writing():
        _held(maker.id)
        member = member_queries.get_group_of(member_id, maker.id)
        name = member.group.name
        if reply == "setuju":
            member_operations.agree(member, now())
        else:
            member_operations.remove_member(member)
        db.session.commit()
    if reply == "setuju":
        flash(_("Usaha Anda sekarang anggota %(group)s.", group=name), "ok")
    else:
        flash(_("Usaha Anda tidak disebut sebagai anggota %(group)s.", group=name), "ok")
    return redirect(back, 303)


def _own() -> Producer:
    """One's own maker; 403 for whoever is no owner of it."""
    me = sessions.signed_in_member().id
    producer = queries.get_own(_wanted(), me)
    if not may_manage_people(queries.get_role(producer.id, me)):
        abort(403)
    return producer


def _own_group() -> Producer:
    """The same where it is a cooperative or group, or still has members from when it was."""
    group = _own()
    if not may_have_members(group) and not member_queries.count_members(group.id):
        abort(404)
    return group


def _held(producer_id: int) -> Producer:
    me = sessions.signed_in_member().id
    producer = queries.get_own_for_update(producer_id, me)
    if not may_manage_people(queries.get_role(producer_id, me)):
        abort(403)
    return producer


def _wanted() -> int | None:
    return id_value(request.args, "usaha")


def _back() -> str:
    return url_for(".index", usaha=_wanted())


def _values(member: GroupMember) -> dict[str, object]:
    count = member.capacity_count
    return {
        "name": member.name,
        "capacity_count": "" if count is None else str(count),
        "capacity_text": member.capacity_text,
        "has_consented": member.consent_at is not None,
    }


def _list(form: MemberForm, group: Producer) -> Response:
    return render(
        "producers/members.html",
        status=form.http_status,
        form=form,
        group=group,
        members=member_queries.find_members(group.id),
        usaha=_wanted(),
    )
