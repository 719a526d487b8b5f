"""Which searches find which words: a table of the trade's own words, to be read by people who know them."""

import pytest

from craftsite.text.tokenizer import query_terms, tokenize

MEET = [
    ("anyaman", "menganyam"),
    ("batik", "membatik"),
    ("batikan", "batik"),
    ("pembatik", "membatik"),
    ("tenun", "menenun"),
    ("tenunan", "penenun"),
    ("ukir", "mengukir"),
    ("ukiran", "pengukir"),
    ("sulaman", "menyulam"),
    ("sulam", "disulam"),
    ("rajutan", "merajut"),
    ("lukisan", "melukis"),
    ("cetakan", "mencetak"),
    ("pahatan", "memahat"),
    ("menjahit", "jahitan"),
    ("tulis", "menulis"),
    ("pewarna", "pewarnaan"),
    ("kemasan", "mengemas"),
    ("olahan", "pengolahan"),
    ("mengolah", "diolah"),
    ("minuman", "minum"),
    ("makanan", "makan"),
    ("kerajinan", "kerajinannya"),
    ("kerajinan", "kriya"),
    ("kerajinan", "handicraft"),
    ("handycraft", "kerajinan"),
    ("craft", "kriya"),
    ("kerajinan tangan", "Kerajinan bambu"),
    ("perajin", "pengrajin"),
    ("keripik", "kripik"),
    ("kripik tempe", "Keripik tempe Sanan"),
    ("chips", "keripik"),
    ("kerupuk", "krupuk"),
    ("crackers", "kerupuk udang"),
    ("kain", "cloth"),
    ("fabric", "kain lurik"),
    ("kopi", "coffee"),
    ("tenun", "handwoven"),
    ("weaving", "tenun"),
    ("woven bamboo", "anyaman bambu"),
    ("bambu", "bamboo"),
    ("rotan", "rattan"),
    ("embroidery", "bordir"),
    ("mask", "topeng"),
    ("puppets", "wayang"),
    ("leather bags", "tas kulit"),
    ("shoes", "sepatu"),
    ("silk", "sutra"),
    ("sutera", "sutra"),
    ("cengkih", "cengkeh"),
    ("cloves", "cengkih"),
    ("cabai", "cabe"),
    ("honey", "madu"),
    ("salt", "garam"),
    ("tofu", "tahu"),
    ("banana", "pisang"),
    ("water hyacinth", "tas eceng gondok"),
    ("songkok", "kopiah"),
    ("brass", "kuningan"),
    ("gethuk", "getuk"),
    ("kendang", "gendang"),
    ("hand-drawn batik", "Batik tulis Klampar"),
    ("tas-tas", "tas"),
    ("biji-bijian", "biji"),
    ("manik-manik", "manik"),
    ("alen-alen", "alenalen"),
    ("suwar-suwir", "suwarsuwir"),
    ("suwarsuwir", "suwar-suwir"),
    ("otak2 bandeng", "Otak-otak bandeng"),
    ("batik2", "batik"),
    ("tanjungbumi", "Tanjung Bumi"),
    ("Soerabaja", "Surabaya"),
    ("Djember", "Jember"),
    ("Toeban", "Tuban"),
    ("Madioen", "Madiun"),
    ("Banjoewangi", "Banyuwangi"),
    ("batik tjap", "batik cap"),
    ("kab sumenep", "Kabupaten Sumenep"),
    ("250 gram", "250 g"),
    ("250gr", "isi 250 g"),
    ("1.250 kg", "1250 kg"),
    ("2,5 meter", "2,50 m"),
    ("105x250 cm", "105 \N{MULTIPLICATION SIGN} 250 cm"),
    ("topeng malang", "Topeng Malangan Polowijen"),
    ("batik madura", "Batik Podhek, Kabupaten Pamekasan"),
    ("pengrajin gerabah", "Gerabah Rendeng"),
    ("cendera mata", "suvenir"),
    ("topi bambu", "Songkok anyaman bambu"),
    ("kerajinan khas jawa timur", "Kerajinan perak Pulo"),
    ("natural dyes", "warna alam"),
    ("ta'al", "Ta\N{RIGHT SINGLE QUOTATION MARK}al"),
    ("batik's", "batik"),
    ("KERIS", "kéris"),
    ("furniture", "Mebel Bukir"),
    ("sarong", "sarung"),
    ("peanuts", "kacang"),
    ("milkfish", "bandeng"),
    ("coconut milk", "santan"),
    ("dried fish", "ikan kering"),
    ("pottery", "gerabah"),
    ("baskets", "keranjang"),
    ("sandals", "sandal"),
    ("batiks", "batik"),
    ("dipetik", "petik"),
    ("digoreng", "goreng"),
    ("gorengan", "goreng"),
    ("pengasapan", "asap"),
    ("penjemuran", "jemur"),
]
APART = [
    ("madu", "madura"),
    ("sumenep", "bangkalan"),
    ("kota", "kotak"),
    ("tape", "tapel"),
    ("kelor", "kelom"),
    ("batik", "batu"),
    ("tulis", "tulang"),
    ("tulis", "cap"),
    ("kuningan", "kuning"),
    ("keranjang", "ranjang"),
    ("gentongan", "gentong"),
    ("durian", "duri"),
    ("kelapa", "lapa"),
    ("kepala", "pala"),
    ("pesisir", "sisir"),
    ("kerajinan", "rajin"),
    ("pantai", "panta"),
    ("rangkai", "rangka"),
    ("selatan", "selat"),
    ("celengan", "celeng"),
    ("kaca", "kacang"),
    ("mangga", "manggis"),
    ("gula", "gulai"),
    ("karung", "karang"),
    ("karang", "karangan"),
    ("tas", "tasbih"),
    ("batas", "bata"),
    ("emas", "ema"),
    ("kopi", "kopiah"),
    ("kapal", "kapas"),
    ("bangkalan", "bangkal"),
    ("lamongan", "lamong"),
    ("magetan", "maget"),
    ("malangan", "lumajangan"),
    ("sawahan", "sawah"),
    ("tulangan", "tulang"),
    ("kemasan", "emas"),
    ("perak", "merak"),
    ("tenun", "anyaman"),
    ("keris", "keripik"),
    ("keripik", "kerupuk"),
    ("topeng", "tepung"),
    ("sari", "sarung"),
    ("garam", "garum"),
    ("pandaan", "pandan"),
    ("kebaya", "bayam"),
    ("terasi", "asin"),
    ("merica", "mercon"),
    ("menganti", "ganti"),
    ("peluit", "kulit"),
    ("emas", "pisang mas"),
    ("jatim", "jati"),
    ("shoe", "sapu"),
    ("perahu", "tahu"),
    ("dagangan", "pedagang"),
    ("cap", "kopiah"),
    ("kerang", "keranjang"),
    ("roti", "rotan"),
    ("kain", "kail"),
    ("pala", "palu"),
    ("batu akik", "batu andesit"),
    ("batik tulis", "batik cap"),
    ("250 g", "250 ml"),
    ("2,5 m", "25 m"),
    ("BKL-014", "BKL-041"),
]


