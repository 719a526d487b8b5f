"""What may not be sold here, what needs evidence, and the many sentences that only sound like it."""

import csv
from collections.abc import Iterator
from importlib.resources import files

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from craftsite.goods.models import Kind
from craftsite.listings.claim_words import REFUSED, WARNED
from craftsite.listings.claims import refusals, warnings
from craftsite.text.folding import fold
from tests.text.strategies import ANY_TEXT, HUGE

pytestmark = pytest.mark.same_on_both

BATIK, CRAFT, FARM = Kind.BATIK, Kind.CRAFT, Kind.FARM
# The request of the page is the same for every example.
EACH = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = sorted({word for rule in (*REFUSED, *WARNED) for phrase in rule.phrases for word in phrase})
CLAIMS = st.lists(st.sampled_from([*WORDS, "motif", "bukan", "kain", "nyamuk", ",", "Keaslian"]), max_size=12).map(
    " ".join
)


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    """A request for an Indonesian page."""
    with app.test_request_context():
        yield


HARMLESS = [
    (CRAFT, "Kain motif daun tembakau Jember"),
    (CRAFT, "Selendang tenun bercorak tembakau dari Bojonegoro"),
    (CRAFT, "Sarung dengan pewarna alam dari daun tembakau"),
    (CRAFT, "Suami saya petani tembakau, saya menganyam pandan."),
    (CRAFT, "Kotak rokok dari kayu sonokeling, bisa juga untuk kartu nama"),
    (CRAFT, "Asbak marmer Besole"),
    (CRAFT, "Tas anyaman dari bekas bungkus rokok"),
    (CRAFT, "Dikerjakan di rumah yang bebas asap rokok"),
    (BATIK, "Batik Labako motif daun tembakau dari Sumberjambe"),
    (BATIK, "Batik Tembakau Wonosalam"),
    (BATIK, "Batik tulis motif sisik trenggiling dan burung cendrawasih"),
    (BATIK, "Kain panjang bermotif kulit harimau dan kuda laut"),
    (BATIK, "Motif batik ini lahir di tepi Bengawan Solo"),
    (BATIK, "Bukan printing: setiap garis dicanting dengan tangan"),
    (BATIK, "Warna dasar kuning gading, isian sogan"),
    (BATIK, "Malam diluruhkan, cetakan logam tidak dipakai"),
    (CRAFT, "Kepala harimau Reog dari kayu dadap, dilapisi kulit kambing pengganti kulit harimau"),
    (CRAFT, "Topeng harimau untuk jaranan"),
    (CRAFT, "Patung penyu dari akar jati"),
    (CRAFT, "Gantungan kunci berbentuk kuda laut dari kayu mahoni"),
    (CRAFT, "Kalung manik warna gading"),
    (CRAFT, "Anyaman bambu gading dari Kecamatan Gading, Probolinggo"),
    (CRAFT, "Ukiran gading imitasi dari resin"),
    (CRAFT, "Tirai kulit kerang Situbondo"),
    (CRAFT, "Wayang kulit Trowulan dari kulit kerbau"),
    (CRAFT, "Tas kulit sapi Magetan"),
    (CRAFT, "Gantungan tanduk kerbau"),
    (CRAFT, "Seruling tulang sapi"),
    (CRAFT, "Lampu hias dari batu karang Jaya"),
    (CRAFT, "Genteng Karang Penang"),
    (CRAFT, "Keris buatan baru dari Aeng Tong-tong"),
    (CRAFT, "Keris tempa dengan pamor beras wutah, selesai 2026"),
    (CRAFT, "Keris sepuh emas untuk pengantin"),
    (CRAFT, "Replika arca kuno dari batu andesit"),
    (CRAFT, "Manik-manik kaca Gudo"),
    (CRAFT, "Teknik cor kuningan peninggalan Majapahit"),
    (CRAFT, "Meja dari kayu fosil Tulungagung"),
    (CRAFT, "Kaos sablon bergambar Gunung Bromo"),
    (CRAFT, "Cetakan kue dari kayu"),
    (CRAFT, "Lampu antik gaya lama dari kuningan cor"),
    (FARM, "Kelapa gading muda dari Ngasem"),
    (FARM, "Madu bunga tembakau dari Bondowoso"),
    (FARM, "Kopi ditanam di antara kebun tembakau"),
    (FARM, "Tempe dicetak tipis lalu digoreng"),
    (FARM, "Kerupuk cap Penyu, isi 20"),
    (FARM, "Wajik kletik dibungkus klobot"),
    (FARM, "Telur asin dari Pantai Penyu"),
    (FARM, "Ikan asap Tuban"),
    (FARM, "Sambal bawang, pedas, tanpa pengawet"),
]


