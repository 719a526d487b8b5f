"""Without a signal: what was opened can be read and says what it is, what is private or never seen cannot."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.catalogue import Catalogue
from tests.e2e.conftest import PHONE, Faults, Opener

REGION, UNSEEN = "/daerah/kab-magetan", "/khas/batik-gedog-tuban"
READY = """async () => {
  const { serviceWorker } = navigator;
  await serviceWorker.ready;
  if (!serviceWorker.controller) await new Promise(done => serviceWorker.addEventListener('controllerchange', done));
}"""
# Puts answers into a cache of the worker as if they had been kept: (start of the cache's name, addresses).
SEED = """async ([start, addresses]) => {
  const name = (await caches.keys()).find(name => name.startsWith(start)) ?? start + '0123456789';
  const cache = await caches.open(name);
  const headers = {'Content-Type': 'text/html', 'Cache-Control': 'public'};
  for (const address of addresses) {
    await cache.put(address, new Response('<title>Halaman lama · Karya Jatim</title><h1>Halaman lama</h1>', {headers}));
  }
}"""
KEPT = """async start => {
  const kept = [];
  for (const name of (await caches.keys()).filter(name => name.startsWith(start))) {
    const cache = await caches.open(name);
    kept.push(...(await cache.keys()).map(({url}) => url.slice(location.origin.length)));
  }
  return kept;
}"""
SEEN_PICTURES = "() => [...document.images].filter(e => e.complete && e.naturalWidth > 1).map(e => e.src)"
PRIVATE = ("no-store", "private, max-age=60", "public, no-store", "")
BROKEN_CACHES = "() => { caches.open = caches.match = () => Promise.reject(new Error('no room')); }"


@pytest.fixture
def visitor(open_page: Opener, faults: Faults) -> Page:
    """A phone whose worker has come with the home page."""
    for fault in ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "404"):
        faults.provoke(fault)
    page = open_page(viewport=PHONE, service_workers="allow")
    page.goto("/")
    page.evaluate(READY)
    # The worker's last step on its arrival.
    _wait_until_kept(page, "/")
    return page


def _eventually(page: Page, start: str, holds: Callable[[list[str]], bool]) -> list[str]:
    """What is kept in a cache once this holds of it: the worker puts a page away after it is shown."""
    # The page may not evaluate text, so the waiting is done from outside of it.
    for _turn in range(100):
        kept = page.evaluate(KEPT, start)
        if holds(kept):
            return kept
        page.wait_for_timeout(50)
    raise AssertionError(f"{start} holds {kept}")


def _wait_until_kept(page: Page, address: str) -> None:
    _eventually(page, "pages-", lambda kept: address in kept)


def test_a_page_that_was_opened_can_be_read_without_a_signal_and_says_so(visitor: Page) -> None:
    note = visitor.locator("#kept")
    visitor.goto(REGION)
    name, pictures = visitor.locator("h1").inner_text(), visitor.evaluate(SEEN_PICTURES)
    expect(note).to_be_hidden()
    _wait_until_kept(visitor, REGION)

    visitor.context.set_offline(True)
    for path in ("/", REGION):
        visitor.goto(path)
        expect(note).to_have_text("Sinyal terputus. Halaman ini seperti terakhir Anda buka.")
    expect(visitor.locator("h1")).to_have_text(name)
    assert visitor.evaluate("document.styleSheets[0].cssRules.length") > 0
    assert set(visitor.evaluate(SEEN_PICTURES)) >= set(pictures) != set()

    visitor.context.set_offline(False)
    visitor.reload()
    expect(note).to_be_hidden()


def test_what_was_never_opened_says_so_in_the_language_of_its_address(visitor: Page) -> None:
    visitor.context.set_offline(True)

    for path, heading in ((UNSEEN, "Sinyal terputus"), (f"/en{UNSEEN}", "Connection lost"), ("/en", "Connection lost")):
        visitor.goto(path)
        expect(visitor.locator("h1")).to_have_text(heading)


def test_what_was_never_opened_leads_to_what_was(visitor: Page) -> None:
    visitor.goto(f"{REGION}?hal=1&x=2")
    _wait_until_kept(visitor, f"{REGION}?hal=1&x=2")

    visitor.context.set_offline(True)
    visitor.goto(UNSEEN)
    expect(visitor.locator("h1")).to_have_text("Sinyal terputus")
    expect(visitor.get_by_text("belum pernah Anda buka di sini")).to_be_visible()
    expect(visitor.locator("#kept")).to_have_count(0)
    visitor.locator("#kept_pages").get_by_role("link", name="Kabupaten Magetan", exact=True).click()

    expect(visitor).to_have_url(f"{REGION}?hal=1&x=2")
    expect(visitor.locator("h1")).to_have_text("Kab. Magetan")


def test_nothing_private_and_no_fragment_is_kept_and_what_is_gone_is_forgotten(visitor: Page) -> None:
    catalogue = Catalogue(visitor).open()
    visitor.set_viewport_size({"width": 1280, "height": 900})
    with catalogue.swapping():
        catalogue.choice("batik").check()
    _wait_until_kept(visitor, "/katalog")
    for number, cache_rule in enumerate(PRIVATE):
        answer = {"content_type": "text/html", "headers": {"Cache-Control": cache_rule}, "body": "<title>a · b</title>"}
        visitor.context.route(f"/rahasia/{number}", lambda route, answer=answer: route.fulfill(**answer))
        visitor.goto(f"/rahasia/{number}")
    visitor.evaluate(SEED, ["pages-", ["/tidak-ada"]])
    visitor.goto("/tidak-ada")
    visitor.goto(REGION)
    _wait_until_kept(visitor, REGION)

    assert visitor.evaluate(KEPT, "pages-") == ["/", "/katalog", REGION]
    visitor.context.set_offline(True)
    for path in ("/rahasia/0", "/tidak-ada", "/katalog?kategori=batik"):
        visitor.goto(path)
        expect(visitor.locator("h1")).to_have_text("Sinyal terputus")


def test_a_new_release_drops_what_the_old_one_kept(open_page: Opener, faults: Faults) -> None:
    faults.provoke("404")
    page = open_page(service_workers="allow")
    page.goto("/healthz")
    page.evaluate(SEED, ["pages-", ["/lama"]])
    page.evaluate(SEED, ["pictures-", ["/motif/lama.svg"]])

    page.goto("/")
    page.evaluate(READY)
    _wait_until_kept(page, "/")

    names = page.evaluate("caches.keys()")
    assert "pages-0123456789" not in names
    assert len({name.partition("-")[2] for name in names}) == 1


@pytest.mark.parametrize(("start", "most", "newest"), [("pages-", 40, REGION), ("pictures-", 150, "/motif/")])
def test_what_is_kept_is_bounded_and_the_oldest_goes_first(visitor: Page, start: str, most: int, newest: str) -> None:
    visitor.goto("/daerah/kab-ngawi")
    _eventually(visitor, start, lambda kept: len(kept) > 1)
    visitor.evaluate(SEED, [start, [f"/isi/{number}" for number in range(most + 20)]])

    visitor.goto(REGION)

    kept = _eventually(visitor, start, lambda kept: len(kept) <= most and kept[-1].startswith(newest))
    assert f"/isi/{most + 19}" in kept
    assert "/isi/0" not in kept


def test_a_phone_without_room_shows_the_site_all_the_same(visitor: Page) -> None:
    visitor.context.service_workers[0].evaluate(BROKEN_CACHES)

    visitor.goto(REGION)

    expect(visitor.locator("h1")).to_have_text("Kab. Magetan")
    expect(visitor.locator("img").first).not_to_have_js_property("naturalWidth", 0)
