"""The kit of forms: what a field takes, what it says, and how each kind of form is protected."""

import gettext
import io
from pathlib import Path

import pytest
import wtforms
from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from wtforms import IntegerField, RadioField
from wtforms.validators import DataRequired

from craftsite.web.forms import (
    SENTENCES,
    AnonymousForm,
    ContactField,
    LongTextField,
    Sentences,
    SignedInForm,
    TextField,
)

pytestmark = pytest.mark.same_on_both

CATALOGUE = Path(wtforms.__file__).parent / "locale/de/LC_MESSAGES/wtforms.mo"


class Anonymous(AnonymousForm):
    name = TextField("Nama", [DataRequired()], name="nama", longest=10)
    story = LongTextField("Cerita", name="cerita", longest=20)
    contact = ContactField("Kontak", name="kontak")


class SignedIn(SignedInForm):
    name = TextField("Nama", [DataRequired()], name="nama", longest=10)


def posted(app: Flask, **data: str) -> Anonymous:
    """The form as it is after a visitor sent these values and they were checked."""
    with app.test_request_context("/", method="POST", data=data):
        form = Anonymous()
        form.validate_on_submit()
        # Labels and sentences are read while the request lasts, as a template does.
        form.told = [(fault.sentence, fault.control_id) for fault in form.faults]
        return form


def test_a_form_that_was_only_opened_has_nothing_to_say(app: Flask) -> None:
    with app.test_request_context("/?nama=Sari"):
        form = Anonymous()

        assert not form.validate_on_submit()
        assert (form.http_status, form.faults, form.name.data) == (200, [], "")


def test_a_form_that_a_view_begins_holds_nothing_of_what_was_sent_to_another(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"nama": "Sari", "cerita": "satu"}):
        form = Anonymous(formdata=None, story="dua")

        assert (form.name.data, form.story.data) == ("", "dua")


def test_a_right_form_holds_what_is_to_be_stored(app: Flask) -> None:
    form = posted(app, nama="  Ibu\t Sari ", cerita=" satu\r\ndua\rtiga\n", kontak="0812-3456-7890")

    assert form.http_status == 200
    assert (form.name.data, form.story.data, form.contact.address) == ("Ibu Sari", "satu\ndua\ntiga", "+6281234567890")


def test_the_summary_names_each_wrong_field_once_and_links_to_it(app: Flask) -> None:
    form = posted(app, nama=" ", cerita="a" * 21, kontak="tidak ada")

    assert form.http_status == 422
    assert form.told == [
        ("Isi bagian ini.", "nama"),
        ("Terlalu panjang: 21 huruf. Paling banyak 20.", "cerita"),
        ("Tulis nomor seperti 0812 3456 7890, atau alamat email.", "kontak"),
    ]
    assert (form.story.data, form.contact.data) == ("a" * 21, "tidak ada")


def test_the_summary_links_to_the_first_choice_of_a_question_and_of_the_whole_form_says_it_without_a_link(
    app: Flask,
) -> None:
    class Question(AnonymousForm):
        answer = RadioField("Jawaban", name="jawaban", choices=["ya", "tidak"])

    with app.test_request_context("/", method="POST", data={"jawaban": "mungkin"}):
        form = Question()
        form.validate_on_submit()
        form.form_errors.append("Coba lagi.")

        assert [(fault.sentence, fault.control_id) for fault in form.faults] == [
            ("Coba lagi.", None),
            ("Pilih salah satu.", "jawaban-0"),
        ]
        assert 'id="jawaban-0"' in str(form.answer)


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x1b", "\x7f", "\x85", "\x9b", "\ufffd", "\x0c"])
def test_what_no_keyboard_writes_is_refused_and_what_is_left_can_be_sent(app: Flask, character: str) -> None:
    form = posted(app, nama="Sari", cerita=f"satu{character}dua")

    assert form.http_status == 422
    assert [control for _sentence, control in form.told] == ["cerita"]
    assert form.story.data == "satudua"
    assert posted(app, nama="Sari", cerita=form.story.data).http_status == 200


