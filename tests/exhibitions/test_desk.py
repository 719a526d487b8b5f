"""The exhibitions of an office: story, walls in order, preview and publication, each office its own."""

import datetime
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.accounts.models import RoleName
from craftsite.cli import load
from craftsite.exhibitions import desk_operations
from craftsite.exhibitions.desk_operations import Editor, Story
from craftsite.exhibitions.models import Exhibition, Item
from craftsite.exhibitions.operations import load_exhibitions
from craftsite.extensions import db as database
from craftsite.goods.models import RegionalProduct
from craftsite.web.clock import now, today
from craftsite.web.writing import writing
from tests.accounts.doors import sign_in
from tests.browser import Browser, Device, Page
from tests.conftest import Counter
from tests.factories import grant, make_exhibition, make_item, make_listing, make_producer, make_product, make_user
from tests.live import LiveDatabase
from tests.offices import enter, officer

DESK = "/dekranasda/pameran"
STORY = {"judul": "Zzpameran contoh", "pembuka": "Kalimat pembuka contoh."}
WALL = {"judul": "Zzdinding", "teks": "Teks contoh.", "sumber": "Dinas Contoh, 2025"}


def begin(device: Device, db: SQLAlchemy, *, status: int = 303, **changes: str) -> Exhibition | Page:
    """A new exhibition of the office, or the page that explains what is missing."""
    page = device.submit(
        device.get(f"{DESK}/baru"), "Simpan cerita", {"daerah": "3526"} | STORY | changes, status=status
    )
    return page if status != 303 else db.session.scalars(select(Exhibition).order_by(Exhibition.id.desc())).first()


def hang(device: Device, exhibition: Exhibition, what: str, *, status: int = 303, **changes: str) -> Page:
    """The answer to a thing on a new wall."""
    page = device.get(f"{DESK}/{exhibition.id}/dinding/baru?{what}")
    return device.submit(page, "Simpan dinding", WALL | changes, status=status)


def own(db: SQLAlchemy, *walls: RegionalProduct, region: str | None = "3526", **overrides: object) -> Exhibition:
    """An exhibition of an office that nobody sees yet."""
    values = {"region_code": region, "slug": None, "is_published": False, "edited_at": now()}
    return make_exhibition(*walls, **(values | overrides))


def test_from_a_title_to_a_published_walk(device: Device, browser: Browser, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",), name="Zzkhas contoh")
    listing = make_listing(region="3526", name="Zzkarya contoh")
    officer(device, db)

    exhibition = begin(device, db, buka=today().isoformat(), tutup=today().isoformat(), tempat="Balai Contoh")
    assert "Belum terbit" in device.get(DESK).text
    found = device.get(f"{DESK}/{exhibition.id}/dinding?q=zz")
    assert {"Pajang Zzkhas contoh", f"Pajang {listing.code}"} == set(found.texts(".rows a.btn"))
    hang(device, exhibition, f"khas={product.id}", judul="Dinding satu")
    hang(device, exhibition, f"karya={listing.code}", judul="Dinding dua", jeda="Lalu karyanya.")
    preview = device.get(f"{DESK}/{exhibition.id}/pratinjau")
    assert preview.texts(".wall h2") == ["Dinding satu", "Dinding dua"]
    assert "Pratinjau. Hanya kantor" in preview.text
    assert preview.headers["Cache-Control"] == "no-store"
    assert "Zzpameran" not in browser.get("/pameran").text

    device.submit(device.get(f"{DESK}/{exhibition.id}"), "Terbitkan")

    page = browser.get("/pameran/zzpameran-contoh")
    assert page.texts(".wall h2") == ["Dinding satu", "Dinding dua"]
    assert page.texts(".pause") == ["Lalu karyanya."]
    assert "Zzpameran contoh" in browser.get("/pameran").text
    assert "Zzpameran contoh" in browser.get("/").text
    assert "/pameran/zzpameran-contoh" in browser.raw("/sitemap-pameran-1.xml").text
    assert browser.get("/en/pameran/zzpameran-contoh").has("h1 span[lang=id]")
    device.submit(device.get(f"{DESK}/{exhibition.id}"), "Turunkan")
    browser.get("/pameran/zzpameran-contoh", status=404)
    device.submit(device.get(f"{DESK}/{exhibition.id}"), "Terbitkan")
    browser.get("/pameran/zzpameran-contoh")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"judul": " "}, "Tulis judulnya."),
        ({"pembuka": ""}, "Tulis kalimat pembukanya."),
        ({"buka": "2026-12-02", "tutup": "2026-12-01"}, "Tanggal tutup tidak boleh sebelum"),
        ({"buka": "2026-12-02"}, "Tulis kedua tanggalnya"),
        ({"tutup": "2026-12-02"}, "Tulis kedua tanggalnya"),
        ({"buka": "besok"}, "Tulis tanggal yang benar."),
        ({"cerita_en": "A story"}, "Tulis juga bahasa Indonesianya"),
        ({"daerah": "3527"}, "Pilih salah satu."),
    ],
)
def test_a_story_that_lacks_something_is_kept_and_explained(
    device: Device, db: SQLAlchemy, changes: dict[str, str], sentence: str
) -> None:
    officer(device, db)

    page = begin(device, db, status=422, alamat="Jalan Contoh 1", **changes)

    assert sentence in page.one("#summary").get_text()
    assert page.one("input[name=alamat]")["value"] == "Jalan Contoh 1"


