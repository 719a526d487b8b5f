"""What everyone is told of certificates, and what the filter `bukti` promises."""

from tests.browser import Browser
from tests.factories import make_certificate, make_draft, make_listing, make_producer

CATALOGUE = "/katalog?lihat=dijual"


def counts(browser: Browser, query: str = "") -> dict[str, str]:
    """The certificates that one may filter by, each with how many listings it would leave."""
    page = browser.get(CATALOGUE + query)
    labels = [choice.find_parent("label").get_text(" ", strip=True) for choice in page.soup.select("[name=bukti]")]
    return dict(label.rsplit(" ", 1) for label in labels)


def test_the_filter_counts_what_an_office_has_looked_at_each_listing_once(browser: Browser) -> None:
    producer = make_producer()
    food = make_listing(producer=producer, kind="agro", name="Keripik", halal="nomor")
    make_listing(producer=producer, kind="agro", name="Dendeng", halal="tidak")
    make_listing(producer=producer, kind="batik", name="Kain")
    make_certificate(producer, kind="halal", number="ID1")
    make_certificate(producer, food, kind="halal", number="ID2")
    make_certificate(producer, kind="merek", number="IDM1", assurance="checked")
    make_certificate(producer, kind="sni", number="S1", assurance="own")
    make_certificate(producer, kind="tkdn", number="T1", state="waiting")
    make_certificate(producer, kind="bpom", number="MD1", state="refused")
    make_certificate(producer, kind="batikmark", number="B1")
    make_listing(name="Keranjang lain")

    assert counts(browser) == {"Sertifikat halal": "1", "Batikmark": "1", "Merek terdaftar": "3"}
    assert counts(browser, "&kategori=agro") == {"Sertifikat halal": "1", "Merek terdaftar": "2"}
    both = browser.get(f"{CATALOGUE}&bukti=halal&bukti=batikmark")
    assert set(both.texts(".listing-card h3")) == {"Keripik", "Kain"}


def test_a_page_says_who_stands_behind_a_certificate(browser: Browser) -> None:
    producer = make_producer(slug="contoh-lontar")
    listing = make_listing(producer=producer, kind="agro", halal="nomor")
    hidden = make_draft(producer)
    register = "https://daftar.contoh.id/1"
    make_certificate(producer, kind="halal", number="ID1", issuer="BPJPH", valid_until=None, assurance="own")
    make_certificate(producer, listing, hidden, kind="sni", number="S1", assurance="checked", register_url=register)
    make_certificate(producer, hidden, kind="tkdn", number="RAHASIA")
    make_certificate(producer, kind="bpom", number="MD1", state="waiting")

    page = browser.get(f"/karya/{listing.code}-{listing.slug}")

    assert page.texts(".certificates b") == ["Sertifikat halal", "SNI"]
    assert page.texts(".certificate")[0] == "Sertifikat halal ID1 BPJPH menurut pembuat"
    assert page.texts(".certificate .checked")[0].startswith("dicek di daftar penerbitnya oleh pengelola situs")
    assert page.link("Lihat di daftar penerbitnya") == register
    maker = browser.get("/pembuat/contoh-lontar")
    assert maker.texts(".certificates b") == ["Sertifikat halal", "SNI"]
    assert "RAHASIA" not in maker.text
    assert hidden.name_id not in maker.text
    assert "according to the maker" in browser.get(f"/en/karya/{listing.code}-{listing.slug}").text


def test_machines_are_told_only_what_an_office_has_looked_at(browser: Browser) -> None:
    producer = make_producer()
    listing = make_listing(producer=producer, kind="agro", halal="nomor")
    make_certificate(producer, kind="halal", number="ID1", issuer="BPJPH", valid_until=None)
    make_certificate(producer, kind="organik", number="LSO-1", assurance="own")
    make_certificate(producer, kind="merek", number="IDM1")

    told = browser.raw(f"/karya/{listing.code}-{listing.slug}").text

    assert told.count('"Certification"') == 1
    assert '"certificationIdentification": "ID1"' in told or '"certificationIdentification":"ID1"' in told
