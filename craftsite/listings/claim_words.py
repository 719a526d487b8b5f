"""The words by which a listing shows that it may not be sold here, or that it claims what needs evidence.

Words are folded. A rule is about exact words, never stems: `keaslian` is not `asli` and a `cetakan` is a tool. `before`
and `after` hold the words that make one harmless: `motif daun tembakau`, `bukan gading`, `obat nyamuk`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from craftsite.goods.models import Kind

ALL_KINDS = frozenset(Kind)
_WOULD_BE_A_MOTIF = ALL_KINDS - {Kind.BATIK}


@dataclass(frozen=True, slots=True)
class Rule:
    """Phrases of one sort, for some kinds of goods; `before` counts for four words ahead, `after` for two behind."""

    code: str
    phrases: frozenset[tuple[str, ...]]
    kinds: frozenset[Kind] = ALL_KINDS
    before: frozenset[str] = field(default=frozenset())
    after: frozenset[str] = field(default=frozenset())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    """Phrases between commas, each also with the ending that says whose it is."""
    plain = [tuple(phrase.split()) for phrase in text.split(",")]
    return frozenset(plain) | {(*phrase[:-1], f"{phrase[-1]}nya") for phrase in plain}


def _pairs(first: str, second: str) -> frozenset[tuple[str, ...]]:
    return frozenset((one, other) for one in first.split() for other in second.split())


_NOT = _words("bukan tanpa tidak bebas anti pengganti dilarang stop no not without")
_LIKE = _words(
    "imitasi tiruan replika mirip seperti menyerupai bak ala gaya terinspirasi meniru faux replica like instead"
    " place imitating"
)
_DRAWN = _words(
    "motif bermotif corak bercorak pola berpola gambar bergambar lukisan ragam hias ukiran relief logo cap merek merk"
    " siluet bentuk berbentuk boneka patung miniatur topeng figur pattern motifs patterned shaped"
)
_CLOTH = _words("batik kain sarung selendang syal tenun bordir udeng pewarna")
_MADE_UP = _words("imitasi tiruan sintetis sintesis palsu resin replika mainan kayu kain bambu kertas")

# Tobacco is told of as what a region is known for, and never offered. Boxes for it and patterns of its leaf are crafts.
_TOBACCO = (
    Rule(
        "tobacco",
        _phrases(
            "rokok, kretek, sigaret, cerutu, vape, vapor, rokok elektrik, shisha, sisha, tingwe, cigarette,"
            " cigarettes, cigar, cigars, cigarillo, snus"
        ),
        before=_NOT
        | _words("asap bau kotak tempat wadah bungkus dompet bekas pabrik buruh puntung asbak abu pipa smoke box case")
        | _DRAWN,
        after=_words("ditolak"),
    ),
    Rule(
        "tobacco",
        _phrases("tembakau, mbako, tobacco"),
        kinds=_WOULD_BE_A_MOTIF,
        before=_NOT
        | _DRAWN
        | _CLOTH
        | _words(
            "petani ladang kebun perkebunan lahan sawah gudang musim panen buruh pabrik bunga madu farmers fields"
        ),
        after=_words("motif pattern farmers fields farm"),
    ),
)

# Source: the list of PermenLHK P.106/2018, in short, and what CITES keeps out of free trade (seahorses, corals). Parts
# of such animals may not be offered, nor what lives.
_PARTS = (
    "kulit sisik cangkang tempurung karapas tulang tengkorak gigi taring kuku cakar bulu tanduk cula paruh empedu telur"
    " daging minyak awetan opsetan offsetan"
)
_ANIMALS = (
    "harimau macan penyu badak gajah beruang trenggiling cendrawasih cenderawasih rangkong enggang julang kasuari elang"
    " rusa kijang menjangan anoa babirusa komodo orangutan kukang lutung owa dugong duyung paus kakatua"
)
_LIVING = (
    "cendrawasih, cenderawasih, penyu, trenggiling, kukang, kakatua, rangkong, jalak bali, kuda laut, kima,"
    " ketam kenari, anggrek hitam, sea turtle"
)
_PROTECTED = (
    Rule(
        "protected_species",
        _pairs(_PARTS, _ANIMALS)
        | _phrases(
            "cula badak, akar bahar, terumbu karang, kuda laut kering, awetan kuda laut, cangkang kima, kerang kima,"
            " nautilus, gading gajah, sisik penyu, tiger skin, elephant ivory, carved ivory, ivory carving, real ivory,"
            " genuine ivory, turtle shell, tortoise shell, tortoiseshell, rhino horn, black coral, dried seahorse"
        ),
        kinds=_WOULD_BE_A_MOTIF,
        before=_NOT | _LIKE | _DRAWN | _words("pelestarian konservasi warna"),
        after=_MADE_UP | _words("motif pattern"),
    ),
    Rule(
        "protected_species",
        _phrases("gading"),
        kinds=_WOULD_BE_A_MOTIF,
        before=_NOT
        | _LIKE
        | _DRAWN
        | _words("kelapa degan bambu pring pisang kuning putih warna berwarna krem kecamatan kec desa dusun jalan jl"),
        after=_MADE_UP | _words("serpong kecamatan probolinggo"),
    ),
    Rule(
        "protected_species",
        _phrases(_LIVING),
        kinds=frozenset({Kind.FARM}),
        before=_NOT | _LIKE | _DRAWN | _words("pantai pulau teluk konservasi pelestarian taman"),
    ),
)

# Source: Law 11/2010 on cultural heritage, on things of fifty years and more. What is forged or carved today is fine.
_OLD_THINGS = (
    "keris tombak pedang cundrik patrem senjata pusaka arca patung prasasti gerabah keramik guci celengan manik kalung"
    " perhiasan topeng wayang gamelan lontar naskah kitab batu bata terakota koin gobog"
)
_HERITAGE = (
    Rule(
        "heritage",
        _pairs(_OLD_THINGS, "kuno purba purbakala antik")
        | _pairs("keris tombak pusaka", "tua sepuh")
        | _pairs("tangguh", "majapahit mataram pajajaran singasari blambangan tuban pajang demak kartasura")
        | _phrases(
            "benda cagar budaya, barang cagar budaya, benda purbakala, artefak, benda bersejarah, hasil galian,"
            " harta karun, ancient keris, antique keris, cultural heritage object"
        ),
        before=_NOT | _LIKE | _DRAWN | _words("teknik cara pengetahuan museum zaman"),
        after=_words("emas perak baru buatan modern"),
    ),
    Rule(
        "heritage",
        _phrases("fosil, fossil, fossils"),
        # Petrified wood is cut and polished in Tulungagung and Pacitan.
        before=_NOT | _LIKE | _DRAWN | _words("kayu wood bahan bakar energi"),
        after=_words("kayu wood batu fuel"),
    ),
)

_PRINTED_CLOTH = (
    Rule(
        "printed_batik",
        _phrases(
            "printing, print, cetak, sablon, disablon, sablonan, printed, screen printing, digital printing,"
            " kain motif batik, kain bermotif batik, tekstil motif batik, tekstil bermotif batik, katun motif batik,"
            " kaos motif batik, kemeja motif batik, bahan motif batik, printed batik"
        ),
        kinds=frozenset({Kind.BATIK}),
        before=_NOT | _words("beda berbeda dari daripada sebelum katalog never than unlike"),
        after=_words("foto katalog"),
    ),
)

REFUSED = (*_TOBACCO, *_PROTECTED, *_HERITAGE, *_PRINTED_CLOTH)

_HEALTH = Rule(
    "health",
    _phrases(
        "menyembuhkan, penyembuh, penyembuhan, sembuh, mengobati, pengobatan, obat, khasiat, berkhasiat, mujarab,"
        " diabetes, kencing manis, kolesterol, kanker, antikanker, tumor, asam urat, darah tinggi, hipertensi, stroke,"
        " penyakit, sakit jantung, asma, maag, rematik, pelangsing, melangsingkan, menurunkan berat badan, kejantanan,"
        " vitalitas, impotensi, awet muda, imunitas, daya tahan tubuh, detoks, detox, cure, cures, heals, healing,"
        " medicine, medicinal, cholesterol, cancer"
    ),
    before=_words("bukan tanpa tanaman lemari kotak toko not no without"),
    after=_words("nyamuk batik warna pewarna hama tanaman bakar merah"),
)
_GENUINE = Rule(
    "genuine",
    frozenset({("asli",), ("genuine",), ("authentic",), ("original",), ("ori",)}),
    before=_words(
        "warna berwarna ukuran nama orang penduduk suku masyarakat foto bentuk rasa tidak bukan bahasa flavour"
    ),
    after=_words("daerah flavour colour size"),
)
_GREATEST = Rule(
    "greatest",
    frozenset(
        tuple(phrase.split())
        for phrase in (
            "terbesar", "tertua", "terbaik", "terlaris", "termurah", "pertama di", "yang pertama", "nomor satu",
            "nomer satu", "nomor 1", "nomer 1", "no 1", "number one", "satu satunya di", "paling bagus", "paling baik",
            "paling lama di", "the best", "largest", "oldest", "biggest", "the first", "the only",
        )
    ),
    before=_words("ukuran anak anggota kakak saudara langkah tahap hari cucian panen size first"),
    after=_words("kali"),
)  # fmt: skip
_MAGIC = Rule(
    "magic",
    _phrases("bertuah, tuah, khodam, khadam, pengasihan, penglaris, pesugihan, kesaktian, gaib, kebal, jimat"),
    before=_words("bukan tanpa tidak cerita legenda"),
    after=_words("air"),
)
_ORIGIN = Rule(
    "animal_origin",
    _pairs("bulu ekor", "merak")
    | _pairs("kulit", "buaya ular piton biawak pari hiu")
    | _pairs("sirip", "hiu")
    | _phrases("fosil kayu, kayu fosil, bunga karang, akar laut, gading imitasi, peacock feathers, petrified wood"),
    kinds=_WOULD_BE_A_MOTIF,
    before=_NOT | _LIKE | _words("motif bermotif corak gambar pola"),
    after=_MADE_UP - {"kayu"},
)
_CALLED_BATIK = Rule(
    "called_batik",
    _pairs("batik", "printing print cetak sablon"),
    kinds=frozenset({Kind.CRAFT}),
    before=_NOT,
)

WARNED = (_HEALTH, _GENUINE, _GREATEST, _MAGIC, _ORIGIN, _CALLED_BATIK)


def rules_by_first_word(rules: tuple[Rule, ...], kind: Kind) -> dict[str, list[tuple[tuple[str, ...], Rule]]]:
    """The phrases of the rules for one kind under their first words, the longer ones first."""
    found: dict[str, list[tuple[tuple[str, ...], Rule]]] = {}
    for phrase, rule in _sorted(rules, kind):
        found.setdefault(phrase[0], []).append((phrase, rule))
    return found


def _sorted(rules: tuple[Rule, ...], kind: Kind) -> Iterator[tuple[tuple[str, ...], Rule]]:
    pairs = [(phrase, rule) for rule in rules if kind in rule.kinds for phrase in rule.phrases]
    yield from sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0]))
