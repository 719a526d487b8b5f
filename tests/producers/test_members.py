"""Members of a cooperative or group: entered by its owner, named only with consent, a maker only once it agrees."""

import datetime
from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.producers.models import GroupMember, MembershipRole, Producer
from craftsite.web.clock import now, today
from tests.accounts.doors import sign_in
from tests.browser import Device, Page
from tests.conftest import Counter
from tests.factories import make_member, make_membership, make_producer, make_user

MEMBERS, GROUPS = "/ruang/anggota", "/ruang/keanggotaan"
Devices = Callable[[], Device]


def at_home(device: Device, role: str = MembershipRole.OWNER, **overrides: object) -> Producer:
    """A maker, by default a cooperative, for which somebody speaks who is signed in here."""
    producer = make_producer(**({"kinds": ("kopwan",), "name": "Contoh Kopwan"} | overrides))
    user = make_user()
    make_membership(producer, user, role)
    sign_in(device, user)
    return producer


def add(device: Device, *, status: int = 303, **fields: str) -> Page:
    """The answer to the form of a new member."""
    return device.submit(device.get(MEMBERS), "Catat anggota", fields, status=status)


def only(db: SQLAlchemy) -> GroupMember:
    """The one member there is."""
    db.session.expire_all()
    return db.session.scalars(select(GroupMember)).one()


def told(device: Device, group: Producer) -> str:
    """What the public page says of the members; "" where it says nothing."""
    page = device.get(f"/pembuat/{group.slug}")
    return dict(zip(page.texts(".facts dt"), page.texts(".facts dd"), strict=True)).get("Anggota", "")


def test_a_name_is_counted_and_shown_only_while_its_person_agrees(device: Device, db: SQLAlchemy) -> None:
    group = at_home(device)

    add(device, nama="Contoh Sari", jumlah="1.200", sanggup="lembar batik tulis")
    assert told(device, group) == "1 anggota"
    assert "1.200 lembar batik tulis sebulan" in device.get(MEMBERS).text
    member = only(db)
    assert (member.capacity_count, member.consent_at, member.consent_version) == (1_200, None, "")

    edit = f"{MEMBERS}/{member.id}"
    device.submit(device.get(edit), "Simpan", {"setuju": "y"})
    assert told(device, group) == "1 anggota; di antaranya Contoh Sari"
    assert (only(db).consent_version, only(db).consent_at is None) == ("2026-11-25", False)
    page = device.get(edit)
    device.post(
        edit, {"csrf_token": str(page.soup.select("input[name=csrf_token]")[0]["value"]), "nama": "Contoh Sari"}
    )
    assert told(device, group) == "1 anggota"
    assert only(db).consent_version == ""


def test_a_maker_is_counted_and_named_once_it_agrees_in_its_own_room(
    device: Device, new_device: Devices, db: SQLAlchemy
) -> None:
    group = at_home(device)
    other = new_device()
    maker = at_home(other, kinds=("ikm",), slug="contoh-melati", name="Contoh Melati")

    add(device, pembuat="https://karya.example/pembuat/contoh-melati")
    assert "Menunggu jawaban" in device.get(MEMBERS).text
    assert told(device, group) == ""
    assert "Benarkah Anda anggota?" in other.get("/ruang").text

    other.submit(other.get(GROUPS), "Setuju Contoh Kopwan")
    assert told(device, group) == "1 anggota; di antaranya Contoh Melati"
    maker.origin_valid_until = today() - datetime.timedelta(days=1)
    db.session.commit()
    assert told(device, group) == "1 anggota"
    other.submit(other.get(GROUPS), "Keluar Contoh Kopwan")
    assert told(device, group) == ""
    assert "tidak ada" in other.get(GROUPS).text.lower()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Tulis nama anggota"),
        ({"nama": "Contoh Sari", "pembuat": "contoh-melati"}, "Pilih salah satu"),
        ({"pembuat": "tidak-ada"}, "Tidak ada pembuat"),
        ({"pembuat": "contoh-tunggu"}, "Tidak ada pembuat"),
        ({"pembuat": "contoh-07"}, "Tidak ada pembuat"),
        ({"pembuat": "contoh-kopwan"}, "Tidak ada pembuat"),
        ({"pembuat": "contoh-melati", "setuju": "y"}, "menjawab sendiri"),
        ({"nama": "Contoh Sari", "jumlah": "banyak"}, "angka bulat"),
        ({"nama": "x" * 121}, "Terlalu panjang"),
    ],
)
def test_what_names_nobody_is_said_and_nothing_typed_is_lost(
    device: Device, db: SQLAlchemy, fields: dict[str, str], sentence: str
) -> None:
    make_producer(slug="contoh-melati")
    make_producer(slug="contoh-tunggu", origin_valid_until=None, waiting_since=now())
    make_producer(slug="contoh-07", is_example=True, origin_valid_until=None)
    at_home(device, slug="contoh-kopwan")

    page = add(device, status=422, sanggup="lembar", **fields)

    assert sentence in page.one("#summary").get_text()
    assert page.one("#sanggup")["value"] == "lembar"
    assert db.session.scalars(select(GroupMember)).all() == []


