"""What of a written draft is understood: a field that is wrong counts as empty."""

from collections.abc import Callable, Iterator

from flask_babel import gettext as _
from wtforms import Field

from craftsite.goods.attributes import ATTRIBUTES
from craftsite.goods.fields import QuantityField
from craftsite.goods.models import Kind, Stage
from craftsite.goods.units import unit_name
from craftsite.listings.channels import read_link
from craftsite.listings.forms import LONGEST_STEP_TITLE, DraftForm, lines
from craftsite.listings.models import Aspect, ChannelKind, Halal, Stock
from craftsite.listings.numbers import read_customs_code
from craftsite.listings.offers import Offer
from craftsite.web.filters import angka

MOST_PER_CARTON, HEAVIEST_G = 100_000, 1_000_000


def understood(form: DraftForm) -> Offer:
    """The offer that a form tells of."""
    kind = form.kind_chosen
    is_farm = kind is Kind.FARM
    price_idr = form.price.idr
    price_to_idr = None if form.price_to.errors or price_idr is None else form.price_to.idr
    halal = form.halal.data if is_farm and form.halal.data in set(Halal) else ""
    return Offer(
        kind=kind,
        taxon_slug=_text(form.taxon_slug) or _first_taxon(form),
        unit=form.unit_chosen,
        product_id=int(form.product_id.data) if _text(form.product_id) else None,
        technique=(_text(form.technique) or None) if kind is Kind.BATIK else None,
        stage=form.stage.data if is_farm and form.stage.data in set(Stage) else None,
        name_id=_text(form.name_id),
        name_en=_text(form.name_en),
        story_id=_text(form.story_id),
        story_en=_text(form.story_en),
        made_by=_text(form.made_by),
        made_by_agrees=form.made_by_agrees.data,
        halal=halal,
        price_idr=price_idr,
        price_to_idr=price_to_idr,
        price_note=_text(form.price_note) if price_to_idr else "",
        stock=form.stock.data if form.stock.data in set(Stock) else Stock.READY,
        stock_count=form.stock_count.count if form.stock.data == Stock.READY else None,
        minimum_order=form.minimum_order.count or 1,
        lead_time_days=form.lead_time.days,
        capacity_per_month=form.capacity.count,
        seasons=sum(1 << (int(month) - 1) for month in _months(form)),
        has_sample=form.has_sample.data,
        hs_code=_read(read_customs_code, form.hs_code),
        packed_weight_g=_up_to(form.packed_weight.count, HEAVIEST_G),
        packed_size=_text(form.packed_size),
        per_carton=_up_to(form.per_carton.count, MOST_PER_CARTON),
        owns_pictures=form.owns_pictures.data and form.people_agree.data,
        attributes={
            code: text
            for code, field in zip(ATTRIBUTES[kind], form.attribute_fields, strict=True)
            if (text := _text(field))
        },
        tiers={start.count: price.idr for start, price in form.tier_fields if (start.count or 0) > 1 and price.idr},
        steps=tuple(_steps(form)),
        channels=_channels(form),
        variants={Aspect.COLOUR: lines(_text(form.colours)), Aspect.SIZE: lines(_text(form.sizes))},
    )


def said_back(field: QuantityField) -> str:
    """What a quantity in the words of the trade is as a number: `Selusin = 12 lembar, benar?`; "" for plain digits."""
    quantity = field.quantity
    if quantity is None or not quantity.is_spoken:
        return ""
    words = field.data[:1].upper() + field.data[1:]
    unit = unit_name(field.unit, quantity.count)
    return _("%(words)s = %(count)s %(unit)s, benar?", words=words, count=angka(quantity.count), unit=unit)


def _first_taxon(form: DraftForm) -> str:
    return next(taxon.slug for taxon in form.taxa.values() if taxon.kind == form.kind_chosen)


def _months(form: DraftForm) -> list[str]:
    known = {choice.value for choice in form.months.choices}
    return [month for month in dict.fromkeys(form.months.data or ()) if month in known]


def _text(field: Field) -> str:
    return "" if field.errors else field.data or ""


def _read(read: Callable[[str], str], field: Field) -> str:
    return "" if field.errors or not field.data else read(field.data)


def _steps(form: DraftForm) -> Iterator[tuple[str, str]]:
    for name, title_field, text_field in form.step_fields:
        text = _text(text_field)
        title = str(name) if name else _text(title_field)
        if text or (title and not name):
            yield (title, text) if title else (text[:LONGEST_STEP_TITLE], text)


def _channels(form: DraftForm) -> dict[str, str]:
    pairs = zip(ChannelKind, form.channel_fields, strict=True)
    return {kind: read_link(kind, field.data) for kind, field in pairs if field.data and not field.errors}


def _up_to(number: int | None, highest: int) -> int | None:
    return number if number is not None and number <= highest else None
