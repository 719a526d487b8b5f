"""Laporkan: anyone can say what is wrong, nothing typed is lost, and a flood stores no more than the limits."""

import datetime
import re

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from craftsite.goods.models import Verification
from craftsite.reports.models import LONGEST_TEXT, Reason, Report
from craftsite.reports.operations import KEPT_DAYS
from craftsite.reports.views import BY_ADDRESS, BY_SUBJECT, IN_ALL
from craftsite.throttling.models import ThrottleHit
from craftsite.web.clock import now
from tests.browser import Browser
from tests.conftest import Counter
from tests.factories import make_listing, make_producer, make_product
from tests.reports.forms import PAGE, filled, opened, written

pytestmark = pytest.mark.same_on_both

THANKS = "/laporkan/terima-kasih"


def stored(db: SQLAlchemy) -> list[Report]:
    """Every report, the oldest first."""
    return list(db.session.scalars(select(Report).order_by(Report.id).execution_options(populate_existing=True)))


def count(db: SQLAlchemy) -> int:
    """How many reports there are."""
    return db.session.scalar(select(func.count()).select_from(Report)) or 0


def test_a_listing_is_reported_from_its_page_in_two_steps(browser: Browser, db: SQLAlchemy) -> None:
    listing = make_listing(name="Keranjang bambu", producer=make_producer(name="Contoh Pembuat 07", region="3520"))
    page = browser.get(f"/karya/{listing.code}-{listing.slug}")

    form = browser.get(page.link("Laporkan"))
    assert form.texts("h1") == ["Laporkan karya ini"]
    assert form.texts(".subject p") == [listing.code, "Keranjang bambu", "Contoh Pembuat 07, Kab. Magetan"]
    assert form.link("Keranjang bambu") == f"/karya/{listing.code}-{listing.slug}"

    sent = filled(browser, page.link("Laporkan"), alasan="meniru", isi="Milik Ibu Contoh.", kontak="0812-3456-7890")
    answer = browser.post(page.link("Laporkan"), sent)

    assert answer.headers["Location"] == THANKS
    assert browser.get(THANKS).texts("h1") == ["Laporan terkirim"]
    [report] = stored(db)
    assert (report.subject_kind, report.subject_key, report.reason) == ("karya", listing.code, Reason.COPIED)
    assert (report.text, report.contact, report.language) == ("Milik Ibu Contoh.", "+6281234567890", "id")
    assert abs(report.created_at - now()) < datetime.timedelta(minutes=1)
    assert report.handled_at is None


def test_a_khas_is_reported_from_its_page(browser: Browser, db: SQLAlchemy) -> None:
    product = make_product(name="Anyaman contoh", regions=("3520", "3526"))
    url = browser.get(f"/khas/{product.slug}").link("Ada yang keliru? Laporkan")

    page = browser.get(url)
    assert page.texts(".subject p") == ["Anyaman contoh", "Kab. Magetan, Kab. Bangkalan"]
    browser.post(url, filled(browser, url))

    assert [(report.subject_kind, report.subject_key) for report in stored(db)] == [("khas", product.slug)]


def test_a_maker_is_reported_from_its_page(browser: Browser, db: SQLAlchemy) -> None:
    producer = make_producer(name="Contoh Pembuat 07", region="3520")
    url = browser.get(f"/pembuat/{producer.slug}").link("Laporkan")

    assert browser.get(url).texts(".subject p") == ["Contoh Pembuat 07", "Kab. Magetan"]
    browser.post(url, filled(browser, url))

    assert [(report.subject_kind, report.subject_key) for report in stored(db)] == [("pembuat", producer.slug)]


