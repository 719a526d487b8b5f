"""A listing that somebody writes for a maker: hers to confirm, nobody else's to send, and both stand in its log."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import delete, select, update

from craftsite.accounts.models import NUMBER_DOMAIN, Seat, User, UserSession
from craftsite.listings.assist_models import Assist
from craftsite.listings.models import Deed, Draft, DraftState, Listing, ListingDeed
from craftsite.mail.models import OutboxMessage
from craftsite.producers.models import GroupMember, Producer
from craftsite.web.clock import now
from tests.accounts.doors import link_in, sign_in
from tests.browser import Device, Page
from tests.factories import make_member, make_membership, make_producer, make_user
from tests.listings.test_editor import WHOLE
from tests.listings.test_photos import send_photo
from tests.offices import officer

Outbox = Callable[[], list[OutboxMessage]]
NUMBER = "+6281200000007"
ASK = "Minta persetujuan pembuatnya"
AGREE, DECLINE = "Setuju, kirim untuk diperiksa", "Bukan karya saya, jangan tayangkan"


@dataclass
class Help:
    """A maker of a region, somebody who speaks for her, and somebody of its office who writes for her."""

    maker: Producer
    owner: User
    helper: User
    device: Device


@pytest.fixture
def help_(app: Flask, db: SQLAlchemy) -> Help:
    """The evening on which it begins."""
    maker = make_producer(region="3526", name="Contoh Pembuat 07", whatsapp=NUMBER)
    owner = make_user(region="3526")
    make_membership(maker, owner)
    device = Device(app)
    return Help(maker, owner, officer(device, db), device)


def begin(device: Device, maker: Producer) -> Page:
    """The editor of a listing that somebody begins for a maker."""
    form = device.get(f"/menuliskan/pembuat/{maker.id}/baru")
    answer = device.submit(form, "Mulai", {"jenis": "kerajinan"}, status=303)
    return device.get(answer.headers["Location"])


def asked(help_: Help, db: SQLAlchemy) -> Listing:
    """A whole listing that its maker was asked about."""
    help_.device.submit(begin(help_.device, help_.maker), ASK, WHOLE)
    return db.session.scalars(select(Listing)).one()


def state_of(db: SQLAlchemy, listing: Listing) -> str | None:
    """Where a listing stands with the office."""
    return db.session.scalar(select(Draft.state).where(Draft.listing_id == listing.id))


def log_of(db: SQLAlchemy, listing: Listing) -> list[tuple[str, int | None]]:
    """What was done to a listing, and by whom."""
    deeds = db.session.scalars(select(ListingDeed).where(ListingDeed.listing_id == listing.id).order_by(ListingDeed.id))
    return [(deed.deed, deed.user_id) for deed in deeds]


def test_a_maker_confirms_by_the_link_of_a_letter_and_both_stand_in_the_log(
    help_: Help, outbox: Outbox, app: Flask, db: SQLAlchemy
) -> None:
    desk = help_.device
    assert desk.get(f"/dekranasda/pembuat/{help_.maker.id}").link("Tuliskan karya untuk pembuat ini")
    editor = begin(desk, help_.maker)
    assert "Tidak ada yang tayang sebelum pembuatnya setuju." in editor.text
    assert not editor.has("form[action$=pengajuan], [formaction$=pengajuan], [formaction$=sertifikat], a[href$=hapus]")
    send_photo(desk, editor, **WHOLE | {"cerita": "Dianyam ibu-ibu."})
    editor = desk.get(editor.response.request.path)
    page = desk.get(desk.submit(editor, ASK, {"milik_saya": "y", "orang_setuju": "y"}).headers["Location"])
    assert "Menunggu jawaban pembuatnya" in page.text
    listing = db.session.scalars(select(Listing)).one()
    desk.get(f"/ruang/karya/{listing.id}/ubah", status=404)

    mailbox = Device(app)
    link = link_in(outbox(), "/persetujuan/")
    asked_page = mailbox.get(link)
    assert f"Ditulis oleh {help_.helper.name}, Contoh Kantor 3526, untuk Contoh Pembuat 07." in asked_page.text
    for told in ("Keranjang bambu, 24 cm", "Rp 125.000", "Dianyam ibu-ibu.", "Foto dan motif ini milik saya"):
        assert told in asked_page.text
    assert state_of(db, listing) == DraftState.WRITING, "looking sends nothing"

    mailbox.submit(asked_page, AGREE)
    assert "Terima kasih, sudah Anda setujui" in mailbox.get(link).text
    assert state_of(db, listing) == DraftState.SUBMITTED
    helper, owner = help_.helper.id, help_.owner.id
    assert log_of(db, listing) == [(Deed.BEGUN, helper), (Deed.HANDED, helper), (Deed.SUBMITTED, owner)]
    assert outbox()[-1].recipient == help_.helper.email
    assert "menyetujui" in outbox()[-1].text

    review = desk.get(f"/dekranasda/kurasi/{listing.id}")
    assert f"Ditulis oleh {help_.helper.name}" in review.text
    assert f"disetujui {help_.owner.name}" in review.text
    assert not review.has("button[value=setujui]"), "nobody decides on what they wrote"
    desk.get(f"/ruang/karya/{listing.id}/ubah", status=404)


def test_a_maker_with_a_number_confirms_behind_her_own_sign_in(
    help_: Help, outbox: Outbox, app: Flask, db: SQLAlchemy
) -> None:
    help_.owner.phone, help_.owner.email = NUMBER, f"{NUMBER[1:]}@{NUMBER_DOMAIN}"
    db.session.commit()
    listing = asked(help_, db)
    assert outbox() == []
    page = help_.device.get(f"/menuliskan/{listing.id}")
    address = f"/ruang/karya/{listing.id}/persetujuan"
    assert address in page.one("p.note").get_text()
    assert page.one("a.wa")["href"].startswith("https://wa.me/6281200000007?text=")
    help_.device.get(address, status=404)

    maker = Device(app)
    assert "/masuk" in maker.get(address, status=303).headers["Location"]
    sign_in(maker, help_.owner)
    room = maker.get("/ruang")
    assert "Setujukah Anda? Keranjang bambu, 24 cm" in room.texts(".tasks b")
    maker.submit(maker.get(address), AGREE)
    assert maker.get("/ruang/karya").texts(".works .tag") == ["Sedang diperiksa"]
    assert "disetujui" in maker.get(f"/ruang/karya/{listing.id}/ubah").text


def test_what_is_declined_is_gone_and_the_helper_reads_so(
    help_: Help, outbox: Outbox, app: Flask, db: SQLAlchemy
) -> None:
    listing = asked(help_, db)
    link = link_in(outbox(), "/persetujuan/")
    mailbox = Device(app)
    page = mailbox.get(link)
    mailbox.submit(page, DECLINE)
    mailbox.submit(page, AGREE)

    assert "Tidak ditayangkan" in mailbox.get(link).text
    db.session.expire_all()
    assert listing.deleted_at is not None
    assert log_of(db, listing)[-2:] == [(Deed.DECLINED, help_.owner.id), (Deed.DELETED, help_.owner.id)]
    assert "Ditolak pembuatnya" in help_.device.get("/menuliskan").text
    assert outbox()[-1].subject == "Tidak disetujui: Keranjang bambu, 24 cm"


def test_a_link_ends_with_what_it_asked_and_answers_what_was_read(
    help_: Help, outbox: Outbox, app: Flask, db: SQLAlchemy
) -> None:
    listing = asked(help_, db)
    link, mailbox, desk = link_in(outbox(), "/persetujuan/"), Device(app), help_.device
    page = mailbox.get(link)
    with time_machine.travel(now() + datetime.timedelta(days=15)):
        mailbox.get(link, status=410)

    desk.submit(desk.get(f"/menuliskan/{listing.id}"), "Tarik, saya ubah dulu")
    mailbox.get(link, status=410)
    mailbox.submit(page, AGREE, status=410)
    desk.submit(desk.get(f"/ruang/karya/{listing.id}/ubah"), ASK, {"harga": "150.000"})
    mailbox.get(link, status=410)

    fresh = link_in(outbox(), "/persetujuan/")
    page = mailbox.get(fresh)
    db.session.execute(update(Listing).values(edition=Listing.edition + 1))
    db.session.commit()
    assert "Tulisannya baru saja berubah." in mailbox.submit(page, AGREE, status=409).text
    mailbox.get("/persetujuan/karangan", status=410)


def test_a_right_that_ends_ends_the_help_at_once(help_: Help, db: SQLAlchemy) -> None:
    editor = begin(help_.device, help_.maker)
    address = editor.response.request.path
    db.session.execute(update(UserSession).values(second_factor_at=None))
    db.session.commit()
    help_.device.get(address, status=404)
    db.session.execute(update(UserSession).values(second_factor_at=now()))
    db.session.execute(update(Seat).values(until_at=now()))
    db.session.commit()

    help_.device.get(address, status=404)
    help_.device.submit(editor, "Lanjut ke kirim dan bayar", WHOLE, status=404)
    help_.device.submit(editor, ASK, WHOLE, status=404)
    help_.device.get(f"/menuliskan/pembuat/{help_.maker.id}/baru", status=404)
    assert help_.device.get("/menuliskan").texts(".rows") == []


def test_the_owner_of_a_cooperative_writes_for_members_that_agreed(app: Flask, db: SQLAlchemy) -> None:
    group = make_producer(kinds=("kopwan",), name="Contoh Kopwan")
    maker, stranger = make_producer(region="3527", name="Contoh Anggota"), make_producer()
    owner, editor = make_user(), make_user()
    make_membership(group, owner)
    make_membership(group, editor, "editor")
    for one in (maker, stranger):
        make_membership(one, make_user())
    make_member(group, maker, agreed_at=now())
    make_member(group, stranger)
    device = Device(app)
    sign_in(device, owner)

    assert device.get("/menuliskan").texts("section[aria-labelledby=makers] h3") == ["Contoh Anggota"]
    device.get(f"/menuliskan/pembuat/{stranger.id}/baru", status=404)
    device.get(f"/menuliskan/pembuat/{group.id}/baru", status=404)
    device.submit(begin(device, maker), ASK, WHOLE)
    listing = db.session.scalars(select(Listing)).one()
    page = device.get(f"/menuliskan/{listing.id}")
    assert page.one("a.wa")["href"].startswith("https://wa.me/?text="), "a group learns no number here"
    device.submit(page, "Batalkan tulisan ini")
    db.session.expire_all()
    assert listing.deleted_at is not None

    again = begin(device, maker)
    db.session.execute(delete(GroupMember).where(GroupMember.maker_id == maker.id))
    db.session.commit()
    device.get(again.response.request.path, status=404)

    other = Device(app)
    sign_in(other, editor)
    other.get(f"/menuliskan/pembuat/{maker.id}/baru", status=404)


def test_a_maker_who_goes_on_by_herself_has_confirmed(help_: Help, app: Flask, db: SQLAlchemy) -> None:
    editor = begin(help_.device, help_.maker)
    maker = Device(app)
    sign_in(maker, help_.owner)
    page = maker.get(editor.response.request.path)
    assert f"Sedang ditulis oleh {help_.helper.name}" in page.text
    maker.submit(page, "Kirim untuk diperiksa", WHOLE)

    assist = db.session.scalars(select(Assist)).one()
    assert (assist.answer, assist.answered_by_id) == ("confirmed", help_.owner.id)
    help_.device.get(editor.response.request.path, status=404)
