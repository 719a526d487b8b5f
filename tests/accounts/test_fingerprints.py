"""Signing in with a fingerprint: for this site, this account and this once, and worth both steps."""

import datetime
import json
from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from craftsite.accounts import passkeys
from craftsite.accounts.models import AccountEvent, User, UserSession, WebAuthn
from craftsite.app import create_app
from craftsite.extensions import db as database
from craftsite.mail.models import OutboxMessage
from craftsite.web.clock import now
from tests.accounts.authenticator import Authenticator
from tests.accounts.doors import link_in, sign_in, work
from tests.accounts.test_carrying import PROFILE, STORY, at_home, come_back, write
from tests.accounts.test_second_factor import code_now, set_up
from tests.browser import Browser, Device, Page
from tests.conftest import SETTINGS
from tests.factories import PASSWORD, make_office, make_passkey, make_seat, make_user

pytestmark = pytest.mark.same_on_both

LIST, NEW, DOOR = "/akun/sidik-jari", "/akun/sidik-jari/baru", "/masuk/sidik-jari"
DESK = "/dekranasda/serah-tautan"
PART = "[data-module=passkey]"
REFUSAL = "Sidik jari ini tidak cocok"


def options_of(page: Page) -> dict:
    """What a page asks of the device."""
    return json.loads(str(page.one(PART)["data-options"]))


def setup_page(device: Device) -> Page:
    """The page that asks for a new key, of somebody who is signed in and knows the password."""
    return device.submit(device.get(NEW), "Lanjutkan", {"sandi": PASSWORD}, status=200)


def add(device: Device, finger: Authenticator, *, status: int = 303, page: Page | None = None) -> Page:
    """The answer to adding a key."""
    page = page or setup_page(device)
    answer = {"jawaban": finger.create(options_of(page))}
    return device.submit(page, "Pasang sidik jari", answer, status=status)


def enter(device: Device, finger: Authenticator, *, status: int = 303, page: Page | None = None, **more: str) -> Page:
    """The answer to signing in with a fingerprint."""
    page = page or device.get("/masuk")
    answer = {"jawaban": finger.get(options_of(page))}
    return device.submit(page, "Masuk dengan sidik jari", answer | more, status=status)


@pytest.fixture
def finger(device: Device) -> Authenticator:
    """A fingerprint that opens a new account; `device` is signed out again."""
    finger = Authenticator()
    sign_in(device, make_user(name="Contoh Sidik"))
    add(device, finger)
    device.submit(device.get("/keluar"), "Keluar dari perangkat ini")
    return finger


def events(db: SQLAlchemy) -> list[str]:
    """What happened so far."""
    return list(db.session.scalars(select(AccountEvent.action).order_by(AccountEvent.id)))


def test_a_fingerprint_opens_the_account_without_an_address_and_without_a_password(
    device: Device, new_device: Callable[[], Device], finger: Authenticator, db: SQLAlchemy
) -> None:
    other = new_device()

    answer = enter(other, finger)

    assert answer.response.location == "/ruang"
    assert "Contoh Sidik" in other.get("/akun").text
    assert "fingerprint_added" in events(db)


def test_what_is_asked_names_the_site_and_any_kind_of_device_that_recognises_its_owner(device: Device) -> None:
    user = make_user(name="Contoh Nama")
    known = make_passkey(user)
    sign_in(device, user)

    setup = options_of(setup_page(device))
    device.submit(device.get("/keluar"), "Keluar dari perangkat ini")
    door = options_of(device.get("/masuk"))

    assert setup["rp"] == {"id": "localhost", "name": SETTINGS.get("SITE_NAME", "Karya Jatim")}
    chosen = setup["authenticatorSelection"]
    assert chosen == {"residentKey": "required", "requireResidentKey": True, "userVerification": "required"}
    assert [key["type"] for key in setup["excludeCredentials"]] == ["public-key"]
    assert known.credential_id not in str(setup).encode()
    assert (door["rpId"], door["userVerification"], door["allowCredentials"]) == ("localhost", "required", [])
    assert len(door["challenge"]) >= 43


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://karya-jatim.palsu.example"},
        {"origin": "http://127.0.0.1"},
        {"rp_id": "palsu.example"},
        {"has_read_finger": False},
        {"user_handle": b""},
        {"key": Authenticator().key},
    ],
    ids=lambda lie: next(iter(lie)),
)
def test_what_is_signed_for_elsewhere_by_another_or_without_a_finger_opens_nothing(
    device: Device, finger: Authenticator, lie: dict
) -> None:
    for name, value in lie.items():
        setattr(finger, name, value)

    page = enter(device, finger, status=422)

    assert REFUSAL in page.one("#summary").get_text()
    device.get("/akun", status=303)


