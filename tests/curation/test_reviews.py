"""The office's review of listings: of the own region only, oldest first, each decided once by somebody who read it."""

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select, update

from craftsite.accounts.models import RoleName, Seat
from craftsite.curation.review_models import Review
from craftsite.curation.rubrics import rubric_of
from craftsite.goods.models import Kind
from craftsite.listings.models import Draft, DraftState, Listing
from craftsite.listings.photo_operations import add_photo
from craftsite.media.operations import keep_files
from craftsite.producers.models import Producer
from craftsite.web.clock import now
from tests.accounts.doors import sign_in
from tests.browser import Device, Page
from tests.conftest import Counter
from tests.curation.desk import APPROVE, ASK, DESK, REFUSE, NewDevice, decide, enter, officer, owned, read
from tests.factories import grant, make_draft, make_listing, make_membership, make_producer, make_sent, make_user
from tests.media.photographs import developed


def state_of(db: SQLAlchemy, listing: Listing) -> str | None:
    """Where the draft of a listing stands; None where it has none."""
    return db.session.scalar(select(Draft.state).where(Draft.listing_id == listing.id))


def count_reviews(db: SQLAlchemy) -> int:
    """How many decisions were written down."""
    return db.session.scalar(select(func.count()).select_from(Review)) or 0


# What one sees


def test_the_queue_holds_what_was_sent_in_the_own_region_the_oldest_first(device: Device, db: SQLAlchemy) -> None:
    make_sent(name_id="Tikar muda", days=1)
    make_sent(name_id="Tikar tua", days=5)
    make_sent(name_id="Tikar tetangga", region="3527")
    officer(device, db)

    page = device.get(DESK)

    assert page.texts(".works h3") == ["Tikar tua", "Tikar muda"]
    assert page.texts("h1") == ["2 karya menunggu"]
    assert page.texts("#work") == ["Tikar tua"]
    assert "Menunggu 5 hari" in page.texts(".works li")[0]
    assert "Hanya karya dari" in page.text


@pytest.mark.parametrize("kind", ["province", "admin"])
def test_the_province_and_admins_see_every_region(device: Device, db: SQLAlchemy, kind: str) -> None:
    make_sent(name_id="Satu")
    make_sent(name_id="Dua", region="3527")
    if kind == "province":
        officer(device, db, None)
    else:
        user = make_user()
        grant(user, RoleName.ADMIN)
        enter(device, db, user)

    assert set(device.get(DESK).texts(".works h3")) == {"Satu", "Dua"}


def test_a_desk_without_a_queue_says_so(device: Device, db: SQLAlchemy) -> None:
    officer(device, db)

    page = device.get(DESK)

    assert page.texts("h1") == ["Tidak ada karya yang menunggu"]
    assert not page.has("button")


def test_all_that_was_written_is_told_with_what_may_be_wrong(device: Device, db: SQLAlchemy) -> None:
    producer = make_producer(region="3526", name="Contoh Pembuat 15")
    listing = make_sent(
        producer=producer, kind=Kind.FARM, taxon_slug="keripik", stage="kemasan", unit="bungkus", name_id="Sale pisang",
        price_idr=18_000, halal="nomor", halal_number="ID35260000123456789", pirt_number="2063510010012223",
        attributes={"net_weight": "200 g"}, story_id="Menyembuhkan maag.", steps=(("Petik", "Pagi hari."),),
        tiers={12: 16_000}, seasons=3,
    )  # fmt: skip
    officer(device, db)

    page = read(device, listing)

    told = dict(zip(page.texts(".facts dt"), page.texts(".facts dd"), strict=True))
    assert told["Nomor sertifikat halal"] == "ID35260000123456789"
    assert (told["Nomor P-IRT"], told["Berat bersih"], told["Cara dibuat"]) == (
        "2063510010012223", "200 g", "Petik: Pagi hari.",
    )  # fmt: skip
    assert (told["Bulan musim"], told["Harga grosir"]) == ("Jan–Feb", "12: Rp 16.000")
    doubts = " ".join(page.texts(".note li"))
    assert "menyembuhkan" in doubts.lower()
    assert "berlaku sampai 2022" in doubts
    assert page.link("Pemeriksaan pembuatnya") == f"/dekranasda/pembuat/{producer.id}"
    assert page.texts(".media .muted")[0] == "Contoh Pembuat 15 , Kab. Bangkalan"
    assert page.texts("fieldset label")[:11] == [line.sentence_id for line in rubric_of(Kind.FARM).lines]


