"""A buyer asks without an account: one question, one thread, one letter, whatever the finger does."""

import datetime

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from craftsite.accounts.models import User
from craftsite.accounts.queries import digest
from craftsite.inquiries import limits
from craftsite.inquiries.doubts import UNPROVEN
from craftsite.inquiries.models import Inquiry, Message, State
from craftsite.web.clock import now
from craftsite.web.proof import new_challenge
from tests.accounts.doors import sign_in
from tests.browser import Browser, Device
from tests.conftest import Outbox
from tests.factories import make_listing, make_membership, make_producer, make_product, make_user
from tests.inquiries.forms import filled, opened, solved


def questions(db: SQLAlchemy) -> list[Inquiry]:
    """Every question, the oldest first."""
    return list(db.session.scalars(select(Inquiry).order_by(Inquiry.id).execution_options(populate_existing=True)))


def count(db: SQLAlchemy, model: type[Inquiry | Message]) -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def asked_listing(**of: object):
    """A listing whose maker has somebody with a mailbox."""
    producer = make_producer(name="Contoh Pembuat 07", region="3520")
    make_membership(producer, make_user(email="pembuat@contoh.id"))
    return make_listing(producer=producer, name="Keranjang bambu", unit="lembar", **of)


def test_a_question_about_a_listing_becomes_a_thread_behind_a_secret_link(
    browser: Browser, db: SQLAlchemy, outbox: Outbox
) -> None:
    listing = asked_listing()
    url = f"/karya/{listing.code}/tanya"
    page = browser.get(url)
    assert "Keranjang bambu" in page.one("#isi").get_text()

    answer = browser.post(url, filled(browser, url))
    path = answer.headers["Location"].partition("?")[0]
    thread = browser.get(answer.headers["Location"])

    [inquiry] = questions(db)
    assert inquiry.token_hash == digest(path.rpartition("/")[2])
    assert len(path.rpartition("/")[2]) == 43
    assert (inquiry.quantity, inquiry.unit, inquiry.province_code) == (12, "lembar", "33")
    assert (inquiry.contact, inquiry.buyer_name, inquiry.state) == ("+6281234567890", "Contoh Toko", State.OPEN)
    assert inquiry.consent_version
    assert "Pertanyaan terkirim." in thread.text
    assert thread.text.count(f"http://localhost{path}") == 2
    assert "12 lembar (Anda menulis “selusin”)" in thread.text
    assert "Mohon harga untuk selusin." in thread.text
    [letter] = outbox()
    assert (letter.recipient, letter.kind) == ("pembuat@contoh.id", "inquiries/question")
    assert "Mohon harga" not in letter.text
    assert "Contoh Toko" not in letter.text


@pytest.mark.same_on_both
def test_a_foreign_buyer_asks_in_english(browser: Browser, db: SQLAlchemy, outbox: Outbox) -> None:
    url = f"/en/karya/{asked_listing(name_en='Bamboo basket').code}/tanya"
    form = filled(
        browser, url, untuk="ekspor", tujuan="JP", kontak="buyer@example.com", jumlah="3 dozen", jumlah_benar="36"
    )

    answer = browser.post(url, form)

    assert answer.headers["Location"].startswith("/en/percakapan/")
    thread = browser.get(answer.headers["Location"])
    assert "Inquiry sent." in thread.text
    assert "Japan" in thread.text
    [inquiry] = questions(db)
    assert (inquiry.language, inquiry.country_code, inquiry.quantity) == ("en", "JP", 36)
    assert [letter.kind for letter in outbox()] == ["inquiries/question", "inquiries/confirm"]
    assert outbox()[1].subject == "Is this your email address?"


