"""Loading and removing the examples; `Producer.is_example` alone says what is one."""

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from sqlalchemy import Executable, Select, delete, func, select
from sqlalchemy.orm import selectinload

from craftsite.examples.reading import ExampleListing, ExampleMaker, Examples, read_examples
from craftsite.extensions import Model, db
from craftsite.goods.models import RegionalProduct, Verification
from craftsite.listings.models import Listing, PriceTier, Step
from craftsite.listings.operations import index_listings
from craftsite.loading import Loaded
from craftsite.producers.models import Producer, ProducerKindMark
from craftsite.regions.models import Region

MAKER_COLUMNS = [field.name for field in fields(ExampleMaker) if field.name != "kinds"]
LISTING_COLUMNS = [field.name for field in fields(ExampleListing) if field.name not in {"maker", "tiers", "steps"}]


def load_examples() -> Loaded:
    """Counts of example makers and listings; the database then holds those of the files and no others.

    Needs the regions and products. Where nothing differs it only reads, in eight queries; else all examples are
    replaced. Raises LoadError, changing nothing.
    """
    wanted = read_examples(_regions(), usable_products())
    if stored_examples() == wanted:
        return Loaded(unchanged=len(wanted))
    removed = clear_examples()
    _add(wanted)
    return Loaded(added=len(wanted), removed=removed)


def clear_examples() -> int:
    """How many example makers and listings there were; they and all that hangs on them are gone, and nothing else."""
    listings = db.session.scalar(select(func.count()).select_from(Listing).join(Producer).where(Producer.is_example))
    # The foreign keys take the listings, and those their tiers, steps, channels and words.
    makers = db.session.scalars(delete(Producer).where(Producer.is_example).returning(Producer.id)).all()
    return (listings or 0) + len(makers)


def stored_examples() -> Examples:
    """The examples as the database has them. Five queries."""
    kinds = _grouped(select(Producer.slug, ProducerKindMark.kind).join(ProducerKindMark).where(Producer.is_example))
    offers = select(Listing.code).join(Producer).where(Producer.is_example)
    tiers = _grouped(offers.add_columns(PriceTier.from_quantity, PriceTier.price_idr).join(PriceTier))
    steps = _grouped(offers.add_columns(Step.position, Step.title, Step.text).join(Step))
    makers = [
        ExampleMaker(**row, kinds=[kind for (kind,) in kinds.get(row["slug"], [])])
        for row in db.session.execute(_columns(Producer, MAKER_COLUMNS).where(Producer.is_example)).mappings()
    ]
    listings = [
        ExampleListing(
            **row,
            tiers=tiers.get(row["code"], []),
            steps=[(title, text) for _, title, text in steps.get(row["code"], [])],
        )
        for row in db.session.execute(
            _columns(Listing, LISTING_COLUMNS)
            .add_columns(Producer.slug.label("maker"))
            .join(Producer)
            .where(Producer.is_example)
        ).mappings()
    ]
    return Examples(sorted(makers, key=attrgetter("slug")), sorted(listings, key=attrgetter("code")))


def _columns(table: type[Model], names: Iterable[str]) -> Select[*tuple[Any, ...]]:
    return select(*(getattr(table, name) for name in names))


def _grouped(statement: Executable) -> dict[str, list[Any]]:
    """What stands behind the first column of the rows, in order, by that first column."""
    groups: dict[str, list[Any]] = {}
    for key, *rest in sorted(map(tuple, db.session.execute(statement))):
        groups.setdefault(key, []).append(tuple(rest))
    return groups


def _regions() -> dict[str, Region]:
    return {region.code: region for region in db.session.scalars(select(Region))}


def usable_products() -> dict[str, RegionalProduct]:
    """What an example may be of: products with a source and without a rule that asks more of their seller."""
    statement = (
        select(RegionalProduct)
        .where(RegionalProduct.verification != Verification.GENERAL_KNOWLEDGE, RegionalProduct.handling.is_(None))
        .options(selectinload(RegionalProduct.origins))
    )
    return {product.code: product for product in db.session.scalars(statement)}


def _add(examples: Examples) -> None:
    makers = {
        maker.slug: Producer(
            is_example=True,
            kinds=[ProducerKindMark(kind=kind) for kind in maker.kinds],
            **{name: getattr(maker, name) for name in MAKER_COLUMNS},
        )
        for maker in examples.makers
    }
    db.session.add_all(makers.values())
    listings = [
        Listing(
            producer=makers[listing.maker],
            tiers=[PriceTier(from_quantity=quantity, price_idr=price) for quantity, price in listing.tiers],
            steps=[
                Step(position=position, title=title, text=text)
                for position, (title, text) in enumerate(listing.steps, start=1)
            ],
            **{name: getattr(listing, name) for name in LISTING_COLUMNS},
        )
        for listing in examples.listings
    ]
    db.session.add_all(listings)
    db.session.flush()
    index_listings([listing.id for listing in listings])
