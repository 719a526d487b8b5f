"""Photographs from the camera of a small phone: sent on a poor signal, and what they weigh in public."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import CDPSession, FilePayload, Page, expect
from sqlalchemy import select

from craftsite.extensions import db
from craftsite.goods.models import Kind
from craftsite.listings.models import Listing, Photo
from craftsite.listings.queries import with_photos
from craftsite.media import images
from craftsite.media.images import Developed
from craftsite.media.models import MASTER, StoredImage, file_name, new_key
from craftsite.media.storage import current_storage
from craftsite.producers.models import Producer
from craftsite.web.clock import now
from craftsite.web.writing import writing
from tests.e2e.conftest import PHONE, Faults, Opener, Workshop
from tests.e2e.looks import SMALL_TARGETS, TOO_WIDE, assert_accessible
from tests.factories import PASSWORD, make_draft, make_listing, make_membership, make_producer, make_user
from tests.media.photographs import BLUE, GREEN, GREY, RED, corners, encoded, is_near, opened, quarters

pytestmark = pytest.mark.xdist_group("workshop")

ADDRESS = "pembuat.foto@contoh.id"
# A village at the edge of a cell: 400 kbit/s, and 300 ms for each question and its answer.
POOR_SIGNAL = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
NO_SIGNAL = POOR_SIGNAL | {"offline": True}
# So slow that a photograph is on its way for a minute: the signal goes before it arrives, however slow the test is.
HARDLY_A_SIGNAL = POOR_SIGNAL | {"uploadThroughput": 4_000}
PATIENCE_MS = 60_000
ORIENTATION, TURN_CLOCKWISE = 0x0112, 6
# All that a first look at the catalogue may weigh, in bytes over the wire.
FIRST_LOOK = 150_000


@pytest.fixture(scope="module")
def site(workshop: Workshop) -> str:
    """The site that tests change."""
    return workshop.address


@pytest.fixture(scope="module")
def rows(workshop: Workshop) -> Iterator[Flask]:
    """An application on the same database, with a maker who has an account."""
    with workshop.rows.app_context():
        with writing():
            make_membership(make_producer(slug="pembuat-foto"), make_user(email=ADDRESS))
            db.session.commit()
        yield workshop.rows


@dataclass(frozen=True)
class Editor:
    """The editor of a new listing on the phone of its maker, who is signed in."""

    page: Page
    signal: CDPSession
    listing_id: int

    def open(self) -> None:
        """The editor, open at the photographs."""
        self.page.goto(f"/ruang/karya/{self.listing_id}/ubah?bagian=foto")

    def photos(self) -> list[tuple[Photo, StoredImage]]:
        """What the site has by now, in order."""
        db.session.rollback()
        statement = select(Listing).where(Listing.id == self.listing_id).options(with_photos())
        return [(photo, photo.image) for photo in db.session.scalars(statement).one().photos]


def begin(open_page: Opener, **options: object) -> Editor:
    """Signs in and begins a listing."""
    with writing():
        maker = db.session.scalars(select(Producer).where(Producer.slug == "pembuat-foto")).one()
        listing_id = make_draft(maker).id
        db.session.commit()
    page = open_page(viewport=PHONE, has_touch=True, **options)
    page.context.set_default_timeout(PATIENCE_MS)
    page.goto("/masuk")
    page.get_by_label("Nomor WhatsApp atau email").fill(ADDRESS)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.locator(".shell")).to_be_visible()
    signal = page.context.new_cdp_session(page)
    signal.send("Network.enable")
    editor = Editor(page, signal, listing_id)
    editor.open()
    return editor


def snapshot(seed: int, size: tuple[int, int] = (1600, 2000)) -> Image.Image:
    """A picture that weighs about what a photograph of something woven does."""
    chance = random.Random(seed)
    width, height = size
    ground = Image.effect_noise((2, 3), 120).resize(size, Image.Resampling.BICUBIC)
    for cells, weight in ((5, 0.25), (12, 0.15), (40, 0.1), (160, 0.08)):
        finer = Image.effect_noise((cells, cells * height // width + 1), 120).resize(size, Image.Resampling.BICUBIC)
        ground = Image.blend(ground, finer, weight)
    dyes = [chance.uniform(0.6, 1.2) for _channel in range(3)]
    picture = Image.merge("RGB", [ground.point([min(255, int(value * dye)) for value in range(256)]) for dye in dyes])
    pen = ImageDraw.Draw(picture)
    for left in range(0, width, 40):
        colour = tuple(chance.randrange(40, 220) for _channel in range(3))
        pen.line([(left, height // 3), (left + chance.randrange(-30, 30), height * 4 // 5)], fill=colour, width=14)
    return ImageChops.add(picture, Image.merge("RGB", [Image.effect_noise(size, 10)] * 3), 2)


def from_camera(picture: Image.Image, name: str = "IMG_0001.jpg", **options: object) -> FilePayload:
    """A file as the camera gives it to the page."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": encoded(picture, quality=88, **options)}