@pytest.mark.parametrize(
    "lie", [{"origin": "https://palsu.example"}, {"rp_id": "palsu.example"}, {"has_read_finger": False}], ids=str
)
def test_what_was_made_for_elsewhere_or_without_a_finger_is_not_taken_in(
    device: Device, db: SQLAlchemy, lie: dict
) -> None:
    sign_in(device, make_user())

    page = add(device, Authenticator(**lie), status=422)

    assert "belum terpasang" in page.one("#summary").get_text()
    assert db.session.scalar(select(func.count()).select_from(WebAuthn)) == 0
    add(device, Authenticator(), page=page)


def test_each_answer_is_taken_once(device: Device, new_device: Callable[[], Device], finger: Authenticator) -> None:
    page, thief = device.get("/masuk"), new_device()
    answer = {"jawaban": finger.get(options_of(page))}
    device.submit(page, "Masuk dengan sidik jari", answer)

    thief.submit(page, "Masuk dengan sidik jari", answer, status=422)

    thief.get("/akun", status=303)
    # Also where the finger was read a second time for what was asked once.
    enter(thief, finger, page=page, status=422)


def test_a_second_answer_to_a_setup_is_not_taken(device: Device, db: SQLAlchemy) -> None:
    sign_in(device, make_user())
    page = setup_page(device)
    add(device, Authenticator(), page=page)

    add(device, Authenticator(), page=page)

    assert db.session.scalar(select(func.count()).select_from(WebAuthn)) == 1


@pytest.mark.parametrize("minutes", [4, 6])
def test_what_was_asked_lives_five_minutes(device: Device, finger: Authenticator, minutes: int) -> None:
    page = device.get("/masuk")
    with time_machine.travel(now() + datetime.timedelta(minutes=minutes), tick=False):
        page = enter(device, finger, page=page, status=303 if minutes < 5 else 422)

    assert minutes < 5 or "Terlalu lama" in page.text


def test_what_was_asked_of_one_session_is_not_answered_in_another(
    device: Device, new_device: Callable[[], Device], db: SQLAlchemy
) -> None:
    user, other = make_user(), new_device()
    sign_in(device, user)
    sign_in(other, make_user())
    page = setup_page(device)
    state = str(page.one("input[name=langkah]")["value"])

    own = setup_page(other)
    answer = Authenticator().create(options_of(page))
    sent = other.submit(own, "Pasang sidik jari", {"langkah": state, "jawaban": answer})

    assert sent.response.location == NEW
    assert db.session.scalar(select(func.count()).select_from(WebAuthn)) == 0


def test_the_key_of_somebody_else_opens_only_their_account(
    device: Device, new_device: Callable[[], Device], finger: Authenticator, db: SQLAlchemy
) -> None:
    # A device that claims to be another account's: the key decides, and the claim does not fit it.
    victim = make_user()
    finger.user_handle = victim.fs_webauthn_user_handle.encode()

    enter(device, finger, status=422)

    other = new_device()
    sign_in(other, victim)
    passkey = db.session.scalars(select(WebAuthn)).one()
    for path in (f"{LIST}/{passkey.id}/ubah", f"{LIST}/{passkey.id}/hapus"):
        other.get(path, status=404)
    # A key that is known already is not taken in by a second account.
    add(other, finger, status=422)


def test_a_key_that_counts_backwards_is_a_copy(device: Device, finger: Authenticator, db: SQLAlchemy) -> None:
    finger.count = 7
    enter(device, finger)
    finger.count = 3

    enter(device, finger, page=_door(device), status=422)

    assert "fingerprint_copied" in events(db)
    sign_in(device, user_of(finger))
    assert "fingerprint_copied" in device.raw("/akun/data.json").text


def test_a_device_that_does_not_count_may_come_again(device: Device, finger: Authenticator) -> None:
    for _ in range(2):
        finger.count = -1
        enter(device, finger, page=_door(device))


