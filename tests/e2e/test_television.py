"""The television of an exhibition: turns by itself for days, obeys a remote control, and needs no script."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Page, Route, expect

from tests.e2e.conftest import DESK, Faults, Opener

WALK = "/pameran/indikasi-geografis-jawa-timur"
SCREEN = f"{WALK}/layar"
WALLS, TURN_S, HOUR_S = 12, 20, 3_600
COLD_START_MS = 30_000
TURNS = 500
# What a browser itself may keep from one measurement to the next.
SPARE_BYTES = 200_000
NO_LISTENERS = {"Nodes": 0, "JSEventListeners": 0, "Documents": 0, "Frames": 0}


class Television:
    """The page in one tab, with a clock that only the test moves."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wall = page.locator(".screen-wall:not([hidden])")
        self.number = self.wall.locator(".wall-no")
        # The words for both states are in the page, one of them hidden.
        self.words = self.wall.locator("[data-when]:visible")
        self.pause_button = page.get_by_role("button", name=re.compile("Jeda|Lanjutkan"))
        page.clock.install(time=0)
        # From here on it stands, so that a slow machine makes no turn of its own.
        page.clock.pause_at(1)

    def open(self, address: str = SCREEN) -> None:
        """Shows the wall of an address."""
        # The walls turn before the last picture is drawn; the first page of a site that has just started takes longer.
        self.page.goto(address, wait_until="domcontentloaded", timeout=COLD_START_MS)
        expect(self.pause_button).to_be_visible()

    def wait(self, seconds: int) -> None:
        """Lets this much time pass at once."""
        self.page.clock.run_for(seconds * 1_000)


@pytest.fixture
def television(desk: Page) -> Television:
    return Television(desk)


@pytest.fixture
def answers(desk: Page) -> Iterator[list[str]]:
    """What was asked of the address of the television, in order."""
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url) if SCREEN in request.url else None)
    yield asked


def test_it_turns_by_itself_and_begins_again(television: Television) -> None:
    television.open()

    seen = []
    for _turn in range(WALLS + 1):
        seen.append(television.number.inner_text())
        television.wait(TURN_S)

    assert seen == [*map(str, range(1, WALLS + 1)), "1"]


def test_it_says_where_it_is_and_how_fast_it_turns(television: Television) -> None:
    television.open(f"{SCREEN}?dinding=2")

    expect(television.words).to_have_text("2 dari 12, berganti tiap 20 detik")


def test_a_wall_chosen_by_hand_stays_its_whole_time(television: Television) -> None:
    television.open()

    television.wait(TURN_S - 1)
    television.page.keyboard.press("ArrowRight")
    television.wait(TURN_S - 1)

    expect(television.number).to_have_text("2")
    television.wait(1)
    expect(television.number).to_have_text("3")


@pytest.mark.parametrize(
    ("key", "number"), [("ArrowRight", "2"), ("ArrowLeft", "12"), ("MediaTrackNext", "2"), ("MediaTrackPrevious", "12")]
)
def test_the_keys_of_a_remote_turn_the_walls(television: Television, key: str, number: str) -> None:
    television.open()

    press(television.page, key)

    expect(television.number).to_have_text(number)


@pytest.mark.parametrize("key", ["Enter", " ", "MediaPlayPause"])
def test_a_key_pauses_and_goes_on_and_says_so(television: Television, key: str) -> None:
    television.open()

    press(television.page, key)
    expect(television.words).to_have_text("1 dari 12, dijeda")
    expect(television.pause_button).to_have_text("Lanjutkan", use_inner_text=True)
    television.wait(10 * TURN_S)
    expect(television.number).to_have_text("1")

    press(television.page, key)
    expect(television.words).to_have_text("1 dari 12, berganti tiap 20 detik")
    expect(television.pause_button).to_have_text("Jeda", use_inner_text=True)
    television.wait(TURN_S)
    expect(television.number).to_have_text("2")


def test_a_key_on_a_button_presses_that_button_once(television: Television) -> None:
    television.open()

    television.pause_button.focus()
    television.page.keyboard.press("Enter")

    expect(television.words).to_have_text("1 dari 12, dijeda")


def test_the_links_turn_without_loading_and_what_is_turned_by_hand_in_a_pause_is_read_out(
    television: Television,
) -> None:
    television.open()
    board = television.page.locator(".screen-walls")
    expect(board).to_have_attribute("aria-live", "off")

    television.pause_button.click()
    television.page.get_by_role("link", name="Berikutnya").click()
    television.page.get_by_role("link", name="Berikutnya").click()
    television.page.get_by_role("link", name="Sebelumnya").click()

    expect(television.number).to_have_text("2")
    expect(television.page).to_have_url(SCREEN)
    expect(board).to_have_attribute("aria-live", "polite")


def test_escape_leaves_for_the_walk(television: Television) -> None:
    television.open()

    television.page.keyboard.press("Escape")

    expect(television.page).to_have_url(WALK)


