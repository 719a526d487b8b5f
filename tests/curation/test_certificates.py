"""The office's look at certificates: its own region only, about what was read, written down and told."""

import datetime
from collections.abc import Callable

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.curation.certificate_models import CertificateCheck
from craftsite.listings.certificate_models import Certificate
from craftsite.mail.models import OutboxMessage
from craftsite.producers.models import Producer
from craftsite.web.clock import now, today
from tests.browser import Browser, Device
from tests.curation.desk import APPROVE, DESK, decide, officer, owned, read, undo
from tests.factories import make_certificate, make_image, make_listing, make_membership, make_producer, make_user

QUEUE, SAVE = "/dekranasda/sertifikat", "Catat hasil"
WAITING = {"state": "waiting", "assurance": "own", "checked_on": None}
Outbox = Callable[[], list[OutboxMessage]]


def as_it_is(db: SQLAlchemy, certificate: Certificate) -> tuple[str, str]:
    """The state of a certificate, and who stands behind it."""
    columns = select(Certificate.state, Certificate.assurance).where(Certificate.id == certificate.id)
    return tuple(db.session.execute(columns).one())


def outcomes(db: SQLAlchemy, certificate: Certificate) -> list[str]:
    """What was written down about a certificate, in order."""
    written = select(CertificateCheck.outcome).where(CertificateCheck.certificate_id == certificate.id)
    return list(db.session.scalars(written.order_by(CertificateCheck.id)))


def test_the_desk_looks_at_what_waits_in_its_region_and_says_what_it_found(
    device: Device, browser: Browser, db: SQLAlchemy
) -> None:
    producer = make_producer(region="3526", slug="contoh-lontar", name="Contoh Lontar")
    day_before = now() - datetime.timedelta(days=1)
    first = make_certificate(producer, number="IDM000000001", submitted_at=day_before, **WAITING)
    make_certificate(producer, number="IDM000000002", image_id=make_image(is_private=True).id, **WAITING)
    elsewhere = make_certificate(make_producer(region="3527"), **WAITING)
    officer(device, db)

    assert device.get(DESK).link("Lihat sertifikat") == QUEUE
    assert "Kurasi menunggu: 2" in device.get("/dekranasda/pembuat").texts(".tabbar a")
    page = device.get(QUEUE)
    assert page.texts(".rows h2") == ["Merek terdaftar IDM000000001", "Merek terdaftar IDM000000002"]
    device.get(f"{QUEUE}/{elsewhere.id}", status=404)

    page = device.get(f"{QUEUE}/{first.id}")
    assert "Tanpa foto lembarannya" in page.text
    wrong = (({}, "Pilih hasilnya."), ({"hasil": "dicek"}, "Salin tautan"), ({"hasil": "tolak"}, "Tulis alasannya"))
    for form, sentence in wrong:
        assert sentence in device.submit(page, SAVE, form, status=422).one("#summary").get_text()
    device.submit(page, SAVE, {"hasil": "dilihat"})

    assert as_it_is(db, first) == ("shown", "seen")
    assert outcomes(db, first) == ["seen"]
    assert "IDM000000001" in browser.get("/pembuat/contoh-lontar").text
    again = device.get(f"{QUEUE}/{first.id}")
    assert "Lembarnya dilihat" in again.text
    device.submit(again, SAVE, {"hasil": "dicek", "tautan": "https://daftar.contoh.id/1"})
    assert browser.get("/pembuat/contoh-lontar").link("Lihat di daftar penerbitnya") == "https://daftar.contoh.id/1"


def test_a_paper_that_is_refused_is_not_shown_and_its_maker_reads_why(
    device: Device, new_device: Callable[[], Device], browser: Browser, db: SQLAlchemy, outbox: Outbox
) -> None:
    producer = make_producer(region="3526", slug="contoh-lontar")
    make_membership(producer, make_user(email="pembuat@contoh.id"))
    certificate = make_certificate(producer, number="IDM000000001")
    officer(device, db)

    page = device.get(f"{QUEUE}/{certificate.id}")
    device.submit(page, SAVE, {"hasil": "tolak", "alasan": "Nomornya milik usaha lain."})

    assert "IDM000000001" not in browser.get("/pembuat/contoh-lontar").text
    [letter] = [letter for letter in outbox() if letter.recipient == "pembuat@contoh.id"]
    assert "Nomornya milik usaha lain." in letter.text
    assert f"/ruang/sertifikat/{certificate.id}/ubah" in letter.text


