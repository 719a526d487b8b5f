"""Exchange rates: entered by an operator with a day and a source, shown on English pages only, never when old."""

import datetime

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from craftsite.listings.operations import record_rate
from craftsite.web.clock import today
from tests.browser import Browser
from tests.factories import make_listing


def page_of(browser: Browser, **listing: int) -> str:
    offer = make_listing(**listing)
    return browser.get(f"/en/karya/{offer.code}-{offer.slug}").text


def test_an_english_page_tells_the_price_in_dollars_with_the_day_and_the_source(browser: Browser) -> None:
    record_rate("USD", today(), 16_000, "Bank Indonesia")
    offer = make_listing(price_idr=1_000_000, price_to_idr=3_200_000)

    page = browser.get(f"/en/karya/{offer.code}-{offer.slug}")

    assert "About US$ 62.50 – 200.00 at the rate of" in page.text
    assert "(Bank Indonesia)" in page.text
    assert "US$" not in browser.get(f"/karya/{offer.code}-{offer.slug}").text


@pytest.mark.parametrize(("age", "is_shown"), [(0, True), (60, True), (61, False), (-1, False)])
def test_an_old_rate_or_one_of_tomorrow_is_not_used(browser: Browser, age: int, is_shown: bool) -> None:
    record_rate("USD", today() - datetime.timedelta(days=age), 16_000, "Bank Indonesia")

    assert ("US$" in page_of(browser, price_idr=100_000)) is is_shown


def test_without_a_rate_nothing_is_converted(browser: Browser) -> None:
    assert "US$" not in page_of(browser, price_idr=100_000)


def test_a_rate_of_the_same_day_replaces_the_one_before(browser: Browser) -> None:
    record_rate("USD", today(), 10_000, "A")
    record_rate("USD", today(), 20_000, "B")

    assert "US$ 5.00" in page_of(browser, price_idr=100_000)


def test_an_operator_enters_and_reads_rates(app: Flask, db: SQLAlchemy) -> None:
    run = app.test_cli_runner().invoke

    entered = run(args=["rates", "set", "USD", "16250", "--on", "2026-11-20", "--source", "Bank Indonesia"])

    assert (entered.exit_code, entered.output) == (0, "USD 2026-11-20: IDR 16,250, Bank Indonesia\n")
    assert "USD 2026-11-20: IDR 16,250, Bank Indonesia" in run(args=["rates", "list"]).output
    tomorrow = str(today() + datetime.timedelta(days=1))
    assert run(args=["rates", "set", "USD", "16250", "--on", tomorrow, "--source", "x"]).exit_code == 2
    assert run(args=["rates", "set", "USD", "0", "--source", "x"]).exit_code == 2
    assert run(args=["rates", "set", "USD", "16250", "--source", " "]).exit_code == 2
