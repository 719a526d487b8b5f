"""Writes of listings: giving a code, keeping the words that search finds, and the rates prices are converted at."""

import datetime
from collections.abc import Collection, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from craftsite.extensions import db
from craftsite.extensions import insert as insert_row
from craftsite.jobs.models import Payload
from craftsite.jobs.queue import Write
from craftsite.listings.models import CodeSerial, ExchangeRate, Listing
from craftsite.listings.postings import BLOCK, fill_block, write_words
from craftsite.producers.models import Producer
from craftsite.regions.models import Region
from craftsite.text.weights import Weight, WeightedText, WeightedWord, weighted_words
from craftsite.web.clock import now

# Codes of examples come from here, so that no real maker's first work is BKL-005 because four examples came before it.
EXAMPLE_SERIALS = range(901, 1_000)
READ_AT_ONCE = 2_000


def next_code(region: Region) -> str:
    """A code never given before in the region, `BKL-014`; the serials of examples are passed over.

    Locks the region's serial until the transaction ends, so two publications at once get two codes.
    """
    # Where a region has its first two at once, there is no row yet that one of them could wait for.
    first = insert_row(CodeSerial).values(region_code=region.code, last=0)
    db.session.execute(first.on_conflict_do_nothing(index_elements=[CodeSerial.region_code]))
    serial = db.session.get_one(CodeSerial, region.code, with_for_update=True, populate_existing=True)
    serial.last += 1
    if serial.last in EXAMPLE_SERIALS:
        serial.last = EXAMPLE_SERIALS.stop
    db.session.flush()
    return listing_code(region, serial.last)


def listing_code(region: Region, serial: int) -> str:
    """The code of a serial in a region: three letters, a hyphen, at least three digits."""
    return f"{region.abbreviation}-{serial:03}"


def record_rate(currency: str, valid_on: datetime.date, idr_per_unit: int, source: str) -> None:
    """Keeps a rate; one for the same day is replaced."""
    db.session.merge(
        ExchangeRate(currency=currency, valid_on=valid_on, idr_per_unit=idr_per_unit, source=source, entered_at=now())
    )
    db.session.flush()


def index_listings(listing_ids: Collection[int]) -> None:
    """Writes the words of these listings anew; call it after any change that a search should see. Seven statements."""
    words: dict[int, list[WeightedWord]] = {listing_id: [] for listing_id in listing_ids}
    for listing in db.session.scalars(_WITH_TEXTS.where(Listing.id.in_(listing_ids))):
        words[listing.id] = weighted_words(listing_texts(listing))
    write_words(words)


def count_blocks() -> int:
    """Into how many blocks of ids the listings fall. One query."""
    greatest = db.session.scalar(select(func.max(Listing.id)))
    return 0 if greatest is None else greatest // BLOCK + 1


def index_block(block: int) -> int:
    """How many listings of a block there are; all of their words are written anew. A minute for the 65,536 of one."""
    first = block * BLOCK
    listings = _WITH_TEXTS.where(Listing.id.between(first, first + BLOCK - 1)).order_by(Listing.id)
    count = 0

    def words() -> Iterator[tuple[int, list[WeightedWord]]]:
        nonlocal count
        for listing in db.session.scalars(listings.execution_options(yield_per=READ_AT_ONCE)):
            count += 1
            yield listing.id, weighted_words(listing_texts(listing))

    fill_block(block, words())
    return count


def index_listings_of_maker(payload: Payload) -> Write:
    """The job that does so for all listings of a maker whose name or place has changed."""
    of_maker = select(Listing.id).where(Listing.producer_id == payload["producer"])
    return lambda: index_listings(db.session.scalars(of_maker).all())


def listing_texts(listing: Listing) -> list[WeightedText]:
    """What a listing is found by: its names, then its region and maker, then the rest."""
    region = listing.producer.region
    rest = [listing.story_id, listing.story_en, listing.taxon.name_id, listing.taxon.name_en, listing.kind]
    rest += listing.attributes.values()
    if listing.product is not None:
        product = listing.product
        rest += [product.name_id, product.name_en, product.motif_id, product.motif_en]
    return [
        WeightedText(Weight.NAME, listing.name_id),
        WeightedText(Weight.NAME, listing.name_en),
        WeightedText(Weight.PLACE, f"{region.full_name_id} {region.abbreviation} {listing.producer.place}"),
        WeightedText(Weight.PLACE, listing.producer.name),
        *(WeightedText(Weight.REST, text) for text in rest),
    ]


_WITH_TEXTS = select(Listing).options(
    joinedload(Listing.producer).joinedload(Producer.region), joinedload(Listing.product), joinedload(Listing.taxon)
)
