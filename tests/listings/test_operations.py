"""Writes of listings: codes given once and never again, and the words that search finds."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from flask_migrate import upgrade
from flask_sqlalchemy import SQLAlchemy
from pyroaring import BitMap
from sqlalchemy import select

from craftsite.app import create_app
from craftsite.extensions import db as database
from craftsite.goods.models import Kind
from craftsite.listings.models import CodeSerial
from craftsite.listings.operations import EXAMPLE_SERIALS, index_block, index_listings, next_code
from craftsite.listings.postings import forget_words
from craftsite.listings.word_models import ListingWords, Posting
from craftsite.regions.models import Region
from craftsite.regions.operations import load_regions
from craftsite.text.weights import Weight
from craftsite.web.writing import writing
from tests.conftest import SETTINGS
from tests.databases import Databases
from tests.factories import make_listing, make_producer, make_product


def test_codes_count_up_within_a_region(db: SQLAlchemy) -> None:
    bangkalan, kediri = db.session.get_one(Region, "3526"), db.session.get_one(Region, "3571")

    codes = [next_code(bangkalan), next_code(kediri), next_code(bangkalan)]

    assert codes == ["BKL-001", "KDR-001", "BKL-002"]


def test_no_code_is_given_twice_and_none_of_those_of_examples(db: SQLAlchemy) -> None:
    bangkalan = db.session.get_one(Region, "3526")

    codes = [next_code(bangkalan) for _number in range(1_010)]

    assert len(set(codes)) == len(codes)
    assert not {f"BKL-{serial}" for serial in EXAMPLE_SERIALS} & set(codes)
    assert codes[899:901] == ["BKL-900", "BKL-1000"]


def test_a_code_is_not_given_again_when_its_listing_is_gone(db: SQLAlchemy) -> None:
    listing = make_listing(region="3526")
    db.session.delete(listing)
    db.session.flush()

    assert (listing.code, make_listing(region="3526").code) == ("BKL-001", "BKL-002")


@pytest.fixture
def site(databases: Databases) -> Iterator[Flask]:
    """A site on a database of its own, where what is committed stays."""
    url = databases.empty()
    app = create_app({**SETTINGS, "DATABASE_URL": url})
    with app.app_context():
        upgrade()
        with writing():
            load_regions()
            database.session.add(CodeSerial(region_code="3526", last=0))
            database.session.commit()
    yield app
    with app.app_context():
        database.engine.dispose()
    databases.drop(url)


def test_makers_who_publish_at_once_get_a_code_each(site: Flask) -> None:
    makers, each = 4, 5
    together = threading.Barrier(makers)
    given: list[str] = []

    def publish() -> None:
        with site.app_context():
            together.wait()
            for _number in range(each):
                with writing():
                    code = next_code(database.session.get_one(Region, "3526"))
                    database.session.commit()
                given.append(code)

    threads = [threading.Thread(target=publish) for _maker in range(makers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(given) == [f"BKL-{serial:03}" for serial in range(1, makers * each + 1)]


def weights(db: SQLAlchemy, listing_id: int) -> dict[str, int]:
    """The weight of each word of a listing."""
    postings = db.session.scalars(select(Posting))
    return {posting.surface: posting.weight for posting in postings if listing_id in BitMap.deserialize(posting.ids)}


def test_words_weigh_by_where_they_stand_and_each_by_its_best_place(db: SQLAlchemy) -> None:
    product = make_product(name="Anyaman zzproduk", motif_id="zzmotif", motif_en="zzpattern", regions=("3520",))
    listing = make_listing(
        producer=make_producer(region="3520", name="Zzpembuat", place="Zzdusun"),
        kind=Kind.CRAFT,
        name="Tas zznama",
        name_en="Zzname bag",
        story_id="Zzcerita tentang zznama.",
        attributes={"material": "zzbahan"},
        product_id=product.id,
    )

    found = weights(db, listing.id)

    assert {word: weight for word, weight in found.items() if word.startswith("zz")} == {
        "zznama": Weight.NAME,
        "zzname": Weight.NAME,
        "zzpembuat": Weight.PLACE,
        "zzdusun": Weight.PLACE,
        "zzcerita": Weight.REST,
        "zzbahan": Weight.REST,
        "zzproduk": Weight.REST,
        "zzmotif": Weight.REST,
        "zzpattern": Weight.REST,
    }
    assert found["magetan"] == Weight.PLACE
    assert found["kerajinan"] == Weight.REST


def test_words_that_are_gone_are_forgotten_and_other_listings_keep_theirs(db: SQLAlchemy) -> None:
    listing, other = make_listing(name="Tas zzlama"), make_listing(name="Topi zzlain")
    listing.name_id = "Tas zzbaru"
    db.session.flush()

    index_listings([listing.id])

    assert {word for word in weights(db, listing.id) if word.startswith("zz")} == {"zzbaru"}
    assert "zzlain" in weights(db, other.id)


def test_indexing_nothing_changes_nothing(db: SQLAlchemy) -> None:
    listing = make_listing(name="Tas zzlama")

    index_listings([])

    assert "zzlama" in weights(db, listing.id)


def test_the_words_of_a_listing_that_is_gone_are_taken_out(db: SQLAlchemy) -> None:
    gone, other = make_listing(name="Tas zzlama"), make_listing(name="Tas zzlama")
    db.session.delete(gone)
    db.session.flush()

    assert forget_words() == 1

    assert weights(db, gone.id) == {}
    assert "zzlama" in weights(db, other.id)


def test_postings_made_anew_are_those_that_edits_have_made(db: SQLAlchemy) -> None:
    listings = [make_listing(name=f"Tas zz{number}lama zzsama") for number in range(3)]
    listings[0].name_id = "Topi"
    db.session.flush()
    index_listings([listings[0].id])

    def everything() -> list[tuple[object, ...]]:
        words = db.session.execute(
            select(ListingWords.listing_id, ListingWords.words).order_by(ListingWords.listing_id)
        )
        columns = (Posting.surface, Posting.weight, Posting.block, Posting.stem, Posting.n)
        postings = db.session.execute(select(*columns, Posting.ids).order_by(*columns))
        return [*map(tuple, words), *((*key, set(BitMap.deserialize(ids))) for *key, ids in postings)]

    before = everything()
    db.session.expunge_all()

    assert index_block(0) == len(listings)
    assert everything() == before
