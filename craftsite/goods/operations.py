"""Loading the taxa and regional products that come with the site."""

from collections.abc import Collection, Sequence
from pathlib import Path

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import selectinload

from craftsite.extensions import db
from craftsite.goods.models import (
    Handling,
    Highlight,
    Kind,
    ProductRegion,
    ProductWord,
    RegionalProduct,
    Stage,
    Taxon,
    Technique,
    Verification,
)
from craftsite.goods.units import UNITS
from craftsite.loading import Loaded, Row, read_rows, refuse_faults
from craftsite.regions.models import Region
from craftsite.regions.operations import copy_values, merge_rows
from craftsite.text.weights import Weight, WeightedText, weighted_words
from craftsite.web.clock import now

DATA = Path(__file__).with_name("data")

_TEXTS = {
    "slug": 80, "name_id": 120, "name_en": 120, "description_id": 400, "description_en": 400, "motif_family": 20,
    "price_note": 200, "source": 1_000, "source_public": 400,
}  # fmt: skip
# Facts that only some products have: the file's column, the table's without `_id` and `_en`, and the longest text.
_FACTS = [
    ("motif", "motif", 200), ("material", "material", 200), ("technique", "technique_text", 200),
    ("certification", "certification", 300), ("sentra", "place", 200),
]  # fmt: skip
_REQUIRED = {"slug", "name_id", "name_en", "description_id", "description_en", "source"}
_COLUMNS = [
    "product_id", "region_code", "also_regions", "category", "taxon", "agro_stage", "season_months", "unit",
    "price_min_idr", "price_max_idr", "verification", "featured", "handling", *_TEXTS,
    *(column + suffix for column, _name, _longest in _FACTS for suffix in ("", "_en")),
]  # fmt: skip
_STAGES = {"petik": Stage.FRESH, "olah": Stage.PROCESSED, "kemas": Stage.PACKED, "jual": Stage.PACKED}
_HANDLINGS = {
    "tobacco: text only": Handling.TOBACCO,
    "animal parts: ask origin": Handling.ANIMAL_PARTS,
    "not halal": Handling.NOT_HALAL,
    "blade: newly made only, carrier rules": Handling.BLADE,
}
# What no file knows of.
_OF_OFFICES = {"id", "decided_at", "confirmed_on", "withdrawn_at", "version"}
GREATEST_PRICE_IDR = 10**10
MOST_HIGHLIGHTS = 5


class NotOfRegionError(ValueError):
    """A region chose a product that it is not known for."""


def load_taxa(path: Path = DATA / "taxonomy.csv") -> Loaded:
    """Counts of the taxa added and changed; the table then equals the file. Raises LoadError, changing nothing."""
    rows = list(read_rows(path, ["category", "slug", "name_id", "name_en", "definition_id", "definition_en", "sort"]))
    taxa = [
        Taxon(
            slug=row.text("slug", 40, required=True),
            kind=row.choice("category", list(Kind), required=True),
            name_id=row.text("name_id", 80, required=True),
            name_en=row.text("name_en", 80, required=True),
            definition_id=row.text("definition_id", 200, required=True),
            definition_en=row.text("definition_en", 200, required=True),
            position=row.integer("sort", 1, 99) or 0,
        )
        for row in rows
    ]
    refuse_faults(rows, unique=["slug"])
    return merge_rows(taxa)