@pytest.mark.same_on_both
def test_a_maker_is_asked_from_its_page_and_about_its_khas(browser: Browser, db: SQLAlchemy) -> None:
    product = make_product(name="Anyaman contoh")
    one, other = (make_producer(name=f"Contoh Pembuat {number}") for number in ("08", "09"))
    for producer in (one, other):
        make_listing(producer=producer, product_id=product.id)
    maker, khas = f"/pembuat/{one.slug}/tanya", f"/khas/{product.slug}/tanya"

    browser.post(maker, filled(browser, maker))
    browser.post(khas, filled(browser, khas, pembuat=other.slug))
    refused = browser.post(khas, filled(browser, khas, pembuat="bukan-pembuat"), status=422)

    assert "Pilih pembuat yang ingin Anda tanya." in refused.text
    assert [(inquiry.subject_kind, inquiry.producer_id) for inquiry in questions(db)] == [
        ("pembuat", one.id),
        ("khas", other.id),
    ]


@pytest.mark.same_on_both
def test_wrong_input_comes_back_with_all_that_was_typed_and_one_sentence_each(browser: Browser, db: SQLAlchemy) -> None:
    url = f"/karya/{asked_listing().code}/tanya"
    wrong = {"untuk": "", "jumlah": "beberapa", "tujuan": "99", "kontak": "saya", "nama": "", "setuju": ""}

    form = filled(browser, url, isi="Dua\nbaris", **wrong)

    page = browser.post(url, form, status=422)

    assert page.texts("#summary li") == [
        "Pilih untuk apa Anda membeli.",
        "Tulis jumlahnya, misalnya 12, selusin atau 2 kodi.",
        "Pilih ke mana barangnya dikirim.",
        "Tulis nama Anda, supaya pembuat tahu siapa yang bertanya.",
        "Tulis nomor seperti 0812 3456 7890, atau alamat email.",
        "Beri tanda setuju, supaya pesan Anda boleh diteruskan kepada pembuatnya.",
    ]
    assert page.one("#kontak")["value"] == "saya"
    # What the browser has solved need not be solved again.
    assert page.one("input[name=bukti]")["value"] == form["bukti"]
    assert "Dua\nbaris" in page.one("#isi").get_text()
    assert count(db, Inquiry) == 0


@pytest.mark.same_on_both
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("selusin", "Selusin = 12 lembar, benar?"),
        ("2 kodi", "2 kodi = 40 lembar, benar?"),
        ("setengah lusin", "Setengah lusin = 6 lembar, benar?"),
        ("3 gros", "3 gros = 432 lembar, benar?"),
        ("12", ""),
        ("beberapa", ""),
    ],
)
def test_a_quantity_in_words_is_said_back_while_the_rest_is_written(browser: Browser, typed: str, said: str) -> None:
    url = f"/karya/{asked_listing().code}/tanya?jumlah={typed}"

    fragment = browser.get(url, swap="quantity_said")

    assert fragment.ids() == ["quantity_said"]
    assert fragment.text == said


@pytest.mark.same_on_both
def test_without_a_script_a_quantity_in_words_is_asked_back_before_it_counts(browser: Browser, db: SQLAlchemy) -> None:
    url = f"/karya/{asked_listing().code}/tanya"
    form = filled(browser, url, jumlah="2 kodi", jumlah_benar="12")

    page = browser.post(url, form, status=422)

    assert page.texts("#summary li") == ["2 kodi = 40 lembar, benar? Bila benar, kirim sekali lagi."]
    browser.post(url, form | {"jumlah_benar": str(page.one("input[name=jumlah_benar]")["value"])})
    [inquiry] = questions(db)
    assert (inquiry.quantity, inquiry.quantity_text) == (40, "2 kodi")


def test_pressed_twice_resent_and_from_two_tabs_it_is_one_question(
    browser: Browser, db: SQLAlchemy, outbox: Outbox
) -> None:
    url = f"/karya/{asked_listing().code}/tanya"
    form, tab = filled(browser, url), filled(browser, url)
    assert form["cap"] != tab["cap"]

    threads = {browser.post(url, sent).headers["Location"] for sent in (form, form, tab)}

    assert len(threads) == 1
    assert (count(db, Inquiry), count(db, Message), len(outbox())) == (1, 1, 1)