@pytest.mark.parametrize(("kind", "text"), HARMLESS)
def test_real_crafts_are_not_taken_for_what_is_forbidden(kind: Kind, text: str) -> None:
    assert refusals(kind, [text]) == []


@pytest.mark.parametrize(
    ("kind", "text", "code", "word"),
    [
        (FARM, "Tembakau rajangan Madura", "tobacco", "tembakau"),
        (FARM, "TEMBAKAU", "tobacco", "tembakau"),
        (FARM, "Tembakaunya harum", "tobacco", "tembakaunya"),
        (FARM, "Daun tembakau kering untuk cerutu", "tobacco", "tembakau"),
        (CRAFT, "Rokok klobot buatan sendiri", "tobacco", "rokok"),
        (CRAFT, "Vape kayu jati", "tobacco", "vape"),
        (BATIK, "Paket batik dan cerutu Jember", "tobacco", "cerutu"),
        (FARM, "Madurese tobacco, finely cut", "tobacco", "tobacco"),
        (CRAFT, "Gelang gading", "protected_species", "gading"),
        (CRAFT, "Pipa gading gajah", "protected_species", "gading gajah"),
        (CRAFT, "Dompet kulit harimau", "protected_species", "kulit harimau"),
        (CRAFT, "Gelang sisik penyu", "protected_species", "sisik penyu"),
        (CRAFT, "Gelang akar bahar", "protected_species", "akar bahar"),
        (CRAFT, "Awetan penyu untuk pajangan", "protected_species", "awetan penyu"),
        (CRAFT, "Hiasan terumbu karang", "protected_species", "terumbu karang"),
        (CRAFT, "Bulu cendrawasih", "protected_species", "bulu cendrawasih"),
        (CRAFT, "Tanduk rusa", "protected_species", "tanduk rusa"),
        (CRAFT, "Kuda laut kering dalam botol", "protected_species", "kuda laut kering"),
        (CRAFT, "Carved ivory ring", "protected_species", "carved ivory"),
        (FARM, "Telur penyu rebus", "protected_species", "telur penyu"),
        (FARM, "Kuda laut", "protected_species", "kuda laut"),
        (FARM, "Burung kakatua jinak", "protected_species", "kakatua"),
        (CRAFT, "Keris kuno warisan keluarga", "heritage", "keris kuno"),
        (CRAFT, "Arca purbakala", "heritage", "arca purbakala"),
        (CRAFT, "Keris tangguh Majapahit", "heritage", "tangguh majapahit"),
        (CRAFT, "Fosil kerang", "heritage", "fosil"),
        (CRAFT, "Benda cagar budaya", "heritage", "benda cagar budaya"),
        (BATIK, "Batik printing murah", "printed_batik", "printing"),
        (BATIK, "Batik sablon", "printed_batik", "sablon"),
        (BATIK, "Kain motif batik, meteran", "printed_batik", "kain motif batik"),
        (BATIK, "Batik cetak malam dingin", "printed_batik", "cetak"),
    ],
)  # fmt: skip
def test_what_may_not_be_offered_is_refused_with_its_word(kind: Kind, text: str, code: str, word: str) -> None:
    [finding] = refusals(kind, ["Nama", text])

    assert (finding.code, finding.word) == (code, word)
    assert f"“{word}”" in finding.sentence


def test_a_refusal_says_what_to_do() -> None:
    [printed] = refusals(BATIK, ["Kain printing"])

    assert printed.sentence == (
        "“printing”: kain yang dicetak tidak termasuk Batik. Pilih Kerajinan, dan tulis “kain motif batik”."
    )
    assert refusals(CRAFT, ["Kain motif batik, dicetak"]) == []


def test_each_reason_is_told_once() -> None:
    found = refusals(CRAFT, ["Rokok dan cerutu, dengan tembakau", "gelang gading"])

    assert [finding.code for finding in found] == ["tobacco", "protected_species"]


