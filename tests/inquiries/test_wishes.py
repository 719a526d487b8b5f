"""Kabari saya bila ada: kept once, told once, and gone whenever its owner wants."""

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.inquiries import demand_operations as operations
from craftsite.inquiries.demand_models import Wish
from craftsite.inquiries.doubts import UNPROVEN
from craftsite.inquiries.links import Door, secret_of
from craftsite.inquiries.models import Inquiry, State
from craftsite.web.clock import now, today
from tests.browser import Browser
from tests.conftest import Outbox
from tests.factories import make_listing, make_membership, make_producer, make_product, make_user, make_wish
from tests.inquiries.forms import opened


def wished(browser: Browser, url: str, **values: str) -> dict[str, str]:
    """A wish that is right."""
    return opened(browser, url) | {"untuk": "sendiri", "jumlah": "2", "kontak": "penunggu@contoh.id"} | values


def test_a_wish_is_confirmed_by_mail_and_kept_once_for_each_contact(
    browser: Browser, db: SQLAlchemy, outbox: Outbox
) -> None:
    product = make_product(name="Anyaman contoh")
    page = browser.get(f"/khas/{product.slug}")
    url = page.link("Kabari saya bila ada")
    form = wished(browser, url)

    first = browser.post(url, form).headers["Location"]
    again = browser.post(url, form).headers["Location"]
    stranger = browser.post(url, wished(browser, url)).headers["Location"]

    assert first == again != stranger
    assert "Satu langkah lagi" in browser.get(first).text
    assert "sudah menunggu" in browser.get(stranger).text
    [letter] = outbox()
    assert letter.kind == "inquiries/wish_confirm"
    [wish] = db.session.scalars(select(Wish))
    address = f"/kabari/surat/{secret_of(Door.ADDRESS, wish.link_salt)}"
    assert address in letter.text
    browser.get(address)
    assert db.session.scalars(select(Wish.address_confirmed_at)).one() is None
    confirmed = browser.post(address, opened(browser, address))
    assert "satu surat kami kirim ke penunggu@contoh.id" in browser.get(confirmed.headers["Location"]).text
    assert "1 orang lain juga menunggu" in browser.get(url).text


def test_who_waits_is_told_once_by_letter_and_a_number_reaches_the_first_maker(
    app: Flask, browser: Browser, db: SQLAlchemy, outbox: Outbox
) -> None:
    product, other = make_product(name="Anyaman contoh"), make_product()
    by_mail = make_wish(product)
    unconfirmed = make_wish(product, address_confirmed_at=None)
    only_a_number = {"confirm_hash": None, "address_confirmed_at": None}
    by_number = make_wish(product, contact="+6281234567890", **only_a_number)
    elsewhere = make_wish(other)
    make_listing(producer=make_producer(is_example=True, origin_valid_until=None), product_id=product.id)
    assert operations.tell_wishes(now(), today()) == 0

    maker = make_producer()
    make_membership(maker, make_user(email="pembuat@contoh.id"))
    listing = make_listing(producer=maker, product_id=product.id)
    assert operations.tell_wishes(now(), today()) == 2
    assert operations.tell_wishes(now(), today()) == 0
    db.session.commit()

    told = {letter.recipient: letter.kind for letter in outbox()}
    assert told == {by_mail.contact: "inquiries/wish_come_true", "pembuat@contoh.id": "inquiries/question"}
    [question] = db.session.scalars(select(Inquiry))
    assert (question.contact, question.listing_id) == ("+6281234567890", listing.id)
    assert [wish.told_at is None for wish in (by_mail, by_number, unconfirmed, elsewhere)] == [False, False, True, True]
    assert browser.raw(f"/khas/{product.slug}/kabari").location == f"/khas/{product.slug}"


def test_a_number_that_came_without_a_proof_of_work_reaches_its_maker_only_through_an_office(
    browser: Browser, db: SQLAlchemy, outbox: Outbox
) -> None:
    product = make_product(name="Anyaman contoh")
    url = f"/khas/{product.slug}/kabari"
    browser.post(url, wished(browser, url, kontak="0812 3456 7890", bukti=""))
    make_membership(maker := make_producer(), make_user())
    make_listing(producer=maker, product_id=product.id)

    assert operations.tell_wishes(now(), today()) == 1

    [question] = db.session.scalars(select(Inquiry))
    assert (question.state, question.doubts) == (State.HELD, [UNPROVEN])
    assert outbox() == []


def test_a_wish_is_taken_back_by_its_link(browser: Browser, db: SQLAlchemy) -> None:
    wish = make_wish(make_product(), contact="zxqwvy@contoh.id")
    path = f"/kabari/{secret_of(Door.WISH, wish.link_salt)}"
    assert browser.raw(f"{path}/data.json").json["wishes"][0]["contact"] == "zxqwvy@contoh.id"

    browser.post(path, opened(browser, path))

    browser.get(path, status=404)
    [left] = db.session.scalars(select(Wish).execution_options(populate_existing=True))
    assert (left.contact, left.purpose) == ("", "sendiri")


def test_what_may_only_be_shown_is_neither_asked_about_nor_waited_for(browser: Browser) -> None:
    product = make_product(handling="tobacco")

    assert not browser.get(f"/khas/{product.slug}").has("a[href$='/kabari'], a[href$='/tanya']")
    browser.get(f"/khas/{product.slug}/kabari", status=404)
    browser.get(f"/khas/{product.slug}/tanya", status=404)