def _door(device: Device) -> Page:
    """The sign-in page, which whoever is signed in is led away from."""
    if device.raw("/akun").status_code == 200:
        device.submit(device.get("/keluar"), "Keluar dari perangkat ini")
    return device.get("/masuk")


def test_a_key_that_was_removed_opens_nothing_and_its_owner_gets_a_letter(
    device: Device, finger: Authenticator, outbox: Callable[[], list[OutboxMessage]], db: SQLAlchemy
) -> None:
    enter(device, finger)
    page = device.get(device.get(LIST).attributes("a.danger", "href")[0])
    device.submit(page, "Hapus sidik jari", {"sandi": "bukan sandinya"}, status=422)
    device.submit(page, "Hapus sidik jari", {"sandi": PASSWORD})
    device.submit(device.get("/keluar"), "Keluar dari perangkat ini")

    enter(device, finger, status=422)

    assert [letter.subject for letter in outbox()] == [
        "Sidik jari terpasang di akun Anda",
        "Sidik jari dihapus dari akun Anda",
    ]
    assert "Chrome, Android" in outbox()[-1].text
    assert "fingerprint_removed" in events(db)


@pytest.mark.parametrize("change", [{"active": False}, {"confirmed_at": None}], ids=str)
def test_an_account_that_is_shut_is_not_opened_by_a_fingerprint(
    device: Device, finger: Authenticator, db: SQLAlchemy, change: dict
) -> None:
    user = db.session.scalars(select(User)).one()
    for name, value in change.items():
        setattr(user, name, value)
    db.session.commit()

    page = enter(device, finger, status=422)

    assert REFUSAL in page.text


def test_unknown_and_refused_keys_get_the_same_answer(device: Device, finger: Authenticator) -> None:
    finger.origin = "https://palsu.example"
    refused = enter(device, finger, status=422).one("#summary").get_text()

    assert enter(device, Authenticator(), status=422).one("#summary").get_text() == refused


def test_signing_in_gives_a_new_key_and_ends_the_session_that_was_there(
    device: Device, finger: Authenticator, db: SQLAlchemy
) -> None:
    page = device.get("/masuk")
    enter(device, finger)
    before = str(device.cookie("kunci"))

    with time_machine.travel(now() + datetime.timedelta(seconds=2), tick=False):
        device.take_cookie("kunci", before)
        enter(device, finger, page=_fresh(device))

    assert device.cookie("kunci") != before
    thief_sees = db.session.scalars(select(UserSession.revoked_at).order_by(UserSession.id)).all()
    assert thief_sees[-1] is None
    assert None not in thief_sees[:-1]
    assert page.status == 200


def _fresh(device: Device) -> Page:
    """The sign-in page as a visitor without a session gets it."""
    key = str(device.cookie("kunci"))
    device.take_cookie("kunci", "")
    page = device.get("/masuk")
    device.take_cookie("kunci", key)
    return page


def test_a_fingerprint_is_both_steps(
    device: Device, new_device: Callable[[], Device], app: Flask, db: SQLAlchemy
) -> None:
    user, finger, other = make_user(), Authenticator(), new_device()
    make_seat(user, make_office())
    sign_in(device, user)
    set_up(device, app)
    add(device, finger)

    enter(other, finger)

    other.get(DESK)
    with time_machine.travel(now() + datetime.timedelta(hours=13), tick=False):
        other.get("/akun", status=303)


def test_a_desk_opens_with_a_fingerprint_alone_and_then_not_with_the_password_alone(
    device: Device, new_device: Callable[[], Device]
) -> None:
    user, finger, thief = make_user(), Authenticator(), new_device()
    make_seat(user, make_office())
    sign_in(device, user)
    device.get(DESK, status=303)
    add(device, finger)
    assert "kode cadangan" in device.get(LIST).text

    device.get(DESK)

    # Whoever knows the password sets up nothing of their own beside it, and removes nothing.
    sign_in(thief, user)
    passkey = f"{LIST}/{user_passkey(user)}/hapus"
    for path in (DESK, NEW, "/akun/dua-langkah", passkey):
        way = str(thief.get(path, status=303).response.location)
        assert way.startswith("/akun/dua-langkah/kode")
    page = thief.get("/akun/dua-langkah/kode?lanjut=/dekranasda/serah-tautan")
    assert not page.has("input[name=kode]")
    answer = enter(thief, finger, page=page)
    assert answer.response.location == DESK
    thief.get(DESK)