def test_a_wall_needs_a_title_a_text_and_a_source(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",))
    exhibition = own(db, product)
    officer(device, db)

    page = hang(device, exhibition, f"khas={product.id}", status=422, sumber=" ", teks="")

    assert {"Tulis sumbernya.", "Tulis teksnya."} <= set(page.texts("#summary li"))
    assert page.one("input[name=judul]")["value"] == "Zzdinding"
    hang(device, exhibition, f"khas={product.id}")


def test_walls_move_and_are_taken_down_and_keep_their_words(device: Device, db: SQLAlchemy) -> None:
    exhibition = own(db, *(make_product(regions=("3526",)) for _ in range(3)))
    officer(device, db)
    address = f"{DESK}/{exhibition.id}"

    device.submit(device.get(address), "Naik 3")
    device.submit(device.get(address), "Turun 1")
    assert device.get(address).texts("ol h3") == ["1. Dinding 3", "2. Dinding 1", "3. Dinding 2"]
    device.submit(device.get(address), "Lepas 2")

    assert device.get(address).texts("ol h3") == ["1. Dinding 3", "2. Dinding 2"]
    device.submit(device.get(f"{address}/dinding/1"), "Simpan dinding", WALL | {"judul_en": "", "teks_en": ""})
    assert device.get(address).texts("ol h3") == ["1. Zzdinding", "2. Dinding 2"]
    device.get(f"{address}/dinding/2", status=404)


def test_of_two_who_change_it_at_once_the_second_sees_both_texts(
    device: Device, new_device: Callable[[], Device], db: SQLAlchemy
) -> None:
    exhibition = own(db, *(make_product(regions=("3526",)) for _ in range(2)))
    officer(device, db)
    other = new_device()
    officer(other, db, None)
    address = f"{DESK}/{exhibition.id}"
    story, wall, walls = device.get(f"{address}/ubah"), device.get(f"{address}/dinding/1"), device.get(address)
    other.submit(other.get(f"{address}/ubah"), "Simpan cerita", {"judul": "Zzjudul lain"})
    other.submit(other.get(f"{address}/dinding/1"), "Simpan dinding", {"judul": "Zzdinding lain"})

    page = device.submit(story, "Simpan cerita", {"judul": "Zzjudul saya"}, status=409)
    assert page.one("input[name=judul]")["value"] == "Zzjudul saya"
    assert "Zzjudul lain" in page.one("section.note.err").get_text()
    page = device.submit(wall, "Simpan dinding", {"judul": "Zzdinding saya"}, status=409)
    assert "Zzdinding lain" in page.one("section.note.err").get_text()
    device.submit(walls, "Turun 1")
    assert "baru saja diubah dari tempat lain" in device.get(address).text
    assert device.get(address).texts("ol h3") == ["1. Zzdinding lain", "2. Dinding 2"]

    device.submit(page, "Simpan dinding")
    assert device.get(address).texts("ol h3")[0] == "1. Zzdinding saya"


def test_a_button_that_was_pressed_twice_hangs_one_wall(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",))
    exhibition = own(db, make_product(regions=("3526",)))
    officer(device, db)
    page = device.get(f"{DESK}/{exhibition.id}/dinding/baru?khas={product.id}")

    for _time in range(2):
        device.submit(page, "Simpan dinding", WALL)

    assert len(device.get(f"{DESK}/{exhibition.id}").texts("ol h3")) == 2


def test_an_office_hangs_only_what_is_of_its_region_and_the_province_anything(
    device: Device, new_device: Callable[[], Device], db: SQLAlchemy
) -> None:
    here, there = make_product(regions=("3526",), name="Zzsini"), make_product(regions=("3527",), name="Zzsana")
    work = make_listing(region="3527", name="Zzkarya sana")
    hidden = make_listing(region="3526", name="Zzkarya lewat")
    hidden.producer.origin_valid_until = today() - datetime.timedelta(days=1)
    exhibition, of_province = own(db, here), own(db, here, region=None)
    officer(device, db)

    assert device.get(f"{DESK}/{exhibition.id}/dinding?q=zz").texts(".rows h3") == ["Zzsini"]
    for what in (f"khas={there.id}", f"karya={work.code}", f"karya={hidden.code}", "khas=999999", ""):
        device.get(f"{DESK}/{exhibition.id}/dinding/baru?{what}", status=404)
    province = new_device()
    officer(province, db, None)
    found = province.get(f"{DESK}/{of_province.id}/dinding?q=zz").texts(".rows h3")
    assert set(found) == {"Zzsini", "Zzsana", "Zzkarya sana"}


def test_the_exhibition_of_another_office_is_not_there(device: Device, db: SQLAlchemy) -> None:
    mine = own(db, make_product(regions=("3526",)))
    others = [own(db, make_product(regions=("3527",)), region="3527"), own(db, region=None)]
    officer(device, db)
    token = str(device.get(f"{DESK}/{mine.id}/ubah").one("input[name=csrf_token]")["value"])
    sent = STORY | WALL | {"csrf_token": token, "versi": "1"}

    for other in others:
        for path in ("", "/ubah", "/pratinjau", "/dinding", "/dinding/1", "/dinding/baru?khas=1"):
            device.get(f"{DESK}/{other.id}{path}", status=404)
        for path in ("/ubah", "/penerbitan", "/penurunan", "/dinding/1", "/dinding/1/lepas", "/dinding/baru?khas=1"):
            device.post(f"{DESK}/{other.id}{path}", sent, status=404)
        assert other.title_id not in device.get(DESK).texts(".rows h2") or other.title_id == mine.title_id
    db.session.expire_all()
    assert not any(other.is_published for other in others)


@pytest.mark.parametrize("kind", ["province", "admin"])
def test_the_province_and_admins_see_all_of_them(device: Device, db: SQLAlchemy, kind: str) -> None:
    exhibition = own(db, make_product(regions=("3526",)), title="Zzdaerah")
    if kind == "province":
        officer(device, db, None)
    else:
        user = make_user()
        grant(user, RoleName.ADMIN)
        enter(device, db, user)

    titles = device.get(DESK).texts(".rows h2")
    assert {"Zzdaerah", "Satu daerah, satu dinding"} <= set(titles)
    device.submit(device.get(f"{DESK}/{exhibition.id}"), "Terbitkan")
    assert not device.get(f"{DESK}/baru").has("select[name=daerah]")


def test_a_maker_finds_no_desk(device: Device, db: SQLAlchemy) -> None:
    exhibition = own(db)
    sign_in(device, make_user())

    for path in ("", "/baru", f"/{exhibition.id}", f"/{exhibition.id}/pratinjau"):
        device.get(f"{DESK}{path}", status=403)


def test_an_exhibition_without_a_wall_that_can_be_seen_is_not_published(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",), withdrawn_at=now())
    exhibition = own(db, product)
    officer(device, db)

    page = device.submit(device.get(f"{DESK}/{exhibition.id}"), "Terbitkan", status=422)

    assert "Pajang dulu paling sedikit satu" in page.text
    assert "Sedang tidak tampil untuk umum" in page.text


def test_what_vanishes_from_the_public_vanishes_from_the_walk(device: Device, browser: Browser, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",), name="Zztarik")
    maker = make_producer(region="3526")
    listing = make_listing(producer=maker, name="Zzlewat")
    staying = make_product(regions=("3526",))
    exhibition = make_exhibition(product, listing, staying)
    officer(device, db)
    assert len(browser.get(f"/pameran/{exhibition.slug}").texts(".wall-no")) == 3

    form = device.get(f"/dekranasda/khas/{product.id}/penarikan")
    device.submit(form, "Tarik", {"alasan": "Keliru."})
    db.session.expire_all()
    maker.origin_valid_until = today() - datetime.timedelta(days=1)
    db.session.flush()

    page = browser.get(f"/pameran/{exhibition.slug}")
    assert page.texts(".wall-no") == ["1"]
    assert "Zztarik" not in page.text
    assert "Zzlewat" not in page.text


def test_loading_leaves_alone_what_an_office_has_changed_and_bears_what_was_withdrawn(
    device: Device, db: SQLAlchemy
) -> None:
    loaded = db.session.scalars(select(Exhibition).where(Exhibition.slug == "satu-daerah-satu-dinding")).one()
    wall = db.session.scalars(select(RegionalProduct).where(RegionalProduct.code == "P063")).one()
    officer(device, db, None)
    device.submit(device.get(f"{DESK}/{loaded.id}/ubah"), "Simpan cerita", {"judul": "Zzjudul kantor"})
    form = device.get(f"/dekranasda/khas/{wall.id}/penarikan")
    device.submit(form, "Tarik", {"alasan": "Keliru."})
    db.session.expire_all()

    counts = load_exhibitions()

    assert (counts.added, counts.changed, counts.removed) == (0, 0, 0)
    assert device.get("/pameran/satu-daerah-satu-dinding").texts("h1") == ["Zzjudul kantor"]
    assert len(device.get("/pameran/indikasi-geografis-jawa-timur").texts(".wall-no")) == 11


def test_two_exhibitions_with_one_title_get_two_addresses_even_at_the_same_time(live_db: LiveDatabase) -> None:
    app = live_db.app()
    story = Story("Zzkembar", "", "Pembuka.", "", "", "", None, None, "", "", "")
    with app.app_context():
        load()
        user = make_user()
        database.session.commit()
        user_id = user.id
        with writing():
            ids = [desk_operations.begin(None, story, Editor(user_id, now())).id for _number in range(2)]
            database.session.commit()
    start = Barrier(2)
    faults: list[Exception] = []

    def publish(exhibition_id: int) -> None:
        with app.app_context():
            start.wait()
            try:
                with writing():
                    desk_operations.publish(database.session.get_one(Exhibition, exhibition_id), Editor(user_id, now()))
                    database.session.commit()
            # Whatever goes wrong in a thread has to be seen by the test.
            except Exception as fault:
                faults.append(fault)

    threads = [Thread(target=publish, args=(one,)) for one in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    with app.app_context():
        slugs = set(database.session.scalars(select(Exhibition.slug).where(Exhibition.id.in_(ids))))
    assert slugs == {"zzkembar", "zzkembar-2"}


def test_long_lists_ask_no_more_than_short_ones(device: Device, db: SQLAlchemy, count_queries: Counter) -> None:
    exhibition = own(db, make_product(regions=("3526",)), make_listing(region="3526"))
    officer(device, db)
    for path in (DESK, f"{DESK}/{exhibition.id}", f"{DESK}/{exhibition.id}/pratinjau"):
        device.get(path)
    paths = (DESK, f"{DESK}/{exhibition.id}")
    few = []
    for path in paths:
        with count_queries() as count:
            device.get(path)
        few.append(count())
    for position in range(3, 30):
        item = make_item(make_product(regions=("3526",)), position)
        item.exhibition_id = exhibition.id
        db.session.add(item)
        own(db)
    db.session.flush()

    for path, before in zip(paths, few, strict=True):
        with count_queries() as count:
            device.get(path)
        assert count() == before <= 17, path


def test_there_is_room_for_sixty_walls(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",))
    exhibition = own(db, product)
    for position in range(2, 61):
        item = make_item(product, position)
        item.exhibition_id = exhibition.id
        db.session.add(item)
    db.session.flush()
    officer(device, db)

    assert not device.get(f"{DESK}/{exhibition.id}").has("a[href$=dinding]")
    page = hang(device, exhibition, f"khas={product.id}", status=422)

    assert "Dindingnya sudah penuh" in page.text
    assert len(db.session.scalars(select(Item).where(Item.exhibition_id == exhibition.id)).all()) == 60
