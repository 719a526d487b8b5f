"""Files of a thread: five a side, for its two sides alone, and a PDF is only ever taken along."""

import io
from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from craftsite.inquiries import operations
from craftsite.inquiries.file_operations import MOST_FILES
from craftsite.inquiries.models import Attachment, Inquiry, Message, Side
from craftsite.media.models import StoredDocument, StoredImage
from craftsite.web.clock import now
from tests.accounts.doors import sign_in
from tests.browser import Browser, Device, Page
from tests.factories import make_inquiry, make_listing, make_membership, make_producer, make_user, thread_path
from tests.media.photographs import photograph

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def inquiry(device: Device) -> Inquiry:
    """A question to a maker whose owner is signed in on the device."""
    producer, user = make_producer(), make_user()
    make_membership(producer, user)
    sign_in(device, user)
    return make_inquiry(listing=make_listing(producer=producer))


def send(browser: Browser, address: str, data: bytes, *, status: int = 303, name: str = "x.bin", **form: str) -> Page:
    """The answer to a file that is sent."""
    return browser.post(address, {"berkas": (io.BytesIO(data), name), **form}, status=status)


def token_of(device: Device, address: str) -> str:
    """The token of a form of somebody who is signed in."""
    return str(device.get(address).one("main input[name=csrf_token]")["value"])


def test_both_sides_send_a_photograph_and_a_pdf_and_nobody_else_gets_them(
    inquiry: Inquiry, device: Device, browser: Browser, new_device: Callable[[], Device], db: SQLAlchemy
) -> None:
    mine, theirs = f"/ruang/pertanyaan/{inquiry.id}/berkas", f"{thread_path(inquiry)}/berkas"
    send(device, mine, PDF, name="../../etc/passwd", csrf_token=token_of(device, mine))
    send(browser, theirs, photograph())

    [image] = db.session.scalars(select(StoredImage).where(StoredImage.is_private))
    paper, photo = db.session.scalars(select(Attachment).order_by(Attachment.id))
    assert (photo.image_id, paper.name) == (image.id, "")
    for reader, address, prefix in (
        (device, f"/ruang/pertanyaan/{inquiry.id}", mine),
        (browser, thread_path(inquiry), theirs),
    ):
        page = reader.get(address)
        assert page.attributes(".thread a[download]", "href") == [f"{prefix}/{paper.id}.pdf"]
        got = reader.raw(f"{prefix}/{paper.id}.pdf")
        assert got.data == PDF
        assert got.headers["Content-Disposition"] == f"attachment; filename=berkas-{paper.id}.pdf"
        assert got.headers["X-Content-Type-Options"] == "nosniff"
        assert got.headers["Content-Security-Policy"].endswith("sandbox")
        assert got.headers["Cache-Control"] == "no-store"
        shown = reader.raw(page.attributes(".thread img", "src")[0])
        assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
        assert browser.raw(f"/media/{image.key}/{shown.request.path.rpartition('/')[2]}").status_code == 404
    stranger, other = new_device(), make_inquiry()
    sign_in(stranger, make_user())
    assert stranger.raw(f"{mine}/{paper.id}.pdf").status_code == 404
    assert browser.raw(f"{thread_path(other)}/berkas/{paper.id}.pdf").status_code == 404


def test_what_is_no_photograph_or_pdf_and_what_is_too_much_is_refused_in_words(
    inquiry: Inquiry, browser: Browser, db: SQLAlchemy
) -> None:
    address = f"{thread_path(inquiry)}/berkas"
    browser.post(address, {}, status=422)
    assert "bukan foto" in send(browser, address, b"<script>alert(1)</script>", status=422).text
    assert "rusak" in send(browser, address, b"%PDF-1.4 cut off", status=422).text
    for start in (PDF, b"\xff\xd8\xff"):
        assert "10 MB" in send(browser, address, start + b"\n" * 10 * 1024 * 1024, status=422).text

    for _time in range(MOST_FILES):
        send(browser, address, PDF)
    full = send(browser, address, PDF, status=422)

    assert f"paling banyak {MOST_FILES} berkas" in full.text
    assert db.session.scalar(select(func.count()).select_from(Attachment)) == MOST_FILES


def test_files_go_with_the_thread(inquiry: Inquiry, browser: Browser, db: SQLAlchemy) -> None:
    address = f"{thread_path(inquiry)}/berkas"
    send(browser, address, PDF)
    send(browser, address, photograph())

    operations.erase([inquiry.id], now())

    assert not db.session.scalars(select(Message).where(Message.inquiry_id == inquiry.id)).all()
    for stored in (StoredDocument, StoredImage):
        assert all(row.discarded_at for row in db.session.scalars(select(stored)))


def test_a_closed_thread_takes_no_file(inquiry: Inquiry, browser: Browser, db: SQLAlchemy) -> None:
    operations.close(inquiry, Side.MAKER, "sepakat", now())
    db.session.commit()

    assert "sudah ditutup" in send(browser, f"{thread_path(inquiry)}/berkas", PDF, status=422).text
