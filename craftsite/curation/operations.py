"""Writes of what an office decides about a regional product: the product as everyone sees it, and a row that stays."""

import dataclasses
import datetime
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from craftsite.curation import queries
from craftsite.curation.models import DecisionKind, ProductDecision
from craftsite.extensions import db
from craftsite.goods.models import Kind, ProductRegion, RegionalProduct, Taxon, Verification
from craftsite.goods.operations import batik_technique, index_product
from craftsite.jobs.models import Payload
from craftsite.jobs.queue import Write, enqueue
from craftsite.listings.models import Listing
from craftsite.listings.operations import index_listings
from craftsite.text.slugs import slug_candidates

# What follows a correction that searches should see: listings are found by the names of their product too.
CHANGED_JOB = "products.changed"
# What goods are counted in where nobody has said it: makers choose the unit of a listing themselves.
_UNITS = {Kind.BATIK: "lembar", Kind.CRAFT: "buah", Kind.FARM: "bungkus"}


class HasKhasError(ValueError):
    """The region has a product with this name already; `args` has its id."""


class StaleProductError(ValueError):
    """Somebody else has decided about the product since it was read."""


@dataclass(frozen=True, slots=True)
class Khas:
    """What is told of a regional product; each field is a column of `RegionalProduct`."""

    name_id: str
    name_en: str
    taxon_slug: str
    description_id: str
    description_en: str
    stage: str | None = None
    handling: str | None = None
    seasons: int = 0
    place_id: str = ""
    place_en: str = ""
    material_id: str = ""
    material_en: str = ""
    technique_text_id: str = ""
    technique_text_en: str = ""
    motif_id: str = ""
    motif_en: str = ""
    certification_id: str = ""
    certification_en: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """On what an office stands: who published the source, in which year, where it can be read, and since which day."""

    publisher: str
    source_year: int
    source_url: str
    decided_on: datetime.date


@dataclass(frozen=True, slots=True)
class Actor:
    """Who decides, and for which office; none where whoever runs the site does."""

    user_id: int
    office_id: int | None


_COLUMNS = tuple(field.name for field in dataclasses.fields(Khas))


def khas_of(product: RegionalProduct) -> Khas:
    """What is told of a product now."""
    return Khas(**{name: getattr(product, name) for name in _COLUMNS})


def confirm(
    product: RegionalProduct, version: int, ground: Ground, actor: Actor, instant: datetime.datetime
) -> ProductDecision:
    """Lets an office stand by what is told of a product. Raises StaleProductError."""
    _take(product, version, instant)
    _stand(product, ground)
    return _record(product, DecisionKind.CONFIRMED, actor, instant, **dataclasses.asdict(ground))


def correct(
    product: RegionalProduct, version: int, khas: Khas, ground: Ground, actor: Actor, instant: datetime.datetime
) -> ProductDecision:
    """Writes what an office says of a product over what was told; it stands by that. Raises StaleProductError.

    The address stays, since it is printed and shared. The regions of the product are loaded.
    """
    _take(product, version, instant)
    before = dataclasses.asdict(khas_of(product))
    _write(product, khas)
    after = dataclasses.asdict(khas_of(product))
    changes = {name: [before[name], after[name]] for name in _COLUMNS if before[name] != after[name]}
    _stand(product, ground)
    db.session.flush()
    index_product(product)
    enqueue(CHANGED_JOB, {"product": product.id})
    return _record(product, DecisionKind.CORRECTED, actor, instant, changes=changes, **dataclasses.asdict(ground))


def add(region_code: str, khas: Khas, ground: Ground, actor: Actor, instant: datetime.datetime) -> RegionalProduct:
    """A new product of a region, by which its office stands from the beginning, at an address that nobody has.

    Raises HasKhasError. The row of the region is held, so that a button that is pressed twice adds one product.
    """
    region = queries.get_region_for_update(region_code)
    namesake = queries.find_namesake(region_code, khas.name_id)
    if namesake is not None:
        raise HasKhasError(namesake)
    added = queries.count_added(region_code)
    for number, slug in enumerate(slug_candidates(khas.name_id, "khas"), start=added + 1):
        product = RegionalProduct(
            code=f"{region.abbreviation}-K{number}",
            slug=slug,
            motif_family="",
            price_note="",
            unit="",
            origins=[ProductRegion(region_code=region_code, is_origin=True)],
        )
        _write(product, khas)
        product.unit = _UNITS[Kind(product.kind)]
        _stand(product, ground)
        product.decided_at = instant
        try:
            with db.session.begin_nested():
                db.session.add(product)
        except IntegrityError:
            continue
        index_product(product)
        _record(product, DecisionKind.ADDED, actor, instant, **dataclasses.asdict(ground))
        return product
    raise ValueError(f"No address is left for {khas.name_id}.")


