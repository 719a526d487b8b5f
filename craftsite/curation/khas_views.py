"""The desk of khas: what an office confirms, corrects, adds and withdraws, and what it decided before."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.models import RoleName
from craftsite.accounts.permissions import Member, desk_regions
from craftsite.curation import highlight_views, operations, proposal_views, queries
from craftsite.curation.desk import acting, desk_region, plate_of, regions_of, told_changes, told_regions
from craftsite.curation.forms import GroundForm, KhasForm, NewKhasForm, WithdrawForm
from craftsite.curation.models import DecisionKind
from craftsite.curation.names import DECISION_NAMES
from craftsite.curation.permissions import may_decide
from craftsite.curation.queries import Pile
from craftsite.extensions import db
from craftsite.goods.models import RegionalProduct
from craftsite.goods.operations import MOST_HIGHLIGHTS
from craftsite.goods.queries import find_taxa, is_shown
from craftsite.web.clock import now, today
from craftsite.web.differences import differences
from craftsite.web.forms import SignedInForm
from craftsite.web.guards import open_to_roles
from craftsite.web.htmx import render
from craftsite.web.languages import text_of
from craftsite.web.paging import LAST_PAGE
from craftsite.web.queries import page_value, text_value
from craftsite.web.writing import writing

bp = open_to_roles(
    Blueprint("khas_desk", __name__, url_prefix="/dekranasda/khas"), RoleName.COORDINATOR, RoleName.ADMIN
)
for pages in (highlight_views, proposal_views):
    bp.register_blueprint(pages.bp)


@bp.get("")
def index() -> Response:
    """The khas of a pile, those that wait first. About a dozen queries, however many there are."""
    member = sessions.signed_in_member()
    region = desk_region(member, request.args)
    regions = desk_regions(member) if region is None else frozenset({region.code})
    value = text_value(request.args, "lihat")
    pile = Pile(value) if value in frozenset(Pile) else Pile.WAITING
    counts = queries.count_piles(regions)
    return render(
        "curation/khas_index.html",
        pile=pile,
        counts=counts,
        page=queries.find_products(pile, regions, page_value(request.args, "hal", LAST_PAGE)),
        plate_of=plate_of,
        regions=regions_of(member),
        region=region,
        place=text_of(region, "short_name") if region else told_regions(member),
        total=sum(counts[one] for one in (Pile.WAITING, Pile.CONFIRMED)),
        proposals=queries.find_proposals(regions),
        highlights=queries.count_highlights(region.code) if region else 0,
        most_highlights=MOST_HIGHLIGHTS,
        names={one.code: text_of(one, "short_name") for one in regions_of(None)},
        form=SignedInForm(),
    )


@bp.route("/baru", methods=["GET", "POST"])
def new() -> Response:
    """A khas that is not here yet."""
    member = sessions.signed_in_member()
    form = NewKhasForm(today(), find_taxa(), regions_of(member))
    if not form.validate_on_submit():
        return _form_page(form, None, member)
    khas, ground, region_code = form.to_khas(), form.to_ground(), form.region.data
    name = khas.name_id
    try:
        with writing():
            product_id = operations.add(region_code, khas, ground, acting(member, region_code), now()).id
            db.session.commit()
    except operations.HasKhasError as namesake:
        product_id = namesake.args[0]
        if not _has_done(member, product_id, DecisionKind.ADDED):
            form.name_id.errors = [_("Khas dengan nama ini sudah ada di daerah ini.")]
            return _form_page(form, None, member)
    flash(_("%(name)s sudah ditambahkan, dan semua orang bisa melihatnya.", name=name), "ok")
    return redirect(url_for(".show", product_id=product_id), 303)


@bp.get("/<id:product_id>")
def show(product_id: int) -> Response:
    """What is told of a khas, what may be decided about it, and all that was. Eight queries."""
    member = sessions.signed_in_member()
    product = queries.get_of_regions(product_id, desk_regions(member))
    names = {taxon.slug: text_of(taxon, "name") for taxon in find_taxa()}
    return render(
        "curation/khas_show.html",
        product=product,
        plate=plate_of(product),
        is_shown=is_shown(product),
        home_name=text_of(product.origins[0].region, "short_name"),
        others=[text_of(origin.region, "short_name") for origin in product.origins[1:]],
        may_decide=may_decide(member, product),
        decisions=[
            (decision, told_changes(decision.changes, names)) for decision in queries.find_decisions(product.id)
        ],
        decision_names=DECISION_NAMES,
        region_names={region.code: text_of(region, "short_name") for region in regions_of(None)},
        khas_waiting=queries.count_waiting(desk_regions(member)),
        form=SignedInForm(),
    )


@bp.route("/<id:product_id>/pengukuhan", methods=["GET", "POST"])
def confirm(product_id: int) -> Response:
    """The office stands by what is told, with a source and a day."""
    member = sessions.signed_in_member()
    product = queries.get_of_origin(product_id, desk_regions(member))
    form = GroundForm(today(), data={"version": product.version, **_ground_of(product)})
    if not form.validate_on_submit():
        return _confirm_page(form, product, member)
    ground, version = form.to_ground(), form.version.data
    try:
        with writing():
            fresh = queries.get_of_origin_for_update(product_id, desk_regions(member))
            operations.confirm(fresh, version, ground, acting(member, fresh.origins[0].region_code), now())
            name = fresh.name_id
            db.session.commit()
    except operations.StaleProductError:
        fresh = queries.get_of_origin(product_id, desk_regions(member))
        if not _has_done(member, product_id, DecisionKind.CONFIRMED):
            return _confirm_page(form, fresh, member, is_stale=True)
        name = fresh.name_id
    flash(_("%(name)s sudah dikukuhkan.", name=name), "ok")
    return redirect(url_for(".index"), 303)


@bp.route("/<id:product_id>/ubah", methods=["GET", "POST"])
def edit(product_id: int) -> Response:
    """The office writes what is true, and stands by that."""
    member = sessions.signed_in_member()
    product = queries.get_of_origin(product_id, desk_regions(member))
    form = KhasForm(today(), find_taxa(), product, _ground_of(product))
    if not form.validate_on_submit():
        return _form_page(form, product, member)
    khas, ground, version = form.to_khas(), form.to_ground(), form.version.data
    try:
        with writing():
            fresh = queries.get_of_origin_for_update(product_id, desk_regions(member))
            operations.correct(fresh, version, khas, ground, acting(member, fresh.origins[0].region_code), now())
            name = fresh.name_id
            db.session.commit()
    except operations.StaleProductError:
        return _both(form, queries.get_of_origin(product_id, desk_regions(member)), member)
    flash(_("%(name)s sudah diperbaiki dan dikukuhkan.", name=name), "ok")
    return redirect(url_for(".show", product_id=product_id), 303)


@bp.route("/<id:product_id>/penarikan", methods=["GET", "POST"])
def withdraw(product_id: int) -> Response:
    """The office takes a khas back, with a reason that stays inside."""
    member = sessions.signed_in_member()
    product = queries.get_of_origin(product_id, desk_regions(member))
    form = WithdrawForm(today(), data={"version": product.version})
    if not form.validate_on_submit():
        return _withdraw_page(form, product, member)
    reason, decided_on, version = form.reason.data, form.decided_on.data, form.version.data
    try:
        with writing():
            fresh = queries.get_of_origin_for_update(product_id, desk_regions(member))
            actor = acting(member, fresh.origins[0].region_code)
            operations.withdraw(fresh, version, reason, decided_on, actor, now())
            name = fresh.name_id
            db.session.commit()
    except operations.StaleProductError:
        fresh = queries.get_of_origin(product_id, desk_regions(member))
        if not _has_done(member, product_id, DecisionKind.WITHDRAWN):
            return _withdraw_page(form, fresh, member, is_stale=True)
        name = fresh.name_id
    flash(_("%(name)s sudah ditarik. Ia bisa dikembalikan dari halaman ini.", name=name), "ok")
    return redirect(url_for(".show", product_id=product_id), 303)


@bp.post("/<id:product_id>/pengembalian")
def restore(product_id: int) -> Response:
    """A withdrawal is taken back; pressing the button twice changes nothing more."""
    member = sessions.signed_in_member()
    form = SignedInForm()
    if not form.validate_on_submit():
        flash(form.faults[0].sentence, "err")
        return redirect(url_for(".show", product_id=product_id), 303)
    with writing():
        product = queries.get_of_origin_for_update(product_id, desk_regions(member))
        if product.withdrawn_at is not None:
            actor = acting(member, product.origins[0].region_code)
            operations.restore(product, product.version, today(), actor, now())
        name = product.name_id
        db.session.commit()
    flash(_("%(name)s tampil lagi seperti sebelum ditarik.", name=name), "ok")
    return redirect(url_for(".show", product_id=product_id), 303)


def _ground_of(product: RegionalProduct) -> dict[str, str]:
    """What the fields of the source hold at first: what an office stands on, or else the page that was read."""
    standing = queries.find_standing(product.id)
    if standing is not None:
        year = str(standing.source_year)
        return {"publisher": standing.publisher, "source_year": year, "source_url": standing.source_url}
    host = (urlsplit(product.source_public).hostname or "").removeprefix("www.")
    return {"publisher": host, "source_url": product.source_public}


def _has_done(member: Member, product_id: int, kind: DecisionKind) -> bool:
    """Whether the newest decision is what somebody sends now: a button that was pressed twice has done its work."""
    newest = queries.find_decisions(product_id)[:1]
    return bool(newest) and newest[0].kind == kind and newest[0].decided_by_id == member.id


def _form_page(form: KhasForm, product: RegionalProduct | None, member: Member) -> Response:
    return render(
        "curation/khas_edit.html",
        status=form.http_status,
        form=form,
        product=product,
        differences=[],
        khas_waiting=queries.count_waiting(desk_regions(member)),
    )


def _both(form: KhasForm, product: RegionalProduct, member: Member) -> Response:
    """The page that holds what was typed, and beside it what somebody else has decided meanwhile."""
    found = differences(form, form.as_saved(find_taxa(), product))
    if not found and _has_done(member, product.id, DecisionKind.CORRECTED):
        flash(_("%(name)s sudah diperbaiki dan dikukuhkan.", name=product.name_id), "ok")
        return redirect(url_for(".show", product_id=product.id), 303)
    if not found:
        flash(_("Khas ini baru saja diputuskan dari tempat lain. Lihat riwayatnya, lalu simpan lagi."), "err")
    # Whoever saves again after having seen both means it.
    form.version.data = product.version
    return render(
        "curation/khas_edit.html",
        status=409,
        form=form,
        product=product,
        differences=found,
        khas_waiting=queries.count_waiting(desk_regions(member)),
    )


def _confirm_page(form: GroundForm, product: RegionalProduct, member: Member, *, is_stale: bool = False) -> Response:
    return _decision_page("curation/khas_confirm.html", form, product, member, is_stale=is_stale)


def _withdraw_page(form: WithdrawForm, product: RegionalProduct, member: Member, *, is_stale: bool = False) -> Response:
    return _decision_page("curation/khas_withdraw.html", form, product, member, is_stale=is_stale)


def _decision_page(
    template: str, form: GroundForm | WithdrawForm, product: RegionalProduct, member: Member, *, is_stale: bool
) -> Response:
    if is_stale:
        # What is decided about is shown as it is now, so whoever sends again has seen it.
        form.version.data = product.version
    return render(
        template,
        status=409 if is_stale else form.http_status,
        form=form,
        product=product,
        plate=plate_of(product),
        is_stale=is_stale,
        khas_waiting=queries.count_waiting(desk_regions(member)),
    )