def test_the_same_words_of_another_day_and_of_another_network_are_other_questions(
    browser: Browser, db: SQLAlchemy
) -> None:
    url = f"/karya/{asked_listing().code}/tanya"
    form = filled(browser, url)
    browser.post(url, form)
    other = browser.raw(
        url, method="POST", data=filled(browser, url), headers={"Sec-Fetch-Site": "same-origin"},
        environ_base={"REMOTE_ADDR": "203.0.113.9"},
    )  # fmt: skip

    with time_machine.travel(now() + datetime.timedelta(hours=25), tick=False):
        again = browser.post(url, filled(browser, url))

    assert len({other.location, again.headers["Location"]}) == 2
    assert count(db, Inquiry) == 3


@pytest.mark.same_on_both
def test_a_form_left_open_for_an_evening_is_sent_and_one_of_last_week_comes_back_filled(
    browser: Browser, db: SQLAlchemy
) -> None:
    url = f"/karya/{asked_listing().code}/tanya"
    form = filled(browser, url)

    with time_machine.travel(now() + datetime.timedelta(hours=9), tick=False):
        browser.post(url, form)
    with time_machine.travel(now() + datetime.timedelta(days=7), tick=False):
        page = browser.post(url, form | {"isi": "Sudah lama"}, status=422)

    assert "dibuka lebih dari sehari yang lalu" in page.text
    assert page.one("#nama")["value"] == "Contoh Toko"
    assert count(db, Inquiry) == 1


def test_a_flood_is_looked_through_then_refused_kindly_and_nothing_of_it_is_lost(
    browser: Browser, db: SQLAlchemy, outbox: Outbox
) -> None:
    url = f"/karya/{asked_listing().code}/tanya"
    form = filled(browser, url)
    flood = limits.BY_CONTACT.amount + 5

    answers = [
        browser.raw(url, method="POST", data=form | one, headers={"Sec-Fetch-Site": "same-origin"})
        for one in ({"isi": f"Nomor {n}", "bukti": solved(new_challenge())} for n in range(flood))
    ]

    statuses = [answer.status_code for answer in answers]
    assert statuses == [303] * limits.BY_CONTACT.amount + [429] * 5
    assert answers[-1].headers["Retry-After"]
    assert "Coba lagi" in answers[-1].text
    assert f"Nomor {flood - 1}" in answers[-1].text
    states = [inquiry.state for inquiry in questions(db)]
    assert states.count(State.OPEN) == limits.UNWATCHED.amount
    assert states.count(State.HELD) == limits.BY_CONTACT.amount - limits.UNWATCHED.amount
    assert len(outbox()) == limits.UNWATCHED.amount


@pytest.mark.same_on_both
def test_what_comes_without_a_proof_of_work_or_with_one_that_is_spent_is_read_by_an_office_first(
    browser: Browser, db: SQLAlchemy, outbox: Outbox
) -> None:
    url = f"/karya/{asked_listing().code}/tanya"
    form = filled(browser, url)
    assert "dibaca dulu oleh kantor" in browser.get(url).one("main noscript").get_text()

    proven, replayed, plain = (
        browser.post(url, form | sent)
        for sent in ({}, {"isi": "Masih ada?"}, {"isi": "Berapa ongkirnya?", "bukti": ""})
    )

    assert [(inquiry.state, inquiry.doubts) for inquiry in questions(db)] == [
        (State.OPEN, []),
        (State.HELD, [UNPROVEN]),
        (State.HELD, [UNPROVEN]),
    ]
    assert len(outbox()) == 1
    for held in (replayed, plain):
        assert "dibaca dulu oleh kantor" in browser.get(held.headers["Location"]).text
    assert "dibaca dulu" not in browser.get(proven.headers["Location"]).text


@pytest.mark.same_on_both
@pytest.mark.parametrize(
    "text",
    [
        "Lihat https://contoh.invalid/",
        "Pinjaman online cair cepat",
        "Kirim kode OTP Anda",
        "Купить дешево сейчас онлайн",
    ],
)
def test_what_reads_like_a_machine_waits_until_somebody_has_looked_through_it(
    browser: Browser, db: SQLAlchemy, outbox: Outbox, text: str
) -> None:
    url = f"/karya/{asked_listing().code}/tanya"

    answer = browser.post(url, filled(browser, url, isi=text))

    [inquiry] = questions(db)
    assert (inquiry.state, len(inquiry.doubts)) == (State.HELD, 1)
    assert outbox() == []
    assert "diperiksa sebentar" in browser.get(answer.headers["Location"]).text


