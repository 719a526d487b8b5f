"""Reads of regional products as their offices see them, and of what was decided about them."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased, joinedload

from craftsite.curation.models import STANDING, DecisionKind, ProductDecision
from craftsite.extensions import db
from craftsite.goods.models import Highlight, ProductRegion, RegionalProduct
from craftsite.goods.queries import is_known, with_regions
from craftsite.regions.models import Region
from craftsite.text.folding import fold
from craftsite.web.paging import PER_PAGE, Page, page_count

# The codes of regions; None means all of them.
Regions = Collection[str] | None


class Pile(StrEnum):
    """Where a product lies on the desk; the value is its query parameter."""

    WAITING = "menunggu"
    CONFIRMED = "dikukuhkan"
    WITHDRAWN = "ditarik"
    SHARED = "bersama"


def find_products(pile: Pile, regions: Regions, page: int) -> Page[RegionalProduct]:
    """A page of the products in a pile, those of a region together, with taxon and regions. Four queries at most."""
    rows = select(RegionalProduct).where(_lies_in(pile, regions))
    total = db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    number = min(page, page_count(total))
    origin = (
        select(ProductRegion.region_code)
        .where(ProductRegion.product_id == RegionalProduct.id, ProductRegion.is_origin)
        .scalar_subquery()
    )
    statement = (
        rows.options(joinedload(RegionalProduct.taxon), with_regions())
        .order_by(origin, RegionalProduct.sort_name, RegionalProduct.id)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    return Page(db.session.scalars(statement).all(), number, total)


def count_piles(regions: Regions) -> dict[Pile, int]:
    """How many products lie in each pile of these regions. One query."""
    counts = [
        select(func.count()).select_from(RegionalProduct).where(_lies_in(pile, regions)).scalar_subquery()
        for pile in Pile
    ]
    return dict(zip(Pile, db.session.execute(select(*counts)).one(), strict=True))


def count_waiting(regions: Regions) -> int:
    """How many products of these regions wait for a decision. One query."""
    statement = select(func.count()).select_from(RegionalProduct).where(_lies_in(Pile.WAITING, regions))
    return db.session.scalar(statement) or 0


def get_of_regions(product_id: int, regions: Regions) -> RegionalProduct:
    """The product with this id that one of these regions is named with; 404 for every other. Two queries."""
    return db.one_or_404(
        select(RegionalProduct)
        .where(RegionalProduct.id == product_id, _is_of(regions))
        .options(joinedload(RegionalProduct.taxon), with_regions())
    )


def get_of_origin(product_id: int, regions: Regions) -> RegionalProduct:
    """The product with this id whose place of origin is one of these regions; 404 for every other. Two queries."""
    return db.one_or_404(_of_origin(product_id, regions).options(joinedload(RegionalProduct.taxon)))


def get_of_origin_for_update(product_id: int, regions: Regions) -> RegionalProduct:
    """The same without its taxon, held until the unit of work ends."""
    return db.one_or_404(_of_origin(product_id, regions).with_for_update(of=RegionalProduct))


def get_stranger(product_id: int, regions: Regions) -> RegionalProduct:
    """The known product that none of these regions is named with yet, any one for all of them. Two queries; or 404."""
    return db.one_or_404(
        select(RegionalProduct)
        .where(RegionalProduct.id == product_id, is_known(), _is_strange(regions))
        .options(joinedload(RegionalProduct.taxon), with_regions())
    )


def find_strangers(text: str, regions: Regions) -> Sequence[RegionalProduct]:
    """The first known products with this text in a name that none of these regions is named with. Two queries."""
    named = fold(text)
    return db.session.scalars(
        select(RegionalProduct)
        .where(is_known(), _is_strange(regions), RegionalProduct.sort_name.contains(named, autoescape=True))
        .options(with_regions())
        .order_by(RegionalProduct.sort_name, RegionalProduct.id)
        .limit(PER_PAGE)
    ).all()


def find_standing(product_id: int) -> ProductDecision | None:
    """The newest decision by which an office stands by what is told of a product, with its office. One query."""
    return db.session.scalar(
        select(ProductDecision)
        .where(ProductDecision.product_id == product_id, ProductDecision.kind.in_(STANDING))
        .options(joinedload(ProductDecision.office))
        .order_by(ProductDecision.id.desc())
        .limit(1)
    )


def find_decisions(product_id: int) -> Sequence[ProductDecision]:
    """All that was decided about a product with who and where, the newest first. One query, and one for the roles."""
    return db.session.scalars(
        select(ProductDecision)
        .where(ProductDecision.product_id == product_id)
        .options(joinedload(ProductDecision.office), joinedload(ProductDecision.decided_by))
        .order_by(ProductDecision.id.desc())
    ).all()


def find_proposals(regions: Regions) -> Sequence[ProductDecision]:
    """The proposals that the offices of these regions have not answered yet, the oldest first. Three queries."""
    is_of_origin = ProductDecision.product_id.in_(_ids(regions, ProductRegion.is_origin.is_(True)))
    return db.session.scalars(
        select(ProductDecision)
        .where(_is_open(), is_of_origin)
        .options(joinedload(ProductDecision.product).options(with_regions()), joinedload(ProductDecision.office))
        .order_by(ProductDecision.id)
    ).all()


def count_added(region_code: str) -> int:
    """How many products the office of a region has added. One query."""
    added = select(ProductDecision.product_id).where(ProductDecision.kind == DecisionKind.ADDED)
    statement = (
        select(func.count())
        .select_from(ProductRegion)
        .where(ProductRegion.region_code == region_code, ProductRegion.is_origin, ProductRegion.product_id.in_(added))
    )
    return db.session.scalar(statement) or 0


def find_namesake(region_code: str, name: str) -> int | None:
    """The id of the product from a region that has this name in any spelling, withdrawn or not. One query."""
    statement = select(RegionalProduct.id).where(
        RegionalProduct.sort_name == fold(name)[:120],
        RegionalProduct.id.in_(_ids([region_code], ProductRegion.is_origin.is_(True))),
    )
    return db.session.scalar(statement.limit(1))


def has_open_proposal(product_id: int, region_code: str) -> bool:
    """Whether the region is proposed for the product and nobody has answered. One query."""
    found = select(ProductDecision.id).where(
        _is_open(), ProductDecision.product_id == product_id, ProductDecision.region_code == region_code
    )
    return bool(db.session.scalar(select(found.exists())))


def find_highlights(region_code: str) -> Sequence[RegionalProduct]:
    """What the region puts first, in its order, also what the public does not see now. Two queries."""
    return db.session.scalars(
        select(RegionalProduct)
        .join(Highlight, Highlight.product_id == RegionalProduct.id)
        .where(Highlight.region_code == region_code)
        .options(with_regions())
        .order_by(Highlight.position)
    ).all()


def find_candidates(region_code: str) -> Sequence[RegionalProduct]:
    """The known products of a region that it does not put first, in the order of their names. Two queries."""
    chosen = select(Highlight.product_id).where(Highlight.region_code == region_code)
    return db.session.scalars(
        select(RegionalProduct)
        .where(is_known(), _is_of([region_code]), RegionalProduct.id.not_in(chosen))
        .options(with_regions())
        .order_by(RegionalProduct.sort_name, RegionalProduct.id)
    ).all()


def count_highlights(region_code: str) -> int:
    """How many products a region puts first. One query."""
    statement = select(func.count()).select_from(Highlight).where(Highlight.region_code == region_code)
    return db.session.scalar(statement) or 0


def get_region_for_update(region_code: str) -> Region:
    """The region, held until the unit of work ends, so that two who reorder one after the other both see it."""
    return db.one_or_404(select(Region).where(Region.code == region_code).with_for_update())


def _of_origin(product_id: int, regions: Regions) -> Select[RegionalProduct]:
    is_theirs = RegionalProduct.id.in_(_ids(regions, ProductRegion.is_origin.is_(True)))
    return select(RegionalProduct).where(RegionalProduct.id == product_id, is_theirs).options(with_regions())


def _ids(regions: Regions, *conditions: ColumnElement[bool]) -> Select[int]:
    statement = select(ProductRegion.product_id).where(*conditions)
    return statement if regions is None else statement.where(ProductRegion.region_code.in_(regions))


def _is_of(regions: Regions) -> ColumnElement[bool]:
    return true() if regions is None else RegionalProduct.id.in_(_ids(regions))


def _is_strange(regions: Regions) -> ColumnElement[bool]:
    return true() if regions is None else ~_is_of(regions)


def _lies_in(pile: Pile, regions: Regions) -> ColumnElement[bool]:
    is_of_origin = RegionalProduct.id.in_(_ids(regions, ProductRegion.is_origin.is_(True)))
    stays = RegionalProduct.withdrawn_at.is_(None)
    if pile is Pile.WITHDRAWN:
        return and_(is_of_origin, ~stays)
    if pile is Pile.SHARED:
        # For all regions together these are the products of several; for some, those whose origin is elsewhere.
        elsewhere = RegionalProduct.id.in_(_ids(regions, ProductRegion.is_origin.is_(False)))
        return and_(stays, elsewhere) if regions is None else and_(stays, elsewhere, ~is_of_origin)
    is_confirmed = RegionalProduct.confirmed_on.is_not(None)
    return and_(is_of_origin, stays, is_confirmed if pile is Pile.CONFIRMED else ~is_confirmed)


def _is_open() -> ColumnElement[bool]:
    answer = aliased(ProductDecision)
    is_answered = exists().where(
        answer.product_id == ProductDecision.product_id,
        answer.region_code == ProductDecision.region_code,
        or_(answer.kind == DecisionKind.NAMED, answer.kind == DecisionKind.DECLINED),
        answer.id > ProductDecision.id,
    )
    return and_(ProductDecision.kind == DecisionKind.PROPOSED, ~is_answered)