def test_a_maker_stands_once_in_a_group(device: Device) -> None:
    at_home(device)
    make_producer(slug="contoh-melati")
    add(device, pembuat="contoh-melati")

    page = add(device, status=422, pembuat="contoh-melati")

    assert "sudah ada di daftar" in page.one("#summary").get_text()


def test_a_member_is_taken_off_the_list(device: Device, db: SQLAlchemy) -> None:
    group = at_home(device)
    member = make_member(group, name="Contoh Sari", consent_at=now(), consent_version="x")

    device.submit(device.get(f"{MEMBERS}/{member.id}"), "Hapus dari daftar")

    assert told(device, group) == ""


def test_who_is_neither_cooperative_nor_group_has_no_members(device: Device) -> None:
    at_home(device, kinds=("ikm",))

    device.get(MEMBERS, status=404)
    assert "/ruang/anggota" not in device.get("/ruang").response.text


def test_an_editor_reads_and_changes_no_members(device: Device) -> None:
    group = at_home(device, MembershipRole.EDITOR)
    member = make_member(group)

    for path in (MEMBERS, f"{MEMBERS}/{member.id}", GROUPS):
        device.get(path, status=403)
    token = str(device.get("/akun/email").one("main input[name=csrf_token]")["value"])
    for path in (MEMBERS, f"{MEMBERS}/{member.id}", f"{MEMBERS}/{member.id}/hapus", f"{GROUPS}/{member.id}/setuju"):
        device.post(path, {"csrf_token": token, "nama": "x"}, status=403)


def test_the_members_of_another_group_are_not_there(device: Device, db: SQLAlchemy) -> None:
    other = make_producer(kinds=("kopwan",))
    member, asked = make_member(other), make_member(other, make_producer())
    at_home(device)
    token = str(device.get(MEMBERS).one("main input[name=csrf_token]")["value"])

    device.get(f"{MEMBERS}/{member.id}", status=404)
    for path in (f"{MEMBERS}/{member.id}", f"{MEMBERS}/{member.id}/hapus", f"{GROUPS}/{asked.id}/setuju"):
        device.post(path, {"csrf_token": token, "nama": "x"}, status=404)
    db.session.expire_all()
    assert (member.name, asked.agreed_at) != ("x", None) and asked.agreed_at is None


def test_posting_every_column_agrees_for_nobody(device: Device, db: SQLAlchemy) -> None:
    group = at_home(device)
    strange = {column.name: "2099-01-01" for column in GroupMember.__table__.columns}

    device.submit(device.get(MEMBERS), "Catat anggota", strange | {"nama": "Contoh Sari"})

    member = only(db)
    assert (member.group_id, member.maker_id, member.agreed_at, member.consent_at) == (group.id, None, None, None)


def test_a_long_list_and_its_public_page_ask_no_more_than_short_ones(device: Device, count_queries: Counter) -> None:
    group = at_home(device)
    for path in (MEMBERS, f"/pembuat/{group.slug}"):
        for _number in range(3):
            make_member(group, make_producer(), agreed_at=now())
        device.get(path)
        with count_queries() as few:
            device.get(path)
        for _number in range(27):
            make_member(group, make_producer(), agreed_at=now())

        with count_queries() as many:
            device.get(path)

        assert many() == few()