def test_who_reads_english_reports_in_english(browser: Browser, db: SQLAlchemy) -> None:
    product = make_product(name="Anyaman contoh", name_en="Example weave", regions=("3520",))
    url = browser.get(f"/en/khas/{product.slug}").link("Something wrong? Report it")

    page = browser.get(url)
    assert page.texts(".subject p") == ["Example weave", "Magetan Regency"]
    assert page.link("Example weave") == f"/en/khas/{product.slug}"
    refused = browser.post(url, filled(browser, url, alasan="", kontak="-"), status=422)
    assert refused.texts("#summary li") == [
        "Choose what is wrong.",
        "Write an email address, or a number such as +62 812 3456 7890.",
    ]

    answer = browser.post(url, filled(browser, url))
    assert answer.headers["Location"] == "/en/laporkan/terima-kasih"
    assert browser.get(answer.headers["Location"]).texts("h1") == ["Report sent"]
    assert [report.language for report in stored(db)] == ["en"]


@pytest.mark.parametrize(("path", "status"), [("/cara-membeli", 200), ("/tidak-ada/karya 1", 404)])
def test_every_page_can_be_reported_by_its_footer_even_one_that_does_not_exist(
    browser: Browser, db: SQLAlchemy, path: str, status: int
) -> None:
    url = browser.get(path, status=status).link("Laporkan halaman ini")

    page = browser.get(url)
    assert page.texts(".subject p") == [path]
    assert page.link(path) == path.replace(" ", "%20")
    browser.post(url, filled(browser, url))

    assert [(report.subject_kind, report.subject_key) for report in stored(db)] == [("halaman", path)]


def test_the_footer_names_only_the_path_so_that_a_page_stays_the_same_for_everyone(browser: Browser) -> None:
    assert browser.get("/katalog?q=batik&hal=2").link("Laporkan halaman ini") == "/laporkan/halaman?alamat=/katalog"


def test_a_report_is_not_reported(browser: Browser) -> None:
    for path in (PAGE, "/laporkan/terima-kasih"):
        assert "Laporkan halaman ini" not in browser.get(path).texts(".footer a")


def test_a_page_with_a_path_longer_than_any_of_ours_still_has_a_footer_that_works(browser: Browser) -> None:
    browser.get(browser.get(f"/{'a' * 3_000}", status=404).link("Laporkan halaman ini"))


@pytest.mark.parametrize(
    "path",
    [
        "", "katalog", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example/",
        "javascript:alert(1)", "/a%00b", "/a%0d%0ab", "/%09/evil.example", "/%e2%80%ae", "/%ef%bf%bd", "/" + "a" * 200,
        "?/", "#/", "/%1b[31m",
    ],
)  # fmt: skip
def test_only_paths_of_this_site_are_pages(browser: Browser, db: SQLAlchemy, path: str) -> None:
    url = f"/laporkan/halaman?alamat={path}"

    assert browser.raw(url).status_code == 404
    assert browser.post(url, filled(browser), status=404)
    assert count(db) == 0


def test_what_the_public_may_not_see_answers_as_what_does_not_exist(browser: Browser, db: SQLAlchemy) -> None:
    unconfirmed = make_producer(origin_valid_until=None)
    hidden = [
        f"/laporkan/karya/{make_listing(published_at=None, code='SBY-055').code}",
        f"/laporkan/karya/{make_listing(producer=unconfirmed).code}",
        f"/laporkan/pembuat/{unconfirmed.slug}",
        f"/laporkan/khas/{make_product(verification=Verification.GENERAL_KNOWLEDGE).slug}",
    ]
    missing = ["/laporkan/karya/SBY-099", "/laporkan/pembuat/tidak-ada", "/laporkan/khas/tidak-ada"]
    sent = filled(browser)

    answers = [browser.get(url, status=404).texts("main p, main h1") for url in [*hidden, *missing]]
    answers += [browser.post(url, sent, status=404).texts("main p, main h1") for url in [*hidden, *missing]]

    assert all(answer == answers[0] for answer in answers)
    assert count(db) == 0


@pytest.mark.parametrize("reason", Reason)
def test_every_choice_can_be_sent_and_only_the_last_needs_words(
    browser: Browser, db: SQLAlchemy, reason: Reason
) -> None:
    sent = filled(browser, alasan=reason, isi=" \r\n ")

    if reason is not Reason.OTHER:
        browser.post(PAGE, sent)
        assert [(report.reason, report.text) for report in stored(db)] == [(reason, "")]
        return
    page = browser.post(PAGE, sent, status=422)
    assert page.link("Ceritakan apa yang salah.") == "#isi"
    assert page.attributes("input:checked", "value") == ["lainnya"]
    assert count(db) == 0


