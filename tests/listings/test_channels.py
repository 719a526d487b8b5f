"""Links to other shops, as people paste them."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from craftsite.listings.channels import CHANNEL_NAMES, LONGEST_LINK, SHOPS, kind_of, read_link
from craftsite.listings.models import Channel, ChannelKind
from craftsite.web.unclear import UnclearError
from tests.text.strategies import ANY_TEXT, HUGE

pytestmark = pytest.mark.same_on_both

# The request of the page is the same for every example.
EACH = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PIECES = st.lists(
    st.sampled_from([
        "https://", "http://", "javascript:", "//", "/", "@", ":", ":443", "?", "#", "&", "=", "%", "%00", "..", ".",
        "\\", " ", "\n", "\t", "\u202e", "\x00", "shopee.co.id", "www.tokopedia.com", "instagram.com", "tiktok.com",
        "evil.id", "contoh.id", "xn--80ak6aa92e", "127.0.0.1", "[::1]", "localhost", "utm_source=a", "a", "sari",
        "é", "漢", "K",
    ]),
    max_size=12,
).map("".join)  # fmt: skip


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    """A request for an Indonesian page."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("kind", "pasted", "link"),
    [
        ("tokopedia", "https://www.tokopedia.com/batik-contoh", "https://www.tokopedia.com/batik-contoh"),
        ("tokopedia", "tokopedia.com/batik-contoh", "https://www.tokopedia.com/batik-contoh"),
        ("tokopedia", "http://m.tokopedia.com/batik-contoh/kain-a/", "https://www.tokopedia.com/batik-contoh/kain-a"),
        (
            "tokopedia",
            "https://www.tokopedia.com/batik-contoh/kain-a?extParam=ivf%3Dfalse%26src%3Dsearch&refined=true&refid=9#ulasan",
            "https://www.tokopedia.com/batik-contoh/kain-a",
        ),
        ("tokopedia", "Lihat ini: https://tk.tokopedia.com/ZSabc123/", "https://tk.tokopedia.com/ZSabc123"),
        ("tokopedia", "https://vt.tokopedia.com/t/ZSabc123/", "https://vt.tokopedia.com/t/ZSabc123"),
        ("tokopedia", "https://tokopedia.link/aBcDeF", "https://tokopedia.link/aBcDeF"),
        ("tokopedia", "HTTPS://WWW.TOKOPEDIA.COM/Batik", "https://www.tokopedia.com/Batik"),
        ("shopee", "Cek produk ini di Shopee! https://shope.ee/abc?share_channel_code=1", "https://shope.ee/abc"),
        ("shopee", "Cek Kain Batik dengan harga Rp125.000. Dapatkan di Shopee sekarang! https://id.shp.ee/aB1c2D3",
         "https://id.shp.ee/aB1c2D3"),
        ("shopee", "https://s.shopee.co.id/9KabcDEF", "https://s.shopee.co.id/9KabcDEF"),
        ("shopee", "shopee.co.id/batik.contoh?smtt=0.0.9", "https://shopee.co.id/batik.contoh"),
        (
            "shopee",
            "https://shopee.co.id/Kain-Batik-Tulis-i.12345.67890?sp_atk=1&xptdk=2",
            "https://shopee.co.id/Kain-Batik-Tulis-i.12345.67890",
        ),
        ("shopee", "(https://m.shopee.co.id/batik_contoh).", "https://shopee.co.id/batik_contoh"),
        ("shopee", "https://shopee.co.id/Sarung-Tenun-“Ikat”-é-i.1.2",
         "https://shopee.co.id/Sarung-Tenun-%E2%80%9CIkat%E2%80%9D-%C3%A9-i.1.2"),
        ("tiktok", "@batik.contoh", "https://www.tiktok.com/@batik.contoh"),
        ("tiktok", "batik_contoh", "https://www.tiktok.com/@batik_contoh"),
        ("tiktok", "https://www.tiktok.com/@Batik.Contoh?_t=8abc&_r=1", "https://www.tiktok.com/@batik.contoh"),
        ("tiktok", "https://vt.tiktok.com/ZSabc/ Ini bagus", "https://vt.tiktok.com/ZSabc"),
        ("tiktok", "https://www.tiktok.com/view/product/172912345", "https://www.tiktok.com/view/product/172912345"),
        ("blibli", "blibli.com/merchant/batik-contoh/BAC-12345?pickupPointCode=PP-1",
         "https://www.blibli.com/merchant/batik-contoh/BAC-12345"),
        ("lazada", "https://www.lazada.co.id/shop/batik-contoh/?spm=a2o4j.pdp&q=All", "https://www.lazada.co.id/shop/batik-contoh"),
        ("lazada", "https://s.lazada.co.id/s.abc12", "https://s.lazada.co.id/s.abc12"),
        ("padi", "https://padiumkm.id/store/batik-contoh", "https://padiumkm.id/store/batik-contoh"),
        ("instagram", "@Batik_Contoh", "https://www.instagram.com/batik_contoh"),
        ("instagram", "batik.contoh", "https://www.instagram.com/batik.contoh"),
        ("instagram", "Ikuti kami @batik_contoh di Instagram", "https://www.instagram.com/batik_contoh"),
        ("instagram", "https://www.instagram.com/batik_contoh?igsh=MXg=&utm_source=qr", "https://www.instagram.com/batik_contoh"),
        ("instagram", "instagram.com/batik_contoh/", "https://www.instagram.com/batik_contoh"),
        ("instagram", "https://instagr.am/p/CabcDEF/?img_index=2", "https://www.instagram.com/p/CabcDEF"),
        ("situs", "batik-contoh.id", "https://batik-contoh.id/"),
        ("situs", "http://WWW.Batik-Contoh.ID/Kain", "https://www.batik-contoh.id/Kain"),
        ("situs", "https://batik-contoh.id/?utm_source=wa&fbclid=x&id=7&gclid=y", "https://batik-contoh.id/?id=7"),
        ("situs", "Toko kami.Lihat https://batik-contoh.id/kain#tulis", "https://batik-contoh.id/kain#tulis"),
        ("situs", "https://batik-contoh.id/kain tulis", "https://batik-contoh.id/kain"),
        ("situs", "https://batik-contoh.id/100%-katun/%C3%a9?q=kain%20tulis",
         "https://batik-contoh.id/100%25-katun/%C3%a9?q=kain+tulis"),
        ("situs", "\u200bbatik-contoh.id\u200b", "https://batik-contoh.id/"),
    ],
)  # fmt: skip
def test_what_people_paste_becomes_one_plain_address(kind: str, pasted: str, link: str) -> None:
    assert read_link(kind, pasted) == link