def user_passkey(user: User) -> int:
    """The number of the only key of somebody."""
    return database.session.scalars(select(WebAuthn.id).where(WebAuthn.user_id == user.id)).one()


def test_whoever_signs_in_with_codes_adds_a_fingerprint_only_after_a_code(
    device: Device, app: Flask, db: SQLAlchemy
) -> None:
    user = make_user()
    sign_in(device, user)
    set_up(device, app)
    db.session.execute(UserSession.__table__.update().values(second_factor_at=None))
    db.session.commit()

    way = str(device.get(NEW, status=303).response.location)

    assert way.startswith("/akun/dua-langkah/kode")
    device.submit(device.get(way), "Lanjutkan", {"kode": code_now(app, user, db, seconds=30)})
    add(device, Authenticator())


def test_a_maker_whose_telephone_is_lost_gets_on_with_the_password(device: Device, finger: Authenticator) -> None:
    sign_in(device, user_of(finger))
    page = device.get(device.get(LIST).attributes("a.danger", "href")[0])

    device.submit(page, "Hapus sidik jari", {"sandi": PASSWORD})

    enter(device, finger, page=_door(device), status=422)


def user_of(finger: Authenticator) -> User:
    """Whose fingerprint it is."""
    return database.session.scalars(
        select(User).where(User.fs_webauthn_user_handle == finger.user_handle.decode())
    ).one()


def test_a_new_password_leaves_fingerprints_and_says_so(
    device: Device, finger: Authenticator, outbox: Callable[[], list[OutboxMessage]], app: Flask, db: SQLAlchemy
) -> None:
    user = db.session.scalars(select(User)).one()
    device.submit(device.get("/lupa-sandi"), "Minta tautan", {"alamat": user.address})
    work(app, db)
    answer = device.submit(
        device.get(link_in(outbox(), "/sandi-baru/")), "Simpan sandi baru", {"sandi": "lima gunung tertawa pelan"}
    )

    told = "Sidik jari yang terpasang masih membuka akun"
    assert told in device.get(answer.response.location).text
    [words] = [one.text for one in outbox() if one.subject == "Sandi Anda sudah diganti"]
    assert f"{told} Anda: Chrome, Android. Ada yang bukan milik Anda?" in words
    enter(device, finger)


def test_a_lost_telephone_takes_its_fingerprints_along(
    device: Device, app: Flask, db: SQLAlchemy, finger: Authenticator
) -> None:
    enter(device, finger)
    paper = set_up(device, app)

    page = device.get("/akun/dua-langkah/lepas")
    device.submit(page, "Lepas", {"kode": paper[0], "sidik_jari": "y"})

    enter(device, finger, status=422)


def test_the_operator_forgets_them_with_the_telephone(app: Flask, db: SQLAlchemy, device: Device) -> None:
    user = make_user()
    make_passkey(user)
    db.session.commit()

    answer = app.test_cli_runner().invoke(args=["users", "forget-phone", user.address])

    assert answer.exit_code == 0, answer.output
    assert db.session.scalar(select(func.count()).select_from(WebAuthn)) == 0


def test_adding_needs_the_password(device: Device) -> None:
    sign_in(device, make_user())

    page = device.submit(device.get(NEW), "Lanjutkan", {"sandi": "bukan sandinya"}, status=422)

    assert not page.has(PART)
    token = str(page.one("input[name=csrf_token]")["value"])
    for state in ("", "palsu", "x" * 5_000):
        sent = device.post(f"{LIST}/jawaban", {"csrf_token": token, "langkah": state, "jawaban": "{}", "nama": "HP"})
        assert sent.response.location == NEW


def test_a_device_is_called_what_its_owner_calls_it(device: Device, finger: Authenticator) -> None:
    enter(device, finger)
    [path] = [path for path in device.get(LIST).attributes("a", "href") if path.endswith("/ubah")]

    page = device.submit(device.get(path), "Simpan nama", {"nama": "  "}, status=422)
    device.submit(page, "Simpan nama", {"nama": "HP <b>Ibu</b>"})

    assert device.get(LIST).texts(".rows h2") == ["HP <b>Ibu</b>"]
    assert "HP <b>Ibu</b>" in device.get("/akun/data").text


