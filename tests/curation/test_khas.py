"""The desk of khas: of the own region only, with source and date, seen by everyone at once, never lost."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select, update

from craftsite.accounts.models import RoleName, Seat
from craftsite.curation.models import DecisionKind, ProductDecision
from craftsite.goods.models import ProductWord, RegionalProduct, Verification
from craftsite.goods.operations import DATA, load_products
from craftsite.web.clock import now, today
from tests.accounts.doors import sign_in
from tests.browser import Browser, Device, Page
from tests.conftest import Counter
from tests.factories import grant, make_listing, make_product, make_user
from tests.offices import enter, officer
from tests.tables import changed_table

DESK = "/dekranasda/khas"
GROUND = {"penerbit": "Dinas Contoh", "tahun": "2025", "tautan": "https://dinas.invalid/khas"}


def khas(device: Device, product: RegionalProduct, noun: str) -> Page:
    """A page of one khas on the desk."""
    return device.get(f"{DESK}/{product.id}/{noun}")


def confirm(device: Device, product: RegionalProduct, *, status: int = 303, **changes: str) -> Page:
    """The answer to standing by a khas."""
    return device.submit(khas(device, product, "pengukuhan"), "Kukuhkan", GROUND | changes, status=status)


def correct(device: Device, product: RegionalProduct, *, status: int = 303, **changes: str) -> Page:
    """The answer to other words for a khas."""
    values = GROUND | {"golongan": product.taxon_slug, "tahap": product.stage or "", "aturan": product.handling or ""}
    return device.submit(khas(device, product, "ubah"), "Simpan dan kukuhkan", values | changes, status=status)


def withdraw(device: Device, product: RegionalProduct, *, status: int = 303) -> Page:
    """The answer to taking a khas back."""
    page = khas(device, product, "penarikan")
    return device.submit(page, "Tarik", {"alasan": "Bukan dari sini."}, status=status)


def add(device: Device, *, status: int = 303, **changes: str) -> Page:
    """The answer to a new khas."""
    values = GROUND | {
        "daerah": "3526", "nama": "Zzkhas Contoh", "golongan": "anyaman", "tahap": "", "aturan": "",
        "keterangan": "Anyaman contoh untuk pengujian.",
    }  # fmt: skip
    return device.submit(device.get(f"{DESK}/baru"), "Tambahkan dan kukuhkan", values | changes, status=status)


def decisions(db: SQLAlchemy, product: RegionalProduct) -> list[str]:
    """What was decided about a khas, the oldest first."""
    statement = select(ProductDecision.kind).where(ProductDecision.product_id == product.id)
    return list(db.session.scalars(statement.order_by(ProductDecision.id)))


def test_the_desk_holds_what_waits_in_the_own_region_with_its_buttons(device: Device, db: SQLAlchemy) -> None:
    make_product(regions=("3526",), name="Zzkhas sini")
    make_product(regions=("3527",), name="Zzkhas sana")
    officer(device, db)

    page = device.get(DESK)

    names = page.texts(".khas-rows h2")
    assert "Zzkhas sini" in names
    assert "Zzkhas sana" not in names
    assert page.texts("h1") == [f"{len(names)} khas menunggu dikukuhkan"]
    assert {"Kukuhkan Zzkhas sini", "Perbaiki Zzkhas sini", "Tarik Zzkhas sini"} <= set(page.texts(".khas-rows a.btn"))


@pytest.mark.parametrize("kind", ["province", "admin"])
def test_the_province_and_admins_see_every_region_and_may_choose_one(device: Device, db: SQLAlchemy, kind: str) -> None:
    product = make_product(regions=("3527",), name="Zzkhas sana")
    if kind == "province":
        officer(device, db, None)
    else:
        user = make_user()
        grant(user, RoleName.ADMIN)
        enter(device, db, user)

    assert "38" not in device.get(DESK).texts("h1")[0]
    assert "Zzkhas sana" in device.get(f"{DESK}?daerah=3527").texts(".khas-rows h2")
    assert "Zzkhas sana" not in device.get(f"{DESK}?daerah=3526").texts(".khas-rows h2")
    confirm(device, product)
    assert decisions(db, product) == [DecisionKind.CONFIRMED]


def test_a_maker_finds_no_desk(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",))
    sign_in(device, make_user())

    for path in ("", "/baru", f"/{product.id}", f"/{product.id}/ubah", "/unggulan/3526", "/usulan"):
        device.get(f"{DESK}{path}", status=403)


def test_the_khas_of_another_region_is_not_there(device: Device, db: SQLAlchemy) -> None:
    own, other = make_product(regions=("3526",)), make_product(regions=("3527",))
    officer(device, db)
    token = str(khas(device, own, "pengukuhan").one("input[name=csrf_token]")["value"])
    sent = GROUND | {"csrf_token": token, "versi": "1", "tanggal": today().isoformat(), "alasan": "x", "nama": "Zz"}

    for noun in ("", "/pengukuhan", "/ubah", "/penarikan"):
        device.get(f"{DESK}/{other.id}{noun}", status=404)
    for noun in ("pengukuhan", "ubah", "penarikan", "pengembalian"):
        device.post(f"{DESK}/{other.id}/{noun}", sent, status=404)
    device.get(f"{DESK}/unggulan/3527", status=404)
    device.post(f"{DESK}/unggulan/3527", {"csrf_token": token, "pilih": str(other.id)}, status=404)

    db.session.expire_all()
    assert decisions(db, other) == []
    assert (other.confirmed_on, other.withdrawn_at) == (None, None)


def test_handing_over_a_seat_ends_what_it_opened(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",))
    user = officer(device, db)
    page = khas(device, product, "pengukuhan")
    db.session.execute(update(Seat).where(Seat.user_id == user.id).values(until_at=now()))

    device.submit(page, "Kukuhkan", GROUND, status=403)

    assert decisions(db, product) == []


def test_a_confirmed_khas_says_by_whom_when_and_on_what_it_stands(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",), name="Zzkhas contoh")
    user = officer(device, db)

    confirm(device, product, tanggal="2026-11-02")

    page = device.get(f"/khas/{product.slug}")
    assert "Dikukuhkan pengelola situs, November 2026" in page.text
    assert "Dinas Contoh , 2025." in " ".join(page.texts(".source"))
    assert "https://dinas.invalid/khas" in page.attributes(".source a", "href")
    [row] = db.session.scalars(select(ProductDecision).where(ProductDecision.product_id == product.id))
    assert (row.decided_by_id, row.office_id is not None, row.decided_on) == (user.id, True, datetime.date(2026, 11, 2))
    assert "Zzkhas contoh" in device.get(f"{DESK}?lihat=dikukuhkan").texts(".khas-rows h2")
    assert "Zzkhas contoh" not in device.get(DESK).texts(".khas-rows h2")
    device._app.config["AUTHORISATION"] = "Surat contoh, 1 Jan 2026"
    try:
        assert "Dikukuhkan Contoh Kantor 3526, November 2026" in device.get(f"/khas/{product.slug}").text
    finally:
        device._app.config["AUTHORISATION"] = ""


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("penerbit", "", "Tulis sumbernya."),
        ("tahun", "", "Tulis tahunnya."),
        ("tahun", "2099", "Tulis tahun dengan empat angka"),
        ("tahun", "²⁰²⁵", "Tulis tahun dengan empat angka"),
        ("tautan", "javascript:alert(1)", "Salin tautan lengkapnya"),
        ("tautan", "https://orang@dinas.invalid", "Salin tautan lengkapnya"),
        ("tanggal", "", "Tulis tanggalnya."),
        ("tanggal", "2099-01-01", "Pilih tanggal dari tahun 2000"),
        ("tanggal", "besok", "Tulis tanggal yang benar."),
    ],
)
def test_without_a_source_and_a_date_nothing_is_confirmed_and_all_stays_written(
    device: Device, db: SQLAlchemy, field: str, value: str, sentence: str
) -> None:
    product = make_product(regions=("3526",))
    officer(device, db)

    page = confirm(device, product, status=422, **{field: value})

    assert sentence in page.one("#summary").get_text()
    kept = "penerbit" if field != "penerbit" else "tautan"
    assert page.one(f"input[name={kept}]")["value"] == GROUND[kept]
    assert decisions(db, product) == []


def test_a_source_on_paper_needs_no_link(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",))
    officer(device, db)

    confirm(device, product, penerbit="SK Contoh Nomor 1", tautan="")

    page = device.get(f"/khas/{product.slug}")
    assert "SK Contoh Nomor 1 , 2025." in " ".join(page.texts(".source"))


def test_a_correction_shows_at_once_everywhere_and_what_it_changed_stays(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",), name="Zzlama", name_en="Zzold")
    officer(device, db)

    correct(device, product, nama="Zzbaru", nama_en="Zznew", tempat="Desa Contoh")

    assert device.get(f"/khas/{product.slug}").texts("h1") == ["Zzbaru"]
    assert device.get("/katalog?lihat=khas&q=zzbaru").texts(".khas-rows h3") == ["Zzbaru"]
    assert "Zzlama" not in device.get("/katalog?lihat=khas&q=zzlama").text.replace("zzlama", "")
    assert decisions(db, product) == [DecisionKind.CORRECTED]
    history = device.get(f"{DESK}/{product.id}").text
    assert "3 isian berubah" in history
    assert "Zzlama" in history


def test_a_correction_without_english_shows_the_indonesian_marked_as_such(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",), name="Zzlama")
    officer(device, db)

    correct(device, product, nama="Zzbaru", nama_en="", keterangan_en="")

    page = device.get(f"/en/khas/{product.slug}")
    assert page.one("h1 span[lang=id]").get_text() == "Zzbaru"
    assert page.has(".lead span[lang=id]")


def test_an_english_text_may_not_stay_behind_its_indonesian_one(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",), name="Zzlama")
    officer(device, db)

    page = correct(device, product, status=422, nama="Zzbaru")
    assert "Teks Indonesianya berubah" in page.one("#summary").get_text()
    page = correct(device, product, status=422, tempat_en="A village")
    assert "Tulis juga bahasa Indonesianya" in page.one("#summary").get_text()

    correct(device, product, nama="Zzbaru", inggris_cocok="y")
    db.session.expire_all()
    assert product.name_en.startswith("Example")


def test_a_new_khas_is_there_at_once_and_pressing_twice_adds_one(device: Device, db: SQLAlchemy) -> None:
    officer(device, db)

    add(device)
    add(device)

    [product] = db.session.scalars(select(RegionalProduct).where(RegionalProduct.name_id == "Zzkhas Contoh"))
    assert (product.kind, product.code, product.slug) == ("kerajinan", "BKL-K1", "zzkhas-contoh")
    assert decisions(db, product) == [DecisionKind.ADDED]
    assert "Zzkhas Contoh" in device.get("/daerah/kab-bangkalan").texts(".khas-rows h3")
    assert device.get("/katalog?lihat=khas&q=zzkhas").texts(".khas-rows h3") == ["Zzkhas Contoh"]
    assert "/khas/zzkhas-contoh" in device.raw("/sitemap-khas-1.xml").text
    assert device.get("/en/khas/zzkhas-contoh").has("h1 span[lang=id]")


def test_a_name_that_the_region_has_already_is_refused_and_one_of_another_region_gets_another_address(
    device: Device, db: SQLAlchemy
) -> None:
    make_product(regions=("3526",), name="Zzkhas contoh")
    make_product(regions=("3527",), name="Zzkhas dua", slug="zzkhas-dua")
    officer(device, db)

    page = add(device, status=422)
    assert "Khas dengan nama ini sudah ada" in page.one("#summary").get_text()
    add(device, nama="Zzkhas Dua")

    assert db.session.scalar(select(RegionalProduct.slug).where(RegionalProduct.name_id == "Zzkhas Dua")) == (
        "zzkhas-dua-2"
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"nama": ""}, "Tulis namanya."),
        ({"golongan": "tidak-ada"}, "Pilih salah satu."),
        ({"golongan": "keripik"}, "Pilih tahapnya"),
        ({"tahap": "segar"}, "Hanya untuk hasil tani."),
        ({"daerah": "3527"}, "Pilih salah satu."),
        ({"keterangan": "x" * 401}, "Terlalu panjang"),
    ],
)
def test_a_new_khas_that_lacks_something_is_kept_and_explained(
    device: Device, db: SQLAlchemy, changes: dict[str, str], sentence: str
) -> None:
    officer(device, db)

    page = add(device, status=422, **changes)

    assert sentence in page.one("#summary").get_text()
    if "keterangan" not in changes:
        assert page.one("textarea[name=keterangan]").get_text().strip() == "Anyaman contoh untuk pengujian."
    assert not db.session.scalar(select(ProductDecision.id))


def test_a_withdrawn_khas_leaves_everything_at_once_and_comes_back_as_it_was(
    device: Device, browser: Browser, db: SQLAlchemy
) -> None:
    product = make_product(regions=("3526",), name="Zzkhas tarik", slug="zzkhas-tarik")
    listing = make_listing(product_id=product.id, region="3526")
    officer(device, db)
    confirm(device, product)
    picture = device.get("/khas/zzkhas-tarik").attributes(".gallery img", "src")[0]
    places = ["/katalog?lihat=khas&q=zzkhas", "/daerah/kab-bangkalan", f"/karya/{listing.code}-{listing.slug}"]
    for path in places:
        assert "Zzkhas tarik" in browser.get(path).text, path

    withdraw(device, product)

    page = browser.get("/khas/zzkhas-tarik", status=410)
    assert page.texts("h1") == ["Khas ini sudah ditarik"]
    assert "Kantor daerahnya tidak mencantumkannya lagi" in page.text
    assert browser.get("/en/khas/zzkhas-tarik", status=410).texts("h1") == ["This speciality has been withdrawn"]
    for path in places:
        assert "Zzkhas tarik" not in browser.get(path).text, path
    assert "zzkhas-tarik" not in browser.raw("/sitemap-khas-1.xml").text
    assert browser.raw("/laporkan/khas/zzkhas-tarik").status_code == 410
    assert browser.raw(picture).status_code == 200
    assert not db.session.scalar(select(ProductWord.surface).where(ProductWord.product_id == product.id))
    assert "Zzkhas tarik" in device.get(f"{DESK}?lihat=ditarik").texts(".khas-rows h2")

    device.submit(device.get(f"{DESK}/{product.id}"), "Kembalikan")

    assert "Dikukuhkan pengelola situs" in browser.get("/khas/zzkhas-tarik").text
    for path in places:
        assert "Zzkhas tarik" in browser.get(path).text, path
    assert decisions(db, product) == [DecisionKind.CONFIRMED, DecisionKind.WITHDRAWN, DecisionKind.RESTORED]


def test_of_two_who_decide_at_once_the_second_sees_both_texts_and_chooses(
    device: Device, new_device: Callable[[], Device], db: SQLAlchemy
) -> None:
    product = make_product(regions=("3526",), name="Zzlama")
    officer(device, db)
    other = new_device()
    officer(other, db, None)
    mine, confirming, withdrawing = (khas(device, product, noun) for noun in ("ubah", "pengukuhan", "penarikan"))
    correct(other, product, nama="Zzpertama", inggris_cocok="y")
    values = GROUND | {"golongan": product.taxon_slug, "tahap": "", "aturan": "", "inggris_cocok": "y"}

    page = device.submit(mine, "Simpan dan kukuhkan", values | {"nama": "Zzkedua"}, status=409)

    assert page.one("input[name=nama]")["value"] == "Zzkedua"
    assert "Zzpertama" in page.one("section.note.err").get_text()
    assert "Zzpertama" in device.submit(confirming, "Kukuhkan", GROUND, status=409).text
    assert "Zzpertama" in device.submit(withdrawing, "Tarik", {"alasan": "x"}, status=409).text
    db.session.expire_all()
    assert product.name_id == "Zzpertama"
    device.submit(page, "Simpan dan kukuhkan", values)
    db.session.expire_all()
    assert product.name_id == "Zzkedua"


def test_a_button_that_was_pressed_twice_decides_once(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",))
    officer(device, db)
    page = khas(device, product, "pengukuhan")

    device.submit(page, "Kukuhkan", GROUND)
    device.submit(page, "Kukuhkan", GROUND)

    assert decisions(db, product) == [DecisionKind.CONFIRMED]


def test_posting_every_column_chooses_neither_office_nor_address(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",))
    user = officer(device, db)
    before = (product.slug, product.code)
    strange = {
        column.name: "2099" for table in (ProductDecision, RegionalProduct) for column in table.__table__.columns
    }

    correct(device, product, **strange)

    db.session.expire_all()
    assert (product.slug, product.code) == before
    [row] = db.session.scalars(select(ProductDecision).where(ProductDecision.product_id == product.id))
    assert row.decided_by_id == user.id


def test_loading_leaves_alone_what_an_office_has_decided_about(device: Device, db: SQLAlchemy, tmp_path: Path) -> None:
    kept = db.session.scalars(select(RegionalProduct).where(RegionalProduct.code == "P001")).one()
    gone = db.session.scalars(select(RegionalProduct).where(RegionalProduct.code == "P002")).one()
    officer(device, db, "3501")
    correct(device, kept, nama="Cengkih zzkantor", inggris_cocok="y")
    withdraw(device, gone)
    add(device, daerah="3501", nama="Zzkhas Contoh")
    db.session.expire_all()
    path = changed_table(
        DATA / "products.csv",
        tmp_path,
        {
            0: {"name_id": "Cengkih zzberkas", "region_code": "3502"},
            1: {"name_id": "Tuna zzberkas"},
            2: {"product_id": "P998", "slug": "zzkhas-contoh", "name_id": "Zzkhas berkas"},
        },
    )

    loaded = load_products(path)

    assert (loaded.added, loaded.changed) == (0, 0)
    db.session.expire_all()
    assert kept.name_id == "Cengkih zzkantor"
    assert gone.withdrawn_at is not None
    assert device.get("/khas/cengkih-pacitan").texts("h1") == ["Cengkih zzkantor"]
    device.get(f"/khas/{gone.slug}", status=410)
    assert device.get("/khas/zzkhas-contoh").texts("h1") == ["Zzkhas Contoh"]


def test_an_office_may_give_what_was_only_generally_known_a_source(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",), verification=Verification.GENERAL_KNOWLEDGE, name="Zzkhas umum")
    officer(device, db)
    device.get(f"/khas/{product.slug}", status=404)
    assert "Belum ada sumbernya" in device.get(DESK).text

    confirm(device, product)

    assert device.get(f"/khas/{product.slug}").texts("h1") == ["Zzkhas umum"]


def test_the_history_outlives_the_account_and_names_nobody_then(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",))
    officer(device, db)
    confirm(device, product)
    db.session.execute(update(ProductDecision).values(decided_by_id=None))

    assert "akun yang sudah dihapus" in device.get(f"{DESK}/{product.id}").text


def test_other_regions_of_a_khas_read_and_propose_and_the_place_of_origin_answers(
    device: Device, new_device: Callable[[], Device], db: SQLAlchemy
) -> None:
    shared = make_product(regions=("3526", "3527"), name="Zzkhas bersama")
    alone = make_product(regions=("3526",), name="Zzkhas sendiri")
    officer(device, db)
    other = new_device()
    officer(other, db, "3527")
    assert "Zzkhas bersama" in other.get(f"{DESK}?lihat=bersama").texts(".khas-rows h2")
    assert not other.get(f"{DESK}/{shared.id}").has("a[href$=ubah]")
    other.get(f"{DESK}/{shared.id}/ubah", status=404)
    other.get(f"{DESK}/{shared.id}/usulan", status=404)

    other.get(other.get(f"{DESK}/usulan?q=zzkhas").attributes(".rows a.btn", "href")[0])
    proposal = other.get(f"{DESK}/{alone.id}/usulan")
    assert "Tulis alasannya." in other.submit(proposal, "Kirim usulan", {"daerah": "3527"}, status=422).text
    for _again in range(2):
        other.submit(proposal, "Kirim usulan", {"daerah": "3527", "alasan": "Dibuat di sini juga."})
    answer = f"{DESK}/{alone.id}/usulan/3527/sebut"
    token = str(proposal.one("input[name=csrf_token]")["value"])
    other.post(answer, {"csrf_token": token}, status=404)
    page = device.get(DESK)
    assert "Kab. Sampang mengusulkan ikut disebut." in page.text
    device.submit(page, "Sebut Kab. Sampang: Zzkhas sendiri")

    assert "Khas Kab. Bangkalan, Kab. Sampang" in device.get(f"/khas/{alone.slug}").text
    assert "Zzkhas sendiri" in device.get("/daerah/kab-sampang").texts(".khas-rows h3")
    assert decisions(db, alone) == [DecisionKind.PROPOSED, DecisionKind.NAMED]
    assert "mengusulkan" not in device.get(DESK).text


def test_a_declined_proposal_changes_nothing_and_may_come_again(
    device: Device, new_device: Callable[[], Device], db: SQLAlchemy
) -> None:
    product = make_product(regions=("3526",), name="Zzkhas sendiri")
    officer(device, db)
    other = new_device()
    officer(other, db, "3527")
    for _time in range(2):
        form = other.get(f"{DESK}/{product.id}/usulan")
        other.submit(form, "Kirim usulan", {"daerah": "3527", "alasan": "Dibuat di sini juga."})
        device.submit(device.get(DESK), "Tolak Kab. Sampang: Zzkhas sendiri")

    assert "Sampang" not in device.get(f"/khas/{product.slug}").text
    assert decisions(db, product) == [DecisionKind.PROPOSED, DecisionKind.DECLINED] * 2


def test_the_desk_speaks_english_too(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",))
    officer(device, db)
    confirm(device, product)

    assert "waiting to be confirmed" in device.get(f"/en{DESK}").text
    assert "Confirmed by the operator of this site, " in device.get(f"/en/khas/{product.slug}").text


@pytest.mark.parametrize("path", [DESK, f"{DESK}?lihat=dikukuhkan"])
def test_a_long_desk_asks_no_more_than_a_short_one(
    device: Device, db: SQLAlchemy, count_queries: Counter, path: str
) -> None:
    officer(device, db)
    confirmed = {"confirmed_on": today()} if "lihat" in path else {}
    for _number in range(3):
        make_product(regions=("3526",), **confirmed)
    device.get(path)
    with count_queries() as few:
        device.get(path)
    for _number in range(27):
        make_product(regions=("3526",), **confirmed)

    with count_queries() as many:
        device.get(path)

    assert many() == few() <= 19


def test_a_long_history_asks_no_more_than_a_short_one(device: Device, db: SQLAlchemy, count_queries: Counter) -> None:
    product = make_product(regions=("3526",))
    user = officer(device, db)
    confirm(device, product)
    device.get(f"{DESK}/{product.id}")
    with count_queries() as few:
        device.get(f"{DESK}/{product.id}")
    for _number in range(20):
        values = {"publisher": "x", "source_year": 2020, "decided_on": today(), "created_at": now()}
        db.session.add(ProductDecision(product_id=product.id, kind="confirmed", decided_by_id=user.id, **values))
    db.session.flush()

    with count_queries() as many:
        device.get(f"{DESK}/{product.id}")

    assert many() == few() <= 18
