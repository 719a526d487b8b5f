"""The form in which a buyer asks, about a listing, a khas or a maker; and all pages of buyers under one roof."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response
from wtforms.fields.choices import SelectChoice

from craftsite.extensions import db
from craftsite.goods.units import unit_name
from craftsite.inquiries import limits, operations, subject_queries, subjects, tap_views, thread_views, wish_views
from craftsite.inquiries.doubts import OFTEN, UNPROVEN
from craftsite.inquiries.forms import InquiryForm
from craftsite.inquiries.links import Door, secret_of
from craftsite.inquiries.operations import Question, Subject
from craftsite.inquiries.places import place_choices
from craftsite.inquiries.sentences import OTHERS, SIMILAR, filled
from craftsite.inquiries.subjects import PIECE, Shown
from craftsite.producers.models import Producer
from craftsite.regions.queries import find_provinces, find_regions
from craftsite.text.tokenizer import listing_code
from craftsite.web import throttle
from craftsite.web.clock import now, today
from craftsite.web.filters import angka
from craftsite.web.guards import open_to_senders
from craftsite.web.htmx import render
from craftsite.web.languages import text_of
from craftsite.web.proof import ProofField
from craftsite.web.queries import text_value
from craftsite.web.writing import writing

bp = Blueprint("inquiries", __name__)
for pages in (tap_views, thread_views, wish_views):
    bp.register_blueprint(pages.bp)
open_to_senders(bp)

FRAGMENTS = {"quantity_said"}


@bp.route("/karya/<code:code>/tanya", methods=["GET", "POST"])
def listing(code: str) -> Response:
    """Asks the maker of a listing about it, or, with `serupa`, to make one like it."""
    found = subject_queries.get_listing(code, today())
    similar_to = subjects.named(found) if SIMILAR in request.values else ""
    if similar_to:
        text = _("Berapa harganya, dan berapa lama dibuatnya?")
    else:
        text = _(
            "Apakah %(name)s (%(code)s) masih ada, dan berapa harganya?", name=text_of(found, "name"), code=found.code
        )
    shown, subject = subjects.shown_listing(found), subjects.of_listing(found)
    return _answer(shown, found.unit, text, lambda form: subject, least=found.minimum_order, similar_to=similar_to)


@bp.route("/pembuat/<slug:slug>/tanya", methods=["GET", "POST"])
def producer(slug: str) -> Response:
    """Asks a maker about anything it makes, or about those of its works that the address names."""
    found = subject_queries.get_producer(slug, today())
    subject = subjects.of_producer(found)
    sentence = _("Saya tertarik dengan karya %(name)s. Apakah menerima pesanan?", name=found.name)
    codes = [code for part in text_value(request.args, "karya").split(",") if (code := listing_code(part))]
    if works := subject_queries.find_of_producer(found.id, codes, today()) if codes else ():
        sentence = "\n".join([_("Apakah ini masih ada, dan berapa harganya?"), *map(subjects.named, works)])
    return _answer(subjects.shown_producer(found), PIECE, sentence, lambda form: subject)


@bp.route("/khas/<slug:slug>/tanya", methods=["GET", "POST"])
def product(slug: str) -> Response:
    """Asks one of the makers of a khas about it; where nobody makes it, the way to the wish."""
    found = subject_queries.get_sellable(slug)
    sellers = subject_queries.find_sellers(found.id, today())
    if not sellers:
        return redirect(url_for("inquiries.wishes.new", slug=slug), 303)
    by_slug = {seller.slug: seller for seller in sellers}
    sentence = _("Apakah %(name)s masih ada, dan berapa harganya?", name=text_of(found, "name"))

    def subject(form: InquiryForm) -> Subject:
        return subjects.of_product(found, by_slug[form.maker.data] if form.maker else sellers[0])

    return _answer(subjects.shown_product(found), found.unit, sentence, subject, makers=sellers)


@bp.get("/data-terhapus")
def erased() -> Response:
    """That nothing of a buyer is left."""
    return render("inquiries/erased.html")


def _answer(
    shown: Shown,
    unit: str,
    sentence: str,
    subject: Callable[[InquiryForm], Subject],
    *,
    least: int = 1,
    makers: Sequence[Producer] = (),
    similar_to: str = "",
) -> Response:
    """The form; or after it was sent, what is wrong in it (422, 429), or the way to the thread (303)."""
    form = InquiryForm(
        place_choices(find_regions(), find_provinces()),
        unit,
        [SelectChoice(maker.slug, maker.name) for maker in makers] if len(makers) > 1 else [],
        data={"text": sentence},
    )
    least_told = _("Minimal beli %(least)s.", least=f"{angka(least)} {unit_name(unit, least)}") if least > 1 else ""
    opening = filled(OTHERS[SIMILAR], [similar_to]) if similar_to else ""
    page: dict[str, Any] = {"form": form, "shown": shown, "least_told": least_told, "opening": opening}
    if not form.validate_on_submit():
        # What is typed so far comes along when the quantity is said back; nothing of it is kept.
        if "jumlah" in request.args:
            form.quantity.data = request.args["jumlah"]
        return render("inquiries/new.html", fragments=FRAGMENTS, status=form.http_status, **page)
    question = form.to_question(subject(form), *((SIMILAR, [similar_to]) if similar_to else ()))
    try:
        with writing():
            token = _ask(question, form.proof)
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(render("inquiries/new.html", fragments=FRAGMENTS, **page))
    return redirect(url_for("inquiries.thread.show", token=token, terkirim=1), 303)


def _ask(question: Question, proof: ProofField) -> str:
    inquiry, is_new = operations.ask(question, now())
    if is_new and not proof.spend():
        operations.hold(inquiry, UNPROVEN)
    if is_new and not limits.spend_question(question.contact, question.subject.producer_id):
        operations.hold(inquiry, OFTEN)
    if is_new:
        operations.tell(inquiry, asks_address=limits.may_write_to(question.contact))
    return secret_of(Door.THREAD, inquiry.link_salt)