def test_marks_that_nobody_sees_are_dropped(app: Flask) -> None:
    form = posted(app, nama="\ufeffSa\u202eri\u2069", kontak="\u202a0812 3456 7890\u202c")

    assert (form.http_status, form.name.data, form.contact.data) == (200, "Sari", "0812 3456 7890")


@pytest.mark.parametrize("name", ["Ñandú 漢字", "👩‍🎨 Sari", "O'Neil <b>"])
def test_any_script_is_a_text(app: Flask, name: str) -> None:
    form = posted(app, nama=name)

    assert (form.http_status, form.name.data) == (200, name)


def test_a_value_that_comes_many_times_counts_once(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"nama": ["Sari", "Dewi", "\x00"]}):
        form = Anonymous()

        assert form.validate_on_submit()
        assert form.name.data == "Sari"


@pytest.mark.parametrize("body", ['{"nama": "Sari"}', '["nama"]', '{"nama": {"a": 1}}', "nama=Sari"])
def test_a_body_that_is_no_form_is_an_empty_form(app: Flask, body: str) -> None:
    with app.test_request_context("/", method="POST", data=body, content_type="application/json"):
        form = Anonymous()

        assert not form.validate_on_submit()
        assert form.name.data == ""


def test_a_file_where_a_text_belongs_is_an_empty_field(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"nama": (io.BytesIO(b"Sari"), "sari.txt")}):
        form = Anonymous()

        assert not form.validate_on_submit()
        assert form.name.data == ""


def test_no_message_of_the_library_reaches_a_visitor_in_english(app: Flask) -> None:
    with CATALOGUE.open("rb") as file:
        known = gettext.GNUTranslations(file)._catalog
    messages = {key if isinstance(key, str) else key[0] for key in known} - {""}

    assert set(SENTENCES) <= messages | {"Invalid Choice: could not coerce."}
    with app.test_request_context():
        translated = {message: Sentences().gettext(message) for message in messages}
        for message, sentence in translated.items():
            assert sentence != message
            # What the library fills in afterwards must be there to be filled in.
            assert sentence % {"min": 1, "max": 2} != message


def test_a_number_is_asked_for_in_our_words(app: Flask) -> None:
    class Quantity(AnonymousForm):
        number = IntegerField("Jumlah", name="jumlah")

    with app.test_request_context("/", method="POST", data={"jumlah": "lima"}):
        form = Quantity()
        form.validate_on_submit()

        assert [fault.sentence for fault in form.faults] == ["Tulis angka bulat."]


def test_an_anonymous_form_holds_no_token_and_begins_no_session(app: Flask) -> None:
    with app.test_request_context("/"):
        assert "csrf_token" not in Anonymous()
        assert not session.modified


def test_a_signed_in_form_takes_only_the_token_of_its_session(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    # The kit knows no accounts: any session of Flask will do.
    monkeypatch.setattr(app, "session_interface", SecureCookieSessionInterface())
    with app.test_request_context("/"):
        token, secret = SignedIn().csrf_token.current_token, session["csrf_token"]

    assert _answer(app, {"nama": "Sari", "csrf_token": token}, secret) == []
    for data, kept in (
        ({"nama": "Sari"}, secret),
        ({"nama": "Sari", "csrf_token": token + "x"}, secret),
        ({"nama": "Sari", "csrf_token": token}, "another session"),
        ({"nama": "Sari", "csrf_token": token}, None),
    ):
        told = _answer(app, data, kept)
        assert told == [("Sesi Anda sudah berganti. Isian Anda masih ada; kirim sekali lagi.", None)], data


def _answer(app: Flask, data: dict[str, str], secret: str | None) -> list[tuple[str, str | None]]:
    """What a signed-in form says to these values in a session; it keeps them all."""
    with app.test_request_context("/", method="POST", data=data):
        if secret is not None:
            session["csrf_token"] = secret
        form = SignedIn()
        is_right = form.validate_on_submit()
        assert form.name.data == "Sari"
        assert form.http_status == (200 if is_right else 422)
        return [(fault.sentence, fault.control_id) for fault in form.faults]
