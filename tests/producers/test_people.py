"""Who speaks for a maker: invited, let in once, changed and taken out by owners, and one owner always stays."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select, update

from craftsite.accounts.models import User, UserSession
from craftsite.mail.models import OutboxMessage
from craftsite.producers.models import Invitation, Membership, MembershipRole, Producer
from craftsite.producers.people_operations import forget_invitations
from craftsite.web.clock import now
from tests.accounts.doors import link_in, sign_in
from tests.browser import Device, Page
from tests.factories import make_membership, make_office, make_producer, make_seat, make_user

PEOPLE = "/ruang/orang"
NUMBER = "+6281234567890"
Devices = Callable[[], Device]
Outbox = Callable[[], list[OutboxMessage]]


def at_home(device: Device, role: str = MembershipRole.OWNER, producer: Producer | None = None) -> Producer:
    """A maker for which somebody, who is signed in here, speaks."""
    producer = producer or make_producer(region="3526", name="Contoh Pembuat 21")
    user = make_user(region="3526")
    make_membership(producer, user, role)
    sign_in(device, user)
    return producer


def invite(device: Device, to: str, *, status: int = 303, **changes: str) -> Page:
    """The answer to the form of an invitation."""
    return device.submit(device.get(PEOPLE), "Kirim undangan", {"alamat": to} | changes, status=status)


def roles(db: SQLAlchemy, producer: Producer) -> dict[int, str]:
    """Who speaks for a maker now, as what."""
    db.session.expire_all()
    rows = db.session.scalars(select(Membership).where(Membership.producer_id == producer.id))
    return {row.user_id: row.role for row in rows}


def token_on(page: Page) -> str:
    """The token of the forms of a page."""
    return str(page.soup.select("input[name=csrf_token]")[0]["value"])


def test_the_letter_of_an_owner_lets_one_account_in_once(
    device: Device, new_device: Devices, db: SQLAlchemy, outbox: Outbox
) -> None:
    producer = at_home(device)
    invite(device, "anak@contoh.id")
    link = link_in(outbox(), "/undangan/")
    child, stranger = new_device(), new_device()
    user = make_user(name="Contoh Anak")

    page = child.get(link)
    assert "Contoh Pembuat 21" in page.text and not page.has("main form")
    assert str(page.one("a.btn")["href"]) == f"/masuk?lanjut={link}"
    sign_in(child, user)
    assert roles(db, producer).get(user.id) is None
    child.submit(child.get(link), "Terima undangan")

    assert roles(db, producer)[user.id] == "editor"
    assert "Contoh Pembuat 21" in child.get("/ruang").text
    assert "Contoh Anak" in outbox()[-1].subject
    sign_in(stranger, make_user())
    stranger.get(link, status=410)
    assert "belum dijawab" not in device.get(PEOPLE).text


def test_only_the_digest_of_a_link_is_kept_and_it_ends_after_seven_days(
    device: Device, new_device: Devices, db: SQLAlchemy, outbox: Outbox
) -> None:
    at_home(device)
    invite(device, "anak@contoh.id")
    link = link_in(outbox(), "/undangan/")
    [row] = db.session.scalars(select(Invitation))

    assert link.removeprefix("/undangan/") not in (row.token_hash or "")
    with time_machine.travel(now() + datetime.timedelta(days=6, hours=23), tick=False):
        new_device().get(link)
    with time_machine.travel(now() + datetime.timedelta(days=7, minutes=1), tick=False):
        new_device().get(link, status=410)
    assert forget_invitations(now() + datetime.timedelta(days=36)) == 0
    assert forget_invitations(now() + datetime.timedelta(days=38)) == 1


def test_posting_without_signing_in_asks_to_sign_in(device: Device, new_device: Devices, outbox: Outbox) -> None:
    at_home(device)
    invite(device, "anak@contoh.id")

    new_device().post(link_in(outbox(), "/undangan/"), {}, status=401)


def test_a_number_is_reached_through_the_office_and_opens_for_its_account_alone(
    device: Device, new_device: Devices, db: SQLAlchemy
) -> None:
    producer = at_home(device)
    invite(device, "0812 3456 7890", peran="owner")
    assert "Menunggu kantor daerah" in device.get(PEOPLE).text
    desk, other, right = new_device(), new_device(), new_device()
    officer = make_user(region="3526")
    make_seat(officer, make_office("3526"))
    sign_in(desk, officer)
    db.session.execute(update(UserSession).where(UserSession.user_id == officer.id).values(second_factor_at=now()))

    page = desk.submit(desk.get("/dekranasda/pembuat"), f"Buat tautan untuk {NUMBER}", status=200)

    assert str(page.one("a.wa")["href"]).startswith("https://wa.me/6281234567890?text=")
    text = page.one("p.note").get_text()
    link = text[text.index("http://localhost") :].split()[0].removeprefix("http://localhost")
    assert NUMBER not in desk.get("/dekranasda/pembuat").text
    # Neither whoever made the link nor anybody else with it gets in.
    assert "akun lain" in desk.get(link).text
    desk.post(link, {"csrf_token": token_on(desk.get("/akun/email"))}, status=403)
    sign_in(other, make_user())
    other.post(link, {"csrf_token": token_on(other.get("/akun/email"))}, status=403)
    user = make_user(phone=NUMBER)
    sign_in(right, user)
    right.submit(right.get(link), "Terima undangan")
    assert roles(db, producer)[user.id] == "owner"


def test_the_office_of_another_region_does_not_find_the_invitation(
    device: Device, new_device: Devices, db: SQLAlchemy
) -> None:
    at_home(device)
    invite(device, NUMBER)
    [number] = db.session.scalars(select(Invitation.id))
    desk = new_device()
    officer = make_user()
    make_seat(officer, make_office("3578"))
    sign_in(desk, officer)
    db.session.execute(update(UserSession).where(UserSession.user_id == officer.id).values(second_factor_at=now()))

    assert NUMBER not in desk.get("/dekranasda/pembuat").text
    token = token_on(desk.get("/akun/email"))
    desk.post(f"/dekranasda/pembuat/undangan/{number}/tautan", {"csrf_token": token}, status=404)


def test_a_cancelled_invitation_opens_nothing_and_a_newer_one_ends_the_older(
    device: Device, new_device: Devices, outbox: Outbox
) -> None:
    at_home(device)
    invite(device, "anak@contoh.id")
    first = link_in(outbox(), "/undangan/")
    invite(device, "anak@contoh.id")
    second = link_in(outbox(), "/undangan/")

    new_device().get(first, status=410)
    new_device().get(second)
    device.submit(device.get(PEOPLE), "Batalkan anak@contoh.id")
    new_device().get(second, status=410)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "Tulis email atau nomor"),
        ("031 567 8901", "Telepon rumah tidak bisa"),
        ("bukan alamat", "Tulis nomor seperti"),
    ],
)
def test_an_address_that_reaches_nobody_is_said(device: Device, outbox: Outbox, address: str, sentence: str) -> None:
    at_home(device)

    page = invite(device, address, status=422)

    assert sentence in page.one("#summary").get_text()
    assert page.one("#alamat").get("value", "") == address
    assert outbox() == []


def test_an_editor_edits_but_decides_about_nobody(
    device: Device, new_device: Devices, db: SQLAlchemy, outbox: Outbox
) -> None:
    owner = new_device()
    producer = at_home(owner)
    invite(owner, "anak@contoh.id")
    [invitation] = db.session.scalars(select(Invitation.id))
    boss = next(iter(roles(db, producer)))
    at_home(device, MembershipRole.EDITOR, producer)

    page = device.get(PEOPLE)
    assert "Contoh Pembuat" in page.text and "anak@contoh.id" not in page.text
    token = token_on(device.get("/akun/email"))
    for path, data in (
        (PEOPLE, {"alamat": "teman@contoh.id", "peran": "owner"}),
        (f"{PEOPLE}/{boss}/peran", {"peran": "editor"}),
        (f"{PEOPLE}/{boss}/keluar", {}),
        (f"{PEOPLE}/undangan/{invitation}/batal", {}),
    ):
        device.post(path, {"csrf_token": token, **data}, status=403)
    device.submit(device.get("/ruang/profil"), "Simpan profil", {"tempat": "Kec. Kamal"})
    db.session.expire_all()
    assert producer.place == "Kec. Kamal"


def test_an_editor_neither_sees_nor_changes_where_money_and_buyers_go(device: Device, db: SQLAlchemy) -> None:
    owners = {
        "payment_methods": ["qris"],
        "business_number": "1234567890123",
        "whatsapp": "+6281234567890",
        "whatsapp_route": "sentra",
        "whatsapp_consent_at": now(),
    }
    producer = make_producer(**owners)
    at_home(device, MembershipRole.EDITOR, producer)

    form = device.get("/ruang/profil")
    assert not form.has("[name=bayar], [name=nib], [name=wa], [name=lewat], [name=setuju_wa]")
    assert "1234567890123" not in form.text and "81234567890" not in form.text
    another = {"bayar": "transfer", "nib": "9999999999999", "wa": "081299999999", "lewat": "langsung", "setuju_wa": ""}
    device.submit(form, "Simpan profil", {**another, "tempat": "Kec. Kamal"})

    db.session.expire_all()
    assert {name: getattr(producer, name) for name in owners} == owners
    assert producer.place == "Kec. Kamal"


def test_the_last_owner_neither_leaves_nor_becomes_an_editor(
    device: Device, new_device: Devices, db: SQLAlchemy
) -> None:
    producer = at_home(device)
    [me] = roles(db, producer)
    make_membership(producer, make_user(name="Contoh Anak"), MembershipRole.EDITOR)
    page = device.get(PEOPLE)
    [name] = [row for row in page.texts(".rows form button") if row.startswith("Jadikan penyunting")]

    device.submit(page, name)
    assert "paling sedikit satu pemilik" in device.get(PEOPLE).text
    assert "paling sedikit satu pemilik" in device.get(f"{PEOPLE}/{me}/keluar").text
    device.post(f"{PEOPLE}/{me}/keluar", {"csrf_token": token_on(page)}, status=409)
    assert roles(db, producer)[me] == "owner"

    device.submit(device.get(PEOPLE), "Jadikan pemilik Contoh Anak")
    device.submit(device.get(f"{PEOPLE}/{me}/keluar"), "Berhenti mengurus")
    assert me not in roles(db, producer)
    device.get(f"/ruang?usaha={producer.id}", status=404)


def test_taking_somebody_out_ends_what_they_may_within_the_same_session(
    device: Device, new_device: Devices, db: SQLAlchemy, outbox: Outbox
) -> None:
    producer = at_home(device)
    other = new_device()
    user = make_user(name="Contoh Anak")
    make_membership(producer, user)
    sign_in(other, user)
    invite(other, "teman@contoh.id")
    link = link_in(outbox(), "/undangan/")
    profile = other.get("/ruang/profil")

    device.submit(device.get(f"{PEOPLE}/{user.id}/keluar"), "Keluarkan")

    other.submit(profile, "Simpan profil", {"tempat": "Kec. Kamal"}, status=303)
    db.session.expire_all()
    assert producer.place == ""
    for path in (f"/ruang?usaha={producer.id}", f"{PEOPLE}?usaha={producer.id}"):
        other.get(path, status=404)
    # Whom they had invited is not let in either.
    new_device().get(link, status=410)


def test_an_owner_who_became_an_editor_decides_nothing_within_the_same_session(
    device: Device, new_device: Devices, db: SQLAlchemy, outbox: Outbox
) -> None:
    producer = at_home(device)
    other = new_device()
    user = make_user(name="Contoh Anak")
    make_membership(producer, user)
    sign_in(other, user)
    form = other.get(PEOPLE)

    device.submit(device.get(PEOPLE), "Jadikan penyunting Contoh Anak")

    other.submit(form, "Kirim undangan", {"alamat": "teman@contoh.id"}, status=403)
    assert outbox() == []


def test_the_people_of_another_maker_are_not_there(device: Device, db: SQLAlchemy) -> None:
    other, user = make_producer(), make_user()
    make_membership(other, user)
    at_home(device)
    token = token_on(device.get(PEOPLE))

    device.get(f"{PEOPLE}?usaha={other.id}", status=404)
    for path in (f"{PEOPLE}/{user.id}/peran", f"{PEOPLE}/{user.id}/keluar"):
        device.post(path, {"csrf_token": token, "peran": "editor"}, status=404)
        device.post(f"{path}?usaha={other.id}", {"csrf_token": token, "peran": "editor"}, status=404)
    assert roles(db, other) == {user.id: "owner"}


def test_an_invitation_says_nothing_about_whether_an_address_has_an_account(device: Device) -> None:
    at_home(device)
    make_user(email="ada@contoh.id")

    told = []
    for address in ("ada@contoh.id", "tiada@contoh.id"):
        invite(device, address)
        page = device.get(PEOPLE)
        told.append((page.texts(".note.ok")[0].replace(address, ""), page.texts(".rows p")[1]))

    assert told[0] == told[1]


def test_posting_every_column_chooses_neither_the_maker_nor_the_link(device: Device, db: SQLAlchemy) -> None:
    producer = at_home(device)
    strange = {column.name: "2099-01-01" for column in Invitation.__table__.columns}

    invite(device, "anak@contoh.id", **strange)

    [row] = db.session.scalars(select(Invitation))
    assert (row.producer_id, row.role, row.used_at) == (producer.id, "editor", None)
    assert db.session.get_one(User, row.invited_by_id).region_code == "3526"
    assert row.token_hash != "2099-01-01"


def test_the_walk_of_a_maker_ends_at_twenty_people(device: Device, outbox: Outbox) -> None:
    producer = at_home(device)
    for _number in range(19):
        make_membership(producer, make_user(password="x" * 12), MembershipRole.EDITOR)

    page = invite(device, "anak@contoh.id", status=422)

    assert "terlalu banyak" in page.one("#summary").get_text()
    assert outbox() == []