@pytest.mark.parametrize(
    ("kind", "pasted", "sentence"),
    [
        ("shopee", "", "Salin tautan toko atau barang Anda di Shopee, misalnya shopee.co.id/toko-anda."),
        ("shopee", "toko saya di shopee", "Salin tautan toko atau barang Anda di Shopee"),
        ("shopee", "javascript:alert(1)", "Salin tautan toko atau barang Anda di Shopee"),
        ("shopee", "javascript://shopee.co.id/%0aalert(1)", "Salin tautan toko atau barang Anda di Shopee"),
        ("shopee", "data:text/html,https", "Salin tautan toko atau barang Anda di Shopee"),
        ("shopee", "mailto:toko@contoh.id", "Salin tautan toko atau barang Anda di Shopee"),
        ("shopee", "ftp://shopee.co.id/a", "Salin tautan toko atau barang Anda di Shopee"),
        ("shopee", "@batik.contoh", "Salin tautan toko atau barang Anda di Shopee"),
        ("shopee", "shopee.co.id", "Tautan ini tidak menuju toko atau barang Anda di Shopee."),
        ("shopee", "https://shopee.co.id/", "Tautan ini tidak menuju toko atau barang Anda di Shopee."),
        ("shopee", "https://s.shopee.co.id/an_redir?origin_link=https://evil.id", "Tautan ini tidak menuju toko"),
        ("shopee", "https://shopee.co.id/../evil", "Tautan ini tidak menuju toko"),
        ("shopee", "https://shopee.com.my/toko", "Ini bukan tautan Shopee."),
        ("shopee", "https://shopee.co.id.evil.id/toko", "Ini bukan tautan Shopee."),
        ("shopee", "https://evil.id/shopee.co.id", "Ini bukan tautan Shopee."),
        ("shopee", "https://evilshopee.co.id/a", "Ini bukan tautan Shopee."),
        ("shopee", "https://shopee.co.id@evil.id/a", "Alamat ini memuat nama pengguna atau nomor port."),
        ("shopee", "https://user:sandi@shopee.co.id/a", "Alamat ini memuat nama pengguna atau nomor port."),
        ("shopee", "https://shopee.co.id:8443/a", "Alamat ini memuat nama pengguna atau nomor port."),
        ("shopee", "https://shopee.co.id:99999999/a", "Alamat ini memuat nama pengguna atau nomor port."),
        ("shopee", "https://shopee.co.id\\@evil.id/a", ""),
        ("shopee", "https://shopee.co.id/a\\b", "Ada tanda yang tidak boleh di dalam tautan."),
        ("shopee", "https://shopee.co.id/a<script>", "Ada tanda yang tidak boleh di dalam tautan."),
        ("shopee", "https://sh\u043epee.co.id/a", "Alamat ini tidak bisa dibaca."),
        ("shopee", "https://xn--shpee-jye.co.id/a", "Alamat ini tidak bisa dibaca."),
        ("shopee", "https://[::1", "Salin tautan toko atau barang Anda di Shopee"),
        ("shopee", "https://www.tokopedia.com/a", "Ini tautan Tokopedia. Tulis di kotak Tokopedia."),
        ("shopee", "https://shopee.co.id/" + "a" * 300, "Tautan ini terlalu panjang."),
        ("shopee", "https://shopee.co.id/" + "a" * 5_000, "Tautan ini terlalu panjang."),
        ("shopee", "https://wa.me/c/6281234567890", "Ini bukan tautan Shopee."),
        ("tokopedia", "https://www.bukalapak.com/u/batik", "Bukalapak tidak lagi menjual barang sejak"),
        ("situs", "https://m.bukalapak.com/u/batik", "Bukalapak tidak lagi menjual barang sejak"),
        ("tokopedia", "https://www.tokopedia.com/search?q=batik", "Tautan ini tidak menuju toko"),
        ("instagram", "https://www.instagram.com/accounts/login/?next=/a", "Tautan ini tidak menuju toko"),
        ("instagram", "a" * 31, "Salin tautan toko atau barang Anda di Instagram"),
        ("instagram", "@batik..contoh", "Salin tautan toko atau barang Anda di Instagram"),
        ("instagram", "@satu @dua", "Salin tautan toko atau barang Anda di Instagram"),
        ("instagram", "sari@contoh.id", "Salin tautan toko atau barang Anda di Instagram"),
        ("instagram", "https://l.instagram.com/?u=https://evil.id", "Ini bukan tautan Instagram."),
        ("tiktok", "@a", "Salin tautan toko atau barang Anda di TikTok"),
        ("situs", "", "Tulis alamat situs Anda, misalnya www.usaha-anda.id."),
        ("situs", "batik contoh", "Tulis alamat situs Anda, misalnya www.usaha-anda.id."),
        ("situs", "http://192.168.1.1/", "Alamat ini tidak bisa dibaca."),
        ("situs", "http://2130706433/", "Alamat ini tidak bisa dibaca."),
        ("situs", "http://0x7f.0.0.1/", "Alamat ini tidak bisa dibaca."),
        ("situs", "http://localhost/", "Alamat ini tidak bisa dibaca."),
        ("situs", "http://[::1]/", "Alamat ini memuat nama pengguna atau nomor port."),
        ("situs", "http://batik.local/", "Alamat ini tidak bisa dibuka orang lain."),
        ("situs", "https://batik.test", "Alamat ini tidak bisa dibuka orang lain."),
        ("situs", "https://xn--80ak6aa92e.com", "Alamat ini tidak bisa dibaca."),
        ("situs", "https://b\u00e4tik.id", "Alamat ini tidak bisa dibaca."),
        ("situs", "https://shopee.co.id/toko", "Ini tautan Shopee. Tulis di kotak Shopee."),
        ("situs", "https://vt.tokopedia.com/t/a", "Ini tautan Tokopedia. Tulis di kotak Tokopedia."),
        ("situs", "https://shopee-promo.id/toko", "Alamat ini memuat nama Shopee, tetapi bukan dari Shopee."),
        ("situs", "https://tokopedia.com.hadiah.id/", "Alamat ini memuat nama Tokopedia, tetapi bukan dari Tokopedia."),
        ("situs", "https://bit.ly/abc", "Tautan singkat tidak menunjukkan tujuannya."),
        ("situs", "https://wa.me/6281234567890", "Nomor WhatsApp ditulis di profil usaha."),
        ("situs", "https://contoh.id/?q=" + "a" * 300, "Tautan ini terlalu panjang."),
    ],
)  # fmt: skip
def test_what_leads_elsewhere_is_refused_with_the_reason(kind: str, pasted: str, sentence: str) -> None:
    with pytest.raises(UnclearError) as refusal:
        read_link(kind, pasted)

    assert str(refusal.value).startswith(sentence)