def test_the_shortcuts_of_the_browser_stay_its_own(television: Television) -> None:
    television.open()

    television.page.keyboard.press("Control+ArrowRight")

    expect(television.number).to_have_text("1")


def test_after_an_hour_it_comes_anew_at_the_wall_where_it_is(television: Television, answers: list[str]) -> None:
    television.open()
    before = len(answers)

    television.wait(HOUR_S - TURN_S)
    assert len(answers) == before
    television.wait(TURN_S)

    expect(television.page).to_have_url(re.compile(r"layar\?dinding=\d+$"))
    shown = re.search(r"\d+$", television.page.url)
    assert shown
    expect(television.number).to_have_text(shown[0])


@pytest.mark.parametrize("failure", ["no network", "error 503"])
def test_without_an_answer_the_walls_go_on_and_it_asks_again(
    television: Television, faults: Faults, failure: str
) -> None:
    faults.provoke("ERR_INTERNET_DISCONNECTED")
    faults.provoke("503")
    television.open()
    refused = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        if failure == "no network":
            route.abort("internetdisconnected")
        else:
            route.fulfill(status=503, body="")

    television.page.route(re.compile("layar"), refuse)
    with television.page.expect_event("requestfailed" if failure == "no network" else "response"):
        television.wait(HOUR_S)
    # The page hears of it a moment after the test.
    television.page.wait_for_timeout(100)
    television.wait(300 + TURN_S)

    expect(television.page).to_have_url(SCREEN)
    expect(television.wall).to_have_count(1)
    assert len(refused) == 2

    television.page.unroute(re.compile("layar"))
    television.wait(300 + TURN_S)
    expect(television.page).to_have_url(re.compile(r"dinding=\d+$"))


def test_a_pause_is_not_ended_by_coming_anew(television: Television, answers: list[str]) -> None:
    television.open()
    television.pause_button.click()
    before = len(answers)

    television.wait(2 * HOUR_S)

    assert len(answers) == before


@pytest.mark.thorough
def test_without_a_script_it_turns_by_itself_too(plain: Page) -> None:
    plain.goto(f"{SCREEN}?dinding=12")
    expect(plain.locator(".screen-wall:visible h2")).to_have_count(1)
    expect(plain.get_by_role("button")).to_have_count(0)

    plain.wait_for_url(f"{SCREEN}?dinding=1", timeout=(TURN_S + 10) * 1_000)

    expect(plain.locator(".wall-no:visible")).to_have_text("1")
    plain.get_by_role("link", name="Jeda").click()
    expect(plain.locator("[data-when]:visible")).to_have_text("1 dari 12, dijeda")


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (960, 540), (1024, 768)], ids=str)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_wall_fits_on_a_television(open_page: Opener, size: tuple[int, int], prefix: str) -> None:
    page = open_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{prefix}/pameran/satu-daerah-satu-dinding/layar")

    for _wall in range(20):
        fits = page.evaluate("""() => {
          const box = document.querySelector('.screen-wall:not([hidden]) .qr').getBoundingClientRect();
          const bar = document.querySelector('.screen-nav').getBoundingClientRect();
          const words = document.querySelector('.screen-wall:not([hidden]) .stack');
          const isWhole = words.scrollHeight <= words.clientHeight + 1;
          return document.documentElement.scrollHeight <= innerHeight && box.bottom <= bar.top && isWhole;
        }""")
        assert fits, page.locator(".screen-wall:not([hidden]) h2").inner_text()
        page.keyboard.press("ArrowRight")


@pytest.mark.thorough
def test_500_turns_leave_no_memory_behind(open_page: Opener) -> None:
    page = open_page(viewport=DESK)
    page.goto(SCREEN)
    expect(page.get_by_role("button", name="Jeda")).to_be_visible()
    page.wait_for_load_state("networkidle")
    browser = page.context.new_cdp_session(page)
    browser.send("Performance.enable")
    turn(page, 2 * WALLS)
    before = measure(browser)

    turn(page, TURNS)

    after = measure(browser)
    # 500 turns and 24 before them, from the first of 12 walls.
    expect(page.locator(".screen-wall:not([hidden]) .wall-no")).to_have_text(str(TURNS % WALLS + 1))
    assert after["JSHeapUsedSize"] - before["JSHeapUsedSize"] < SPARE_BYTES
    assert {name: after[name] - before[name] for name in NO_LISTENERS} == NO_LISTENERS


def turn(page: Page, times: int) -> None:
    """Presses the key of a remote, as often as this."""
    for _time in range(times):
        page.keyboard.press("ArrowRight")


def press(page: Page, key: str) -> None:
    """Sends a key that keyboards of desks do not have."""
    page.evaluate(
        "key => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}))", key
    )


def measure(browser: CDPSession) -> dict[str, float]:
    """What the tab holds once everything that can be forgotten is."""
    browser.send("HeapProfiler.collectGarbage")
    browser.send("HeapProfiler.collectGarbage")
    return {metric["name"]: metric["value"] for metric in browser.send("Performance.getMetrics")["metrics"]}
