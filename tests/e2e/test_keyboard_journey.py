"""A visitor without a mouse: from the home page through search and filters to a listing, and on in English."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.catalogue import IS_MARKED, Catalogue

MOST_STOPS = 150


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until an element that matches has the focus, and it can be seen there."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.locator(":focus").evaluate(IS_MARKED)
            return
    raise AssertionError(f"{selector} is not reached by the Tab key")


def test_the_keyboard_alone_leads_from_home_to_a_listing_and_into_the_other_language(desk: Page) -> None:
    desk.goto("/")
    tab_to(desk, ".skip")
    desk.keyboard.press("Enter")
    expect(desk.locator("#main")).to_be_focused()

    tab_to(desk, "main input[type=search]")
    desk.keyboard.type("batik")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url("/katalog?q=batik")
    catalogue = Catalogue(desk)

    tab_to(desk, "input[name=teknik][value=tulis]")
    with catalogue.swapping():
        desk.keyboard.press("Space")
    expect(desk).to_have_url("/katalog?q=batik&teknik=tulis")
    expect(catalogue.choice("tulis")).to_be_focused()

    tab_to(desk, "#results .listing-card a")
    name = desk.evaluate("document.activeElement.textContent")
    desk.keyboard.press("Enter")
    expect(desk.locator("h1")).to_have_text(name)

    tab_to(desk, 'a[hreflang="en"]')
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(r"/en/karya/"))
    expect(desk.locator("html")).to_have_attribute("lang", "en")
    desk.go_back()
    expect(desk.locator("h1")).to_have_text(name)


def test_the_language_link_keeps_filters_that_were_chosen_without_loading_the_page(desk: Page) -> None:
    catalogue = Catalogue(desk).open()
    with catalogue.swapping():
        catalogue.choice("batik").check()

    desk.get_by_role("link", name="English").click()

    expect(desk).to_have_url("/en/katalog?kategori=batik")
    expect(desk.locator("h1")).to_have_text("Catalogue")
    assert Catalogue(desk).choice("batik").is_checked()