def test_a_changed_published_listing_shows_what_changes_and_nothing_else(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent(published=True, name_id="Keranjang besar", price_idr=160_000, taxon_slug="kayu-ukir")
    officer(device, db)

    page = read(device, listing)

    assert page.texts(".diff dt") == ["Golongan", "Nama barang", "Harga"]
    assert page.texts(".diff del") == [
        "Sekarang: Anyaman bambu, rotan, dan pandan", "Sekarang: Keranjang", "Sekarang: Rp 100.000",
    ]  # fmt: skip
    assert page.texts(".diff ins")[1:] == ["Menjadi: Keranjang besar", "Menjadi: Rp 160.000"]


def test_photographs_of_a_published_listing_are_live_at_once_and_the_desk_is_told(
    device: Device, db: SQLAlchemy
) -> None:
    producer = make_producer(region="3526")
    listing = make_listing(producer=producer, region="3526", name="Tikar contoh")
    db.session.refresh(listing, ["photos", "draft"])
    add_photo(listing, keep_files(developed()), make_user().id, now())
    officer(device, db)

    assert device.get("/dekranasda/kurasi").texts("[aria-labelledby=new-photos] h3") == ["Tikar contoh"]


def test_the_page_speaks_english(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent(name_en="Bamboo basket")
    officer(device, db)

    page = device.get(f"/en{DESK}/{listing.id}")

    assert page.texts("h1") == ["1 work is waiting"]
    assert page.texts("#work") == ["Bamboo basket"]
    assert "No slip in the price" in page.texts("label")
    assert "Approve and publish" in page.texts("button")


def test_every_page_of_the_desk_says_how_much_waits(device: Device, db: SQLAlchemy) -> None:
    make_sent()
    make_sent(region="3527")
    officer(device, db)

    page = device.get("/dekranasda/pembuat")

    [tab] = [text for text in page.texts(".tabbar a") if text.startswith("Kurasi")]
    assert tab == "Kurasi menunggu: 1"


def test_a_long_queue_asks_no_more_than_a_short_one(device: Device, db: SQLAlchemy, count_queries: Counter) -> None:
    for _number in range(3):
        make_sent()
    officer(device, db)
    device.get(DESK)
    with count_queries() as few:
        device.get(DESK)
    for _number in range(27):
        make_sent(days=0.5)

    with count_queries() as many:
        device.get(DESK)

    assert many() == few() <= 34


# Who may


def test_a_maker_finds_no_desk_and_nobody_without_the_second_step_does(
    device: Device, new_device: NewDevice, db: SQLAlchemy
) -> None:
    listing, owner = owned()
    sign_in(device, owner)
    late = new_device()
    user = officer(late, db)
    without = new_device()
    sign_in(without, user)

    for path in (DESK, f"{DESK}/{listing.id}", f"{DESK}/{listing.id}/label.svg"):
        device.get(path, status=403)
        assert without.raw(path).location.startswith("/akun/dua-langkah")


def test_a_listing_of_another_region_is_not_there_to_read_or_to_decide(device: Device, db: SQLAlchemy) -> None:
    own, other = make_sent(), make_sent(region="3527")
    officer(device, db)
    token = str(read(device, own).soup.select("input[name=csrf_token]")[0]["value"])

    device.get(f"{DESK}/{other.id}", status=404)
    device.get(f"{DESK}/{other.id}/label.svg", status=404)
    form = {"csrf_token": token, "putusan": "setujui", "edisi": "3"}
    device.post(f"{DESK}/{other.id}/putusan", form, status=404)

    assert state_of(db, other) == DraftState.SUBMITTED


def test_what_a_maker_only_writes_is_nobody_elses_to_read(device: Device, db: SQLAlchemy) -> None:
    listing = make_draft(make_producer(region="3526"))
    officer(device, db)

    device.get(f"{DESK}/{listing.id}", status=404)
    device.get(f"{DESK}/{listing.id}/label.svg", status=404)


def test_after_it_was_given_back_the_desk_sees_what_it_read_and_not_what_is_written_now(
    device: Device, new_device: NewDevice, db: SQLAlchemy
) -> None:
    listing, owner = owned(name_id="Tikar pertama")
    officer(device, db)
    decide(device, listing, ASK, catatan="Tulis ukurannya.")
    maker = new_device()
    sign_in(maker, owner)
    editor = maker.get(f"/ruang/karya/{listing.id}/ubah")
    maker.submit(editor, "Lanjut ke harga dan stok", {"nama": "Tikar rahasia"}, status=303)

    page = read(device, listing)

    assert page.texts("#work") == ["Tikar pertama"]
    assert "rahasia" not in page.text
    assert page.texts(".rows .tag") == ["Diminta diperbaiki"]
    assert not page.has("button[value=setujui]")


def test_what_a_closed_maker_had_sent_waits_no_more(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent(producer=make_producer(region="3526", origin_valid_until=None, closed_at=now()))
    officer(device, db)

    assert device.get(DESK).texts("h1") == ["Tidak ada karya yang menunggu"]
    device.get(f"{DESK}/{listing.id}", status=404)


def test_handing_over_a_seat_ends_what_it_opened_within_the_same_session(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent()
    user = officer(device, db)
    page = read(device, listing)
    db.session.execute(update(Seat).where(Seat.user_id == user.id).values(until_at=now()))

    device.submit(page, APPROVE, status=403)

    assert state_of(db, listing) == DraftState.SUBMITTED


def test_nobody_decides_about_a_listing_of_a_maker_that_they_speak_for(device: Device, db: SQLAlchemy) -> None:
    own, other = make_sent(name_id="Punya sendiri", days=5), make_sent(name_id="Punya orang", days=1)
    user = officer(device, db)
    make_membership(db.session.get_one(Producer, own.producer_id), user)

    queue = device.get(DESK)
    assert queue.texts(".works h3") == ["Punya sendiri", "Punya orang"]
    assert queue.texts("#work") == ["Punya orang"]
    assert "Usaha ini Anda urus sendiri" in read(device, own).text
    token = str(read(device, other).one(".panel input[name=csrf_token]")["value"])
    form = {"csrf_token": token, "putusan": "setujui", "edisi": "3"}
    device.post(f"{DESK}/{own.id}/putusan", form, status=403)

    assert state_of(db, own) == DraftState.SUBMITTED


# Deciding


def test_an_approved_listing_gets_a_code_and_the_next_opens_by_itself(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent(name_id="Tikar pertama", days=2)
    make_sent(name_id="Tikar kedua", days=1)
    user = officer(device, db)

    answer = decide(device, listing, APPROVE, centang=["name", "price"])
    page = device.get(answer.headers["Location"])

    db.session.expire_all()
    assert listing.published_at is not None
    assert page.texts("#work") == ["Tikar kedua"]
    assert f"Disetujui sebagai {listing.code}: Tikar pertama" in page.text
    [review] = db.session.scalars(select(Review))
    assert (review.decision, review.reviewer_id, review.ticks) == ("approved", user.id, ["name", "price"])
    assert (review.rubric_version, review.kind, review.edition) == (1, "kerajinan", 3)
    assert review.office_id is not None
    assert page.texts("h1") == ["1 karya menunggu"]


def test_an_office_asks_for_a_change_with_a_note_and_ready_sentences(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent()
    officer(device, db)

    page = decide(device, listing, ASK, centang="price", status=422)
    assert "Tulis apa yang perlu diperbaiki" in page.one("#summary").get_text()
    assert page.attributes("input[name=centang][checked]", "value") == ["price"]
    device.submit(page, ASK, {"kalimat": "material", "catatan": "Tinggi berapa?"})

    db.session.expire_all()
    draft = db.session.get_one(Draft, listing.id)
    assert draft.state == DraftState.ASKED
    assert draft.note == "Tulis bahan dan ukurannya dalam sentimeter.\nTinggi berapa?"
    assert listing.published_at is None


def test_a_refusal_needs_its_reason(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent()
    officer(device, db)

    page = decide(device, listing, REFUSE, status=422)
    assert "Tulis mengapa" in page.one("#summary").get_text()
    device.submit(page, REFUSE, {"catatan": "Kain ini dicetak."})

    assert state_of(db, listing) == DraftState.REFUSED
    assert db.session.scalars(select(Review.note)).all() == ["Kain ini dicetak."]


def test_pressing_enter_in_the_form_decides_nothing(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent()
    officer(device, db)

    first = read(device, listing).soup.select(".panel form button")[0]

    # A browser sends a form by Enter as if its first button were pressed, unless that is disabled.
    assert first.has_attr("disabled")


def test_a_decision_without_a_button_is_none(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent()
    officer(device, db)

    page = decide(device, listing, APPROVE, putusan="undone", status=422)

    assert "Pilih salah satu keputusan" in page.one("#summary").get_text()
    assert count_reviews(db) == 0


def test_the_swap_sends_the_next_listing_and_the_count(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent(days=2)
    make_sent(name_id="Tikar kedua")
    officer(device, db)
    decide(device, listing, APPROVE)

    fragment = device.get(DESK, swap="review")

    assert fragment.ids() == ["review", "queue_count"]
    assert fragment.one("#queue_count")["hx-swap-oob"] == "true"
    assert fragment.one("#work").has_attr("autofocus")
    assert fragment.headers["HX-Replace-Url"] == DESK
    assert not device.get(DESK).one("#work").has_attr("autofocus")


# Two at once


def overtaken(page: Page) -> str:
    """What a page says of what happened meanwhile."""
    return page.one("#summary").get_text()


def test_a_newer_edition_is_shown_to_who_read_the_older_one_and_the_note_stays(
    device: Device, new_device: NewDevice, db: SQLAlchemy
) -> None:
    listing, owner = owned(name_id="Tikar lama")
    officer(device, db)
    page = read(device, listing)
    maker = new_device()
    sign_in(maker, owner)
    edit = f"/ruang/karya/{listing.id}/ubah"
    maker.submit(maker.get(edit), "Tarik untuk diubah lagi")
    maker.submit(maker.get(edit), "Kirim untuk diperiksa", {"nama": "Tikar baru"})

    answer = device.submit(page, ASK, {"catatan": "Ukurannya?", "centang": "price"}, status=409)

    assert "mengirim yang lebih baru" in overtaken(answer)
    assert answer.texts("#work") == ["Tikar baru"]
    assert answer.one("textarea").get_text().strip() == "Ukurannya?"
    assert not answer.has("input[name=centang][checked]")
    assert state_of(db, listing) == DraftState.SUBMITTED
    device.submit(answer, ASK)
    assert state_of(db, listing) == DraftState.ASKED


def test_what_its_maker_took_back_is_not_decided(device: Device, new_device: NewDevice, db: SQLAlchemy) -> None:
    listing, owner = owned()
    officer(device, db)
    decide(device, listing, ASK, catatan="Ukurannya?")
    maker = new_device()
    sign_in(maker, owner)
    edit = f"/ruang/karya/{listing.id}/ubah"
    maker.submit(maker.get(edit), "Kirim untuk diperiksa")
    page = read(device, listing)
    maker.submit(maker.get(edit), "Tarik untuk diubah lagi")

    answer = device.submit(page, APPROVE, status=409)

    assert "menarik karya ini" in overtaken(answer)
    assert state_of(db, listing) == DraftState.WRITING
    assert count_reviews(db) == 1


def test_of_two_reviewers_the_second_is_told_who_was_first(
    device: Device, new_device: NewDevice, db: SQLAlchemy
) -> None:
    listing = make_sent()
    officer(device, db)
    other = new_device()
    officer(other, db, None)
    page = read(other, listing)
    decide(device, listing, ASK, catatan="Ukurannya?")

    answer = other.submit(page, APPROVE, status=409)

    assert "baru saja diputus oleh Contoh Petugas 3526" in overtaken(answer)
    assert state_of(db, listing) == DraftState.ASKED
    assert count_reviews(db) == 1


def test_a_button_that_is_pressed_twice_decides_once(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent()
    officer(device, db)
    page = read(device, listing)

    device.submit(page, APPROVE)
    device.submit(page, APPROVE)

    assert count_reviews(db) == 1


def test_a_version_of_the_rubric_that_was_used_stays_as_it_is() -> None:
    # Reviews name its lines. Whoever wants other lines adds a version.
    codes = {kind: " ".join(line.code for line in rubric_of(kind, 1).lines) for kind in Kind}

    assert codes == {
        Kind.BATIK: "picture name technique motif cloth origin claims price amounts people allowed",
        Kind.CRAFT: "picture name technique material product origin claims price amounts people allowed",
        Kind.FARM: "picture name stage contents halal permit health origin price amounts allowed",
    }


def test_no_line_of_a_rubric_asks_whether_a_price_is_high() -> None:
    for kind in Kind:
        [line] = [line for line in rubric_of(kind).lines if "arga" in line.sentence_id]
        assert line.sentence_id == "Harga tidak salah ketik"
        for line in rubric_of(kind).lines:
            assert all((line.sentence_id, line.sentence_en, line.note_id, line.note_en))
