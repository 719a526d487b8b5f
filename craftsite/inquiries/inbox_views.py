"""The maker's inbox: what waits and since when, each thread, and all that a maker does in one."""

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug import Response as AnyResponse

from craftsite.accounts import sessions
from craftsite.extensions import db
from craftsite.inquiries import inbox_queries, operations, outcome_queries, polling, queries
from craftsite.inquiries.conversation import conversation, waiting_words
from craftsite.inquiries.files import files_for_maker
from craftsite.inquiries.inbox_forms import CloseForm, ComplaintForm, ReadForm, ReadyForm, ReplyForm
from craftsite.inquiries.models import Inquiry, OfferAnswer, Result, Side, State
from craftsite.inquiries.names import PURPOSE_NAMES
from craftsite.inquiries.outcome_views import outcome_url, url_of
from craftsite.inquiries.permissions import may_write
from craftsite.inquiries.results import RESULT_NAMES
from craftsite.inquiries.sentences import READY, filled, with_gaps
from craftsite.inquiries.summaries import destination, quantity_words
from craftsite.producers.queries import find_own
from craftsite.web.clock import now, today
from craftsite.web.forms import SignedInForm
from craftsite.web.guards import open_to_members
from craftsite.web.htmx import render, requested_fragment
from craftsite.web.languages import Language, current_language
from craftsite.web.paging import Page, page_count
from craftsite.web.queries import page_value
from craftsite.web.writing import writing

bp = open_to_members(Blueprint("inbox", __name__, url_prefix="/ruang/pertanyaan"))
PER_PAGE = 24
OUTCOMES_SHOWN = 5
LONGEST_ID = 12


@bp.get("")
def index() -> AnyResponse:
    """Every thread of whoever speaks for a maker, what waits first. Six queries, however many there are."""
    member = sessions.signed_in_member()
    makers = find_own(member.id)
    if not makers:
        return redirect(url_for("room.index"), 303)
    total = inbox_queries.count_inbox(member.id)
    number = page_value(request.args, "hal", page_count(total, PER_PAGE))
    rows = inbox_queries.find_inbox(member.id, number, PER_PAGE)
    page = Page(rows, number, total, PER_PAGE)
    return render(
        "inbox/index.html",
        page=page,
        has_several_makers=len(makers) > 1,
        # Whoever has only a number gets no letter that asks.
        outcomes=[
            (url_of(outcome, inquiry), inquiry)
            for outcome, inquiry in outcome_queries.find_open_of_maker(member.id, now(), OUTCOMES_SHOWN)
        ],
        states={row.inquiry.id: state_words(row.inquiry) for row in rows},
        quantity_words=quantity_words,
        pages=[(at, url_for(".index", hal=at) if at else "") for at in page.numbers()],
        pages_next=url_for(".index", hal=number + 1) if number < page.count else "",
    )


@bp.route("/<id:inquiry_id>", methods=["GET", "POST"])
def show(inquiry_id: int) -> AnyResponse:
    """A thread, and an answer to it. What is polled and has not changed costs one query more than the session."""
    member = sessions.signed_in_member()
    if request.method == "GET" and requested_fragment({"conversation"}):
        unchanged = polling.unchanged(polling.edition_for_maker(inquiry_id, member.id))
        if unchanged is not None:
            return unchanged
    inquiry = queries.get_of_maker(inquiry_id, member.id)
    ready = ReadyForm() if "kalimat" in request.form else ReadyForm(formdata=None)
    form = ReplyForm(formdata=None) if "kalimat" in request.form else ReplyForm()
    sent = ready if "kalimat" in request.form else form
    if not sent.validate_on_submit():
        return _thread(inquiry, form, ready)
    with writing():
        fresh = queries.get_of_maker_for_update(inquiry_id, member.id)
        is_open = may_write(fresh)
        if is_open:
            _say(fresh, sent, member.id)
        db.session.commit()
    if not is_open:
        flash(_("Percakapan ini sudah ditutup."), "err")
    return redirect(url_for(".show", inquiry_id=inquiry_id, _anchor="akhir"), 303)


@bp.post("/<id:inquiry_id>/terbaca")
def read(inquiry_id: int) -> AnyResponse:
    """That the page has been seen up to a message; a script says so, and every answer does."""
    member = sessions.signed_in_member()
    queries.get_of_maker(inquiry_id, member.id)
    form = ReadForm()
    if not form.validate_on_submit():
        abort(422)
    message_id = id_of(form.message.data)
    with writing():
        fresh = queries.get_of_maker_for_update(inquiry_id, member.id)
        operations.mark_read(fresh.id, Side.MAKER, min(message_id, queries.last_message_id(fresh.id)), now())
        db.session.commit()
    return Response(status=204)


