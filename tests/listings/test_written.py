"""An offer that is written into the controls of the editor is understood as the same offer again."""

from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from craftsite.goods.attributes import ATTRIBUTES
from craftsite.goods.models import Kind, Stage, Technique
from craftsite.goods.queries import find_taxa
from craftsite.goods.units import UNITS
from craftsite.listings.forms import DraftForm
from craftsite.listings.models import Aspect, Halal, Stock
from craftsite.listings.offers import Offer, restored, stored
from craftsite.listings.understood import understood
from craftsite.listings.written import written

TAXA = {Kind.BATIK: "batik-madura", Kind.CRAFT: "anyaman", Kind.FARM: "keripik"}
WORDS = (
    st.text("abcdefghij ", min_size=3, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: len(text) > 2)
)
COUNTS = st.integers(2, 9_000)
PRICES = st.integers(1, 10_000_000_000)


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    """An offer that somebody could have written."""
    kind = draw(st.sampled_from(Kind))
    is_farm = kind is Kind.FARM
    stock = draw(st.sampled_from(Stock))
    price = draw(PRICES)
    price_to = draw(st.none() | st.integers(price + 1, price * 2)) if price < 10**9 else None
    halal = draw(st.sampled_from(["", *Halal])) if is_farm else ""
    values: dict[str, Any] = {
        "kind": kind,
        "taxon_slug": TAXA[kind],
        "unit": draw(st.sampled_from(sorted(set(UNITS) - {"kg", "ons"}))),
        "technique": draw(st.sampled_from(Technique)) if kind is Kind.BATIK else None,
        "stage": draw(st.sampled_from(Stage)) if is_farm else None,
        "name_id": draw(WORDS),
        "story_id": draw(WORDS),
        "halal": halal,
        "price_idr": price,
        "price_to_idr": price_to,
        "price_note": draw(WORDS) if price_to else "",
        "stock": stock,
        "stock_count": draw(st.none() | COUNTS) if stock is Stock.READY else None,
        "minimum_order": draw(st.just(1) | COUNTS),
        "lead_time_days": draw(st.none() | st.integers(1, 300)),
        "capacity_per_month": draw(st.none() | COUNTS),
        "seasons": draw(st.integers(0, 2**12 - 1)),
        "has_sample": draw(st.booleans()),
        "attributes": {code: draw(WORDS) for code in ATTRIBUTES[kind] if draw(st.booleans())},
        "tiers": draw(st.dictionaries(COUNTS, PRICES, max_size=3)),
        "variants": {Aspect.COLOUR: draw(st.lists(WORDS, max_size=3, unique=True)), Aspect.SIZE: []},
    }
    return Offer(**values)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(offer=offers())
def test_what_is_written_of_an_offer_is_understood_as_that_offer(app: Flask, db: SQLAlchemy, offer: Offer) -> None:
    with app.test_request_context():
        form = DraftForm(written(offer), find_taxa(), [])

        assert understood(form) == offer, form.errors


@settings(max_examples=60, deadline=None)
@given(offer=offers())
def test_a_stored_offer_is_the_same_offer_again(offer: Offer) -> None:
    assert restored(stored(offer)) == offer
