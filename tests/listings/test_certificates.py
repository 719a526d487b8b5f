"""Certificates as their maker writes them: read by kind, private in their file, shown once an office has looked."""

import datetime
import io

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.listings import certificate_operations as operations
from craftsite.listings.certificate_models import Certificate, CertificateListing
from craftsite.listings.models import Listing
from craftsite.media.models import StoredDocument, StoredImage
from craftsite.producers.models import Producer
from craftsite.web.clock import now, today
from tests.accounts.doors import sign_in
from tests.browser import Device, Page
from tests.factories import (
    PDF,
    make_certificate,
    make_document,
    make_draft,
    make_image,
    make_listing,
    make_membership,
    make_producer,
    make_user,
)
from tests.media.photographs import photograph

SAVE = "Simpan sertifikat"
LIST, NEW = "/ruang/sertifikat", "/ruang/sertifikat/baru"
HALAL = "ID35110001234567890"


@pytest.fixture
def maker(device: Device) -> Producer:
    """A maker whose owner is signed in on the device."""
    producer = make_producer(region="3578")
    user = make_user()
    make_membership(producer, user)
    sign_in(device, user)
    return producer


def in_days(days: int) -> str:
    """A day as a form sends it."""
    return (today() + datetime.timedelta(days=days)).isoformat()


def written(db: SQLAlchemy) -> Certificate:
    """The certificate that was written last, as it stands."""
    newest = select(Certificate).order_by(Certificate.id.desc()).limit(1)
    return db.session.scalars(newest.execution_options(populate_existing=True)).one()


def follow(device: Device, answer: Page) -> Page:
    """The page that an answer leads to."""
    return device.get(answer.headers["Location"])


def test_a_certificate_is_written_once_and_waits_for_the_office(
    maker: Producer, device: Device, db: SQLAlchemy
) -> None:
    paper = (io.BytesIO(photograph()), "IMG_0001.jpg")

    answer = device.submit(
        device.get(NEW), SAVE, {"jenis": "halal", "nomor": "id 3511 0001 2345 67890", "berkas": paper}
    )

    page = follow(device, answer)
    assert page.texts(".rows h2") == [f"Sertifikat halal {HALAL}"]
    assert page.texts(".rows .tag") == ["Menunggu dilihat kantor"]
    assert "BPJPH, tanpa batas waktu" in page.text
    certificate = written(db)
    assert certificate.covers_all
    assert db.session.get_one(StoredImage, certificate.image_id).is_private


WRONG = (
    ({"jenis": ""}, "Pilih sertifikatnya."),
    ({"nomor": ""}, "Tulis nomornya seperti di lembar sertifikat."),
    ({"nomor": "ID12"}, "Nomor halal BPJPH dimulai dengan ID, lalu 17 angka. Periksa lagi."),
    ({"jenis": "sni", "sampai": "2030-01-01"}, "Tulis siapa yang menerbitkannya, seperti di lembarnya."),
    ({"jenis": "pirt"}, "Tulis tanggal terakhir berlakunya, seperti di lembarnya."),
    ({"sampai": "2020-01-01"}, "Tanggal ini sudah lewat. Catat sertifikat yang masih berlaku."),
    ({"sampai": "2090-01-01"}, "Tanggal ini terlalu jauh. Periksa tahunnya."),
    ({"untuk": "pilih"}, "Beri tanda pada paling sedikit satu barang."),
    ({"untuk": "pilih", "karya": "{listing}"}, "Sertifikat halal tidak untuk barang seperti Keranjang."),
)


