"""Links to the other places where a listing is sold: from what people paste to one plain https address."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from craftsite.listings.models import ChannelKind
from craftsite.web.unclear import UnclearError

LONGEST_LINK = 300
LONGEST_PASTE = 4_000


@dataclass(frozen=True, slots=True)
class Shop:
    """A place that sells for many.

    `hosts` maps each of its hosts to the one that is kept; short addresses keep theirs, for nothing here follows them.
    `profile` is the address of an account, where people give a name alone; `elsewhere` are paths that lead to no shop.
    """

    name: str
    hosts: Mapping[str, str]
    example: str
    profile: str = ""
    handle: re.Pattern[str] = re.compile("(?!)")
    elsewhere: frozenset[str] = field(default=frozenset())


SHOPS: Mapping[ChannelKind, Shop] = {
    ChannelKind.TOKOPEDIA: Shop(
        "Tokopedia",
        dict.fromkeys(("tokopedia.com", "www.tokopedia.com", "m.tokopedia.com"), "www.tokopedia.com")
        | {host: host for host in ("tk.tokopedia.com", "vt.tokopedia.com", "shop-id.tokopedia.com", "tokopedia.link")},
        "tokopedia.com/toko-anda",
        elsewhere=frozenset({"search", "login", "cart", "promo"}),
    ),
    ChannelKind.SHOPEE: Shop(
        "Shopee",
        dict.fromkeys(("shopee.co.id", "www.shopee.co.id", "m.shopee.co.id"), "shopee.co.id")
        | {host: host for host in ("shope.ee", "s.shopee.co.id", "id.shp.ee")},
        "shopee.co.id/toko-anda",
        # The first leads wherever its parameter says.
        elsewhere=frozenset({"an_redir", "search", "cart", "buyer", "user"}),
    ),
    ChannelKind.TIKTOK: Shop(
        "TikTok",
        dict.fromkeys(("tiktok.com", "www.tiktok.com", "m.tiktok.com"), "www.tiktok.com")
        | {host: host for host in ("vt.tiktok.com", "vm.tiktok.com", "shop.tiktok.com")},
        "tiktok.com/@toko.anda",
        profile="https://www.tiktok.com/@",
        handle=re.compile(r"(?!.*\.\.)[a-z0-9_][a-z0-9_.]{0,22}[a-z0-9_]"),
        elsewhere=frozenset({"login", "foryou", "explore", "search", "link"}),
    ),
    ChannelKind.BLIBLI: Shop(
        "Blibli",
        dict.fromkeys(("blibli.com", "www.blibli.com", "m.blibli.com"), "www.blibli.com")
        | {"blibli.app.link": "blibli.app.link"},
        "blibli.com/merchant/toko-anda/TOA-12345",
        elsewhere=frozenset({"cari", "login", "cart"}),
    ),
    ChannelKind.LAZADA: Shop(
        "Lazada",
        dict.fromkeys(("lazada.co.id", "www.lazada.co.id", "m.lazada.co.id"), "www.lazada.co.id")
        | {"s.lazada.co.id": "s.lazada.co.id"},
        "lazada.co.id/shop/toko-anda",
        elsewhere=frozenset({"catalog", "cart"}),
    ),
    ChannelKind.PADI: Shop(
        "PaDi UMKM",
        dict.fromkeys(("padiumkm.id", "www.padiumkm.id"), "padiumkm.id"),
        "padiumkm.id/store/toko-anda",
        elsewhere=frozenset({"login", "search"}),
    ),
    ChannelKind.INSTAGRAM: Shop(
        "Instagram",
        dict.fromkeys(("instagram.com", "www.instagram.com", "m.instagram.com", "instagr.am"), "www.instagram.com"),
        "instagram.com/toko.anda",
        profile="https://www.instagram.com/",
        handle=re.compile(r"(?!.*\.\.)[a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?"),
        elsewhere=frozenset({"accounts", "direct", "explore", "stories"}),
    ),
}
CHANNEL_NAMES: Mapping[ChannelKind, object] = {
    **{kind: shop.name for kind, shop in SHOPS.items()},
    ChannelKind.WEBSITE: _l("Situs sendiri"),
}

_KIND_OF_HOST = {host: kind for kind, shop in SHOPS.items() for host in shop.hosts}
# Its own announcement: the market place for goods closed on that day, and its links with it.
_BUKALAPAK = frozenset({"bukalapak.com", "www.bukalapak.com", "m.bukalapak.com"})
_WHATSAPP = frozenset({"wa.me", "whatsapp.com", "www.whatsapp.com", "api.whatsapp.com", "web.whatsapp.com"})
# Nobody can see where these lead, and whoever made one may lead it elsewhere tomorrow.
_SHORTENERS = frozenset(
    {
        "bit.ly",
        "s.id",
        "tinyurl.com",
        "t.co",
        "goo.gl",
        "cutt.ly",
        "rebrand.ly",
        "is.gd",
        "t.ly",
        "ow.ly",
        "shorturl.at",
    }
)
# Names that are nobody's address on the public network (RFC 2606, 6761, 6762, 8375).
_PRIVATE = frozenset({
    "local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "test", "example",
    "invalid", "onion", "arpa", "alt",
})  # fmt: skip
# A host that has such a name in it and is not the shop's own was made to be taken for it.
_BRANDS = {
    "tokopedia": "Tokopedia",
    "shopee": "Shopee",
    "tiktok": "TikTok",
    "blibli": "Blibli",
    "lazada": "Lazada",
    "padiumkm": "PaDi UMKM",
    "instagram": "Instagram",
    "bukalapak": "Bukalapak",
}
_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|ttclid|twclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|srsltid"
    r"|extparam|src|ref|refid|spm|scm|_t|_r|si|share.*|whid|trackid",
    re.IGNORECASE,
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+[a-z]{{2,24}}")
_WITHOUT_SCHEME = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:].*)?")
_WRAPPING = "<>()[]{}\"'“”‘’«»,;!*"
_FORBIDDEN = re.compile(r'[\\<>"`{|}^\s\x00-\x1f\x7f]')
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_UNRESERVED = "/:@!$&'()*+,;=-._~%"


def read_link(kind: ChannelKind | str, text: str) -> str:
    """The one https address of a shop, a thing or an account that a pasted text holds. Raises UnclearError without one.

    Words around it, as share buttons give them, are left out, as are parameters that only track. A shop of many takes
    its own hosts alone and no parameters at all; `situs` takes any public host that is no such shop.
    """
    kind = ChannelKind(kind)
    if len(text) > LONGEST_PASTE:
        raise UnclearError(_("Tautan ini terlalu panjang. Salin tautan tokonya saja."))
    words = list(_words(text))
    shop = SHOPS.get(kind)
    if shop is not None and (account := _account(shop, words)):
        return account
    # A full stop without a space behind it makes an address of any two words, so those with a scheme go first.
    words.sort(key=lambda word: "://" not in word)
    candidates = [parts for word in words if (parts := _address(word)) is not None]
    if not candidates:
        raise UnclearError(_no_link(shop))
    fitting = [parts for parts in candidates if _KIND_OF_HOST.get(_host(parts)) is kind]
    return _normal(kind, fitting[0] if fitting else candidates[0])


def kind_of(text: str) -> ChannelKind | None:
    """Which shop of many the first address in a text belongs to; None where it is no such shop."""
    found = (_address(word) for word in _words(text[:LONGEST_PASTE]))
    return next((kind for parts in found if parts and (kind := _KIND_OF_HOST.get(_host(parts)))), None)


def _words(text: str) -> Iterator[str]:
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    for word in seen.split():
        bare = word.lstrip(_WRAPPING).rstrip(f"{_WRAPPING}.:?")
        if bare:
            yield bare


def _account(shop: Shop, words: list[str]) -> str | None:
    """The address of an account of which the name was written: `@batik.contoh`, or nothing but the name."""
    if not shop.profile:
        return None
    handles = [word[1:].lower() for word in words if word.startswith("@")]
    if len(words) == 1 and not handles and words[0].lower() not in _KIND_OF_HOST and not _looks_like_site(words[0]):
        handles = [words[0].lower()]
    if len(handles) == 1 and shop.handle.fullmatch(handles[0]):
        return shop.profile + handles[0]
    return None


def _looks_like_site(word: str) -> bool:
    return bool(re.search(r"\.(?:com|co\.id|id|net|org|my\.id|web\.id|shop|store)$", word.lower()))


def _address(word: str) -> SplitResult | None:
    """A word that is a web address, with or without its scheme."""
    if not re.match("https?://", word, re.IGNORECASE):
        if not _WITHOUT_SCHEME.fullmatch(word) or re.match(r"[a-z.+-]+:(?![0-9])", word, re.IGNORECASE):
            return None
        word = f"https://{word}"
    try:
        return urlsplit(word)
    except ValueError:
        return None


def _host(parts: SplitResult) -> str:
    try:
        return (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""


def _normal(kind: ChannelKind, parts: SplitResult) -> str:
    host = _host(parts)
    if host in _BUKALAPAK or host.endswith(".bukalapak.com"):
        raise UnclearError(_("Bukalapak tidak lagi menjual barang sejak 9 Februari 2025. Pilih toko yang lain."))
    if "@" in parts.netloc or ":" in parts.netloc or "[" in parts.netloc:
        raise UnclearError(_("Alamat ini memuat nama pengguna atau nomor port. Salin tautan yang biasa."))
    if not _HOST.fullmatch(host) or "xn--" in host:
        raise UnclearError(_("Alamat ini tidak bisa dibaca. Salin tautan seperti %(example)s.", example=_example(kind)))
    if _FORBIDDEN.search(parts.path + parts.query + parts.fragment):
        raise UnclearError(_("Ada tanda yang tidak boleh di dalam tautan. Salin sekali lagi."))
    shop = SHOPS.get(kind)
    link = _link_of_site(host, parts) if shop is None else _link_of_shop(kind, shop, host, parts)
    if len(link) > LONGEST_LINK:
        raise UnclearError(_("Tautan ini terlalu panjang. Salin tautan tokonya saja."))
    return link


def _link_of_shop(kind: ChannelKind, shop: Shop, host: str, parts: SplitResult) -> str:
    if (other := _KIND_OF_HOST.get(host)) is not None and other is not kind:
        raise UnclearError(_("Ini tautan %(other)s. Tulis di kotak %(other)s.", other=SHOPS[other].name))
    if host not in shop.hosts:
        raise UnclearError(
            _(
                "Ini bukan tautan %(shop)s. Salin tautan seperti %(example)s.",
                shop=shop.name,
                example=shop.example,
            )
        )
    steps = [step for step in parts.path.split("/") if step]
    if not steps or steps[0].lower() in shop.elsewhere or {".", ".."} & set(steps):
        raise UnclearError(
            _(
                "Tautan ini tidak menuju toko atau barang Anda di %(shop)s. Salin tautan seperti %(example)s.",
                shop=shop.name,
                example=shop.example,
            )
        )
    address = f"https://{shop.hosts[host]}/{_quoted('/'.join(steps))}"
    # The name of an account has no capitals, and the path of a short address keeps its own.
    name = address.removeprefix(shop.profile).lower() if shop.profile and address.startswith(shop.profile) else ""
    return shop.profile + name if shop.handle.fullmatch(name) else address


def _link_of_site(host: str, parts: SplitResult) -> str:
    if (other := _KIND_OF_HOST.get(host)) is not None:
        raise UnclearError(_("Ini tautan %(other)s. Tulis di kotak %(other)s.", other=SHOPS[other].name))
    if host in _WHATSAPP:
        raise UnclearError(_("Nomor WhatsApp ditulis di profil usaha. Di sini tulis alamat situs Anda."))
    if host.removeprefix("www.") in _SHORTENERS:
        raise UnclearError(_("Tautan singkat tidak menunjukkan tujuannya. Tulis alamat situs yang sebenarnya."))
    if host.rpartition(".")[2] in _PRIVATE:
        raise UnclearError(_("Alamat ini tidak bisa dibuka orang lain. Tulis alamat situs Anda di internet."))
    if brand := next((_BRANDS[word] for word in re.split("[.-]", host) if word in _BRANDS), None):
        raise UnclearError(_("Alamat ini memuat nama %(shop)s, tetapi bukan dari %(shop)s. Periksa lagi.", shop=brand))
    pairs = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(name)
    ]
    query = f"?{urlencode(pairs)}" if pairs else ""
    fragment = f"#{_quoted(parts.fragment)}" if parts.fragment and not parts.fragment.startswith(":~:") else ""
    return f"https://{host}{_quoted(parts.path) or '/'}{query}{fragment}"


def _quoted(part: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=_UNRESERVED)


def _example(kind: ChannelKind) -> str:
    return SHOPS[kind].example if kind in SHOPS else "www.usaha-anda.id"


def _no_link(shop: Shop | None) -> str:
    if shop is None:
        return _("Tulis alamat situs Anda, misalnya www.usaha-anda.id.")
    return _(
        "Salin tautan toko atau barang Anda di %(shop)s, misalnya %(example)s.", shop=shop.name, example=shop.example
    )
