"""What a maker offers as one value: read from a listing, written to it, and compared with another."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from craftsite.listings.models import Aspect, Channel, Listing, PriceTier, Step, Stock, Variant
from craftsite.text.folding import fold

LONGEST_SLUG = 80


@dataclass(frozen=True, slots=True)
class Offer:
    """All that the editor of a listing writes; each field is a column of `Listing`, but the last five.

    `tiers` maps quantities to whole rupiah, `steps` are titles with texts, `channels` maps kinds to links, `variants`
    maps aspects to names.
    """

    kind: str
    taxon_slug: str
    unit: str
    product_id: int | None = None
    technique: str | None = None
    stage: str | None = None
    name_id: str = ""
    name_en: str = ""
    story_id: str = ""
    story_en: str = ""
    made_by: str = ""
    halal: str = ""
    price_idr: int | None = None
    price_to_idr: int | None = None
    price_note: str = ""
    stock: str = Stock.READY
    stock_count: int | None = None
    minimum_order: int = 1
    lead_time_days: int | None = None
    capacity_per_month: int | None = None
    seasons: int = 0
    has_sample: bool = False
    hs_code: str = ""
    packed_weight_g: int | None = None
    packed_size: str = ""
    per_carton: int | None = None
    owns_pictures: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    made_by_agrees: bool = False
    tiers: Mapping[int, int] = field(default_factory=dict)
    steps: Sequence[tuple[str, str]] = ()
    channels: Mapping[str, str] = field(default_factory=dict)
    variants: Mapping[Aspect, Sequence[str]] = field(default_factory=dict)


_FIELDS = tuple(one.name for one in fields(Offer))
_COLUMNS = tuple(
    name for name in _FIELDS if name not in {"attributes", "made_by_agrees", "tiers", "steps", "channels", "variants"}
)


def offer_of(listing: Listing) -> Offer:
    """What a listing offers now; its tiers, steps, channels and variants are loaded."""
    variants: dict[Aspect, list[str]] = {aspect: [] for aspect in Aspect}
    for variant in listing.variants:
        variants[Aspect(variant.aspect)].append(variant.name)
    return Offer(
        **{name: getattr(listing, name) for name in _COLUMNS},
        attributes=dict(listing.attributes),
        made_by_agrees=listing.made_by_agreed_at is not None,
        tiers={tier.from_quantity: tier.price_idr for tier in listing.tiers},
        steps=tuple((step.title, step.text) for step in listing.steps),
        channels={channel.kind: channel.url for channel in listing.channels},
        variants=variants,
    )


def write_offer(listing: Listing, offer: Offer, instant: datetime.datetime) -> None:
    """Makes a listing offer this; its tiers, steps, channels and variants are loaded. The caller flushes."""
    for name in _COLUMNS:
        setattr(listing, name, getattr(offer, name))
    listing.slug = listing_slug(offer.name_id)
    listing.attributes = dict(offer.attributes)
    is_named = bool(offer.made_by) and offer.made_by_agrees
    listing.made_by_agreed_at = (listing.made_by_agreed_at or instant) if is_named else None
    tiers = {tier.from_quantity: tier for tier in listing.tiers}
    listing.tiers = [
        _priced(tiers.get(quantity) or PriceTier(from_quantity=quantity), price)
        for quantity, price in sorted(offer.tiers.items())
    ]
    steps = {step.position: step for step in listing.steps}
    listing.steps = [
        _told(steps.get(position) or Step(position=position), title, text)
        for position, (title, text) in enumerate(offer.steps, start=1)
    ]
    channels = {channel.kind: channel for channel in listing.channels}
    listing.channels = [
        _linked(channels.get(kind) or Channel(kind=kind), url) for kind, url in sorted(offer.channels.items())
    ]
    variants = {(variant.aspect, variant.position): variant for variant in listing.variants}
    listing.variants = [
        _named(variants.get((aspect, position)) or Variant(aspect=aspect, position=position), name)
        for aspect in Aspect
        for position, name in enumerate(offer.variants.get(aspect, ()), start=1)
    ]
    listing.updated_at = instant


def stored(offer: Offer) -> dict[str, Any]:
    """An offer as JSON holds it."""
    return asdict(offer) | {"tiers": [list(tier) for tier in sorted(offer.tiers.items())]}


def restored(values: Mapping[str, Any]) -> Offer:
    """The offer that was stored; fields that came later have their defaults."""
    known = {name: values[name] for name in values if name in _FIELDS}
    known["tiers"] = dict(known.get("tiers", ()))
    known["steps"] = tuple((title, text) for title, text in known.get("steps", ()))
    known["variants"] = {Aspect(aspect): names for aspect, names in known.get("variants", {}).items()}
    return Offer(**known)


def listing_slug(name: str) -> str:
    """The words of a name as they stand in an address; `karya` where no letter of it can."""
    folded = fold(name).encode("ascii", "ignore").decode()
    return "-".join(folded.split())[:LONGEST_SLUG].strip("-") or "karya"


def _priced(tier: PriceTier, price_idr: int) -> PriceTier:
    tier.price_idr = price_idr
    return tier


def _told(step: Step, title: str, text: str) -> Step:
    step.title, step.text = title, text
    return step


def _linked(channel: Channel, url: str) -> Channel:
    channel.url = url
    return channel


def _named(variant: Variant, name: str) -> Variant:
    variant.name = name
    return variant