def answers(text: str, search: str) -> bool:
    """True if the text has a stem for every term of a search that is typed to its end."""
    stems = {token.stem for token in tokenize(text)}
    return all(term.stems & stems for term in query_terms(f"{search} "))


@pytest.mark.parametrize(("search", "text"), MEET)
def test_a_search_finds_the_same_word_in_another_form(search: str, text: str) -> None:
    assert answers(text, search)


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_that_only_look_alike_do_not_find_each_other(one: str, other: str) -> None:
    assert not answers(other, one)
    assert not answers(one, other)


def test_a_wider_english_word_finds_the_narrower_ones_but_is_not_found_by_them() -> None:
    assert answers("tenun gedog", "weaving")
    assert answers("anyaman bambu", "weaving")
    assert not answers("bamboo weaving", "tenun")


@pytest.mark.parametrize(
    ("found", "wide", "narrow", "other"),
    [
        ("kacang tanah", "beans", "kacang", "robusta coffee beans"),
        ("susu kambing", "milk", "susu", "coconut milk"),
        ("sambal pedas", "hot", "pedas", "hot wax"),
        ("lukis", "painting", "lukis", "carving, painting"),
    ],
)
def test_an_english_word_of_several_things_does_not_bring_the_others_into_an_indonesian_search(
    found: str, wide: str, narrow: str, other: str
) -> None:
    assert answers(found, wide)
    assert answers(other, wide)
    assert not answers(other, narrow)


def test_a_search_needs_every_one_of_its_words() -> None:
    assert answers("Batik tulis Tanjung Bumi", "batik tanjung")
    assert not answers("Batik tulis Tanjung Bumi", "batik bangkalan")


@pytest.mark.parametrize("search", ["batik khas tuban", "jual batik tuban murah", "batik dari tuban, jawa timur"])
def test_words_of_shopping_and_the_name_of_the_province_do_not_narrow_a_search(search: str) -> None:
    assert answers("Batik Gedog Tuban", search)