@pytest.mark.parametrize("reason", ["", "tidak-ada", "KELIRU", "\x00", "a" * 60_000])
def test_a_choice_that_is_not_offered_is_asked_for_again(browser: Browser, db: SQLAlchemy, reason: str) -> None:
    page = browser.post(PAGE, filled(browser, alasan=reason), status=422)

    assert page.link("Pilih apa yang salah.") == "#alasan-0"
    assert written(page) == "Harganya salah."
    assert count(db) == 0


def test_what_is_wrong_is_said_on_top_with_the_focus_and_beside_each_control(browser: Browser) -> None:
    page = browser.post(PAGE, filled(browser, alasan="", kontak="Bu Contoh"), status=422)

    assert page.one("title").get_text().startswith("Belum terkirim: Laporkan halaman ini")
    summary = page.one("#summary")
    assert (summary["role"], summary["tabindex"]) == ("alert", "-1")
    assert summary.has_attr("autofocus")
    assert page.attributes("#summary a", "href") == ["#alasan-0", "#kontak"]
    control = page.one("#kontak")
    assert control["aria-invalid"] == "true"
    described = [page.one(f"#{name}").get_text(strip=True) for name in str(control["aria-describedby"]).split()]
    assert described[0] == "Tulis nomor seperti 0812 3456 7890, atau alamat email."
    assert described[1].startswith("Boleh dikosongkan.")
    assert page.one("#alasan-0").find_parent("fieldset")["aria-describedby"] == "alasan-error"
    assert (control["value"], written(page)) == ("Bu Contoh", "Harganya salah.")
    assert page.headers["Cache-Control"] == "no-store"


def test_a_form_that_was_just_opened_complains_of_nothing(browser: Browser) -> None:
    page = browser.get(PAGE)

    assert not page.has("#summary, [aria-invalid], .error")
    assert page.one("main form")["method"] == "post"


def test_markup_is_only_text_wherever_it_comes_back(browser: Browser, db: SQLAlchemy) -> None:
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7*7 }}'

    page = browser.post(PAGE, filled(browser, alasan="", isi=hostile, kontak=hostile), status=422)
    assert written(page) == hostile
    assert page.one("#kontak")["value"] == hostile
    assert not page.has("main img, main script")

    browser.post(PAGE, filled(browser, isi=hostile))
    assert [report.text for report in stored(db)] == [hostile]


@pytest.mark.parametrize("field", ["isi", "kontak", "alasan", "cap", "situs_web"])
@pytest.mark.parametrize("value", ["\x00", "a\x00b", "\x1b[31m", "\ufffd"])
def test_no_character_that_a_database_refuses_gets_through(
    browser: Browser, db: SQLAlchemy, field: str, value: str
) -> None:
    browser.post(PAGE, filled(browser, **{field: value}), status=422)

    assert count(db) == 0


