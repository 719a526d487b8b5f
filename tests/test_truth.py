"""What must never appear, read from every public page of a site that holds the real facts and the examples."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from craftsite.examples.operations import load_examples
from craftsite.exhibitions.models import Exhibition
from craftsite.goods.models import Handling, Kind, RegionalProduct, Verification
from craftsite.listings.models import Listing
from craftsite.producers.models import Producer
from craftsite.regions.models import Province, Region
from craftsite.web.filters import rupiah
from tests.browser import Browser, Page
from tests.conftest import SETTINGS

CLAIMS = re.compile(r"\b(terbesar|tertua|pertama|terbaik|nomor satu|berkhasiat|menyembuhkan)\b", re.IGNORECASE)
OFFICIALS = re.compile(r"\b(Gubernur|Bupati|Wali ?Kota|Presiden|Menteri)\b", re.IGNORECASE)
CONTACT = re.compile(r"wa\.me/\d|tel:|\b(?:\+62|62|08)\d{8,}\b")
# What else may not be said may stand on a page that shows one of these products, since its source says so.
SOURCED = {
    # A ministerial decree registered the variety.
    "menteri": {"jeruk-pamelo-magetan", "salak-bangkalan", "jambu-air-camplong"},
}
FIXED = [
    "/",
    "/katalog",
    "/pameran",
    "/daerah",
    "/pembuat",
    "/cara-membeli",
    "/tentang",
    "/privasi",
    "/luring",
    "/untuk-pembuat",
    "/aksesibilitas",
]
# A page that shows what its address names, so that no other leads to all of it.
SAVED = "/daftar-saya?k=BKL-901,PMK-902&dari=3578"
# Links that only give the same catalogue again in another order or with another filter.
CATALOGUE = re.compile(r"/katalog\?(?!.*\bhal=)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database knows, to hold the pages against."""

    products: Mapping[str, RegionalProduct]
    provinces: re.Pattern[str]
    hidden_names: frozenset[str]
    inner_sources: frozenset[str]

    @classmethod
    def of(cls, db: SQLAlchemy) -> "Facts":
        """The facts that are loaded now."""
        products = {product.slug: product for product in db.session.scalars(select(RegionalProduct))}
        elsewhere = [name for name in db.session.scalars(select(Province.name_id)) if name != "Jawa Timur"]
        return cls(
            products,
            re.compile(rf"\b({'|'.join(map(re.escape, elsewhere))}|Yogyakarta)\b"),
            frozenset(
                product.name_id
                for product in products.values()
                if product.verification == Verification.GENERAL_KNOWLEDGE
            ),
            frozenset(
                product.source for product in products.values() if product.source.strip() != product.source_public
            ),
        )


@dataclass(slots=True)
class Walk:
    """All pages once: what is wrong on each, and where they lead."""

    faults: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)

    def read(self, address: str, page: Page, facts: Facts) -> None:
        """Holds one page to every rule."""
        self.faults += [f"{address} {fault}" for rule in RULES for fault in rule(address, page, facts)]
        self.seen.add(address)
        self.links |= links_of(page)


def links_of(page: Page) -> set[str]:
    """Where the page leads on this site."""
    return {link.partition("#")[0] for link in page.attributes("a", "href") if link.startswith("/")}


Rule = Callable[[str, Page, Facts], Iterator[str]]


def says_only_what_a_source_says(address: str, page: Page, facts: Facts) -> Iterator[str]:
    text = page.text
    shown = {link.removeprefix("/khas/") for link in [address, *page.attributes("a", "href")]}
    for pattern in (CLAIMS, OFFICIALS, facts.provinces):
        for said in set(pattern.findall(text)):
            if not shown & SOURCED.get(said.lower(), set()):
                yield f"says {said!r}"


def keeps_inside_what_is_not_for_the_public(address: str, page: Page, facts: Facts) -> Iterator[str]:
    text = page.text
    yield from (f"names the unsourced {name}" for name in facts.hidden_names if name in text)
    markup = page.response.get_data(as_text=True)
    yield from (f"shows the inner source {source}" for source in facts.inner_sources if source in markup)


def shows_no_old_price(address: str, page: Page, facts: Facts) -> Iterator[str]:
    if not address.startswith("/khas/"):
        return
    product = facts.products[address.removeprefix("/khas/")]
    # Today's price of an offer may happen to equal an old one; it stands on a card and nowhere else.
    told = " ".join(page.texts(".listing.khas"))
    for price in (product.price_min_idr, product.price_max_idr):
        if price is not None and rupiah(price).replace("\u00a0", " ") in told:
            yield f"shows the old price {price}"
    if product.price_note and product.price_note in page.text:
        yield f"shows the note on old prices {product.price_note!r}"


def leads_to_no_person(address: str, page: Page, facts: Facts) -> Iterator[str]:
    markup = page.response.get_data(as_text=True)
    yield from (f"holds {contact!r}" for contact in CONTACT.findall(markup))
    yield from ("has a form that sends" for _form in page.soup.select('form[method="post" i]'))


def marks_every_example(address: str, page: Page, facts: Facts) -> Iterator[str]:
    if not page.has(".strip"):
        yield "lacks the strip"
    yield from (f"has the unmarked card {card}" for card in page.texts(".listing-card .code") if "contoh" not in card)
    if address.startswith(("/karya/", "/pembuat/")):
        if not page.has('meta[name="robots"][content="noindex"]'):
            yield "may be indexed"
        if "Ini contoh" not in page.text:
            yield "does not say that it is an example"