def load_products(path: Path = DATA / "products.csv") -> Loaded:
    """Counts of the products added and changed, their words written anew where they differ.

    A product that a later file no longer names stays: listings may point to it, and only an office withdraws one. One
    that an office has decided about stays as the office left it, and so does the address of one that an office added.
    Raises LoadError, changing nothing. Reads each table once.
    """
    regions = {region.code: region for region in db.session.scalars(select(Region))}
    taxa = {taxon.slug: taxon for taxon in db.session.scalars(select(Taxon))}
    rows = list(read_rows(path, _COLUMNS))
    wanted = [(_product(row, taxa), _regions(row, regions)) for row in rows]
    refuse_faults(rows, unique=["product_id", "slug"])

    statement = select(RegionalProduct).options(selectinload(RegionalProduct.origins))
    kept = {product.code: product for product in db.session.scalars(statement)}
    names = [column.key for column in RegionalProduct.__mapper__.column_attrs if column.key not in _OF_OFFICES]
    decided = {product.slug for product in kept.values() if product.decided_at}
    added = changed = 0
    for product, codes in wanted:
        existing = kept.get(product.code)
        if product.slug in decided or (existing is not None and existing.decided_at):
            continue
        differs = existing is not None and copy_values(product, existing, names)
        if existing is None:
            db.session.add(product)
            added += 1
        target = existing or product
        if [origin.region_code for origin in target.origins] != codes:
            target.origins = [ProductRegion(region_code=code, is_origin=code == codes[0]) for code in codes]
            differs = existing is not None
        changed += differs
    db.session.flush()
    index_products(regions, taxa)
    return Loaded(added, changed, len(wanted) - added - changed)


def index_product(product: RegionalProduct) -> None:
    """Writes the words of one product, whose regions are loaded, anew; a withdrawn one has none. Three statements."""
    db.session.execute(delete(ProductWord).where(ProductWord.product_id == product.id))
    if product.withdrawn_at is None:
        taxon = db.session.get_one(Taxon, product.taxon_slug)
        places = [db.session.get_one(Region, origin.region_code) for origin in product.origins]
        db.session.add_all(
            ProductWord(product_id=product.id, surface=word.surface, stem=word.stem, weight=word.weight)
            for word in weighted_words(product_texts(product, places, taxon))
        )
    db.session.flush()


def index_products(regions: dict[str, Region], taxa: dict[str, Taxon]) -> None:
    """Writes the words of every product whose words differ; a withdrawn one has none. Two queries and one insert."""
    stored: dict[int, set[tuple[str, str, int]]] = {}
    for word in db.session.execute(
        select(ProductWord.product_id, ProductWord.surface, ProductWord.stem, ProductWord.weight)
    ):
        stored.setdefault(word.product_id, set()).add((word.surface, word.stem, word.weight))
    statement = select(RegionalProduct).options(selectinload(RegionalProduct.origins))
    stale, fresh = [], []
    for product in db.session.scalars(statement):
        places = [regions[origin.region_code] for origin in product.origins]
        texts = [] if product.withdrawn_at else product_texts(product, places, taxa[product.taxon_slug])
        words = weighted_words(texts)
        if {(word.surface, word.stem, word.weight) for word in words} != stored.get(product.id, set()):
            stale.append(product.id)
            fresh += [
                {"product_id": product.id, "surface": word.surface, "stem": word.stem, "weight": word.weight}
                for word in words
            ]
    if stale:
        db.session.execute(delete(ProductWord).where(ProductWord.product_id.in_(stale)))
        db.session.execute(insert(ProductWord), fresh)


def product_texts(product: RegionalProduct, regions: Collection[Region], taxon: Taxon) -> list[WeightedText]:
    """What a product is found by: its names, then its regions, then the rest."""
    return [
        WeightedText(Weight.NAME, product.name_id),
        WeightedText(Weight.NAME, product.name_en),
        *(WeightedText(Weight.PLACE, f"{region.full_name_id} {region.abbreviation}") for region in regions),
        WeightedText(Weight.PLACE, product.place_id),
        WeightedText(Weight.PLACE, product.place_en),
        *(
            WeightedText(Weight.REST, text)
            for text in (
                product.description_id,
                product.description_en,
                product.motif_id,
                product.motif_en,
                product.material_id,
                product.material_en,
                product.technique_text_id,
                product.technique_text_en,
                taxon.name_id,
                taxon.name_en,
                product.kind,
            )
        ),
    ]


