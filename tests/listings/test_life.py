"""The life of a listing after it was published: sold, on leave, put away, copied, deleted and brought back."""

import datetime

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.listings.models import Listing, ListingDeed
from craftsite.producers.models import Producer
from craftsite.retention import forget
from craftsite.web.clock import now, today
from tests.accounts.doors import sign_in
from tests.browser import Browser, Device, Page
from tests.factories import make_listing, make_membership, make_producer, make_user


@pytest.fixture
def listing(device: Device) -> Listing:
    """A published listing whose maker is signed in on the device."""
    producer = make_producer()
    user = make_user()
    make_membership(producer, user)
    sign_in(device, user)
    return make_listing(producer=producer, name="Tikar contoh", stock_count=6)


def manage(device: Device, listing_id: int, button: str, **fields: str) -> Page:
    """The editor after one of the buttons below it was pressed."""
    answer = device.submit(device.get(f"/ruang/karya/{listing_id}/ubah"), button, fields)
    return device.get(str(answer.headers["Location"]))


def shown(browser: Browser) -> list[str]:
    """What the catalogue says of each listing being there."""
    return browser.get("/katalog").texts(".listing-card .meta")


def test_a_sold_listing_stays_and_says_so_until_it_is_sold_again(
    listing: Listing, device: Device, browser: Browser
) -> None:
    page = manage(device, listing.id, "Sudah terjual")
    assert "Ditandai terjual" in page.text
    assert shown(browser) == ["Terjual"]

    manage(device, listing.id, "Jual lagi")
    assert shown(browser) == ["Siap kirim, 6 buah"]


def test_a_leave_ends_by_itself_on_its_day(listing: Listing, device: Device, browser: Browser) -> None:
    last = today() + datetime.timedelta(days=3)
    manage(device, listing.id, "Catat libur", sampai=last.isoformat())
    assert shown(browser)[0].startswith("Libur sampai")

    with time_machine.travel(now() + datetime.timedelta(days=4), tick=False):
        assert shown(browser) == ["Siap kirim, 6 buah"]


def test_a_leave_in_the_past_is_refused_in_words(listing: Listing, device: Device, browser: Browser) -> None:
    page = manage(device, listing.id, "Catat libur", sampai="2020-01-01")

    assert "Pilih tanggal dari hari ini" in page.text
    assert shown(browser) == ["Siap kirim, 6 buah"]


def test_an_archived_listing_is_seen_by_nobody_else(listing: Listing, device: Device, browser: Browser) -> None:
    manage(device, listing.id, "Simpan di arsip")
    assert shown(browser) == []
    browser.get(f"/karya/{listing.code}-{listing.slug}", status=404)

    manage(device, listing.id, "Tampilkan lagi")
    assert len(shown(browser)) == 1


def test_what_was_deleted_can_be_brought_back_for_thirty_days(
    listing: Listing, device: Device, browser: Browser, db: SQLAlchemy
) -> None:
    listing_id = listing.id
    answer = device.submit(device.get(f"/ruang/karya/{listing_id}/hapus"), "Hapus karya")
    assert shown(browser) == []
    device.get(f"/ruang/karya/{listing_id}/ubah", status=404)

    device.submit(device.get(str(answer.headers["Location"])), "Kembalikan karya")
    assert len(shown(browser)) == 1

    device.submit(device.get(f"/ruang/karya/{listing_id}/hapus"), "Hapus karya")
    with time_machine.travel(now() + datetime.timedelta(days=29), tick=False):
        assert forget().listings == 0
    with time_machine.travel(now() + datetime.timedelta(days=31), tick=False):
        assert forget().listings == 1
    db.session.commit()
    assert db.session.get(Listing, listing_id) is None


def test_a_copy_is_a_draft_of_the_same_offer(listing: Listing, device: Device, db: SQLAlchemy) -> None:
    page = manage(device, listing.id, "Buat salinan")

    assert page.one("input[name=nama]")["value"] == "Tikar contoh"
    copy = db.session.scalars(select(Listing).order_by(Listing.id.desc()).limit(1)).one()
    assert (copy.code, copy.published_at, copy.price_idr) == (None, None, 100_000)


def test_who_says_that_it_is_still_there_is_written_down(listing: Listing, device: Device, db: SQLAlchemy) -> None:
    manage(device, listing.id, "Masih ada, harga tetap")

    db.session.expire_all()
    assert db.session.get_one(Listing, listing.id).confirmed_at is not None
    assert db.session.scalars(select(ListingDeed.deed)).all() == ["confirmed"]


def test_a_draft_has_no_life_yet(device: Device, app: Flask) -> None:
    producer: Producer = make_producer()
    user = make_user()
    make_membership(producer, user)
    sign_in(device, user)
    draft = make_listing(producer=producer, published_at=None, code=None)
    token = str(device.get(f"/ruang/karya/{draft.id}/ubah").soup.select("input[name=csrf_token]")[0]["value"])

    device.post(f"/ruang/karya/{draft.id}/penjualan", {"csrf_token": token, "keadaan": "terjual"}, status=404)