def test_bytes_that_are_no_text_do_not_break_the_form(browser: Browser) -> None:
    for body in (b"isi=%ff%fe&alasan=keliru", b"isi=\xff\xfe", b"\x00", b"&" * 60_000, b"=" * 60_000, b"a=1&" * 15_000):
        answer = browser.raw(
            PAGE,
            method="POST",
            data=body,
            content_type="application/x-www-form-urlencoded",
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        assert answer.status_code == 422, body[:20]


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x"]
)
def test_a_body_of_another_kind_is_an_empty_form(browser: Browser, kind: str) -> None:
    answer = browser.raw(
        PAGE,
        method="POST",
        data=b'{"alasan": ["keliru"]}',
        content_type=kind,
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert answer.status_code == 422


def test_a_text_may_be_as_long_as_it_says_and_a_longer_one_comes_back_whole(browser: Browser, db: SQLAlchemy) -> None:
    browser.post(PAGE, filled(browser, isi="é" * LONGEST_TEXT))
    assert [len(report.text) for report in stored(db)] == [LONGEST_TEXT]

    page = browser.post(PAGE, filled(browser, isi="é" * (LONGEST_TEXT + 1)), status=422)
    assert page.link("Terlalu panjang: 2.001 huruf. Paling banyak 2.000.") == "#isi"
    assert written(page) == "é" * (LONGEST_TEXT + 1)
    assert count(db) == 1


def test_sixty_thousand_bytes_come_back_and_more_than_sixty_four_are_refused(browser: Browser, db: SQLAlchemy) -> None:
    page = browser.post(PAGE, filled(browser, isi="a" * 60_000), status=422)
    assert len(written(page)) == 60_000

    assert browser.post(PAGE, filled(browser, isi="a" * 65_536), status=413).texts("h1") == [
        "Kiriman ini terlalu besar"
    ]
    assert count(db) == 0


def test_a_machine_that_fills_in_everything_stores_nothing(browser: Browser, db: SQLAlchemy) -> None:
    page = browser.post(PAGE, filled(browser, situs_web="https://spam.example"), status=422)

    assert "tidak terlihat" in page.texts("#summary li")[0]
    assert (page.one("#situs_web")["value"], written(page)) == ("", "Harganya salah.")
    assert count(db) == 0


def test_the_field_for_machines_is_out_of_reach_of_people(browser: Browser) -> None:
    trap = browser.get(PAGE).one("#situs_web")

    assert (trap["tabindex"], trap["autocomplete"]) == ("-1", "off")
    assert trap.find_parent(class_="trap")["aria-hidden"] == "true"
    assert re.search(r"\.trap\{display:none\}", browser.raw("/static/site.css").text)


@pytest.mark.parametrize(("seconds", "status"), [(1, 422), (3, 303), (86_000, 303), (87_000, 422)])
def test_a_form_is_sent_neither_at_once_nor_after_a_day(
    browser: Browser, db: SQLAlchemy, seconds: int, status: int
) -> None:
    sent = filled(browser)

    with time_machine.travel(now() + datetime.timedelta(seconds=seconds - 60), tick=False):
        page = browser.post(PAGE, sent, status=status)

    assert count(db) == (status == 303)
    if status == 422:
        assert written(page) == "Harganya salah."


def test_a_button_pressed_twice_sends_one_report_and_a_changed_text_another(browser: Browser, db: SQLAlchemy) -> None:
    sent = filled(browser)

    for _press in range(BY_ADDRESS.amount + 5):
        assert browser.post(PAGE, sent).headers["Location"] == THANKS
    browser.post(PAGE, sent | {"isi": "Alamatnya salah."})
    browser.post("/laporkan/halaman?alamat=/tentang", sent)

    assert [(report.subject_key, report.text) for report in stored(db)] == [
        ("/katalog", "Harganya salah."),
        ("/katalog", "Alamatnya salah."),
        ("/tentang", "Harganya salah."),
    ]


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_form_on_another_site_cannot_send(browser: Browser, db: SQLAlchemy, headers: dict[str, str]) -> None:
    browser.post(PAGE, filled(browser), headers=headers, status=403)

    assert count(db) == 0


def test_no_answer_sets_a_cookie_or_may_be_kept(browser: Browser) -> None:
    sent = filled(browser)
    answers = [
        browser.get(PAGE),
        browser.post(PAGE, sent | {"alasan": ""}, status=422),
        browser.post(PAGE, sent),
        browser.get(THANKS),
        browser.post(PAGE, sent, headers={}, status=403),
    ]

    for answer in answers:
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Cookie" not in answer.headers.get("Vary", "")


def flood(browser: Browser, url: str, times: int, address: str = "203.0.113.{}") -> list[int]:
    """The status of each of so many different reports, each from the next address."""
    sent = filled(browser, url)
    return [
        browser.raw(
            url,
            method="POST",
            data=sent | {"isi": f"Laporan {number}"},
            headers={"Sec-Fetch-Site": "same-origin"},
            environ_base={"REMOTE_ADDR": address.format(number)},
        ).status_code
        for number in range(times)
    ]


def test_two_hundred_posts_from_one_address_store_what_the_limit_allows(browser: Browser, db: SQLAlchemy) -> None:
    statuses = flood(browser, PAGE, 200, address="203.0.113.7")

    allowed = BY_ADDRESS.amount
    assert statuses == [303] * allowed + [429] * (200 - allowed)
    assert count(db) == allowed
    # Three limits and one address: refused visitors leave nothing behind.
    assert db.session.scalar(select(func.count()).select_from(ThrottleHit)) == 3


def test_a_hundred_addresses_against_one_maker_store_what_the_limit_allows(browser: Browser, db: SQLAlchemy) -> None:
    statuses = flood(browser, f"/laporkan/pembuat/{make_producer().slug}", 100)
    assert statuses == [303] * BY_SUBJECT.amount + [429] * (100 - BY_SUBJECT.amount)

    # Others can still be reported, also from an address that was refused.
    assert flood(browser, PAGE, 1, address="203.0.113.99") == [303]
    assert count(db) == BY_SUBJECT.amount + 1


def test_a_visitor_who_changes_the_address_within_one_network_is_one_visitor(browser: Browser) -> None:
    assert flood(browser, PAGE, BY_ADDRESS.amount + 1, address="2001:db8:1:2::{}")[-1] == 429


def test_in_all_no_more_is_stored_than_can_be_read(
    browser: Browser, db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(IN_ALL, "amount", 12)

    statuses = [
        status
        for number in range(4)
        for status in flood(browser, f"/laporkan/halaman?alamat=/{number}", 5, address=f"203.0.{number}.{{}}")
    ]

    assert statuses == [303] * 12 + [429] * 8
    assert count(db) == 12


def test_whoever_is_refused_keeps_the_text_and_learns_when_to_come_back(browser: Browser, db: SQLAlchemy) -> None:
    moment = now().replace(microsecond=0)
    with time_machine.travel(moment, tick=False):
        flood(browser, PAGE, BY_ADDRESS.amount, address="127.0.0.1")
    sent = filled(browser, isi="Yang kesebelas.", kontak="sari@contoh.id")

    with time_machine.travel(moment + datetime.timedelta(minutes=15), tick=False):
        page = browser.post(PAGE, sent, status=429)

    assert page.headers["Retry-After"] == str(45 * 60)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.texts("#summary li") == ["Coba lagi 45 menit lagi."]
    assert (written(page), page.one("#kontak")["value"]) == ("Yang kesebelas.", "sari@contoh.id")
    assert page.link("halo@contoh.invalid") == "mailto:halo@contoh.invalid"
    with time_machine.travel(moment + datetime.timedelta(hours=1), tick=False):
        browser.post(PAGE, sent)
    assert count(db) == BY_ADDRESS.amount + 1


def test_what_is_promised_is_what_is_done(browser: Browser) -> None:
    form, privacy = browser.get(PAGE), browser.get("/privasi")

    assert form.link("Selengkapnya") == "/privasi#reports"
    assert privacy.has("#reports")
    assert (KEPT_DAYS, BY_ADDRESS.get_expiry()) == (365, 3_600)
    for page, sentence in (
        (form, "disimpan sampai setahun setelah laporan selesai"),
        (form, "dihapus begitu laporan ini selesai"),
        (privacy, "disimpan setahun setelah selesai"),
        (privacy, "dihapus begitu laporan ditandai selesai"),
        (privacy, "Setelah sejam sidik itu tidak dipakai lagi"),
    ):
        assert sentence in page.text


def test_search_engines_leave_the_forms_alone(browser: Browser) -> None:
    for url in (PAGE, THANKS):
        assert browser.get(url).has('meta[name="robots"][content="noindex"]')
    assert browser.get("/").one('footer a[href^="/laporkan"]')["rel"] == ["nofollow"]


def test_a_report_costs_few_queries(browser: Browser, count_queries: Counter) -> None:
    url = f"/laporkan/karya/{make_listing().code}"
    sent = filled(browser, url)
    with count_queries() as opening:
        opened(browser, url)
    with count_queries() as sending:
        browser.post(url, sent)

    # The listing and the strip; then the listing, the report, and for each of three limits a hit and a sweep.
    assert opening() == 2
    assert sending() <= 8
