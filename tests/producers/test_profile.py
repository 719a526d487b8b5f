"""The maker's room and profile: begun once, kept whole, seen and changed only by whoever speaks for the maker."""

import datetime

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from craftsite.producers.models import Membership, Producer
from craftsite.web.clock import now
from tests.accounts.doors import sign_in, work
from tests.browser import Device, Page
from tests.conftest import Counter
from tests.factories import make_listing, make_membership, make_producer, make_user

BEGUN = {"nama": "Contoh Pembuat 21", "jenis": "ikm"}
PROFILE = "/ruang/profil"


def begin(device: Device, *, status: int = 303, **changes: str) -> Page:
    """The answer to registering a business."""
    return device.submit(device.get(PROFILE), "Daftarkan usaha", BEGUN | changes, status=status)


def newest(db: SQLAlchemy) -> Producer:
    """The maker that was begun last."""
    return db.session.scalars(select(Producer).order_by(Producer.id.desc()).limit(1)).one()


def at_home(device: Device, **overrides: object) -> Producer:
    """A maker whose owner is signed in on this device."""
    producer = make_producer(**overrides)
    user = make_user()
    make_membership(producer, user)
    sign_in(device, user)
    return producer


def test_a_name_and_a_kind_begin_a_maker_of_the_region_of_its_account_that_nobody_else_sees(
    device: Device, db: SQLAlchemy
) -> None:
    sign_in(device, make_user(region="3526"))
    assert "belum terdaftar" in device.get("/ruang").text

    begin(device)

    producer = newest(db)
    assert (producer.name, producer.region_code, producer.slug) == ("Contoh Pembuat 21", "3526", "contoh-pembuat-21")
    assert producer.origin_valid_until is None
    assert "Asal belum diperiksa" in device.get("/ruang").text
    device.get("/pembuat/contoh-pembuat-21", status=404)
    assert "Contoh Pembuat 21" not in device.get("/pembuat").text


def test_a_button_that_is_pressed_twice_begins_one_maker(device: Device, db: SQLAlchemy) -> None:
    sign_in(device, make_user())
    form = device.get(PROFILE)

    device.submit(form, "Daftarkan usaha", BEGUN)
    device.submit(form, "Daftarkan usaha", BEGUN)

    assert db.session.scalar(select(func.count()).select_from(Membership)) == 1


