"""Photographs of a listing: taken one at a time, kept with all that was typed, and public only where they may be."""

import io

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.listings import photo_operations
from craftsite.listings.models import Draft, Listing, ListingDeed, Photo
from craftsite.listings.photo_operations import MOST_PHOTOS
from craftsite.media.models import StoredImage
from craftsite.producers.models import Producer
from tests.accounts.doors import sign_in
from tests.browser import Device, Page
from tests.factories import add_photos, make_listing, make_membership, make_producer, make_user
from tests.listings.test_editor import begin, newest
from tests.media.photographs import photograph


@pytest.fixture
def maker(device: Device) -> Producer:
    """A maker whose owner is signed in on the device."""
    producer = make_producer(region="3578")
    user = make_user()
    make_membership(producer, user)
    sign_in(device, user)
    return producer


def send_photo(device: Device, page: Page, photo: bytes | None = None, *, status: int = 303, **typed: str) -> Page:
    """The answer to a photograph that is sent from the editor, by default one that no other test sends."""
    file = (io.BytesIO(photograph() if photo is None else photo), "IMG_0001.jpg")
    return device.submit(page, "Kirim foto", {"foto": file} | typed, status=status)


def follow(device: Device, answer: Page) -> Page:
    """The page that an answer leads to."""
    return device.get(answer.headers["Location"])


def open_editor(device: Device, listing: Listing) -> Page:
    """The editor, open at the photographs."""
    return device.get(f"/ruang/karya/{listing.id}/ubah?bagian=foto")


def photo_ids(db: SQLAlchemy, listing: Listing) -> list[int]:
    """The photographs of a listing in their order."""
    return list(db.session.scalars(select(Photo.id).where(Photo.listing_id == listing.id).order_by(Photo.position)))