def test_what_was_changed_meanwhile_is_read_again_first(device: Device, db: SQLAlchemy) -> None:
    certificate = make_certificate(make_producer(region="3526"), **WAITING)
    officer(device, db)
    page = device.get(f"{QUEUE}/{certificate.id}")
    certificate.number, certificate.edition = "IDM000000099", 2
    db.session.commit()

    again = device.submit(page, SAVE, {"hasil": "dilihat"}, status=409)

    assert "IDM000000099" in again.text
    assert as_it_is(db, certificate) == ("waiting", "own")
    device.submit(again, SAVE, {"hasil": "dilihat"})
    assert as_it_is(db, certificate) == ("shown", "seen")


def test_a_change_replaces_what_is_shown_once_it_was_looked_at(
    device: Device, browser: Browser, db: SQLAlchemy
) -> None:
    producer = make_producer(region="3526", slug="contoh-lontar")
    old = make_certificate(producer, number="IDM000000001")
    until = today() + datetime.timedelta(days=900)
    fresh = make_certificate(producer, number="IDM000000002", valid_until=until, replaces_id=old.id, **WAITING)
    officer(device, db)

    # What is loaded already would hide what the page forgets to load.
    db.session.expunge_all()
    page = device.get(f"{QUEUE}/{fresh.id}")
    assert page.texts(".diff dt") == ["Nomor", "Berlaku"]
    assert "IDM000000001" in browser.get("/pembuat/contoh-lontar").text
    device.submit(page, SAVE, {"hasil": "dilihat"})

    shown = browser.get("/pembuat/contoh-lontar").text
    assert "IDM000000002" in shown
    assert "IDM000000001" not in shown
    assert as_it_is(db, old)[0] == "removed"


def test_nobody_vouches_for_a_maker_of_their_own(device: Device, db: SQLAlchemy) -> None:
    producer = make_producer(region="3526")
    certificate = make_certificate(producer, **WAITING)
    make_membership(producer, officer(device, db))

    page = device.get(f"{QUEUE}/{certificate.id}")

    assert not page.has("form[action*=sertifikat]")
    token = str(device.get("/akun/email").one("input[name=csrf_token]")["value"])
    sent = {"hasil": "dilihat", "edisi": "1", "csrf_token": token}
    device.post(f"{QUEUE}/{certificate.id}", sent, status=403)


def test_approving_a_listing_lets_its_certificates_pass_as_its_makers_word_until_it_is_taken_back(
    device: Device, browser: Browser, db: SQLAlchemy
) -> None:
    listing, _owner = owned(name_id="Keranjang contoh")
    producer = db.session.get_one(Producer, listing.producer_id)
    own = make_certificate(producer, number="IDM000000001", **WAITING)
    shown = make_certificate(producer, number="IDM000000002")
    change = make_certificate(producer, number="IDM000000003", replaces_id=shown.id, **WAITING)
    other = make_certificate(producer, make_listing(producer=producer, name="Tikar"), number="IDM000000004", **WAITING)
    officer(device, db)
    assert len(read(device, listing).texts("section[aria-labelledby=certificates] h4")) == 3

    decide(device, listing, APPROVE)

    assert as_it_is(db, own) == ("shown", "own")
    assert outcomes(db, own) == ["own"]
    assert as_it_is(db, change)[0] == as_it_is(db, other)[0] == "waiting"
    undo(device)
    assert as_it_is(db, own)[0] == "waiting"
    assert outcomes(db, own) == ["own", "undone"]
    assert as_it_is(db, shown) == ("shown", "seen")