def test_guessing_is_limited_as_with_passwords(device: Device, finger: Authenticator) -> None:
    finger.origin = "https://palsu.example"
    # Signing in, proving the password and adding the key have taken three of ten.
    for _ in range(7):
        enter(device, finger, status=422)

    page = enter(device, finger, status=429)

    assert page.headers["Retry-After"]
    sign_in(device, user_of(finger), status=429)


def test_the_box_decides_how_long_one_stays(device: Device, finger: Authenticator) -> None:
    page = device.get("/masuk")
    answer = {"jawaban": finger.get(options_of(page)), "langkah": str(page.one("input[name=langkah]")["value"])}
    device.post(DOOR, answer)
    with time_machine.travel(now() + datetime.timedelta(hours=13), tick=False):
        device.get("/akun", status=303)
        enter(device, finger)
    with time_machine.travel(now() + datetime.timedelta(days=29), tick=False):
        device.get("/akun")


def test_one_gets_where_one_wanted_and_never_out_of_the_site(device: Device, finger: Authenticator) -> None:
    answer = enter(device, finger, page=device.get("/masuk?lanjut=/akun/perangkat"))
    assert answer.response.location == "/akun/perangkat"

    answer = enter(device, finger, page=_door(device), lanjut="//palsu.example")
    assert answer.response.location == "/ruang"


def test_it_leads_back_to_the_form_that_was_sent_without_a_session(device: Device, db: SQLAlchemy) -> None:
    at_home(device)
    finger = Authenticator()
    add(device, finger)
    page = write(device, db, device.get(PROFILE))

    page = come_back(device, enter(device, finger, page=page, status=200))

    assert page.one("#cerita").get_text().strip() == STORY


@pytest.mark.parametrize(
    "text",
    ["", "x", "[]", "1", "null", '{"rawId": 1}', '{"rawId": "="}', '{"rawId": "YQ"}', "[" * 5_000, "x" * 7_000,
     '{"rawId":"YQ","id":"YQ","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"o",'
     '"authenticatorData":"","signature":"","userHandle":"é","transports":3}}',
     '{"rawId":"YQ","id":"YQ","response":[]}', "\x00", '{"rawId":"\u00e9"}'],
)  # fmt: skip
def test_what_no_device_writes_is_refused(device: Device, text: str) -> None:
    page = device.get("/masuk")
    device.submit(page, "Masuk dengan sidik jari", {"jawaban": text}, status=422)
    sign_in(device, make_user())

    device.submit(setup_page(device), "Pasang sidik jari", {"jawaban": text}, status=422)


def test_nobody_keeps_more_than_they_can_keep_in_mind(device: Device) -> None:
    user = make_user()
    for _ in range(10):
        make_passkey(user)
    sign_in(device, user)

    assert device.get(NEW, status=303).response.location == LIST
    assert "Hapus dulu" in device.get(LIST).text


@pytest.mark.parametrize(
    ("site", "host", "is_there"),
    [
        ("http://localhost:8000", "localhost:8000", True),
        ("http://localhost:8000", "127.0.0.1:8000", False),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", False),
        ("http://192.168.1.5", "192.168.1.5", False),
        ("https://192.168.1.5", "192.168.1.5", False),
        ("http://karya.example", "karya.example", False),
        ("https://karya.example", "karya.example", True),
        ("https://karya.example:443/", "karya.example", True),
        ("https://[2001:db8::1]", "[2001:db8::1]", False),
    ],
)
def test_the_door_offers_it_only_where_browsers_have_it(db: SQLAlchemy, site: str, host: str, is_there: bool) -> None:
    hosts = "localhost,127.0.0.1,192.168.1.5,karya.example,[2001:db8::1]"
    app = create_app({**SETTINGS, "SITE_URL": site, "TRUSTED_HOSTS": hosts, "DATABASE_URL": "sqlite://"})
    app.jinja_env.globals["has_examples"] = False
    with app.test_request_context("/masuk", headers={"Host": host}):
        assert (passkeys.ask_to_sign_in() is not None) == is_there


def test_the_words_are_fingerprint_and_nothing_else(device: Device, browser: Browser, finger: Authenticator) -> None:
    enter(device, finger)
    pages = [browser.get("/masuk"), device.get("/akun"), device.get(LIST), device.get(NEW), setup_page(device)]
    pages += [browser.get("/en/masuk"), device.get(f"/en{LIST}")]

    for page in pages:
        assert not {"passkey", "webauthn", "kunci sandi"} & set(page.text.lower().split())
        assert "passkey" not in page.text.lower()
