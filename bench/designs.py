"""What a listing may be: a regional product in a motif or material, a colour and a size. Each is worked out once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bench.draws import Draws
from craftsite.examples.reading import WORKED, slug_of
from craftsite.goods.models import Kind, RegionalProduct, Technique
from craftsite.listings.models import LONGEST_NAME
from craftsite.text.folding import fold

Pair = tuple[str, str]

NOTHING: Pair = ("", "")
# Farm goods have no colour of their own choosing.
COLOURS: Sequence[Pair] = (
    ("merah", "red"), ("biru", "blue"), ("hijau", "green"), ("cokelat", "brown"), ("hitam", "black"),
    ("kuning", "yellow"), ("ungu", "purple"), ("putih", "white"),
)  # fmt: skip
SIZES = {
    Kind.BATIK: ("105 × 200 cm", "105 × 230 cm", "110 × 240 cm", "115 × 250 cm"),
    Kind.CRAFT: ("10 × 12 cm", "15 × 20 cm", "20 × 30 cm", "30 × 45 cm", "40 × 60 cm"),
    Kind.FARM: ("100 g", "200 g", "250 g", "500 g", "1 kg", "2 kg"),
}
# The attributes that hold the motif or material, and the size.
ATTRIBUTES = {Kind.BATIK: ("motif", "size"), Kind.CRAFT: ("material", "size"), Kind.FARM: ("contents", "net_weight")}


@dataclass(frozen=True, slots=True)
class Design:
    """A product in one of its forms, with what a listing of it says."""

    product: RegionalProduct
    name_id: str
    name_en: str
    slug: str
    sort_name: str
    attributes: dict[str, str]
    techniques: Sequence[str | None]


def draw_design(product: RegionalProduct, draws: Draws) -> Design:
    """One of the forms of a product."""
    kind = Kind(product.kind)
    detail = draws.one_of(_details(product))
    colour = NOTHING if kind is Kind.FARM else draws.one_of(COLOURS)
    return _design(product, detail, colour, draws.one_of(SIZES[kind]))


@cache
def _design(product: RegionalProduct, detail: Pair, colour: Pair, size: str) -> Design:
    name_id, name_en = (
        ", ".join(filter(None, (name, f"{detail[language]} {colour[language]}".strip(), size)))[:LONGEST_NAME]
        for language, name in enumerate((product.name_id, product.name_en))
    )
    values = zip(ATTRIBUTES[Kind(product.kind)], (detail[0], size), strict=True)
    return Design(
        product=product,
        name_id=name_id,
        name_en=name_en,
        slug=slug_of(name_id),
        sort_name=fold(name_id)[:LONGEST_NAME],
        attributes={code: value for code, value in values if value},
        techniques=sorted(WORKED[Technique(product.technique)]) if product.technique else (None,),
    )


@cache
def _details(product: RegionalProduct) -> Sequence[Pair]:
    """The motifs of a cloth, the materials of anything else, in both languages."""
    is_cloth = product.kind == Kind.BATIK and product.motif_id
    texts = (product.motif_id, product.motif_en) if is_cloth else (product.material_id, product.material_en)
    in_indonesian, in_english = ([part.strip() for part in text.split(";") if part.strip()] for text in texts)
    if len(in_english) != len(in_indonesian):
        in_english = [""] * len(in_indonesian)
    return list(zip(in_indonesian, in_english, strict=True)) or [NOTHING]