def withdraw(
    product: RegionalProduct,
    version: int,
    reason: str,
    decided_on: datetime.date,
    actor: Actor,
    instant: datetime.datetime,
) -> ProductDecision:
    """Takes a product from everything that the public sees, at once. Raises StaleProductError.

    The regions of the product are loaded.
    """
    _take(product, version, instant)
    product.withdrawn_at = product.withdrawn_at or instant
    db.session.flush()
    index_product(product)
    return _record(product, DecisionKind.WITHDRAWN, actor, instant, reason=reason, decided_on=decided_on)


def restore(
    product: RegionalProduct, version: int, decided_on: datetime.date, actor: Actor, instant: datetime.datetime
) -> ProductDecision:
    """Takes a withdrawal back: the product is as it was before, confirmed or not. Raises StaleProductError."""
    _take(product, version, instant)
    product.withdrawn_at = None
    db.session.flush()
    index_product(product)
    return _record(product, DecisionKind.RESTORED, actor, instant, decided_on=decided_on)


def propose(
    product: RegionalProduct,
    region_code: str,
    reason: str,
    decided_on: datetime.date,
    actor: Actor,
    instant: datetime.datetime,
) -> None:
    """Asks the office of the place of origin to name another region with a product; once is enough."""
    if not queries.has_open_proposal(product.id, region_code):
        values = {"reason": reason, "decided_on": decided_on, "region_code": region_code}
        _record(product, DecisionKind.PROPOSED, actor, instant, **values)


def answer_proposal(
    product: RegionalProduct,
    region_code: str,
    decided_on: datetime.date,
    actor: Actor,
    instant: datetime.datetime,
    *,
    is_named: bool,
) -> bool:
    """Names a region with a product, or declines; False where nobody proposes it any more."""
    if not queries.has_open_proposal(product.id, region_code):
        return False
    _take(product, product.version, instant)
    if is_named and region_code not in {origin.region_code for origin in product.origins}:
        product.origins.append(ProductRegion(region_code=region_code, is_origin=False))
        db.session.flush()
        index_product(product)
    kind = DecisionKind.NAMED if is_named else DecisionKind.DECLINED
    _record(product, kind, actor, instant, decided_on=decided_on, region_code=region_code)
    return True


def index_listings_of_product(payload: Payload) -> Write:
    """The job that writes the words of all listings anew that are found by the names of a product."""
    of_product = select(Listing.id).where(Listing.product_id == payload["product"])
    return lambda: index_listings(db.session.scalars(of_product).all())


def _take(product: RegionalProduct, version: int, instant: datetime.datetime) -> None:
    if product.version != version:
        raise StaleProductError(product.id)
    product.version += 1
    product.decided_at = instant


def _stand(product: RegionalProduct, ground: Ground) -> None:
    product.confirmed_on = ground.decided_on
    product.verification = Verification.SOURCED
    product.source = ", ".join(filter(None, (ground.publisher, str(ground.source_year), ground.source_url)))
    product.source_public = ground.source_url


def _write(product: RegionalProduct, khas: Khas) -> None:
    for name in _COLUMNS:
        setattr(product, name, getattr(khas, name))
    product.kind = db.session.get_one(Taxon, khas.taxon_slug).kind
    product.stage = khas.stage if product.kind == Kind.FARM else None
    product.technique = batik_technique(khas.technique_text_id) if product.kind == Kind.BATIK else None


def _record(
    product: RegionalProduct, kind: DecisionKind, actor: Actor, instant: datetime.datetime, **values: object
) -> ProductDecision:
    decision = ProductDecision(
        product_id=product.id,
        kind=kind,
        office_id=actor.office_id,
        decided_by_id=actor.user_id,
        created_at=instant,
        **values,
    )
    db.session.add(decision)
    db.session.flush()
    return decision