@pytest.mark.parametrize(
    ("kind", "text", "codes"),
    [
        (FARM, "Jamu ini menyembuhkan diabetes", ["health", "health"]),
        (FARM, "Menurunkan berat badan dan kolesterol", ["health", "health"]),
        (FARM, "Heals every cold", ["health"]),
        (CRAFT, "Kerajinan asli Madura", ["genuine"]),
        (BATIK, "Genuine batik", ["genuine"]),
        (CRAFT, "Gong terbesar di Jawa", ["greatest"]),
        (CRAFT, "Bengkel tertua dan terbaik", ["greatest", "greatest"]),
        (CRAFT, "Yang pertama di Indonesia", ["greatest"]),
        (CRAFT, "Kami nomor satu", ["greatest"]),
        (CRAFT, "Keris bertuah", ["magic"]),
        (CRAFT, "Dadak merak dengan bulu merak", ["animal_origin"]),
        (CRAFT, "Dompet kulit buaya", ["animal_origin"]),
        (CRAFT, "Meja fosil kayu", ["animal_origin"]),
        (CRAFT, "Batik printing", ["called_batik"]),
    ],
)  # fmt: skip
def test_what_needs_evidence_is_named_word_by_word(kind: Kind, text: str, codes: list[str]) -> None:
    found = warnings(kind, [text])

    assert [finding.code for finding in found] == codes
    assert all(f"“{finding.word}”" in finding.sentence for finding in found)
    assert refusals(kind, [text]) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (CRAFT, "Keaslian bahan dijaga"), (CRAFT, "Warna asli kayu"), (CRAFT, "Nama asli pohonnya wungu"),
        (CRAFT, "Keranjang obat nyamuk bakar"), (BATIK, "Sisa obat pewarna diolah dulu"), (CRAFT, "Lemari obat kayu"),
        (FARM, "Ini bukan obat"), (CRAFT, "Langkah pertama, bambu dibelah"), (BATIK, "Cucian pertama pakai garam"),
        (CRAFT, "Ukuran terbesar 60 cm"), (CRAFT, "Dibuat pertama kali tahun 1975"), (FARM, "Keripik jantung pisang"),
        (CRAFT, "Anak tertua kami yang mengukir"), (CRAFT, "Kain motif bulu merak"), (CRAFT, "Bulu merak sintetis"),
        (FARM, "Kebersihan dapur dijaga"), (CRAFT, "Rumah besar di tepi kota"), (CRAFT, "Kami tidak menjual yang asli"),
    ],
)  # fmt: skip
def test_plain_sentences_are_not_warned_about(kind: Kind, text: str) -> None:
    assert warnings(kind, [text]) == []


def test_what_the_regions_are_known_for_is_refused_only_where_it_is_tobacco() -> None:
    table = files("craftsite.goods").joinpath("data/products.csv").read_text("utf-8")
    columns = ("name_id", "name_en", "description_id", "description_en", "motif", "material", "technique")
    for row in csv.DictReader(table.splitlines()):
        found = refusals(row["category"], [row[column] for column in columns])
        assert [finding.code for finding in found] == (["tobacco"] if "tobacco" in row["handling"] else []), row[
            "name_id"
        ]


@pytest.mark.parametrize("kind", Kind)
def test_no_example_is_refused_or_claims_too_much(kind: Kind) -> None:
    table = files("craftsite.examples").joinpath(f"data/{kind}.csv").read_text("utf-8")
    for row in csv.DictReader(table.splitlines()):
        assert refusals(kind, row.values()) == [], row["name_id"]
        assert warnings(kind, row.values()) == [], row["name_id"]


def test_a_phrase_does_not_reach_over_two_texts() -> None:
    assert refusals(CRAFT, ["Topeng kulit", "Harimau"]) == []


@EACH
@given(st.sampled_from(list(Kind)), ANY_TEXT | CLAIMS)
def test_a_finding_is_about_words_that_are_written_in_any_case(kind: Kind, text: str) -> None:
    for read in (refusals, warnings):
        found = read(kind, [text])
        assert all(f" {finding.word} " in f" {fold(text)} " for finding in found)
        assert [f.word for f in read(kind, [fold(text)])] == [f.word for f in found]


@pytest.mark.parametrize("text", HUGE, ids=lambda text: repr(text[:4]))
def test_a_text_without_end_is_read_at_once(text: str) -> None:
    assert refusals(CRAFT, [text]) == warnings(CRAFT, [text]) == []
