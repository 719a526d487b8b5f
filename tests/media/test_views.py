"""`/media`: what anyone may fetch, and what no address leads to."""

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from craftsite.media import answers
from craftsite.media.models import StoredImage
from craftsite.media.pictures import jpeg_address, picture_of
from craftsite.media.renditions import Shape
from craftsite.web.clock import now
from tests.accounts.doors import work
from tests.browser import Browser
from tests.factories import make_image
from tests.media.photographs import QUARTERS, corners, is_near, opened


@pytest.fixture
def image(app: Flask, db: SQLAlchemy) -> StoredImage:
    """A photograph in all formats."""
    image = make_image()
    db.session.commit()
    work(app, db)
    return db.session.get_one(StoredImage, image.id)


def test_a_photograph_comes_in_each_format_with_headers_that_let_it_do_nothing(
    browser: Browser, image: StoredImage
) -> None:
    for kind, mimetype in (("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")):
        answer = browser.raw(f"/media/{image.key}/480x600.{kind}")

        assert answer.status_code == 200
        assert answer.mimetype == mimetype
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Set-Cookie" not in answer.headers
        assert opened(answer.data).size == (480, 600)
        assert is_near(corners(opened(answer.data)), QUARTERS)


def test_a_browser_that_has_it_gets_nothing_twice(browser: Browser, image: StoredImage) -> None:
    path = f"/media/{image.key}/480x600.jpg"
    tag = browser.raw(path).headers["ETag"]

    assert browser.raw(path, headers={"If-None-Match": tag}).status_code == 304


def test_no_other_file_has_an_address(browser: Browser, image: StoredImage) -> None:
    parts = [
        "master.jpg", "481x600.jpg", "480x600.png", "480x600.JPG", "0x0.jpg", "480x600", "..%2fmaster.jpg",
        "480x600.jpg/x",
    ]  # fmt: skip
    addresses = [f"/media/{image.key}/{part}" for part in parts]
    addresses += [f"/en/media/{image.key}/480x600.jpg", "/media/0123456789abcdef0123456789abcdef/480x600.jpg"]

    statuses = {address: browser.raw(address).status_code for address in addresses}

    assert statuses == dict.fromkeys(addresses, 404)


def test_what_is_private_discarded_or_not_made_yet_is_not_there(browser: Browser, db: SQLAlchemy) -> None:
    private, discarded, fresh = make_image(is_private=True), make_image(discarded_at=now()), make_image()

    for image in (private, discarded):
        assert browser.raw(f"/media/{image.key}/480x600.jpg").status_code == 404
    assert browser.raw(f"/media/{fresh.key}/480x600.jpg").status_code == 200
    assert browser.raw(f"/media/{fresh.key}/480x600.avif").status_code == 404


def test_a_photograph_whose_file_is_lost_is_missing_and_not_a_fault(
    app: Flask, browser: Browser, image: StoredImage
) -> None:
    app.extensions["craftsite_storage"].delete(f"{image.key[:2]}/{image.key}/480x600.jpg")

    assert browser.raw(f"/media/{image.key}/480x600.jpg").status_code == 404


def test_every_address_of_a_picture_leads_to_what_it_says(app: Flask, browser: Browser, image: StoredImage) -> None:
    with app.test_request_context("/en/katalog"):
        pictures = [picture_of(image, shape) for shape in Shape]
        small = jpeg_address(image, Shape.WHOLE, 481)

    for picture in pictures:
        assert [source.mimetype for source in picture.sources] == ["image/avif", "image/webp"]
        for entry in ", ".join([picture.srcset, *(source.srcset for source in picture.sources)]).split(", "):
            address, width = entry.split(" ")
            answer = browser.raw(address)
            assert (answer.status_code, f"{opened(answer.data).width}w") == (200, width)
        assert opened(browser.raw(picture.src).data).size == (picture.width, picture.height)
    assert opened(browser.raw(small).data).size == (700, 900)


def test_the_macro_offers_the_small_formats_first_and_keeps_the_place(app: Flask, image: StoredImage) -> None:
    template = (
        '{% from "components/photo.html" import photo %}{{ photo(picture, "Bakul <rotan>", "50vw", eager=eager) }}'
    )
    with app.test_request_context("/"):
        picture = picture_of(image, Shape.CARD)
        lazy, eager = (
            app.jinja_env.from_string(template).render(picture=picture, eager=eager) for eager in (False, True)
        )

    assert lazy.index("image/avif") < lazy.index("image/webp") < lazy.index("<img")
    assert 'alt="Bakul &lt;rotan&gt;"' in lazy
    assert f'width="{picture.width}" height="{picture.height}"' in lazy
    assert ('loading="lazy"' in lazy, 'loading="lazy"' in eager) == (True, False)
    assert lazy.count('sizes="50vw"') == 3


def test_a_fresh_picture_offers_jpeg_alone(app: Flask, db: SQLAlchemy) -> None:
    with app.test_request_context("/"):
        picture = picture_of(make_image())

    assert picture.sources == []
    assert ".jpg 480w" in picture.srcset


def test_a_feature_hands_out_the_kept_photograph_under_a_name_of_its_own(app: Flask, db: SQLAlchemy) -> None:
    image = make_image(is_private=True)

    with app.test_request_context("/"):
        answer = answers.original(image, "BKL-014")
        picture = picture_of(image, address=lambda size, kind: f"/sertifikat/7/{size}.{kind}")

    assert answer.headers["Content-Disposition"] == "attachment; filename=BKL-014.jpg"
    assert opened(answer.get_data()).size == (700, 900)
    assert picture.src == "/sertifikat/7/700x900.jpg"