def gives_no_example_a_proof(address: str, page: Page, facts: Facts) -> Iterator[str]:
    told = " ".join(page.texts('script[type="application/ld+json"]'))
    if told and address.startswith(("/karya/", "/pembuat/")):
        yield "has JSON-LD"
    # Here everything that is sold and everyone who sells is an example.
    if re.search(r'"Offer"|/karya/|/pembuat/', told):
        yield "tells machines of an example"
    if page.has(".listing-card .checked"):
        yield "has a badge on a card"


RULES: tuple[Rule, ...] = (
    says_only_what_a_source_says,
    keeps_inside_what_is_not_for_the_public,
    shows_no_old_price,
    leads_to_no_person,
    marks_every_example,
    gives_no_example_a_proof,
)


def addresses(db: SQLAlchemy) -> Iterator[str]:
    """Every public page that is not the second page of a list."""
    yield from FIXED
    yield "/katalog?lihat=khas"
    yield from (f"/katalog?kategori={kind}&lihat={tab}" for kind in Kind for tab in ("dijual", "khas"))
    for slug in db.session.scalars(select(Exhibition.slug)):
        yield from (f"/pameran/{slug}", f"/pameran/{slug}/layar")
    yield from (f"/daerah/{slug}" for slug in db.session.scalars(select(Region.slug)))
    yield from (f"/pembuat/{slug}" for slug in db.session.scalars(select(Producer.slug)))
    yield from (f"/karya/{code}-{slug}" for code, slug in db.session.execute(select(Listing.code, Listing.slug)))
    known = RegionalProduct.verification != Verification.GENERAL_KNOWLEDGE
    yield from (f"/khas/{slug}" for slug in db.session.scalars(select(RegionalProduct.slug).where(known)))


def walk(browser: Browser, db: SQLAlchemy) -> Walk:
    """Reads every page once, the further pages of each list too."""
    facts, walked = Facts.of(db), Walk()
    waiting = list(addresses(db))
    while waiting:
        address = waiting.pop()
        if address in walked.seen:
            continue
        page = browser.get(address)
        walked.read(address, page, facts)
        waiting += page.attributes(".pager a", "href")
    return walked


def destination(browser: Browser, link: str) -> int:
    """The status at the end of a link, after one redirect at most."""
    answer = browser.raw(link)
    if answer.status_code in (301, 302):
        answer = browser.raw(answer.headers["Location"])
    return answer.status_code


def test_every_page_is_true_and_every_link_leads_somewhere(browser: Browser, db: SQLAlchemy) -> None:
    load_examples()

    walked = walk(browser, db)
    # Filters are links too, by the hundred; one in ten stands for them, and the catalogue's own tests follow the rest.
    left = (walked.links | links_of(browser.get(SAVED))) - walked.seen
    links = {link for link in left if not CATALOGUE.match(link)}
    links |= set(sorted(left - links)[::10])

    assert not walked.faults, "\n".join(walked.faults)
    assert {link: status for link in links if (status := destination(browser, link)) != 200} == {}
    assert len(walked.seen) > 280 + 150 + 38 + 50


def test_tobacco_is_told_of_and_never_offered(browser: Browser, db: SQLAlchemy) -> None:
    load_examples()
    tobacco = list(db.session.scalars(select(RegionalProduct).where(RegionalProduct.handling == Handling.TOBACCO)))

    assert len(tobacco) == 3
    for product in tobacco:
        page = browser.get(f"/khas/{product.slug}")
        assert not page.has("#sellers, .btn[href='#sellers']")
        assert "Belum ada yang menjualnya" not in page.text
        assert db.session.scalar(select(Listing.id).where(Listing.product_id == product.id)) is None


def test_what_is_not_halal_says_so_wherever_it_is_described(browser: Browser, db: SQLAlchemy) -> None:
    [product] = db.session.scalars(select(RegionalProduct).where(RegionalProduct.handling == Handling.NOT_HALAL))

    assert "Tidak halal." in browser.get(f"/khas/{product.slug}").texts(".note")
    for address in ("/daerah/kab-kediri", f"/katalog?lihat=khas&q={product.name_id}"):
        [row] = [row for row in browser.get(address).texts(".khas-rows li") if product.name_id in row]
        assert "Tidak halal." in row, address


def test_the_first_start_has_enough_to_be_worth_opening(browser: Browser, db: SQLAlchemy) -> None:
    load_examples()
    public = RegionalProduct.verification != Verification.GENERAL_KNOWLEDGE

    assert db.session.scalar(select(func.count()).select_from(RegionalProduct).where(public)) >= 275
    assert db.session.scalar(select(func.count()).select_from(Listing)) >= 150
    cloth = browser.get("/daerah").texts(".region-list .muted")
    numbers = [tuple(map(int, re.findall(r"\d+", counted))) for counted in cloth]
    assert len(numbers) == 38
    assert min(products for products, _examples in numbers) >= 4
    assert min(examples for _products, examples in numbers) >= 3


def test_a_site_without_examples_says_nothing_of_them(browser: Browser) -> None:
    for address in ("/", "/katalog", "/daerah/kab-magetan", "/pembuat"):
        page = browser.get(address)
        assert not page.has(".strip")
        # The operator of the tests is called an example, and what is meant for paper names it.
        said = " ".join(page.texts("main"))
        for setting in ("ORGANISATION", "ORGANISATION_ADDRESS", "CONTACT_EMAIL"):
            said = said.replace(str(SETTINGS[setting]), "")
        assert "contoh" not in said.lower()