@bp.route("/<id:inquiry_id>/tutup", methods=["GET", "POST"])
def close(inquiry_id: int) -> AnyResponse:
    """The end of a thread, and with what."""
    member = sessions.signed_in_member()
    inquiry = queries.get_of_maker(inquiry_id, member.id)
    form = CloseForm()
    if not form.validate_on_submit():
        return render("inbox/close.html", status=form.http_status, form=form, inquiry=inquiry)
    with writing():
        fresh = queries.get_of_maker_for_update(inquiry_id, member.id)
        operations.close(fresh, Side.MAKER, Result(form.result.data), now())
        db.session.commit()
    flash(_("Percakapan ditutup."), "ok")
    return redirect(url_for(".index"), 303)


@bp.route("/<id:inquiry_id>/laporkan", methods=["GET", "POST"])
def report(inquiry_id: int) -> AnyResponse:
    """What is wrong with a thread; the office reads that, and nothing of what was said."""
    member = sessions.signed_in_member()
    inquiry = queries.get_of_maker(inquiry_id, member.id)
    form = ComplaintForm()
    if not form.validate_on_submit():
        return render("inbox/report.html", status=form.http_status, form=form, inquiry=inquiry)
    with writing():
        fresh = queries.get_of_maker_for_update(inquiry_id, member.id)
        operations.complain(fresh.id, Side.MAKER, form.reason.data, form.text.data, now())
        db.session.commit()
    flash(_("Terima kasih. Kantor daerah membaca laporan Anda, tanpa isi percakapannya."), "ok")
    return redirect(url_for(".show", inquiry_id=inquiry_id), 303)


def state_words(inquiry: Inquiry) -> tuple[str, str]:
    """Where a thread stands for its maker, in words, and their tone."""
    if inquiry.state == State.CLOSED:
        return (_("Ditutup: %(result)s", result=RESULT_NAMES[inquiry.result]) if inquiry.result else _("Ditutup")), ""
    if inquiry.waiting_since is None:
        return _("Terbuka"), ""
    since = waiting_words(inquiry.waiting_since, now())
    if inquiry.waits_for == Side.MAKER:
        return _("Menunggu jawaban Anda, %(since)s", since=since), "warn"
    return _("Menunggu pembeli, %(since)s", since=since), "ok"


def id_of(text: str | None) -> int:
    """A number of a message that a script has sent; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID else 0


def _say(inquiry: Inquiry, form: ReplyForm | ReadyForm, user_id: int) -> None:
    if isinstance(form, ReadyForm) and form.chosen is not None:
        blanks = form.to_blanks()
        words = {"text": filled(form.chosen, blanks), "sentence": form.sentence.data, "blanks": blanks}
        receipt = form.receipt(inquiry.id, form.sentence.data, *blanks)
    else:
        words = {"text": form.text.data}
        receipt = form.receipt(inquiry.id, form.text.data)
    last = queries.last_message_id(inquiry.id)
    operations.answer(inquiry, instant=now(), author_id=user_id, receipt=receipt, **words)
    operations.mark_read(inquiry.id, Side.MAKER, last, now())


def _thread(inquiry: Inquiry, form: ReplyForm, ready: ReadyForm) -> Response:
    messages = queries.find_messages(inquiry.id)
    marks = inbox_queries.find_marks(inquiry.id)
    entries = conversation(inquiry, messages, Side.MAKER, marks, today())
    return render(
        "inbox/show.html",
        fragments={"conversation"},
        status=422 if form.errors or ready.errors else 200,
        inquiry=inquiry,
        entries=entries,
        files=files_for_maker(inquiry.id, messages),
        agreed={
            entry.id: url_for("offers.agreed", inquiry_id=inquiry.id, message_id=entry.id)
            for entry in entries
            if entry.offer is not None and entry.offer.answer == OfferAnswer.ACCEPTED
        },
        form=form,
        ready=ready,
        ready_rows=_ready_rows(Language(inquiry.language)),
        token=SignedInForm(formdata=None),
        outcome=outcome_url(inquiry, Side.MAKER),
        state=state_words(inquiry),
        may_write=may_write(inquiry),
        purpose=PURPOSE_NAMES.get(inquiry.purpose, ""),
        quantity=quantity_words(inquiry),
        destination=destination(inquiry),
        is_foreign=inquiry.language != current_language(),
        has_complained=inbox_queries.has_complained(inquiry.id, Side.MAKER),
        last_id=entries[-1].id if entries else 0,
        edition=polling.edition_of(inquiry, marks, Side.MAKER),
    )


def _ready_rows(language: Language) -> list[tuple[str, str, str, list[str]]]:
    """Each fixed sentence: its code, its words, what the buyer reads where that is another language, its gaps."""
    rows = []
    for code, sentence in READY.items():
        own = with_gaps(sentence)
        with force_locale(language):
            theirs = with_gaps(sentence)
        rows.append((code, own, theirs if theirs != own else "", [str(blank.label) for blank in sentence.blanks]))
    return rows
