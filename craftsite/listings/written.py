"""What the editor shows of a listing that has no draft: its offer as somebody would have typed it."""

from collections.abc import Iterator, Mapping

from craftsite.goods.models import Kind
from craftsite.listings.models import Aspect
from craftsite.listings.offers import Offer
from craftsite.web.filters import MONTHS

YES = "y"


def written(offer: Offer) -> dict[str, list[str]]:
    """The names of the controls of `DraftForm` with what they hold, so that reading them gives the offer again."""
    fields = dict(_texts(offer)) | dict(_numbers(offer)) | dict(_repeated(offer))
    kept = {name: [value] for name, value in fields.items() if value}
    months = [str(month) for month in range(1, MONTHS + 1) if offer.seasons & 1 << (month - 1)]
    return kept | ({"musim": months} if months else {})


def _texts(offer: Offer) -> Iterator[tuple[str, str]]:
    yield "jenis", offer.kind
    yield "golongan", offer.taxon_slug
    yield "teknik", offer.technique or ""
    yield "tahap", offer.stage or ""
    yield "khas", str(offer.product_id or "")
    for name, is_ticked in (
        ("milik_saya", offer.owns_pictures),
        ("orang_setuju", offer.owns_pictures),
        ("dibuat_oleh_setuju", offer.made_by_agrees),
        ("contoh_kiriman", offer.has_sample),
    ):
        yield name, YES if is_ticked else ""
    yield "nama", offer.name_id
    yield "cerita", offer.story_id
    yield "nama_en", offer.name_en
    yield "cerita_en", offer.story_en
    yield "dibuat_oleh", offer.made_by
    yield "halal", offer.halal
    yield "satuan", offer.unit
    yield "alasan_harga", offer.price_note
    yield "stok", offer.stock
    yield "ukuran_kemasan", offer.packed_size
    yield "hs", offer.hs_code


def _numbers(offer: Offer) -> Iterator[tuple[str, str]]:
    # Who has once said that an unusual price is meant is not asked again.
    for name, price_idr in (("harga", offer.price_idr), ("harga_sampai", offer.price_to_idr)):
        yield name, str(price_idr or "")
        yield f"{name}_pasti", str(price_idr or "")
    yield "jumlah", str(offer.stock_count or "")
    yield "minimal", str(offer.minimum_order) if offer.minimum_order > 1 else ""
    yield "sanggup", str(offer.capacity_per_month or "")
    yield "lama", f"{offer.lead_time_days} hari" if offer.lead_time_days else ""
    yield "berat_kemasan", str(offer.packed_weight_g or "")
    yield "isi_kardus", str(offer.per_carton or "")


def _repeated(offer: Offer) -> Iterator[tuple[str, str]]:
    for code, text in offer.attributes.items():
        yield f"sifat_{code}", text
    for kind, url in offer.channels.items():
        yield f"toko_{kind}", url
    for at, (quantity, price_idr) in enumerate(sorted(offer.tiers.items()), start=1):
        yield f"grosir_{at}_mulai", str(quantity)
        yield f"grosir_{at}_harga", str(price_idr)
        yield f"grosir_{at}_harga_pasti", str(price_idr)
    for at, (title, text) in enumerate(offer.steps, start=1):
        if offer.kind != Kind.FARM:
            yield f"langkah_{at}", title
        yield f"langkah_{at}_isi", text
    for name, aspect in (("warna", Aspect.COLOUR), ("ukuran", Aspect.SIZE)):
        yield name, "\n".join(offer.variants.get(aspect, ()))


def same_fields(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> bool:
    """Whether two drafts hold the same, whatever stands in no control."""
    return {name: values for name, values in one.items() if any(values)} == {
        name: values for name, values in other.items() if any(values)
    }