def test_what_is_not_understood_is_said_and_stays(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    listing = make_listing(producer=maker)
    page = device.get(NEW)
    for sent, sentence in WRONG:
        typed = {"jenis": "halal", "nomor": HALAL} | {
            name: value.format(listing=listing.id) for name, value in sent.items()
        }

        answer = device.submit(page, SAVE, typed, status=422)

        assert sentence in answer.texts("#summary li"), sent
        assert answer.one("input[name=nomor]").get("value", "") == typed["nomor"]
    assert not db.session.scalars(select(Certificate)).all()


def test_a_pdf_is_kept_as_it_is_and_only_ever_handed_out_as_a_file(
    maker: Producer, device: Device, new_device: object, db: SQLAlchemy, app: Flask
) -> None:
    typed = {"jenis": "merek", "nomor": "IDM000123456", "sampai": in_days(400)}
    device.submit(device.get(NEW), SAVE, typed | {"berkas": (io.BytesIO(PDF), "../x.html")})
    certificate = written(db)

    answer = device.raw(f"{LIST}/{certificate.id}/berkas.pdf")

    assert answer.data == PDF
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=sertifikat-{certificate.id}.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    key = db.session.get_one(StoredDocument, certificate.document_id).key
    assert app.test_client().get(f"/media/{key}/document.pdf").status_code == 404


def test_what_is_neither_photograph_nor_pdf_is_refused(maker: Producer, device: Device) -> None:
    page = device.get(NEW)
    for data in (b"%PDF-1.7 half of it", b"<html>"):
        typed = {"jenis": "halal", "nomor": HALAL, "berkas": (io.BytesIO(data), "halal.pdf")}

        assert device.submit(page, SAVE, typed, status=422).has("#berkas-error"), data


def test_a_change_of_what_is_shown_waits_beside_it(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    image = make_image(is_private=True)
    shown = make_certificate(maker, number="IDM000000001", image_id=image.id)
    db.session.commit()
    edit = f"{LIST}/{shown.id}/ubah"

    page = device.get(edit)
    device.submit(page, SAVE, {"nomor": "IDM000000002"})
    assert "yang lama tetap tampil" in device.get(LIST).text
    again = device.submit(page, SAVE, {"nomor": "IDM000000003"}, status=409)

    assert "baru saja diubah dari tempat lain" in again.text
    change = written(db)
    assert (change.replaces_id, change.number, change.image_id) == (shown.id, "IDM000000002", image.id)
    assert db.session.get_one(Certificate, shown.id).number == "IDM000000001"
    assert device.get(edit, status=303).headers["Location"].startswith(f"{LIST}/{change.id}/ubah")


def test_what_is_taken_away_is_gone_at_once_with_its_file(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    document = make_document()
    certificate = make_certificate(maker, document_id=document.id)
    db.session.commit()

    page = device.get(f"{LIST}/{certificate.id}/hapus")
    device.submit(page, "Hapus sertifikat")

    assert not device.get(LIST).has(".rows")
    device.get(f"{LIST}/{certificate.id}/berkas.pdf", status=404)
    db.session.refresh(document)
    assert document.discarded_at is not None


def test_nobody_reads_the_certificates_of_another_maker(maker: Producer, device: Device) -> None:
    other = make_producer()
    certificate = make_certificate(other, document_id=make_document().id)

    for path in ("ubah", "hapus", "berkas.pdf"):
        device.get(f"{LIST}/{certificate.id}/{path}", status=404)
    device.get(f"{NEW}?usaha={other.id}", status=404)
    foreign = make_listing(producer=other, kind="agro")
    form = {"jenis": "halal", "nomor": HALAL, "untuk": "pilih", "karya": str(foreign.id)}
    device.post(NEW, form | {"csrf_token": str(device.get(NEW).one("input[name=csrf_token]")["value"])}, status=422)


# In the editor


def test_food_that_is_called_halal_needs_its_certificate_before_it_is_sent(
    maker: Producer, device: Device, db: SQLAlchemy
) -> None:
    listing = make_draft(maker, fields={"jenis": ["agro"], "golongan": ["keripik"], "tahap": ["kemasan"]})
    editor = f"/ruang/karya/{listing.id}/ubah"
    page = device.get(editor)

    refused = device.submit(page, "Kirim untuk diperiksa", {"halal": "nomor"}, status=422)
    assert "Catat sertifikat halalnya, dengan nomornya." in refused.texts("#lacks li")
    assert refused.link("Catat sertifikat halalnya, dengan nomornya.") == "#sertifikat"

    away = follow(device, device.submit(device.get(editor), "Tambah sertifikat", {"nama": "Keripik contoh"}))
    assert away.one("input[name=untuk][checked]")["value"] == "pilih"
    assert away.one("select[name=jenis] option[selected]")["value"] == "halal"
    assert "Batikmark" not in away.texts("select[name=jenis] option")
    back = device.submit(away, SAVE, {"nomor": HALAL})

    assert back.headers["Location"] == f"{editor}?bagian=cerita#sertifikat"
    page = follow(device, back)
    assert page.texts("#sertifikat h4") == [f"Sertifikat halal {HALAL}"]
    assert page.one("input[name=nama]")["value"] == "Keripik contoh"
    mark = db.session.scalars(select(CertificateListing)).one()
    assert mark.listing_id == listing.id
    device.submit(page, "Kirim untuk diperiksa")


def test_a_certificate_of_the_maker_is_seen_only_where_it_can_be_about_the_goods(
    maker: Producer, device: Device
) -> None:
    make_certificate(maker, kind="batikmark", number="BM-1", issuer="BBKB")
    make_certificate(maker, kind="sni", number="SNI-1", issuer="LSPro")
    basket = make_draft(maker)

    assert device.get(f"/ruang/karya/{basket.id}/ubah").texts("#sertifikat h4") == ["SNI SNI-1"]


# Days go by


def test_its_people_get_two_letters_before_it_lapses(
    app: Flask, maker: Producer, db: SQLAlchemy, outbox: object
) -> None:
    last = today() + datetime.timedelta(days=60)
    make_certificate(maker, number="IDM000000007", valid_until=last)
    counts = []
    for days in (31, 30, 29, 8, 7, 6, 0, -1):
        with time_machine.travel(now() + datetime.timedelta(days=60 - days), tick=False):
            counts.append(operations.remind(today()))

    assert counts == [0, 1, 0, 0, 1, 0, 0, 0]
    letters = [letter for letter in outbox() if "IDM000000007" in letter.text]
    assert len(letters) == 2


def test_what_was_taken_away_is_forgotten_after_a_year_and_with_its_maker(maker: Producer, db: SQLAlchemy) -> None:
    make_certificate(maker, state="removed", removed_at=now() - datetime.timedelta(days=364))
    make_certificate(maker, state="removed", removed_at=now() - datetime.timedelta(days=366))
    make_certificate(make_producer(closed_at=now(), erased_at=now()))

    assert operations.forget_removed(now()) == 2
    assert db.session.scalars(select(Listing)).all() == []