def test_two_photographs_arrive_though_the_signal_goes_in_between(
    rows: Flask, open_page: Opener, faults: Faults
) -> None:
    faults.provoke("ERR_INTERNET_DISCONNECTED")
    editor = begin(open_page)
    page = editor.page
    told = page.locator("[data-module=photos] > [role=status]")
    editor.signal.send("Network.emulateNetworkConditions", HARDLY_A_SIGNAL)

    page.set_input_files("#foto", [from_camera(snapshot(1)), from_camera(snapshot(2))])
    expect(page.locator(".photos .caption", has_text="%").first).to_be_visible()
    editor.signal.send("Network.emulateNetworkConditions", NO_SIGNAL)
    expect(told).to_have_text("Sinyal terputus. Foto dikirim lagi sendiri; jangan tutup halaman ini.")
    expect(page.locator(".photos").get_by_role("button", name="Coba lagi")).to_be_visible()
    assert page.evaluate(TOO_WIDE) == []
    assert_accessible(page)
    editor.signal.send("Network.emulateNetworkConditions", POOR_SIGNAL)

    expect(told).to_have_text("Foto 2 terkirim", timeout=PATIENCE_MS)
    expect(page.locator("#bagian-foto > summary")).to_contain_text("2 foto")
    expect(page.locator(".photos .caption")).to_have_text(["Utama", "Foto 2"])
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(SMALL_TARGETS) == []
    assert_accessible(page)
    editor.open()
    expect(page.locator(".photos .caption")).to_have_text(["Utama", "Foto 2"])


def test_a_photograph_is_small_upright_and_of_its_colours_before_it_is_sent(rows: Flask, open_page: Opener) -> None:
    editor = begin(open_page)
    lying = quarters((3200, 2400))
    turned = Image.Exif()
    turned[ORIENTATION] = TURN_CLOCKWISE
    sent: list[int] = []
    editor.page.on("request", lambda request: sent.append(len(request.post_data_buffer or b"")))

    editor.page.set_input_files("#foto", [from_camera(lying, exif=turned)])
    expect(editor.page.locator("#photos")).to_have_attribute("data-count", "1", timeout=PATIENCE_MS)

    [(_photo, image)] = editor.photos()
    assert (image.width, image.height) == (1500, 2000)
    master = opened(current_storage().read(file_name(image.key, MASTER)))
    assert is_near(corners(master), [BLUE, RED, GREY, GREEN])
    assert max(sent) < 400_000


def test_buttons_of_photographs_change_them_in_place(rows: Flask, open_page: Opener) -> None:
    editor = begin(open_page)
    page = editor.page
    page.set_input_files("#foto", [from_camera(snapshot(3, (400, 500))), from_camera(snapshot(4, (400, 500)))])
    expect(page.locator("#photos")).to_have_attribute("data-count", "2", timeout=PATIENCE_MS)
    [first, second] = [photo.id for photo, _image in editor.photos()]

    page.locator("#photo-order > summary").click()
    page.locator(f"[name=keterangan_{first}]").fill("Dilihat dari samping")
    page.get_by_role("button", name="Jadikan utama").click()
    expect(page.locator("#photo-order li").first.locator("input")).to_have_attribute("name", f"keterangan_{second}")
    expect(page.locator(f"[name=keterangan_{first}]")).to_have_value("Dilihat dari samping")
    page.get_by_role("button", name="Hapus foto").first.click()

    expect(page.locator("#photos")).to_have_attribute("data-count", "1")
    assert [(photo.id, photo.alt) for photo, _image in editor.photos()] == [(first, "Dilihat dari samping")]
    assert_accessible(page)


def test_without_scripts_a_photograph_goes_with_all_that_was_typed(rows: Flask, open_page: Opener) -> None:
    editor = begin(open_page, java_script_enabled=False)
    page = editor.page

    page.locator("#bagian-cerita > summary").click()
    page.get_by_label("Nama barang").fill("Tampah bambu")
    page.locator("#bagian-foto > summary").click()
    page.set_input_files("#foto", [from_camera(snapshot(5, (600, 800)))])
    page.get_by_role("button", name="Kirim foto").click()

    expect(page.locator(".photos .caption")).to_have_text(["Utama"])
    expect(page.locator("h1")).to_have_text("Tampah bambu")
    assert len(editor.photos()) == 1


@pytest.mark.parametrize("density", [pytest.param(2, marks=pytest.mark.thorough), 3])
def test_a_first_look_at_a_catalogue_of_photographs_is_light(rows: Flask, open_page: Opener, density: int) -> None:
    hang_photographs(24)
    page = open_page(viewport=PHONE, has_touch=True, device_scale_factor=density)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    loaded: list[float] = []
    devtools.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))

    page.goto("/katalog?kategori=kerajinan&q=tampah", wait_until="networkidle")

    assert page.locator(".listing-card picture img").count() == 24
    assert page.evaluate("document.querySelector('.listing-card img').currentSrc").endswith(".avif")
    assert sum(loaded) <= FIRST_LOOK


def hang_photographs(number: int) -> None:
    """Listings with finished photographs, two different ones in turn; nothing where they hang already."""
    if db.session.scalars(select(Listing.id).where(Listing.slug == "tampah-1")).first():
        return
    developed = [images.develop(encoded(snapshot(seed), quality=88)) for seed in range(2)]
    finished = [images.finish(photo.parts[MASTER]) for photo in developed]
    with writing():
        maker = make_producer(slug="pembuat-tampah")
        for at in range(1, number + 1):
            listing = make_listing(
                producer=maker, kind=Kind.CRAFT, name=f"Tampah {at}", slug=f"tampah-{at}", owns_pictures=True
            )
            image = _stored(developed[at % 2], finished[at % 2])
            db.session.add(Photo(listing_id=listing.id, image_id=image.id, position=1, added_at=now()))
        db.session.commit()


def _stored(photo: Developed, finished: Developed) -> StoredImage:
    key = new_key()
    for part, data in {**photo.parts, **finished.parts}.items():
        current_storage().put(file_name(key, part), data)
    image = StoredImage(
        key=key,
        width=photo.size.width,
        height=photo.size.height,
        byte_size=1,
        sha256=key,
        created_at=now(),
        finished_at=now(),
    )
    db.session.add(image)
    db.session.flush()
    return image