def _product(row: Row, taxa: dict[str, Taxon]) -> RegionalProduct:
    texts = {name: row.text(name, longest, required=name in _REQUIRED) for name, longest in _TEXTS.items()}
    kind = row.choice("category", list(Kind), required=True)
    taxon = row.choice("taxon", taxa, required=True)
    if taxon and taxa[taxon].kind != kind:
        row.fault("taxon", f"{taxon} is a taxon of {taxa[taxon].kind}, not of {kind}")
    facts = _facts(row)
    stage = row.choice("agro_stage", _STAGES)
    if bool(stage) != (kind == Kind.FARM):
        row.fault("agro_stage", "is given exactly for farm goods")
    handling = row.choice("handling", _HANDLINGS)
    return RegionalProduct(
        code=row.text("product_id", 8, required=True),
        kind=kind,
        taxon_slug=taxon,
        technique=batik_technique(facts["technique_text_id"]) if kind == Kind.BATIK else None,
        stage=_STAGES.get(stage),
        seasons=row.months("season_months"),
        unit=row.choice("unit", UNITS, required=True),
        price_min_idr=row.integer("price_min_idr", 1, GREATEST_PRICE_IDR),
        price_max_idr=row.integer("price_max_idr", 1, GREATEST_PRICE_IDR),
        verification=row.choice("verification", list(Verification), required=True),
        featured=row.integer("featured", 1, 999),
        handling=_HANDLINGS.get(handling),
        **texts,
        **facts,
    )


def _facts(row: Row) -> dict[str, str]:
    """The facts of a row by their columns in the table; one that is told in one language only is a fault."""
    facts = {}
    for column, name, longest in _FACTS:
        indonesian = facts[f"{name}_id"] = row.text(column, longest)
        english = facts[f"{name}_en"] = row.text(f"{column}_en", longest)
        if bool(english) != bool(indonesian):
            row.fault(f"{column}_en", f"is given exactly where {column} is")
    return facts


def choose_highlights(region_code: str, product_ids: Sequence[int]) -> None:
    """Puts these products first on the page of a region, in this order, instead of those chosen before.

    One that was chosen before keeps the day on which it was. Raises NotOfRegionError where the region is not known for
    one of them, and ValueError past five or for one named twice. Four statements.
    """
    if len(product_ids) > MOST_HIGHLIGHTS or len(set(product_ids)) < len(product_ids):
        raise ValueError("A region puts at most five different products first.")
    known = select(ProductRegion.product_id).where(
        ProductRegion.region_code == region_code, ProductRegion.product_id.in_(product_ids)
    )
    if strangers := set(product_ids) - set(db.session.scalars(known)):
        raise NotOfRegionError(f"{region_code} is not known for {sorted(strangers)}.")
    of_region = select(Highlight.product_id, Highlight.chosen_at).where(Highlight.region_code == region_code)
    chosen = dict(db.session.execute(of_region).all())
    db.session.execute(delete(Highlight).where(Highlight.region_code == region_code))
    db.session.add_all(
        Highlight(
            region_code=region_code,
            position=position,
            product_id=product_id,
            chosen_at=chosen.get(product_id) or now(),
        )
        for position, product_id in enumerate(product_ids, start=1)
    )
    db.session.flush()


def batik_technique(text: str) -> Technique | None:
    """The technique that a list of words means; who works both ways is "tulis dan cap", never plain tulis."""
    words = {word.strip() for word in text.replace(",", " ").split()}
    if "gedog" in words:
        return Technique.GEDOG
    if {"tulis", "cap"} <= words:
        return Technique.TULIS_CAP
    if "tulis" in words:
        return Technique.TULIS
    return Technique.CAP if "cap" in words else None


def _regions(row: Row, regions: dict[str, Region]) -> list[str]:
    origin = row.choice("region_code", regions, required=True)
    others = sorted(row.choices("also_regions", regions))
    if origin in others:
        row.fault("also_regions", "names the place of origin again")
    return [origin, *others]