@pytest.mark.same_on_both
@pytest.mark.parametrize(
    "kontak",
    ["a@contoh.id\r\nBcc: b@contoh.id", "a@contoh.id, b@contoh.id", "<a@contoh.id>", "a@contoh.id\nb"],
)
def test_no_contact_brings_along_a_header_or_another_reader(browser: Browser, outbox: Outbox, kontak: str) -> None:
    url = f"/karya/{asked_listing().code}/tanya"

    browser.post(url, filled(browser, url, kontak=kontak), status=422)
    browser.post(url, filled(browser, url, nama="Contoh\r\nBcc: b@contoh.id", kontak="a@contoh.id"))

    assert {letter.recipient for letter in outbox()} == {"pembuat@contoh.id", "a@contoh.id"}
    assert not [letter for letter in outbox() if "\n" in letter.subject or "Bcc" in letter.subject + letter.text]


@pytest.mark.same_on_both
def test_an_address_that_nobody_confirmed_is_not_bombed_with_letters(
    browser: Browser, db: SQLAlchemy, outbox: Outbox
) -> None:
    for number in range(limits.LETTERS.amount + 2):
        url = f"/karya/{asked_listing_of(number).code}/tanya"
        browser.post(url, filled(browser, url, kontak="korban@contoh.id"))

    assert [letter.recipient for letter in outbox()].count("korban@contoh.id") == limits.LETTERS.amount


def asked_listing_of(number: int):
    """A listing whose maker has no mailbox."""
    return make_listing(name=f"Keranjang {number}")


@pytest.mark.same_on_both
def test_an_example_is_asked_nothing(browser: Browser) -> None:
    example = make_listing(producer=make_producer(is_example=True, origin_valid_until=None))

    assert not browser.get(f"/karya/{example.code}-{example.slug}").has("a[href$='/tanya'], form[action$='/wa']")
    browser.get(f"/karya/{example.code}/tanya", status=404)
    browser.get(f"/pembuat/{example.producer.slug}/tanya", status=404)


@pytest.mark.same_on_both
def test_what_comes_too_fast_fills_the_trap_or_comes_from_elsewhere_is_not_sent(
    browser: Browser, db: SQLAlchemy
) -> None:
    url = f"/karya/{asked_listing().code}/tanya"
    form = filled(browser, url)
    with time_machine.travel(now(), tick=False):
        fresh = form | {"cap": str(browser.get(url).one("input[name=cap]")["value"])}
        browser.post(url, fresh, status=422)
    browser.post(url, form | {"situs_web": "https://mesin.invalid"}, status=422)
    browser.post(url, form, headers={"Sec-Fetch-Site": "cross-site"}, status=403)

    assert count(db, Inquiry) == 0
    assert opened(browser, url)


def test_who_wants_one_like_what_is_sold_says_so_and_its_maker_sees_it(app: Flask, db: SQLAlchemy) -> None:
    listing = asked_listing(sold_at=now(), name_en="Bamboo basket")
    maker, buyer = Device(app), Browser(app)
    sign_in(maker, db.session.scalars(select(User)).one())
    page = buyer.get(f"/en/karya/{listing.code}-{listing.slug}")
    url = page.link("Ask for one like it")
    assert url == f"/en/karya/{listing.code}/tanya?serupa=1"
    form = buyer.get(url)
    assert f"I would like one like {listing.code} Bamboo basket." in form.texts("p.note")
    assert "masih ada" not in buyer.get(url.removeprefix("/en")).one("#isi").get_text()

    answer = buyer.post(url, filled(buyer, url))

    assert "I would like one like" in buyer.get(answer.headers["Location"]).text
    assert maker.get("/ruang/pertanyaan").texts(".inbox .tag")[1:] == ["Minta dibuatkan serupa"]
    [inquiry] = questions(db)
    thread = maker.get(f"/ruang/pertanyaan/{inquiry.id}")
    assert f"Saya ingin dibuatkan yang serupa dengan {listing.code} Bamboo basket. Mohon harga" in thread.text
