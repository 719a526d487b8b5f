"""The journeys of a visitor through the catalogue, as the browser shows them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.catalogue import IS_MARKED, KINDS, Catalogue
from tests.e2e.conftest import Faults

MOST_STOPS = 120


@pytest.mark.parametrize("path", ["/", "/katalog", "/tentang", "/tidak-ada"])
def test_typing_shows_suggestions_and_enter_opens_the_one_reached_by_the_arrow(
    desk: Page, faults: Faults, path: str
) -> None:
    faults.provoke("404")
    desk.goto(path)

    # A missing page has already put the words of its address there.
    desk.get_by_role("searchbox").clear()
    desk.get_by_role("searchbox").press_sequentially("gentong")
    first = desk.locator("#suggestions a").first
    expect(first).to_contain_text("Batik Gentongan Tanjung Bumi")
    desk.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    desk.keyboard.press("Enter")

    expect(desk).to_have_url("/khas/batik-gentongan-tanjung-bumi")
    expect(desk.locator("h1")).to_have_text("Batik Gentongan Tanjung Bumi")


def test_the_arrows_walk_through_the_suggestions_and_back_into_the_field(desk: Page) -> None:
    catalogue = Catalogue(desk).open()
    catalogue.search.press_sequentially("batik")
    expect(catalogue.suggestions.nth(1)).to_be_visible()

    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    expect(catalogue.suggestions.nth(1)).to_be_focused()
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("ArrowUp")
    expect(catalogue.search).to_be_focused()
    desk.keyboard.press("ArrowUp")
    expect(catalogue.suggestions.last).to_be_focused()


def test_escape_puts_the_suggestions_away_and_keeps_the_words(desk: Page) -> None:
    catalogue = Catalogue(desk).open()
    catalogue.search.press_sequentially("gentong")
    expect(catalogue.suggestions.first).to_be_visible()
    desk.keyboard.press("ArrowDown")

    desk.keyboard.press("Escape")

    expect(catalogue.suggestions).to_have_count(0)
    expect(catalogue.search).to_be_focused()
    expect(catalogue.search).to_have_value("gentong")


def test_suggestions_leave_the_results_and_the_address_alone(desk: Page) -> None:
    catalogue = Catalogue(desk).open()
    before = catalogue.names()

    catalogue.search.press_sequentially("gentong")
    expect(catalogue.suggestions.first).to_be_visible()

    expect(catalogue.results).not_to_have_attribute("aria-busy", "true")
    expect(desk).to_have_url("/katalog")
    assert catalogue.names() == before


def test_leaving_the_field_puts_the_suggestions_away(desk: Page) -> None:
    desk.goto("/tentang")
    desk.get_by_role("searchbox").press_sequentially("magetan")
    expect(desk.locator("#suggestions a").first).to_be_visible()

    desk.locator("footer").click()

    expect(desk.locator("#suggestions a")).to_have_count(0)


def test_a_suggestion_opens_at_a_click(desk: Page) -> None:
    desk.goto("/tentang")

    desk.get_by_role("searchbox").press_sequentially("magetan")
    desk.locator("#suggestions a", has_text="Kabupaten Magetan").click()

    expect(desk.locator("h1")).to_have_text("Kab. Magetan")


@pytest.mark.parametrize("kind", KINDS)
def test_choosing_a_kind_swaps_the_results_alone_and_keeps_the_promise_of_its_number(desk: Page, kind: str) -> None:
    catalogue = Catalogue(desk).open()
    promised = catalogue.promised(kind)

    with catalogue.swapping():
        catalogue.choice(kind).check()

    expect(desk).to_have_url(f"/katalog?kategori={kind}")
    assert catalogue.counted() == promised
    expect(catalogue.show_button).to_have_text(f"Tampilkan {promised} karya")
    expect(desk.get_by_role("status")).to_contain_text(f"{promised} karya cocok")
    expect(catalogue.choice(kind)).to_be_focused()


def test_choosing_a_kind_recounts_the_other_filters_and_names_the_page(desk: Page) -> None:
    catalogue = Catalogue(desk).open()
    made_in_malang = catalogue.promised("3573")

    with catalogue.swapping():
        catalogue.choice("batik").check()

    assert catalogue.promised("3573") < made_in_malang
    expect(desk).to_have_title("Batik · Karya Jatim")
    expect(catalogue.choice("batik-madura")).to_be_visible()


def test_an_unfolded_group_stays_unfolded_while_choosing(desk: Page) -> None:
    catalogue = Catalogue(desk).open()
    catalogue.unfold()

    for value in ("3501", "3503"):
        with catalogue.swapping():
            catalogue.choice(value).check()

    expect(catalogue.choice("3505")).to_be_visible()
    expect(catalogue.choice("3503")).to_be_focused()
    expect(desk).to_have_url("/katalog?daerah=3501&daerah=3503")


def test_two_quick_choices_end_in_the_state_of_both(desk: Page) -> None:
    catalogue = Catalogue(desk).open()
    promised = catalogue.promised("batik") + catalogue.promised("agro")

    with catalogue.swapping():
        catalogue.choice("batik").check()
        catalogue.choice("agro").check()

    expect(desk).to_have_url("/katalog?kategori=agro&kategori=batik")
    assert catalogue.counted() == promised


def test_a_price_is_a_filter_as_soon_as_the_field_is_left(desk: Page) -> None:
    catalogue = Catalogue(desk).open()

    with catalogue.swapping():
        desk.get_by_label("Paling tinggi").fill("50000")
        desk.keyboard.press("Tab")

    expect(desk).to_have_url("/katalog?harga_maks=50000")
    assert max(catalogue.prices()) <= 50_000


def test_the_address_of_a_state_shows_the_same_when_it_is_opened_anew(desk: Page) -> None:
    catalogue = Catalogue(desk).open()
    for value in ("agro", "3501"):
        with catalogue.swapping():
            catalogue.choice(value).check()
    shown, address = catalogue.names(), desk.url

    desk.reload()

    expect(desk).to_have_url(address)
    assert catalogue.names() == shown
    expect(catalogue.choice("agro")).to_be_checked()
    expect(catalogue.choice("3501")).to_be_checked()


def test_back_and_forward_bring_whole_pages_in_the_state_of_their_address(desk: Page) -> None:
    catalogue = Catalogue(desk).open()
    everything = catalogue.names()
    with catalogue.swapping():
        catalogue.choice("kerajinan").check()
    crafts = catalogue.names()

    with desk.expect_response(re.compile(r"/katalog$")) as answer:
        desk.go_back()
    assert answer.value.text().startswith("<!doctype html>")
    expect(catalogue.choice("kerajinan")).not_to_be_checked()
    assert catalogue.names() == everything

    with desk.expect_response(re.compile(r"/katalog\?kategori=kerajinan$")) as answer:
        desk.go_forward()
    assert answer.value.text().startswith("<!doctype html>")
    expect(catalogue.choice("kerajinan")).to_be_checked()
    assert catalogue.names() == crafts


def test_after_back_the_page_works_on_and_speaks_each_count_once(desk: Page) -> None:
    catalogue = Catalogue(desk).open()
    with catalogue.swapping():
        catalogue.choice("kerajinan").check()
    desk.go_back()
    expect(catalogue.choice("kerajinan")).not_to_be_checked()
    desk.evaluate("""() => {
      window.spoken = [];
      const region = document.getElementById('announcement');
      new MutationObserver(changes => window.spoken.push(...changes.flatMap(
        change => [...change.addedNodes].map(node => node.textContent)))).observe(region, {childList: true});
    }""")

    with catalogue.swapping():
        catalogue.choice("batik").check()

    expect(desk.get_by_role("status")).to_contain_text(f"{catalogue.counted()} karya")
    assert desk.evaluate("window.spoken") == [catalogue.heading.inner_text()]
    catalogue.search.press_sequentially("gentong")
    expect(catalogue.suggestions.first).to_be_visible()


def test_the_sheet_of_a_phone_stays_open_while_choosing_and_closes_when_sent(phone: Page) -> None:
    catalogue = Catalogue(phone).open()
    expect(catalogue.filters).to_be_hidden()

    catalogue.filters_button.click()
    promised = catalogue.promised("agro")
    with catalogue.swapping():
        catalogue.choice("agro").check()
    expect(catalogue.filters).to_be_visible()
    expect(catalogue.show_button).to_have_text(f"Tampilkan {promised} karya")
    with catalogue.swapping():
        catalogue.show_button.click()

    expect(catalogue.filters).to_be_hidden()
    assert catalogue.counted() == promised
    expect(catalogue.filters_button).to_contain_text("1 saringan aktif")
    expect(catalogue.filters_button).to_be_focused()


@pytest.mark.parametrize("is_used", [False, True], ids=["unused", "used"])
def test_escape_closes_the_sheet_and_leaves_the_focus_on_its_button(phone: Page, is_used: bool) -> None:
    catalogue = Catalogue(phone).open()
    catalogue.filters_button.click()
    if is_used:
        with catalogue.swapping():
            catalogue.choice("agro").check()

    phone.keyboard.press("Escape")

    expect(catalogue.filters).to_be_hidden()
    expect(catalogue.filters_button).to_be_focused()


def test_a_chip_takes_its_filter_away_and_no_other(desk: Page) -> None:
    catalogue = Catalogue(desk).open("/katalog?kategori=batik&daerah=3526")

    catalogue.chip("Batik").click()

    expect(desk).to_have_url(re.compile(r"[?&]daerah=3526$"))
    expect(catalogue.chip("Batik")).to_have_count(0)
    expect(catalogue.choice("batik")).not_to_be_checked()
    expect(catalogue.choice("3526")).to_be_checked()


@pytest.mark.parametrize(("order", "is_falling"), [("termurah", False), ("termahal", True)])
def test_sorting_by_price_puts_the_prices_in_order(desk: Page, order: str, is_falling: bool) -> None:
    catalogue = Catalogue(desk).open()

    catalogue.order.focus()
    with catalogue.swapping():
        catalogue.order.select_option(order)

    expect(desk).to_have_url(f"/katalog?urut={order}")
    expect(catalogue.order).to_be_focused()
    assert len(catalogue.prices()) > 1
    assert catalogue.prices() == sorted(catalogue.prices(), reverse=is_falling)


def test_words_filters_and_order_are_one_state(desk: Page) -> None:
    catalogue = Catalogue(desk).open()

    for choose in (
        lambda: catalogue.choice("batik").check(),
        lambda: catalogue.order.select_option("termurah"),
        lambda: catalogue.search.fill("madura"),
    ):
        with catalogue.swapping():
            choose()
            desk.keyboard.press("Enter")

    expect(desk).to_have_url("/katalog?q=madura&kategori=batik&urut=termurah")
    expect(catalogue.choice("batik")).to_be_checked()
    assert catalogue.prices() == sorted(catalogue.prices())


def test_paging_moves_on_and_puts_the_focus_on_the_heading_of_the_results(desk: Page) -> None:
    catalogue = Catalogue(desk).open()
    first_page = catalogue.names()

    with catalogue.swapping():
        catalogue.pager.get_by_role("link", name="Berikutnya").click()

    expect(desk).to_have_url("/katalog?hal=2")
    expect(catalogue.heading).to_be_focused()
    expect(catalogue.heading).to_be_in_viewport()
    assert not set(first_page) & set(catalogue.names())


def test_a_filter_chosen_on_a_later_page_starts_at_the_first(desk: Page) -> None:
    catalogue = Catalogue(desk).open("/katalog?hal=3")

    with catalogue.swapping():
        catalogue.choice("batik").check()

    expect(desk).to_have_url("/katalog?kategori=batik")


def test_changing_the_tab_keeps_the_filters_and_further_choices_keep_the_tab(desk: Page) -> None:
    catalogue = Catalogue(desk).open("/katalog?kategori=batik")

    catalogue.tab("Khas daerah").click()
    expect(desk).to_have_url("/katalog?lihat=khas&kategori=batik")
    expect(catalogue.choice("batik")).to_be_checked()
    promised = catalogue.promised("3526")
    with catalogue.swapping():
        catalogue.choice("3526").check()

    expect(desk).to_have_url("/katalog?lihat=khas&kategori=batik&daerah=3526")
    assert catalogue.counted() == promised
    assert len(catalogue.names()) == promised


def test_a_dead_end_shows_ways_out_that_lead_somewhere(desk: Page) -> None:
    catalogue = Catalogue(desk).open("/katalog?lihat=dijual&kategori=batik&daerah=3579&jual=grosir&stok=pesan")
    expect(desk.get_by_role("heading", name=re.compile("Tidak ada yang cocok|Belum ada yang menjual"))).to_be_visible()

    desk.locator(".nothing li a").first.click()

    assert catalogue.counted() > 0


def test_without_a_signal_the_page_says_so_keeps_its_results_and_goes_on_later(desk: Page, faults: Faults) -> None:
    faults.provoke("ERR_INTERNET_DISCONNECTED")
    catalogue = Catalogue(desk).open()
    everything = catalogue.names()
    expect(catalogue.offline).to_be_hidden()

    desk.context.set_offline(True)
    catalogue.choice("batik").check()
    expect(catalogue.offline).to_have_text("Sinyal terputus. Periksa sambungan Anda, lalu coba lagi.")
    expect(catalogue.results).not_to_have_attribute("aria-busy", "true")
    assert catalogue.names() == everything

    desk.context.set_offline(False)
    with catalogue.swapping():
        catalogue.choice("agro").check()
    expect(catalogue.offline).to_be_hidden()
    expect(desk).to_have_url("/katalog?kategori=agro&kategori=batik")


def test_the_keyboard_alone_filters_and_opens_a_listing(desk: Page) -> None:
    catalogue = Catalogue(desk).open()

    _tab_to(desk, "#kategori-batik")
    with catalogue.swapping():
        desk.keyboard.press("Space")
    expect(catalogue.choice("batik")).to_be_focused()
    name = catalogue.names()[0]
    _tab_to(desk, "#results h3 a")
    desk.keyboard.press("Enter")

    expect(desk.locator("h1")).to_have_text(name)


def test_the_first_stop_of_the_keyboard_leads_past_the_header(desk: Page) -> None:
    Catalogue(desk).open()

    desk.keyboard.press("Tab")
    skip = desk.get_by_role("link", name="Langsung ke isi")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    desk.keyboard.press("Enter")

    expect(desk.locator("#main")).to_be_focused()


def _tab_to(page: Page, selector: str) -> None:
    """Goes from stop to stop until one matches; each must show where the keyboard is, itself or by its card."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.locator("*:focus")
        assert stop.evaluate(IS_MARKED), f"no mark on {stop.evaluate('e => e.outerHTML.slice(0, 120)')}"
        if stop.evaluate("(e, selector) => e.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {MOST_STOPS} tabs")
