"""What a region puts first on its page."""

import pytest
from flask_sqlalchemy import SQLAlchemy

from craftsite.goods.models import Verification
from craftsite.goods.operations import NotOfRegionError, choose_highlights
from craftsite.goods.queries import highlighted_ids
from tests.browser import Browser
from tests.factories import make_product


def test_a_region_page_shows_the_chosen_ones_first_and_once(browser: Browser) -> None:
    first, second = (make_product(name=f"Zztest {name}", regions=("3578",)) for name in ("satu", "dua"))
    choose_highlights("3578", [second.id, first.id])

    page = browser.get("/daerah/kota-surabaya")

    assert "Unggulan" in page.texts("h2")
    names = [name for name in page.texts(".khas-rows h3") if name.startswith("Zztest")]
    assert names == ["Zztest dua", "Zztest satu"]


def test_a_region_that_chose_nothing_has_no_such_part(browser: Browser) -> None:
    assert "Unggulan" not in browser.get("/daerah/kota-surabaya").texts("h2")


def test_a_new_choice_replaces_the_old_one(db: SQLAlchemy) -> None:
    products = [make_product(regions=("3578",)) for _ in range(3)]
    choose_highlights("3578", [product.id for product in products])

    choose_highlights("3578", [products[2].id, products[0].id])

    assert highlighted_ids("3578") == [products[2].id, products[0].id]


def test_what_lost_its_source_is_not_put_first_either(db: SQLAlchemy) -> None:
    product = make_product(regions=("3578",), verification=Verification.GENERAL_KNOWLEDGE)
    choose_highlights("3578", [product.id])

    assert highlighted_ids("3578") == []


def test_a_region_cannot_choose_what_it_is_not_known_for_nor_more_than_five(db: SQLAlchemy) -> None:
    elsewhere = make_product(regions=("3526",))
    here = [make_product(regions=("3578",)).id for _ in range(6)]

    with pytest.raises(NotOfRegionError):
        choose_highlights("3578", [here[0], elsewhere.id])
    with pytest.raises(ValueError, match="five"):
        choose_highlights("3578", here)
    with pytest.raises(ValueError, match="different"):
        choose_highlights("3578", [here[0], here[0]])
    assert highlighted_ids("3578") == []