def test_two_makers_of_one_name_get_addresses_of_their_own(device: Device, db: SQLAlchemy) -> None:
    make_producer(slug="contoh-pembuat-21")
    sign_in(device, make_user())

    begin(device)

    assert newest(db).slug == "contoh-pembuat-21-2"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Cafe\u0301  Batik", "Caf\u00e9 Batik"), ("Batik\u202e Ayu\u200b", "Batik Ayu"), ("\ufeffA\u00adB", "AB")],
)
def test_a_name_has_one_spelling_and_no_sign_that_nobody_sees(
    device: Device, db: SQLAlchemy, typed: str, kept: str
) -> None:
    sign_in(device, make_user())

    begin(device, nama=typed)

    assert newest(db).name == kept


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("nama", "", "Tulis nama usaha Anda."),
        ("nama", "  ", "Tulis nama usaha Anda."),
        ("nama", "a" * 121, "Terlalu panjang"),
        ("jenis", "pedagang", "Isian ini belum benar."),
        ("wa", "031 567 8901", "Telepon rumah tidak bisa"),
        ("wa", "+1 202 555 0100", "Telepon rumah tidak bisa"),
        ("nib", "123456789012", "13 angka"),
        ("peta", "http://maps.app.goo.gl/x", "Google Maps"),
        ("peta", "https://evil.example/maps", "Google Maps"),
        ("peta", "https://google.com/url?q=//evil.example", "Google Maps"),
        ("peta", "https://maps.google.com@evil.example/", "Google Maps"),
        ("ukuran", "raksasa", "Pilih salah satu."),
        ("setuju_wa", "y", "Tulis nomornya dulu"),
        ("cerita", "a" * 3_001, "Terlalu panjang"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_that_was_typed_is_lost(
    device: Device, db: SQLAlchemy, field: str, value: str, sentence: str
) -> None:
    sign_in(device, make_user())

    page = begin(device, status=422, tempat="Kec. Kerek", **{field: value})

    assert sentence in page.one("#summary").get_text()
    assert page.one("#tempat")["value"] == "Kec. Kerek"
    assert page.has("#jenis-0[checked]") or field == "jenis"
    assert db.session.scalar(select(func.count()).select_from(Membership)) == 0


def test_a_number_is_kept_in_one_spelling_and_given_to_buyers_only_with_consent(device: Device, db: SQLAlchemy) -> None:
    producer = at_home(device)
    form = device.get(PROFILE)

    device.submit(form, "Simpan profil", {"wa": "0812-3456-7890"})
    db.session.expire_all()
    assert (producer.whatsapp, producer.whatsapp_consent_at) == ("+6281234567890", None)

    device.submit(device.get(PROFILE), "Simpan profil", {"setuju_wa": "y"})
    db.session.expire_all()
    assert producer.whatsapp_consent_at is not None

    device.submit(device.get(PROFILE), "Simpan profil", {"wa": "", "setuju_wa": ""})
    db.session.expire_all()
    assert (producer.whatsapp, producer.whatsapp_consent_at) == ("", None)


def test_the_public_page_tells_the_facts_but_never_the_numbers(device: Device, db: SQLAlchemy) -> None:
    at_home(device, slug="contoh-21")
    facts = {
        "wa": "081234567890", "setuju_wa": "y", "nib": "1234567890123", "kirim_dari": "Kantor pos Kerek",
        "hari": "senin", "peta": "https://maps.app.goo.gl/abc", "bayar": "qris", "sentra": "Sentra Kerek",
    }  # fmt: skip

    device.submit(device.get(PROFILE), "Simpan profil", facts)

    page = device.get("/pembuat/contoh-21")
    for told in ("Kantor pos Kerek", "Senin", "QRIS", "Sentra Kerek"):
        assert told in page.text
    assert page.link("Lihat di peta") == "https://maps.app.goo.gl/abc"
    html = page.response.get_data(as_text=True)
    assert "81234567890" not in html and "1234567890123" not in html


def test_who_saves_second_sees_both_texts_and_chooses(device: Device, db: SQLAlchemy) -> None:
    producer = at_home(device)
    form = device.get(PROFILE)
    device.submit(form, "Simpan profil", {"tempat": "Kec. Kerek", "bayar": "qris"})

    page = device.submit(form, "Simpan profil", {"tempat": "Kec. Tuban"}, status=409)

    assert page.one("#tempat")["value"] == "Kec. Tuban"
    assert page.texts(".note.err dt, .note.err dd") == [
        "Desa atau kecamatan", "Kec. Kerek", "Cara pembayaran", "QRIS",
    ]  # fmt: skip
    for link in page.attributes(".note.err dt a", "href"):
        assert page.has(link)
    device.submit(page, "Simpan profil")
    db.session.expire_all()
    assert (producer.place, producer.version) == ("Kec. Tuban", 3)


def test_nobody_reads_or_changes_the_maker_of_somebody_else(device: Device, db: SQLAlchemy) -> None:
    other = make_producer(name="Contoh Pembuat 99")
    make_membership(other, make_user())
    at_home(device)
    form = device.get(PROFILE)

    for path in (f"/ruang?usaha={other.id}", f"{PROFILE}?usaha={other.id}"):
        device.get(path, status=404)
    token = str(form.one("input[name=csrf_token]")["value"])
    device.post(f"{PROFILE}?usaha={other.id}", BEGUN | {"csrf_token": token, "versi": "1"}, status=404)

    db.session.expire_all()
    assert (other.name, other.version) == ("Contoh Pembuat 99", 1)


def test_posting_every_column_changes_only_what_the_form_asks(device: Device, db: SQLAlchemy) -> None:
    producer = at_home(device, origin_valid_until=None, waiting_since=now())
    closed = {
        name: getattr(producer, name)
        for name in (
            "id", "slug", "region_code", "is_example", "waiting_since", "origin_valid_until", "origin_checked_on",
            "origin_office_id", "origin_reminded_at", "whatsapp_consent_at", "created_at",
        )
    }  # fmt: skip
    columns = {column.name: "2099-01-01" for column in Producer.__table__.columns}

    device.submit(device.get(PROFILE), "Simpan profil", columns | {"producer_id": "1", "role": "owner"})

    db.session.expire_all()
    assert {name: getattr(producer, name) for name in closed} == closed


def test_a_maker_who_takes_another_name_is_found_by_it(device: Device, app: Flask, db: SQLAlchemy) -> None:
    producer = at_home(device)
    make_listing(producer=producer, name="Tikar contoh")

    device.submit(device.get(PROFILE), "Simpan profil", {"nama": "Contoh Gelombang"})
    work(app, db)

    assert "Tikar contoh" in device.get("/katalog?q=gelombang").text


def test_the_room_shows_what_is_missing_and_each_work_as_others_see_it(device: Device) -> None:
    producer = at_home(device, origin_valid_until=None, waiting_since=now())
    listing = make_listing(producer=producer, name="Tikar contoh")

    page = device.get("/ruang")

    assert page.texts(".works h3") == ["Tikar contoh"]
    assert page.texts(".works .tag") == ["Menunggu asal diperiksa"]
    assert page.attributes(".works h3 a", "href") == [f"/ruang/karya/{listing.id}/ubah"]
    assert page.link("Lengkapi profil") == "/ruang/profil#tempat"


def test_a_room_with_many_works_asks_no_more_than_one_with_few(device: Device, count_queries: Counter) -> None:
    producer = at_home(device)
    for number in range(3):
        make_listing(producer=producer, name=f"Tikar {number}")
    device.get("/ruang")
    with count_queries() as few:
        device.get("/ruang")
    for number in range(27):
        make_listing(producer=producer, name=f"Keranjang {number}")

    with count_queries() as many:
        device.get("/ruang")

    assert many() == few() <= 17


def test_a_confirmation_that_has_lapsed_takes_the_maker_out_of_every_list_on_the_day(device: Device) -> None:
    day = datetime.date(2026, 3, 1)
    producer = at_home(device, origin_valid_until=day, slug="contoh-lewat", name="Contoh Lewat")
    make_listing(producer=producer, name="Tikar contoh")

    device.get("/pembuat/contoh-lewat", status=404)
    for path in ("/pembuat", "/katalog?q=tikar", "/umpan/karya.atom"):
        assert "Tikar contoh" not in device.raw(path).text and "Contoh Lewat" not in device.raw(path).text
    assert "Asal perlu diperiksa lagi" in device.get("/ruang").text
