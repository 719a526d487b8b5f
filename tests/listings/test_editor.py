"""The editor of a listing: begun with one tap, kept as it was typed, sent once it is whole, seen by its maker alone."""

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.goods.models import Kind
from craftsite.listings.models import Draft, DraftState, Listing
from craftsite.producers.models import Producer
from tests.accounts.doors import sign_in
from tests.browser import Device, Page
from tests.factories import make_membership, make_producer, make_user

WHOLE = {
    "golongan": "anyaman",
    "nama": "Keranjang bambu, 24 cm",
    "satuan": "buah",
    "harga": "125.000",
    "stok": "siap",
    "jumlah": "selusin",
}
NEW = "/ruang/karya/baru"


@pytest.fixture
def maker(device: Device) -> Producer:
    """A maker whose owner is signed in on the device."""
    producer = make_producer(region="3578")
    user = make_user()
    make_membership(producer, user)
    sign_in(device, user)
    return producer


def begin(device: Device, kind: str = Kind.CRAFT) -> Page:
    """The editor of a listing that has just begun."""
    answer = device.submit(device.get(NEW), "Mulai", {"jenis": kind}, status=303)
    return device.get(answer.headers["Location"])


def newest(db: SQLAlchemy) -> Listing:
    """The listing that was begun last."""
    db.session.expire_all()
    return db.session.scalars(select(Listing).order_by(Listing.id.desc()).limit(1)).one()


def test_one_tap_begins_a_listing_that_only_its_maker_sees(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    page = begin(device)

    assert page.texts("h1") == ["Karya baru"]
    assert newest(db).published_at is None
    assert device.get("/ruang/karya").texts(".works .tag") == ["Draf"]
    assert device.get("/katalog").texts(".listing-card h3") == []


def test_all_that_was_typed_is_kept_though_none_of_it_is_understood(
    maker: Producer, device: Device, db: SQLAlchemy
) -> None:
    page = begin(device)

    device.submit(page, "Lanjut ke kirim dan bayar", {"harga": "entah", "jumlah": "banyak", "nama": "K"}, status=422)

    again = device.get(f"/ruang/karya/{newest(db).id}/ubah?bagian=harga")
    assert again.one("input[name=harga]")["value"] == "entah"
    assert again.one("input[name=jumlah]")["value"] == "banyak"
    assert newest(db).price_idr is None


def test_a_price_that_is_mended_by_one_tap_leaves_its_part_open(
    maker: Producer, device: Device, db: SQLAlchemy
) -> None:
    page = device.submit(begin(device), "Lanjut ke kirim dan bayar", {"harga": "125"}, status=422)

    answer = device.submit(page, "Ya, Rp 125.000")

    again = device.get(answer.headers["Location"])
    assert again.attributes("details[name=part][open]", "id") == ["bagian-harga"]
    assert newest(db).price_idr == 125_000


def test_a_page_that_lost_an_answer_saves_over_its_own_but_over_nobody_elses(
    maker: Producer, device: Device, db: SQLAlchemy
) -> None:
    page = begin(device)
    elsewhere = device.get(str(page.one("form#editor")["action"]))

    device.submit(page, "Lanjut ke kirim dan bayar", {"nama": "Keranjang satu"}, status=422)
    device.submit(page, "Lanjut ke kirim dan bayar", {"nama": "Keranjang dua"}, status=422)
    both = device.submit(elsewhere, "Lanjut ke kirim dan bayar", {"nama": "Keranjang tiga"}, status=409)

    assert newest(db).name_id == "Keranjang dua"
    assert both.texts("[aria-labelledby=both] dd") == ["Keranjang dua"]
    assert both.one("input[name=nama]")["value"] == "Keranjang tiga"


def test_a_whole_listing_is_sent_to_the_office(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    page = begin(device)

    answer = device.submit(page, "Kirim untuk diperiksa", WHOLE, status=303)

    assert "Terkirim" in device.get(answer.headers["Location"]).text
    listing = newest(db)
    draft = db.session.get_one(Draft, listing.id)
    assert draft.state == DraftState.SUBMITTED
    assert (listing.name_id, listing.price_idr, listing.stock_count) == ("Keranjang bambu, 24 cm", 125_000, 12)
    assert (draft.offer or {})["price_idr"] == 125_000