def test_a_photograph_is_taken_and_all_that_was_typed_stays(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    page = begin(device)

    answer = send_photo(device, page, nama="Keranjang bambu", harga="entah berapa")

    assert answer.headers["Location"].endswith("bagian=foto#bagian-foto")
    again = follow(device, answer)
    assert again.texts(".photos .caption") == ["Utama"]
    assert again.one("#bagian-foto").has_attr("open")
    assert again.one("input[name=nama]")["value"] == "Keranjang bambu"
    assert again.one("input[name=harga]")["value"] == "entah berapa"
    assert again.has("#preview picture")


def test_what_is_no_photograph_is_refused_where_it_was_chosen(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    page = begin(device)

    again = send_photo(device, page, b"ini bukan foto", status=422, nama="Keranjang bambu")

    assert again.texts("#photos .error") == ["Berkas ini bukan foto. Pilih foto JPEG, PNG, WebP, AVIF, atau HEIC."]
    assert again.one("#bagian-foto").has_attr("open")
    assert again.one("input[name=nama]")["value"] == "Keranjang bambu"
    assert newest(db).name_id == "Keranjang bambu"


def test_nothing_chosen_is_said_so(maker: Producer, device: Device) -> None:
    again = device.submit(begin(device), "Kirim foto", {"nama": "Tikar"}, status=422)

    assert again.texts("#photos .error") == ["Pilih satu foto."]


def test_a_photograph_that_is_sent_twice_is_there_once(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    page = begin(device)

    send_photo(device, page)
    send_photo(device, page)

    assert len(photo_ids(db, newest(db))) == 1


def test_a_ninth_photograph_is_refused_kindly(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    page = begin(device)
    add_photos(newest(db), MOST_PHOTOS)

    again = send_photo(device, page, status=422, nama="Keranjang bambu")

    assert again.texts("#photos .error") == ["Satu karya paling banyak 8 foto. Hapus satu dulu, lalu kirim lagi."]
    assert again.one(".photos .add").has_attr("hidden")
    assert len(photo_ids(db, newest(db))) == MOST_PHOTOS
    assert newest(db).name_id == "Keranjang bambu"


def test_a_maker_has_no_more_photographs_than_one_may_have(
    maker: Producer, device: Device, db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_photos(make_listing(producer=maker), 2)
    page = begin(device)
    monkeypatch.setattr("craftsite.listings.photographs.MOST_OF_MAKER", 2)

    again = send_photo(device, page, status=422)

    assert "Foto Anda sudah terlalu banyak" in again.text


def test_any_button_takes_along_a_photograph_that_was_chosen(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    file = (io.BytesIO(photograph()), "IMG_0001.jpg")

    device.submit(begin(device), "Lanjut ke kirim dan bayar", {"foto": file, "nama": "Tampah"}, status=422)
    assert (newest(db).name_id, len(photo_ids(db, newest(db)))) == ("Tampah", 1)

    again = device.submit(begin(device), "Lanjut ke foto", {"foto": (io.BytesIO(b"bukan"), "a.jpg")}, status=422)
    assert again.texts("#photos .error") == ["Berkas ini bukan foto. Pilih foto JPEG, PNG, WebP, AVIF, atau HEIC."]


def test_photographs_change_their_places(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    page = begin(device)
    listing = newest(db)
    one, two, three = add_photos(listing, 3)
    editor = open_editor(device, listing)

    device.post(*change_of(editor, listing, three, "utama"))
    assert photo_ids(db, listing) == [three, one, two]
    device.post(*change_of(editor, listing, two, "kiri"))
    assert photo_ids(db, listing) == [three, two, one]
    device.post(*change_of(editor, listing, three, "kanan"))
    assert photo_ids(db, listing) == [two, three, one]
    # Past either end there is nowhere to go.
    device.post(*change_of(editor, listing, two, "kiri"))
    device.post(*change_of(editor, listing, one, "kanan"))
    assert photo_ids(db, listing) == [two, three, one]
    assert page.status == 200


def change_of(editor: Page, listing: Listing, photo_id: int, move: str) -> tuple[str, dict[str, str]]:
    """Where a button of a photograph sends the editor, and what stands in it that matters."""
    token = str(editor.one("#editor > input[name=csrf_token]")["value"])
    edition = str(editor.one("input[name=versi]")["value"])
    return f"/ruang/karya/{listing.id}/foto/{photo_id}/{move}", {"csrf_token": token, "versi": edition}


def test_a_button_of_a_photograph_keeps_what_was_typed(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    begin(device)
    listing = newest(db)
    one, two = add_photos(listing, 2)
    editor = open_editor(device, listing)

    answer = device.submit(editor, "Jadikan utama foto 2", {"nama": "Tikar mendong", f"keterangan_{one}": "Tepinya"})

    again = follow(device, answer)
    assert photo_ids(db, listing) == [two, one]
    assert again.one("input[name=nama]")["value"] == "Tikar mendong"
    assert again.one(f"input[name=keterangan_{one}]")["value"] == "Tepinya"
    assert again.one("#photo-order").has_attr("open")


def test_every_button_of_the_editor_keeps_the_descriptions(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    begin(device)
    listing = newest(db)
    [one] = add_photos(listing, 1)

    device.submit(
        open_editor(device, listing),
        "Lanjut ke kirim dan bayar",
        {f"keterangan_{one}": " Tepi\x00 anyaman\n"},
        status=422,
    )

    assert db.session.get_one(Photo, one).alt == "Tepi anyaman"


def test_a_removed_photograph_is_gone_at_once(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    listing = make_listing(producer=maker, owns_pictures=True)
    one, _two = add_photos(listing, 2)
    db.session.commit()
    address = device.get(f"/karya/{listing.code}-{listing.slug}").attributes(".gallery img", "src")[0]
    assert device.raw(address).status_code == 200

    device.submit(open_editor(device, listing), "Hapus foto foto 1")

    assert device.raw(address).status_code == 404
    assert device.get(f"/karya/{listing.code}-{listing.slug}").attributes(".gallery img", "src") != []
    assert one not in photo_ids(db, listing)
    assert db.session.scalars(select(Draft)).all() == []
    [deed] = db.session.scalars(select(ListingDeed)).all()
    assert deed.details == {"photos": ["2", "1"]}


def test_the_photographs_of_another_maker_cannot_be_reached(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    begin(device)
    mine = newest(db)
    theirs = make_listing(owns_pictures=True)
    [photo_id] = add_photos(theirs, 1)
    editor = open_editor(device, mine)

    address, fields = change_of(editor, theirs, photo_id, "hapus")
    device.post(address, fields, status=404)
    device.post(f"/ruang/karya/{theirs.id}/foto", fields, status=404)
    device.post(f"/ruang/karya/{theirs.id}/foto/keterangan", fields | {f"keterangan_{photo_id}": "x"}, status=404)
    # Nor by way of a listing of one's own.
    device.post(f"/ruang/karya/{mine.id}/foto/{photo_id}/hapus", fields)
    device.submit(open_editor(device, mine), "Kirim foto", {f"keterangan_{photo_id}": "x"}, status=422)

    assert photo_ids(db, theirs) == [photo_id]
    assert db.session.get_one(Photo, photo_id).alt == ""


def test_a_script_sends_a_photograph_alone_and_gets_the_photographs(
    maker: Producer, device: Device, db: SQLAlchemy
) -> None:
    page = begin(device)
    listing = newest(db)
    token = str(page.one("#editor > input[name=csrf_token]")["value"])
    asked = {"HX-Request": "true", "HX-Target": "photos", "Sec-Fetch-Site": "same-origin"}

    answer = device.post(
        f"/ruang/karya/{listing.id}/foto",
        {"csrf_token": token, "foto": (io.BytesIO(photograph()), "a.jpg")},
        headers=asked,
        status=200,
    )

    assert answer.ids() == ["photos", "preview"]
    assert answer.texts(".caption") == ["Utama"]
    assert newest(db).edition == listing.edition

    stale = device.post(
        f"/ruang/karya/{listing.id}/foto",
        {"csrf_token": "tua", "foto": (io.BytesIO(photograph((64, 64))), "a.jpg")},
        headers=asked,
        status=422,
    )
    assert stale.texts("#photos .error") == ["Sesi Anda sudah berganti. Isian Anda masih ada; kirim sekali lagi."]
    assert len(photo_ids(db, listing)) == 1


def test_a_listing_on_the_desk_of_the_office_keeps_its_photographs(
    maker: Producer, device: Device, db: SQLAlchemy
) -> None:
    page = begin(device)
    listing = newest(db)
    [one] = add_photos(listing, 1)
    editor = open_editor(device, listing)
    db.session.get_one(Draft, listing.id).state = "submitted"
    db.session.commit()

    device.post(*change_of(editor, listing, one, "hapus"))
    send_photo(device, page)

    assert photo_ids(db, listing) == [one]


def test_a_photograph_needs_the_ticks_of_its_maker_to_be_sent(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    begin(device)
    add_photos(newest(db), 1)
    whole = {
        "golongan": "anyaman", "nama": "Keranjang bambu", "satuan": "buah", "harga": "125.000", "stok": "siap",
    }  # fmt: skip

    lacking = device.submit(open_editor(device, newest(db)), "Kirim untuk diperiksa", whole, status=422)

    assert "Beri tanda bahwa foto ini milik Anda atau boleh Anda pakai." in lacking.texts("#lacks li")
    device.submit(lacking, "Kirim untuk diperiksa", {"milik_saya": "y", "orang_setuju": "y"}, status=303)


def test_photographs_are_public_only_with_the_ticks(maker: Producer, device: Device, db: SQLAlchemy) -> None:
    listing = make_listing(producer=maker, owns_pictures=False)
    add_photos(listing, 2)
    db.session.commit()
    page = f"/k/{listing.code}"

    assert not device.get("/katalog").has(".listing-card picture")
    assert "foto menyusul" in str(follow(device, device.get(page, status=301)).one(".gallery img")["alt"])

    device.submit(open_editor(device, listing), "Tayangkan perubahan", {"milik_saya": "y", "orang_setuju": "y"})

    assert device.get("/katalog").has(".listing-card picture")
    assert len(follow(device, device.get(page, status=301)).attributes(".gallery img", "alt")) == 2


def test_a_photograph_of_a_live_listing_is_live_at_once_where_the_ticks_hold(
    maker: Producer, device: Device, db: SQLAlchemy
) -> None:
    listing = make_listing(producer=maker, owns_pictures=True, name="Tikar")
    db.session.commit()

    send_photo(device, open_editor(device, listing))

    gallery = device.get(f"/karya/{listing.code}-{listing.slug}").attributes(".gallery img", "alt")
    assert gallery == ["Tikar, foto 1"]
    # Nothing was written, so nothing waits to be sent.
    assert db.session.scalars(select(Draft)).all() == []


def test_one_member_cannot_fill_the_disk_in_an_evening(
    maker: Producer, device: Device, db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = begin(device)
    limit = photo_operations._PHOTOS_OF_MEMBER
    monkeypatch.setattr(photo_operations, "_PHOTOS_OF_MEMBER", type(limit)(1, namespace=limit.namespace))
    send_photo(device, page)

    answer = send_photo(device, page, photograph((90, 90)), status=429)

    assert "Retry-After" in answer.headers
    assert db.session.query(StoredImage).filter(StoredImage.discarded_at.is_(None)).count() == 1