def test_of_several_links_the_one_of_that_shop_is_taken() -> None:
    pasted = "https://www.tokopedia.com/batik https://shopee.co.id/batik @batik_contoh"

    assert read_link("shopee", pasted) == "https://shopee.co.id/batik"
    assert read_link("tokopedia", pasted) == "https://www.tokopedia.com/batik"
    assert read_link("instagram", pasted) == "https://www.instagram.com/batik_contoh"


@pytest.mark.parametrize("kind", ChannelKind)
def test_every_kind_of_channel_has_a_name_and_its_example_is_taken(kind: ChannelKind) -> None:
    assert str(CHANNEL_NAMES[kind])
    if kind in SHOPS:
        assert kind_of(SHOPS[kind].example) is kind
        assert urlsplit(read_link(kind, SHOPS[kind].example)).hostname in SHOPS[kind].hosts.values()


def test_the_shop_of_a_link_is_known_by_its_host() -> None:
    assert kind_of("Cek ini https://shope.ee/a") is ChannelKind.SHOPEE
    assert kind_of("vt.tokopedia.com/t/a") is ChannelKind.TOKOPEDIA
    assert kind_of("https://batik-contoh.id") is None
    assert kind_of("") is None


@settings(EACH, max_examples=500)
@given(st.sampled_from(list(ChannelKind)), ANY_TEXT | PIECES)
def test_any_text_is_a_sentence_or_an_address_that_is_safe_to_open(kind: ChannelKind, text: str) -> None:
    try:
        link = read_link(kind, text)
    except UnclearError as refusal:
        assert str(refusal)
        return
    parts = urlsplit(link)
    assert link.isascii() and link.isprintable() and not set(link) & set(' \\<>"`')
    assert len(link) <= LONGEST_LINK
    assert (parts.scheme, parts.port, parts.username, parts.netloc) == ("https", None, None, parts.hostname)
    assert "." in parts.netloc and "xn--" not in parts.netloc
    if kind in SHOPS:
        assert parts.hostname in SHOPS[kind].hosts.values()
        assert not parts.query and not parts.fragment
    # What is stored can be opened in a form again and stays what it is.
    assert read_link(kind, link) == link


def test_a_link_fits_its_column() -> None:
    assert Channel.__table__.c.url.type.length == LONGEST_LINK


@pytest.mark.parametrize("text", HUGE, ids=lambda text: repr(text[:4]))
def test_a_text_without_end_is_refused_at_once(text: str) -> None:
    with pytest.raises(UnclearError):
        read_link(ChannelKind.WEBSITE, text)
    assert kind_of(text) is None
